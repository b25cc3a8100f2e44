import Almanac
import Testing

@testable import AlmanacShell

/// Statements over more records than are answered at once.
@Suite("A statement that can be given up")
struct AbandonableRunTests {
  private static let catalog: Catalog? = try? Catalog.load(
    [(name: "many.jsonl", bytes: Array(lines.utf8))], includingCorpus: false
  ).catalog

  private static let lines = (0..<21_000).map { number in
    #"{"id": "e\#(number)", "name": "Event \#(number * 7_919 % 21_001)"}"# + "\n"
  }.joined()

  private func run(
    _ text: String, _ interruption: Interruption = .never
  ) throws -> Result<Outcome, QueryError> {
    let catalog = try #require(AbandonableRunTests.catalog)
    var context = QueryContext(today: Day(number: 20_000), languages: ["en"])
    context.interruption = interruption
    do throws(QueryError) {
      return .success(try AbandonableRun.run(catalog, parseStatement(text), text, context))
    } catch {
      return .failure(error)
    }
  }

  @Test("its answer, or what is wrong with it, is that of any other")
  func answers() throws {
    guard case .success(.rows(let answer, _, _, _)) = try run("events sort name limit 2") else {
      Issue.record("no rows")
      return
    }
    #expect(answer.rowCount == 2)
    #expect(answer.value(row: 0, column: 0) == .text("Event 0"))
    guard case .failure(let error) = try run("events where nmae = 3") else {
      Issue.record("no error")
      return
    }
    #expect(!error.diagnostics.isEmpty)
  }

  @Test("given up it returns at once, whatever it is at")
  func givenUp() throws {
    for text in ["events distinct", "events count by name", "events sort name desc"] {
      guard case .failure(let error) = try run(text, Interruption { true }) else {
        Issue.record("\(text) was not given up")
        continue
      }
      #expect(error.diagnostics.isEmpty)
    }
    // Who gave up has lost nothing: the next one is answered.
    guard case .success = try run("events count by name limit 1") else {
      Issue.record("no answer")
      return
    }
  }
}
