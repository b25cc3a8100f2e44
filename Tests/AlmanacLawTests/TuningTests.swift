import Almanac
import Testing

@Suite("how an answer is found does not change it")
struct TuningTests {
  /// A world large enough that lists of rows, bits, blocks of an order and two threads all differ,
  /// and the ways to go about it.
  private struct Ways {
    let world: World
    /// Row by row, in one thread.
    let plain: EngineDoor
    let tuned: [EngineDoor]

    /// - Parameter repeats: how often each event is there, under other ids and names.
    init(seed: UInt64, repeats: Int = 1) throws {
      world = WorldGenerator.world(seed: seed, eventCount: 500...500).repeated(repeats)
      let store = try world.store()
      func door(_ usesIndexes: Bool, _ threadRowCount: Int) -> EngineDoor {
        EngineDoor(
          store, today: Run.today,
          tuning: Tuning(usesIndexes: usesIndexes, threadRowCount: threadRowCount))
      }
      plain = door(false, .max)
      tuned = [door(true, .max), door(true, 1), door(false, 1)]
    }
  }

  private struct Whole: Equatable {
    var outcome: Outcome
    var footer: Footer
  }

  private static func whole(_ text: String, _ door: EngineDoor) throws -> Whole {
    Whole(
      outcome: try door.outcome(of: text),
      footer: try door.catalog.answer(text, context: door.context).footer)
  }

  @Test("with indexes and without, in one thread and in two", arguments: 1...2)
  func sameAnswers(seed: Int) throws {
    let ways = try Ways(seed: UInt64(seed))
    var generator = QueryGenerator(world: ways.world, seed: UInt64(seed))
    var wording = Wording(world: ways.world, seed: UInt64(seed))
    for _ in 0..<max(10, Run.queryCount / 200) {
      let text = wording.text(generator.query())
      let expected = try Self.whole(text, ways.plain)
      for door in ways.tuned {
        let found = try Self.whole(text, door)
        #expect(found == expected, "\(text)\n  \(door.context.tuning)")
      }
    }
  }

  /// What the generator seldom makes, and the fast ways are for.
  private static let queries = [
    "events where id = \"e7\"", "events where starts = 2021 sort starts desc limit 5 show id",
    "events where possibly overlaps 2021-03..2021-04 summarize count, sum(attendance)",
    "events where during 2020 summarize count, min(attendance), max(attendance), avg(attendance)",
    "events where starts < 2019-06 or ends > 2023-02 count",
    "events where not (starts = 2021) count by year(starts)",
    "events where kind = forum and in 2021 show id",
    "events where mode = online and starts = 2022 count",
    "events where kind = forum and possibly during 2020 show id",
    "events where (kind = forum or mode = online) and not before 2021 show id",
    "events where after 2022-06 show id", "events where before 2019-03 count",
    "events where contains 2021-05-04 show id", "events where possibly contains 2021-05 show id",
    "events where not overlaps 2021 count", "events where maybe ends = 2021-05 show id",
    "events where ends = 2021-05 sort starts desc limit 4 show id",
    "events count by organizer sort count desc limit 4", "events count by organizer, kind",
    "events count by year(starts), theme summarize count, sum(count), max(count)",
    "events count by month(starts)", "events count by quarter(starts), mode, kind",
    "events summarize share, sum(attendance) as s by place.country sort s desc limit 3",
    "events where name contains \"ba\" count", "events where name contains \"科\" count",
    "events where name contains \"né\" show id", "events contains \"ko\" show id",
    "events sort attendance desc limit 7 show id, attendance",
    "events sort starts desc limit 9 show id, starts", "events sort starts limit 9 show id, starts",
    "events where kind = forum sort starts desc limit 3 show id",
    "events where kind = forum sort starts limit 400 show id",
    "events where starts is missing sort starts desc limit 3 show id",
    "events where theme is known sort starts limit 2 show id", "events limit 70 show id",
    "events where mode = online limit 70 show id",
    "events where attendance > 100 and in 2021 and theme is known count",
    "events where attendance is not known count by place.country",
  ]

  @Test("the fast ways answer as the plain one", arguments: queries)
  func fastWays(text: String) throws {
    let ways = try Self.shared.get()
    let expected = try Self.whole(text, ways.plain)
    for door in ways.tuned {
      #expect(try Self.whole(text, door) == expected, "\(door.context.tuning)")
    }
  }

  private static let shared = Result { try Ways(seed: 7) }

  /// For what goes by blocks of rows: some thousand of them, the last one not whole.
  private static let queriesOfMany = [
    "events sort attendance desc limit 12 show id, attendance",
    "events sort attendance limit 12 show id, attendance",
    "events where kind = forum sort attendance desc limit 9 show id, attendance",
    "events where not (kind = forum) sort attendance limit 30 show id, attendance",
    "events where attendance is known and countries is known sort countries desc limit 8 show id",
    "events where attendance is missing sort attendance desc limit 8 show id",
    "events where mode = online and kind = forum and in 2022 sort attendance desc limit 5 show id",
    "events sort ends desc limit 6 show id, ends", "events sort ends limit 6 show id, ends",
    "events count by year(starts), theme", "events count by theme, kind",
    "events count by organizer, year(starts), mode summarize count, sum(count), max(count)",
    "events summarize count, sum(attendance), min(attendance), max(attendance) by kind",
    "events summarize share, avg(attendance), avg(countries) by place.country, month(starts)",
    "events where place is known summarize avg(attendance) as a by place.country sort a desc",
    "events where kind is known summarize sum(attendance), max(countries) by theme",
    "events where not (kind = forum) summarize min(attendance), sum(countries) by theme, mode",
    "events where not (kind = forum) count by quarter(starts), organizer.country",
    "events where name contains \"ka\" or name contains \"м\" summarize count by kind",
  ]

  @Test("block by block as row by row", arguments: queriesOfMany)
  func blocks(text: String) throws {
    let ways = try Self.many.get()
    let expected = try Self.whole(text, ways.plain)
    for door in ways.tuned where door.context.tuning.usesIndexes {
      #expect(try Self.whole(text, door) == expected, "\(door.context.tuning)")
    }
  }

  private static let many = Result { try Ways(seed: 11, repeats: 11) }
}

extension World {
  /// The same with each event so many times.
  fileprivate func repeated(_ times: Int) -> World {
    var world = self
    for number in 1..<max(times, 1) {
      world.things[.event, default: []] += self[.event].map { event in
        var event = event
        event.id += "-\(number)"
        event.names = event.names.map {
          Thing.Name(text: "\($0.text) \(number)", language: $0.language)
        }
        return event
      }
    }
    return world
  }
}
