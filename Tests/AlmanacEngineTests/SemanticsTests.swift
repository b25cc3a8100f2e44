import Almanac
import Testing

/// The tables of the language's §6, worked out by hand over ``VagueStore``.
@Suite("the three answers")
struct SemanticsTests {
  private func ask(_ query: String) throws -> Answer {
    let context = QueryContext(
      today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
    return try Catalog(store: VagueStore.store).answer(query, context: context)
  }

  private func expect(_ query: String, _ expected: String) throws {
    #expect(line(try ask(query), VagueStore.store) == expected, "\(query)")
  }

  @Test(
    "lists of things: in doubt and open are maybe, unstated is anything",
    arguments: [
      ("events", "e b a d c"),
      ("events by acme", "a d maybe:2 unstated:1(organizer)"),
      ("events where organizer != acme", "maybe:2 unstated:1(organizer)"),
      ("events where organizer = any (acme, labs)", "a d maybe:2 unstated:1(organizer)"),
      ("events where organizer = all (acme, beta)", "maybe:2 unstated:1(organizer)"),
      ("events where organizer = none (acme)", "maybe:2 unstated:1(organizer)"),
      ("events where organizer = only (acme)", "a maybe:2 unstated:1(organizer)"),
      ("events where organizer = only (beta, acme)", "a maybe:2 unstated:1(organizer)"),
      ("events where organizer = exactly (acme, labs)", "d maybe:1 unstated:1(organizer)"),
      ("events where organizer under acme", "a d maybe:2 unstated:1(organizer)"),
      ("events where organizer under only (acme)", "a d maybe:2 unstated:1(organizer)"),
      ("events by all (acme, labs)", "d maybe:1 unstated:1(organizer)"),
      ("events by only (acme)", "a maybe:2 unstated:1(organizer)"),
      ("events in Kyoto", "a maybe:3"),
      ("events in (Kyoto, Lyon)", "b a maybe:2"),
      ("events where place in only (Japan)", "a c maybe:1"),
      ("events where place = none (Lyon)", "e a d c"),
      ("events about science", "a unstated:3(theme)"),
      ("events where not about science", "b unstated:3(theme)"),
      // Of a path all that it leads to is one list.
      ("events where organizer.country = only (France)", "a maybe:2 unstated:1(organizer)"),
      ("events where organizer.country = all (France, Japan)", "d maybe:2 unstated:1(organizer)"),
      ("events where organizer[country = France] = labs", "maybe:1 unstated:1(organizer)"),
      ("events where organizer[country = Japan] = labs", "d maybe:1 unstated:1(organizer)"),
      // The way back keeps the doubt.
      ("organizations where events[kind = fair]", "maybe:2"),
      ("organizations where count(events) = 2", "maybe:1"),
      ("organizations where count(events) >= 2", "acme"),
    ])
  func lists(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "words, numbers and texts take every quantifier",
    arguments: [
      ("events where kind = any (forum, fair)", "b a"),
      ("events where kind = all (forum, fair)", ""),
      ("events where kind = only (forum)", "a"),
      ("events where kind = exactly (forum)", "a"),
      ("events where kind = none (forum, fair)", "e d c"),
      ("events where kind in (forum, fair)", "b a"),
      ("events where names = all (\"Alpha Forum\")", "a"),
      ("events where name = only (\"alpha forum\", \"x\")", "a"),
      ("events where name contains all (\"a\", \"fair\")", "b"),
      ("events where attendance = only (40..60)", "b unstated:2(attendance)"),
      ("events where attendance = all (0..50, 30..100)", "maybe:1 unstated:2(attendance)"),
      ("events where attendance = none (0, 100)", "b unstated:2(attendance)"),
      ("events where attendance in (0, 100)", "a d unstated:2(attendance)"),
      ("events where attendance < 50", "d maybe:1 unstated:2(attendance)"),
      ("events where attendance <= 60", "b d unstated:2(attendance)"),
      ("events where attendance < 40..60", "d unstated:2(attendance)"),
      ("events where attendance > 40..60", "a unstated:2(attendance)"),
      ("events where attendance >= 40..60", "b a unstated:2(attendance)"),
      ("events where attendance = 40..60", "b unstated:2(attendance)"),
      ("events where attendance = 50", "maybe:1 unstated:2(attendance)"),
      ("events where starts = any (2020, 2024-03)", "e b a d maybe:1"),
      ("events where when = none (2024-03)", "e maybe:1"),
    ])
  func quantifiers(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "times of day compare by the minute; a day without one is its 24 hours, a point any of them",
    arguments: [
      ("events in 2024-03-01T09:30", "e b a maybe:1"),
      ("events during 2024-03-01T09:00..2024-03-01T12:00", "d maybe:1"),
      ("events before 2024-03-01T10:00", "maybe:1"),
      ("events after 2024-03-01T09:30", "d maybe:1"),
      ("events where when contains 2024-03-01T10:30", "e b a d maybe:1"),
      ("events where starts < 2024-03-01T09:30", "e a maybe:2"),
      ("events where starts = 2024-03-01T10:00", "d maybe:2"),
      ("events where starts during 2024-03-01T10:00", "d maybe:2"),
      ("events where starts after 2024-03-01T09:30", "d maybe:2"),
      ("events where starts = 2024-03-01", "b a d maybe:1"),
      ("events where starts = ends", "b maybe:1"),
      ("events where id = \"d\" show starts, ends distinct", "2024-03-01T10:00=2024-03-01T11:00"),
    ])
  func times(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "the right side of a time word may be an event, a date of the row, or what a query finds",
    arguments: [
      ("events where starts >= part_of.starts", "d"),
      ("events where when during part_of.when", "d"),
      ("events where when during part_of", "d"),
      ("events where starts after part_of", ""),
      ("events during \"Alpha Forum\"", "a d maybe:1"),
      ("events during @event:a", "a d maybe:1"),
      ("events overlaps (events where kind = fair)", "e b a d maybe:1"),
      ("events overlaps acme.events[kind = talk]", "e b a d maybe:1"),
      ("events before \"Gamma Week\"", "maybe:5"),
      ("events where part_of during 2024-03-01", "d"),
      ("events where parts.starts > starts", "a"),
    ])
  func othersTimes(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "a state is about what is stated, of anything with a value",
    arguments: [
      ("events where attendance is vague", "b"), ("events where organizer is vague", "e b"),
      ("events where organizer is missing", "c"), ("events where place is known", "e b a d c"),
      ("events where organizer.country is known", "b a d"),
      ("events where organizer.country is missing", "e c"),
      ("events where organizer.country is vague", "b"),
      ("events where organizer.country is exact", "a d"),
      ("events where attendance / days is known", "b a d"),
      ("events where attendance / attendance is missing", "e d c"),
      ("events where max(parts.attendance) is missing", "e b d c"),
      ("events where count(organizer) is vague", "e b"),
      ("events where weekday(starts) is missing", "e c"),
      ("events where part_of is missing", "e b a c"),
    ])
  func states(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "functions and totals of a row are known as far as what they look at",
    arguments: [
      ("events where length(kind) = 4", "b d c"),
      ("events where lower(kind) = \"FAIR\"", "b"),
      ("events where length(name) > 11", "e"),
      ("events where year(starts) = 2024", "b a d maybe:1"),
      ("events where month(when) = 3", "b a d maybe:2"),
      ("events where quarter(starts) = 1", "b a d maybe:2"),
      ("events where weekday(starts) = Friday", "b a d maybe:2"),
      ("events where year(parts.starts) = 2024", "a"),
      ("events where earliest(when) = 2020-01-01", "e maybe:1"),
      ("events where latest(starts) = 2020", "e maybe:1"),
      ("events where low(attendance) = 40", "b unstated:2(attendance)"),
      ("events where high(attendance) <= 60", "b d unstated:2(attendance)"),
      ("events where name_in(organizer, fr) = \"acmé\"", "a d maybe:2 unstated:1(organizer)"),
      ("organizations show name_in(name, fr) distinct", "Acmé –"),
      ("events where count(organizer) = 2", "d maybe:2 unstated:1(organizer)"),
      ("events where count(parts) = 1", "a"),
      ("events where sum(parts.attendance) = 0", "e b a d c"),
      ("events where -attendance < -50", "a maybe:1 unstated:2(attendance)"),
      ("events where attendance * 2 = 80..120", "b unstated:2(attendance)"),
      ("events show attendance * 2 as twice where twice > 100", "a maybe:1 unstated:2(attendance)"),
      ("events show length(kind) as size sort size desc limit 1", "e"),
      ("events show (attendance > 50) as big count by big", "no=1 maybe=3 yes=1"),
      ("events where attendance / 0 > 1", "unstated:5(attendance)"),
      ("events sort length(kind) desc limit 1", "e"),
      ("events count by length(kind)", "4=3 5=1 6=1"),
    ])
  func functions(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "links are told by kind, ends and source, from both sides",
    arguments: [
      ("events where link[kind = announces and to = @outcome:charter]", "a"),
      ("events where link[to = \"The Charter\"]", "a"),
      ("events where not link[kind = announces]", "e b d c"),
      ("events where link = announces", "a"),
      ("outcomes where linked[kind = announces and from = \"Alpha Forum\"]", "charter"),
      ("outcomes where linked = announces", "charter"),
      ("events where count(link) > 0", "a"),
      ("events where exists(link)", "a"),
      ("events where parts.link[kind = announces]", ""),
      ("events where part_of.link[kind = announces]", "d"),
      (
        "events where kind = forum show link, link.to distinct", "announces The Charter=The Charter"
      ),
      ("outcomes show linked.from distinct", "Alpha Forum"),
    ])
  func links(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "a query in a test stands for the records or values that it finds, maybes as maybes",
    arguments: [
      (
        "events where organizer = (organizations where country = France)",
        "a d maybe:2 unstated:1(organizer)"
      ),
      ("events where organizer = all (organizations where country = France)", "maybe:5"),
      (
        "events where organizer = (organizations where id = acme)",
        "a d maybe:2 unstated:1(organizer)"
      ),
      (
        "events where organizer = only (organizations where id = acme)",
        "a maybe:2 unstated:1(organizer)"
      ),
      ("events by (organizations where id = acme)", "a d maybe:2 unstated:1(organizer)"),
      ("events where kind = (events where attendance > 50).kind", "a maybe:3"),
      ("events where kind = (events in Kyoto show kind)", "a maybe:3"),
      ("events where kind in (events count by kind show kind limit 2)", "b a"),
      ("events where attendance > avg(events.attendance)", "a maybe:1 unstated:2(attendance)"),
      ("events where attendance = max(events.attendance)", "a unstated:2(attendance)"),
      (
        "events where attendance > (events where kind = fair).attendance",
        "a maybe:1 unstated:2(attendance)"
      ),
      ("events in (places where kind = city)", "b a maybe:2"),
      ("events where place in (places where kind = city)", "b a maybe:2"),
      ("events about (themes where name = science)", "a unstated:3(theme)"),
      ("events where theme under (themes where name = science)", "a unstated:3(theme)"),
      ("events under (events where kind = forum)", "a d"),
      ("events where starts = (events where kind = fair).starts", "b maybe:1"),
      ("events where exists(events where attendance > 200)", "maybe:5"),
      ("events where exists(events where kind = fair)", "e b a d c"),
      ("events where count(organizations) = 3 and kind = fair", "b"),
      ("events where count((events).kind) = 5 limit 1", "e"),
      ("claims where subject = (events where kind = fair)", "claim-acme claim-beta"),
      ("events where organizer = part_of.organizer", "d"),
      ("events where kind = part_of.kind", ""),
    ])
  func queries(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "a value alone is an answer of one row, the values of a path a row each",
    arguments: [
      ("(events in Japan).kind", "forum week maybe:2"),
      ("count(events by acme)", "2..5"), ("12 * 3 - 1", "35"), ("1 / 0", "–"),
      ("acme.kind", "company"), ("acme.country", "france"), ("acme.country.kind", "country"),
      ("(acme, beta)", "acme beta"), ("(acme, beta) where kind = company", "acme beta"),
      ("count(acme.events)", "2..3"), ("acme.events", "a d maybe:1"),
      ("acme.events.kind", "forum talk maybe:1"), ("acme.name", "Acme"),
      ("sum(events.attendance)", "140..160"), ("max((events in Japan).attendance)", "100"),
      ("exists(events by acme)", "yes"), ("year(2024-03-01)", "2024"),
      ("(events in Japan).kind count", "2 maybe:2"),
    ])
  func values(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "rows that a count made are asked like others",
    arguments: [
      ("events count by place in Japan", "Japan=1 Kyoto=1 maybe:2"),
      ("events count by place where place = Japan", "Japan=1 maybe:1"),
      ("events count by organizer by labs", "Labs=1 maybe:1 unstated:1(organizer)"),
      (
        "events show kind, when distinct during 2024-03",
        "fair=2024-03-01 forum=2024-03-01T09:00/2024-03-01T17:30 talk=2024-03-01T10:00/2024-03-01T11:00 maybe:1"
      ),
      ("events show kind, when distinct where when before 2021", "maybe:1"),
      ("events show kind, starts distinct where starts after 2024-03 show kind", "maybe:1"),
      (
        "events show kind, (attendance > 50) as big distinct where big = \"maybe\"",
        "series=maybe fair=maybe week=maybe"
      ),
      (
        "events show kind, (attendance > 50) as big distinct where big = any (yes, no)",
        "forum=yes talk=no"
      ),
      ("events count by kind where kind contains \"f\"", "fair=1 forum=1"),
      ("events count by kind where length(kind) = 4 and count = 1", "fair=1 talk=1 week=1"),
      (
        "events summarize max(attendance) as top by kind where top is known",
        "fair=40..60 forum=100 talk=0"
      ),
      (
        "events show kind, attendance distinct where attendance / 2 > 30",
        "forum=100 unstated:2(attendance)"
      ),
    ])
  func madeRows(query: String, expected: String) throws { try expect(query, expected) }

  @Test(
    "order: earliest, latest, id; what is missing last both ways; groups by key",
    arguments: [
      ("events sort attendance", "d b a c e"), ("events sort attendance desc", "a b d c e"),
      ("events sort organizer", "a b d c e"), ("events sort organizer desc", "d b a c e"),
      ("events sort kind", "b a e d c"), ("events sort length(kind)", "b c d a e"),
      ("events sort length(kind) desc", "e a b c d"),
      ("events sort when desc", "c d a b e"),
      ("events count by theme", "art=1 physics=1 (not stated)=3"),
      ("events count by place", "Asia=1 Japan=1 Kyoto=1 Lyon=1 none=1 (+0)=1"),
      ("events summarize share by kind limit 1", "fair=20"),
      (
        "events summarize sum(attendance), avg(attendance), median(attendance)",
        "140..160=46.666667..53.333333=40..60"
      ),
    ])
  func order(query: String, expected: String) throws { try expect(query, expected) }

  @Test("footers say what a total skipped and which rows stand in several groups")
  func remarks() throws {
    #expect(
      try ask("events summarize sum(attendance)").footer.remarks
        == ["sum(attendance) leaves out 2 rows that state none"])
    #expect(
      try ask("events count by organizer").footer.remarks == ["2 rows stand in several groups"])
    #expect(
      try ask("(events in Lyon).place").footer.remarks == ["place names not all in 1 row"])
  }

  @Test(
    "what mixes and or is told how it is read, brackets are not",
    arguments: [
      (
        "events where kind = forum or in Japan and about art",
        "read as: kind = forum or (in Japan and about art)"
      ),
      ("events where (kind = forum or in Japan) and about art", ""),
      ("events where kind = forum or (in Japan and about art)", ""),
      (
        "events where not (in Japan) and kind = forum or kind = fair",
        "read as: (not in Japan and kind = forum) or kind = fair"
      ),
    ])
  func reading(query: String, hint: String) throws {
    let hints = try ask(query).hints.filter { $0.id == "H2" }
    #expect(hints.map(\.text).joined() == hint)
  }

  @Test("a query in a test that takes so many rows is told to know no maybes")
  func certainty() throws {
    let query = "events where organizer = (organizations sort name limit 1)"
    let hint = try #require(try ask(query).hints.first { $0.id == "H7" })
    #expect(hint.text.contains("(organizations sort name limit 1)"))
  }

  @Test(
    "what has no answer says why, and its fix runs",
    arguments: [
      ("events where (attendance > 1) = yes", "T03", "events where (attendance > 1)"),
      ("events where (attendance > 1) = no", "T03", "events where not (attendance > 1)"),
      ("events where (attendance > 1) is vague", "T03", "events where maybe (attendance > 1)"),
      (
        "events where parts.attendance + 1 > 2", "T05",
        "events where sum(parts.attendance) + 1 > 2"
      ),
      ("events where yaer(starts) = 2023", "N07", "events where year(starts) = 2023"),
      ("events where frobnicate(days) > 1", "N07", ""),
      (
        "events where link[kind = anounces]", "N06", "events where link[kind = announces]"
      ),
      ("events where link[colour = red]", "N01", ""),
      ("events count by kind where kind = fiar", "N06", "events count by kind where kind = fair"),
      ("(acme, Japan)", "N04", ""), ("events where name during 2023", "T01", ""),
      ("events where kind = (events show kind, name)", "T01", ""),
      ("events where kind = (events count by kind)", "T02", ""),
      ("events where attendance > (places)", "T01", ""),
      ("events where year(kind) = 2", "T05", "events where year(starts) = 2"),
      ("events where sum(attendance) > 2 and sum(kind) > 1", "T05", ""),
      ("events where place = 2023", "T01", "events in 2023"),
      ("events count by kind during 2023", "T02", ""),
      ("events where organizer during 2023", "T01", ""),
      ("events where list(name) = 2", "T06", ""),
      ("events show days as length where parts[length > 1]", "N01", ""),
    ])
  func refusals(query: String, id: String, fix: String) throws {
    do {
      _ = try ask(query)
      Issue.record("\(query) was answered")
    } catch let error as QueryError {
      let first = try #require(error.diagnostics.first)
      #expect(first.id == id, "\(query): \(first.message)")
      #expect(fix.isEmpty || first.fixes.first?.statement == fix, "\(query)")
      if !fix.isEmpty { _ = try ask(fix) }
    }
  }

  @Test("what would take too much is refused by the name of the limit")
  func limits() throws {
    let long = Array(repeating: "1", count: 10_001).joined(separator: ",")
    let deep = Array(repeating: "part_of", count: 80).joined(separator: ".")
    for query in ["events where attendance = any (\(long))", "events where \(deep) is known"] {
      do {
        _ = try ask(query)
        Issue.record("\(query.prefix(40)) was answered")
      } catch let error as QueryError {
        #expect(error.diagnostics.first?.id == "R01")
      }
    }
  }

  @Test("tests within tests cost no more than their length")
  func nesting() throws {
    var query = "kind = fair"
    for _ in 0..<24 { query = "parts[\(query)] = exactly (@event:a, @event:d)" }
    #expect(try ask("events where \(query)").rowCount == 0)
  }
}
