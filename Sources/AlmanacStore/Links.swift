/// The ties of records that are neither roles nor parts: one announces another, is held alongside
/// it, is an award of it.
public struct Links: Sendable {
  /// One tie of a record.
  public struct Link: Hashable, Sendable {
    /// The record that says it.
    public var row: UInt32
    /// `announces`, `launches`, `alongside`, `award of`.
    public var kind: String
    /// What it is tied to.
    public var target: Entity
  }

  /// Rising; the kind of each tie beside it, as given within a row.
  let kinds: SparseTexts
  /// Beside the kinds.
  let targets: EntityColumn

  init(kinds: SparseTexts, targets: EntityColumn) {
    self.kinds = kinds
    self.targets = targets
  }

  /// - Parameter entries: in rising order of row.
  init(entries: [Link]) {
    kinds = SparseTexts(entries.map { ($0.row, $0.kind) })
    targets = EntityColumn(
      nouns: entries.map(\.target.noun.rawValue), rows: entries.map(\.target.row))
  }

  /// Whether no record has any.
  public var isEmpty: Bool { kinds.rows.isEmpty }

  /// In rising order of row, as given within a row.
  public var entries: [Link] { kinds.rows.indices.compactMap(link(at:)) }

  /// The links of one record.
  public func links(of row: UInt32) -> [Link] {
    kinds.positions(of: row).compactMap(link(at:))
  }

  /// The links that lead to a record.
  public func links(to target: Entity) -> [Link] {
    targets.rows.indices.filter { targets.rows[$0] == target.row }.compactMap(link(at:))
      .filter { $0.target == target }
  }

  private func link(at position: Int) -> Link? {
    let place = UInt32(truncatingIfNeeded: position)
    return targets[place].map {
      Link(row: kinds.rows[position], kind: kinds.texts[place], target: $0)
    }
  }
}
