internal import AlmanacStore

/// Counts and totals of the rows of each group: groups are numbers, one code after the other, so that
/// a row costs a look at its codes and an addition.
struct GroupCount: Sendable {
  /// More combinations of codes than this are not held at once.
  static let denseLimit = 4_000_000

  let coders: [KeyCoder]
  let totals: [TotalColumn]
  /// How many codes each key has.
  private let sizes: [Int]
  /// The rows of each group; while rows are counted one more at the end, for those that are left over.
  private(set) var counts: [UInt32]
  private(set) var sums: [Totals]
  /// Rows that stand in several groups.
  private(set) var repeatCount = 0
  /// Rows whose keys are to be read as cells.
  private(set) var leftOver: [UInt32] = []
  private var blocks: [CodeBlock]
  /// Room for keys put together, and for the row of each pair.
  private var spare = CodeBlock()
  private var pairRows: [UInt32] = []

  /// nil where the codes of the keys have too many combinations.
  init?(_ coders: [KeyCoder], _ totals: [TotalColumn]) {
    self.coders = coders
    self.totals = totals
    sizes = coders.map(\.dictionary.fixedCount)
    var groupCount = 1
    for size in sizes {
      groupCount *= size
      if groupCount > GroupCount.denseLimit { return nil }
    }
    counts = [UInt32](repeating: 0, count: groupCount + 1)
    sums = totals.map { Totals($0, groupCount: groupCount + 1) }
    blocks = coders.map { _ in CodeBlock() }
  }

  /// The codes of a group.
  func codes(of group: Int) -> [UInt32] {
    if sizes.count == 1 { return [UInt32(truncatingIfNeeded: group)] }
    var rest = group
    var codes: [UInt32] = []
    for size in sizes.reversed() {
      codes.append(UInt32(truncatingIfNeeded: rest % size))
      rest /= size
    }
    return codes.reversed()
  }

  /// The group of codes; nil when one of them is not among those known before the first row.
  func group(of codes: [UInt32]) -> Int? {
    var group = 0
    for (code, size) in zip(codes, sizes) {
      guard Int(code) < size else { return nil }
      group = group &* size &+ Int(code)
    }
    return group
  }

  /// Counts rows, in two threads where there are enough.
  static func counted(
    _ rows: Subset, _ coders: [KeyCoder], _ totals: [TotalColumn], _ context: QueryContext
  ) -> GroupCount? {
    guard let empty = GroupCount(coders, totals) else { return nil }
    let groupCount = empty.counts.count - 1
    if rows.isAll, totals.isEmpty, coders.count == 1, let whole = coders[0].whole {
      var count = empty
      count.counts = whole.counts(coders[0].dictionary)
      count.repeatCount = whole.repeatCount
      return count
    }
    if rows.isAll, totals.isEmpty, coders.count == 1 {
      let tallies = inTwoThreads(rows.rowCount, least: context.tuning.threadRowCount) {
        coders[0].tally($0)
      }
      if let counts = GroupCount.sum(tallies, groupCount) {
        var count = empty
        count.counts = counts
        return count
      }
    }
    let parts = rows.inTwoThreads(least: context.tuning.threadRowCount) { part in
      var count = empty
      part.forEachBlock { block in
        if !context.isInterrupted { count.add(block) }
      }
      return count
    }
    var whole = parts.first ?? empty
    for part in parts.dropFirst() { whole.merge(part) }
    whole.counts.removeLast()
    for index in whole.sums.indices { whole.sums[index].resize(to: groupCount) }
    return whole
  }

  /// nil where one is missing.
  private static func sum(_ tallies: [[UInt32]?], _ groupCount: Int) -> [UInt32]? {
    var counts = [UInt32](repeating: 0, count: groupCount)
    for tally in tallies {
      guard let tally else { return nil }
      for group in counts.indices { counts[group] &+= tally[group] }
    }
    return counts
  }

  /// So many pairs at most are made of a block of rows at once.
  private static let pairLimit = 1 << 20

  private mutating func add(_ rows: Span<UInt32>) {
    for key in coders.indices { coders[key].fill(rows, &blocks[key]) }
    var groups = CodeBlock()
    swap(&groups, &blocks[0])
    for key in coders.indices.dropFirst() {
      let pairCount = groups.pairCount(with: blocks[key], rows.count)
      if pairCount > GroupCount.pairLimit, rows.count > 1 {
        add(rows.extracting(first: rows.count / 2))
        return add(rows.extracting(droppingFirst: rows.count / 2))
      }
      var pairs = CodeBlock()
      swap(&pairs, &spare)
      pairs.combine(groups, blocks[key], size: sizes[key], rowCount: rows.count)
      swap(&pairs, &groups)
      swap(&pairs, &spare)
    }
    count(rows, &groups)
    swap(&groups, &blocks[0])
  }

  /// Counts each row in the groups of its codes.
  private mutating func count(_ rows: Span<UInt32>, _ groups: inout CodeBlock) {
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
    let spreadRows = pairRows
    for index in totals.indices {
      let column = totals[index].column
      if groups.isSingle {
        sums[index].add(rows, to: codes, column)
      } else {
        sums[index].add(spreadRows.span.extracting(first: pairCount), to: codes, column)
      }
    }
  }

  /// Counts a row in groups that may be new: numbers behind those of the codes.
  mutating func count(leftOver row: UInt32, in groups: Set<Int>) {
    if groups.count > 1 { repeatCount &+= 1 }
    for group in groups {
      if group >= counts.count {
        counts += [UInt32](repeating: 0, count: group + 1 - counts.count)
        for index in sums.indices { sums[index].resize(to: group + 1) }
      }
      counts[group] &+= 1
      let (rows, groups) = ([row], [UInt32(truncatingIfNeeded: group)])
      for index in totals.indices {
        sums[index].add(rows.span, to: groups.span, totals[index].column)
      }
    }
  }

  private mutating func merge(_ other: GroupCount) {
    for group in counts.indices { counts[group] &+= other.counts[group] }
    for index in sums.indices { sums[index].merge(other.sums[index]) }
    repeatCount &+= other.repeatCount
    leftOver += other.leftOver
  }
}

/// Counts how often each group stands there.
private func tally(_ groups: Span<UInt32>, in counts: inout [UInt32]) {
  var counts = counts.mutableSpan
  for index in groups.indices { counts[Int(groups[index])] &+= 1 }
}

/// What is left over becomes the group of what is left over.
private func clamp(_ codes: inout [UInt32], _ count: Int, to trash: UInt32) {
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
