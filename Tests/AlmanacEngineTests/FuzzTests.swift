import Almanac
import TestSupport
import Testing

/// Random queries over the fixture and the corpus: each is answered, or refused with a sentence.
@Suite("random queries")
struct FuzzTests {
  @Test("a random query is answered or refused with a sentence, never a trap", arguments: 0..<48)
  func queries(seed: Int) throws {
    var generator = QueryGenerator(seed: UInt64(seed))
    let catalogs = [Catalog(store: FixtureStore.store), Asking.documents.catalog]
    let today = try #require(Day(year: 2026, month: 11, day: 21))
    let context = QueryContext(today: today, languages: ["en"])
    var answered = 0
    for round in 0..<60 {
      let text = generator.query()
      do {
        let answer = try catalogs[round % 2].answer(text, context: context)
        answered += 1
        for row in 0..<min(answer.rowCount, 20) {
          for column in answer.columns.indices { _ = answer.value(row: row, column: column) }
        }
        #expect(answer.footer.maybeCount >= 0 && answer.footer.notStatedCount >= 0)
      } catch {
        let first = try #require(error.diagnostics.first, "\(text)")
        #expect(!first.message.isEmpty, "\(text)")
        #expect(first.id != "X01", "\(text): \(first.message)")
        #expect(first.primary.range.end <= text.utf8.count, "\(text): \(first.message)")
      }
    }
    #expect(answered > 5, "too few of the queries mean something")
  }
}

/// Makes texts that are mostly queries with a meaning: fields with what may stand beside them, and
/// now and then something that may not.
struct QueryGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let nouns = [
    "events", "organizations", "people", "places", "themes", "outcomes", "figures", "sources",
    "claims",
  ]
  private static let fields: [String: [String]] = [
    "record": [
      "place", "organizer", "org", "theme", "speaker", "part_of", "parts", "series", "outcome",
      "source", "country", "parent", "children", "events", "event", "figure", "ancestors",
      "subject",
    ],
    "number": ["attendance", "countries", "days", "edition", "value", "activities"],
    "date": ["when", "starts", "ends", "published", "released", "as_of"],
    "text": ["name", "names", "alias", "motto", "note", "id", "acronym", "url", "printed"],
    "code": ["kind", "mode", "status", "tag", "link", "linked", "language", "measure", "verdict"],
  ]
  private static let things = [
    "CAST", "WFEO", "China", "Beijing", "Chongqing", "France", "AI", "technology",
    "\"World Congress\"", "@event:im-2025", "@org:cast", "nothing-of-the-sort",
  ]
  private static let dates = [
    "2023", "2021..2023", "2023-11-06", "..2022", "2023-11-06T12:05", "last year", "2023-Q4",
    "202X",
    "2023-11-06/2023-11-07", "2025-10-05T12:00..2025-10-05T13:00",
  ]

  private mutating func pick(_ choices: [String]) -> String {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }
  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  mutating func query() -> String {
    var text = source(2)
    for _ in 0..<Int.random(in: 0...4, using: &random) { text += " " + stage(2) }
    return text
  }

  private mutating func source(_ depth: Int) -> String {
    if depth > 0, chance(15) {
      return "(" + source(depth - 1) + " " + stage(depth - 1) + ").\(field())"
    }
    if chance(10) { return pick(Self.things) + "." + field() }
    if chance(5) { return value("number", depth) }
    return chance(60) ? "events" : pick(Self.nouns)
  }

  private mutating func stage(_ depth: Int) -> String {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: "show " + columns(depth)
    case 1: "sort " + operand(depth) + pick(["", " desc"])
    case 2: "limit " + pick(["0", "1", "3"])
    case 3: "distinct"
    case 4: "count by " + columns(depth)
    case 5:
      "summarize "
        + pick(["count", "share", "sum", "min", "max", "avg", "median", "list", "count"])
        + pick(["", "(\(operand(depth)))"]) + " as total" + pick(["", " by \(operand(depth))"])
    case 6: phrase(depth)
    default: "where " + test(depth)
    }
  }

  private mutating func columns(_ depth: Int) -> String {
    operand(depth) + (chance(40) ? ", \(operand(depth)) as second" : "")
  }

  private mutating func field() -> String {
    pick(Self.fields[pick(Array(Self.fields.keys).sorted())] ?? [])
  }

  private mutating func path(_ type: String, _ depth: Int) -> String {
    var path = pick(Self.fields[type] ?? [])
    while chance(30) {
      path =
        pick(Self.fields["record"] ?? [])
        + (depth > 0 && chance(30) ? "[\(test(depth - 1))]" : "") + "." + path
    }
    if type == "code", path.hasSuffix("link") || path.hasSuffix("linked"), chance(50) {
      path += pick(["[kind = announces]", ".to", ".kind", "[to = CAST].source"])
    }
    return path
  }

  private mutating func operand(_ depth: Int) -> String {
    let type = pick(Array(Self.fields.keys).sorted())
    return chance(60) ? path(type, depth) : value(type, depth)
  }

  private mutating func value(_ type: String, _ depth: Int) -> String {
    if depth > 0, chance(15) { return "(" + source(depth - 1) + " " + stage(depth - 1) + ")" }
    if chance(10) { return pick(Self.things) + ".events." + path(type, 0) }
    if chance(8) { return path(type, 0) }
    if depth > 0, chance(10) { return "(\(value(type, depth - 1)), \(value(type, depth - 1)))" }
    switch type {
    case "number":
      return pick([
        "50", "~60", "50..70", "-3", "1M", "count(events)", "count(\(path("record", 0)))",
        "sum(\(path("number", 0)))", "avg(events.attendance)", "attendance / days", "year(starts)",
        "length(name)", "low(countries)", "high(countries)", "countries * 0 - 1 / 0",
      ])
    case "date": return chance(20) ? pick(Self.things + ["earliest(when)"]) : pick(Self.dates)
    case "text":
      return pick(["\"x\"", "\"*Conference*\"", "CAST", "lower(name)", "name_in(name, zh)"])
    case "code":
      return pick([
        "conference", "forum", "hybrid", "announced", "disputed", "announces", "zh",
        "weekday(starts)",
      ])
    default: return pick(Self.things)
    }
  }

  private mutating func quantifier() -> String {
    chance(30) ? pick(["any", "all", "none", "only", "exactly"]) + " " : ""
  }

  private mutating func phrase(_ depth: Int) -> String {
    pick(["", "", "", "not ", "maybe ", "possibly "])
      + pick(["in", "under", "by", "about", "during", "before", "after", "overlaps", "contains"])
      + " " + quantifier() + value(chance(50) ? "date" : "record", depth)
  }

  private mutating func test(_ depth: Int) -> String {
    if depth > 0, chance(25) {
      return "(\(test(depth - 1)) \(pick(["and", "or"])) \(test(depth - 1)))"
    }
    if chance(12) { return "\(pick(["not", "maybe", "possibly"])) (\(test(0)))" }
    if chance(20) { return phrase(depth) }
    let type = pick(Array(Self.fields.keys).sorted())
    let left = chance(80) ? path(type, depth) : operand(depth)
    switch Int.random(in: 0..<10, using: &random) {
    case 0:
      return left + " is " + pick(["", "not "]) + pick(["known", "missing", "exact", "vague"])
    case 1 where depth > 0: return path("record", 0) + "[\(test(depth - 1))]"
    case 2, 3:
      return left + pick([" ", " not "])
        + pick(["in", "under", "during", "before", "after", "overlaps", "contains", "matches"])
        + " "
        + quantifier() + value(chance(70) ? type : "date", depth)
    default:
      return left + " " + pick(["=", "=", "!=", "<", "<=", ">", ">="]) + " " + quantifier()
        + value(type, depth)
    }
  }
}
