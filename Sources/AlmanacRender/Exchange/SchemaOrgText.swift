internal import AlmanacEngine
public import AlmanacStore
internal import AlmanacTime

/// Records as linked data in the words of schema.org: one graph, a node for each row, in the order of
/// the rows.
///
/// Dates are EDTF texts, as vague as they are; numbers of which bounds alone are known have
/// `minValue` and `maxValue`. What schema.org has no word for is an `additionalProperty` under our
/// field's name, and its `propertyID` tells our reader what it is: `urn:almanac:figure`, `…:field`,
/// `…:more` for what a list does not name, `…:remark` for what is said elsewhere.
///
/// Source: JSON-LD 1.1, schema.org 28; the fields as FORMATS §2 has them.
func schemaOrgText(_ answer: Answer) -> String { graphText(answer.records) }

/// Everything of a store that schema.org has words for, noun by noun; see ``schemaOrgText(_:)``.
public func schemaOrgText(_ store: Store, languages: [String]) -> String {
  graphText(
    Noun.allCases.filter(schemaOrgNouns.contains).flatMap { noun in
      (0..<UInt32(truncatingIfNeeded: store[noun].rowCount)).map { row in
        Record(Entity(noun, row), in: store, languages: languages)
      }
    })
}

private func graphText(_ records: [Record]) -> String {
  JSONNode.object([
    ("@context", .string("https://schema.org")),
    ("@graph", .array(records.map { .object(SchemaOrgNode($0).members) })),
  ]).text
}

/// The nouns that schema.org has types for.
let schemaOrgNouns: Set<Noun> = [
  .event, .organization, .person, .place, .theme, .outcome, .source,
]

/// One record in the words of schema.org.
private struct SchemaOrgNode {
  private let record: Record

  init(_ record: Record) {
    self.record = record
  }

  /// All that is known of it.
  var members: [(String, JSONNode?)] {
    let own: [(String, JSONNode?)] =
      switch record.entity.noun {
      case .event: event
      case .organization: organization
      case .person: person
      case .place: place
      case .theme: theme
      case .outcome: outcome
      case .source: source
      case .figure, .claim: []
      }
    return head + own + [("description", text("note")), ("url", text("url"))] + schemaProperties
      + [("additionalProperty", .nonempty(furtherProperties))]
  }

  /// As it is named in another record.
  private func reference(_ record: Record) -> JSONNode {
    let node = SchemaOrgNode(record)
    var members = node.identity
    members.append((record.entity.noun == .source ? "headline" : "name", .string(record.name)))
    switch record.entity.noun {
    case .organization: members.append(("url", node.text("url")))
    case .source: members += [("url", node.text("url")), ("datePublished", node.date("published"))]
    case .place: members += node.position
    default: break
    }
    return .object(members)
  }

  private func references(_ field: String) -> JSONNode? {
    .nonempty(record.things(field).map(reference))
  }

  private func text(_ field: String) -> JSONNode? { record.firstText(field).map { .string($0) } }

  private func texts(_ field: String) -> JSONNode? {
    .nonempty(record.texts(field).map { .string($0) })
  }

  private func date(_ field: String) -> JSONNode? {
    guard case .date(let date) = record[field] else { return nil }
    return .string(date.text)
  }
}

// MARK: - What all have

extension SchemaOrgNode {
  private var head: [(String, JSONNode?)] {
    identity + [
      ("additionalType", isTold(kind: type) ? nil : text("kind")),
      (record.entity.noun == .source ? "headline" : "name", name),
      ("alternateName", .nonempty(otherNames)),
    ]
  }

  /// The type, and the id: an address of its own, or a name that means something here.
  private var identity: [(String, JSONNode?)] {
    let isIRI = record.id.contains(":") && !record.id.contains(where: \.isWhitespace)
    return [
      ("@type", .string(type)), ("@id", isIRI ? .string(record.id) : nil),
      ("identifier", isIRI ? nil : .string(record.id)),
    ]
  }

  /// Whether a type says all that the kind says, as a reader takes it.
  private func isTold(kind type: String) -> Bool {
    guard let kind = record.firstText("kind"), kind != type else { return true }
    return record.entity.noun == .event && schemaOrgWord(of: type) == kind
  }

  private var type: String {
    let kind = record.firstText("kind") ?? ""
    switch record.entity.noun {
    case .event: return schemaOrgEventType(kind)
    case .organization: return organizationTypes[kind] ?? "Organization"
    case .person: return "Person"
    case .place: return placeTypes[kind] ?? "Place"
    case .theme: return "DefinedTerm"
    case .outcome: return kind == "report" ? "Report" : "CreativeWork"
    case .source where kind == "file": return "Dataset"
    case .source: return ["website", "page"].contains(kind) ? "WebPage" : "NewsArticle"
    case .figure, .claim: return "Thing"
    }
  }

  /// A text, or one for each language.
  private var name: JSONNode? {
    let names = record.names.filter { $0.kind == .name }
    guard names.contains(where: { !$0.language.isEmpty }) else { return .string(record.name) }
    let values = names.map { name -> JSONNode in
      name.language.isEmpty
        ? .string(name.text)
        : .object([("@value", .string(name.text)), ("@language", .string(name.language))])
    }
    return values.count == 1 ? values[0] : .array(values)
  }

  /// Aliases and short forms; further names where no language tells them apart.
  private var otherNames: [JSONNode] {
    let proper = record.names.filter { $0.kind == .name }
    let isTold = proper.contains { !$0.language.isEmpty }
    let others = record.names.filter { name in
      name.kind == .name ? !isTold && name.text != record.name : true
    }
    return others.map { .string($0.text) }
  }

  /// The keys of the data that are properties of schema.org, as data that came from there has them.
  private var schemaProperties: [(String, JSONNode?)] {
    SchemaOrgProperties.members(of: keys.filter { SchemaOrgProperties.has($0.name) })
  }

  /// The keys of the data that are told nowhere else.
  private var keys: [(name: String, value: Value)] {
    let isEvent = record.entity.noun == .event
    let isScheduled = isEvent && schedule != nil
    let isPoint = Coordinates(of: record) != nil
    return record.ownFields.keys.filter { key in
      switch key.name {
      case "language": false
      case "rrule", "repeats": !isScheduled
      case "attendee", "additionalType": !isEvent
      case let name where name.hasPrefix("location."): !isEvent
      case let name: !isPoint || !Coordinates.keys.contains(name)
      }
    }
  }

  /// What schema.org has no word for, and what its words say less of.
  private var furtherProperties: [JSONNode] {
    let fields = ["motto", "edition", "tag", "announcer", "body"]
      .filter { Schema.field($0, of: record.entity.noun) != nil }
      .map { ($0, record[$0]) }.filter { $0.1.isStated }
    var properties = fields.map { property($0.0, $0.1, "field") }
    if let status = record.firstText("status"), isStatusOurs(status) {
      properties.append(property("status", .text(status), "field"))
    }
    properties += record.ownFields.measures
      .filter { $0.name != "capacity" || $0.value.isVague }
      .map { property($0.name, $0.value, "figure") }
    properties += keys.filter { !SchemaOrgProperties.has($0.name) }
      .map { property($0.name, $0.value, nil) }
    for (name, text) in record.vagueFields(SchemaOrgNode.openLists) {
      properties.append(property(name, .text(text), "remark"))
      guard case .list(_, let open?) = record[name] else { continue }
      for more in open.isEmpty ? [ListColumn.More(unit: "", count: 0)] : open {
        properties.append(
          .object([
            ("@type", .string("PropertyValue")), ("propertyID", .string("urn:almanac:more")),
            ("name", .string(name)), ("value", .string(marks(of: [more], namesUnits: true)[0])),
            ("minValue", more.count == 0 ? nil : .number(more.count)),
            ("unitText", .nonempty(more.unit)),
          ]))
      }
    }
    return properties
  }

  private func isStatusOurs(_ status: String) -> Bool {
    let words = ["cancelled", "postponed", "rescheduled", "moved online", "scheduled"]
    return record.entity.noun == .event && !words.contains(status)
  }

  private static let openLists = [
    "place", "organizer", "host", "partner", "participant", "speaker", "theme", "outcome",
  ]

  /// - Parameter kind: what it is to our reader; nil for a key of the data.
  private func property(_ name: String, _ value: Value, _ kind: String?) -> JSONNode {
    var members: [(String, JSONNode?)] = [
      ("@type", .string("PropertyValue")),
      ("propertyID", kind.map { .string("urn:almanac:" + $0) }), ("name", .string(name)),
      ("value", .value(value)),
    ]
    if case .number(let quantity) = value, !quantity.isExact {
      func bound(_ millionths: Int64, _ unbounded: Int64) -> JSONNode? {
        millionths == unbounded
          ? nil : .value(.number(Quantity(lower: millionths, upper: millionths)))
      }
      members.append(("minValue", bound(quantity.lower, Quantity.lowest)))
      members.append(("maxValue", bound(quantity.upper, Quantity.highest)))
    }
    return .object(members)
  }
}

// MARK: - Each noun

extension SchemaOrgNode {
  private var event: [(String, JSONNode?)] {
    let (start, end) = period
    var above = record.things("part_of").map(reference)
    above += record.things("series").map { series in
      .object(
        [("@type", .string("EventSeries"))] + SchemaOrgNode(series).identity.dropFirst()
          + [("name", .string(series.name))])
    }
    var capacity: JSONNode?
    if case .number(let quantity) = record["capacity"], quantity.isExact {
      capacity = .value(.number(quantity))
    }
    return [
      ("startDate", start), ("endDate", end),
      ("eventAttendanceMode", record.firstText("mode").flatMap(schemaOrgMode).map { .string($0) }),
      ("eventStatus", record.firstText("status").flatMap(schemaOrgStatus).map { .string($0) }),
      ("eventSchedule", schedule), ("location", .nonempty(locations)),
      ("organizer", references("organizer")), ("contributor", references("host")),
      ("sponsor", references("partner")), ("attendee", .nonempty(attendees)),
      ("performer", references("speaker")), ("about", references("theme")),
      ("maximumAttendeeCapacity", capacity), ("inLanguage", texts("language")),
      ("superEvent", above.count == 1 ? above[0] : .nonempty(above)),
      ("workFeatured", references("outcome")), ("subjectOf", documents),
    ]
  }

  /// Organizations that take part, and whoever else the data names.
  private var attendees: [JSONNode] {
    record.things("participant").map(reference)
      + record.texts("attendee").map { name in
        .object([("@type", .string("Person")), ("name", .string(name))])
      }
  }

  /// When a series comes again, as far as a Schedule can say it.
  private var schedule: JSONNode? {
    guard let rule = record.firstText("rrule"), case .date(let date) = record["when"] else {
      return nil
    }
    return SchemaOrgSchedule(rule, date)?.node
  }

  /// The places, and what the data says of where it is besides: a street, an address on the web.
  private var locations: [JSONNode] {
    let places = record.things("place")
    var further: [(name: String, value: Value)] = record.ownFields.keys.compactMap { key in
      key.name.hasPrefix("location.") ? (String(key.name.dropFirst(9)), key.value) : nil
    }
    var nodes: [JSONNode] = []
    if let url = further.first(where: { $0.name == "url" })?.value,
      ["online", "hybrid"].contains(record.firstText("mode"))
    {
      further.removeAll { $0.name == "url" }
      for address in url.listed {
        nodes.append(
          .object([("@type", .string("VirtualLocation")), ("url", .string(AlmanacRender.text(of: address)))]))
      }
    }
    if places.count == 1 { return [location(places[0], further)] + nodes }
    if places.isEmpty, let rest = placelessLocation(further) { return [rest] + nodes }
    return places.map { location($0, []) } + nodes
  }

  private func placelessLocation(_ further: [(name: String, value: Value)]) -> JSONNode? {
    let members = locationMembers(further)
    let point = Coordinates(of: record) == nil ? [] : position
    guard !members.address.isEmpty || !members.rest.isEmpty || !point.isEmpty else { return nil }
    return .object(
      [("@type", .string("Place"))] + members.rest + [address(members.address)] + point)
  }

  /// The ends as EDTF texts. An end that nobody knows stays with the start, `2023-11-06/`, for an
  /// event without an end would end with its start.
  private var period: (start: JSONNode?, end: JSONNode?) {
    guard case .date(let date) = record["when"] else { return (nil, nil) }
    guard let slash = date.text.firstIndex(of: "/") else { return (.string(date.text), nil) }
    let start = String(date.text[..<slash])
    let end = String(date.text[date.text.index(after: slash)...])
    if end.isEmpty { return (.string(date.text), nil) }
    return (.nonempty(start), .string(end))
  }

  private var organization: [(String, JSONNode?)] {
    [
      (
        "address",
        record.things("country").first.map { country in
          .object([
            ("@type", .string("PostalAddress")), ("addressCountry", .string(country.name)),
          ])
        }
      ),
      ("parentOrganization", record.things("parent").first.map(reference)),
      ("subjectOf", documents),
    ]
  }

  private var person: [(String, JSONNode?)] {
    [
      ("jobTitle", texts("role")), ("affiliation", references("organization")),
      ("nationality", record.things("country").first.map(reference)),
      ("subjectOf", documents),
    ]
  }

  private var place: [(String, JSONNode?)] {
    [("containedInPlace", record.things("parent").first.map(reference))] + position
      + [("subjectOf", documents)]
  }

  private var theme: [(String, JSONNode?)] {
    [
      ("inDefinedTermSet", record.things("parent").first.map(reference)),
      ("subjectOf", documents),
    ]
  }

  private var outcome: [(String, JSONNode?)] {
    [
      ("datePublished", date("released")), ("releasedEvent", references("event")),
      ("about", references("theme")), ("subjectOf", documents),
    ]
  }

  private var source: [(String, JSONNode?)] {
    [
      ("datePublished", date("published")), ("inLanguage", texts("language")),
      ("publisher", references("publisher")), ("author", references("author")),
      ("editor", references("editor")), ("about", references("events")),
    ]
  }

  /// What tells of it; a file that it was read from is nothing that was published.
  private var documents: JSONNode? {
    .nonempty(record.things("source").filter { $0.firstText("kind") != "file" }.map(reference))
  }

  private var position: [(String, JSONNode?)] {
    guard let point = Coordinates(of: record) else { return [] }
    return [
      (
        "geo",
        .object([
          ("@type", .string("GeoCoordinates")), ("latitude", degrees(point.latitude)),
          ("longitude", degrees(point.longitude)),
        ])
      )
    ]
  }

  private func degrees(_ millionths: Int64) -> JSONNode {
    .value(.number(Quantity(lower: millionths, upper: millionths)))
  }

  /// A place with the address that the places around it make.
  private func location(
    _ place: Record, _ further: [(name: String, value: Value)]
  ) -> JSONNode {
    let chain = place.chain("parent")
    func name(_ key: String, _ kinds: Set<String>) -> (String, JSONNode?) {
      (key, chain.first { kinds.contains($0.firstText("kind") ?? "") }.map { .string($0.name) })
    }
    let members = locationMembers(further)
    let parts =
      members.address + [
        name("addressLocality", ["city", "town", "village"]),
        name("addressRegion", ["province", "municipality", "region", "state"]),
        name("addressCountry", ["country"]),
      ]
    let node = SchemaOrgNode(place)
    // Where the event says itself where it is, its place is there.
    let point = Coordinates(of: record) == nil ? node.position : position
    let id = further.first { $0.name == "id" }.flatMap { $0.value.listed.first }
    let type: (String, JSONNode?) = ("@type", .string(node.type))
    // What the event alone says of the place is not said of the place wherever it is.
    let identity: [(String, JSONNode?)] =
      if let id {
        [type, ("@id", .string(AlmanacRender.text(of: id)))]
      } else {
        further.isEmpty ? node.identity : [type]
      }
    return .object(
      identity + [("name", .string(place.name)), address(parts)] + members.rest + point)
  }

  private func address(_ parts: [(String, JSONNode?)]) -> (String, JSONNode?) {
    let isThere = parts.contains { $0.1 != nil }
    return ("address", isThere ? .object([("@type", .string("PostalAddress"))] + parts) : nil)
  }

  /// What belongs in the address, and what beside it.
  private func locationMembers(
    _ further: [(name: String, value: Value)]
  ) -> (address: [(String, JSONNode?)], rest: [(String, JSONNode?)]) {
    let parts: Set<String> = ["streetAddress", "postalCode", "postOfficeBoxNumber"]
    return (
      SchemaOrgProperties.members(of: further.filter { parts.contains($0.name) }),
      SchemaOrgProperties.members(
        of: further.filter { !parts.contains($0.name) && $0.name != "id" })
    )
  }
}

// MARK: - Words

/// schema.org's type for an event of that kind.
private func schemaOrgEventType(_ kind: String) -> String {
  if eventTypes.contains(kind) { return kind }
  switch kind.lowercased() {
  case "conference", "congress", "forum", "summit", "symposium", "meeting", "session", "plenary",
    "press-conference":
    return "BusinessEvent"
  case "carnival": return "Festival"
  case "fair": return "ExhibitionEvent"
  case "course", "lecture", "seminar", "training", "workshop": return "EducationEvent"
  case "series": return "EventSeries"
  default: return eventTypes.sorted().first { schemaOrgWord(of: $0) == kind } ?? "Event"
  }
}

/// The kind that a reader takes a type of event for: `MusicEvent` is `music`, `EventSeries`
/// `event series`; empty for `Event`, which says none.
private func schemaOrgWord(of type: String) -> String {
  if type == "Event" { return "" }
  var word = ""
  for character in type.hasSuffix("Event") ? type.dropLast(5) : type[...] {
    if character.isUppercase, !word.isEmpty { word.append(" ") }
    word += character.lowercased()
  }
  return word
}

/// The types of events that schema.org has: data that came from there keeps them as kinds.
private let eventTypes: Set<String> = [
  "Event", "BusinessEvent", "ChildrensEvent", "ComedyEvent", "ConferenceEvent", "CourseInstance",
  "DanceEvent", "DeliveryEvent", "EducationEvent", "EventSeries", "ExhibitionEvent", "Festival",
  "FoodEvent", "Hackathon", "LiteraryEvent", "MusicEvent", "PerformingArtsEvent",
  "PublicationEvent", "SaleEvent", "ScreeningEvent", "SocialEvent", "SportsEvent", "TheaterEvent",
  "VisualArtsEvent",
]

private let organizationTypes = [
  "company": "Corporation", "department": "GovernmentOrganization",
  "government": "GovernmentOrganization", "ministry": "GovernmentOrganization",
  "news agency": "NewsMediaOrganization", "publisher": "NewsMediaOrganization",
  "university": "CollegeOrUniversity",
]

private let placeTypes = [
  "city": "City", "continent": "Continent", "country": "Country", "province": "State",
]

/// `https://schema.org/OnlineEventAttendanceMode`
private func schemaOrgMode(_ mode: String) -> String? {
  let word: String
  switch mode {
  case "online": word = "Online"
  case "offline": word = "Offline"
  case "hybrid": word = "Mixed"
  default: return nil
  }
  return "https://schema.org/\(word)EventAttendanceMode"
}

/// `https://schema.org/EventCancelled`; nil for a status that schema.org does not have.
private func schemaOrgStatus(_ status: String) -> String? {
  let word: String
  switch status.lowercased() {
  case "cancelled", "canceled": word = "EventCancelled"
  case "postponed": word = "EventPostponed"
  case "rescheduled": word = "EventRescheduled"
  case "moved online": word = "EventMovedOnline"
  case "scheduled", "confirmed": word = "EventScheduled"
  default: return nil
  }
  return "https://schema.org/\(word)"
}
