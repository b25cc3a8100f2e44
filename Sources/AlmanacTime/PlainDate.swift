/// A day, a month or a year of four digits by its bytes: the forms that nearly all data has.
public struct PlainDate {
  /// The days that it may be.
  public var bounds: DayBounds

  /// nil for every other form, which the reader of dates takes.
  public init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    if range.count == 10 {
      guard let day = readPlainDay(bytes, at: range.lowerBound) else { return nil }
      bounds = DayBounds(day)
      return
    }
    guard range.count == 4 || range.count == 7, let year = number(bytes, range.lowerBound, 4) else {
      return nil
    }
    var (first, last) = (1, 12)
    if range.count == 7 {
      guard bytes[range.lowerBound + 4] == 0x2D,
        let month = number(bytes, range.lowerBound + 5, 2)
      else { return nil }
      (first, last) = (month, month)
    }
    guard let earliest = Day(year: year, month: first, day: 1),
      let latest = Day(year: year, month: last, day: Day.daysInMonth(year: year, month: last))
    else { return nil }
    bounds = DayBounds(earliest: earliest, latest: latest)
  }
}

private func number(_ bytes: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
  var value = 0
  for index in start..<start + count {
    let digit = bytes[index] &- 0x30
    guard digit < 10 else { return nil }
    value = value * 10 + Int(digit)
  }
  return value
}
