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
    _ field: Field, _ comparator: Comparator, _ bound: Quantity, _ noun: Noun, _ rows: Subset
  ) -> TruthSet {
    let table = store[noun]
    if field.origin == .stored {
      guard let column = table.number(field.name) else {
        return .unstated(field.name, rowCount: table.rowCount).among(rows)
      }
      return numbers(column, NumberTest(comparator, bound), field.name, table, rows)
    }
    let values = values
    var builder = TruthSetBuilder(rowCount: table.rowCount)
    forEachRow(of: rows) { row in
      guard let quantity = values.quantity(of: field, row: row, noun) else {
        return builder.setUnstated(row)
      }
      let bounds = Bounds(earliest: quantity.lower, latest: quantity.upper)
      let truth = comparator.truth(of: bounds, first: bound.lower, last: bound.upper)
      builder.set(row, truth.guessed(quantity.isGuess))
    }
    return builder.finish(field: field.name)
  }

  private func numbers(
    _ column: NumberColumn, _ test: NumberTest, _ field: String, _ table: Table, _ rows: Subset
  ) -> TruthSet {
    let missing = table.unstatedRows(field, column.stated)
    let stated = rows.intersection(table.statedRows(field, column.stated))
    let upper = column.upper.isEmpty ? column.lower : column.upper
    var (certain, possible) = test.rows(
      stated, column.lower, upper, isExact: column.upper.isEmpty,
      least: context.tuning.threadRowCount)
    if let guesses = column.guesses {
      let guessed = Subset(guesses).intersection(stated)
      certain = certain.subtracting(guessed)
      possible = possible.union(guessed)
    }
    return TruthSet(
      certain: certain, vague: possible.subtracting(certain), blank: rows.intersection(missing),
      unstated: missing.isEmpty ? [] : [TruthSet.Unstated(field: field, rows: missing)])
  }
}
