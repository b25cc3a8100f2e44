import Almanac
import Testing

/// Material for one case of a law: tests over a world, in words.
struct LawCase {
  let run: Run
  var generator: QueryGenerator
  var wording: Wording

  init(_ run: Run, seed: UInt64) {
    self.run = run
    generator = QueryGenerator(world: run.world, seed: seed)
    wording = Wording(world: run.world, seed: seed, isPlain: true)
  }

  var engine: EngineDoor { run.engine }

  /// A test of events, with nothing that could be left unanswered.
  mutating func test(depth: Int = 1) -> String {
    wording.text(generator.test(.event, depth: depth))
  }
  mutating func bracketed() -> String {
    wording.text(generator.bracketed(generator.test(.event, depth: 1)))
  }
  mutating func text(_ template: String) -> String { wording.text(template) }
}

/// What holds of every store and every query (LANGUAGE §15).
struct Law: Sendable, CustomTestStringConvertible {
  var name: String
  /// nil when it holds, else what was broken.
  var check: @Sendable (inout LawCase) throws -> String?

  var testDescription: String { name }

  init(_ name: String, _ check: @escaping @Sendable (inout LawCase) throws -> String?) {
    (self.name, self.check) = (name, check)
  }
}

/// nil when two things are the same.
func broken<Found: Equatable>(_ left: Found, _ right: Found, _ queries: String...) -> String? {
  left == right ? nil : queries.joined(separator: "\n  ") + "\n  \(left)\n  \(right)"
}

/// nil when a holds.
func broken(unless holds: Bool, _ queries: String...) -> String? {
  holds ? nil : queries.joined(separator: "\n  ")
}
