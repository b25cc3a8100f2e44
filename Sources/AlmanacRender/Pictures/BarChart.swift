internal import AlmanacEngine
internal import AlmanacStore

/// Numbers as bars from one zero: full as far as they are certain, soft as far as they may reach.
struct BarChart: Sendable {
  /// One of them; bounds in millionths, nil where there is none.
  struct Bar: Hashable, Sendable {
    var label: String
    var value: String
    var lower: Int64?
    var upper: Int64?
    var isMaybe: Bool
    /// Nothing is sure of it.
    var isGuess: Bool
  }

  /// The bars of one column, on a scale of their own.
  struct Series: Sendable {
    var name: String
    var bars: [Bar]
    /// The least and the most that is drawn, zero among them.
    var scale: ClosedRange<Double>

    /// Where a number stands on the scale, from 0 to 1.
    func place(_ value: Int64) -> Double {
      let length = scale.upperBound - scale.lowerBound
      return length > 0 ? min(max((Double(value) - scale.lowerBound) / length, 0), 1) : 0
    }
  }

  var series: [Series]
  /// What the labels are: `kind`, `place · year(starts)`.
  let labelName: String
  /// Records that have no number.
  let unmeasuredCount: Int
  /// What the rows are, one and many.
  let words: (one: String, many: String)

  init(_ answer: Answer) throws(PictureRefusal) {
    let numbers = answer.columns.indices.filter { column in
      (0..<answer.rowCount).contains { answer.value(row: $0, column: column).quantity != nil }
    }
    let measured = BarChart.measures(among: numbers, of: answer)
    guard !measured.isEmpty else { throw .noNumbers }
    let left = Set(measured)
    // A record without a number says nothing here; of a group without one that is worth knowing.
    let rows = (0..<answer.rowCount).filter { row in
      answer.entity(row: row) == nil
        || measured.contains { answer.value(row: row, column: $0).quantity != nil }
    }
    unmeasuredCount = answer.rowCount - rows.count
    let noun = answer.footer.noun
    words = (noun?.word ?? "row", noun?.plural ?? "rows")
    series = measured.map { column in
      let bars = rows.map { row in
        BarChart.bar(answer, row: row, column: column, without: left)
      }
      return Series(name: answer.columns[column].name, bars: bars, scale: BarChart.scale(bars))
    }
    let names = answer.columns.indices.filter { !left.contains($0) }.map {
      answer.columns[$0].name
    }
    labelName = names.joined(separator: " · ")
  }

  /// The columns that are drawn: a year by which rows are grouped is a number that nobody measures.
  private static func measures(among numbers: [Int], of answer: Answer) -> [Int] {
    let parts = ["year(", "month(", "quarter(", "weekday("]
    let measured = numbers.filter { column in
      !parts.contains { answer.columns[column].name.hasPrefix($0) }
    }
    if measured.isEmpty { return numbers }
    let hasKey = measured.count < answer.columns.count
    return answer.shape == .groups && !hasKey && measured.count > 1
      ? Array(measured.dropFirst()) : measured
  }

  private static func bar(
    _ answer: Answer, row: Int, column: Int, without left: Set<Int>
  ) -> Bar {
    let value = answer.value(row: row, column: column)
    let label = answer.label(row: row, without: left)
    let quantity = value.quantity
    return Bar(
      label: label.isEmpty ? answer.columns[column].name.onOneLine : label,
      value: text(of: value).onOneLine,
      lower: quantity.flatMap { $0.lower == Quantity.lowest ? nil : $0.lower },
      upper: quantity.flatMap { $0.upper == Quantity.highest ? nil : $0.upper },
      isMaybe: answer.isMaybe(row: row), isGuess: quantity?.isGuess ?? false)
  }

  /// From the least bound to the most, zero among them.
  private static func scale(_ bars: [Bar]) -> ClosedRange<Double> {
    let bounds = bars.flatMap { [$0.lower, $0.upper].compactMap(\.self) }.map { Double($0) }
    return min(0, bounds.min() ?? 0)...max(0, bounds.max() ?? 0)
  }

  /// What is not in the picture, or nil when all is.
  var remark: String? {
    guard unmeasuredCount > 0 else { return nil }
    return "not drawn: \(grouped(unmeasuredCount)) \(unmeasuredCount == 1 ? words.one : words.many)"
      + " without a number"
  }

  /// What a reader who sees nothing is told.
  var summary: String {
    let first = series.first?.bars ?? []
    let listed = first.prefix(24).map { "\($0.label): \($0.value)" }.joined(separator: ", ")
    let rest = first.count > 24 ? " and \(first.count - 24) more" : ""
    return "\(series.first?.name.onOneLine ?? "") by \(labelName.onOneLine): \(listed)\(rest)"
  }
}

extension BarChart.Bar {
  /// What is drawn of it: from where to where it is certain, and from where to where it is not; a bound
  /// that there is not is the scale's end.
  func stretches(_ series: BarChart.Series) -> (
    certain: ClosedRange<Double>?, soft: ClosedRange<Double>?
  ) {
    guard lower != nil || upper != nil else { return (nil, nil) }
    let zero = series.place(0)
    let low = lower.map { series.place($0) } ?? 0
    let high = upper.map { series.place($0) } ?? 1
    if isGuess { return (nil, min(zero, low)...max(zero, high)) }
    // Where both bounds lie on one side of zero, what lies between it and the nearer is certain.
    if low >= zero { return (zero...low, high > low ? low...high : nil) }
    if high <= zero { return (high...zero, low < high ? low...high : nil) }
    return (nil, low...high)
  }

  /// It may be more than any scale shows.
  var goesOn: Bool { lower != nil && upper == nil }
}

extension Value {
  /// The number that it is, if it is one of which some bound is known.
  var quantity: Quantity? {
    switch self {
    case .number(let quantity): return quantity == .unknown ? nil : quantity
    case .doubtful(.number(var quantity)):
      quantity.isGuess = true
      return quantity == .unknown ? nil : quantity
    default: return nil
    }
  }
}
