internal import AlmanacText
public import AlmanacTime

/// Takes records field by field, in any order, and becomes a ``Store``.
///
/// What refers to other records may be said before they are: references are settled by
/// ``finish()``. Values are kept by column from the start, so that bulk loading makes no objects.
public struct StoreBuilder: ~Copyable {
  /// To what a reference points.
  public enum Target: Hashable, Sendable {
    /// A record that was added.
    case record(Entity)
    /// The record of that id; that there is none is a fault.
    case id(String)
    /// The record of that id or name; one that nobody defines comes into being.
    case name(String)
    /// A place inside places, the outermost last: venue, city, province, country.
    case places([PlaceStep])
  }

  /// One place of a chain: `(name: "Lyon", kind: "city")`.
  public struct PlaceStep: Hashable, Sendable {
    public var name: String
    public var kind: String

    public init(name: String, kind: String) {
      self.name = name
      self.kind = kind
    }
  }

  /// The place in the data that faults are to carry: what it means is the importer's affair.
  public var place: UInt64 = 0
  /// Which file is read: an id that was renamed in one file is so in that file only.
  public var file: UInt16 = 0

  var tables = Noun.allCases.map { _ in TableDraft() }
  var pending: [PendingReference] = []
  var pendingCodes: [PendingReference: UInt32] = [:]
  var resolution = Resolution()
  var renamed: [RenamedID: String] = [:]
  var claims: [PendingClaim] = []
  var figures: [PendingFigure] = []
  var faults: [BuildFault] = []

  public init() {}
}

/// A table in the making.
struct TableDraft {
  var ids: [String] = []
  /// Where each record stands in the data.
  var places: [UInt64] = []
  var rowsByID: [String: UInt32] = [:]
  var names = NameDraft()
  var references: [String: ListDraft] = [:]
  var codes: [String: CodeDraft] = [:]
  var numbers: [String: NumberDraft] = [:]
  var days: [String: DayDraft] = [:]
  var texts: [String: TextDraft] = [:]
  var entities: [String: ListDraft] = [:]
  var further: [String: FurtherDraft] = [:]
  var dateTexts: [UInt32: String] = [:]
  var measures: [String] = []
  var furtherKeys: [String] = []
  var links: [PendingLink] = []
  var citations: [PendingCitation] = []
  var ours: [UInt32: [String]] = [:]
}

struct PendingReference: Hashable {
  /// nil: whichever noun has it.
  var noun: Noun?
  var target: StoreBuilder.Target
  var file: UInt16
}

struct RenamedID: Hashable {
  var noun: Noun
  var id: String
  var file: UInt16
}

struct PendingLink {
  var row: UInt32
  var kind: String
  var target: UInt32
  var place: UInt64
}

struct PendingCitation {
  var row: UInt32
  var field: String
  var source: UInt32
  var line: UInt32
  var place: UInt64
}

struct PendingClaim {
  var row: UInt32
  var subject: UInt32
  var field: String
  var value: String
  var verdict: String
  var place: UInt64
  var file: UInt16
}

struct PendingFigure {
  var row: UInt32
  var subject: UInt32
  var measure: String
  var value: Quantity
}

extension StoreBuilder {
  /// Adds a record. An id that the noun already has is refused with the record that has it.
  public mutating func add(_ noun: Noun, id: String) throws(DuplicateRecord) -> Entity {
    let index = Int(noun.rawValue)
    if let row = tables[index].rowsByID[id] {
      throw DuplicateRecord(noun: noun, id: id, existing: Entity(noun, row))
    }
    return append(noun, id: id)
  }

  /// Adds a record whose id is known to be free.
  mutating func append(_ noun: Noun, id: String) -> Entity {
    let index = Int(noun.rawValue)
    let row = UInt32(truncatingIfNeeded: tables[index].ids.count)
    tables[index].ids.append(id)
    tables[index].places.append(place)
    tables[index].rowsByID[id] = row
    return Entity(noun, row)
  }

  /// From now on ``file`` says `id` and means `newID`.
  public mutating func rename(_ noun: Noun, id: String, to newID: String) {
    renamed[RenamedID(noun: noun, id: id, file: file)] = newID
  }

  /// The record of that id, or nil.
  public func find(_ noun: Noun, id: String) -> Entity? {
    tables[Int(noun.rawValue)].rowsByID[id].map { Entity(noun, $0) }
  }

  /// The id under which a record was added.
  public func id(of entity: Entity) -> String {
    tables[Int(entity.noun.rawValue)].ids[Int(entity.row)]
  }

  /// Where a record was added: the ``place`` of that time.
  public func place(of entity: Entity) -> UInt64 {
    tables[Int(entity.noun.rawValue)].places[Int(entity.row)]
  }

  public func rowCount(of noun: Noun) -> Int { tables[Int(noun.rawValue)].ids.count }

  public mutating func addName(
    _ text: String, language: String = "", kind: NameTable.Kind = .name, to entity: Entity
  ) {
    tables[Int(entity.noun.rawValue)].names
      .append(row: entity.row, text: text, language: language, kind: kind)
  }

  /// A text field: `motto`, `note`, `url`. Said again in other languages, the first one leads.
  public mutating func setText(
    _ field: String, _ text: String, language: String = "", of entity: Entity
  ) {
    tables[Int(entity.noun.rawValue)].texts[field, default: TextDraft()]
      .append(row: entity.row, text, language: language)
  }

  /// A word of an open vocabulary: `kind`, `mode`, `tag`.
  public mutating func addCode(_ field: String, _ word: String, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].codes[field, default: CodeDraft()]
      .append(row: entity.row, word)
  }

  /// A number field: `edition`. Measures come as figures.
  public mutating func setNumber(_ field: String, _ value: Quantity, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].numbers[field, default: NumberDraft()]
      .append(row: entity.row, value)
  }

  /// A key that the schema does not know: a number, a date or a text, by the values of all rows.
  public mutating func addFurther(_ key: String, _ text: String, of entity: Entity) {
    let index = Int(entity.noun.rawValue)
    if tables[index].further[key] == nil { tables[index].furtherKeys.append(key) }
    tables[index].further[key, default: FurtherDraft()].append(row: entity.row, text)
  }

  /// When an event is: its start and its end.
  public mutating func setWhen(_ date: DateValue, of entity: Entity) {
    setEnd("starts", date.starts, minute: date.startMinute, date, of: entity)
    setEnd("ends", date.ends, minute: date.endMinute, date, of: entity)
    if !(date.starts.isExact && date.ends.isExact) || date.isGuess || date.startMinute != nil
      || date.endMinute != nil
    {
      tables[Int(entity.noun.rawValue)].dateTexts[entity.row] = date.text
    }
  }

  /// One end of a period. An end that has no bound on its own side was not stated: what bounds it
  /// then is the other end.
  private mutating func setEnd(
    _ field: String, _ bounds: DayBounds, minute: Int16?, _ date: DateValue, of entity: Entity
  ) {
    let isUnknown =
      field == "starts"
      ? date.text.hasPrefix("/") && bounds.earliest == .distantPast
      : date.text.hasSuffix("/") && bounds.latest == .distantFuture
    if isUnknown || bounds == .unknown {
      guard bounds != .unknown else { return }
      tables[Int(entity.noun.rawValue)].days[field, default: DayDraft()]
        .implied[entity.row] = bounds
    } else {
      setDay(field, bounds, minute: minute, date.isGuess, of: entity)
    }
  }

  /// A point in time: `published`, `released`, `as_of`.
  public mutating func setDay(_ field: String, _ date: DateValue, of entity: Entity) {
    setDay(field, date.starts, minute: date.startMinute, date.isGuess, of: entity)
  }

  private mutating func setDay(
    _ field: String, _ bounds: DayBounds, minute: Int16?, _ isGuess: Bool, of entity: Entity
  ) {
    tables[Int(entity.noun.rawValue)].days[field, default: DayDraft()]
      .append(row: entity.row, bounds, minute: minute, isGuess: isGuess)
  }
}

extension StoreBuilder {
  /// A reference to a record of the field's noun.
  ///
  /// - Parameter line: of the document, 1-based, when the field is `source`; else 0.
  public mutating func addReference(
    _ field: String, to target: Target, noun: Noun, of entity: Entity, isDoubtful: Bool = false,
    line: UInt32 = 0
  ) {
    let value = pendingCode(noun, target)
    tables[Int(entity.noun.rawValue)].references[field, default: ListDraft()].append(
      row: entity.row, value: value, isDoubtful: isDoubtful, line: line, place: place)
  }

  /// The list goes on beyond what it names; `more` says by how many of what, as far as known.
  public mutating func markOpen(_ field: String, more: [ListColumn.More], of entity: Entity) {
    let entry = ListColumn.Open(row: entity.row, more: more)
    if case .code? = Schema.field(field, of: entity.noun)?.type {
      tables[Int(entity.noun.rawValue)].codes[field, default: CodeDraft()].list.open.append(entry)
    } else {
      tables[Int(entity.noun.rawValue)].references[field, default: ListDraft()].open.append(entry)
    }
  }

  /// The list is stated to be empty.
  public mutating func markNone(_ field: String, of entity: Entity) {
    let index = Int(entity.noun.rawValue)
    if case .code? = Schema.field(field, of: entity.noun)?.type {
      tables[index].codes[field, default: CodeDraft()].list.none.append(entity.row)
    } else {
      tables[index].references[field, default: ListDraft()].none.append(entity.row)
    }
  }

  /// A tie to another record that is neither a role nor a part: `announces`, `award of`.
  public mutating func addLink(kind: String, to target: Target, of entity: Entity) {
    let code = pendingCode(nil, target)
    addCode("link", kind, of: entity)
    tables[Int(entity.noun.rawValue)].links.append(
      PendingLink(row: entity.row, kind: kind, target: code, place: place))
  }

  /// Adds a number that a source gives of a record; the record gets it as a field of that name.
  ///
  /// - Returns: the figure, for its unit, date, printed form and sources.
  @discardableResult
  public mutating func addFigure(
    id: String, subject: Target, measure: String, value: Quantity
  ) throws(DuplicateRecord) -> Entity {
    let figure = try add(.figure, id: id)
    let code = pendingCode(nil, subject)
    let measure = Schema.canonicalMeasure(measure)
    tables[Int(Noun.figure.rawValue)].entities["subject", default: ListDraft()].append(
      row: figure.row, value: code, place: place)
    addCode("measure", measure, of: figure)
    setNumber("value", value, of: figure)
    figures.append(
      PendingFigure(row: figure.row, subject: code, measure: measure, value: value))
    return figure
  }

  /// Adds what a source says of a field; accepted, refined and disputed ones become its value.
  ///
  /// - Parameter valuePlace: the place of the value, for a fault in it; ``place`` is the subject's.
  public mutating func addClaim(
    id: String, subject: Target, field: String, value: String, verdict: String,
    valuePlace: UInt64? = nil
  ) throws(DuplicateRecord) -> Entity {
    let claim = try add(.claim, id: id)
    let code = pendingCode(nil, subject)
    tables[Int(Noun.claim.rawValue)].entities["subject", default: ListDraft()].append(
      row: claim.row, value: code, place: place)
    addCode("field", field, of: claim)
    setText("value", value, of: claim)
    addCode("verdict", verdict, of: claim)
    claims.append(
      PendingClaim(
        row: claim.row, subject: code, field: field, value: value, verdict: verdict,
        place: valuePlace ?? place, file: file))
    return claim
  }

  /// The line of a document that says a field, where the record's own sources don't.
  public mutating func cite(_ field: String, source: String, line: UInt32, of entity: Entity) {
    let code = pendingCode(.source, .id(source))
    tables[Int(entity.noun.rawValue)].citations.append(
      PendingCitation(row: entity.row, field: field, source: code, line: line, place: place))
  }

  /// The words of that field (`name.en`, `alias`) are the corpus writer's own.
  public mutating func markOurs(_ field: String, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].ours[entity.row, default: []].append(field)
  }

  mutating func pendingCode(_ noun: Noun?, _ target: Target) -> UInt32 {
    let reference = PendingReference(noun: noun, target: target, file: file)
    if let code = pendingCodes[reference] { return code }
    let code = UInt32(truncatingIfNeeded: pending.count)
    pending.append(reference)
    pendingCodes[reference] = code
    return code
  }
}

/// The id of a record that has only a name: its folded words joined by hyphens.
public func identifier(fromName name: String) -> String {
  foldedKey(name).split(separator: " ").joined(separator: "-")
}
