import Almanac
import Testing

@Suite("the generator reaches the whole language")
struct ReachTests {
  /// Every operator, quantifier, phrase, relation, state, path and kind of vagueness.
  private static let constructs =
    Comparator.allCases.map(\.rawValue) + Quantifier.allCases.map(\.rawValue)
    + Modifier.allCases.map(\.rawValue) + Relation.allCases.map { "phrase " + $0.rawValue }
    + Relation.allCases.filter { $0 != .by && $0 != .about }.map { "field " + $0.rawValue }
    + KnowledgeState.allCases.map { "is " + $0.rawValue }
    + ["and", "or", "path[test]", "exists", "exists(query)", "link", "time of day"]
    + ["time of another", "count()"] + Reference.functions.map { $0 + "()" }
    + [
      "open list", "doubtful member", "nothing stated", "place above", "vague date", "guessed date",
      "vague number", "guessed number",
    ]

  private static let aggregates = [
    "count", "count(distinct)", "sum", "min", "max", "avg", "median", "list", "share",
  ]

  /// Counted by the reference evaluator; the engine has no part in it.
  private static let reach: Reach.Counts = {
    let reach = Reach()
    for seed in 1...64 {
      let world = WorldGenerator.world(seed: UInt64(seed))
      let reference = Reference(world: world, today: Run.today, reach: reach)
      var generator = QueryGenerator(world: world, seed: UInt64(seed))
      var wording = Wording(world: world, seed: UInt64(seed), isPlain: true)
      for _ in 0..<50 {
        let text = wording.text(generator.query())
        if case .query(let query, _, _)? = parseStatement(text).statement?.kind {
          _ = reference.outcome(of: query)
        }
      }
    }
    return reach.counts
  }()

  @Test("each construct decides at least 200 rows", arguments: constructs + aggregates)
  func decides(construct: String) {
    let count = Self.reach.count(of: construct)
    #expect(count >= 200, "\(construct) decided \(count) rows")
  }

  @Test(
    "yes, no and maybe are each the answer for at least 200 rows",
    arguments: [Truth.yes, .no, .maybe])
  func answers(truth: Truth) {
    #expect(Self.reach.decisions["row", default: [:]][truth, default: 0] >= 200)
  }

  @Test("a comparison decides rows both ways", arguments: Comparator.allCases)
  func bothWays(sign: Comparator) {
    let answers = Self.reach.decisions[sign.rawValue] ?? [:]
    for truth in [Truth.yes, .no, .maybe] { #expect(answers[truth, default: 0] >= 50) }
  }

  @Test("at least three of ten tests keep some rows and drop some")
  func divides() {
    let (dividing, all) = (Self.reach.dividingCount, Self.reach.filterCount)
    #expect(dividing * 10 >= all * 3, "\(dividing) of \(all)")
    if Run.isTold {
      print("\(dividing) of \(all) tests divide the rows")
      for construct in Self.constructs + Self.aggregates {
        print(construct, Self.reach.count(of: construct))
      }
    }
  }
}
