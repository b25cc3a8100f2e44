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
  private(set) var counts: [Int]
  private(set) var sums: [Totals]
  /// Rows that stand in several groups.
  private(set) var repeatCount = 0
  /// Rows whose keys are to be read as cells.
  private(set) var leftOver: [UInt32] = []
  private var blocks: [CodeBlock]

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
    counts = [Int](repeating: 0, count: groupCount)
    sums = totals.map { Totals($0, groupCount: groupCount) }
    blocks = coders.map { _ in CodeBlock() }
  }

  /// The codes of a group.
  func codes(of group: Int) -> [UInt32] {
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
    if rows.isAll, totals.isEmpty, coders.count == 1, let whole = coders[0].whole {
      var count = empty
      count.counts = whole.counts(coders[0].dictionary)
      count.repeatCount = whole.repeatCount
      return count
    }
    let parts = rows.inTwoThreads(least: context.tuning.threadRowCount) { part in
      var count = empty
      part.forEachBlock { block in
        if !context.isInterrupted { count.add(block) }
      }
      return count
    }
    guard var whole = parts.first else { return empty }
    for part in parts.dropFirst() { whole.merge(part) }
    return whole
  }

  private mutating func add(_ rows: RowList) {
    for key in coders.indices { coders[key].fill(rows, &blocks[key]) }
    switch coders.count {
    case 1: addByOne(rows)
    case 2: addByTwo(rows)
    default: for (place, row) in rows.enumerated() { addByMany(row, place) }
    }
  }

  private mutating func addByOne(_ rows: RowList) {
    let block = blocks[0]
    let first = rows.startIndex
    if totals.isEmpty && block.codes.count == rows.count {
      for place in block.codes.indices {
        let code = block.codes[place]
        if code == KeyCoder.leftOver {
          leftOver.append(rows[first &+ place])
        } else {
          counts[Int(code)] &+= 1
        }
      }
      return
    }
    for place in 0..<rows.count {
      let start = block.starts[place]
      let end = block.starts[place &+ 1]
      if block.codes[start] == KeyCoder.leftOver {
        leftOver.append(rows[first &+ place])
        continue
      }
      if end &- start > 1 { repeatCount &+= 1 }
      for position in start..<end { count(rows[first &+ place], Int(block.codes[position])) }
    }
  }

  private mutating func addByTwo(_ rows: RowList) {
    let (left, right) = (blocks[0], blocks[1])
    let size = sizes[1]
    let first = rows.startIndex
    for place in 0..<rows.count {
      let row = rows[first &+ place]
      let lefts = left.starts[place]..<left.starts[place &+ 1]
      let rights = right.starts[place]..<right.starts[place &+ 1]
      if left.codes[lefts.lowerBound] == KeyCoder.leftOver
        || right.codes[rights.lowerBound] == KeyCoder.leftOver
      {
        leftOver.append(row)
        continue
      }
      if lefts.count &* rights.count > 1 { repeatCount &+= 1 }
      for one in lefts {
        let base = Int(left.codes[one]) &* size
        for other in rights { count(row, base &+ Int(right.codes[other])) }
      }
    }
  }

  private mutating func addByMany(_ row: UInt32, _ place: Int) {
    var groups = [0]
    for key in blocks.indices {
      let codes = blocks[key].codes[blocks[key].starts[place]..<blocks[key].starts[place + 1]]
      if codes.first == KeyCoder.leftOver {
        leftOver.append(row)
        return
      }
      groups = groups.flatMap { group in codes.map { group &* sizes[key] &+ Int($0) } }
    }
    if groups.count > 1 { repeatCount &+= 1 }
    for group in groups { count(row, group) }
  }

  @inline(__always)
  private mutating func count(_ row: UInt32, _ group: Int) {
    counts[group] &+= 1
    for index in totals.indices where totals[index].column.stated[row] {
      sums[index].add(totals[index].column, row: row, to: group)
    }
  }

  /// Counts a row in groups that may be new: numbers behind those of the codes.
  mutating func count(leftOver row: UInt32, in groups: Set<Int>) {
    if groups.count > 1 { repeatCount &+= 1 }
    for group in groups {
      if group >= counts.count {
        counts += [Int](repeating: 0, count: group + 1 - counts.count)
        for index in sums.indices { sums[index].grow(to: group + 1) }
      }
      count(row, group)
    }
  }

  private mutating func merge(_ other: GroupCount) {
    for group in counts.indices { counts[group] &+= other.counts[group] }
    for index in sums.indices { sums[index].merge(other.sums[index]) }
    repeatCount &+= other.repeatCount
    leftOver += other.leftOver
  }
}
