import Almanac
import Testing

/// What is doubted, guessed or half stated stays so on its way through an answer.
///
/// | event | when | organizer | host | place | attendance |
/// |---|---|---|---|---|---|
/// | one | 2022-05-07? | acm? | – | Rome +3 | ~60 |
/// | two | /2021-09-05 | wfs | acm | Rome, Italy +2 | 54..66 |
/// | three | 2022-05-07 | acm | acm? | – | 60 |
/// | four | 2022-05 | wfs | none | none | 60? |
private let doubts: Asking = {
  var builder = StoreBuilder()
  let things: [(Noun, String, String)] = [
    (.organization, "acm", "ACM"), (.organization, "wfs", "WFS"), (.place, "italy", "Italy"),
    (.place, "rome", "Rome"), (.event, "one", "One"), (.event, "two", "Two"),
    (.event, "three", "Three"), (.event, "four", "Four"), (.theme, "robots", "Robots"),
  ]
  for (noun, id, name) in things {
    guard let entity = try? builder.add(noun, id: id) else { preconditionFailure("twice: \(id)") }
    builder.addName(name, language: "en", to: entity)
  }
  state(&builder)
  return Asking(catalog: Catalog(store: builder.finish().store))
}()

private func state(_ builder: inout StoreBuilder) {
  guard let italy = builder.find(.place, id: "italy"), let rome = builder.find(.place, id: "rome"),
    let one = builder.find(.event, id: "one"), let two = builder.find(.event, id: "two"),
    let three = builder.find(.event, id: "three"), let four = builder.find(.event, id: "four")
  else { preconditionFailure("a record is missing") }
  builder.addCode("kind", "country", of: italy)
  builder.addReference("parent", to: .record(italy), noun: .place, of: rome)
  for (event, role, id, isDoubtful) in [
    (one, "organizer", "acm", true), (two, "organizer", "wfs", false), (two, "host", "acm", false),
    (three, "organizer", "acm", false), (three, "host", "acm", true),
    (four, "organizer", "wfs", false),
  ] {
    builder.addReference(
      role, to: .id(id), noun: .organization, of: event, isDoubtful: isDoubtful)
  }
  for role in ["host", "partner", "body", "announcer"] { builder.markNone(role, of: four) }
  for (event, place) in [(one, rome), (two, rome), (two, italy)] {
    builder.addReference("place", to: .record(place), noun: .place, of: event)
  }
  for (event, kind) in [(one, "fair"), (two, "forum"), (four, "fair")] {
    builder.addCode("kind", kind, of: event)
  }
  builder.setText("motto", "Go", of: one)
  builder.setText("motto", "Come", of: two)
  builder.addReference("theme", to: .id("robots"), noun: .theme, of: one, isDoubtful: true)
  builder.addReference("theme", to: .id("robots"), noun: .theme, of: two)
  builder.markNone("place", of: four)
  builder.markOpen("place", more: [ListColumn.More(unit: "", count: 3)], of: one)
  builder.markOpen("place", more: [ListColumn.More(unit: "", count: 2)], of: two)
  for (event, when) in [
    (one, "2022-05-07?"), (two, "/2021-09-05"), (three, "2022-05-07"), (four, "2022-05"),
  ] {
    if let date = try? readDate(when) { builder.setWhen(date, of: event) }
  }
  for (event, id, value) in [(one, "1", "~60"), (two, "2", "54..66"), (three, "3", "60")] {
    _ = try? builder.addFigure(
      id: id, subject: .record(event), measure: "attendance", value: Quantity(value) ?? .unknown)
  }
  _ = try? builder.addClaim(
    id: "4", subject: .record(four), field: "attendance", value: "60", verdict: "disputed")
}

private let oneAndThree = "(events where id = \"one\" or id = \"three\")"

@Suite("doubt is never lost on the way")
struct DoubtTests {
  @Test(
    "a record that is named in doubt is perhaps not named at the other end either",
    arguments: [
      ("organizations where events[id = \"one\"]", "", 1),
      ("organizations where events[id = \"three\"]", "acm", 0),
      ("organizations where count(events) >= 3", "", 1),
      ("organizations where count(events) >= 2", "acm wfs", 0),
      ("ACM.events", "two three", 1),
    ])
  func reverse(query: String, ids: String, maybes: Int) throws {
    #expect(try doubts.ids(query).joined(separator: " ") == ids)
    #expect(try doubts.maybes(query) == maybes)
  }

  @Test("the name of a theme that is in doubt is perhaps a word of the event")
  func words() throws {
    #expect(try doubts.ids("events contains \"robot\"") == ["two"])
    #expect(try doubts.maybes("events contains \"robot\"") == 1)
  }

  @Test("year, month and weekday of a guess are guesses")
  func guesses() throws {
    #expect(try doubts.ids("events where year(starts) = 2022 and starts is exact") == ["three"])
    #expect(try doubts.ids("events where maybe year(starts) = 2022") == ["two", "one"])
    #expect(
      try doubts.texts("events where id = \"one\" show weekday(starts)") == ["Saturday?"])
  }

  @Test(
    "an organization in any role is only this one where every role is told",
    arguments: [
      ("events where org = only (WFS)", "four"), ("events where count(org) = 1", "four"),
      ("events where org = exactly (ACM)", ""),
      ("events where possibly org = exactly (ACM)", "one three"),
    ])
  func anyRole(query: String, ids: String) throws {
    #expect(try doubts.ids(query).joined(separator: " ") == ids)
  }

  @Test("who is surely in one role, and in doubt in another, does not make a maybe vague")
  func firmMention() throws {
    let footer = try doubts.answer("organizations where events[id = \"three\" and mode = online]")
      .footer
    #expect((footer.maybeCount, footer.notStatedCount) == (0, 1))
  }

  @Test("what several records name is certain once one of them names it for certain")
  func onceCertain() throws {
    // One, in doubt, and Two have names of three letters.
    let acm = "organizations where id = \"acm\""
    #expect(try doubts.texts("\(acm) show length(events.name)") == ["3, 5"])
  }

  @Test("only and none besides is no for the one who is doubted and another, in groups too")
  func onlyInGroups() throws {
    let groups = "events where id = \"one\" count by organizer where possibly organizer"
    #expect(try doubts.texts("\(groups) = only WFS") == [])
    #expect(try doubts.texts("\(groups) = only ACM") == ["ACM?"])
  }

  @Test(
    "words and texts of a query that does not tell all of them may be any",
    arguments: [
      // One is a fair; nobody says what Three is.
      ("kind = (@event:three).kind", "", "one two three four"),
      ("kind = \(oneAndThree).kind", "one four", "two three"),
      ("kind = none \(oneAndThree).kind", "", "two three"),
      ("kind = all \(oneAndThree).kind", "", "one three four"),
      ("kind = only \(oneAndThree).kind", "one four", "two three"),
      ("kind = all (@event:one).kind", "one four", "three"),
      ("motto = (@event:three).motto", "", "one two three four"),
      ("motto = (@event:one).motto", "one", "three four"),
      ("motto contains (@event:three).motto", "", "one two three four"),
    ])
  func untoldSpellings(test: String, sure: String, maybe: String) throws {
    func found(_ query: String) throws -> Set<String> { Set(try doubts.ids(query)) }
    func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
    #expect(try found("events where \(test)") == words(sure))
    #expect(try found("events where maybe (\(test))") == words(maybe))
  }

  @Test("what a set that goes on may hold is maybe one of it")
  func openSets() throws {
    // Italy is not among what is told of One, but three more places may be.
    let one = "(events where id = \"one\").place"
    #expect(try doubts.ids("events where not place = \(one)") == ["four"])
    let told = "(events where id = \"two\").organizer"
    #expect(try doubts.ids("events where not organizer = \(told)") == ["one", "three"])
  }

  @Test("who is surely in one role is not in doubt for another")
  func settledRole() throws {
    #expect(try doubts.texts("events where id = \"three\" show org") == ["ACM"])
  }

  @Test("a time word says of an end that is not stated what a sign says")
  func impliedEnds() throws {
    #expect(try doubts.ids("events where not starts after 2021") == ["two"])
    #expect(try doubts.ids("events where not starts > 2021") == ["two"])
    #expect(try doubts.answer("events where starts after 2021").footer.notStatedCount == 0)
    #expect(try doubts.answer("events where starts during 2021").footer.notStatedCount == 1)
  }

  @Test("a group is told by its bounds, not by how they are written; a guess is one of its own")
  func groups() throws {
    #expect(try doubts.texts("events count by attendance") == ["54..66", "60", "60?"])
    #expect(try doubts.texts("events summarize count(distinct attendance)") == ["3"])
    #expect(try doubts.count("events show attendance distinct") == "3")
    #expect(
      try doubts.texts("organizations count by events")
        == ["One?", "Three", "Two", "Four"].sorted())
  }

  @Test("a date comes before the guess at the same days, group by group")
  func guessedGroups() throws {
    #expect(
      try doubts.texts("events where days = 1 or id = \"one\" count by starts")
        == ["2022-05-07", "2022-05-07?"])
  }

  @Test("each key of a group counts what its own lists do not name, once a row")
  func notNamed() throws {
    let answer = try doubts.answer("events where place is known count by kind, place, place.kind")
    let keys = (0..<answer.rowCount).map { row in
      (1...2).map { text(of: answer.value(row: row, column: $0)) }.joined(separator: " ")
    }
    // Who names not all places does not say of how many kinds the others are.
    #expect(keys.contains("(+5 not named) (others not named)"))
  }

  @Test("a path with a filter is a test where a total counts the rows that pass")
  func countedTests() throws {
    let events = "events[id = \"one\"]"
    #expect(try doubts.texts("organizations summarize count(\(events))") == ["0"])
    #expect(try doubts.texts("organizations summarize count(maybe \(events))") == ["1"])
    #expect(try doubts.texts("organizations summarize count(exists(events))") == ["2"])
  }

  @Test("dates between the same days stand in the order of ids")
  func sortedDates() throws {
    #expect(
      try doubts.ids("events where days = 1 or id = \"one\" sort starts") == ["one", "three"])
  }

  @Test("a test of another noun than events gets its answer, and no hint about events")
  func hintsOfEvents() throws {
    #expect(try doubts.ids("places where country = Italy") == ["italy", "rome"])
  }
}
