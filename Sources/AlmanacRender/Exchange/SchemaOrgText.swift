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
      store[noun].dataOrder.map { row in
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
struct SchemaOrgNode {
  let record: Record

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
  func reference(_ record: Record) -> JSONNode {
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

  func references(_ field: String) -> JSONNode? {
    .nonempty(record.things(field).map(reference))
  }

  func text(_ field: String) -> JSONNode? { record.firstText(field).map { .string($0) } }

  func texts(_ field: String) -> JSONNode? {
    .nonempty(record.texts(field).map { .string($0) })
  }

  func date(_ field: String) -> JSONNode? {
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
  var identity: [(String, JSONNode?)] {
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

  var type: String {
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
  var documents: JSONNode? {
    .nonempty(record.things("source").filter { $0.firstText("kind") != "file" }.map(reference))
  }

  var position: [(String, JSONNode?)] {
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

  func degrees(_ millionths: Int64) -> JSONNode {
    .value(.number(Quantity(lower: millionths, upper: millionths)))
  }
}
