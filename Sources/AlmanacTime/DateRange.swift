/// A date as a query states it: the whole period that it covers, never vague. `2023` is the year,
/// `2023-11-06` the day, `2021..2023` the three years, `..2020` everything to the end of 2020.
public struct DateRange: Hashable, Sendable {
  /// The first day, included; ``Day/distantPast`` when open.
  public var first: Day
  /// The last day, included; ``Day/distantFuture`` when open.
  public var last: Day
  /// The minute of the first day (0..<1440, included) when the literal had a time.
  public var firstMinute: Int16?
  /// The minute of the last day (0..<1440, included) when the literal had a time.
  public var lastMinute: Int16?

  /// From the first day to the last, both included.
  public init(first: Day, last: Day, firstMinute: Int16? = nil, lastMinute: Int16? = nil) {
    self.first = first
    self.last = last
    self.firstMinute = firstMinute
    self.lastMinute = lastMinute
  }
}

extension DateRange {
  /// One day.
  public init(day: Day) {
    self.init(first: day, last: day)
  }

  /// A calendar year, or nil when it cannot be written.
  public init?(year: Int) {
    self.init(years: year...year)
  }

  /// Whole calendar years, or nil when they cannot be written; a decade is `2020...2029`.
  public init?(years: ClosedRange<Int>) {
    guard let first = Day(year: years.lowerBound, month: 1, day: 1),
      let last = Day(year: years.upperBound, month: 12, day: 31)
    else { return nil }
    self.init(first: first, last: last)
  }

  /// A month of the calendar, or nil when there is no such month.
  public init?(year: Int, month: Int) {
    guard let first = Day(year: year, month: month, day: 1) else { return nil }
    self.init(first: first, monthCount: 1)
  }

  /// A quarter of a calendar year, 1...4, or nil when there is no such quarter.
  public init?(year: Int, quarter: Int) {
    guard 1...4 ~= quarter, let first = Day(year: year, month: quarter * 3 - 2, day: 1)
    else { return nil }
    self.init(first: first, monthCount: 3)
  }

  /// An ISO week, Monday to Sunday, or nil when the year has no such week.
  public init?(isoYear year: Int, week: Int) {
    guard let monday = Day(isoYear: year, week: week) else { return nil }
    self.init(first: monday, last: monday.adding(days: 6))
  }

  /// So many months from a first of the month on.
  init(first: Day, monthCount: Int) {
    self.init(first: first, last: first.adding(months: monthCount).adding(days: -1))
  }

  /// The shortest literal that says it: `2023`, `2023-11`, `2023-Q4`, `2023-11-06`,
  /// `2023-11-06T14:00`, and `a..b` where one literal cannot.
  public var text: String {
    if firstMinute == nil && lastMinute == nil {
      if let single = singleText { return single }
    } else if first == last && firstMinute == lastMinute {
      return DateRange.pointText(first, firstMinute)
    }
    let start = first == .distantPast ? "" : startText
    let end = last == .distantFuture ? "" : endText
    return start + ".." + end
  }

  /// The text of a range that is one day, month, quarter or year.
  private var singleText: String? {
    guard first != .distantPast && last != .distantFuture else { return nil }
    if first == last { return first.text }
    let (year, month, day) = first.civil
    guard day == 1 else { return nil }
    if self == DateRange(first: first, monthCount: 1) { return monthText(of: first) }
    if month == 1 && self == DateRange(first: first, monthCount: 12) { return Day.yearText(year) }
    if month % 3 == 1 && self == DateRange(first: first, monthCount: 3) {
      return Day.yearText(year) + "-Q\((month + 2) / 3)"
    }
    return nil
  }

  private func monthText(of day: Day) -> String {
    Day.yearText(day.year) + "-" + Day.twoDigits(day.month)
  }

  private var areWholeYears: Bool {
    let isFirst = first == .distantPast || (first.civil.month == 1 && first.civil.day == 1)
    let isLast = last == .distantFuture || (last.civil.month == 12 && last.civil.day == 31)
    return isFirst && isLast && firstMinute == nil && lastMinute == nil
  }

  private var areWholeMonths: Bool {
    let isFirst = first == .distantPast || first.civil.day == 1
    let isLast = last == .distantFuture || last.adding(days: 1).civil.day == 1
    return isFirst && isLast && firstMinute == nil && lastMinute == nil
  }

  private var startText: String {
    if areWholeYears { return Day.yearText(first.year) }
    return areWholeMonths ? monthText(of: first) : DateRange.pointText(first, firstMinute)
  }

  private var endText: String {
    if areWholeYears { return Day.yearText(last.year) }
    return areWholeMonths ? monthText(of: last) : DateRange.pointText(last, lastMinute)
  }

  private static func pointText(_ day: Day, _ minute: Int16?) -> String {
    guard let minute else { return day.text }
    let time = Day.twoDigits(Int(minute) / 60) + ":" + Day.twoDigits(Int(minute) % 60)
    return day.text + "T" + time
  }
}
