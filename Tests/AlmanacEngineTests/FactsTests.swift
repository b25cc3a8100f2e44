import Almanac
import Foundation
import Testing

/// One fact of the documents: a query, the answer that they give, and the document and line.
struct Fact: Sendable, CustomTestStringConvertible {
  var query: String
  var answer: String
  var place: String

  var testDescription: String { "\(place): \(query) | \(answer)" }
}

/// Every line of `Tests/Fixtures/facts.txt`, whose head says how an answer is written.
private let facts: [Fact] = {
  let file = root.appending(path: "Tests/Fixtures/facts.txt")
  let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
  return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
    let parts = line.components(separatedBy: " | ")
    guard parts.count == 3 else { return Fact(query: String(line), answer: "", place: "") }
    return Fact(query: parts[0], answer: parts[1], place: parts[2])
  }
}()

@Suite("every fact of the documents, asked for")
struct FactsTests {
  static let catalog = Catalog.builtIn(corrections: false).catalog

  @Test("there are several hundred facts, each with a query, an answer and a line")
  func areRead() {
    #expect(facts.count > 500)
    #expect(facts.filter { $0.place.firstMatch(of: /^00[0-4]:\d+$/) == nil }.map(\.query) == [])
  }

  @Test("the corpus answers with each fact", arguments: facts)
  func holds(fact: Fact) throws {
    let context = QueryContext(
      today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
    let answer = try Self.catalog.answer(fact.query, context: context)
    let expected = fact.answer.components(separatedBy: " // ").map {
      $0.components(separatedBy: " & ")
    }
    let given = (0..<answer.rowCount).map { row in
      answer.columns.indices.map { answer.value(row: row, column: $0) }
    }
    let matches =
      given.count == expected.count
      && zip(given, expected).allSatisfy { cells, texts in
        cells.count == texts.count && zip(cells, texts).allSatisfy(says)
      }
    let shown = given.map { $0.map(text(of:)).joined(separator: " & ") }
    #expect(matches, "the corpus says: \(shown.joined(separator: " // "))")
  }

  /// Whether a cell says what the text does: the members of a list in any order.
  private func says(_ value: Value, _ expected: String) -> Bool {
    guard case .list(let members, let open) = value, !members.isEmpty || open != nil else {
      return saysOne(value, expected)
    }
    var texts = expected.components(separatedBy: "; ")
    if let open {
      let count = open.reduce(0) { $0 + $1.count }
      guard texts.popLast() == (open.isEmpty ? "+more" : "+\(count)") else { return false }
    }
    for member in members {
      guard let index = texts.firstIndex(where: { saysOne(member, $0) }) else { return false }
      texts.remove(at: index)
    }
    return texts.isEmpty
  }

  private func saysOne(_ value: Value, _ expected: String) -> Bool {
    if case .entity(let entity, _) = value {
      let table = Self.catalog.store[entity.noun]
      return table.ids[entity.row] == expected
        || table.names.names(of: entity.row).contains { foldedKey($0.text) == foldedKey(expected) }
    }
    return text(of: value) == expected
  }
}
