/// The text of a period whose words were not kept: what its bounds make, each end once.
///
/// `2021-12` of a start and an end that are some day of that December, `2023-11-06/2023-11-07`.
public func periodText(
  starts: DayBounds, ends: DayBounds, startMinute: Int16? = nil, endMinute: Int16? = nil,
  isGuess: Bool = false
) -> String {
  let first = starts.text + timeText(starts, startMinute)
  let last = ends.text + timeText(ends, endMinute)
  return (first == last ? first : "\(first)/\(last)") + (isGuess ? "?" : "")
}

/// Whether a text says no more than ``periodText(starts:ends:startMinute:endMinute:isGuess:)`` makes of
/// bounds; no where finding out would take longer than keeping it.
public func isPeriodText(_ text: Span<UInt8>, starts: DayBounds, ends: DayBounds) -> Bool {
  var slash = 0
  while slash < text.count, text[slash] != 0x2F { slash &+= 1 }
  guard let first = PlainDate(text, 0..<slash), first.bounds == starts else { return false }
  if slash == text.count { return ends == starts }
  guard let last = PlainDate(text, slash &+ 1..<text.count), last.bounds == ends else {
    return false
  }
  // Written twice it would be made once.
  return starts != ends
}

/// `T12:05` after a day that has a time.
private func timeText(_ bounds: DayBounds, _ minute: Int16?) -> String {
  guard let minute, bounds.isExact else { return "" }
  return "T" + Day.twoDigits(Int(minute) / 60) + ":" + Day.twoDigits(Int(minute) % 60)
}

extension DayBounds {
  /// EDTF for a point as far as it is known: the day, month or year that the bounds are, nothing
  /// where nobody knows, else the one-of set `[2021-11-29..2021-11-30]`.
  public var text: String {
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
