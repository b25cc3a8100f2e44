internal import AlmanacStore

/// Totals of rows that a count made, where these are whole numbers.
extension Pipeline {
  /// One row of all; nil where some total has to be read row by row.
  func summarizedMade(_ columns: [AggregateColumn], by keys: [OutputColumn]) -> MadeRows? {
    guard keys.isEmpty, case .tuples(_, let rows) = selection else { return nil }
    let places = rows.anyPlaces
    var cells: [Value] = []
    for column in columns {
      if case .count = column.aggregate {
        cells.append(.number(Quantity(exactly: places.count)))
        continue
      }
      guard let total = column.aggregate.total, let operand = column.aggregate.operand,
        let numbers = rows.counts(of: [operand])?.first,
        let value = total.value(of: places.map { numbers[Int($0)] })
      else { return nil }
      cells.append(value)
    }
    return MadeRows([cells], columnCount: cells.count)
  }
}

extension Total {
  /// The total of whole numbers, each exact; nil where they need more than one pass, or where there
  /// is none.
  fileprivate func value(of numbers: [Int]) -> Value? {
    guard !numbers.isEmpty else { return nil }
    switch self {
    case .sum: return .number(Quantity(exactly: numbers.reduce(0, &+)))
    case .avg:
      return Quantity(
        Quantity(exactly: numbers.reduce(0, &+)), .over, Quantity(exactly: numbers.count)
      ).map(Value.number)
    case .min: return numbers.min().map { .number(Quantity(exactly: $0)) }
    case .max: return numbers.max().map { .number(Quantity(exactly: $0)) }
    case .median: return nil
    }
  }
}
