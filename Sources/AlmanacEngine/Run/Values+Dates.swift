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

  /// A day of a record, as a point: bounded by what else its period states, since nothing ends before
  /// it starts; nil where nothing is known.
  func point(_ field: Field, row: UInt32, _ noun: Noun) -> DateValue? {
    guard ["starts", "ends"].contains(field.name), let when = Schema.field("when", of: noun) else {
      return date(of: field, row: row, noun)
    }
    guard let date = date(of: when, row: row, noun) else { return nil }
    let isStart = field.name == "starts"
    let bounds = isStart ? date.starts : date.ends
    let minute = isStart ? date.startMinute : date.endMinute
    return DateValue(
      starts: bounds, ends: bounds, startMinute: minute, endMinute: minute,
      isGuess: store[noun].day(field.name)?.guesses?[row] ?? false, text: bounds.text)
  }
}

extension DateValue {
  /// A value whose text, where none was kept, follows from its bounds.
  fileprivate init(
    starts: DayBounds, ends: DayBounds, startMinute: Int16?, endMinute: Int16?, isGuess: Bool,
    text: String?
  ) {
    self.init(
      starts: starts, ends: ends, startMinute: startMinute, endMinute: endMinute, isGuess: isGuess,
      text: text
        ?? periodText(
          starts: starts, ends: ends, startMinute: startMinute, endMinute: endMinute,
          isGuess: isGuess))
  }

  /// A date of a query: from its first day to its last, and nothing vague about it.
  init(_ range: DateRange, text: String) {
    self.init(
      starts: DayBounds(range.first), ends: DayBounds(range.last), startMinute: range.firstMinute,
      endMinute: range.lastMinute, text: text)
  }
}
