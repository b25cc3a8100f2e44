/// Which line of which source says a field of a record, where it is not the record's own source.
public struct Citations: Sendable {
  /// One line that says one field.
  public struct Entry: Hashable, Sendable {
    /// The record.
    public var row: UInt32
    /// The field, as a query spells it.
    public var field: String
    /// Row of the source's table.
    public var source: UInt32
    /// 1-based; 0 where no line is given.
    public var line: UInt32
  }

  /// In rising order of row.
  public let entries: [Entry]
  /// Fields whose words are the corpus writer's, not a document's: a translated name, an inference;
  /// `*` is the record as a whole.
  public var ours: [UInt32: [String]] { oursBox.value }
  private let oursBox: Lazy<[UInt32: [String]]>

  init(entries: [Entry], ours: @escaping @Sendable () -> [UInt32: [String]]) {
    self.entries = entries
    oursBox = Lazy(ours)
  }

  /// The lines that say a field of a record.
  public func entries(row: UInt32, field: String) -> [Entry] {
    entries.filter { $0.row == row && $0.field == field }
  }
}
