import Almanac
import Foundation
import TestSupport
import Testing

@Test("formats for other programs are as their golden file has them")
func formats() throws {
  let samples = try sampleAnswers()
  try Golden("formats.txt").check { name, request in
    guard let answer = samples[name] else { return "no such answer" }
    return pictured(rendered(answer, request))
  }
}

/// What a field of CSV or TSV says, made independently of the renderer's joining.
private func field(_ value: Value) -> String {
  switch value {
  case .missing, .number(.unknown): return ""
  case .list(let members, let open) where !members.isEmpty || open != nil:
    var parts = members.map { text(of: $0) }
    if let open {
      let count = open.reduce(0) { $0 + $1.count }
      parts.append(open.isEmpty ? "+more" : "+\(count) more")
    }
    return parts.joined(separator: "; ")
  default: return text(of: value)
  }
}

private func fields(_ answer: Answer) -> [[String]] {
  [answer.columns.map(\.name)]
    + (0..<answer.rowCount).map { row in
      answer.columns.indices.map { field(answer.value(row: row, column: $0)) }
    }
}

private func bytes(_ records: [[String]]) -> [[[UInt8]]] {
  records.map { $0.map { Array($0.utf8) } }
}

/// Where Python is, if it is.
private let python: String? = {
  let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
  return folders.map { $0 + "/python3" }.first(where: FileManager.default.isExecutableFile)
}()

@Test(
  "Python reads from CSV what was written to it",
  .enabled(if: python != nil, "python3 is not installed"))
func pythonReadsCSV() throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "almanac-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let answers = (0..<200).map { randomAnswer(seed: $0) }
  for (index, answer) in answers.enumerated() {
    let text = render(answer, format: .csv, width: nil, style: .plain)
    try Data(text.utf8).write(to: folder.appending(path: "\(index).csv"))
  }
  let script = """
    import csv, json, sys
    tables = []
    for index in range(int(sys.argv[2])):
        with open(f"{sys.argv[1]}/{index}.csv", newline="", encoding="utf-8") as file:
            tables.append(list(csv.reader(file, strict=True)))
    json.dump(tables, sys.stdout)
    """
  let process = Process()
  process.executableURL = URL(filePath: try #require(python))
  process.arguments = ["-c", script, folder.path, "\(answers.count)"]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let written = try output.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  let tables = try JSONDecoder().decode([[[String]]].self, from: written)
  try #require(tables.count == answers.count)
  for (index, (table, answer)) in zip(tables, answers).enumerated() {
    #expect(bytes(table) == bytes(fields(answer)), "seed \(index)")
  }
}

@Test("CSV ends its records with CRLF and quotes only where it must", arguments: 0..<64)
func minimalQuotes(seed: UInt64) {
  let answer = randomAnswer(seed: seed)
  let expected = fields(answer).map { record in
    record == [""]
      ? "\"\"\r\n"
      : record.map { field in
        field.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
          ? "\"" + field.replacingOccurrences(of: "\"", with: "\"\"", options: .literal) + "\""
          : field
      }.joined(separator: ",") + "\r\n"
  }.joined()
  let found = render(answer, format: .csv, width: nil, style: .plain)
  #expect(Array(found.utf8) == Array(expected.utf8))
}

@Test("TSV comes back when its four escapes are undone", arguments: 0..<64)
func tabSeparatedComesBack(seed: UInt64) {
  let answer = randomAnswer(seed: seed)
  let text = render(answer, format: .tsv, width: nil, style: .plain)
  #expect(text.utf8.last == 0x0A)
  let records = text.unicodeScalars.dropLast()
    .split(separator: "\n", omittingEmptySubsequences: false)
    .map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { unescaped($0) }
    }
  #expect(bytes(records) == bytes(fields(answer)))
}

private func unescaped(_ field: Substring.UnicodeScalarView) -> String {
  var text = String.UnicodeScalarView()
  var isEscape = false
  for scalar in field {
    switch (isEscape, scalar) {
    case (false, "\\"):
      isEscape = true
      continue
    case (true, "t"): text.append("\t")
    case (true, "n"): text.append("\n")
    case (true, "r"): text.append("\r")
    default: text.append(scalar)
    }
    isEscape = false
  }
  return String(text)
}

@Test("JSON says what the answer says, its keys and records in order", arguments: 0..<64)
func jsonComesBack(seed: UInt64) throws {
  let answer = randomAnswer(seed: seed)
  let text = render(answer, format: .json, width: nil, style: .plain)
  let array = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [Any])
  try #require(array.count == answer.rowCount)
  for (row, object) in array.enumerated() {
    try check(object, against: answer, row: row)
  }

  let lines = render(answer, format: .jsonl, width: nil, style: .plain).split(separator: "\n")
  try #require(lines.count == answer.rowCount)
  for (row, line) in lines.enumerated() {
    try check(try JSONSerialization.jsonObject(with: Data(line.utf8)), against: answer, row: row)
    var rest = line[...]
    for column in answer.columns {
      // Names begin with their number, which nothing escapes.
      let key = "\"\(column.name.prefix(1))"
      let found = try #require(rest.range(of: key))
      rest = rest[found.upperBound...]
    }
  }
}

private func check(_ object: Any, against answer: Answer, row: Int) throws {
  let object = try #require(object as? [String: Any])
  #expect(object.count == Set(answer.columns.map(\.name)).count)
  for (index, column) in answer.columns.enumerated() {
    let value = answer.value(row: row, column: index)
    let found = try #require(object[column.name])
    #expect(isSame(found, value), "\(value) came back as \(found)")
  }
}

private func isSame(_ json: Any, _ value: Value) -> Bool {
  switch value {
  case .missing, .number(.unknown): return json is NSNull
  case .none: return (json as? [Any])?.isEmpty == true
  case .number(let quantity) where quantity.isExact && quantity.text == nil:
    guard let number = json as? NSNumber else { return false }
    return abs(number.doubleValue - Double(quantity.lower) / 1e6) < 1e-3
  case .list(let members, let open):
    guard let array = json as? [Any] else { return false }
    let marks = open.map { more in
      [more.isEmpty ? "+more" : "+\(more.reduce(0) { $0 + $1.count }) more"]
    }
    let rest = array.dropFirst(members.count).map { $0 as? String }
    return array.count >= members.count && zip(array, members).allSatisfy { isSame($0, $1) }
      && rest == marks ?? []
  default: return (json as? String).map { Array($0.utf8) } == Array(text(of: value).utf8)
  }
}

@Test("the numbers of JSON are exact to the millionth", arguments: 0..<64)
func jsonNumbersAreExact(seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  for scale in [1, 1_000, 1_000_000, 1_000_000_000, 1_000_000_000_000] as [Int64] {
    let millionths = Int64.random(in: -(.max)...(.max), using: &generator) / scale
    let answer = Answer(
      columns: [Answer.Column(name: "n", isNumber: true)],
      rows: [[.number(Quantity(lower: millionths, upper: millionths))]])
    let text = render(answer, format: .jsonl, width: nil, style: .plain)
    #expect(text.hasPrefix("{\"n\": ") && text.hasSuffix("}\n"))
    #expect(Quantity.millionths(text.dropFirst(6).dropLast(2)) == millionths, "\(text)")
  }
}

@Test("a Markdown table is a rectangle with one cell for each column", arguments: 0..<64)
func markdownIsARectangle(seed: UInt64) {
  let answer = randomAnswer(seed: seed)
  let text = render(answer, format: .md, width: nil, style: .plain)
  let lines = text.split(separator: "\n")
  #expect(lines.count == answer.rowCount + 2)
  #expect(Set(lines.map { displayWidth($0) }).count == 1)
  for line in lines {
    var bars = 0
    var isEscaped = false
    for scalar in line.unicodeScalars {
      if scalar == "|", !isEscaped { bars += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    #expect(bars == answer.columns.count + 1, "\(line)")
  }
}
