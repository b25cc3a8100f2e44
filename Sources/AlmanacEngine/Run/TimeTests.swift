internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Evaluator {
  func days(
    _ field: Field, _ comparator: Comparator, _ range: DateRange, _ noun: Noun, _ rows: Subset
  ) -> TruthSet {
    if let (test, field) = dayTest(.day(field, comparator, range)) {
      return byDay(test, field, noun, rows)
    }
    let values = values
    let stated = store[noun].day(field.name)?.stated
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    forEachRow(of: rows) { row in
      guard let date = values.point(field, row: row, noun) else { return builder.setUnstated(row) }
      let truth = comparator.truth(
        of: date.pointByMinute, first: range.firstByMinute, last: range.lastByMinute)
      builder.setPoint(row, truth.guessed(date.isGuess), isStated: stated?[row] == true)
    }
    return builder.finish(field: field.name)
  }

  func periods(
    _ relation: PeriodRelation, _ range: DateRange, _ field: Field, _ noun: Noun, _ rows: Subset
  ) -> TruthSet {
    if let (test, field) = dayTest(.period(relation, range, field)) {
      return byDay(test, field, noun, rows)
    }
    let values = values
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    let stated = store[noun].day(field.name)?.stated
    forEachRow(of: rows) { row in
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

  /// A test that needs no time of day: a range of the order by start where that is narrow, else the
  /// columns.
  private func byDay(_ test: DayTest, _ field: Field, _ noun: Noun, _ rows: Subset) -> TruthSet {
    let table = store[noun]
    if field.type == .period
      ? table.day("starts") == nil && table.day("ends") == nil
      : !table.isPeriod(field) && table.day(field.name) == nil
    {
      return .unstated(field.name, rowCount: table.rowCount).among(rows)
    }
    let columns = table.periods(of: field)
    let dated = rows.subtracting(columns.undated)
    var (certain, vague): (Subset, Subset)
    // Few rows are sooner looked at than all blocks of the order.
    if !rows.isFewer(than: table.rowCount / 1_000),
      let passing = startOrder(field, noun)?.rows(rows, passing: test)
    {
      (certain, vague) = passing
    } else {
      (certain, vague) = columns.rows(dated, test, least: context.tuning.threadRowCount)
    }
    if test.isNegated { certain = dated.subtracting(certain).subtracting(vague) }
    let guesses = guessedRows(field, table)
    if !guesses.isNone {
      certain = certain.subtracting(guesses)
      vague = vague.union(guesses.intersection(dated))
    }
    var blank = columns.undated.intersection(rows)
    if field.type == .day, table.isPeriod(field) {
      // A start that only the end bounds is not stated.
      let unstated =
        table.day(field.name).map { table.unstatedRows(field.name, $0.stated) }
        ?? table.allRows
      if !unstated.isNone {
        blank = blank.union(vague.intersection(unstated))
        vague = vague.subtracting(unstated)
      }
    }
    return TruthSet(
      certain: certain, vague: vague, blank: blank,
      unstated: blank.isEmpty ? [] : [TruthSet.Unstated(field: field.name, rows: blank)])
  }

  /// A test of days, or nil where it asks for a time of day, or is no such test.
  func dayTest(_ predicate: Predicate) -> (DayTest, Field)? {
    let (test, field, range): (DayTest, Field, DateRange)
    switch predicate {
    case .day(let tested, let comparator, let days):
      (field, range) = (tested, days)
      test = DayTest(comparator, first: range.first.number, last: range.last.number)
    case .period(let relation, let days, let tested):
      (field, range) = (tested, days)
      test = DayTest(relation, first: range.first.number, last: range.last.number)
    default: return nil
    }
    guard range.firstMinute == nil, range.lastMinute == nil else { return nil }
    return (field.type == .day ? test.onPoint(field.name == "ends" ? .end : .start) : test, field)
  }

  /// Whether the order by start spares a test most of the rows.
  func isNarrow(_ test: DayTest, _ field: Field, _ noun: Noun) -> Bool {
    startOrder(field, noun)?.stretches(for: test.possible) != nil
  }

  private func startOrder(_ field: Field, _ noun: Noun) -> StartOrder? {
    let table = store[noun]
    guard context.tuning.usesIndexes, table.isPeriod(field) else { return nil }
    return table.startOrder(table.periods(of: field))
  }

  /// Rows of which a day is a guess: the test on them is maybe.
  private func guessedRows(_ field: Field, _ table: Table) -> Subset {
    let fields = field.type == .period ? ["starts", "ends"] : [field.name]
    return fields.reduce(table.noRows) { rows, name in
      table.day(name)?.guesses.map { rows.union(Subset($0)) } ?? rows
    }
  }

  /// A day that is known within bounds is surely a Monday when all of the bounds are.
  func weekdays(
    _ operand: Operand, _ days: [Int], _ noun: Noun, _ rows: Subset
  ) -> TruthSet {
    let values = values
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    forEachRow(of: rows) { row in
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
