internal import AlmanacStore

/// About how many of some rows name each record of a noun, by its row.
public struct FacetCounts: Sendable {
  private var counts: [UInt32]
  /// How many records are named at all.
  public private(set) var namedCount = 0

  /// No record is named.
  init(recordCount: Int) {
    counts = [UInt32](repeating: 0, count: recordCount)
  }

  /// Counts what a column of the rows names: from the lengths of its posting lists where the rows are
  /// all there are, else from the rows, in two threads where there are many.
  ///
  /// - Parameter forest: what is named is counted of everything above it too, several times where a
  ///   row names several things below it; nil for none of that.
  init(_ rows: Subset, _ column: ReferenceColumn, forest: Forest?, _ context: QueryContext) {
    let recordCount = column.postings.codeCount
    counts = [UInt32](repeating: 0, count: recordCount)
    if rows.isAll {
      counts = column.postings.counts
    } else {
      let parts = rows.inTwoThreads(least: context.tuning.threadRowCount) { part in
        var counts = [UInt32](repeating: 0, count: recordCount)
        part.forEachBlock { block in
          if !context.isInterrupted { tally(block, column.list, in: &counts) }
        }
        return counts
      }
      for part in parts { for record in counts.indices { counts[record] &+= part[record] } }
    }
    if let forest { addToParents(forest) }
    namedCount = counts.count { $0 > 0 }
  }

  /// How many rows name a record.
  public subscript(record: UInt32) -> Int { Int(counts[Int(record)]) }

  mutating func add(_ count: UInt32, to record: UInt32) {
    if counts[Int(record)] == 0 { namedCount += 1 }
    counts[Int(record)] &+= count
  }

  private mutating func addToParents(_ forest: Forest) {
    let own = counts
    for record in own.indices where own[record] > 0 {
      for above in forest.ancestors(of: UInt32(truncatingIfNeeded: record)) {
        counts[Int(above)] &+= own[record]
      }
    }
  }

  /// The records that are named most, in no order: at least so many where there are as many, and those
  /// named as often as the last of these.
  ///
  /// - Parameter most: no more than that.
  public func busiest(least: Int, most: Int) -> [UInt32] {
    var named: [UInt32] = []
    named.reserveCapacity(namedCount)
    for record in counts.indices where counts[record] > 0 {
      named.append(UInt32(truncatingIfNeeded: record))
    }
    guard named.count > least else { return named }
    // The count that so many reach, from the digits of the counts.
    var (low, high) = (UInt32(1), counts.max() ?? 1)
    while low < high {
      let middle = low + (high - low + 1) / 2
      if counts.count(where: { $0 >= middle }) >= least { low = middle } else { high = middle - 1 }
    }
    let above = named.filter { counts[Int($0)] > low }
    let equal = named.lazy.filter { counts[Int($0)] == low }
    return above + equal.prefix(most - above.count)
  }
}

private func tally(_ rows: Span<UInt32>, _ list: ListColumn, in counts: inout [UInt32]) {
  switch list.values.form {
  case .bytes(let values): tally(rows, list, values, in: &counts)
  case .shorts(let values): tally(rows, list, values, in: &counts)
  case .words(let values): tally(rows, list, values, in: &counts)
  }
}

private func tally<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
  _ rows: Span<UInt32>, _ list: ListColumn, _ values: Block<Code>, in counts: inout [UInt32]
) {
  let values = values.lookup(reading: rows.count)
  var counts = counts.mutableSpan
  if list.isSingle {
    for index in rows.indices {
      let value = values[Int(rows[index])]
      if value != .max, value < counts.count { counts[Int(value)] &+= 1 }
    }
    return
  }
  let offsets = list.offsets.lookup(reading: rows.count)
  for index in rows.indices {
    var position = Int(offsets[Int(rows[index])])
    let end = Int(offsets[Int(rows[index]) &+ 1])
    while position < end {
      let value = values[position]
      if value < counts.count { counts[Int(value)] &+= 1 }
      position &+= 1
    }
  }
}
