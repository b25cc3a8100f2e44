import AlmanacStore
import TestSupport
import Testing

@testable import AlmanacImport

/// The store of a file that is read in stretches of so many bytes, or line by line.
private func imported(
  _ text: String, stretchBytes: Int?, _ format: ImportFormat = .jsonLines
) -> (text: String, faults: [String], read: [Noun: Int], refused: Int) {
  var importer = Importer()
  importer.stretchBytes = stretchBytes ?? .max
  importer.read(
    Array(text.utf8), name: format == .csv ? "t.csv" : "t.jsonl", format: format)
  let (store, report) = importer.finish()
  return (
    storeText(store), report.faults.map(\.text) + report.notices.map(\.text), report.read,
    report.refusedCount
  )
}

/// Lines of every sort: mostly plain events, some with what only the general way reads.
private struct LineGenerator {
  var generator: SeededGenerator

  private mutating func one(_ choices: [String]) -> String {
    choices.randomElement(using: &generator) ?? ""
  }

  private mutating func name(_ kind: String) -> String {
    "\"\(one(["", "É", "中", "a\\u00e9", "\\\"", " "]))\(kind) \(Int.random(in: 0..<12, using: &generator))\""
  }

  private mutating func list(_ kind: String) -> String {
    let names = (0..<Int.random(in: 0...3, using: &generator)).map { _ in name(kind) }
    return "[" + names.joined(separator: one([",", ", "])) + "]"
  }

  private mutating func date() -> String {
    one([
      "\"2025-11-03\"", "\"2025-12-04\"", "\"2025-11\"", "\"2025\"", "\"2024-02-30\"", "\"201X\"",
      "\"2025-11-03T09:00\"", "\"11/03/2025\"", "\"25/12/2025\"", "2025", "null", "\"\"",
      "\"2023-05\"",
    ])
  }

  private mutating func member() -> String {
    switch Int.random(in: 0..<22, using: &generator) {
    case 0: "\"start\":\(date())"
    case 1: "\"end\":\(date())"
    case 2: "\"city\":\(name("city"))"
    case 3: "\"country\" : \(name("country"))"
    case 4: "\"organizers\":\(list("org"))"
    case 5: "\"themes\":\(list("theme"))"
    case 6: "\"tags\":\(one(["\"a, b\"", "\"c\"", "[\"d, e\"]"]))"
    case 7: "\"mode\":\(one(["\"in-person\"", "\"online\"", "\"Hybrid\"", "\"x\""]))"
    case 8: "\"kind\":\(name("kind"))"
    case 9: "\"participants\":\(one(["12", "0", "\"~60\"", "012", "1.5", "-3", "[\"A\"]"]))"
    case 10: "\"parent\":\(Int.random(in: 0..<60, using: &generator))"
    case 11: "\"level\":\(one(["3", "\"x\"", "true", "[1,2]", "{\"a\":1}", "1e5", "null"]))"
    case 12: "\"a longer key of the data\":\(name("value"))"
    case 13: "\"url\":\(name("url"))"
    case 14: "\"speaker\":\(list("person"))"
    case 15: "\"place\":\(name("city"))"
    case 16: "\"organizer\":{\"name\":\"org 3\"}"
    case 17: "\"edition\":\(one(["3", "\"x\""]))"
    case 18: "\"part_of\":\"\(Int.random(in: 0..<60, using: &generator))\""
    case 19: "\"province\":\(name("province"))"
    case 20: "\"tag\":\(list("tag"))"
    default: "\"n\\u0061me@fr\":\"nom\""
    }
  }

  mutating func line(_ number: Int) -> String {
    switch Int.random(in: 0..<40, using: &generator) {
    case 0: return one(["", "   ", "{", "[1]", "{\"id\":}", "{}", "nonsense", "{\"id\":1}x"])
    case 1: return "{\"noun\":\"theme\",\"name\":\(name("theme"))}"
    case 2: return "{\"name\":\(name("event"))}"
    default: break
    }
    let id = Int.random(in: 0..<30, using: &generator) == 0 ? number / 2 : number
    var members = ["\"id\":\(one(["", "", "\""]))\(id)"]
    if members[0].hasSuffix("\"\(id)") { members[0] += "\"" }
    members.append("\"title\":\(name("event"))")
    for _ in 0..<Int.random(in: 0...7, using: &generator) { members.append(member()) }
    if Bool.random(using: &generator) { members.shuffle(using: &generator) }
    return "{" + members.joined(separator: one([",", ", "])) + "}" + one(["", "", " ", "\r"])
  }
}

@Test("stretches on two threads make the store that lines one by one make", arguments: 0..<12)
func bulkEqualsGeneral(seed: Int) {
  var lines = LineGenerator(generator: SeededGenerator(seed: UInt64(seed)))
  let text = (0..<60).map { lines.line($0) }.joined(separator: "\n")
  let general = imported(text, stretchBytes: nil)
  for stretchBytes in [1, 300, 2_000] {
    let bulk = imported(text, stretchBytes: stretchBytes)
    #expect(bulk.text == general.text)
    #expect(bulk.faults == general.faults)
    #expect(bulk.read == general.read)
    #expect(bulk.refused == general.refused)
  }
}

/// Rows of every sort: mostly plain, some with line ends in cells, doubled marks, too few cells.
private struct RowGenerator {
  var generator: SeededGenerator

  private mutating func one(_ choices: [String]) -> String {
    choices.randomElement(using: &generator) ?? ""
  }

  private mutating func names(_ kind: String, _ separator: String) -> String {
    (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      one(["", "É", "中", "\u{a0}"]) + "\(kind) \(Int.random(in: 0..<9, using: &generator))"
    }.joined(separator: separator)
  }

  mutating func row(_ number: Int) -> String {
    if Int.random(in: 0..<30, using: &generator) == 0 {
      return one(["", "a,b", "\"open", ",,,,,,,,", "\"a\"b,c", "1,2,3,4,5,6,7,8,9,10"])
    }
    let id = Int.random(in: 0..<25, using: &generator) == 0 ? number / 2 : number
    let name = one([
      "Plain \(number)", "\"In, marks\"", "\"two\nlines\"", "\"a \"\"word\"\"\"", "mark \" within",
      " spaces ", "", "Ünder",
    ])
    let cells = [
      String(id), name, one(["2025-11-03", "2025-11", "11/03/2025", "", "soon"]),
      one(["2025-11-05", "", "2025"]), names("org", one(["|", "; ", "|"])),
      names("theme", one(["|", "; "])),
      one(["Lyon", "Paris", "", "\"Lyon\""]), one(["120", "~60", "", "x"]),
      one(["", "\(number / 3)", "\"\(number / 4)\""]),
    ]
    return cells.joined(separator: ",") + one(["", "", "\r"])
  }
}

@Test("rows in stretches make the store that rows one by one make", arguments: 0..<12)
func bulkRowsEqualGeneral(seed: Int) {
  var rows = RowGenerator(generator: SeededGenerator(seed: UInt64(seed)))
  let header = "id,title,start,end,organizers,themes,city,participants,parent\n"
  let text = header + (0..<60).map { rows.row($0) }.joined(separator: "\n")
  let general = imported(text, stretchBytes: nil, .csv)
  for stretchBytes in [1, 150, 900] {
    let bulk = imported(text, stretchBytes: stretchBytes, .csv)
    #expect(bulk.text == general.text)
    #expect(bulk.faults == general.faults)
    #expect(bulk.read == general.read)
    #expect(bulk.refused == general.refused)
  }
}

@Test("what is more than a store holds is refused with the limit", arguments: [nil, 100])
func overflow(stretchBytes: Int?) {
  var importer = Importer()
  importer.stretchBytes = stretchBytes ?? .max
  importer.builder.mostTextBytes = 20_000
  let text = (0..<9_000).map { "{\"id\":\($0),\"name\":\"Event \($0)\"}\n" }.joined()
  importer.read(Array(text.utf8), name: "t.jsonl", format: .jsonLines)
  let (isStopped, reason) = (importer.isStopped, importer.stopReason)
  #expect(isStopped)
  #expect(reason == "the names of events have 4 GiB at most; these have more")
}

@Test("reading that is stopped takes no more")
func stopped() {
  var importer = Importer(watch: LoadWatch { $0.records < 10 })
  importer.stretchBytes = 100
  let text = (0..<1_000).map { "{\"id\":\($0),\"name\":\"A\"}\n" }.joined()
  importer.read(Array(text.utf8), name: "t.jsonl", format: .jsonLines)
  let isStopped = importer.isStopped
  #expect(isStopped)
  #expect(importer.finish().store[.event].rowCount < 30)
}

// MARK: - Sizes that somebody has

@Test("one event with ten thousand themes, and names as long as a line may be")
func wideRecords() {
  let themes = (0..<10_000).map { "\"theme \($0)\"" }.joined(separator: ",")
  let long = String(repeating: "x", count: 1_000_000)
  let text = "{\"id\":1,\"name\":\"A\",\"theme\":[\(themes)]}\n{\"id\":2,\"name\":\"\(long)\"}\n"
  for stretchBytes in [nil, 100] {
    var importer = Importer()
    importer.stretchBytes = stretchBytes ?? .max
    importer.read(Array(text.utf8), name: "t.jsonl", format: .jsonLines)
    let (store, report) = importer.finish()
    #expect(report.faults.isEmpty)
    #expect(store[.theme].rowCount == 10_000)
    #expect(store[.event].reference("theme")?.list[0].count == 10_000)
    #expect(store[.event].names.names(of: 1).first?.text.utf8.count == 1_000_000)
  }
}

@Test("a line that is too long is refused with the limit, and the lines after it are read")
func tooLongLine() {
  let long = String(repeating: "x", count: 1 << 20)
  let text = "{\"id\":1,\"name\":\"\(long)\"}\n{\"id\":2,\"name\":\"B\"}\n"
  let bulk = imported(text, stretchBytes: 100)
  #expect(bulk.faults == ["t.jsonl:1:1: a line has 1 MiB at most; this one is longer"])
  #expect(bulk.read == [.event: 1])
}

@Test("parts within parts, each of another organization, without any date")
func deepAndWide() {
  let count = 2_000
  let text = (0..<count).map {
    "{\"id\":\($0),\"name\":\"A\",\"organizer\":\"org \($0)\",\"parent\":\(max($0 - 1, 0))}\n"
  }.joined()
  var importer = Importer()
  importer.stretchBytes = 5_000
  importer.read(Array(text.utf8), name: "t.jsonl", format: .jsonLines)
  let (store, report) = importer.finish()
  #expect(
    report.faults.map(\.text) == [
      "t.jsonl:1:49: `part_of` of \"0\" leads back to \"0\" itself; the tie was cut here"
    ])
  #expect(store[.organization].rowCount == count)
  #expect(store[.event].forest?.descendants(of: 0).count == count - 1)
  #expect(store[.event].order.count == count)
}
