/// The nouns and their fields as data. The language's resolver, completion, help and the importers
/// read this table and know no field of their own.
public enum Schema {
  /// The fields of a noun, in the order in which `describe` lists them.
  public static func fields(of noun: Noun) -> [Field] { table[Int(noun.rawValue)] }

  /// The field of that exact name, or nil.
  public static func field(_ name: some StringProtocol, of noun: Noun) -> Field? {
    positions[Int(noun.rawValue)][String(name)].map { fields(of: noun)[$0] }
  }

  /// The fields that every noun has, in the same order.
  public static var fieldsOfAll: [Field] { commonFields }

  /// The fields that views print when a query does not say `show`.
  public static func defaultColumns(of noun: Noun) -> [String] {
    switch noun {
    case .event: ["name", "when", "place", "organizer"]
    case .organization: ["name", "acronym", "country", "events"]
    case .person: ["name", "role", "organization"]
    case .place: ["name", "kind", "parent"]
    case .theme: ["name", "kind", "parent"]
    case .outcome: ["name", "kind", "event"]
    case .figure: ["subject", "measure", "value", "unit", "source"]
    case .source: ["title", "publisher", "published", "language"]
    case .claim: ["subject", "field", "value", "verdict", "source"]
    }
  }

  /// The field along which a noun forms a tree: `part_of` of events, `parent` of the others.
  public static func treeField(of noun: Noun) -> String? {
    switch noun {
    case .event: "part_of"
    case .organization, .place, .theme: "parent"
    default: nil
    }
  }

  /// The roles in which an organization takes part in an event; `org` is any of them.
  public static let roles = ["organizer", "host", "partner", "body", "announcer"]

  /// The words of `mode`, all known even where no event of the data is of that mode.
  public static let modes = ["online", "offline", "hybrid"]

  /// Other names of a measure: `participants` asks for `attendance`.
  public static func canonicalMeasure(_ name: String) -> String {
    ["participants", "attendees", "visitors"].contains(name) ? "attendance" : name
  }

  private static let positions: [[String: Int]] = table.map { fields in
    Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
  }

  private static let table: [[Field]] = Noun.allCases.map { ownFields(of: $0) + commonFields }

  private static func ownFields(of noun: Noun) -> [Field] {
    switch noun {
    case .event: eventFields
    case .organization: organizationFields
    case .person: personFields
    case .place: placeFields
    case .theme: themeFields
    case .outcome: outcomeFields
    case .figure: figureFields
    case .source: sourceFields
    case .claim: claimFields
    }
  }
}

extension Schema {
  fileprivate static func one(
    _ name: String, _ type: ValueType, _ summary: String, origin: FieldOrigin = .stored,
    isTree: Bool = false, isClosed: Bool = false
  ) -> Field {
    Field(
      name: name, type: type, isMany: false, isTree: isTree, isClosed: isClosed, origin: origin,
      summary: summary)
  }

  fileprivate static func many(
    _ name: String, _ type: ValueType, _ summary: String, origin: FieldOrigin = .stored,
    isTree: Bool = false, isClosed: Bool = false
  ) -> Field {
    Field(
      name: name, type: type, isMany: true, isTree: isTree, isClosed: isClosed, origin: origin,
      summary: summary)
  }

  fileprivate static func reverse(_ noun: Noun, _ fields: [String]) -> FieldOrigin {
    .reverse(fields.map { FieldOrigin.Reverse(noun: noun, field: $0) })
  }

  private static let commonFields: [Field] = [
    many(
      "names", .text, "every name, in all languages, aliases included", origin: .allNames,
      isClosed: true),
    many("alias", .text, "other forms it is found by", origin: .aliases, isClosed: true),
    many("tag", .code, "free words it is marked with"),
    one("note", .text, "a remark in our own words"),
    many("figure", .entity(.figure), "numbers that a source gives of it", isClosed: true)
      .reversed(.figure, "subject"),
    many("link", .code, "other ties: announces, launches, alongside, award of", isClosed: true),
    many(
      "linked", .code, "the ties of other records to it", origin: .linked, isClosed: true),
    one("id", .text, "what it is called in the data", origin: .identifier, isClosed: true),
  ]

  private static let eventFields: [Field] = [
    one("name", .text, "what it is called, in your language", origin: .displayName, isClosed: true),
    one("kind", .code, "conference, festival, forum, campaign …"),
    one("when", .period, "from its start to its end", origin: .period),
    one("starts", .day, "the day on which it starts"),
    one("ends", .day, "the day on which it ends"),
    one("days", .number, "how many days it lasts", origin: .dayCount),
    many("place", .entity(.place), "where it is held", isTree: true),
    many("organizer", .entity(.organization), "who organizes it", isTree: true),
    many("host", .entity(.organization), "who hosts it", isTree: true),
    many("partner", .entity(.organization), "who takes part in organizing it", isTree: true),
    many("body", .entity(.organization), "whose meeting it is", isTree: true),
    many("announcer", .entity(.organization), "who announced it", isTree: true),
    many(
      "org", .entity(.organization), "an organization in any of these roles",
      origin: .union(roles), isTree: true),
    many("participant", .entity(.organization), "which organizations take part", isTree: true),
    many("speaker", .entity(.person), "who speaks there"),
    many("theme", .entity(.theme), "what it is about", isTree: true),
    one("motto", .text, "the sentence it is held under"),
    one("mode", .code, "online, offline or hybrid"),
    one("status", .code, "announced, held … as of the source's date"),
    one("edition", .number, "the how-manieth of its series"),
    one("part_of", .entity(.event), "the event it is a part of", isTree: true, isClosed: true),
    many(
      "parts", .entity(.event), "the events that are parts of it",
      origin: reverse(.event, ["part_of"]), isClosed: true),
    one("series", .entity(.event), "the series it is an edition of", isClosed: true),
    many("outcome", .entity(.outcome), "what it released or agreed on"),
    many("source", .entity(.source), "the documents that tell of it"),
    one("url", .text, "where to read more"),
  ]

  private static let organizationFields: [Field] = [
    one("name", .text, "what it is called, in your language", origin: .displayName, isClosed: true),
    one("acronym", .text, "its short form in capitals", origin: .acronym),
    one("kind", .code, "association, ministry, federation …"),
    one("country", .entity(.place), "the country it belongs to", isTree: true),
    one("parent", .entity(.organization), "the organization above", isTree: true, isClosed: true),
    many(
      "children", .entity(.organization), "the organizations below",
      origin: reverse(.organization, ["parent"]), isClosed: true),
    many(
      "members", .entity(.person), "the people that belong to it",
      origin: reverse(.person, ["organization"]), isClosed: true),
    many(
      "events", .entity(.event), "the events it has a role in",
      origin: reverse(.event, roles), isClosed: true),
    many("source", .entity(.source), "the documents that name it"),
    one("url", .text, "its address on the web"),
  ]

  private static let personFields: [Field] = [
    one(
      "name", .text, "what they are called, in your language", origin: .displayName, isClosed: true),
    one("kind", .code, "official, reporter, editor …"),
    many("role", .code, "the offices they hold"),
    many("organization", .entity(.organization), "where they belong", isTree: true),
    one("country", .entity(.place), "the country they come from", isTree: true),
    many(
      "events", .entity(.event), "the events they spoke at", origin: reverse(.event, ["speaker"]),
      isClosed: true),
    many("source", .entity(.source), "the documents that name them"),
  ]

  private static let placeFields: [Field] = [
    one("name", .text, "what it is called, in your language", origin: .displayName, isClosed: true),
    one("kind", .code, "country, province, city, venue …"),
    one("iso", .code, "the code of a country: CN"),
    one("parent", .entity(.place), "the place it lies in", isTree: true, isClosed: true),
    many(
      "children", .entity(.place), "the places directly inside",
      origin: reverse(.place, ["parent"]), isClosed: true),
    many("ancestors", .entity(.place), "every place around it", origin: .ancestors, isClosed: true),
    many(
      "descendants", .entity(.place), "every place inside it", origin: .descendants, isClosed: true),
    one(
      "country", .entity(.place), "the country it lies in", origin: .countryAbove, isClosed: true),
    many(
      "events", .entity(.event), "the events held there", origin: reverse(.event, ["place"]),
      isClosed: true),
    many("source", .entity(.source), "the documents that name it"),
  ]

  private static let themeFields: [Field] = [
    one("name", .text, "what it is called, in your language", origin: .displayName, isClosed: true),
    one("kind", .code, "topic, field, motto, slogan, principle …"),
    one("parent", .entity(.theme), "the wider theme", isTree: true, isClosed: true),
    many(
      "children", .entity(.theme), "the themes directly below",
      origin: reverse(.theme, ["parent"]), isClosed: true),
    many("ancestors", .entity(.theme), "every wider theme", origin: .ancestors, isClosed: true),
    many(
      "descendants", .entity(.theme), "every narrower theme", origin: .descendants, isClosed: true),
    many(
      "events", .entity(.event), "the events about it", origin: reverse(.event, ["theme"]),
      isClosed: true),
    many("source", .entity(.source), "the documents that name it"),
  ]

  private static let outcomeFields: [Field] = [
    one("name", .text, "what it is called, in your language", origin: .displayName, isClosed: true),
    one("kind", .code, "declaration, initiative, report …"),
    many(
      "event", .entity(.event), "the event that released it",
      origin: reverse(.event, ["outcome"]), isClosed: true),
    one("released", .day, "the day on which it came out"),
    many("theme", .entity(.theme), "what it is about", isTree: true),
    many("source", .entity(.source), "the documents that name it"),
    one("url", .text, "where to read it"),
  ]

  private static let figureFields: [Field] = [
    one("subject", .anyEntity, "what it is a number of", isClosed: true),
    one("event", .entity(.event), "its subject, when that is an event", isClosed: true),
    one("measure", .code, "what is counted: attendance, countries …", isClosed: true),
    one("value", .number, "the number, as exact as it is known"),
    one("unit", .code, "what one of it is"),
    one("as_of", .day, "the day it was true"),
    one("printed", .text, "the words or digits as printed"),
    many("source", .entity(.source), "the documents that give it"),
    one("name", .text, "subject and measure", origin: .displayName, isClosed: true),
    one("kind", .code, "kind of figure"),
  ]

  private static let sourceFields: [Field] = [
    one("title", .text, "its headline", origin: .displayName, isClosed: true),
    one("name", .text, "its headline", origin: .displayName, isClosed: true),
    one("kind", .code, "news, release, page …"),
    many("publisher", .entity(.organization), "who published it"),
    many("author", .entity(.person), "who wrote it"),
    many("editor", .entity(.person), "who edited it"),
    many("language", .code, "the languages it is written in"),
    one("published", .day, "the day on which it came out"),
    one("url", .text, "its address on the web"),
    one("text", .text, "its words, where your own data has them"),
    many(
      "events", .entity(.event), "the events it tells of", origin: reverse(.event, ["source"]),
      isClosed: true),
  ]

  private static let claimFields: [Field] = [
    one("subject", .anyEntity, "what it is said of", isClosed: true),
    one("field", .code, "the field it speaks about", isClosed: true),
    one("value", .text, "what it says", isClosed: true),
    one("printed", .text, "the words or digits as printed"),
    many("source", .entity(.source), "the document that says it"),
    one("verdict", .code, "accepted, refined, disputed or rejected", isClosed: true),
    one("reason", .text, "why"),
    one("basis", .code, "inside the documents or outside"),
    one("dated", .day, "the day of the report from outside that it rests on"),
    one("name", .text, "subject and field", origin: .displayName, isClosed: true),
    one("kind", .code, "kind of claim"),
  ]
}

extension Field {
  fileprivate func reversed(_ noun: Noun, _ field: String) -> Field {
    var reversed = self
    reversed.origin = .reverse([FieldOrigin.Reverse(noun: noun, field: field)])
    return reversed
  }
}
