import Almanac
import Foundation
import Testing

/// One query with the answer that the documents give, read from `Tests/Fixtures/expected`.
struct ExpectedAnswer: Sendable, CustomTestStringConvertible {
  var file: String
  var query: String
  /// Ids of records, or `key = n` of groups, in order.
  var rows: [String] = []
  var count: Int?
  var maybe: Int?

  var testDescription: String { "\(file): \(query)" }
}

/// The root of the package: three folders above this file.
let root = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Every expected answer. A `#` after two spaces begins the reason: document, line and why.
private let expectedAnswers: [ExpectedAnswer] = {
  let folder = root.appending(path: "Tests/Fixtures/expected")
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
  var answers: [ExpectedAnswer] = []
  for file in files where file.hasSuffix(".txt") {
    guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8) else {
      continue
    }
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2, !line.hasPrefix("#") else { continue }
      var value = parts[1].trimmingCharacters(in: .whitespaces)
      if parts[0] != "query", let reason = value.range(of: "  #") ?? value.range(of: " #") {
        value = value[..<reason.lowerBound].trimmingCharacters(in: .whitespaces)
      }
      switch parts[0] {
      case "query": answers.append(ExpectedAnswer(file: file, query: value))
      case "row", "group": answers[answers.count - 1].rows.append(value)
      case "count": answers[answers.count - 1].count = Int(value)
      case "maybe": answers[answers.count - 1].maybe = Int(value)
      default: continue
      }
    }
  }
  return answers
}()

@Suite("what the five documents say")
struct ExpectedAnswers {
  static let catalog = Catalog.builtIn().catalog

  @Test("every expected answer is there to be held against")
  func areRead() {
    #expect(expectedAnswers.count > 60)
    #expect(expectedAnswers.contains { $0.query == "events where organizer = CAST" })
  }

  @Test("each query answers with the rows that the documents give", arguments: expectedAnswers)
  func holds(expected: ExpectedAnswer) throws {
    let context = QueryContext(
      today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
    let answer = try Self.catalog.answer(expected.query, context: context)
    if let count = expected.count {
      #expect(answer.rowCount == 1)
      #expect(answer.value(row: 0, column: 0) == .number(Quantity(exactly: count)))
    } else {
      #expect((0..<answer.rowCount).map { row(answer, $0) } == expected.rows)
    }
    if let maybe = expected.maybe { #expect(answer.footer.maybeCount == maybe) }
  }

  /// The id of a record, or `key = n` of a group, things by their ids.
  private func row(_ answer: Answer, _ row: Int) -> String {
    if let entity = answer.entity(row: row) {
      return Self.catalog.store[entity.noun].ids[entity.row]
    }
    let cells = answer.columns.indices.map { cell(answer.value(row: row, column: $0)) }
    guard cells.count > 1, let last = cells.last else { return cells.joined() }
    return cells.dropLast().joined(separator: ", ") + " = " + last
  }

  private func cell(_ value: Value) -> String {
    switch value {
    case .entity(let entity, _): Self.catalog.store[entity.noun].ids[entity.row]
    case .notNamed(let count): count.map { "(+\($0) not named)" } ?? "(more not named)"
    case .number(let quantity): quantity.text ?? "\(quantity.lower / Quantity.scale)"
    case .text(let text): text
    case .notStated: "(not stated)"
    default: "\(value)"
    }
  }
}
