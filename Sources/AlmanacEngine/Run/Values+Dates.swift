internal import AlmanacStore
internal import AlmanacTime

extension Values {
  /// A date of a record: its text as it was given, or the one that its bounds make; nil where
  /// nothing is stated. What starts and ends say together: nothing ends before it starts.
  func date(of field: Field, row: UInt32, _ noun: Noun) -> DateValue? {
    let table = store[noun]
    guard field.type == .period else {
      guard let column = table.day(field.name), let bounds = column[row] else { return nil }
      return DateValue(
        starts: bounds, ends: bounds, startMinute: column.minutes[row],
        endMinute: column.minutes[row], isGuess: column.guesses?[row] ?? false,
        text: nil)
    }
    let (starts, ends) = (table.day("starts"), table.day("ends"))
    guard starts?[row] != nil || ends?[row] != nil else { return nil }
    let (start, end) = (starts?[row] ?? .unknown, ends?[row] ?? .unknown)
    return DateValue(
      starts: DayBounds(earliest: start.earliest, latest: min(start.latest, end.latest)),
      ends: DayBounds(earliest: max(end.earliest, start.earliest), latest: end.latest),
      startMinute: starts?.minutes[row], endMinute: ends?.minutes[row],
      isGuess: starts?.guesses?[row] ?? false || ends?.guesses?[row] ?? false,
      text: table.dateTexts[row])
  }

  /// The day of an operand, as bounds; nil where nothing is stated.
  func dayBounds(of operand: Operand, row: UInt32, _ noun: Noun) -> DayBounds? {
    switch operand {
    case .date(let range, _): return DayBounds(earliest: range.first, latest: range.last)
    case .path(let path):
      guard path.fields.count == 1, let field = path.fields.first else { return nil }
      guard let when = Schema.field("when", of: noun) else {
        return store[noun].day(field.name)?[row]
      }
      // A start is never after the end, so that each bounds the other.
      switch field.name {
      case "when", "starts": return date(of: when, row: row, noun)?.starts
      case "ends": return date(of: when, row: row, noun)?.ends
      default: return store[noun].day(field.name)?[row]
      }
    default: return nil
    }
  }

  func isGuess(_ operand: Operand, row: UInt32, _ noun: Noun) -> Bool {
    guard case .path(let path) = operand, let field = path.fields.first else { return false }
    return date(of: field, row: row, noun)?.isGuess ?? false
  }
}

extension DateValue {
  /// A value whose text, where none was kept, follows from its bounds.
  fileprivate init(
    starts: DayBounds, ends: DayBounds, startMinute: Int16?, endMinute: Int16?, isGuess: Bool,
    text: String?
  ) {
    let (first, last) = (starts.text, ends.text)
    let derived = (first == last ? first : "\(first)/\(last)") + (isGuess ? "?" : "")
    self.init(
      starts: starts, ends: ends, startMinute: startMinute, endMinute: endMinute, isGuess: isGuess,
      text: text ?? derived)
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
