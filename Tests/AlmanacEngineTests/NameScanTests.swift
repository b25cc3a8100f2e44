import Almanac
import TestSupport
import Testing

/// Parts of names are found in all of them at once, many bytes at a time; reading name by name is to
/// find the same.
@Suite("parts of names, all at once and name by name")
struct NameScanTests {
  /// Few letters, so that much is met by half, runs over into the next name, and stands twice.
  private static let letters = ["a", "b", "A", "B", "q", " ", "é", "科", "-"]

  private static func word(_ count: ClosedRange<Int>, _ random: inout SeededGenerator) -> String {
    (0..<Int.random(in: count, using: &random)).map { _ in
      letters.randomElement(using: &random) ?? "a"
    }.joined()
  }

  private static let catalog: Catalog? = {
    var random = SeededGenerator(seed: 20)
    let lines = (0..<2_000).map { (number: Int) -> String in
      // A few are long: a search is somewhere within 64 bytes when they begin.
      let name = word(number % 97 == 0 ? 150...200 : 0...12, &random)
      return #"{"id": "e\#(number)", "name": "\#(name)x"}"#
    }
    return try? Catalog.load(
      [(name: "names.jsonl", bytes: Array(lines.joined(separator: "\n").utf8))],
      includingCorpus: false
    ).catalog
  }()

  @Test("each part is found in the same names", arguments: 0..<24)
  func sameNames(seed: Int) throws {
    let catalog = try #require(NameScanTests.catalog)
    var random = SeededGenerator(seed: UInt64(seed))
    let part = NameScanTests.word(1...(seed % 6 + 1), &random)
    func ids(_ usesIndexes: Bool, _ threadRowCount: Int) throws -> [Value] {
      var context = QueryContext(today: Day(number: 20_000), languages: ["en"])
      context.tuning = Tuning(usesIndexes: usesIndexes, threadRowCount: threadRowCount)
      let answer = try catalog.answer(
        #"events where name contains "\#(part)x" or name contains "\#(part)" show id"#,
        context: context)
      return (0..<answer.rowCount).map { answer.value(row: $0, column: 0) }
    }
    let expected = try ids(false, .max)
    #expect(try ids(true, .max) == expected, "\(part)")
    #expect(try ids(true, 1) == expected, "\(part), two threads")
  }
}
