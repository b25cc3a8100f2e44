public import AlmanacTime

/// Takes records field by field, in any order, and becomes a ``Store``.
///
/// What refers to other records may be said before they are: references are settled by
/// ``finish()``. Values are kept by column from the start, so that bulk loading makes no objects.
public struct StoreBuilder: ~Copyable {
  /// To what a reference points.
  public enum Target: Hashable, Sendable {
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

  var tables = Noun.allCases.map { _ in TableDraft() }
  var pending: [PendingReference] = []
  var pendingCodes: [PendingReference: UInt32] = [:]
  var claims: [PendingClaim] = []
  var figures: [PendingFigure] = []
  var faults: [BuildFault] = []

  public init() {}
}

/// A table in the making.
struct TableDraft {
  var ids: [String] = []
  var rowsByID: [String: UInt32] = [:]
  var names = NameDraft()
  var references: [String: ListDraft] = [:]
  var codes: [String: CodeDraft] = [:]
  var numbers: [String: NumberDraft] = [:]
  var days: [String: DayDraft] = [:]
  var texts: [String: TextDraft] = [:]
  var entities: [String: ListDraft] = [:]
  var dateTexts: [UInt32: String] = [:]
  var measures: [String] = []
  var furtherKeys: [String] = []
  var citations: [(row: UInt32, field: String, target: UInt32, line: UInt32)] = []
  var ours: [UInt32: [String]] = [:]
}

struct PendingReference: Hashable {
  /// nil: whichever noun has it.
  var noun: Noun?
  var target: StoreBuilder.Target
}

struct PendingClaim {
  var row: UInt32
  var subject: UInt32
  var field: String
  var value: String
  var verdict: String
  var place: UInt64
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
    let row = UInt32(truncatingIfNeeded: tables[index].ids.count)
    tables[index].ids.append(id)
    tables[index].rowsByID[id] = row
    return Entity(noun, row)
  }

  /// The record of that id, or nil.
  public func find(_ noun: Noun, id: String) -> Entity? {
    tables[Int(noun.rawValue)].rowsByID[id].map { Entity(noun, $0) }
  }

  public func rowCount(of noun: Noun) -> Int { tables[Int(noun.rawValue)].ids.count }

  public mutating func addName(
    _ text: String, language: String = "", kind: NameTable.Kind = .name, to entity: Entity
  ) {
    tables[Int(entity.noun.rawValue)].names
      .append(row: entity.row, text: text, language: language, kind: kind)
  }

  /// A text field: `motto`, `note`, `url`, or a further key of the data.
  public mutating func setText(_ field: String, _ text: String, of entity: Entity) {
    noteFurtherKey(field, of: entity.noun)
    tables[Int(entity.noun.rawValue)].texts[field, default: TextDraft()].rows.append(entity.row)
    tables[Int(entity.noun.rawValue)].texts[field, default: TextDraft()].texts.append(text)
  }

  /// A word of an open vocabulary: `kind`, `mode`, `tag`.
  public mutating func addCode(_ field: String, _ word: String, of entity: Entity) {
    noteFurtherKey(field, of: entity.noun)
    let index = Int(entity.noun.rawValue)
    let code = tables[index].codes[field, default: CodeDraft()].code(of: word)
    tables[index].codes[field, default: CodeDraft()].list.append(row: entity.row, value: code)
  }

  /// A number field: `edition`, or a further key. Measures come as figures.
  public mutating func setNumber(_ field: String, _ value: Quantity, of entity: Entity) {
    noteFurtherKey(field, of: entity.noun)
    tables[Int(entity.noun.rawValue)].numbers[field, default: NumberDraft()].rows.append(entity.row)
    tables[Int(entity.noun.rawValue)].numbers[field, default: NumberDraft()].values.append(value)
  }

  /// When an event is: its start and its end.
  public mutating func setWhen(_ date: DateValue, of entity: Entity) {
    let index = Int(entity.noun.rawValue)
    // `/2021-12-03` says nothing of the start, even though it bounds it.
    if !date.text.hasPrefix("/") && !date.text.hasPrefix("../") {
      setDay("starts", date.starts, minute: date.startMinute, date.isGuess, of: entity)
    }
    if !date.text.hasSuffix("/") && !date.text.hasSuffix("/..") {
      setDay("ends", date.ends, minute: date.endMinute, date.isGuess, of: entity)
    }
    if !(date.starts.isExact && date.ends.isExact) || date.isGuess || date.startMinute != nil
      || date.endMinute != nil
    {
      tables[index].dateTexts[entity.row] = date.text
    }
  }

  /// A point in time: `published`, `released`, `as_of`.
  public mutating func setDay(_ field: String, _ date: DateValue, of entity: Entity) {
    setDay(field, date.starts, minute: date.startMinute, date.isGuess, of: entity)
  }

  private mutating func setDay(
    _ field: String, _ bounds: DayBounds, minute: Int16?, _ isGuess: Bool, of entity: Entity
  ) {
    let index = Int(entity.noun.rawValue)
    tables[index].days[field, default: DayDraft()].rows.append(entity.row)
    tables[index].days[field, default: DayDraft()].values.append(bounds)
    if isGuess { tables[index].days[field, default: DayDraft()].guesses.append(entity.row) }
    if let minute { tables[index].days[field, default: DayDraft()].minutes[entity.row] = minute }
  }

  /// A reference to a record of the field's noun.
  ///
  /// - Parameter line: of the document, 1-based, when the field is `source`; else 0.
  public mutating func addReference(
    _ field: String, to target: Target, noun: Noun, of entity: Entity, isDoubtful: Bool = false,
    line: UInt32 = 0
  ) {
    let value = pendingCode(PendingReference(noun: noun, target: target))
    tables[Int(entity.noun.rawValue)].references[field, default: ListDraft()].append(
      row: entity.row, value: value, isDoubtful: isDoubtful, line: line, place: place)
  }

  /// The list goes on beyond what it names; `more` says by how many of what, as far as known.
  public mutating func markOpen(_ field: String, more: [ListColumn.More], of entity: Entity) {
    tables[Int(entity.noun.rawValue)].references[field, default: ListDraft()].open.append(
      ListColumn.Open(row: entity.row, more: more))
  }

  /// The list is stated to be empty.
  public mutating func markNone(_ field: String, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].references[field, default: ListDraft()].none.append(
      entity.row)
  }

  /// Adds a number that a source gives of a record; the record gets it as a field of that name.
  ///
  /// - Returns: the figure, for its unit, date, printed form and sources.
  @discardableResult
  public mutating func addFigure(
    id: String, subject: Target, measure: String, value: Quantity
  ) throws(DuplicateRecord) -> Entity {
    let figure = try add(.figure, id: id)
    let code = pendingCode(PendingReference(noun: nil, target: subject))
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
  public mutating func addClaim(
    id: String, subject: Target, field: String, value: String, verdict: String
  ) throws(DuplicateRecord) -> Entity {
    let claim = try add(.claim, id: id)
    let code = pendingCode(PendingReference(noun: nil, target: subject))
    tables[Int(Noun.claim.rawValue)].entities["subject", default: ListDraft()].append(
      row: claim.row, value: code, place: place)
    addCode("field", field, of: claim)
    setText("value", value, of: claim)
    addCode("verdict", verdict, of: claim)
    claims.append(
      PendingClaim(
        row: claim.row, subject: code, field: field, value: value, verdict: verdict, place: place))
    return claim
  }

  /// The line of a document that says a field, where the record's own sources don't.
  public mutating func cite(_ field: String, source: String, line: UInt32, of entity: Entity) {
    let code = pendingCode(PendingReference(noun: .source, target: .id(source)))
    tables[Int(entity.noun.rawValue)].citations.append((entity.row, field, code, line))
  }

  /// The words of that field (`name.en`, `alias`) are the corpus writer's own.
  public mutating func markOurs(_ field: String, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].ours[entity.row, default: []].append(field)
  }

  mutating func pendingCode(_ reference: PendingReference) -> UInt32 {
    if let code = pendingCodes[reference] { return code }
    let code = UInt32(truncatingIfNeeded: pending.count)
    pending.append(reference)
    pendingCodes[reference] = code
    return code
  }

  private mutating func noteFurtherKey(_ field: String, of noun: Noun) {
    guard Schema.field(field, of: noun) == nil else { return }
    if !tables[Int(noun.rawValue)].furtherKeys.contains(field) {
      tables[Int(noun.rawValue)].furtherKeys.append(field)
    }
  }
}
