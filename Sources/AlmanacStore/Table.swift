/// Every record of one noun, column by column.
///
/// A class because it never changes and every query reaches for it row by row: handing it on costs
/// one reference count, not twenty.
public final class Table: Sendable {
  /// What its records are.
  public let noun: Noun
  /// How many records there are.
  public let rowCount: Int
  /// Ids as given, by row.
  public let ids: Identifiers
  /// What they are called.
  public let names: NameTable
  /// The stored fields that have a value in some row, by name: those of ``Schema``, every measure,
  /// and further keys of the data.
  public let columns: [String: StoredColumn]
  /// Measures of the figures about these records, as number columns of the same name.
  public let measures: [String]
  /// Keys of the data that the schema does not know.
  public let furtherKeys: [String]
  /// How a date was written, by row, where its bounds don't make the same text
  /// (``AlmanacTime/periodText(starts:ends:startMinute:endMinute:isGuess:)``).
  public let dateTexts: SparseTexts
  /// nil when the noun forms no tree.
  public let forest: Forest?
  /// Which line says which field, where records tell.
  public let citations: Citations
  /// Ties that are neither roles nor parts.
  public let links: Links
  /// What queries worked out from it.
  public let memo = Memo()
  /// Rows that others stand in the place of, series whose dates are rows, rising: no answer lists them.
  public let hiddenRows: [UInt32]
  /// Rows in the order in which the data has them.
  public let dataOrder: RowOrder
  let orderBox: Lazy<RowOrder>
  let nameIndexBox: Lazy<NameIndex>
  let typingIndexBox: Lazy<TypingIndex>
  let idIndexBox: Lazy<KeyIndex>
  let wordIndexBox: Lazy<WordIndex>

  init(
    noun: Noun, rowCount: Int, ids: Identifiers, names: NameTable, columns: [String: StoredColumn],
    measures: [String], furtherKeys: [String], dateTexts: SparseTexts, forest: Forest?,
    citations: Citations, links: Links, hiddenRows: [UInt32] = [],
    dataOrder: RowOrder, orderBox: Lazy<RowOrder>,
    nameIndexBox: Lazy<NameIndex>,
    typingIndexBox: Lazy<TypingIndex>, idIndexBox: Lazy<KeyIndex>
  ) {
    self.noun = noun
    self.rowCount = rowCount
    self.ids = ids
    self.names = names
    self.columns = columns
    self.measures = measures
    self.furtherKeys = furtherKeys
    self.dateTexts = dateTexts
    self.forest = forest
    self.citations = citations
    self.links = links
    self.hiddenRows = hiddenRows
    self.dataOrder = dataOrder
    self.orderBox = orderBox
    self.nameIndexBox = nameIndexBox
    self.typingIndexBox = typingIndexBox
    self.idIndexBox = idIndexBox
    wordIndexBox = Lazy { WordIndex(names) }
  }

  /// Rows in the order that a query has without `sort`: starts, ends, id. Events are numbered in it
  /// when a store is built, so that a stretch of days is a range of rows.
  public var order: RowOrder { orderBox.value }

  /// Folded names, sorted.
  public var nameIndex: NameIndex { nameIndexBox.value }

  /// What is typed for names in other scripts.
  public var typingIndex: TypingIndex { typingIndexBox.value }

  var idIndex: KeyIndex { idIndexBox.value }

  /// The row with that id, or nil.
  public func row(id: String) -> UInt32? { idIndex.find(id) }

  /// The number column of that name, or nil.
  public func number(_ field: String) -> NumberColumn? {
    if case .number(let column)? = columns[field] { return column }
    return nil
  }

  /// The day column of that name, or nil.
  public func day(_ field: String) -> DayColumn? {
    if case .day(let column)? = columns[field] { return column }
    return nil
  }

  /// The reference column of that name, or nil.
  public func reference(_ field: String) -> ReferenceColumn? {
    if case .reference(let column)? = columns[field] { return column }
    return nil
  }

  /// The code column of that name, or nil.
  public func code(_ field: String) -> CodeColumn? {
    if case .code(let column)? = columns[field] { return column }
    return nil
  }

  /// The text column of that name, or nil.
  public func text(_ field: String) -> TextColumn? {
    if case .text(let column)? = columns[field] { return column }
    return nil
  }

  /// The entity column of that name, or nil.
  public func entity(_ field: String) -> EntityColumn? {
    if case .entity(let column)? = columns[field] { return column }
    return nil
  }
}

extension Table {
  /// A measure or a further key of the data as a field, or nil.
  public func dataField(_ name: some StringProtocol) -> Field? {
    let name = Schema.canonicalMeasure(String(name))
    guard let column = columns[name] else { return nil }
    let type: ValueType =
      switch column {
      case .text: .text
      case .code: .code
      case .number: .number
      case .day: .day
      case .reference(let column): .entity(column.target)
      case .entity: .anyEntity
      }
    let isMeasure = measures.contains(name)
    guard isMeasure || furtherKeys.contains(name) else { return nil }
    return Field(
      name: name, type: type, isMany: type == .code, isTree: false, isClosed: false,
      origin: .stored, summary: isMeasure ? "a number that a source gives" : "a key of your data")
  }
}
