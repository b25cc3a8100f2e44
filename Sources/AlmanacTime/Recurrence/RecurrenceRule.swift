/// After which rule something comes again, in the civil time of its own zone.
///
/// Source: RFC 5545 §3.3.10 (RRULE).
public struct RecurrenceRule: Hashable, Sendable {
  /// How long one round is.
  public enum Frequency: Int, CaseIterable, Comparable, Sendable {
    case secondly
    case minutely
    case hourly
    case daily
    case weekly
    case monthly
    case yearly

    /// Shorter rounds come first.
    public static func < (left: Frequency, right: Frequency) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// A day of the week, of a month or year the how-manieth: `-1FR` is the last Friday.
  public struct WeekdayPart: Hashable, Sendable {
    /// 0 for every one.
    public var ordinal: Int
    /// 1 for Monday to 7 for Sunday.
    public var weekday: Int
  }

  /// How long one round is.
  public var frequency: Frequency
  /// Every how many rounds.
  public var interval = 1
  /// How many there are in all, the first included.
  public var count: Int?
  /// The last time that there may be one, in the series' own zone.
  public var until: CivilTime?
  /// `until` was given as a day: the whole of it counts.
  public var isUntilDay = false
  /// BYSECOND; this and what follows is empty where the rule does not say it.
  public var seconds: [Int] = []
  /// Minutes of the hour, BYMINUTE.
  public var minutes: [Int] = []
  /// Hours of the day, BYHOUR.
  public var hours: [Int] = []
  /// Days of the week, BYDAY.
  public var weekdays: [WeekdayPart] = []
  /// Days of the month, BYMONTHDAY; negative from its end.
  public var monthDays: [Int] = []
  /// Days of the year, BYYEARDAY; negative from its end.
  public var yearDays: [Int] = []
  /// Weeks of the year, BYWEEKNO; negative from its end.
  public var weeks: [Int] = []
  /// Months, BYMONTH.
  public var months: [Int] = []
  /// BYSETPOS: of those in a round, the how-manieth.
  public var positions: [Int] = []
  /// The weekday on which weeks begin, 1 for Monday.
  public var weekStart = 1
}

/// What is wrong in a rule.
public struct RecurrenceError: Error, Hashable, Sendable {
  /// The part that is wrong and what would be right, as the rest of a sentence.
  public var message: String
}

extension RecurrenceRule {
  /// Reads `FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630`.
  public init(_ text: some StringProtocol) throws(RecurrenceError) {
    var parts: [(name: String, value: String)] = []
    for part in text.split(separator: ";") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else {
        throw RecurrenceError(message: "\"\(part)\" is no part of a rule: FREQ=WEEKLY;BYDAY=TU")
      }
      parts.append((sides[0].uppercased(), sides[1].uppercased()))
    }
    guard let frequency = parts.first(where: { $0.name == "FREQ" })?.value else {
      throw RecurrenceError(message: "a rule says how often: FREQ=WEEKLY")
    }
    guard let known = Frequency.allCases.first(where: { $0.word == frequency }) else {
      throw RecurrenceError(
        message: "\"\(frequency)\" is no frequency; there are SECONDLY, MINUTELY, HOURLY, DAILY, "
          + "WEEKLY, MONTHLY, YEARLY")
    }
    self.init(frequency: known)
    for (name, value) in parts { try read(name, value) }
  }

  private mutating func read(_ name: String, _ value: String) throws(RecurrenceError) {
    switch name {
    case "INTERVAL": interval = try number(name, value, 1...100_000)
    case "COUNT": count = try number(name, value, 1...1_000_000_000)
    case "UNTIL": try readUntil(value)
    case "BYSECOND": seconds = try numbers(name, value, 0...60).map { min($0, 59) }
    case "BYMINUTE": minutes = try numbers(name, value, 0...59)
    case "BYHOUR": hours = try numbers(name, value, 0...23)
    case "BYDAY": weekdays = try readWeekdays(value)
    case "BYMONTHDAY": monthDays = try numbers(name, value, -31...31)
    case "BYYEARDAY": yearDays = try numbers(name, value, -366...366)
    case "BYWEEKNO": weeks = try numbers(name, value, -53...53)
    case "BYMONTH": months = try numbers(name, value, 1...12)
    case "BYSETPOS": positions = try numbers(name, value, -366...366)
    case "WKST":
      guard let day = weekdayCodes.firstIndex(of: value) else {
        throw RecurrenceError(message: "WKST is a day of the week: MO")
      }
      weekStart = day + 1
    case "RSCALE" where value != "GREGORIAN":
      throw RecurrenceError(message: "only the Gregorian calendar is known, not \(value)")
    default: break
    }
  }

  private mutating func readUntil(_ value: String) throws(RecurrenceError) {
    let plain = value.hasSuffix("Z") ? String(value.dropLast()) : value
    guard let time = CivilTime(basic: plain) else {
      throw RecurrenceError(message: "UNTIL is a date: 20260630 or 20260630T120000Z")
    }
    until = time
    isUntilDay = plain.utf8.count == 8
  }

  private func readWeekdays(_ value: String) throws(RecurrenceError) -> [WeekdayPart] {
    var found: [WeekdayPart] = []
    for part in value.split(separator: ",") {
      guard let weekday = weekdayCodes.firstIndex(of: String(part.suffix(2))) else {
        throw RecurrenceError(message: "BYDAY is a list of days of the week: TU,-1FR")
      }
      let lead = part.dropLast(2)
      guard let ordinal = lead.isEmpty ? 0 : Int(lead), (-53...53).contains(ordinal) else {
        throw RecurrenceError(message: "BYDAY is a list of days of the week: TU,-1FR")
      }
      found.append(WeekdayPart(ordinal: ordinal, weekday: weekday + 1))
    }
    return found
  }

  private func number(
    _ name: String, _ value: String, _ range: ClosedRange<Int>
  ) throws(RecurrenceError) -> Int {
    guard let number = Int(value), range.contains(number) else {
      throw RecurrenceError(
        message: "\(name) is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private func numbers(
    _ name: String, _ value: String, _ range: ClosedRange<Int>
  ) throws(RecurrenceError) -> [Int] {
    var found: [Int] = []
    for part in value.split(separator: ",") {
      found.append(try number(name, String(part), range))
    }
    return found
  }
}

extension RecurrenceRule.Frequency {
  /// As a rule writes it.
  var word: String {
    switch self {
    case .secondly: "SECONDLY"
    case .minutely: "MINUTELY"
    case .hourly: "HOURLY"
    case .daily: "DAILY"
    case .weekly: "WEEKLY"
    case .monthly: "MONTHLY"
    case .yearly: "YEARLY"
    }
  }
}

/// By number of the day less one.
let weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
