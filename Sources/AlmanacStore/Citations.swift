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

  /// Rising rows, and the field that each entry is about.
  let fields: SparseTexts
  /// Beside the fields.
  let sources: Block<UInt32>
  /// Beside the fields.
  let lines: Block<UInt32>
  private let oursBox: Lazy<SparseTexts>

  init(
    fields: SparseTexts, sources: Block<UInt32>, lines: Block<UInt32>,
    ours: @escaping @Sendable () -> SparseTexts
  ) {
    self.fields = fields
    self.sources = sources
    self.lines = lines
    oursBox = Lazy(ours)
  }

  /// - Parameter entries: in rising order of row.
  init(entries: [Entry], ours: @escaping @Sendable () -> SparseTexts) {
    self.init(
      fields: SparseTexts(entries.map { ($0.row, $0.field) }),
      sources: Block(entries.map(\.source)), lines: Block(entries.map(\.line)), ours: ours)
  }

  /// The lines that say a field of a record.
  public func entries(row: UInt32, field: String) -> [Entry] {
    fields.positions(of: row).compactMap { position in
      guard fields.texts[UInt32(truncatingIfNeeded: position)] == field else { return nil }
      return Entry(row: row, field: field, source: sources[position], line: lines[position])
    }
  }

  /// All that is cited of a record.
  public func entries(row: UInt32) -> [Entry] {
    fields.positions(of: row).map { position in
      Entry(
        row: row, field: fields.texts[UInt32(truncatingIfNeeded: position)],
        source: sources[position], line: lines[position])
    }
  }

  /// Fields of a record whose words are the corpus writer's, not a document's: a translated name,
  /// an inference; `*` is the record as a whole.
  public func ours(row: UInt32) -> [String] {
    let ours = ours
    return ours.positions(of: row).map { ours.texts[UInt32(truncatingIfNeeded: $0)] }
  }

  var ours: SparseTexts { oursBox.value }
}
