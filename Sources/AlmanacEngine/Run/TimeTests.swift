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
    let isPoint = field.type == .day
    let operand = Operand.path(Path(noun: noun, fields: [field]))
    for row in 0..<UInt32(store[noun].rowCount) {
      if let date = values.date(of: field, row: row, noun) {
        builder.set(row, relation.truth(of: date, range))
        continue
      }
      // What the other end of the period says of an end that is not stated may be enough.
      guard isPoint, let bounds = values.dayBounds(of: operand, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      let point = Bounds(bounds)
      let truth = relation.truth(
        starts: point, ends: point, first: Bounds(range.first), last: Bounds(range.last))
      if truth == .maybe || values.isGuess(operand, row: row, noun) {
        builder.setUnstated(row)
      } else {
        builder.set(row, truth)
      }
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
