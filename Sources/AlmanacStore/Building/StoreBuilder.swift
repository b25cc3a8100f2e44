public import AlmanacTime

/// Takes records field by field, in any order, and becomes a ``Store``.
///
/// What refers to other records may be said before they are: references are settled by
/// ``finish()``. Values are kept by column from the start, so that bulk loading makes no objects.
public struct StoreBuilder: ~Copyable, Sendable {
  /// To what a reference points.
  public enum Target: Hashable, Sendable {
    /// A record that was added.
    case record(Entity)
    /// The record of that id; that there is none is a fault.
    case id(String)
    /// The record of that id of one noun, where several may have it.
    case only(Noun, id: String)
    /// The record of that id or name; one that nobody defines comes into being.
    case name(String)
    /// A place inside places, the outermost last: venue, city, province, country.
    case places([PlaceStep])
  }

  /// One place of a chain: `(name: "Lyon", kind: "city")`.
  public struct PlaceStep: Hashable, Sendable {
    /// What it is called.
    public var name: String
    /// `venue`, `city`, `province`, `country`; empty when nobody says.
    public var kind: String

    /// Nothing yet.
    public init(name: String, kind: String) {
      self.name = name
      self.kind = kind
    }
  }

  /// The place in the data that faults are to carry: the file's number in the upper 16 bits; what
  /// the others mean is the importer's affair.
  public var place: UInt64 = 0
  /// The line of the file on which the record begins that is added next; 0 where nobody says.
  public var line: UInt32 = 0
  /// Which file is read: an id that was renamed in one file is so in that file only.
  public var file: UInt16 = 0

  /// Places that are called as countries are countries, each with its code and its continent.
  public var placesCountries = false
  /// Texts of one kind take so many bytes at most, as they are told apart by 32 bits.
  public var mostTextBytes = Int(UInt32.max) - (64 << 20)
  /// By file: whether its records may be one with those of others.
  public var origins: [FileOrigin] = []

  var tables = Noun.allCases.map { _ in TableDraft() }
  var pending: [PendingReference] = []
  /// What is referred to by id or name, tagged with noun, file and which of the two; the values
  /// are positions in `pending`.
  var pendingKeys = KeyTable()
  var pendingOfKey: [UInt32] = []
  var resolution = Resolution()
  var countryPlaces = CountryPlaces()
  var renamed: [RenamedID: String] = [:]
  var claims: [PendingClaim] = []
  var figures: [PendingFigure] = []
  var inlineFigures = InlineFigures()
  var faults: [BuildFault] = []
  /// Records that are one by their ids.
  var united: [(Entity, Entity)] = []
  /// By noun of which records were merged: the new row of each old one.
  var rowsAfterMerging: [Noun: [UInt32]] = [:]

  /// Nothing yet.
  public init() {}
}

extension StoreBuilder {
  /// Adds a record. An id that the noun already has is refused with the record that has it.
  public mutating func add(_ noun: Noun, id: String) throws(DuplicateRecord) -> Entity {
    let (row, isNew) = tables[Int(noun.rawValue)].ids.insert(id)
    guard isNew else {
      throw DuplicateRecord(noun: noun, id: id, existing: Entity(noun, row))
    }
    tables[Int(noun.rawValue)].places.append(place)
    tables[Int(noun.rawValue)].lines.append(line)
    return Entity(noun, row)
  }

  /// From now on ``file`` says `id` and means `newID`.
  public mutating func rename(_ noun: Noun, id: String, to newID: String) {
    renamed[RenamedID(noun: noun, id: id, file: file)] = newID
  }

  /// The record of that id, or nil.
  public func find(_ noun: Noun, id: String) -> Entity? {
    tables[Int(noun.rawValue)].ids.find(id).map { Entity(noun, $0) }
  }

  /// The record that the file which is read means by an id: one of its own that was renamed, else
  /// whichever has it.
  public func meant(_ noun: Noun, id: String) -> Entity? {
    guard !renamed.isEmpty, let newID = renamed[RenamedID(noun: noun, id: id, file: file)] else {
      return find(noun, id: id)
    }
    return find(noun, id: newID)
  }

  /// The id under which a record was added.
  public func id(of entity: Entity) -> String {
    tables[Int(entity.noun.rawValue)].ids.texts[entity.row]
  }

  /// Where a record was added: the ``place`` of that time.
  public func place(of entity: Entity) -> UInt64 {
    tables[Int(entity.noun.rawValue)].places[Int(entity.row)]
  }

  /// How many records of a noun there are.
  public func rowCount(of noun: Noun) -> Int { tables[Int(noun.rawValue)].ids.count }

  /// What has grown beyond what a store holds, as the beginning of a sentence; nil while all is well.
  ///
  /// To be asked now and then: it answers before there is no room any more.
  public var overflow: String? {
    for noun in Noun.allCases {
      let table = tables[Int(noun.rawValue)]
      if table.ids.count > Int(Int32.max) - (1 << 20) {
        return "a store holds 2,147,000,000 \(noun.plural) at most; these are more"
      }
      if let part = table.part(largerThan: mostTextBytes) {
        return "the \(part) of \(noun.plural) have 4 GiB at most; these have more"
      }
    }
    guard pendingKeys.texts.bytes.count > mostTextBytes else { return nil }
    return "the names that records refer to have 4 GiB at most; these have more"
  }

  /// A name of a record; the first one leads.
  public mutating func addName(
    _ text: String, language: String = "", kind: NameTable.Kind = .name, to entity: Entity
  ) {
    var text = text
    text.withUTF8 {
      unsafe addName(
        utf8: Span(_unsafeElements: $0), language: language, kind: kind, to: entity)
    }
  }

  /// A name by its bytes.
  public mutating func addName(
    utf8 text: Span<UInt8>, language: String = "", kind: NameTable.Kind = .name, to entity: Entity
  ) {
    tables[Int(entity.noun.rawValue)].names
      .append(row: entity.row, text, language: language, kind: kind)
  }

  /// A text field: `motto`, `note`, `url`. Said again in other languages, the first one leads.
  public mutating func setText(
    _ field: String, _ text: String, language: String = "", of entity: Entity
  ) {
    var text = text
    text.withUTF8 {
      unsafe setText(field, utf8: Span(_unsafeElements: $0), language: language, of: entity)
    }
  }

  /// A text field by its bytes.
  public mutating func setText(
    _ field: String, utf8 text: Span<UInt8>, language: String = "", of entity: Entity
  ) {
    tables[Int(entity.noun.rawValue)].texts[field, default: TextDraft()]
      .append(row: entity.row, text, language: language)
  }

  /// A word of an open vocabulary: `kind`, `mode`, `tag`.
  public mutating func addCode(_ field: String, _ word: String, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].codes[field, default: CodeDraft()]
      .append(row: entity.row, word)
  }

  /// A word by its bytes.
  public mutating func addCode(_ field: String, utf8 word: Span<UInt8>, of entity: Entity) {
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
    tables[Int(entity.noun.rawValue)].further[key, default: FurtherDraft()]
      .append(row: entity.row, text)
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

  /// A reference by the bytes of an id, or of a name when `isName`.
  public mutating func addReference(
    _ field: String, toUTF8 text: Span<UInt8>, isName: Bool = false, noun: Noun, of entity: Entity,
    line: UInt32 = 0
  ) {
    let value = pendingKey(noun, text, isName: isName)
    // What is called by name is found or made: no fault needs its place, unless it is a cycle.
    let isPlaced = !isName || noun == entity.noun
    tables[Int(entity.noun.rawValue)].references[field, default: ListDraft()].append(
      row: entity.row, value: value, line: line, place: isPlaced ? place : 0)
  }

  /// A document, and the line of it, that tells of the record.
  ///
  /// - Returns: what ``addSource(_:of:)`` takes to say the same of another record.
  public mutating func addSource(
    _ id: Span<UInt8>, isName: Bool, field: String, line: UInt32, of entity: Entity
  ) -> PendingSource {
    let source = PendingSource(
      field: field, value: pendingKey(.source, id, isName: isName), line: line)
    addSource(source, of: entity)
    return source
  }

  /// A document that tells of some records of a noun, and the line on which each begins.
  public mutating func addSource(_ id: String, of rows: [UInt32], lines: [UInt32], noun: Noun) {
    let value = pendingCode(.source, .id(id))
    let index = Int(noun.rawValue)
    let position = tables[index].references.position("source", orAdd: ListDraft())
    tables[index].references.withDraft(position) { draft in
      draft.append(
        rows: rows, values: [UInt32](repeating: value, count: rows.count), lines: lines)
    }
  }

  /// Where each record of a noun begins, ``place``, and its ``line``, which nobody asks for again.
  public mutating func takePlaces(of noun: Noun) -> (places: [UInt64], lines: [UInt32]) {
    let lines = tables[Int(noun.rawValue)].lines
    tables[Int(noun.rawValue)].lines = []
    return (tables[Int(noun.rawValue)].places, lines)
  }

  /// The document and line that were said of another record.
  public mutating func addSource(_ source: PendingSource, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].references[source.field, default: ListDraft()].append(
      row: entity.row, value: source.value, line: source.line, place: place)
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

  /// A citation by the bytes of the document's id.
  public mutating func cite(
    _ field: String, sourceUTF8 source: Span<UInt8>, line: UInt32, of entity: Entity
  ) {
    let code = pendingKey(.source, source, isName: false)
    tables[Int(entity.noun.rawValue)].citations.append(
      PendingCitation(row: entity.row, field: field, source: code, line: line, place: place))
  }

  /// The words of that field (`name.en`, `alias`) are the corpus writer's own.
  public mutating func markOurs(_ field: String, of entity: Entity) {
    markOurs(utf8: Array(field.utf8).span, of: entity)
  }

  /// A field that is the writer's own, by its bytes.
  public mutating func markOurs(utf8 field: Span<UInt8>, of entity: Entity) {
    tables[Int(entity.noun.rawValue)].ours.append(utf8: field)
    tables[Int(entity.noun.rawValue)].oursRows.append(entity.row)
  }
}
