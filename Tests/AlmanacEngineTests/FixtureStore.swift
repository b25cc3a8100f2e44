import Almanac
import Testing

/// A small world with one case of each kind of vagueness.
///
/// | event | when | place | organizer | attendance |
/// |---|---|---|---|---|
/// | fair | 2021-12 | Beijing | CAST | – |
/// | summit | 2023-11-06/2023-11-07 | Chongqing | – | 3M or 300M, disputed |
/// | month | 2025-10 | Beijing, France +11 | CAST | ~60 |
/// | congress | /2021-12-03 | China | WFEO | >80 |
/// | talk (part of congress) | – | none | CAST, WFEO | 24 |
enum FixtureStore {
  static let store: Store = make()

  private static func make() -> Store {
    var builder = StoreBuilder()
    do {
      try addThings(to: &builder)
      try addEvents(to: &builder)
    } catch {
      preconditionFailure("the fixture has an id twice: \(error)")
    }
    let (store, faults) = builder.finish()
    precondition(faults.isEmpty, "the fixture has faults: \(faults)")
    return store
  }

  private static func addThings(to builder: inout StoreBuilder) throws {
    let cast = try builder.add(.organization, id: "cast")
    builder.addName(
      "China Association for Science and Technology", language: "en", to: cast)
    builder.addName("中国科协", language: "zh", to: cast)
    builder.addName("CAST", kind: .acronym, to: cast)
    builder.addReference("country", to: .id("china"), noun: .place, of: cast)
    builder.addCode("kind", "association", of: cast)
    let wfeo = try builder.add(.organization, id: "wfeo")
    builder.addName("World Federation of Engineering Organizations", language: "en", to: wfeo)
    builder.addName("WFEO", kind: .acronym, to: wfeo)
    builder.addReference("country", to: .id("france"), noun: .place, of: wfeo)
    for (id, en, zh, kind, parent) in [
      ("china", "China", "中国", "country", nil), ("beijing", "Beijing", "北京", "city", "china"),
      ("chongqing", "Chongqing", "重庆", "city", "china"), ("france", "France", "法国", "country", nil),
    ] as [(String, String, String, String, String?)] {
      let place = try builder.add(.place, id: id)
      builder.addName(en, language: "en", to: place)
      builder.addName(zh, language: "zh", to: place)
      builder.addCode("kind", kind, of: place)
      if let parent { builder.addReference("parent", to: .id(parent), noun: .place, of: place) }
    }
    for (id, name, parent) in [
      ("technology", "technology", nil), ("ai", "artificial intelligence", "technology"),
      ("open-1", "Open Cooperation", nil), ("open-2", "open cooperation", nil),
    ] as [(String, String, String?)] {
      let theme = try builder.add(.theme, id: id)
      builder.addName(name, language: "en", to: theme)
      if id == "ai" { builder.addName("AI", kind: .acronym, to: theme) }
      if let parent { builder.addReference("parent", to: .id(parent), noun: .theme, of: theme) }
    }
  }

  private static func addEvents(to builder: inout StoreBuilder) throws {
    func event(
      _ id: String, _ name: String, _ kind: String, when: String? = nil, places: [String] = [],
      organizers: [String] = [], themes: [String] = []
    ) throws -> Entity {
      let event = try builder.add(.event, id: id)
      builder.addName(name, language: "en", to: event)
      builder.addCode("kind", kind, of: event)
      if let when { builder.setWhen(try readDate(when), of: event) }
      for place in places { builder.addReference("place", to: .id(place), noun: .place, of: event) }
      for organizer in organizers {
        builder.addReference("organizer", to: .id(organizer), noun: .organization, of: event)
      }
      for theme in themes { builder.addReference("theme", to: .id(theme), noun: .theme, of: event) }
      return event
    }
    _ = try event(
      "fair", "Science Fair 2021", "festival", when: "2021-12", places: ["beijing"],
      organizers: ["cast"], themes: ["ai"])
    _ = try event(
      "summit", "Chongqing Summit", "conference", when: "2023-11-06/2023-11-07",
      places: ["chongqing"])
    let month = try event(
      "month", "Open Month 2025", "month", when: "2025-10", places: ["beijing", "france"],
      organizers: ["cast"], themes: ["technology"])
    builder.markOpen("place", more: [ListColumn.More(unit: "province", count: 11)], of: month)
    let congress = try event(
      "congress", "World Congress", "conference", when: "/2021-12-03", places: ["china"],
      organizers: ["wfeo"])
    builder.addReference("host", to: .id("cast"), noun: .organization, of: congress)
    let talk = try event(
      "talk", "Opening Talk", "session", organizers: ["cast", "wfeo"], themes: ["ai", "open-1"])
    builder.addReference("part_of", to: .id("congress"), noun: .event, of: talk)
    builder.markNone("place", of: talk)
    for (subject, value) in [("month", "~60"), ("congress", ">80"), ("talk", "24")] {
      try builder.addFigure(
        id: "\(subject)-attendance", subject: .id(subject), measure: "attendance",
        value: Quantity(value) ?? .unknown)
    }
    for (index, value) in ["3000000", "300000000"].enumerated() {
      _ = try builder.addClaim(
        id: "claim-\(index)", subject: .id("summit"), field: "attendance", value: value,
        verdict: "disputed")
    }
  }
}

/// Asks the fixture, on 2026-11-21, for a reader of English.
func ask(_ query: String) throws -> Answer {
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
  return try Catalog(store: FixtureStore.store).answer(query, context: context)
}
