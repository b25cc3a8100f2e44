/// Many values a row in one stretch of memory (CSR): the codes of row r are
/// `values[offsets[r]..<offsets[r + 1]]`.
///
/// A code is a row of another table or a position in a dictionary. What makes a list less than
/// certain is kept beside it: rows that say nothing, rows whose list is open, values in doubt.
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

  /// Where each code's values begin, and one behind the last.
  public let offsets: [UInt32]
  /// The codes of all rows.
  public let values: [UInt32]
  /// Rows with at least one value, or an explicit "none".
  public let stated: Bitmap
  /// In rising order of row.
  public let open: [Open]
  /// Positions in `values` that are in doubt, in rising order.
  public let doubtful: [UInt32]

  /// How many rows the table has.
  public var rowCount: Int { offsets.count - 1 }

  /// The entries of one row or code.
  public subscript(row: UInt32) -> ArraySlice<UInt32> {
    values[Int(offsets[Int(row)])..<Int(offsets[Int(row) + 1])]
  }

  /// The entry of an open row, or nil.
  public func openEntry(of row: UInt32) -> Open? {
    var low = 0
    var high = open.count
    while low < high {
      let middle = (low + high) / 2
      if open[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return low < open.count && open[low].row == row ? open[low] : nil
  }

  /// Whether only disputed claims support the value.
  public func isDoubtful(position: Int) -> Bool {
    !doubtful.isEmpty && doubtful.contains(UInt32(truncatingIfNeeded: position))
  }

  /// The other way round: for each code the rows that hold it, rising, each once.
  func inverted(codeCount: Int) -> Postings {
    var offsets = [UInt32](repeating: 0, count: codeCount + 1)
    for value in values { offsets[Int(value) + 1] &+= 1 }
    for index in 0..<codeCount { offsets[index + 1] &+= offsets[index] }
    var next = offsets
    var rows = [UInt32](repeating: 0, count: values.count)
    for row in 0..<rowCount {
      for position in Int(self.offsets[row])..<Int(self.offsets[row + 1]) {
        let value = Int(values[position])
        rows[Int(next[value])] = UInt32(truncatingIfNeeded: row)
        next[value] &+= 1
      }
    }
    return Postings(offsets: offsets, rows: rows)
  }
}

/// For each code the rows that hold it, in rising order.
public struct Postings: Sendable {
  /// Where each code's values begin, and one behind the last.
  public let offsets: [UInt32]
  /// The rows of all codes.
  public let rows: [UInt32]

  /// The entries of one row or code.
  public subscript(code: UInt32) -> ArraySlice<UInt32> {
    rows[Int(offsets[Int(code)])..<Int(offsets[Int(code) + 1])]
  }
}
