/// Every record of one noun, column by column.
public struct Table: Sendable {
  /// What its records are.
  public let noun: Noun
  /// How many records there are.
  public let rowCount: Int
  /// Ids as given, by row.
  public let ids: TextPool
  /// What they are called.
  public let names: NameTable
  /// The stored fields that have a value in some row, by name: those of ``Schema``, every measure,
  /// and further keys of the data.
  public let columns: [String: Column]
  /// Measures of the figures about these records, as number columns of the same name.
  public let measures: [String]
  /// Keys of the data that the schema does not know.
  public let furtherKeys: [String]
  /// How a date was written, by row, where its bounds don't say it.
  public let dateTexts: [UInt32: String]
  /// nil when the noun forms no tree.
  public let forest: Forest?
  /// Which line says which field, where records tell.
  public let citations: Citations
  /// Ties that are neither roles nor parts.
  public let links: Links
  let orderBox: Lazy<[UInt32]>
  let nameIndexBox: Lazy<NameIndex>
  let idKeys: KeyTable

  /// Rows in the order that a query has without `sort`: starts, ends, id.
  public var order: [UInt32] { orderBox.value }

  /// Folded names, sorted.
  public var nameIndex: NameIndex { nameIndexBox.value }

  /// The row with that id, or nil.
  public func row(id: String) -> UInt32? { idKeys.find(id) }

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
