import Almanac
import Foundation

/// One seed: a world, its store, the engine and the reference over it.
struct Run: Sendable {
  /// Within the years of the worlds, so that `last year` divides them.
  static let today = Day(year: 2023, month: 5, day: 17) ?? Day(number: 0)

  /// How many queries a whole run asks, at most `ALMANAC_LAWS`.
  static let queryCount =
    ProcessInfo.processInfo.environment["ALMANAC_LAWS"].flatMap { Int($0) } ?? 2_000
  /// Queries of one world.
  static let queriesPerWorld = 100
  static let seeds = 1...max(1, queryCount / queriesPerWorld)

  /// Whether a run tells its counts, `ALMANAC_LAWS_TELL=1`.
  static let isTold = ProcessInfo.processInfo.environment["ALMANAC_LAWS_TELL"] == "1"
  /// Worlds that the laws share.
  static let shared = (1...12).compactMap { try? Run(seed: $0 + 500) }

  let seed: UInt64
  let world: World
  let engine: EngineDoor
  /// The same world, loaded in another order.
  let shuffled: EngineDoor
  /// A world of which more is known.
  let sharpened: EngineDoor

  init(seed: Int) throws {
    self.seed = UInt64(seed)
    world = WorldGenerator.world(seed: self.seed)
    engine = EngineDoor(try world.store(), today: Run.today)
    shuffled = EngineDoor(try world.store(shuffledBy: self.seed), today: Run.today)
    sharpened = EngineDoor(try world.sharpened(seed: self.seed).store(), today: Run.today)
  }

  func reference(fault: Fault? = nil, reach: Reach? = nil) -> Reference {
    Reference(world: world, today: Run.today, fault: fault, reach: reach)
  }
}

/// What came of one comparison.
enum Comparison: Equatable {
  case same
  case different(String)
  /// The generator made something that is refused: a fault of one or the other.
  case refused(String)
}

extension Run {
  /// Holds the engine against the reference for one statement.
  func compare(_ text: String, with reference: Reference) -> Comparison {
    let parsed = parseStatement(text)
    guard parsed.diagnostics.isEmpty, case .query(let query, _, _)? = parsed.statement?.kind else {
      return .refused(parsed.diagnostics.map(\.message).joined(separator: "; "))
    }
    do {
      let found = try engine.outcome(of: text)
      var expected = reference.outcome(of: query)
      if expected.columns.isEmpty {
        // Without `show` the columns are the noun's own: the rows are what matters.
        expected.columns = found.columns
        expected.rows = found.rows
      }
      return found == expected ? .same : .different(difference(found, expected))
    } catch let error as QueryError {
      return .refused(error.diagnostics.map { "\($0.id) \($0.message)" }.joined(separator: "; "))
    } catch {
      return .refused("\(error)")
    }
  }

  private func difference(_ found: Outcome, _ expected: Outcome) -> String {
    if found.ids != expected.ids { return "rows: engine \(found.ids), reference \(expected.ids)" }
    if found.columns != expected.columns {
      return "columns: engine \(found.columns), reference \(expected.columns)"
    }
    if found.rows != expected.rows {
      let places = zip(found.rows, expected.rows).enumerated().filter { $1.0 != $1.1 }
      guard let (place, pair) = places.first.map({ ($0.offset, $0.element) }) else {
        return "\(found.rows.count) rows, reference \(expected.rows.count)"
      }
      let id = found.ids.isEmpty ? "row \(place)" : found.ids[place]
      return "cells of \(id): engine \(pair.0), reference \(pair.1)"
    }
    return "footer: engine \(found.maybeCount) maybe, \(found.unstatedCount) not stated;"
      + " reference \(expected.maybeCount), \(expected.unstatedCount)"
  }
}
