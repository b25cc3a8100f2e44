import Almanac
import Testing

@Suite("the engine against the reference evaluator")
struct DifferentialTests {
  @Test("every query has the rows, the cells and the footer of the reference", arguments: Run.seeds)
  func sameAnswers(seed: Int) throws {
    let run = try Run(seed: seed)
    let reference = run.reference()
    var generator = QueryGenerator(world: run.world, seed: run.seed)
    var wording = Wording(world: run.world, seed: run.seed)
    for _ in 0..<Run.queriesPerWorld {
      let text = wording.text(generator.query())
      switch run.compare(text, with: reference) {
      case .same: continue
      case .refused(let message): Issue.record("seed \(seed): refused: \(text)\n  \(message)")
      case .different:
        let small = shrunk(text) {
          if case .different = run.compare($0, with: reference) { true } else { false }
        }
        guard case .different(let difference) = run.compare(small, with: reference) else {
          continue
        }
        Issue.record("seed \(seed) (\(run.world.summary))\n  \(small)\n  \(difference)")
      }
    }
  }
}
