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
    _ operand: Operand, _ comparator: Comparator, _ bound: Quantity, _ noun: Noun
  ) -> TruthSet {
    let rowCount = store[noun].rowCount
    if case .path(let path) = operand, path.fields.count == 1, path.fields[0].origin == .stored {
      guard let column = store[noun].number(path.fields[0].name) else {
        return .unstated(path.text, rowCount: rowCount)
      }
      return numbers(column, comparator, bound, field: path.text)
    }
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: rowCount)
    for row in 0..<UInt32(rowCount) {
      guard let quantity = values.quantity(of: operand, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      let bounds = Bounds(earliest: quantity.lower, latest: quantity.upper)
      let truth = comparator.truth(of: bounds, first: bound.lower, last: bound.upper)
      builder.set(row, truth.guessed(quantity.isGuess))
    }
    return builder.finish(field: values.fieldName(of: operand))
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

  /// Two values that differ from row to row: equal surely only when both are exact and the same.
  func comparisons(
    _ left: Operand, _ comparator: Comparator, _ right: Operand, _ noun: Noun
  ) -> TruthSet {
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      guard let first = values.bounds(of: left, row: row, noun),
        let second = values.bounds(of: right, row: row, noun)
      else {
        builder.setUnstated(row)
        continue
      }
      let truth = compare(first, comparator, second)
      builder.set(row, truth.guessed(first.isGuess || second.isGuess))
    }
    let names = [values.fieldName(of: left), values.fieldName(of: right)].filter { !$0.isEmpty }
    return builder.finish(field: names.joined(separator: ", "))
  }

  /// Both sides vague: surely means for every pair of values, possibly for some pair.
  private func compare(_ left: Quantity, _ comparator: Comparator, _ right: Quantity) -> Truth {
    switch comparator {
    case .equal:
      Truth(
        isCertain: left.lower == left.upper && right.lower == right.upper
          && left.lower == right.lower,
        isPossible: left.lower <= right.upper && right.lower <= left.upper)
    case .notEqual: !compare(left, .equal, right)
    case .less:
      Truth(isCertain: left.upper < right.lower, isPossible: left.lower < right.upper)
    case .lessOrEqual:
      Truth(isCertain: left.upper <= right.lower, isPossible: left.lower <= right.upper)
    case .greater:
      Truth(isCertain: left.lower > right.upper, isPossible: left.upper > right.lower)
    case .greaterOrEqual:
      Truth(isCertain: left.lower >= right.upper, isPossible: left.upper >= right.lower)
    }
  }
}
