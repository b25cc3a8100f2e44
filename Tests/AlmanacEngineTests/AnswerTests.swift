import Almanac
import Testing

@Test(
  "each query has its answer",
  arguments: [
    ("events", "congress fair summit month talk"),
    // Names and roles.
    ("events where organizer = CAST", "fair month talk unstated:1(organizer)"),
    ("events by 中国科协", "fair month talk unstated:1(organizer)"),
    (
      "events by \"china association for SCIENCE and technology\"",
      "fair month talk unstated:1(organizer)"
    ),
    ("events where org = CAST", "congress fair month talk unstated:1(org)"),
    ("events where organizer != CAST", "congress unstated:1(organizer)"),
    ("events where organizer = all (CAST, WFEO)", "talk unstated:1(organizer)"),
    ("events where organizer = only (CAST)", "fair month unstated:1(organizer)"),
    ("events where organizer = none (CAST)", "congress unstated:1(organizer)"),
    ("events where organizer = exactly (CAST, WFEO)", "talk unstated:1(organizer)"),
    ("events where organizer.country = France", "congress talk unstated:1(organizer)"),
    // Places: below is inside, above is maybe, open is maybe, "none" is no.
    ("events in China", "congress fair summit month"),
    ("events in Chongqing", "summit maybe:2"),
    ("events where possibly in Chongqing", "?congress summit ?month"),
    ("events where maybe in Chongqing", "?congress ?month"),
    ("events where place = China", "congress maybe:1"),
    ("events where place not in China", "talk"),
    ("events in (France, Chongqing)", "summit month maybe:1"),
    ("events where not in Beijing and in China", "summit maybe:1"),
    // Time.
    ("events in 2021", "congress fair unstated:1(when)"),
    ("events during 2021-12", "fair maybe:1 unstated:1(when)"),
    ("events before 2022", "congress fair unstated:1(when)"),
    ("events after 2023-11-05", "summit month unstated:1(when)"),
    ("events where starts = 2025-10", "month unstated:1(starts)"),
    ("events where starts = 2021", "fair unstated:2(starts)"),
    ("events where starts is missing", "congress talk"),
    ("events where when is vague", "congress fair month"),
    ("events where days >= 2", "summit maybe:3 unstated:1(days)"),
    ("events in last 2 years", "month unstated:1(when)"),
    ("events where weekday(starts) = Monday", "summit maybe:2 unstated:2(starts)"),
    ("events where weekday(starts) != monday", "maybe:2 unstated:2(starts)"),
    (
      "events where weekday(starts) = any (Monday, Tuesday)",
      "summit maybe:2 unstated:2(starts)"
    ),
    // Numbers.
    ("events where attendance > 50", "congress month maybe:1 unstated:1(attendance)"),
    ("events where attendance = 54..66", "month maybe:1 unstated:1(attendance)"),
    ("events where attendance = ~60", "month maybe:1 unstated:1(attendance)"),
    ("events where possibly attendance > 1M", "?congress ?fair ?summit"),
    ("events where attendance is missing", "fair"),
    ("events where attendance is vague", "congress summit month"),
    // Themes and text.
    ("events about technology", "fair month talk unstated:2(theme)"),
    ("events where theme = technology", "month unstated:2(theme)"),
    ("events contains \"INTELLIGENCE\"", "fair talk"),
    ("events where name matches \"*20??\"", "fair month"),
    ("events under \"World Congress\"", "congress talk"),
    ("events where part_of is missing", "congress fair summit month"),
    // Order, columns, groups.
    ("events sort attendance desc limit 2", "summit congress"),
    ("events where kind = conference limit 1", "congress"),
    ("events count", "5"),
    ("events count by kind", "conference=2 festival=1 month=1 session=1"),
    (
      "events count by organizer",
      "China Association for Science and Technology=3 World Federation of Engineering Organizations=2 (not stated)=1"
    ),
    ("events count by place where count > 1", "Beijing=2"),
    ("events show kind distinct", "conference festival month session"),
    ("events count by year(starts)", "2021=1 2023=1 2025=1 (not stated)=2"),
    ("events by CAST count", "3 unstated:1(organizer)"),
    ("events show kind distinct where kind = conference", "conference"),
    ("events show kind distinct count", "4"),
    // Totals: vague numbers add up as intervals, the disputed make the sum a guess.
    ("events summarize count, count(attendance), count(attendance > 50) as big", "5=4=2"),
    (
      "events where attendance < 100 summarize sum(attendance), avg(attendance)",
      "78..90=39..45 maybe:2 unstated:1(attendance)"
    ),
    (
      "events summarize min(attendance), max(attendance) by kind where kind = session",
      "session=24=24"
    ),
    (
      "events summarize list(name) as names by place.country where place.country = France",
      "France=Open Month 2025 maybe:1"
    ),
    ("events where kind = session summarize median(attendance), share", "24=100"),
    ("events in 2030 summarize count, sum(attendance)", "0=0 unstated:1(when)"),
    ("events summarize count(distinct kind) as kinds", "4"),
    ("events count by kind summarize max(count), sum(count)", "2=5"),
    (
      "events count by organizer sort count desc limit 1",
      "China Association for Science and Technology=3"
    ),
    // A column is named by its text.
    ("events count by year(starts) sort year(starts) desc limit 1", "2025=1"),
    (
      "events count by year(starts) where year(starts) > 2022",
      "2023=1 2025=1 unstated:1(year(starts))"
    ),
    ("events count by organizer.country show organizer.country limit 1", "China"),
    // Queries in brackets: as a source, as a list, as a number.
    ("(events in 2023).organizer", "maybe:2"),
    ("(events about AI).organizer sort name", "cast wfeo"),
    ("(events about AI).place.country", "china"),
    ("(events in Chongqing).place", "chongqing maybe:3"),
    ("(events in China) count", "4"),
    ("events.organizer count", "2"),
    (
      "events where organizer = (organizations where country = France)",
      "congress talk unstated:1(organizer)"
    ),
    (
      "events where organizer != (organizations where country = France)",
      "fair month unstated:1(organizer)"
    ),
    (
      "events where organizer = (organizations sort name limit 1)",
      "fair month talk unstated:1(organizer)"
    ),
    (
      "events where attendance > avg((events in 2025).attendance)",
      "congress maybe:2 unstated:1(attendance)"
    ),
    ("places where count(events in Chongqing) > 0 limit 1", "beijing"),
    ("organizations where exists(events in 2030)", "maybe:2"),
    ("organizations where exists(events in 2023)", "cast wfeo"),
    // Other nouns and things.
    ("organizations in France", "cast wfeo"),
    ("places in China", "beijing china chongqing"),
    ("places where parent = China count", "2"),
    ("themes where descendants = AI", "technology"),
    ("organizations where count(events) > 3", "cast"),
    ("organizations where events[in Chongqing]", "maybe:2"),
    // What may pass the filter of a path may count.
    ("organizations where count(events[during 2021]) > 2", "maybe:1"),
    ("organizations where possibly count(events[during 2021]) > 2", "?cast"),
    ("organizations where count(events[during 2021]) >= 1", "cast maybe:1"),
    ("CAST", "cast"),
    ("CAST.events after 2022", "month unstated:1(when)"),
    ("events where organizer = CAST or attendance > 50", "congress fair month talk maybe:1"),
  ])
func answers(query: String, expected: String) throws {
  let answered = line(try ask(query), FixtureStore.store)
  #expect(answered == expected, "\(query)")
}

@Test(
  "a query that cannot be answered says so under a stable id, and its fix runs",
  arguments: [
    ("events where organizer = CSAT", "N02", "events where organizer = CAST"),
    ("events by Bejing", "N02", "events in Beijing"),
    ("events by Beijing", "N04", "events in Beijing"),
    ("events where organiser = CAST", "N01", "events where organizer = CAST"),
    ("events about \"Open Cooperation\"", "N03", "events about @theme:open-1"),
    ("events where kind = confrence", "N06", "events where kind = conference"),
    ("events in 2023..2021", "V02", "events in 2021..2023"),
    ("events where place = 2023", "T01", "events in 2023"),
    (
      "events count by kind where organizer = CAST", "T02",
      "events where organizer = CAST count by kind"
    ),
    ("events in 20231106", "V03", "events in 2023-11-06"),
    ("claims in 2023", "T04", ""), ("events sort \"when\"", "T03", "events sort when"),
    ("events count by 5", "T03", ""),
    ("events where organizer = CAST or WFEO", "S04", "events where organizer = any (CAST, WFEO)"),
    ("events in technology", "N04", "events about technology"),
    ("events where organizer in CAST", "T04", "events where organizer = any (CAST)"),
    ("evnts", "N02", "events"),
    (
      "events where weekday(starts) = Munday", "N06", "events where weekday(starts) = Monday"
    ),
    ("organizations during 2023", "T04", "organizations where events[during 2023]"),
    ("events summarize sum(name)", "T05", ""),
    ("events summarize name", "T06", ""),
    ("events summarize count, count", "S12", ""),
    ("events where organizer = (places in France)", "T01", ""),
    ("(events count).organizer", "T02", ""),
    ("events where link[kind = announces]", "N06", ""),
  ])
func refusals(query: String, id: String, fix: String) throws {
  do {
    _ = try ask(query)
    Issue.record("\(query) was answered")
  } catch let error as QueryError {
    let first = try #require(error.diagnostics.first)
    #expect(first.id == id, "\(query): \(first.message)")
    if !fix.isEmpty {
      #expect(first.fixes.first?.statement == fix)
      _ = try ask(fix)
    }
  }
}

@Test(
  "a hint counts what its query would add to this answer",
  arguments: [
    ("events by CAST", "H4", 1), ("events by CAST in China", "H4", 1),
    ("events by CAST in 2025", "", 0), ("events where place = China", "H1", 3),
    ("events where place = China in 2023", "H1", 1), ("events where place = China by WFEO", "", 0),
    ("events by CAST limit 1", "H4", 1), ("(events by CAST) in China", "", 0),
  ])
func hints(query: String, id: String, more: Int) throws {
  let answer = try ask(query)
  let hint = answer.hints.first
  #expect(hint?.id ?? "" == id)
  guard let hint else { return }
  #expect(hint.text.contains("\(more) more"), "\(hint.text)")
  let asked = hint.query.replacing(" limit 1", with: "")
  let plain = query.replacing(" limit 1", with: "")
  #expect(try ask(asked).rowCount == ask(plain).rowCount + more)
}

@Test("an empty answer of several tests shows the query for its maybes")
func emptyHint() throws {
  let answer = try ask("events by CAST in Chongqing")
  let hint = try #require(answer.hints.first)
  #expect(hint.id == "H3")
  #expect(hint.query == "events where possibly (by CAST and in Chongqing)")
  let maybes = answer.footer.maybeCount + answer.footer.notStatedCount
  #expect(try ask(hint.query).rowCount == maybes)
  let possible = try ask("events where possibly in Chongqing by CAST in 1999").hints
  #expect(!possible.contains { $0.id == "H3" }, "`possibly` is there already")
}

@Test("what an unnamed thing has is not none")
func unnamed() throws {
  var builder = StoreBuilder()
  let fair = try builder.add(.event, id: "fair")
  builder.addName("Fair", language: "en", to: fair)
  builder.markOpen("organizer", more: [], of: fair)
  let context = QueryContext(today: Day(number: 20_000), languages: ["en"])
  let answer = try Catalog(store: builder.finish().store)
    .answer("events show organizer.country", context: context)
  #expect(answer.value(row: 0, column: 0) == .list([], open: []))
}

@Test("what has no end lasts no number of days")
func endless() throws {
  var builder = StoreBuilder()
  let series = try builder.add(.event, id: "series")
  builder.setWhen(try readDate("2004/.."), of: series)
  let context = QueryContext(today: Day(number: 20_000), languages: ["en"])
  let catalog = Catalog(store: builder.finish().store)
  let answer = try catalog.answer("events where days > 1M show days", context: context)
  #expect(answer.rowCount == 1)
  guard case .number(let days) = answer.value(row: 0, column: 0) else {
    Issue.record("days are a number")
    return
  }
  #expect(text(of: .number(days)) == "∞")
  let mean = try catalog.answer("events summarize avg(days), sum(days)", context: context)
  #expect([0, 1].map { text(of: mean.value(row: 0, column: $0)) } == ["∞", "∞"])
}
