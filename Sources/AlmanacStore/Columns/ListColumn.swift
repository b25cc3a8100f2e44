/// Many values a row in one stretch of memory (CSR), or one a row at most in a plain column.
///
/// A code is a row of another table or a position in a dictionary. What makes a list less than
/// certain is kept beside it: rows that say nothing, rows whose list is open, values in doubt.
/// ``range(of:)`` says where the values of a row stand, whichever shape the list has; a loop over
/// many rows asks ``isSingle`` once.
public struct ListColumn: Sendable {
  /// How many more a list has than it names: `["province": 11]`; empty when nobody says.
  public struct Open: Hashable, Sendable {
    /// The row whose list goes on.
    public var row: UInt32
    /// How many of what, as far as anybody says.
    public var more: [More]
  }

  /// So many of one kind: 11 provinces.
  public struct More: Hashable, Sendable {
    /// The kind of thing; empty when it is the list's own.
    public var unit: String
    /// How many more.
    public var count: Int

    /// So many of one unit.
    public init(unit: String, count: Int) {
      self.unit = unit
      self.count = count
    }
  }

  /// How many rows the table has.
  public let rowCount: Int
  /// Where each row's values begin, and one behind the last: `values[offsets[r]..<offsets[r + 1]]`.
  /// Empty when no row has two values: then `values[r]` is that of row r, or none.
  public let offsets: Block<UInt32>
  /// The codes of all rows.
  public let values: Codes
  /// Rows with at least one value, or an explicit "none".
  public let stated: RowSet
  /// Positions in `values` that are in doubt, in rising order.
  public let doubtful: Block<UInt32>
  let openLists: OpenLists

  /// - Parameters:
  ///   - offsets: where each row's values begin, and one behind the last.
  ///   - doubtful: positions in `values`, rising.
  ///   - keepsOffsets: something else is kept by position of the values as they come, which is the
  ///     row only where every row has one.
  init(
    offsets: [UInt32], values: [UInt32], stated: Bitmap, open: [Open] = [],
    doubtful: [UInt32] = [], keepsOffsets: Bool = false
  ) {
    rowCount = offsets.count - 1
    self.stated = RowSet(stated)
    openLists = OpenLists(open)
    var isSingle = true
    for row in 0..<rowCount where offsets[row &+ 1] &- offsets[row] > 1 { isSingle = false }
    guard isSingle, !keepsOffsets || values.count == rowCount else {
      self.offsets = Block(offsets)
      self.values = Codes(values)
      self.doubtful = Block(doubtful)
      return
    }
    self.offsets = []
    guard values.count < rowCount else {
      self.values = Codes(values)
      self.doubtful = Block(doubtful)
      return
    }
    var single = [UInt32](repeating: .max, count: rowCount)
    var doubted = doubtful[...]
    var doubtfulRows: [UInt32] = []
    for row in 0..<rowCount where offsets[row] < offsets[row &+ 1] {
      single[row] = values[Int(offsets[row])]
      if doubted.first == offsets[row] {
        doubtfulRows.append(UInt32(truncatingIfNeeded: row))
        doubted.removeFirst()
      }
    }
    self.values = Codes(single)
    self.doubtful = Block(doubtfulRows)
  }

  /// The column where each row has one value, `.max` for none, and all are certain.
  init(single: [UInt32], stated: Bitmap) {
    self.init(single: Codes(single), stated: stated)
  }

  /// The column of such values.
  init(single: Codes, stated: Bitmap) {
    rowCount = single.count
    offsets = []
    values = single
    self.stated = RowSet(stated)
    doubtful = []
    openLists = OpenLists([])
  }

  init(
    rowCount: Int, offsets: Block<UInt32>, values: Codes, stated: RowSet, doubtful: Block<UInt32>,
    openLists: OpenLists
  ) {
    self.rowCount = rowCount
    self.offsets = offsets
    self.values = values
    self.stated = stated
    self.doubtful = doubtful
    self.openLists = openLists
  }

  /// Whether `values` has one place a row, `.max` where there is no value.
  @inlinable public var isSingle: Bool { offsets.isEmpty }

  /// The positions of a row's values.
  @inlinable public func range(of row: UInt32) -> Range<Int> {
    let row = Int(row)
    if isSingle { return row..<(values[row] == .max ? row : row &+ 1) }
    let start = Int(offsets[row])
    return start..<max(start, Int(offsets[row &+ 1]))
  }

  /// The values of one row.
  @inlinable public subscript(row: UInt32) -> Slice<Codes> { values[range(of: row)] }

  /// Lists that go on, in rising order of row.
  public var open: [Open] { openLists.all }

  /// The entry of an open row, or nil.
  public func openEntry(of row: UInt32) -> Open? { openLists.entry(of: row) }

  /// Whether only disputed claims support the value.
  public func isDoubtful(position: Int) -> Bool {
    guard !doubtful.isEmpty else { return false }
    let wanted = UInt32(truncatingIfNeeded: position)
    let place = doubtful.lowerBound(wanted)
    return place < doubtful.count && doubtful[place] == wanted
  }
}
