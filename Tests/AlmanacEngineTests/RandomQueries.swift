import Almanac
import TestSupport

/// Queries about events, made of the tests that the corpus has something to say to.
struct RandomQueries {
  var numbers: SeededGenerator

  init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

  private static let phrases = [
    "by CAST", "in China", "in Beijing", "in Chongqing", "in France", "in 2023", "during 2023",
    "during 2025-10", "before 2023", "after 2023-09", "overlaps 2023-09-10..2023-09-20",
    "about technology", "about AI", "about \"science literacy\"", "in (Beijing, France)",
    "under \"International Month 2025\"", "under CAST", "contains \"metaverse\"",
    "in last 5 years", "matches \"*Conference*\"",
  ]

  private static let tests = [
    "organizer = CAST", "org = CAST", "place = Beijing", "place in China", "place not in Beijing",
    "organizer = any (CAST, WFEO)", "organizer = only (CAST)", "place = all (Beijing, Shanghai)",
    "place = none (Chongqing)", "organizer != CAST", "kind = forum", "kind in (forum, edition)",
    "mode = hybrid", "status = held", "countries > 80", "attendance > 1M", "activities = ~60",
    "activities = 50..70", "days >= 2", "edition = 9..20", "exhibits < 1000",
    "when overlaps 2023", "when = 2023", "starts = 2023-11", "ends <= 2023", "starts >= 2022",
    "weekday(starts) = Monday", "attendance is missing", "when is vague", "organizer is known",
    "organizer.country = China", "place.country = China", "organizer[in China]",
    "figure[measure = exhibits and value > 50]", "part_of[kind = series]", "parts[in 2023]",
    "name contains \"science\"", "organizer.name contains \"assoc\"", "theme under technology",
    "count(parts) > 2", "year(starts) = 2023", "starts = ends", "series = @event:nspd",
  ]

  /// One test, made of others now and then.
  mutating func test(depth: Int = 0) -> String {
    switch Int.random(in: 0..<(depth > 2 ? 6 : 12), using: &numbers) {
    case 6: "(\(test(depth: depth + 1)) and \(test(depth: depth + 1)))"
    case 7, 8: "(\(test(depth: depth + 1)) or \(test(depth: depth + 1)))"
    case 9: "not \(test(depth: depth + 1))"
    case 10: "possibly \(test(depth: depth + 1))"
    case 11: "maybe \(test(depth: depth + 1))"
    case 0, 1: one(of: RandomQueries.phrases)
    default: one(of: RandomQueries.tests)
    }
  }

  /// A query without a count: its rows are events.
  mutating func query() -> String {
    var query = one(of: ["events", "events", "events", "events", "CAST.events", "Beijing.events"])
    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
      switch Int.random(in: 0..<12, using: &numbers) {
      case 0: query += " | sort \(one(of: ["name", "when desc", "countries desc", "kind, name"]))"
      case 1: query += " | limit \(Int.random(in: 1...12, using: &numbers))"
      case 2...4: query += " | \(one(of: RandomQueries.phrases))"
      default: query += " | where \(test())"
      }
    }
    return query
  }

  mutating func one<Element>(of elements: [Element]) -> Element {
    elements[Int.random(in: elements.indices, using: &numbers)]
  }
}
