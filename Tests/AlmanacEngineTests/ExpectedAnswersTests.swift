import Almanac
import Foundation
import TestSupport
import Testing

/// One query with the answer that the documents give, read from `Tests/Fixtures/expected`.
struct ExpectedAnswer: Sendable, CustomTestStringConvertible {
  var file: String
  /// The folder of data that is asked, as seen from the root; nil is the corpus.
  var data: String?
  var query: String
  /// The number of the example of the language that this is.
  var example: Int?
  /// Ids of records, `id | cell | cell`, or `key = n` and `cell | cell` of groups, in order.
  var rows: [String] = []
  var count: Int?
  var maybe: Int?
  var notStated: Int?
  /// What a `print` prints.
  var prints: String?
  /// An assertion is so.
  var holds = false

  var testDescription: String { "\(file): \(query)" }
}

/// The root of the package: three folders above this file.
let root = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Every expected answer. A `#` after two spaces begins the reason: document, line and why.
private let expectedAnswers: [ExpectedAnswer] = {
  let folder = root.appending(path: "Tests/Fixtures/expected")
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
  return files.filter { $0.hasSuffix(".txt") }.flatMap { file in
    expectedAnswers(
      in: (try? String(contentsOf: folder.appending(path: file), encoding: .utf8)) ?? "",
      of: file)
  }
}()

private func expectedAnswers(in text: String, of file: String) -> [ExpectedAnswer] {
  var answers: [ExpectedAnswer] = []
  var example: Int?
  var data: String?
  for line in text.split(separator: "\n") {
    let parts = line.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, !line.hasPrefix("#") else { continue }
    var value = parts[1].trimmingCharacters(in: .whitespaces)
    if parts[0] != "query", let reason = value.range(of: "  #") ?? value.range(of: " #") {
      value = value[..<reason.lowerBound].trimmingCharacters(in: .whitespaces)
    }
    let last = answers.count - 1
    switch parts[0] {
    case "data": data = value
    case "example": example = Int(value)
    case "query":
      answers.append(ExpectedAnswer(file: file, data: data, query: value, example: example))
      example = nil
    case "row", "group": answers[last].rows.append(value)
    case "count": answers[last].count = Int(value)
    case "maybe": answers[last].maybe = Int(value)
    case "not stated": answers[last].notStated = Int(value)
    case "prints": answers[last].prints = value
    case "holds": answers[last].holds = value == "yes"
    default: continue
    }
  }
  return answers
}

@Suite("what the five documents say")
struct ExpectedAnswers {
  static let catalog = Catalog.builtIn().catalog
  static let conferences = Result { try Catalog.load(folder: "examples/conferences") }

  private static func catalog(of expected: ExpectedAnswer) throws -> Catalog {
    guard let data = expected.data else { return catalog }
    try #require(data == "examples/conferences")
    return try conferences.get()
  }

  @Test("every expected answer is there to be held against")
  func areRead() {
    #expect(expectedAnswers.count > 160)
    #expect(expectedAnswers.contains { $0.query == "events where organizer = CAST" })
  }

  @Test("each of the hundred examples of the language has its answer by hand, but for six")
  func examples() throws {
    let file = root.appending(path: "Tests/AlmanacLanguageTests/Golden/examples.alm")
    let lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
    var missing: [Int] = []
    for (comment, text) in zip(lines, lines.dropFirst()) {
      guard comment.hasPrefix("# "), let number = Int(comment.dropFirst(2)) else { continue }
      let expected = expectedAnswers.first { $0.example == number }
      if expected == nil { missing.append(number) }
      #expect(expected == nil || expected?.query == text)
    }
    // These give no rows to hold against: their texts are golden.
    #expect(missing == [15, 92, 97, 98, 99, 100])
  }

  @Test("each query answers with the rows that the documents give", arguments: expectedAnswers)
  func holds(expected: ExpectedAnswer) throws {
    var context = QueryContext(
      today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
    let catalog = try Self.catalog(of: expected)
    for text in expected.query.components(separatedBy: "; ") {
      let outcome = try catalog.run(parseStatement(text), text: text, context: context)
      switch outcome {
      case .binding(let name, let query): context.bindings[name] = query
      case .values(let values):
        #expect(values.map { Almanac.text(of: $0) }.joined(separator: " ") == expected.prints)
      case .held: #expect(expected.holds)
      case .rows(let answer, _, _, _): compare(answer, with: expected)
      default: Issue.record("\(text) gives nothing to compare")
      }
    }
  }

  private func compare(_ answer: Answer, with expected: ExpectedAnswer) {
    if let count = expected.count {
      #expect(answer.rowCount == 1)
      #expect(answer.value(row: 0, column: 0) == .number(Quantity(exactly: count)))
    } else {
      let hasCells = expected.rows.contains { $0.contains(" | ") }
      let rows = (0..<answer.rowCount).map { row(answer, $0, hasCells: hasCells) }
      #expect(rows.count == expected.rows.count, "\(rows)")
      for (found, wanted) in zip(rows, expected.rows) {
        #expect(matches(found, wanted), "\(found) is not \(wanted)")
      }
    }
    if let maybe = expected.maybe { #expect(answer.footer.maybeCount == maybe) }
    if let notStated = expected.notStated {
      #expect(answer.footer.notStatedCount == notStated)
    }
  }

  /// Cell by cell; `*` stands for any.
  private func matches(_ found: String, _ wanted: String) -> Bool {
    let found = found.components(separatedBy: " | ")
    let wanted = wanted.components(separatedBy: " | ")
    return found.count == wanted.count && zip(found, wanted).allSatisfy { $1 == "*" || $0 == $1 }
  }

  /// The id of a record with its cells but for the name, or `key = n` of a group, things by ids.
  private func row(_ answer: Answer, _ row: Int, hasCells: Bool) -> String {
    if let entity = answer.entity(row: row) {
      let id = answer.store[entity.noun].ids[entity.row]
      guard hasCells else { return id }
      return ([id] + cells(answer, row, of: { $0 != "name" })).joined(separator: " | ")
    }
    let cells = cells(answer, row, of: { _ in true })
    if hasCells { return cells.joined(separator: " | ") }
    guard cells.count > 1, let last = cells.last else { return cells.joined() }
    return cells.dropLast().joined(separator: ", ") + " = " + last
  }

  private func cells(_ answer: Answer, _ row: Int, of isWanted: (String) -> Bool) -> [String] {
    answer.columns.indices.filter { isWanted(answer.columns[$0].name) }.map {
      cell(answer.value(row: row, column: $0), of: answer.store)
    }
  }

  private func cell(_ value: Value, of store: Store) -> String {
    switch value {
    case .entity(let entity, _): return store[entity.noun].ids[entity.row]
    case .list(let members, nil) where !members.isEmpty:
      return members.map { cell($0, of: store) }.joined(separator: ", ")
    case .list(let members, let open?):
      let more = open.isEmpty ? "+more" : "+\(open.reduce(0) { $0 + $1.count }) more"
      return (members.map { cell($0, of: store) } + [more]).joined(separator: ", ")
    default: return text(of: value)
    }
  }
}

extension Catalog {
  /// The JSON files of a folder, as the shell loads them.
  fileprivate static func load(folder: String) throws -> Catalog {
    let path = root.appending(path: folder).path
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
    let files = try names.filter { $0.hasSuffix(".json") }.sorted().map { name in
      (
        name: "\(folder)/\(name)",
        bytes: Array(try Data(contentsOf: URL(filePath: "\(path)/\(name)")))
      )
    }
    return try load(files, includingCorpus: false).catalog
  }
}
