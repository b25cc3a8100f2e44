import Almanac
import Synchronization
import Testing

/// What the first question has to make ends with it when nobody waits for the answer any more.
@Suite("what is made for a first answer")
struct CancelledMakingTests {
  /// Gives up when it was asked so often. A class because the engine asks from several threads.
  private final class Patience: Sendable {
    let asked = Atomic<Int>(0)
    let limit: Int

    init(limit: Int = .max) { self.limit = limit }

    var isOver: Bool { asked.add(1, ordering: .relaxed).newValue > limit }
  }

  private static func catalog() throws -> Catalog {
    let lines = (0..<9_000).map { (number: Int) -> String in
      #"{"id": "e\#(number)", "note": "Forum der Städte \#(number)", "city": "City \#(number % 7)"}"#
    }
    return try Catalog.load(
      [(name: "names.jsonl", bytes: Array(lines.joined(separator: "\n").utf8))],
      includingCorpus: false
    ).catalog
  }

  private static func context(_ patience: Patience) -> QueryContext {
    var context = QueryContext(today: Day(number: 20_000), languages: ["en"])
    context.interruption = Interruption { patience.isOver }
    return context
  }

  @Test(
    "is given up between blocks of rows, not kept, and made by the next who asks",
    arguments: [
      ("events where note contains \"stadte 88\" count", "folded note", "111"),
      ("events count by place.country count", "codes of place.country", "1"),
    ])
  func givenUp(query: String, made: String, answer: String) throws {
    let catalog = try CancelledMakingTests.catalog()
    let memo = catalog.store[.event].memo
    let impatient = Patience(limit: 1)
    #expect {
      _ = try catalog.answer(query, context: CancelledMakingTests.context(impatient))
    } throws: { error in
      (error as? QueryError)?.diagnostics.map(\.id) == ["X08"]
    }
    #expect(!memo.holds(made))
    let patient = Patience()
    let found = try catalog.answer(query, context: CancelledMakingTests.context(patient))
    let cell = found.value(row: 0, column: 0)
    #expect(cell == .number(Quantity(exactly: try #require(Int(answer)))))
    #expect(memo.holds(made))
    #expect(patient.asked.load(ordering: .relaxed) > 4)
  }
}
