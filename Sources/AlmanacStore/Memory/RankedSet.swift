/// A set of rows of which each knows how many come before it: the place of what is kept of the rows of
/// the set alone.
///
/// Source: G. Jacobson, "Space-efficient static trees and graphs" (1989), rank: a count for each word,
/// and the bits of one word.
struct RankedSet: Sendable {
  let rows: RowSet
  /// How many rows come before those of each word; empty when every row is in the set.
  let ranks: Block<UInt32>

  init(_ bitmap: Bitmap) {
    rows = RowSet(bitmap)
    var count = 0
    let counts = bitmap.words.map { word in
      defer { count &+= word.nonzeroBitCount }
      return UInt32(truncatingIfNeeded: count)
    }
    ranks = rows.isAll ? [] : Block(counts)
  }

  init(rows: RowSet, ranks: Block<UInt32>) {
    self.rows = rows
    self.ranks = ranks
  }

  /// How many rows are in the set.
  var count: Int { rows.count }

  /// How many rows of the set come before a row of it; nil for every other row.
  func rank(of row: UInt32) -> Int? { lookup(reading: 1).rank(of: row) }
}

/// Asks for ranks here and there, as ``Lookup`` reads elements.
public struct RankLookup: ~Escapable {
  @usableFromInline let rows: RowLookup
  @usableFromInline let ranks: Lookup<UInt32>
  @usableFromInline let count: Int

  @inlinable @_lifetime(copy rows, copy ranks)
  init(rows: RowLookup, ranks: Lookup<UInt32>, count: Int) {
    self.rows = rows
    self.ranks = ranks
    self.count = count
  }

  /// How many rows of the set come before a row of it; nil for every other row.
  @inlinable public func rank(of row: UInt32) -> Int? {
    if rows.isAll { return Int(row) }
    let index = Int(row &>> 6)
    let word = rows.words[index]
    let bit = UInt64(1) &<< UInt64(row & 63)
    guard word & bit != 0 else { return nil }
    let rank = Int(ranks[index]) &+ (word & (bit &- 1)).nonzeroBitCount
    // Of a damaged snapshot it may be any number.
    return rank < count ? rank : nil
  }
}

extension RankedSet {
  /// For a loop that asks for so many rows.
  @_lifetime(borrow self)
  borrowing func lookup(reading count: Int) -> RankLookup {
    RankLookup(
      rows: rows.lookup(reading: count), ranks: ranks.lookup(reading: count), count: self.count)
  }
}
