import Testing

@Suite("laws")
struct LawTests {
  @Test("each law holds of every world and every query", arguments: Law.all)
  func holds(law: Law) throws {
    let count = Run.queryCount / 80
    for number in 0..<count {
      let run = Run.shared[number % Run.shared.count]
      var laws = LawCase(run, seed: UInt64(number) &* 31 &+ UInt64(law.name.utf8.count))
      if let broken = try law.check(&laws) {
        Issue.record(
          "\(law.name), world \(run.seed), case \(number) (\(run.world.summary))\n  \(broken)")
      }
    }
  }
}
