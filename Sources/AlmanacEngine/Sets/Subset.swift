internal import AlmanacStore
internal import Synchronization

/// Rows of one table, in whatever form is the least work: none, all, a few in rising order, or a bit
/// for each.
///
/// A posting list becomes a set without being copied, and what touches few rows touches no memory
/// in proportion to the table.
struct Subset: Sendable {
  /// How many rows the table has.
  let rowCount: Int
  let form: Form

  enum Form: Sendable {
    case none
    case all
    /// Rising, each once, at least one.
    case few(RowList)
    case bits(Bits)
  }

  /// One bit a row; 64 rows a word, row 0 the lowest bit of the first. Bits behind the last row are
  /// zero.
  ///
  /// A class because sets share it and so that its count is worked out once.
  final class Bits: Sendable {
    let words: [UInt64]
    private let knownCount = Atomic<Int>(-1)

    init(_ words: [UInt64]) { self.words = words }

    var count: Int {
      let known = knownCount.load(ordering: .relaxed)
      if known >= 0 { return known }
      let count = bitCount(words)
      knownCount.store(count, ordering: .relaxed)
      return count
    }
  }

  private init(_ form: Form, rowCount: Int) {
    self.form = form
    self.rowCount = rowCount
  }

  /// No row.
  static func none(of rowCount: Int) -> Subset { Subset(.none, rowCount: rowCount) }

  /// Every row.
  static func all(of rowCount: Int) -> Subset {
    Subset(rowCount == 0 ? .none : .all, rowCount: rowCount)
  }

  /// - Parameter rising: each row once.
  init(rising rows: [UInt32], of rowCount: Int) {
    self.init(rising: RowList(Block(rows)), of: rowCount)
  }

  /// - Parameter rising: each row once.
  init(rising rows: RowList, of rowCount: Int) {
    self.init(
      rows.isEmpty ? .none : rows.count == rowCount ? .all : .few(rows), rowCount: rowCount)
  }

  /// - Parameter words: without bits behind the last row.
  init(words: [UInt64], of rowCount: Int) {
    self.init(rowCount == 0 ? .none : .bits(Bits(words)), rowCount: rowCount)
  }

  /// Rows in any order, some perhaps several times.
  init(_ rows: some Collection<UInt32>, of rowCount: Int) {
    if Subset.isMany(rows.count, of: rowCount) {
      var words = [UInt64](repeating: 0, count: Subset.wordCount(rowCount))
      var bits = words.mutableSpan
      for row in rows { bits[Int(row &>> 6)] |= 1 &<< UInt64(row & 63) }
      self.init(words: words, of: rowCount)
    } else {
      self.init(rising: Subset.unique(rows.sorted()), of: rowCount)
    }
  }

  /// The rows that a column keeps as a set.
  init(_ rows: RowSet) {
    self.init(
      rows.isEmpty ? .none : rows.isAll ? .all : .bits(Bits(rows.words.array)),
      rowCount: rows.rowCount)
  }

  static func wordCount(_ rowCount: Int) -> Int { (rowCount + 63) / 64 }

  /// Whether so many rows are sooner marked as bits than sorted: marking costs a word for each 64
  /// rows of the table, sorting some steps for each row.
  static func isMany(_ count: Int, of rowCount: Int) -> Bool {
    count > 16 && count > rowCount / 1_024
  }

  private static func unique(_ sorted: [UInt32]) -> [UInt32] {
    var rows: [UInt32] = []
    rows.reserveCapacity(sorted.count)
    for row in sorted where rows.last != row { rows.append(row) }
    return rows
  }
}

// MARK: - What is in it

extension Subset {
  /// Whether a row is in it.
  subscript(row: UInt32) -> Bool {
    switch form {
    case .none: false
    case .all: true
    case .few(let rows): rows.holds(row)
    case .bits(let bits): bits.words[Int(row &>> 6)] &>> UInt64(row & 63) & 1 != 0
    }
  }

  var count: Int {
    switch form {
    case .none: 0
    case .all: rowCount
    case .few(let rows): rows.count
    case .bits(let bits): bits.count
    }
  }

  var isEmpty: Bool {
    switch form {
    case .none: true
    case .all, .few: false
    case .bits(let bits): bits.words.allSatisfy { $0 == 0 }
    }
  }

  var isAll: Bool {
    if case .all = form { return true }
    return false
  }

  /// Calls `body` with each row, rising.
  @inline(__always)
  func forEachRow(_ body: (UInt32) -> Void) {
    switch form {
    case .none: break
    case .all: for row in 0..<UInt32(truncatingIfNeeded: rowCount) { body(row) }
    case .few(let rows):
      let rows = rows.span
      for index in rows.indices { body(rows[index]) }
    case .bits(let bits): forEachBit(bits.words, 0..<bits.words.count, body)
    }
  }

  /// Calls `body` with each row of a block of the table, rising.
  ///
  /// - Parameter size: how many rows a block has: whole words of bits.
  @inline(__always)
  func forEachRow(ofBlock block: Int, _ size: Int, _ body: (UInt32) -> Void) {
    let range = min(block &* size, rowCount)..<min((block &+ 1) &* size, rowCount)
    switch form {
    case .none: break
    case .all: for row in range { body(UInt32(truncatingIfNeeded: row)) }
    case .few(let rows):
      let rows = rows.span
      var place = rows.place(of: UInt32(truncatingIfNeeded: range.lowerBound))
      while place < rows.count, rows[place] < range.upperBound {
        body(rows[place])
        place &+= 1
      }
    case .bits(let bits):
      forEachBit(bits.words, range.lowerBound / 64..<Subset.wordCount(range.upperBound), body)
    }
  }

  /// Calls `body` with each row, rising or falling, until it has seen enough and says false.
  @inline(__always)
  func forEachRow(falling: Bool, while body: (UInt32) -> Bool) {
    let step = falling ? -1 : 1
    switch form {
    case .none: break
    case .all:
      var row = falling ? rowCount - 1 : 0
      while row >= 0, row < rowCount, body(UInt32(truncatingIfNeeded: row)) { row += step }
    case .few(let rows):
      let rows = rows.span
      var place = falling ? rows.count - 1 : 0
      while place >= 0, place < rows.count, body(rows[place]) { place += step }
    case .bits(let bits):
      let words = bits.words
      var index = falling ? words.count - 1 : 0
      while index >= 0, index < words.count {
        var word = words[index]
        while word != 0 {
          let bit = falling ? 63 - word.leadingZeroBitCount : word.trailingZeroBitCount
          guard body(UInt32(truncatingIfNeeded: index << 6 + bit)) else { return }
          word &= ~(1 << UInt64(bit))
        }
        index += step
      }
    }
  }

  /// The rows, rising.
  var rows: [UInt32] {
    if case .few(let rows) = form { return Array(rows) }
    var rows: [UInt32] = []
    rows.reserveCapacity(count)
    forEachRow { rows.append($0) }
    return rows
  }

  /// The first rows, rising.
  func rows(limit: Int) -> [UInt32] {
    guard limit < count else { return rows }
    var rows: [UInt32] = []
    forEachRow(falling: false) { row in
      guard rows.count < limit else { return false }
      rows.append(row)
      return true
    }
    return rows
  }

  /// The first row, or nil.
  var first: UInt32? {
    switch form {
    case .none: return nil
    case .all: return 0
    case .few(let rows): return rows.first
    case .bits(let bits):
      guard let index = bits.words.firstIndex(where: { $0 != 0 }) else { return nil }
      return UInt32(truncatingIfNeeded: index &<< 6 &+ bits.words[index].trailingZeroBitCount)
    }
  }

  /// The rows as bits.
  var words: [UInt64] {
    switch form {
    case .bits(let bits): return bits.words
    case .none: return [UInt64](repeating: 0, count: Subset.wordCount(rowCount))
    case .all:
      var words = [UInt64](repeating: .max, count: Subset.wordCount(rowCount))
      words[words.count - 1] &= Subset.lastWord(rowCount)
      return words
    case .few(let rows):
      var words = [UInt64](repeating: 0, count: Subset.wordCount(rowCount))
      mark(rows.span, in: &words)
      return words
    }
  }

  /// The bits that the last word of so many rows may have.
  static func lastWord(_ rowCount: Int) -> UInt64 {
    rowCount & 63 == 0 ? .max : (1 &<< UInt64(rowCount & 63)) &- 1
  }

  /// The same rows as bits where there are many of them and some test asks row by row.
  var indexed: Subset {
    if case .few(let rows) = form, Subset.isMany(rows.count, of: rowCount) {
      return Subset(words: words, of: rowCount)
    }
    return self
  }
}

extension RowList {
  /// Whether a row is among these, which rise.
  func holds(_ row: UInt32) -> Bool {
    let rows = span
    let place = rows.place(of: row)
    return place < rows.count && rows[place] == row
  }
}

extension Span<UInt32> {
  /// Where a row stands among rising rows, or would stand; no earlier than `start`.
  @inline(__always)
  func place(of row: UInt32, from start: Int = 0) -> Int {
    var low = start
    var high = count
    while low < high {
      let middle = low &+ (high &- low) / 2
      if self[middle] < row { low = middle &+ 1 } else { high = middle }
    }
    return low
  }
}

/// Sets the bits of rows.
func mark(_ rows: Span<UInt32>, in words: inout [UInt64]) {
  var bits = words.mutableSpan
  for index in rows.indices {
    let row = rows[index]
    bits[Int(row &>> 6)] |= 1 &<< UInt64(row & 63)
  }
}

/// How many bits are set.
private func bitCount(_ words: [UInt64]) -> Int {
  let words = words.span
  var count = 0
  for index in words.indices { count &+= words[index].nonzeroBitCount }
  return count
}

/// Calls `body` with the number of each set bit of some words, rising.
@inline(__always)
private func forEachBit(_ words: [UInt64], _ range: Range<Int>, _ body: (UInt32) -> Void) {
  let words = words.span
  for index in range {
    var word = words[index]
    while word != 0 {
      body(UInt32(truncatingIfNeeded: index &<< 6 &+ word.trailingZeroBitCount))
      word &= word &- 1
    }
  }
}
