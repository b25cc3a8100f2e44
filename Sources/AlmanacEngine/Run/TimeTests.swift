internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Evaluator {
  func days(
    _ field: Field, _ comparator: Comparator, _ range: DateRange, _ noun: Noun
  ) -> TruthSet {
    let values = Values(store: store, context: context)
    let stated = store[noun].day(field.name)?.stated
    let hasTime = range.firstMinute != nil || range.lastMinute != nil
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      guard let date = values.point(field, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      let truth =
        hasTime
        ? comparator.truth(
          of: date.pointByMinute, first: range.firstByMinute, last: range.lastByMinute)
        : comparator.truth(of: Bounds(date.starts), first: range.first, last: range.last)
      builder.setPoint(row, truth.guessed(date.isGuess), isStated: stated?[row] == true)
    }
    return builder.finish(field: field.name)
  }

  func periods(
    _ relation: PeriodRelation, _ range: DateRange, _ field: Field, _ noun: Noun
  ) -> TruthSet {
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    let stated = store[noun].day(field.name)?.stated
    for row in 0..<UInt32(store[noun].rowCount) {
      // What the other end of the period says of an end that is not stated may be enough.
      if field.type == .day, let point = values.point(field, row: row, noun) {
        builder.setPoint(row, relation.truth(ofPoint: point, range), isStated: stated?[row] == true)
      } else if let date = values.date(of: field, row: row, noun) {
        builder.set(row, relation.truth(of: date, range))
      } else {
        builder.setUnstated(row)
      }
    }
    return builder.finish(field: field.name)
  }

  /// A day that is known within bounds is surely a Monday when all of the bounds are.
  func weekdays(_ operand: Operand, _ days: [Int], _ noun: Noun) -> TruthSet {
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      let elements = RowReader(values: values, row: .record(row, noun)).elements(of: operand)
      var best = elements.mayBeMore ? Truth.maybe : .no
      for member in elements.members {
        guard case .date(let date) = member.value else { continue }
        let truth = date.starts.falls(on: days).guessed(date.isGuess)
        best = best | (member.isSure ? truth : truth & .maybe)
      }
      let isStated = elements.members.allSatisfy(\.isStated) && !elements.isMissing
      builder.setPoint(row, best, isStated: isStated || elements.goesOn)
    }
    return builder.finish(
      field: RowReader.fieldNames(of: operand).joined(separator: ", "))
  }
}

extension TruthSetBuilder {
  /// A row of which a point in time is known, perhaps only by what else is stated.
  mutating func setPoint(_ row: UInt32, _ truth: Truth, isStated: Bool) {
    if truth == .maybe && !isStated { setUnstated(row) } else { set(row, truth) }
  }
}

extension DayBounds {
  fileprivate func falls(on days: [Int]) -> Truth {
    let length = Int64(latest.number) - Int64(earliest.number) + 1
    let hits = (0..<min(length, 7)).map { days.contains(earliest.adding(days: Int($0)).weekday) }
    return Truth(isCertain: !hits.contains(false), isPossible: hits.contains(true))
  }
}

extension PeriodRelation {
  /// A point is some minute of its day where no time was given, not all of the day.
  fileprivate func truth(ofPoint point: DateValue, _ range: DateRange) -> Truth {
    guard range.firstMinute != nil || range.lastMinute != nil else {
      return truth(of: point, range)
    }
    let minutes = point.pointByMinute
    return truth(
      starts: minutes, ends: minutes, first: Bounds(range.firstByMinute),
      last: Bounds(range.lastByMinute)
    ).guessed(point.isGuess)
  }
}

extension DateValue {
  /// A point in minutes: any minute of its day where no time was given.
  var pointByMinute: Bounds<Int64> {
    hasTime
      ? startsByMinute
      : Bounds(earliest: startsByMinute.earliest, latest: endsByMinute.latest)
  }
}
