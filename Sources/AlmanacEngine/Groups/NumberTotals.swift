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
      let isExact = column.upper.isEmpty
      for row in 0..<UInt32(truncatingIfNeeded: rowCount) where column.stated[row] {
        let lower = column.lower[Int(row)]
        let upper = isExact ? lower : column.upper[Int(row)]
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
struct Totals: Sendable {
  private let total: Total
  private let isExact: Bool
  private(set) var counts: [Int]
  private var lower: [Int64]
  private var upper: [Int64]
  private var guesses: [Bool]
  /// Some row of each group that has a number: where there is one it says how it was written.
  private var rows: [UInt32]

  init(_ column: TotalColumn, groupCount: Int) {
    total = column.total
    isExact = column.column.upper.isEmpty
    counts = [Int](repeating: 0, count: groupCount)
    let start: Int64 = total == .min ? .max : total == .max ? .min : 0
    lower = [Int64](repeating: start, count: groupCount)
    upper = isExact ? [] : lower
    guesses = column.column.guesses == nil ? [] : [Bool](repeating: false, count: groupCount)
    rows = column.column.notation.isEmpty ? [] : [UInt32](repeating: 0, count: groupCount)
  }

  /// Room for more groups.
  mutating func grow(to groupCount: Int) {
    let more = groupCount - counts.count
    guard more > 0 else { return }
    let start: Int64 = total == .min ? .max : total == .max ? .min : 0
    counts += [Int](repeating: 0, count: more)
    lower += [Int64](repeating: start, count: more)
    if !isExact { upper += [Int64](repeating: start, count: more) }
    if !guesses.isEmpty { guesses += [Bool](repeating: false, count: more) }
    if !rows.isEmpty { rows += [UInt32](repeating: 0, count: more) }
  }

  /// Adds the number of a row that states one.
  @inline(__always)
  mutating func add(_ column: NumberColumn, row: UInt32, to group: Int) {
    counts[group] &+= 1
    let low = column.lower[Int(row)]
    lower[group] = total.combined(lower[group], low)
    if !isExact { upper[group] = total.combined(upper[group], column.upper[Int(row)]) }
    if let set = column.guesses, set[row] { guesses[group] = true }
    if !rows.isEmpty { rows[group] = row }
  }

  /// Adds what another thread came to.
  mutating func merge(_ other: Totals) {
    for group in other.counts.indices where other.counts[group] > 0 {
      counts[group] &+= other.counts[group]
      lower[group] = total.combined(lower[group], other.lower[group])
      if !isExact { upper[group] = total.combined(upper[group], other.upper[group]) }
      if !guesses.isEmpty { guesses[group] = guesses[group] || other.guesses[group] }
      if !rows.isEmpty { rows[group] = other.rows[group] }
    }
  }

  /// The total of a group.
  func value(of group: Int, _ column: NumberColumn, rowCount: Int) -> Value {
    let count = counts[group]
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

extension Total {
  /// What one more number makes of a total so far; an average is a sum on the way.
  @inline(__always)
  fileprivate func combined(_ sum: Int64, _ value: Int64) -> Int64 {
    switch self {
    case .sum, .avg, .median: sum &+ value
    case .min: Swift.min(sum, value)
    case .max: Swift.max(sum, value)
    }
  }
}
