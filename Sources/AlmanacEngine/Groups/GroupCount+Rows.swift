internal import AlmanacStore

/// Counting rows wherever they stand, a block of them at a time.
extension GroupCount {
  /// So many pairs at most are made of a block of rows at once.
  private static let pairLimit = 1 << 20

  /// What is used again for every block of rows.
  struct Room {
    /// The codes of each key, and keys put together.
    fileprivate var blocks: [CodeBlock]
    fileprivate var spare = CodeBlock()
    /// The row of each pair.
    fileprivate var pairRows: [UInt32] = []

    init(keyCount: Int) {
      blocks = [CodeBlock](repeating: CodeBlock(), count: keyCount)
    }
  }

  /// Counts rows, in two threads where there are enough.
  mutating func add(_ rows: Subset, _ context: QueryContext) {
    let empty = self
    merge(
      rows.inTwoThreads(least: context.tuning.threadRowCount) { part in
        var count = empty
        var room = Room(keyCount: empty.coders.count)
        part.forEachBlock { block in
          if !context.isInterrupted { count.add(block, &room) }
        }
        return count
      })
  }

  private mutating func add(_ rows: Span<UInt32>, _ room: inout Room) {
    for key in coders.indices { coders[key].fill(rows, &room.blocks[key]) }
    var groups = CodeBlock()
    swap(&groups, &room.blocks[0])
    for key in coders.indices.dropFirst() {
      let pairCount = groups.pairCount(with: room.blocks[key], rows.count)
      if pairCount > GroupCount.pairLimit, rows.count > 1 {
        swap(&groups, &room.blocks[0])
        add(rows.extracting(first: rows.count / 2), &room)
        return add(rows.extracting(droppingFirst: rows.count / 2), &room)
      }
      var pairs = CodeBlock()
      swap(&pairs, &room.spare)
      pairs.combine(groups, room.blocks[key], size: sizes[key], rowCount: rows.count)
      swap(&pairs, &groups)
      swap(&pairs, &room.spare)
    }
    count(rows, &groups, &room.pairRows)
    swap(&groups, &room.blocks[0])
  }

  /// Counts each row in the groups of its codes.
  private mutating func count(
    _ rows: Span<UInt32>, _ groups: inout CodeBlock, _ pairRows: inout [UInt32]
  ) {
    let trash = UInt32(truncatingIfNeeded: counts.count - 1)
    let pairCount = groups.count(rows.count)
    clamp(&groups.codes, pairCount, to: trash)
    let leftOverCount = counts[Int(trash)]
    tally(groups.codes.span.extracting(first: pairCount), in: &counts)
    if counts[Int(trash)] != leftOverCount {
      for place in rows.indices where groups.codes[groups.range(of: place).lowerBound] == trash {
        leftOver.append(rows[place])
      }
    }
    if !groups.isSingle { repeatCount &+= groups.repeatCount(rows.count, besides: trash) }
    guard !totals.isEmpty else { return }
    if !groups.isSingle { spread(rows, along: groups, pairCount, into: &pairRows) }
    let codes = groups.codes.span.extracting(first: pairCount)
    for index in totals.indices {
      let column = totals[index].column
      if groups.isSingle {
        sums[index].add(rows, to: codes, column)
      } else {
        sums[index].add(pairRows.span.extracting(first: pairCount), to: codes, column)
      }
    }
  }
}

/// Counts how often each group stands there.
func tally(_ groups: Span<UInt32>, in counts: inout [UInt32]) {
  var counts = counts.mutableSpan
  for index in groups.indices { counts[Int(groups[index])] &+= 1 }
}

/// What is left over becomes the group of what is left over.
func clamp(_ codes: inout [UInt32], _ count: Int, to trash: UInt32) {
  precondition(codes.count >= count, "so many codes are there")
  var codes = codes.mutableSpan
  for index in 0..<count { codes[index] = min(codes[index], trash) }
}

/// Writes each row as often as it has codes.
private func spread(
  _ rows: Span<UInt32>, along groups: CodeBlock, _ pairCount: Int, into pairRows: inout [UInt32]
) {
  if pairRows.count < pairCount { pairRows = [UInt32](repeating: 0, count: pairCount * 2) }
  var pairRows = pairRows.mutableSpan
  for place in rows.indices {
    for position in groups.range(of: place) { pairRows[position] = rows[place] }
  }
}
