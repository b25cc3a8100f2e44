internal import AlmanacStore

/// The least and the greatest bound that each block of rows states, and the blocks by them: with these
/// the first rows of an order are found without a look at most of the others.
///
/// Source: Moerkotte, Small Materialized Aggregates (VLDB 1998).
struct BlockExtremes<Bound: FixedWidthInteger & BitwiseCopyable & Sendable>: Sendable {
  /// So many rows are a block: whole words of bits.
  static var blockSize: Int { 1_024 }

  /// A block and the bound that it is known by.
  struct Entry: Sendable {
    var bound: Bound
    var block: UInt32
  }

  /// Blocks that state a bound, by the least of theirs, rising.
  let rising: [Entry]
  /// The same by the greatest of theirs, falling.
  let falling: [Entry]

  init(_ bounds: Span<Bound>, _ stated: RowLookup) {
    var (rising, falling): ([Entry], [Entry]) = ([], [])
    var start = 0
    while start < bounds.count {
      let end = min(start &+ Self.blockSize, bounds.count)
      if let (least, greatest) = extremes(bounds, stated, start..<end) {
        let block = UInt32(truncatingIfNeeded: start / Self.blockSize)
        rising.append(Entry(bound: least, block: block))
        falling.append(Entry(bound: greatest, block: block))
      }
      start = end
    }
    rising.sort { ($0.bound, $0.block) < ($1.bound, $1.block) }
    falling.sort { ($0.bound, $1.block) > ($1.bound, $0.block) }
    self.rising = rising
    self.falling = falling
  }
}

/// The least and the greatest bound of some rows; nil where none states one.
private func extremes<Bound: FixedWidthInteger & BitwiseCopyable & Sendable>(
  _ bounds: Span<Bound>, _ stated: RowLookup, _ rows: Range<Int>
) -> (least: Bound, greatest: Bound)? {
  var (least, greatest) = (Bound.max, Bound.min)
  var isAny = false
  for row in rows where stated[UInt32(truncatingIfNeeded: row)] {
    least = min(least, bounds[row])
    greatest = max(greatest, bounds[row])
    isAny = true
  }
  return isAny ? (least, greatest) : nil
}
