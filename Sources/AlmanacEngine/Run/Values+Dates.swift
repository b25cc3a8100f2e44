internal import AlmanacStore
internal import AlmanacTime

extension Values {
  /// Start and end of a record in that field; nil where neither is stated.
  func span(of field: Field, row: UInt32, _ noun: Noun) -> Span? {
    let table = store[noun]
    guard field.type == .period else {
      guard let column = table.day(field.name), let day = column[row] else { return nil }
      return Span(day, day, isGuess: column.guesses?[row] ?? false)
    }
    let (starts, ends) = (table.day("starts"), table.day("ends"))
    let (start, end) = (starts?[row], ends?[row])
    guard start != nil || end != nil else { return nil }
    return Span(
      start, end, isGuess: starts?.guesses?[row] ?? false || ends?.guesses?[row] ?? false)
  }

  /// A date as it is shown: the text that it was given as, or the one its bounds make.
  func date(of field: Field, row: UInt32, _ noun: Noun) -> DateValue? {
    let table = store[noun]
    guard field.type == .period else {
      guard let bounds = table.day(field.name)?[row] else { return nil }
      return DateValue(
        starts: bounds, ends: bounds, startMinute: table.day(field.name)?.minutes[row],
        isGuess: table.day(field.name)?.guesses?[row] ?? false)
    }
    guard let span = span(of: field, row: row, noun) else { return nil }
    let starts = table.day("starts")?[row] ?? .unknown
    let ends = table.day("ends")?[row] ?? .unknown
    if let text = table.dateTexts[row] {
      return DateValue(starts: starts, ends: ends, isGuess: span.isGuess, text: text)
    }
    return DateValue(starts: starts, ends: ends, isGuess: span.isGuess)
  }

  /// The day of an operand, as bounds; nil where nothing is stated.
  func dayBounds(of operand: Operand, row: UInt32, _ noun: Noun) -> DayBounds? {
    switch operand {
    case .date(let range, _): return DayBounds(earliest: range.first, latest: range.last)
    case .path(let path):
      guard path.fields.count == 1, let field = path.fields.first else { return nil }
      if field.type == .period { return store[noun].day("starts")?[row] }
      return store[noun].day(field.name)?[row]
    default: return nil
    }
  }

  func isGuess(_ operand: Operand, row: UInt32, _ noun: Noun) -> Bool {
    guard case .path(let path) = operand, let field = path.fields.first else { return false }
    return span(of: field, row: row, noun)?.isGuess ?? false
  }
}

extension DateValue {
  /// A value whose text follows from its bounds.
  init(
    starts: DayBounds, ends: DayBounds, startMinute: Int16? = nil, isGuess: Bool = false
  ) {
    let first = starts.text
    let last = ends.text
    self.init(
      starts: starts, ends: ends, startMinute: startMinute, isGuess: isGuess,
      text: (first == last ? first : "\(first)/\(last)") + (isGuess ? "?" : ""))
  }

  init(_ range: DateRange, text: String) {
    let bounds = DayBounds(earliest: range.first, latest: range.last)
    self.init(starts: bounds, ends: bounds, text: text)
  }
}

extension DatePart {
  /// Year, month or quarter of a day that is known within bounds.
  func quantity(of days: DayBounds) -> Quantity? {
    guard days.earliest > .distantPast, days.latest < .distantFuture else { return nil }
    let (low, high) = (days.earliest.civil, days.latest.civil)
    let bounds: (Int, Int)
    switch self {
    case .year: bounds = (low.year, high.year)
    case .month: bounds = low.year == high.year ? (low.month, high.month) : (1, 12)
    case .quarter:
      bounds = low.year == high.year ? ((low.month + 2) / 3, (high.month + 2) / 3) : (1, 4)
    case .weekday: return nil
    }
    return Quantity(
      lower: Int64(bounds.0) * Quantity.scale, upper: Int64(bounds.1) * Quantity.scale)
  }
}

extension DayBounds {
  /// EDTF for a point as far as it is known: the day, month or year that the bounds are, nothing
  /// where nobody knows, else the one-of set `[2021-11-29..2021-11-30]`.
  fileprivate var text: String {
    if isExact { return earliest.text }
    if self == .unknown { return "" }
    if earliest == .distantPast { return "[..\(latest.text)]" }
    if latest == .distantFuture { return "[\(earliest.text)..]" }
    let (low, high) = (earliest.civil, latest.civil)
    if low.year == high.year, low.day == 1 {
      let lastDay = Day.daysInMonth(year: high.year, month: high.month)
      if low.month == high.month, high.day == lastDay { return String(earliest.text.dropLast(3)) }
      if low.month == 1, high.month == 12, high.day == 31 {
        return String(earliest.text.dropLast(6))
      }
    }
    return "[\(earliest.text)..\(latest.text)]"
  }
}
