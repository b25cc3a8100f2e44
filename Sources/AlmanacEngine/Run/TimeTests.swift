internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Evaluator {
  func days(
    _ field: Field, _ comparator: Comparator, _ range: DateRange, _ noun: Noun
  ) -> TruthSet {
    let rowCount = store[noun].rowCount
    guard let column = store[noun].day(field.name) else {
      return .unstated(field.name, rowCount: rowCount)
    }
    var builder = TruthSetBuilder(rowCount: rowCount)
    for row in 0..<UInt32(rowCount) {
      guard let bounds = column[row] else {
        builder.setUnstated(row)
        continue
      }
      let truth = comparator.truth(
        of: Bounds(bounds), first: range.first, last: range.last)
      builder.set(row, truth.guessed(column.guesses?[row] == true))
    }
    return builder.finish(field: field.name)
  }

  func periods(
    _ relation: PeriodRelation, _ range: DateRange, _ field: Field, _ noun: Noun
  ) -> TruthSet {
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      guard let date = values.date(of: field, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      builder.set(row, relation.truth(of: date, range))
    }
    return builder.finish(field: field.name)
  }
}
