internal import AlmanacStore

/// Counts and totals of the rows of each group: groups are numbers, one code after the other, so that
/// a row costs a look at its codes and an addition.
struct GroupCount: Sendable {
  /// More combinations of codes than this are not held at once.
  static let denseLimit = 4_000_000

  let coders: [KeyCoder]
  let totals: [TotalColumn]
  /// How many codes each key has.
  let sizes: [Int]
  /// The rows of each group; while rows are counted one more at the end, for those that are left over.
  var counts: [UInt32]
  var sums: [Totals]
  /// Rows that stand in several groups.
  var repeatCount = 0
  /// Rows whose keys are to be read as cells.
  var leftOver: [UInt32] = []

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
  }

  /// How many groups it is from one code of each key to the next.
  var strides: [Int] {
    var stride = 1
    var strides: [Int] = []
    for size in sizes.reversed() {
      strides.append(stride)
      stride *= size
    }
    return strides.reversed()
  }

  /// The groups that have rows.
  var groups: [UInt32] {
    var kept = KeptRows(room: counts.count)
    let counts = counts.span
    for group in counts.indices {
      kept.keep(UInt32(truncatingIfNeeded: group), if: counts[group] > 0)
    }
    return kept.finish()
  }

  /// The codes of groups, key by key.
  ///
  /// - Parameter further: the codes of groups behind those of known codes, group by group.
  func codes(of groups: [UInt32], _ further: [[UInt32]]) -> [[UInt32]] {
    let knownCount = UInt32(truncatingIfNeeded: counts.count - further.count)
    // What is left when the codes of the keys behind are taken off.
    var rest = Array(groups.prefix { $0 < knownCount })
    let others = groups.dropFirst(rest.count).map { further[Int($0 - knownCount)] }
    var keys: [[UInt32]] = []
    for size in sizes.dropFirst().reversed() {
      var codes = rest
      divide(&rest, by: UInt32(truncatingIfNeeded: size), &codes)
      keys.append(codes)
    }
    keys.append(rest)
    keys.reverse()
    if others.isEmpty { return keys }
    return keys.indices.map { key in keys[key] + others.map { $0[key] } }
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
    _ rows: Subset, of table: Table, _ coders: [KeyCoder], _ totals: [TotalColumn],
    _ context: QueryContext
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
    var whole = empty
    if let columns = StretchGroups.columns(coders, for: rows, table, context.interruption) {
      whole.add(rows, columns, context)
    } else {
      whole.add(rows, context)
    }
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

  /// Adds what threads came to, each of a part of the rows.
  mutating func merge(_ parts: [GroupCount]) {
    for part in parts {
      addCounts(part.counts.span, to: &counts)
      for index in sums.indices { sums[index].merge(part.sums[index]) }
      repeatCount &+= part.repeatCount
      leftOver += part.leftOver
    }
  }
}

/// Leaves quotients, and what is over beside them.
private func divide(_ numbers: inout [UInt32], by size: UInt32, _ remainders: inout [UInt32]) {
  var numbers = numbers.mutableSpan
  var remainders = remainders.mutableSpan
  precondition(remainders.count == numbers.count, "one beside each")
  for index in numbers.indices {
    let (quotient, remainder) = numbers[index].quotientAndRemainder(dividingBy: size)
    numbers[index] = quotient
    remainders[index] = remainder
  }
}

private func addCounts(_ other: Span<UInt32>, to counts: inout [UInt32]) {
  var counts = counts.mutableSpan
  precondition(counts.count == other.count, "the same groups")
  for group in other.indices { counts[group] &+= other[group] }
}
