internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Start and end of a record as day numbers; unknown ends lie far off.
struct Span {
  var startLow: Int32
  var startHigh: Int32
  var endLow: Int32
  var endHigh: Int32
  var isGuess: Bool

  /// What starts and ends say together: nothing ends before it starts.
  init(_ starts: DayBounds?, _ ends: DayBounds?, isGuess: Bool) {
    let starts = starts ?? .unknown
    let ends = ends ?? .unknown
    startLow = starts.earliest.number
    startHigh = min(starts.latest.number, ends.latest.number)
    endLow = max(ends.earliest.number, starts.earliest.number)
    endHigh = ends.latest.number
    self.isGuess = isGuess
  }

  /// The five relations to the days `first...last` (LANGUAGE §6.2).
  func compared(_ relation: TimeRelation, _ first: Int32, _ last: Int32) -> (Bool, Bool) {
    if isGuess { return (false, true) }
    switch relation {
    case .before: return (endHigh < first, endLow < first)
    case .after: return (startLow > last, startHigh > last)
    case .during:
      return (startLow >= first && endHigh <= last, startHigh >= first && endLow <= last)
    case .overlaps:
      return (startHigh <= last && endLow >= first, startLow <= last && endHigh >= first)
    case .contains:
      return (startHigh <= first && endLow >= last, startLow <= first && endHigh >= last)
    }
  }
}

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
      if column.guesses?[row] == true {
        builder.set(row, certain: false, possible: true)
        continue
      }
      let answer = Comparison(
        bounds.earliest, bounds.latest, comparator, range.first, range.last)
      builder.set(row, certain: answer.certain, possible: answer.possible)
    }
    return builder.finish(field: field.name)
  }

  func periods(
    _ relation: TimeRelation, _ range: DateRange, _ field: Field, _ noun: Noun
  ) -> TruthSet {
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      guard let span = values.span(of: field, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      let (certain, possible) = span.compared(
        relation, range.first.number, range.last.number)
      builder.set(row, certain: certain, possible: possible)
    }
    return builder.finish(field: field.name)
  }
}
