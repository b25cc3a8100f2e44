internal import AlmanacStore

/// The rows that may be among the first so many of an order, by one bound alone: as rows are looked at,
/// those are kept that are none behind so many others.
struct Contenders<Bound: FixedWidthInteger & BitwiseCopyable & Sendable> {
  private let limit: Int
  private let isDescending: Bool
  /// So many of the first bounds so far, the last of them last.
  private var first: [Bound] = []
  private var rows: [(row: UInt32, bound: Bound)] = []

  /// - Parameter limit: at least one.
  init(limit: Int, isDescending: Bool) {
    self.limit = limit
    self.isDescending = isDescending
    first.reserveCapacity(limit + 1)
  }

  /// Whether no row of this bound can be among the first any more.
  @inline(__always)
  func isBehind(_ bound: Bound) -> Bool {
    first.count == limit && precedes(first[limit &- 1], bound)
  }

  /// Looks at one more row.
  @inline(__always)
  mutating func look(at row: UInt32, _ bound: Bound) {
    if isBehind(bound) { return }
    rows.append((row, bound))
    if first.count == limit {
      if bound == first[limit &- 1] { return }
      first.removeLast()
    }
    first.insert(bound, at: first.firstIndex { precedes(bound, $0) } ?? first.count)
  }

  /// The rows whose bound is none behind the so many first; nil where fewer were looked at.
  consuming func finish() -> [UInt32]? {
    first.count == limit ? rows.filter { !isBehind($0.bound) }.map(\.row) : nil
  }

  @inline(__always)
  private func precedes(_ left: Bound, _ right: Bound) -> Bool {
    isDescending ? right < left : left < right
  }
}

extension Contenders {
  /// Looks at all rows of a set.
  mutating func look(at rows: Subset, _ bounds: Block<Bound>, _ stated: RowSet) {
    let bounds = bounds.lookup(reading: rows.count)
    let stated = stated.lookup(reading: rows.count)
    rows.forEachRow { row in if stated[row] { look(at: row, bounds[Int(row)]) } }
  }

  /// Looks at the rows of a set block by block, the most promising first, until no other can have a
  /// row among the first.
  mutating func look(
    at rows: Subset, _ bounds: Block<Bound>, _ stated: RowSet, _ extremes: BlockExtremes<Bound>
  ) {
    // Few blocks are looked into: each row of them brings in what it needs.
    let bounds = bounds.lookup(reading: limit)
    let stated = stated.lookup(reading: limit)
    for entry in isDescending ? extremes.falling : extremes.rising {
      if isBehind(entry.bound) { return }
      rows.forEachRow(ofBlock: Int(entry.block), BlockExtremes<Bound>.blockSize) { row in
        if stated[row] { look(at: row, bounds[Int(row)]) }
      }
    }
  }
}
