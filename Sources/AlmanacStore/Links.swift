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

  /// In rising order of row, as given within a row.
  public let entries: [Link]

  /// The links of one record.
  public func links(of row: UInt32) -> ArraySlice<Link> {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return entries[low...].prefix { $0.row == row }
  }

  /// The links that lead to a record.
  public func links(to target: Entity) -> [Link] { entries.filter { $0.target == target } }
}
