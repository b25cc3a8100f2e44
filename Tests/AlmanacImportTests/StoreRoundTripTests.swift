import Almanac
import Foundation
import TestSupport
import Testing

/// A store as lines that say all that queries can ask of it: every field of every record, names with
/// kinds and languages, ties, citations, the order of rows.
private func wholeText(_ store: Store) -> [String] {
  var lines: [String] = []
  for noun in Noun.allCases {
    let table = store[noun]
    lines.append("\(noun.plural): \(table.rowCount), order \(Array(table.order))")
    lines.append("\(noun.plural) as they came: \(Array(table.dataOrder))")
    let data = (table.measures + table.furtherKeys).sorted()
    lines.append("\(noun.plural) also have: \(data)")
    for row in 0..<UInt32(table.rowCount) {
      let record = Record(Entity(noun, row), in: store, languages: ["en"])
      lines.append("\(noun.word) \(record.id)")
      for kind in [NameTable.Kind.name, .acronym, .alias] {
        lines.append("  \(kind): \(record.names.filter { $0.kind == kind })")
      }
      for field in Schema.fields(of: noun).map(\.name) + data {
        let value = record[field]
        if value != .missing { lines.append("  \(field): \(value)") }
        if case .text(let column)? = table.columns[field], let forms = column.translations[row] {
          lines.append("  \(field) by language: \(forms)")
        }
        if case .reference(let column)? = table.columns[field], !column.lines.isEmpty {
          lines.append("  \(field) lines: \(column.list.range(of: row).map { column.lines[$0] })")
        }
      }
      for link in table.links.links(of: row) { lines.append("  link \(link)") }
      let cited = table.citations.entries(row: row)
        .map { "\($0.field) \($0.source):\($0.line)" }.sorted()
      lines.append("  cited \(cited)")
      lines.append("  ours \(table.citations.ours(row: row).sorted())")
    }
  }
  return lines
}

/// The store that is read from what a store is written as; in both forms.
private func reread(_ store: Store) throws -> [Store] {
  try [(".jsonl", false), (".json", true)].map { ending, isArray in
    let text = storeText(store, isArray: isArray)
    let loaded = try Catalog.load(
      [(name: "all" + ending, bytes: Array(text.utf8))], includingCorpus: false)
    #expect(loaded.report.faults.map(\.text) == [])
    #expect(storeText(loaded.catalog.store, isArray: isArray) == text)
    return loaded.catalog.store
  }
}

private func expectSame(_ left: Store, _ right: Store) {
  let (left, right) = (wholeText(left), wholeText(right))
  #expect(left.count == right.count)
  // The first few say enough of what went wrong.
  let differences = zip(left, right).filter { $0 != $1 }.prefix(5).map { "\($0)\n≠ \($1)" }
  #expect(differences == [])
}

@Test("the corpus is the same after it was written and read again", arguments: [true, false])
func corpusComesBack(corrections: Bool) throws {
  let store = Catalog.builtIn(corrections: corrections).catalog.store
  for again in try reread(store) { expectSame(store, again) }
}

@Test("files of other formats that were read are the same after they were written and read again")
func examplesComeBack() throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "examples")
  let file = folder.appending(path: "talks.jsonl")
  let bytes = Array(try Data(contentsOf: file))
  let store = try Catalog.load([(name: "talks.jsonl", bytes: bytes)], includingCorpus: true)
    .catalog.store
  for again in try reread(store) { expectSame(store, again) }
}

@Test("what several files say, in folders and of addresses, is the same")
func mergedFilesComeBack() throws {
  let first = """
    {"id": "open-forum-2024", "name": "Open Forum", "when": "2024-10-05", "place": "Lyon, France", "organizer": "Club", "attendance": 120, "source": ["http://a.example:8080", "s:4"]}
    {"noun": "source", "id": "http://a.example:8080", "name": "Page"}
    {"noun": "source", "id": "s", "name": "Paper"}
    """
  let second =
    "name,start,place,organizer,attendance\nOpen Forum,2024-10-05,\"Lyon, France\",Club,150\n"
  let loaded = try Catalog.load(
    [("/a folder/1.jsonl", Array(first.utf8)), ("b/2.csv", Array(second.utf8))].map {
      (name: $0.0, bytes: $0.1)
    }, includingCorpus: false)
  #expect(loaded.report.faults.map(\.text) == [])
  let store = loaded.catalog.store
  let text = storeText(store, isArray: false)
  #expect(text.contains("\"/a folder/1.jsonl:1\"") && text.contains("\"b/2.csv:2\""))
  #expect(text.contains("\"http://a.example:8080:0\"") && text.contains("\"s:4\""))
  // What the merge made of the numbers of both files is made of claims again, or written.
  for again in try reread(store) { #expect(storeText(again, isArray: false) == text) }
}

@Test("what files and records of one id do not agree on is the same")
func disagreementsComeBack() throws {
  let first = """
    {"id": "urn:a", "name": "A", "when": "2024-09-03", "x": ["v", "v"]}
    {"id": "urn:b", "name": "B", "when": "2024-09-03T10:00/2024-09-03T12:00", "kind": "forum"}
    {"id": "urn:b", "name": "B", "when": "2024-09-03T10:00/2024-09-05T12:00", "kind": "fair"}
    """
  let second = #"{"id": "urn:a", "name": "A", "when": "2024-09-03/2024-09-05", "x": "v"}"#
  let loaded = try Catalog.load(
    [("1.jsonl", Array(first.utf8)), ("2.jsonl", Array(second.utf8))].map {
      (name: $0.0, bytes: $0.1)
    }, includingCorpus: false)
  let store = loaded.catalog.store
  let text = storeText(store, isArray: false)
  #expect(text.contains("the files do not agree"))
  #expect(text.contains("the records of one id do not agree"))
  for again in try reread(store) { #expect(storeText(again, isArray: false) == text) }
}

@Test("a generated store is the same after it was written and read again", arguments: 0..<32)
func generatedStoresComeBack(seed: UInt64) throws {
  var generator = StoreGenerator(seed: seed)
  let loaded = try Catalog.load(
    [(name: "made.jsonl", bytes: Array(generator.lines().utf8))], includingCorpus: false)
  #expect(loaded.report.faults.map(\.text) == [])
  let store = loaded.catalog.store
  for again in try reread(store) { expectSame(store, again) }
}

/// Records of every noun with everything in them that a store can hold, as JSON Lines.
private struct StoreGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  private mutating func text() -> String {
    let pieces = ["Tag", " ", "\"q\"", "\\", "里昂", "é", "\n", "👩‍🔬", ";", ", ", "\u{1}", "мир", "x"]
    return "A" + (0..<Int.random(in: 0..<6, using: &random)).map { _ in pick(pieces) }.joined()
  }

  private mutating func date() -> String {
    pick([
      "2023-11-06", "2023-11", "2023", "202X", "2023-11-06/2023-11-07", "/2023-11-07",
      "2023-11-06/", "2023-11-06/..", "2023-11-06T14:00", "2023-11-06T14:00+08:00/2023-11-07",
      "2023-11?", "2023-11-06~", "2023-22", "[2023-11-06,2023-11-08]",
    ])
  }

  private mutating func number() -> Any {
    pick([3, 7.25, -2, 0, "~60", ">80", "<~100", "20..99", "<=5", ">=8", 1_000_000] as [Any])
  }

  /// Ids of one noun; `a1` is one of several nouns.
  private func ids(_ letter: String) -> [String] { (1...3).map { "\(letter)\($0)" } + ["a1"] }

  private mutating func some(_ ids: [String]) -> [String] {
    ids.filter { _ in chance(40) }
  }

  private mutating func list(_ ids: [String]) -> Any? {
    let named = some(ids)
    switch Int.random(in: 0..<6, using: &random) {
    case 0: return nil
    case 1: return ["named": named, "more": true] as [String: Any]
    case 2: return ["named": named, "more": 4] as [String: Any]
    case 3: return ["named": named, "more": ["province": 11, "country": 3]] as [String: Any]
    default: return named
    }
  }

  private mutating func name() -> Any {
    chance(50) ? text() : ["en": text(), "zh-Hans": text(), "fr": text()] as Any
  }

  private mutating func common(_ noun: String, _ id: String) -> [String: Any] {
    var record: [String: Any] = ["noun": noun, "id": id, "name": name()]
    if chance(30) { record["alias"] = [text(), text()] }
    if chance(30) { record["note"] = text() }
    if chance(20) { record["tag"] = ["red", "blue"] }
    if chance(40) { record["source"] = ["s1:3", "s2"] }
    if chance(20) { record["cite"] = ["name": ["s1:9"], "kind": ["s2", "s3:1"]] }
    if chance(20) { record["ours"] = chance(50) ? true : ["name.en", "alias"] as Any }
    if chance(20) { record["level"] = pick([1, 2, 3]) }
    if chance(20) { record["room"] = ["floor": text(), "hall": "B"] }
    return record
  }

  mutating func lines() -> String {
    var records: [[String: Any]] = []
    for id in ids("s") {
      var source = common("source", id)
      source["source"] = nil
      if chance(60) { source["published"] = pick(["2023-11-06", "2023-11", "2023?"]) }
      if chance(50) { source["publisher"] = some(ids("o")) }
      source["language"] = ["en", "ru"]
      records.append(source)
    }
    for (letter, noun) in [("o", "organization"), ("p", "place"), ("t", "theme")] {
      for (index, id) in ids(letter).enumerated() {
        var record = common(noun, id)
        if chance(60) { record["kind"] = pick(["city", "country", "ministry"]) }
        if index > 0, chance(50) { record["parent"] = "\(letter)1" }
        if noun == "organization", chance(50) { record["acronym"] = "O\(index)" }
        records.append(record)
      }
    }
    for id in ids("e") {
      var event = common("event", id)
      if chance(50) { event["noun"] = nil }
      if chance(70) { event["when"] = date() }
      if let places = list(ids("p")) { event["place"] = places }
      if let organizers = list(ids("o")) { event["organizer"] = organizers }
      if let themes = list(ids("t")) { event["theme"] = themes }
      if chance(40) { event["mode"] = pick(["online", "offline", "hybrid"]) }
      if chance(30) { event["edition"] = number() }
      if chance(30) { event["motto"] = name() }
      if chance(40) { event["figure"] = ["attendance": number(), "countries": number()] }
      if chance(40), id != "e1" { event["part_of"] = "e1" }
      if chance(30) { event["link"] = [["kind": "announces", "to": pick(["e1", "@theme:a1"])]] }
      records.append(event)
    }
    records.append([
      "noun": "figure", "id": "f1", "subject": "@theme:a1", "measure": "members",
      "value": number(), "unit": "person", "printed": "7,4", "source": ["s1:4"],
    ])
    let claims: [(String, String, [String])] = [
      ("e2", "when", ["2023-11-06", "2023-11", "2023-11-08/2023-11-09"]),
      ("e3", "attendance", ["~60", "100", "20..99"]), ("e3", "organizer", ["o1", "o2"]),
      ("e1", "ends", ["2024-01-01", "2024"]), ("@place:a1", "kind", ["city", "town"]),
    ]
    for (index, (subject, field, values)) in claims.enumerated() {
      for (place, value) in values.enumerated() where chance(60) {
        records.append([
          "noun": "claim", "id": "c\(index)\(place)", "subject": subject, "field": field,
          "value": value, "printed": text(), "source": ["s1:\(place + 1)"], "reason": text(),
          "verdict": pick(["accepted", "refined", "disputed", "rejected"]),
        ])
      }
    }
    return records.map { record in
      let data = try? JSONSerialization.data(withJSONObject: record, options: .sortedKeys)
      return String(decoding: data ?? Data(), as: UTF8.self) + "\n"
    }.joined()
  }
}

@Test("the examples of the language have the same answers after the corpus was written and read")
func examplesHaveTheSameAnswers() throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let script = try String(
    contentsOf: root.appending(path: "AlmanacLanguageTests/Golden/examples.alm"), encoding: .utf8)
  let catalog = Catalog.builtIn().catalog
  let again = try reread(catalog.store).map { Catalog(store: $0) }
  let day = try #require(Day(year: 2026, month: 11, day: 26))
  let context = QueryContext(today: day, languages: ["en"])
  var answeredCount = 0
  for line in script.split(separator: "\n") where !line.hasPrefix("#") {
    let query = String(line)
    guard let expected = try? catalog.answer(query, context: context) else { continue }
    answeredCount += 1
    let text = render(expected, format: .jsonl, width: nil, style: .plain)
    for other in again {
      let found = try other.answer(query, context: context)
      #expect(render(found, format: .jsonl, width: nil, style: .plain) == text, "\(query)")
      #expect(found.footer == expected.footer, "\(query)")
    }
  }
  #expect(answeredCount > 70)
}
