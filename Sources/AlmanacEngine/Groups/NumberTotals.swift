internal import AlmanacStore

/// A total of a number column, as far as sums can be taken without a look at each.
struct TotalColumn: Sendable {
  let total: Total
  let column: NumberColumn
  /// The field, to which the stated rows are known.
  let field: String

  /// nil where the total needs all numbers at once, or a sum might leave the range of numbers.
  init?(_ aggregate: Aggregate, _ table: Table) {
    guard let total = aggregate.total, total != .median, case .path(let path)? = aggregate.operand,
      path.filters.isEmpty, path.fields.count == 1, let field = path.fields.first,
      field.origin == .stored, let column = table.number(field.name),
      table.isSafeToAdd(field.name, column)
    else { return nil }
    self.total = total
    self.column = column
    self.field = field.name
  }
}

extension Table {
  /// Whether no sum of numbers of the column leaves the range of numbers, and none is unbounded.
  fileprivate func isSafeToAdd(_ field: String, _ column: NumberColumn) -> Bool {
    memo.value("safe sums \(field)") {
      var sum: UInt64 = 0
      let stated = column.stated.lookup(reading: rowCount)
      let lowers = column.lower.span
      let uppers = column.upper.isEmpty ? column.lower.span : column.upper.span
      for row in lowers.indices where stated[UInt32(truncatingIfNeeded: row)] {
        let lower = lowers[row]
        let upper = uppers[row]
        if lower <= Quantity.lowest || upper >= Quantity.highest { return false }
        let (next, overflow) = sum.addingReportingOverflow(max(lower.magnitude, upper.magnitude))
        if overflow || next > UInt64(Int64.max / 2) { return false }
        sum = next
      }
      return true
    }
  }
}

/// What the totals of one column come to so far, group by group.
///
/// Group g stands at g + 1: what rows add that state no number goes to 0, so that it takes no jump
/// to pass them over.
struct Totals: Sendable {
  private let total: Total
  private let isExact: Bool
  private var counts: [UInt32]
  private var lower: [Int64]
  private var upper: [Int64]
  private var guesses: [Bool]
  /// Some row of each group that has a number: where there is one it says how it was written.
  private var rows: [UInt32]

  init(_ column: TotalColumn, groupCount: Int) {
    total = column.total
    isExact = column.column.upper.isEmpty
    counts = [UInt32](repeating: 0, count: groupCount + 1)
    lower = [Int64](repeating: total.start, count: groupCount + 1)
    upper = isExact ? [] : lower
    guesses = column.column.guesses == nil ? [] : [Bool](repeating: false, count: groupCount + 1)
    rows = column.column.notation.isEmpty ? [] : [UInt32](repeating: 0, count: groupCount + 1)
  }

  /// So many groups: new ones without a number yet, or fewer than before.
  mutating func resize(to groupCount: Int) {
    counts.resize(to: groupCount + 1, with: 0)
    lower.resize(to: groupCount + 1, with: total.start)
    if !isExact { upper.resize(to: groupCount + 1, with: total.start) }
    if !guesses.isEmpty { guesses.resize(to: groupCount + 1, with: false) }
    if !rows.isEmpty { rows.resize(to: groupCount + 1, with: 0) }
  }

  /// Adds the number of each row to the group that stands beside it; rows that state none are passed
  /// over.
  mutating func add(_ rows: Span<UInt32>, to groups: Span<UInt32>, _ column: NumberColumn) {
    switch total {
    case .sum, .avg, .median: add(rows, to: groups, column, &+)
    case .min: add(rows, to: groups, column, Swift.min)
    case .max: add(rows, to: groups, column, Swift.max)
    }
  }

  @inline(__always)
  private mutating func add(
    _ rows: Span<UInt32>, to groups: Span<UInt32>, _ column: NumberColumn,
    _ combine: (Int64, Int64) -> Int64
  ) {
    let stated = column.stated.lookup(reading: rows.count)
    addNumbers(
      rows, groups, stated, column.lower.lookup(reading: rows.count), &counts, &lower, combine)
    if isPlain { return }
    for index in rows.indices where stated[rows[index]] {
      note(rows[index], Int(groups[index]) + 1, column, combine)
    }
  }

  /// Whether there is nothing to note of a number but itself.
  private var isPlain: Bool { isExact && guesses.isEmpty && rows.isEmpty }

  /// What a number has besides its lower bound.
  private mutating func note(
    _ row: UInt32, _ group: Int, _ column: NumberColumn, _ combine: (Int64, Int64) -> Int64
  ) {
    if !isExact { upper[group] = combine(upper[group], column.upper[Int(row)]) }
    if let set = column.guesses, set[row] { guesses[group] = true }
    if !rows.isEmpty { rows[group] = row }
  }

  /// Adds the numbers of rows to the only group.
  mutating func add(_ rows: Span<UInt32>, _ column: NumberColumn) {
    switch total {
    case .sum, .avg, .median: add(rows, column, &+)
    case .min: add(rows, column, Swift.min)
    case .max: add(rows, column, Swift.max)
    }
  }

  @inline(__always)
  private mutating func add(
    _ rows: Span<UInt32>, _ column: NumberColumn, _ combine: (Int64, Int64) -> Int64
  ) {
    let stated = column.stated.lookup(reading: rows.count)
    let lowers = column.lower.lookup(reading: rows.count)
    let start = total.start
    var (count, sum): (UInt32, Int64) = (0, start)
    for index in rows.indices {
      let row = rows[index]
      let isStated = stated[row]
      let number = lowers[Int(row)]
      count &+= isStated ? 1 : 0
      sum = combine(sum, isStated ? number : start)
    }
    counts[1] &+= count
    lower[1] = combine(lower[1], sum)
    if isPlain { return }
    for index in rows.indices where stated[rows[index]] {
      note(rows[index], 1, column, combine)
    }
  }

  /// Adds what another thread came to.
  mutating func merge(_ other: Totals) {
    for group in other.counts.indices.dropFirst() where other.counts[group] > 0 {
      counts[group] &+= other.counts[group]
      lower[group] = total.combined(lower[group], other.lower[group])
      if !isExact { upper[group] = total.combined(upper[group], other.upper[group]) }
      if !guesses.isEmpty { guesses[group] = guesses[group] || other.guesses[group] }
      if !rows.isEmpty { rows[group] = other.rows[group] }
    }
  }

  /// How many rows of a group state a number.
  func count(of group: Int) -> Int { Int(counts[group + 1]) }

  /// The total of a group.
  func value(of group: Int, _ column: NumberColumn, rowCount: Int) -> Value {
    let group = group + 1
    let count = Int(counts[group])
    if count == 0 {
      return total == .sum && rowCount == 0 ? .number(Quantity(exactly: 0)) : .missing
    }
    var result = Quantity(lower: lower[group], upper: isExact ? lower[group] : upper[group])
    if total == .avg { result = Quantity(result, .over, Quantity(exactly: count)) ?? .unknown }
    result.isGuess = guesses.isEmpty ? false : guesses[group]
    if count == 1, !rows.isEmpty { result.text = column.notation[rows[group]] }
    return .number(result)
  }
}

@inline(__always)
private func addNumbers(
  _ rows: Span<UInt32>, _ groups: Span<UInt32>, _ stated: RowLookup, _ numbers: Lookup<Int64>,
  _ counts: inout [UInt32], _ sums: inout [Int64], _ combine: (Int64, Int64) -> Int64
) {
  precondition(rows.count == groups.count, "each row has a group")
  let ready = numbers.ready
  let isReady = !ready.isEmpty
  var counts = counts.mutableSpan
  var sums = sums.mutableSpan
  for index in rows.indices {
    let row = rows[index]
    let group = stated[row] ? Int(groups[index]) &+ 1 : 0
    counts[group] &+= 1
    sums[group] = combine(sums[group], isReady ? ready[Int(row)] : numbers[Int(row)])
  }
}

extension Array {
  /// Cut short, or filled up with an element.
  fileprivate mutating func resize(to count: Int, with element: Element) {
    if count < self.count {
      removeLast(self.count - count)
    } else {
      append(contentsOf: repeatElement(element, count: count - self.count))
    }
  }
}

extension Total {
  /// What a total is before the first number.
  fileprivate var start: Int64 {
    switch self {
    case .sum, .avg, .median: 0
    case .min: .max
    case .max: .min
    }
  }

  /// What one more number makes of a total so far; an average is a sum on the way.
  fileprivate func combined(_ sum: Int64, _ value: Int64) -> Int64 {
    switch self {
    case .sum, .avg, .median: sum &+ value
    case .min: Swift.min(sum, value)
    case .max: Swift.max(sum, value)
    }
  }
}
