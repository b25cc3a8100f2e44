internal import AlmanacStore

/// Counting most rows of a table, from one end to the other.
extension GroupCount {
  /// Counts rows, in two threads where there are enough.
  mutating func add(_ rows: Subset, _ keys: [KeyColumns], _ context: QueryContext) {
    let empty = self
    let wanted = rows.isAll ? nil : rows.words
    let parts = inTwoThreads(
      rows.rowCount, least: context.tuning.threadRowCount, step: StretchGroups.blockSize
    ) { range in
      var count = empty
      var groups = StretchGroups(keys, strides: empty.strides, trash: empty.counts.count - 1)
      var start = range.lowerBound
      while start < range.upperBound, !context.isInterrupted {
        let end = min(start &+ StretchGroups.blockSize, range.upperBound)
        groups.find(start..<end, of: wanted, needsRows: !empty.totals.isEmpty)
        count.count(start..<end, groups)
        start = end
      }
      return count
    }
    merge(parts)
    let leftOver = keys.reduce(Subset.none(of: rows.rowCount)) { $0.union($1.leftOver) }
    self.leftOver += rows.intersection(leftOver).rows
  }

  private mutating func count(_ rows: Range<Int>, _ groups: borrowing StretchGroups) {
    let found = groups.groups.span.extracting(first: groups.count)
    tally(found, in: &counts)
    repeatCount &+= groups.repeatCount
    for index in totals.indices {
      let column = totals[index].column
      if groups.isSingle {
        sums[index].add(rows, to: found, column)
      } else {
        sums[index].add(groups.pairRows.span.extracting(first: groups.count), to: found, column)
      }
    }
  }
}
