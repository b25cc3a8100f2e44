import Almanac
import Testing

/// Counts of a menu where there are more rows than are looked at one by one.
@Suite("the counts of a menu over many rows")
struct MenuCountTests {
  /// 21,500 events, all but a thousand of them forums, of five organizations, each with
  /// fewer than the one before; every tenth event has two.
  private static let catalog: Catalog? = try? Catalog.load(
    [(name: "many.jsonl", bytes: Array(lines.utf8))], includingCorpus: false
  ).catalog

  private static let lines: String = (0..<21_500).map { (number: Int) -> String in
    let kind = number < 1_000 ? "festival" : "forum"
    let first = [0, 1, 0, 2, 0, 1, 3, 0][number % 8]
    let names = number % 10 == 0 ? [first, first + 1] : [first]
    let organizers = names.map { "\"Union \($0)\"" }.joined(separator: ", ")
    return #"{"id": "e\#(number)", "name": "Event \#(number)", "kind": "\#(kind)", "#
      + #""organizer": [\#(organizers)]}"# + "\n"
  }.joined()

  @Test(
    "each count is that of the query it would make, the greatest first",
    arguments: [
      "events by Un", "events where kind = forum by Un", "events where kind = forum and by Un",
      "events where kind = festival or by Un", "events where not by Un",
    ])
  func counts(_ text: String) throws {
    let catalog = try #require(MenuCountTests.catalog)
    let context = QueryContext(today: Day(number: 20_000), languages: ["en"])
    let menu = catalog.complete(text, at: text.utf8.count, context: context)
    let names = menu.candidates.filter { $0.insert.hasPrefix("\"Union") }
    #expect(names.count == 5)
    var counts: [Int] = []
    for candidate in names {
      let query = text.dropLast(2) + candidate.insert
      let answer = try catalog.answer(String(query), context: context)
      #expect(candidate.count == answer.rowCount, "\(query)")
      counts.append(answer.rowCount)
    }
    #expect(counts == counts.sorted(by: >))
    #expect(counts.allSatisfy { $0 > 0 })
  }
}
