internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Comparator {
  /// Whether a value, as far as it is known, compares so with a range (LANGUAGE §6.2).
  func truth<Point>(of point: Bounds<Point>, first: Point, last: Point) -> Truth {
    switch self {
    case .equal: PointComparison.equal.truth(of: point, first: first, last: last)
    case .notEqual: !PointComparison.equal.truth(of: point, first: first, last: last)
    case .less: PointComparison.less.truth(of: point, first: first, last: last)
    case .lessOrEqual: PointComparison.lessOrEqual.truth(of: point, first: first, last: last)
    case .greater: PointComparison.greater.truth(of: point, first: first, last: last)
    case .greaterOrEqual: PointComparison.greaterOrEqual.truth(of: point, first: first, last: last)
    }
  }
}

extension Evaluator {
  func numbers(
    _ field: Field, _ comparator: Comparator, _ bound: Quantity, _ noun: Noun
  ) -> TruthSet {
    let rowCount = store[noun].rowCount
    if field.origin == .stored {
      guard let column = store[noun].number(field.name) else {
        return .unstated(field.name, rowCount: rowCount)
      }
      return numbers(column, comparator, bound, field: field.name)
    }
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: rowCount)
    for row in 0..<UInt32(rowCount) {
      guard let quantity = values.quantity(of: field, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      let bounds = Bounds(earliest: quantity.lower, latest: quantity.upper)
      let truth = comparator.truth(of: bounds, first: bound.lower, last: bound.upper)
      builder.set(row, truth.guessed(quantity.isGuess))
    }
    return builder.finish(field: field.name)
  }

  private func numbers(
    _ column: NumberColumn, _ comparator: Comparator, _ bound: Quantity, field: String
  ) -> TruthSet {
    var builder = TruthSetBuilder(rowCount: column.lower.count)
    let isExact = column.upper.isEmpty
    for row in column.lower.indices {
      let row32 = UInt32(truncatingIfNeeded: row)
      guard column.stated[row32] else {
        builder.setUnstated(row32)
        continue
      }
      let low = column.lower[row]
      let bounds = Bounds(earliest: low, latest: isExact ? low : column.upper[row])
      let truth = comparator.truth(of: bounds, first: bound.lower, last: bound.upper)
      builder.set(row32, truth.guessed(column.guesses?[row32] == true))
    }
    return builder.finish(field: field)
  }
}
