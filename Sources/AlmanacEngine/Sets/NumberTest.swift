internal import AlmanacLanguage
internal import AlmanacStore

/// A comparison of numbers as windows that their bounds must lie in: the same few comparisons for
/// every operator, so that a column is tested without a branch.
struct NumberTest {
  /// Where the least and the most of a number must lie for the answer to be yes, and for it not to be
  /// no.
  private(set) var certain = Window()
  private(set) var possible = Window()
  private var isNegated = false

  struct Window {
    var leastLower = Int64.min
    var mostLower = Int64.max
    var leastUpper = Int64.min
    var mostUpper = Int64.max

    @inline(__always)
    func holds(_ lower: Int64, _ upper: Int64) -> Bool {
      // No short circuit: four comparisons and no jump.
      let isLower = (lower >= leastLower ? 1 : 0) & (lower <= mostLower ? 1 : 0)
      let isUpper = (upper >= leastUpper ? 1 : 0) & (upper <= mostUpper ? 1 : 0)
      return isLower & isUpper == 1
    }
  }

  init(_ comparator: Comparator, _ bound: Quantity) {
    let (first, last) = (bound.lower, bound.upper)
    switch comparator {
    case .equal, .notEqual:
      certain.leastLower = first
      certain.mostUpper = last
      possible.mostLower = last
      possible.leastUpper = first
      isNegated = comparator == .notEqual
    case .less:
      certain.mostUpper = first &- 1
      possible.mostLower = first &- 1
    case .lessOrEqual:
      certain.mostUpper = last
      possible.mostLower = last
    case .greater:
      certain.leastLower = last == .max ? last : last &+ 1
      possible.leastUpper = certain.leastLower
      if last == .max {
        certain.mostLower = .min
        possible.mostUpper = .min
      }
    case .greaterOrEqual:
      certain.leastLower = first
      possible.leastUpper = first
    }
  }

  /// The rows for which the answer is yes, and those for which it is not no.
  ///
  /// - Parameters:
  ///   - rows: each states a number.
  ///   - isExact: all numbers of the column are exact: what may be, is.
  ///   - least: how many rows are worth a second thread.
  func rows(
    _ rows: Subset, _ lower: Block<Int64>, _ upper: Block<Int64>, isExact: Bool, least: Int
  ) -> (certain: Subset, possible: Subset) {
    var (yes, maybe): (Subset, Subset)
    switch rows.form {
    case .none: return (rows, rows)
    case .few(let few):
      yes = Subset(
        rising: keptNumbers(
          certain, lower.lookup(reading: few.count), upper.lookup(reading: few.count), few.span),
        of: rows.rowCount)
      maybe =
        isExact
        ? yes
        : Subset(
          rising: keptNumbers(
            possible, lower.lookup(reading: few.count), upper.lookup(reading: few.count), few.span),
          of: rows.rowCount)
    case .all, .bits:
      yes = scan(certain, rows, lower, upper, least)
      maybe = isExact ? yes : scan(possible, rows, lower, upper, least)
    }
    if isNegated { (yes, maybe) = (rows.subtracting(maybe), rows.subtracting(yes)) }
    return (yes, maybe)
  }

  private func scan(
    _ window: Window, _ rows: Subset, _ lower: Block<Int64>, _ upper: Block<Int64>, _ least: Int
  ) -> Subset {
    let domain = rows.words
    let parts = inTwoThreads(domain.count, least: least / 64) { range in
      scanNumbers(window, lower.span, upper.span, domain.span, range)
    }
    return Subset(words: Array(parts.joined()), of: rows.rowCount)
  }
}

/// The rows of a window, one by one.
private func keptNumbers(
  _ window: NumberTest.Window, _ lower: Lookup<Int64>, _ upper: Lookup<Int64>,
  _ rows: Span<UInt32>
) -> [UInt32] {
  var kept = KeptRows(room: rows.count)
  for index in rows.indices {
    let row = rows[index]
    kept.keep(row, if: window.holds(lower[Int(row)], upper[Int(row)]))
  }
  return kept.finish()
}

/// Marks the rows of a window, 64 at a time.
private func scanNumbers(
  _ window: NumberTest.Window, _ lower: Span<Int64>, _ upper: Span<Int64>, _ domain: Span<UInt64>,
  _ range: Range<Int>
) -> [UInt64] {
  var words = [UInt64](repeating: 0, count: range.count)
  var output = words.mutableSpan
  for word in range {
    let mask = domain[word]
    if mask == 0 { continue }
    let first = word &<< 6
    let count = min(64, lower.count &- first)
    var bits: UInt64 = 0
    for bit in 0..<count {
      let holds: UInt64 = window.holds(lower[first &+ bit], upper[first &+ bit]) ? 1 : 0
      bits |= holds &<< UInt64(truncatingIfNeeded: bit)
    }
    output[word &- range.lowerBound] = bits & mask
  }
  return words
}
