internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Evaluator {
  func days(
    _ field: Field, _ comparator: Comparator, _ range: DateRange, _ noun: Noun
  ) -> TruthSet {
    let values = Values(store: store, context: context)
    let operand = Operand.path(Path(noun: noun, fields: [field]))
    let stated = store[noun].day(field.name)?.stated
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      guard let bounds = values.dayBounds(of: operand, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      let truth = comparator.truth(of: Bounds(bounds), first: range.first, last: range.last)
        .guessed(values.isGuess(operand, row: row, noun))
      if truth == .maybe && stated?[row] != true {
        builder.setUnstated(row)
      } else {
        builder.set(row, truth)
      }
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

  /// A day that is known within bounds is surely a Monday when all of the bounds are.
  func weekdays(_ operand: Operand, _ days: [Int], _ noun: Noun) -> TruthSet {
    let values = Values(store: store, context: context)
    let stated = store[noun].day(values.fieldName(of: operand))?.stated
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      guard let bounds = values.dayBounds(of: operand, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      let length = Int64(bounds.latest.number) - Int64(bounds.earliest.number) + 1
      let hits = (0..<min(length, 7)).map {
        days.contains(bounds.earliest.adding(days: Int($0)).weekday)
      }
      let truth = Truth(isCertain: !hits.contains(false), isPossible: hits.contains(true))
        .guessed(values.isGuess(operand, row: row, noun))
      if truth == .maybe && stated?[row] == false {
        builder.setUnstated(row)
      } else {
        builder.set(row, truth)
      }
    }
    return builder.finish(field: values.fieldName(of: operand))
  }
}
