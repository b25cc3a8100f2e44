import Testing

/// Constructs of the language that the engine answers with X01, so that no query generates them.
/// Whoever makes one answerable moves it from here to ``QueryGenerator``, with its row in the
/// reference evaluator.
private let notYet = [
  "attendance = only (10, 20)", "starts = all (2022, 2022-03)", "motto = none (\"a\", \"b\")",
  "overlaps ⟨event:e7⟩", "when = 2023-05-17T14:00",
  "link[kind = announces]", "length(name) > 4", "low(attendance) > 10",
  "attendance > (events sort id limit 1).attendance",
]

@Suite("what can't be answered yet")
struct NotYetTests {
  @Test("the list of what can't be answered yet is true", arguments: notYet)
  func isListed(test: String) throws {
    let run = Run.shared[0]
    let named = test.split(separator: "⟨event:e7⟩", omittingEmptySubsequences: false)
      .joined(separator: "\"\(run.world[.event][2].names[0].text)\"")
    guard case .notYet = run.compare("events where \(named)", with: run.reference()) else {
      Issue.record("\(named): \(run.compare("events where \(named)", with: run.reference()))")
      return
    }
  }
}
