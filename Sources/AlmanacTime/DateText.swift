extension DateValue {
  /// The EDTF text of the bounds, for a date that was made and not read: the shortest that
  /// ``readDate(_:)`` reads back as the same, or, where EDTF has no such text, the narrowest that
  /// covers it: `2021-12`, `201X`, `[2020-11-01..2021-01-31]`, `2023-11-06/..`.
  public var canonicalText: String {
    let mark = isGuess ? "?" : ""
    if starts == .unknown && ends == .unknown { return "XXXX" + mark }
    if starts == ends && startMinute == endMinute && !isOpen {
      if let text = starts.coveringText(isExactly: true), !text.isEmpty {
        return text + (isGuess ? mark : !starts.isExact ? "" : DateValue.timeText(startMinute))
      }
      return starts.setText(mark: mark)
    }
    return sideText(starts, startMinute, mark) + "/" + sideText(ends, endMinute, mark)
  }

  /// It is without end or without beginning, which only a period with a slash can say.
  private var isOpen: Bool {
    starts.isExact && (starts.earliest == .distantPast || starts.earliest == .distantFuture)
  }

  private func sideText(_ bounds: DayBounds, _ minute: Int16?, _ mark: String) -> String {
    if bounds.isExact && (bounds.latest == .distantPast || bounds.latest == .distantFuture) {
      return ".."
    }
    let text = bounds.coveringText(isExactly: false) ?? ""
    if text.isEmpty { return "" }
    return text + (isGuess ? mark : bounds.isExact ? DateValue.timeText(minute) : "")
  }

  private static func timeText(_ minute: Int16?) -> String {
    guard let minute else { return "" }
    return "T" + Day.twoDigits(Int(minute) / 60) + ":" + Day.twoDigits(Int(minute) % 60)
  }
}

extension DayBounds {
  /// The day, month, year, decade or century that holds the bounds, as EDTF writes it; nil when
  /// none does, or when it has to be exactly them and is more.
  fileprivate func coveringText(isExactly: Bool) -> String? {
    if isExact { return earliest.text }
    guard earliest != .distantPast && latest != .distantFuture else { return nil }
    let (firstYear, firstMonth, _) = earliest.civil
    let (lastYear, lastMonth, _) = latest.civil
    let fits = { (range: DateRange?) -> Bool in
      guard let range else { return false }
      return !isExactly || range.first == earliest && range.last == latest
    }
    if firstYear == lastYear {
      if firstMonth == lastMonth && fits(DateRange(year: firstYear, month: firstMonth)) {
        return Day.yearText(firstYear) + "-" + Day.twoDigits(firstMonth)
      }
      return fits(DateRange(year: firstYear)) ? Day.yearText(firstYear) : nil
    }
    // Masks of years before 0 count the other way; a set says those.
    for (index, span) in [10, 100, 1_000].enumerated() where firstYear >= 0 {
      let start = firstYear / span * span
      if lastYear / span == firstYear / span && fits(DateRange(years: start...start + span - 1)) {
        let mask = String(repeating: "X", count: index + 1)
        return Day.yearText(firstYear).dropLast(mask.count) + mask
      }
    }
    return nil
  }

  /// `[..1984-12-31]`: one day of these.
  fileprivate func setText(mark: String) -> String {
    let first = earliest == .distantPast ? "" : earliest.text + mark
    let last = latest == .distantFuture ? "" : latest.text + mark
    return "[" + first + ".." + last + "]"
  }
}
