/// The date that an EDTF text of data states.
///
/// `2023-11-06` is a day, `2021-12` starts and ends on some day of that December,
/// `2023-11-06/2023-11-07` starts on the first and ends on the second; an empty side of the slash is
/// unknown, `..` is open (no end); `?` makes a guess, `~` widens the bounds by one unit of their
/// precision at each side, `%` does both; `201X` is some day of that decade, seasons 21 to 41 are
/// their months, `[1667,1670..1672]` is one of those. Unspecified years (`XXXX-11-06`) are unknown.
/// The bounds that come back are as tight as "starts before it ends" makes them. A time is kept to
/// the minute as written: an offset from UTC never shifts the day.
///
/// Lists (`{…}`), years of more than four digits and significant digits are refused.
///
/// Source: ISO 8601-2:2019; Library of Congress, Extended Date/Time Format, levels 0 to 2.
public func readDate(_ text: some StringProtocol) throws(DateError) -> DateValue {
  let bytes = Array(text.utf8)
  if let (first, last) = plainDays(bytes) {
    return DateValue(starts: DayBounds(first), ends: DayBounds(last), text: String(text))
  }
  try checkLength(bytes)
  if bytes.first == 0x5B { return try readSet(bytes, text: String(text)) }
  if bytes.first == 0x7B {
    throw DateError(
      .unsupported, at: 0,
      "several periods are not one date; write each as a part of its own, "
        + "or [..] when only one of them is meant")
  }
  if let slash = bytes.firstIndex(of: 0x2F) {
    return try readInterval(bytes, slash: slash, text: String(text))
  }
  if let dots = indexOfDots(in: bytes[...]) {
    throw DateError(
      .malformed, at: dots, "in data a slash stands between start and end: 2021/2023, 2021/..")
  }
  var scanner = DateScanner(bytes: bytes, lower: 0, upper: bytes.count)
  let part = try scanner.scan()
  return DateValue(
    starts: part.bounds, ends: part.bounds, startMinute: part.minute, endMinute: part.minute,
    isGuess: part.isGuess, text: String(text))
}

/// The days of `2023-11-06` and `2023-11-06/2023-11-07`, the commonest forms by far; nil for every
/// other and for whatever is wrong with these.
private func plainDays(_ bytes: [UInt8]) -> (first: Day, last: Day)? {
  if bytes.count == 10, let day = readPlainDay(bytes.span, at: 0) { return (day, day) }
  guard bytes.count == 21, bytes[10] == 0x2F, let first = readPlainDay(bytes.span, at: 0),
    let last = readPlainDay(bytes.span, at: 11), first <= last
  else { return nil }
  return (first, last)
}

/// The day of the ten bytes `2023-11-06` at an offset, for bulk use; nil when they are anything else
/// or no day, for ``readDate(_:)`` to say why.
public func readPlainDay(_ bytes: Span<UInt8>, at offset: Int) -> Day? {
  guard offset >= 0, offset <= bytes.count - 10, bytes[offset + 4] == 0x2D,
    bytes[offset + 7] == 0x2D
  else { return nil }
  var worst: UInt8 = 0
  func digit(_ index: Int) -> Int {
    let digit = bytes[offset + index] &- 0x30
    worst = max(worst, digit)
    return Int(digit)
  }
  let year = digit(0) * 1_000 + digit(1) * 100 + digit(2) * 10 + digit(3)
  let month = digit(5) * 10 + digit(6)
  let day = digit(8) * 10 + digit(9)
  return worst <= 9 ? Day(year: year, month: month, day: day) : nil
}

/// No date is longer than this; sets are, and may be.
private let lengthLimit = 4_096

func checkLength(_ bytes: [UInt8]) throws(DateError) {
  if bytes.isEmpty {
    throw DateError(.malformed, at: 0, "a date is missing here; write one such as 2023-11-06")
  }
  if bytes.count > lengthLimit {
    throw DateError(.malformed, at: lengthLimit, "a date has \(lengthLimit) bytes at most")
  }
}

func indexOfDots(in bytes: ArraySlice<UInt8>) -> Int? {
  var index = bytes.startIndex
  while index + 1 < bytes.endIndex {
    if bytes[index] == 0x2E && bytes[index + 1] == 0x2E { return index }
    index += 1
  }
  return nil
}

private func readInterval(
  _ bytes: [UInt8], slash: Int, text: String
) throws(DateError) -> DateValue {
  if let second = bytes[(slash + 1)...].firstIndex(of: 0x2F) {
    throw DateError(.malformed, at: second, "a period has one start and one end: 2021/2023")
  }
  if bytes.count == 1 {
    throw DateError(.malformed, at: 0, "one side of a period needs a date: 2023-11-06/")
  }
  let start = try readSide(bytes, 0, slash, whenOpen: .distantPast)
  let end = try readSide(bytes, slash + 1, bytes.count, whenOpen: .distantFuture)
  let reversed = DateError(
    .reversed, at: slash + 1, "the period ends before it starts; the earlier date comes first")
  guard start.bounds.earliest <= end.bounds.latest else { throw reversed }
  let starts = DayBounds(
    earliest: start.bounds.earliest, latest: min(start.bounds.latest, end.bounds.latest))
  let ends = DayBounds(
    earliest: max(end.bounds.earliest, start.bounds.earliest), latest: end.bounds.latest)
  if starts.isExact && starts == ends, let first = start.minute, let last = end.minute,
    last < first
  {
    throw reversed
  }
  return DateValue(
    starts: starts, ends: ends, startMinute: start.minute, endMinute: end.minute,
    isGuess: start.isGuess || end.isGuess, text: text)
}

/// One side of a slash: a date, nothing (unknown) or `..` (open: before or after all days).
private func readSide(
  _ bytes: [UInt8], _ lower: Int, _ upper: Int, whenOpen: Day
) throws(DateError) -> DatePart {
  if lower == upper { return DatePart(bounds: .unknown) }
  if upper - lower == 2 && bytes[lower] == 0x2E && bytes[lower + 1] == 0x2E {
    return DatePart(bounds: DayBounds(whenOpen))
  }
  var scanner = DateScanner(bytes: bytes, lower: lower, upper: upper)
  return try scanner.scan()
}

/// `[1667,1668,1670..1672]`: on one of these days, so within the hull of them all.
private func readSet(_ bytes: [UInt8], text: String) throws(DateError) -> DateValue {
  guard bytes.last == 0x5D else {
    throw DateError(.malformed, at: bytes.count, "the bracket needs its ] at the end")
  }
  var hull: DatePart?
  var lower = 1
  while lower < bytes.count {
    let upper = bytes[lower...].firstIndex(of: 0x2C) ?? bytes.count - 1
    let part = try readSetElement(bytes, lower, upper)
    if part.minute != nil {
      throw DateError(.unsupported, at: lower, "dates in brackets have no time")
    }
    hull = DatePart(
      bounds: hull?.bounds.hull(with: part.bounds) ?? part.bounds,
      isGuess: part.isGuess || hull?.isGuess == true)
    lower = upper + 1
  }
  guard let hull else {
    throw DateError(.malformed, at: 1, "the brackets hold no date")
  }
  return DateValue(starts: hull.bounds, ends: hull.bounds, isGuess: hull.isGuess, text: text)
}

private func readSetElement(
  _ bytes: [UInt8], _ lower: Int, _ upper: Int
) throws(DateError) -> DatePart {
  guard let dots = indexOfDots(in: bytes[lower..<upper]) else {
    var scanner = DateScanner(bytes: bytes, lower: lower, upper: upper)
    return try scanner.scan()
  }
  if upper - lower == 2 {
    throw DateError(.malformed, at: lower, "one side of .. needs a date: ..1984")
  }
  var first = DatePart(bounds: DayBounds(.distantPast))
  var last = DatePart(bounds: DayBounds(.distantFuture))
  if dots > lower {
    var scanner = DateScanner(bytes: bytes, lower: lower, upper: dots)
    first = try scanner.scan()
  }
  if dots + 2 < upper {
    var scanner = DateScanner(bytes: bytes, lower: dots + 2, upper: upper)
    last = try scanner.scan()
  }
  guard first.bounds.earliest <= last.bounds.latest else {
    throw DateError(.reversed, at: dots, "the range ends before it starts")
  }
  return DatePart(
    bounds: first.bounds.hull(with: last.bounds), minute: first.minute ?? last.minute,
    isGuess: first.isGuess || last.isGuess)
}
