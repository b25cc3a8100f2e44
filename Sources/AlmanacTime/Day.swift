/// A civil day: days since 1970-01-01 in the proleptic Gregorian calendar.
///
/// Years go from −9999 to 9999, with a year 0 before year 1, as ISO 8601 counts. Arithmetic
/// saturates at ``distantPast`` and ``distantFuture``, so no date that somebody writes can overflow.
///
/// Source: ISO 8601-1:2019; Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", for the
/// conversions.
public struct Day: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Days since 1970-01-01, negative before it.
  public var number: Int32

  /// The day of that number.
  public init(number: Int32) {
    self.number = number
  }

  /// Whether one day is earlier than another.
  @inlinable
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// A bound of "nobody knows": earlier than every day that can be written.
  public static let distantPast = Day(number: -1_000_000_000)
  /// A bound of "nobody knows": later than every day that can be written.
  public static let distantFuture = Day(number: 1_000_000_000)
}

extension Day {
  /// The years that can be written.
  public static let years = -9_999...9_999

  /// The day of a calendar date, or nil when there is no such day: month 13, 30 February, year
  /// 10000.
  public init?(year: Int, month: Int, day: Int) {
    guard Day.years.contains(year), 1...12 ~= month,
      1...Day.daysInMonth(year: year, month: month) ~= day
    else { return nil }
    self.init(uncheckedYear: year, month: month, day: day)
  }

  /// The day of a date whose month and day of the month are known to exist, in any year; saturated.
  init(uncheckedYear year: Int, month: Int, day: Int) {
    let shifted = min(max(year, -3_000_000), 3_000_000) - (month <= 2 ? 1 : 0)
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(saturating: era * 146_097 + dayOfEra - 719_468)
  }

  /// The day of that number, at most as far as the distant past and future.
  init(saturating number: Int) {
    let bounded = min(max(number, Int(Day.distantPast.number)), Int(Day.distantFuture.number))
    self.init(number: Int32(bounded))
  }

  /// Whether the year has a 29 February.
  public static func isLeap(year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  /// 28 to 31, or 0 when there is no such month.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: isLeap(year: year) ? 29 : 28
    case 4, 6, 9, 11: 30
    case 1...12: 31
    default: 0
    }
  }

  /// Year, month (1...12) and day of the month (1...31).
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The calendar year.
  public var year: Int { civil.year }
  /// 1 for January to 12.
  public var month: Int { civil.month }
  /// 1 to 4.
  public var quarter: Int { (civil.month + 2) / 3 }

  /// 1 for Monday to 7 for Sunday.
  public var weekday: Int {
    let remainder = (Int(number) + 3) % 7
    return (remainder < 0 ? remainder + 7 : remainder) + 1
  }

  /// The ISO week, 1...53, with the year that it belongs to: that of its Thursday.
  ///
  /// Source: ISO 8601-1:2019 §3.1.1.23.
  public var isoWeek: (year: Int, week: Int) {
    let year = adding(days: 4 - weekday).civil.year
    let thursday = Int(number) + 4 - weekday
    let firstDay = Int(Day(uncheckedYear: year, month: 1, day: 1).number)
    return (year, (thursday - firstDay) / 7 + 1)
  }

  /// The Monday of an ISO week, or nil when the year has no such week.
  public init?(isoYear year: Int, week: Int) {
    guard Day.years.contains(year), 1...53 ~= week else { return nil }
    let inFirstWeek = Day(uncheckedYear: year, month: 1, day: 4)
    let monday = inFirstWeek.adding(days: 1 - inFirstWeek.weekday + 7 * (week - 1))
    guard monday.isoWeek == (year, week) else { return nil }
    self = monday
  }

  /// The day so many days later, or earlier when negative; saturated.
  public func adding(days count: Int) -> Day {
    let (sum, overflow) = Int(number).addingReportingOverflow(count)
    return overflow ? (count < 0 ? .distantPast : .distantFuture) : Day(saturating: sum)
  }

  /// The same day of the month so many months later, or the month's last day when it has no such
  /// day: a month after 31 January is 28 or 29 February. Saturated.
  public func adding(months count: Int) -> Day {
    guard self != .distantPast && self != .distantFuture else { return self }
    let bounded = min(max(count, -36_000_000), 36_000_000)
    let (year, month, day) = civil
    let months = year * 12 + (month - 1) + bounded
    let remainder = months % 12
    let newMonth = (remainder < 0 ? remainder + 12 : remainder) + 1
    let newYear = (months - (newMonth - 1)) / 12
    let length = Day.daysInMonth(year: newYear, month: newMonth)
    return Day(uncheckedYear: newYear, month: newMonth, day: min(day, length))
  }

  /// `2023-11-06`, `-0044-03-15`; `..` for the distant past and future, which have no date.
  public var text: String {
    guard self != .distantPast && self != .distantFuture else { return ".." }
    let (year, month, day) = civil
    return Day.yearText(year) + "-" + Day.twoDigits(month) + "-" + Day.twoDigits(day)
  }

  /// A year as ISO 8601 writes it, with four digits at least: `2023`, `0044`, `-0044`.
  static func yearText(_ year: Int) -> String {
    let digits = String(year.magnitude)
    let zeros = String(repeating: "0", count: max(0, 4 - digits.utf8.count))
    return (year < 0 ? "-" : "") + zeros + digits
  }

  static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
