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
  /// What the lower bounds come to, and how many they are, side by side: one addition for both.
  private var lower: [SIMD2<Int64>]
  /// The same of the upper bounds; empty while all numbers are exact.
  private var upper: [SIMD2<Int64>]
  private var guesses: [Bool]
  /// The last row of each group of which is known how its number was written: where it is the only
  /// number of the group, the total is written so.
  private var written: [UInt32]

  init(_ column: TotalColumn, groupCount: Int) {
    total = column.total
    isExact = column.column.upper.isEmpty
    lower = [SIMD2<Int64>](repeating: total.start, count: groupCount + 1)
    upper = isExact ? [] : lower
    guesses = column.column.guesses == nil ? [] : [Bool](repeating: false, count: groupCount + 1)
    written = column.column.notation.isEmpty ? [] : [UInt32](repeating: .max, count: groupCount + 1)
  }

  /// So many groups: new ones without a number yet, or fewer than before.
  mutating func resize(to groupCount: Int) {
    lower.resize(to: groupCount + 1, with: total.start)
    if !isExact { upper.resize(to: groupCount + 1, with: total.start) }
    if !guesses.isEmpty { guesses.resize(to: groupCount + 1, with: false) }
    if !written.isEmpty { written.resize(to: groupCount + 1, with: .max) }
  }

  /// Adds what another thread came to.
  mutating func merge(_ other: Totals) {
    for group in other.lower.indices.dropFirst() where other.lower[group].y > 0 {
      lower[group] = total.combined(lower[group], other.lower[group])
      if !isExact { upper[group] = total.combined(upper[group], other.upper[group]) }
      if !guesses.isEmpty { guesses[group] = guesses[group] || other.guesses[group] }
      if !written.isEmpty { written[group] = min(written[group], other.written[group]) }
    }
  }

  /// How many rows of a group state a number.
  func count(of group: Int) -> Int { Int(lower[group + 1].y) }

  /// The total of a group.
  func value(of group: Int, _ column: NumberColumn, rowCount: Int) -> Value {
    let group = group + 1
    let count = Int(lower[group].y)
    if count == 0 {
      return total == .sum && rowCount == 0 ? .number(Quantity(exactly: 0)) : .missing
    }
    var result = Quantity(
      lower: lower[group].x, upper: isExact ? lower[group].x : upper[group].x)
    if total == .avg { result = Quantity(result, .over, Quantity(exactly: count)) ?? .unknown }
    result.isGuess = guesses.isEmpty ? false : guesses[group]
    if count == 1, !written.isEmpty { result.text = column.notation[written[group]] }
    return .number(result)
  }
}

// MARK: - Rows wherever they stand

extension Totals {
  /// Adds the number of each row to the group that stands beside it; rows that state none are passed
  /// over.
  mutating func add(_ rows: Span<UInt32>, to groups: Span<UInt32>, _ column: NumberColumn) {
    switch total {
    case .sum, .avg, .median: add(rows, to: groups, column, addNumber)
    case .min: add(rows, to: groups, column, keepLeast)
    case .max: add(rows, to: groups, column, keepGreatest)
    }
  }

  @inline(__always)
  private mutating func add(
    _ rows: Span<UInt32>, to groups: Span<UInt32>, _ column: NumberColumn,
    _ combine: (SIMD2<Int64>, Int64) -> SIMD2<Int64>
  ) {
    let stated = column.stated.lookup(reading: rows.count)
    addNumbers(rows, groups, stated, column.lower.lookup(reading: rows.count), &lower, combine)
    if !isExact {
      addNumbers(rows, groups, stated, column.upper.lookup(reading: rows.count), &upper, combine)
    }
    if guesses.isEmpty && written.isEmpty { return }
    for index in rows.indices where stated[rows[index]] {
      note(rows[index], Int(groups[index]) + 1, column)
    }
  }

  /// What a number has besides its bounds.
  private mutating func note(_ row: UInt32, _ group: Int, _ column: NumberColumn) {
    if let set = column.guesses, set[row] { guesses[group] = true }
    if !written.isEmpty { written[group] = row }
  }

  /// Adds the numbers of rows to the only group.
  ///
  /// - Parameter rows: each states a number.
  mutating func add(stated rows: Span<UInt32>, _ column: NumberColumn) {
    switch total {
    case .sum, .avg, .median: add(stated: rows, column, addNumber)
    case .min: add(stated: rows, column, keepLeast)
    case .max: add(stated: rows, column, keepGreatest)
    }
  }

  @inline(__always)
  private mutating func add(
    stated rows: Span<UInt32>, _ column: NumberColumn,
    _ combine: (SIMD2<Int64>, Int64) -> SIMD2<Int64>
  ) {
    addNumbers(rows, column.lower.lookup(reading: rows.count), to: &lower[1], combine)
    if !isExact {
      addNumbers(rows, column.upper.lookup(reading: rows.count), to: &upper[1], combine)
    }
    if guesses.isEmpty && written.isEmpty { return }
    for index in rows.indices { note(rows[index], 1, column) }
  }
}

// MARK: - Rows one behind the other

extension Totals {
  /// Adds the number of each row of a stretch, which begins with a word of bits, to the group that
  /// stands beside it; rows that state none are passed over.
  mutating func add(_ rows: Range<Int>, to groups: Span<UInt32>, _ column: NumberColumn) {
    switch total {
    case .sum, .avg, .median: add(rows, to: groups, column, addNumber)
    case .min: add(rows, to: groups, column, keepLeast)
    case .max: add(rows, to: groups, column, keepGreatest)
    }
  }

  @inline(__always)
  private mutating func add(
    _ rows: Range<Int>, to groups: Span<UInt32>, _ column: NumberColumn,
    _ combine: (SIMD2<Int64>, Int64) -> SIMD2<Int64>
  ) {
    let words = rows.lowerBound / 64..<Subset.wordCount(rows.upperBound)
    let stated = column.stated.words.span(column.stated.isAll ? 0..<0 : words)
    addNumbers(column.lower.span(rows), groups, stated, &lower, combine)
    if !isExact { addNumbers(column.upper.span(rows), groups, stated, &upper, combine) }
    if let rows = column.guesses {
      noteGuesses(rows.words.span(rows.isAll ? 0..<0 : words), stated, groups, &guesses)
    }
    if !written.isEmpty {
      noteWritten(column.notation.rows.span, rows, groups, &written)
    }
  }
}

// MARK: - Kernels

/// What one more number makes of a total and the count of its numbers so far; an average is a sum on
/// the way.
@inline(__always)
private func addNumber(_ sum: SIMD2<Int64>, _ number: Int64) -> SIMD2<Int64> {
  sum &+ SIMD2(number, 1)
}

@inline(__always)
private func keepLeast(_ least: SIMD2<Int64>, _ number: Int64) -> SIMD2<Int64> {
  SIMD2(min(least.x, number), least.y &+ 1)
}

@inline(__always)
private func keepGreatest(_ greatest: SIMD2<Int64>, _ number: Int64) -> SIMD2<Int64> {
  SIMD2(max(greatest.x, number), greatest.y &+ 1)
}

@inline(__always)
private func addNumbers(
  _ rows: Span<UInt32>, _ groups: Span<UInt32>, _ stated: RowLookup, _ numbers: Lookup<Int64>,
  _ sums: inout [SIMD2<Int64>], _ combine: (SIMD2<Int64>, Int64) -> SIMD2<Int64>
) {
  precondition(rows.count == groups.count, "each row has a group")
  let ready = numbers.ready
  let isReady = !ready.isEmpty
  var sums = sums.mutableSpan
  for index in rows.indices {
    let row = rows[index]
    let group = stated[row] ? Int(groups[index]) &+ 1 : 0
    sums[group] = combine(sums[group], isReady ? ready[Int(row)] : numbers[Int(row)])
  }
}

@inline(__always)
private func addNumbers(
  _ rows: Span<UInt32>, _ numbers: Lookup<Int64>, to sum: inout SIMD2<Int64>,
  _ combine: (SIMD2<Int64>, Int64) -> SIMD2<Int64>
) {
  let ready = numbers.ready
  let isReady = !ready.isEmpty
  for index in rows.indices {
    let row = Int(rows[index])
    sum = combine(sum, isReady ? ready[row] : numbers[row])
  }
}

/// - Parameter stated: the bits of the rows, from the first on; none where each states a number.
@inline(__always)
private func addNumbers(
  _ numbers: Span<Int64>, _ groups: Span<UInt32>, _ stated: Span<UInt64>,
  _ sums: inout [SIMD2<Int64>], _ combine: (SIMD2<Int64>, Int64) -> SIMD2<Int64>
) {
  precondition(numbers.count == groups.count, "each row has a group")
  var sums = sums.mutableSpan
  var start = 0
  while start < numbers.count {
    var bits = stated.isEmpty ? .max : stated[start / 64]
    for index in start..<min(start &+ 64, numbers.count) {
      let group = (Int(groups[index]) &+ 1) & (0 &- Int(truncatingIfNeeded: bits & 1))
      bits &>>= 1
      sums[group] = combine(sums[group], numbers[index])
    }
    start &+= 64
  }
}

/// Marks the groups of guesses, of which there are few.
///
/// - Parameter guessed: the bits of the rows, from the first on, as `stated`; none where each is one.
private func noteGuesses(
  _ guessed: Span<UInt64>, _ stated: Span<UInt64>, _ groups: Span<UInt32>,
  _ guesses: inout [Bool]
) {
  var start = 0
  while start < groups.count {
    var bits = guessed.isEmpty ? .max : guessed[start / 64]
    if !stated.isEmpty { bits &= stated[start / 64] }
    while bits != 0, start &+ bits.trailingZeroBitCount < groups.count {
      guesses[Int(groups[start &+ bits.trailingZeroBitCount]) + 1] = true
      bits &= bits &- 1
    }
    start &+= 64
  }
}

/// Notes the rows of a stretch of which is known how their number was written.
///
/// - Parameter known: such rows of the whole table, rising.
private func noteWritten(
  _ known: Span<UInt32>, _ rows: Range<Int>, _ groups: Span<UInt32>, _ written: inout [UInt32]
) {
  var place = known.place(of: UInt32(truncatingIfNeeded: rows.lowerBound))
  while place < known.count, rows.contains(Int(known[place])) {
    written[Int(groups[Int(known[place]) &- rows.lowerBound]) + 1] = known[place]
    place &+= 1
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
  fileprivate var start: SIMD2<Int64> {
    switch self {
    case .sum, .avg, .median: SIMD2(0, 0)
    case .min: SIMD2(.max, 0)
    case .max: SIMD2(.min, 0)
    }
  }

  /// What two parts of a total come to.
  fileprivate func combined(_ one: SIMD2<Int64>, _ other: SIMD2<Int64>) -> SIMD2<Int64> {
    switch self {
    case .sum, .avg, .median: one &+ other
    case .min: SIMD2(Swift.min(one.x, other.x), one.y &+ other.y)
    case .max: SIMD2(Swift.max(one.x, other.x), one.y &+ other.y)
    }
  }
}
