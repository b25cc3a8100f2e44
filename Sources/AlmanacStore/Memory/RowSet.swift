/// A set of rows as a column keeps it: every row, or a bit each.
///
/// The engine's working sets are ``Bitmap``; ``bitmap`` makes one of it.
public struct RowSet: Sendable {
  /// How many rows the table has.
  public let rowCount: Int
  /// How many rows are in the set.
  public let count: Int
  /// The bits, 64 rows a word as in ``Bitmap``; empty when every row is in the set.
  public let words: Block<UInt64>

  init(_ bitmap: Bitmap) {
    rowCount = bitmap.rowCount
    count = bitmap.count
    words = count == rowCount ? [] : Block(bitmap.words)
  }

  init(rowCount: Int, count: Int, words: Block<UInt64>) {
    self.rowCount = rowCount
    self.count = count
    self.words = words
  }

  /// Whether every row is in the set.
  @inlinable public var isAll: Bool { count == rowCount }

  /// Whether no row is in the set.
  public var isEmpty: Bool { count == 0 }

  /// Whether the row is in the set.
  @inlinable public subscript(row: UInt32) -> Bool {
    isAll || words[Int(row &>> 6)] & (1 &<< UInt64(row & 63)) != 0
  }

  /// The set to work with.
  public var bitmap: Bitmap {
    isAll ? Bitmap(allOf: rowCount) : Bitmap(rowCount: rowCount, words: words.array)
  }

  /// The rows that are not in the set.
  public var complement: Bitmap {
    isAll ? Bitmap(rowCount: rowCount) : bitmap.complement
  }
}
