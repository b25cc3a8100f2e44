import Almanac
import TestSupport
import Testing

private let context = QueryContext(
  today: Day(year: 2026, month: 11, day: 21) ?? Day(number: 0), languages: ["en"])

/// The laws that hold between a query, its answer and what is said about it.
@Suite("explanations agree with answers")
struct ExplanationLawTests {
  static let catalog = Asking.corrected.catalog
  let catalog = ExplanationLawTests.catalog

  private func rows(_ query: String) throws -> [Entity] {
    let answer = try catalog.answer(query, context: context)
    return try (0..<answer.rowCount).map { try #require(answer.entity(row: $0)) }
  }

  private func outcome(_ text: String) throws -> Outcome {
    try catalog.run(parseStatement(text), text: text, context: context)
  }

  private func reason(_ text: String) throws -> Reason {
    guard case .reason(let reason, _) = try outcome(text) else { throw NoOutcome(text: text) }
    return reason
  }

  /// A query and an event, by chance but the same for each seed; every other event is a row.
  private func drawn(_ seed: UInt64) throws -> (query: String, event: Entity, isRow: Bool) {
    var random = RandomQueries(seed: seed)
    let query = random.query()
    let found = try rows(query)
    let all = try rows("events")
    let event = random.one(of: seed.isMultiple(of: 2) && !found.isEmpty ? found : all)
    return (query, event, found.contains(event))
  }

  @Test("why says yes or maybe of the rows of the answer and no of all others", arguments: 0..<150)
  func why(seed: Int) throws {
    let (query, event, isRow) = try drawn(UInt64(seed))
    guard
      case .row(let reasoning) = try reason(
        "why \(identityLiteral(event, in: catalog.store)) in \(query)")
    else {
      Issue.record("no reasoning about \(query)")
      return
    }
    #expect((reasoning.truth != .no) == isRow, "\(query)")
    #expect(reasoning.steps.allSatisfy { $0.outcome == .kept } == isRow, "\(query)")
    #expect(reasoning.steps.count { $0.outcome == .dropped } == (isRow ? 0 : 1), "\(query)")
  }

  @Test(
    "why not names the stage behind which the row is gone, and its edit brings it back",
    arguments: 0..<250)
  func whyNot(seed: Int) throws {
    let (query, event, isRow) = try drawn(UInt64(seed))
    let identity = identityLiteral(event, in: catalog.store)
    guard case .absence(let absence) = try reason("why not \(identity) in \(query)") else {
      Issue.record("no absence from \(query)")
      return
    }
    if case .isRow = absence.cause {
      #expect(isRow, "\(identity) in \(query)")
      return
    }
    #expect(!isRow, "\(identity) in \(query)")
    let parsed = try #require(parseStatement(query).statement)
    guard case .query(var before, _, _) = parsed.kind else { return }
    let stages = before.stages
    if absence.stageNumber > 0 {
      before.stages = Array(stages.prefix(absence.stageNumber - 1))
      #expect(try rows(format(before)).contains(event), "a row before: \(identity) in \(query)")
    }
    before.stages = Array(stages.prefix(absence.stageNumber))
    #expect(try !rows(format(before)).contains(event), "gone behind: \(identity) in \(query)")
    if case .tests(let tests) = absence.cause {
      #expect(!tests.isEmpty, "\(identity) in \(query)")
    }
    #expect(!absence.edits.isEmpty, "\(identity) in \(query)")
    #expect(try rows(absence.admitting).contains(event), "\(identity): \(absence.admitting)")
  }

  @Test(
    "the settled query answers as the query does, and each stage as it does", arguments: 0..<100)
  func explain(seed: Int) throws {
    var random = RandomQueries(seed: UInt64(seed))
    let query = random.query()
    guard case .explanation(let explanation, _) = try outcome("explain \(query)") else {
      throw NoOutcome(text: query)
    }
    let answer = try catalog.answer(query, context: context)
    #expect(try rows(explanation.settled) == rows(query), "\(query): \(explanation.settled)")
    let settled = try catalog.answer(explanation.settled, context: context)
    #expect(settled.footer.maybeCount == answer.footer.maybeCount, "\(explanation.settled)")
    #expect(settled.footer.notStatedCount == answer.footer.notStatedCount, "\(explanation.settled)")
    #expect(explanation.steps.last?.rowCount == answer.rowCount, "\(query)")
    #expect(explanation.steps.last?.maybeCount == answer.footer.maybeCount, "\(query)")
    let counts = explanation.steps.map(\.rowCount)
    #expect(counts == counts.sorted(by: >), "no stage adds rows: \(query)")
    for test in explanation.plan.tests {
      #expect(try rows("events where \(test.text)").count == test.rowCount, "\(test.text)")
      #expect((0...50).contains(test.estimatedRowCount), "\(test.text)")
    }
  }

  @Test("what refers to a thing is what the query beside it finds", arguments: Noun.allCases)
  func references(noun: Noun) throws {
    for id in try rows("\(noun.plural)").map({ identityLiteral($0, in: catalog.store) }) {
      guard case .thing(let thing) = try description("describe \(id)") else {
        Issue.record("\(id) is no thing")
        continue
      }
      for reference in thing.references where !reference.query.isEmpty {
        #expect(try rows(reference.query).count == reference.rowCount, "\(reference.query)")
      }
    }
  }

  @Test("a field is stated by as many records as a query finds", arguments: Noun.allCases)
  func fields(noun: Noun) throws {
    guard case .noun(let description) = try description("describe \(noun.plural)") else {
      Issue.record("\(noun.plural) are no noun")
      return
    }
    #expect(description.rowCount == (try rows(noun.plural).count))
    for field in description.fields where !field.field.isClosed {
      let known = try rows("\(noun.plural) where \(field.field.name) is known").count
      #expect(field.statedCount == known, "\(noun.plural): \(field.field.name)")
      let vague = try rows("\(noun.plural) where \(field.field.name) is vague").count
      #expect(field.vagueCount == vague, "\(noun.plural): \(field.field.name)")
    }
  }

  private func description(_ text: String) throws -> Description {
    guard case .description(let description) = try outcome(text) else {
      throw NoOutcome(text: text)
    }
    return description
  }

  @Test("every cell of every event has someone who says so, and `?` only where claims are disputed")
  func attributions() throws {
    for event in try rows("events") {
      let identity = identityLiteral(event, in: catalog.store)
      for field in ["name", "kind", "when", "place", "theme", "status", "part_of", "attendance"] {
        guard case .field(let attribution) = try reason("why \(identity).\(field)") else {
          Issue.record("\(identity).\(field)")
          continue
        }
        let finding = attribution.finding
        let isStated = finding.state != .notStated && finding.state != .none
        if isStated { #expect(!finding.evidence.isEmpty, "\(identity).\(field)") }
        if finding.state == .disputed {
          let verdicts = finding.evidence.map(\.kind)
          #expect(verdicts.contains(.claim(verdict: "disputed")), "\(identity).\(field)")
        }
      }
    }
  }
}

/// A statement whose outcome is of another kind.
private struct NoOutcome: Error {
  var text: String
}
