/// A set of rows of one table: one bit a row, 64 rows a word, row 0 the lowest bit of the first.
///
/// Invariant: bits at and above `rowCount` are zero.
public struct Bitmap: Hashable, Sendable {
  /// How many rows the table has.
  public let rowCount: Int
  /// The bits, 64 rows a word.
  public private(set) var words: [UInt64]

  /// The empty set.
  public init(rowCount: Int) {
    self.rowCount = rowCount
    words = [UInt64](repeating: 0, count: (rowCount + 63) / 64)
  }

  /// The set of those bits.
  init(rowCount: Int, words: [UInt64]) {
    self.rowCount = rowCount
    self.words = words
    clearTail()
  }

  /// Every row.
  public init(allOf rowCount: Int) {
    self.rowCount = rowCount
    words = [UInt64](repeating: .max, count: (rowCount + 63) / 64)
    clearTail()
  }

  /// The set of some rows.
  public init(rowCount: Int, rows: some Sequence<UInt32>) {
    self.init(rowCount: rowCount)
    for row in rows { insert(row) }
  }

  /// Whether the row is in the set.
  public subscript(row: UInt32) -> Bool {
    words[Int(row >> 6)] & (1 << UInt64(row & 63)) != 0
  }

  /// Puts a row into the set.
  public mutating func insert(_ row: UInt32) {
    words[Int(row >> 6)] |= 1 << UInt64(row & 63)
  }

  /// Inserts every row of `range`, whole words at a time.
  public mutating func insert(contentsOf range: Range<UInt32>) {
    for row in range { insert(row) }
  }

  /// Whether no row is in the set.
  public var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  /// How many rows are in the set.
  public var count: Int { words.reduce(0) { $0 &+ $1.nonzeroBitCount } }

  /// The rows in rising order.
  public var rows: [UInt32] {
    var rows: [UInt32] = []
    rows.reserveCapacity(count)
    forEachRow { rows.append($0) }
    return rows
  }

  /// Calls `body` with each row in rising order.
  public func forEachRow(_ body: (UInt32) -> Void) {
    for index in words.indices {
      var word = words[index]
      while word != 0 {
        body(UInt32(truncatingIfNeeded: index &<< 6 &+ word.trailingZeroBitCount))
        word &= word &- 1
      }
    }
  }

  /// Adds the rows of another set.
  public mutating func formUnion(_ other: Bitmap) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  /// Keeps the rows that another set has too.
  public mutating func formIntersection(_ other: Bitmap) {
    for index in words.indices { words[index] &= other.words[index] }
  }

  /// Takes out the rows of another set.
  public mutating func subtract(_ other: Bitmap) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  /// Every row that was not in the set.
  public mutating func formComplement() {
    for index in words.indices { words[index] = ~words[index] }
    clearTail()
  }

  /// The rows of either set.
  public func union(_ other: Bitmap) -> Bitmap {
    var result = self
    result.formUnion(other)
    return result
  }

  /// The rows of both sets.
  public func intersection(_ other: Bitmap) -> Bitmap {
    var result = self
    result.formIntersection(other)
    return result
  }

  /// The rows that the other set lacks.
  public func subtracting(_ other: Bitmap) -> Bitmap {
    var result = self
    result.subtract(other)
    return result
  }

  /// The rows that are not in the set.
  public var complement: Bitmap {
    var result = self
    result.formComplement()
    return result
  }

  private mutating func clearTail() {
    let used = rowCount & 63
    if used != 0, let last = words.indices.last { words[last] &= (1 << UInt64(used)) &- 1 }
  }
}
