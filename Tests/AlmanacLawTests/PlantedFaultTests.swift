import Almanac
import Testing

@Suite("a fault would be seen")
struct PlantedFaultTests {
  @Test(
    "the comparison is broken by each planted fault, and by no query without it",
    arguments: Fault.allCases)
  func seen(fault: Fault) throws {
    var asked = 0
    for seed in Run.seeds {
      let run = try Run(seed: seed)
      let (faulty, sound) = (run.reference(fault: fault), run.reference())
      var generator = QueryGenerator(world: run.world, seed: run.seed)
      var wording = Wording(world: run.world, seed: run.seed)
      for _ in 0..<Run.queriesPerWorld {
        let text = wording.text(generator.query())
        asked += 1
        guard case .different = run.compare(text, with: faulty) else { continue }
        #expect(run.compare(text, with: sound) == .same, "\(text)")
        if Run.isTold { print("\(fault.rawValue): seen by query \(asked)") }
        return
      }
    }
    Issue.record("\(fault.rawValue): not seen in \(asked) queries")
  }

  @Test("SQLite sees them too", arguments: [Fault.wrongNot, .offByOneBound, .closedListOpened])
  func seenBySQLite(fault: Fault) throws {
    for seed in Run.seeds {
      let run = try Run(seed: seed)
      let database = try SQLite()
      try database.run(run.world.statements)
      let faulty = run.reference(fault: fault)
      let compiler = SQLCompiler(reference: run.reference())
      var generator = QueryGenerator(world: run.world, seed: run.seed)
      var wording = Wording(world: run.world, seed: run.seed)
      for _ in 0..<Run.queriesPerWorld {
        let text = wording.text(generator.plainQuery())
        guard case .query(let query, _, _)? = parseStatement(text).statement?.kind,
          let statements = try? compiler.statements(query)
        else { continue }
        if try database.column(statements.rows) != faulty.outcome(of: query).ids { return }
      }
    }
    Issue.record("\(fault.rawValue): not seen")
  }
}
