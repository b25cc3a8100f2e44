import Almanac
import Testing

/// A world for the tables of the language's §6: what is in doubt, what goes on, what has a time.
///
/// | event | kind | when | place | organizer | attendance | theme |
/// |---|---|---|---|---|---|---|
/// | a | forum | 2024-03-01T09:00/2024-03-01T17:30 | Kyoto | acme | 100 | physics |
/// | b | fair | 2024-03-01 | Lyon and more | acme, beta, both disputed | 40..60 | art |
/// | c | week | 2024-05? | Japan | – | – | – |
/// | d (part of a) | talk | 2024-03-01T10:00/2024-03-01T11:00 | none | acme, labs | 0 | – |
/// | e | series | 2020/.. | Asia | some that nobody names | – | – |
///
/// acme is French and calls itself Acmé there, labs are Japanese and below acme, beta has no country.
/// a announces the charter.
enum VagueStore {
  static let store: Store = make()

  private static func make() -> Store {
    var builder = StoreBuilder()
    do {
      try addThings(to: &builder)
      try addEvents(to: &builder)
    } catch {
      preconditionFailure("the world has an id twice: \(error)")
    }
    let (store, faults) = builder.finish()
    precondition(faults.isEmpty, "the world has faults: \(faults)")
    return store
  }

  private static func addThings(to builder: inout StoreBuilder) throws {
    for (id, kind, parent) in [
      ("asia", "continent", nil), ("japan", "country", "asia"), ("kyoto", "city", "japan"),
      ("france", "country", nil), ("lyon", "city", "france"),
    ] as [(String, String, String?)] {
      let place = try builder.add(.place, id: id)
      builder.addName(id.capitalizedWord, language: "en", to: place)
      builder.addCode("kind", kind, of: place)
      if let parent { builder.addReference("parent", to: .id(parent), noun: .place, of: place) }
    }
    for (id, country, parent) in [
      ("acme", "france", nil), ("labs", "japan", "acme"), ("beta", nil, nil),
    ] as [(String, String?, String?)] {
      let organization = try builder.add(.organization, id: id)
      builder.addName(id.capitalizedWord, language: "en", to: organization)
      builder.addCode("kind", "company", of: organization)
      if id == "acme" { builder.addName("Acmé", language: "fr", to: organization) }
      if let country {
        builder.addReference("country", to: .id(country), noun: .place, of: organization)
      }
      if let parent {
        builder.addReference("parent", to: .id(parent), noun: .organization, of: organization)
      }
    }
    for (id, parent) in [("science", nil), ("physics", "science"), ("art", nil)]
      as [(String, String?)]
    {
      let theme = try builder.add(.theme, id: id)
      builder.addName(id, language: "en", to: theme)
      if let parent { builder.addReference("parent", to: .id(parent), noun: .theme, of: theme) }
    }
    let charter = try builder.add(.outcome, id: "charter")
    builder.addName("The Charter", language: "en", to: charter)
  }

  private static func addEvents(to builder: inout StoreBuilder) throws {
    for (id, name, kind, when, place) in [
      ("a", "Alpha Forum", "forum", "2024-03-01T09:00/2024-03-01T17:30", "kyoto"),
      ("b", "Beta Fair", "fair", "2024-03-01", "lyon"),
      ("c", "Gamma Week", "week", "2024-05?", "japan"),
      ("d", "Delta Talk", "talk", "2024-03-01T10:00/2024-03-01T11:00", nil),
      ("e", "Epsilon Days", "series", "2020/..", "asia"),
    ] as [(String, String, String, String, String?)] {
      let event = try builder.add(.event, id: id)
      builder.addName(name, language: "en", to: event)
      builder.addCode("kind", kind, of: event)
      builder.setWhen(try readDate(when), of: event)
      if let place {
        builder.addReference("place", to: .id(place), noun: .place, of: event)
      } else {
        builder.markNone("place", of: event)
      }
      for organizer in ["a": ["acme"], "d": ["acme", "labs"]][id] ?? [] {
        builder.addReference("organizer", to: .id(organizer), noun: .organization, of: event)
      }
      if let theme = ["a": "physics", "b": "art"][id] {
        builder.addReference("theme", to: .id(theme), noun: .theme, of: event)
      }
      if id == "a" { builder.addLink(kind: "announces", to: .id("charter"), of: event) }
      if id == "b" { builder.markOpen("place", more: [], of: event) }
      if id == "d" { builder.addReference("part_of", to: .id("a"), noun: .event, of: event) }
      if id == "e" { builder.markOpen("organizer", more: [], of: event) }
    }
    for organizer in ["acme", "beta"] {
      _ = try builder.addClaim(
        id: "claim-\(organizer)", subject: .id("b"), field: "organizer", value: organizer,
        verdict: "disputed")
    }
    for (subject, value) in [("a", "100"), ("b", "40..60"), ("d", "0")] {
      try builder.addFigure(
        id: "\(subject)-attendance", subject: .id(subject), measure: "attendance",
        value: Quantity(value) ?? .unknown)
    }
  }
}

extension String {
  fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
