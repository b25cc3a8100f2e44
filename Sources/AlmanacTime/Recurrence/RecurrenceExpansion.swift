/// The times that a rule gives within a window.
public struct RecurrenceTimes: Hashable, Sendable {
  /// In order, each once.
  public var times: [CivilTime]
  /// A limit ended it: there are more within the window.
  public var isCut: Bool
}

/// Limits of an expansion; reaching one is told (``RecurrenceTimes/isCut``).
public enum RecurrenceLimits {
  /// Times of one series within one window.
  public static let times = 10_000
  /// Rounds that are looked at, those without a time too.
  public static let rounds = 200_000
}

extension RecurrenceRule {
  /// The times of the series from `first` to `last`, both days included.
  ///
  /// The start is the first time whether it matches the rule or not, and counts as one of `COUNT`.
  /// RFC 5545 §3.8.5.3 leaves undefined what a start outside the rule gives; calendars show it.
  ///
  /// Cost: rounds of the window, as those before it are passed over at once; with `COUNT` all from
  /// the start on.
  public func times(
    from start: CivilTime, first: Day, last: Day, limit: Int = RecurrenceLimits.times
  ) -> RecurrenceTimes {
    var found: [CivilTime] = []
    var given = 1
    if start.day >= first, start.day <= last { found.append(start) }
    let end = lastTime(last)
    guard start <= end else { return RecurrenceTimes(times: found, isCut: false) }
    if count == 1 { return RecurrenceTimes(times: found, isCut: false) }
    var round = count == nil ? firstRound(from: start, near: first) : 0
    var looked = 0
    let expansion = Round(rule: self, start: start)
    while looked < RecurrenceLimits.rounds {
      guard let begin = expansion.begin(of: round), begin.day <= end.day else {
        return RecurrenceTimes(times: found, isCut: false)
      }
      for time in expansion.times(of: begin) where time > start {
        guard time <= end else { return RecurrenceTimes(times: found, isCut: false) }
        if time.day >= first {
          guard found.count < limit else { return RecurrenceTimes(times: found, isCut: true) }
          found.append(time)
        }
        given += 1
        if given == count { return RecurrenceTimes(times: found, isCut: false) }
      }
      round += interval
      looked += 1
    }
    return RecurrenceTimes(times: found, isCut: true)
  }

  /// The last time that counts: of the window, or of the rule where that is earlier.
  private func lastTime(_ last: Day) -> CivilTime {
    let window = CivilTime(day: last, second: 86_399)
    guard let until else { return window }
    return min(window, isUntilDay ? CivilTime(day: until.day, second: 86_399) : until)
  }

  /// A round of the rule that is not later than the first of the window: how many rounds after the
  /// start's own, a multiple of the interval.
  private func firstRound(from start: CivilTime, near first: Day) -> Int {
    guard first > start.day, first != .distantPast else { return 0 }
    let days = Int(first.number) - Int(start.day.number)
    let (from, to) = (start.day.civil, first.civil)
    let rounds: Int
    switch frequency {
    case .yearly: rounds = to.year - from.year
    case .monthly: rounds = (to.year - from.year) * 12 + to.month - from.month
    case .weekly: rounds = days / 7
    case .daily: rounds = days
    case .hourly: rounds = days * 24 - start.second / 3_600
    case .minutely: rounds = days * 1_440 - start.second / 60
    case .secondly: rounds = days * 86_400 - start.second
    }
    return max(0, (rounds / interval - 1) * interval)
  }
}

/// One round of a rule at a time: a year, a month, a week, a day, an hour …
private struct Round {
  let rule: RecurrenceRule
  let start: CivilTime
  /// The rule's parts, with those that it takes from the start where it says nothing.
  let weekdays: [RecurrenceRule.WeekdayPart]
  let monthDays: [Int]
  let months: [Int]
  let clock: [Int]

  init(rule: RecurrenceRule, start: CivilTime) {
    self.rule = rule
    self.start = start
    var (weekdays, monthDays, months) = (rule.weekdays, rule.monthDays, rule.months)
    let civil = start.day.civil
    let saysDay = !weekdays.isEmpty || !monthDays.isEmpty || !rule.yearDays.isEmpty
    if !saysDay {
      let ownWeekday = [RecurrenceRule.WeekdayPart(ordinal: 0, weekday: start.day.weekday)]
      switch rule.frequency {
      case .yearly where !rule.weeks.isEmpty: weekdays = ownWeekday
      case .yearly:
        monthDays = [civil.day]
        if months.isEmpty { months = [civil.month] }
      case .monthly: monthDays = [civil.day]
      case .weekly: weekdays = ownWeekday
      default: break
      }
    }
    (self.weekdays, self.monthDays, self.months) = (weekdays, monthDays, months)
    clock = Round.clock(of: rule, start)
  }

  /// Seconds of the day at which it is, where a round is a day or more; else those within a round.
  private static func clock(of rule: RecurrenceRule, _ start: CivilTime) -> [Int] {
    let frequency = rule.frequency
    let hours = rule.hours.isEmpty ? [start.second / 3_600] : rule.hours
    let minutes = rule.minutes.isEmpty ? [start.second / 60 % 60] : rule.minutes
    let seconds = rule.seconds.isEmpty ? [start.second % 60] : rule.seconds
    var found: Set<Int> = []
    for hour in frequency >= .daily ? hours : [0] {
      for minute in frequency >= .hourly ? minutes : [0] {
        for second in frequency >= .minutely ? seconds : [0] {
          found.insert(hour * 3_600 + minute * 60 + second)
        }
      }
    }
    return found.sorted()
  }

  /// Where the round begins that is so many after the start's own; nil past the last year.
  func begin(of round: Int) -> CivilTime? {
    let civil = start.day.civil
    switch rule.frequency {
    case .yearly: return Day(year: civil.year + round, month: 1, day: 1).map { CivilTime(day: $0) }
    case .monthly:
      let months = civil.year * 12 + civil.month - 1 + round
      return Day(year: months / 12, month: months % 12 + 1, day: 1).map { CivilTime(day: $0) }
    case .weekly:
      let back = (start.day.weekday - rule.weekStart + 7) % 7
      return bounded(CivilTime(day: start.day.adding(days: round * 7 - back)))
    case .daily: return bounded(CivilTime(day: start.day.adding(days: round)))
    case .hourly:
      return bounded(
        CivilTime(day: start.day, second: start.second / 3_600 * 3_600)
          .adding(seconds: round * 3_600))
    case .minutely:
      return bounded(
        CivilTime(day: start.day, second: start.second / 60 * 60)
          .adding(seconds: round * 60))
    case .secondly: return bounded(start.adding(seconds: round))
    }
  }

  private func bounded(_ time: CivilTime) -> CivilTime? {
    time.day.year <= Day.years.upperBound ? time : nil
  }

  /// The times of the round that begins there, in order.
  func times(of begin: CivilTime) -> [CivilTime] {
    if rule.frequency < .daily && !allowsClock(begin) { return [] }
    let days = days(of: begin).filter(allows)
    var times: [CivilTime] = []
    for day in days {
      for second in clock {
        times.append(CivilTime(day: day, second: second + (isBelowDay ? begin.second : 0)))
      }
    }
    guard !rule.positions.isEmpty else { return times }
    var chosen: Set<CivilTime> = []
    for position in rule.positions {
      let index = position > 0 ? position - 1 : times.count + position
      if position != 0, times.indices.contains(index) { chosen.insert(times[index]) }
    }
    return chosen.sorted()
  }

  private var isBelowDay: Bool { rule.frequency < .daily }

  /// Whether an hour, minute or second is one of those that the rule allows.
  private func allowsClock(_ begin: CivilTime) -> Bool {
    let (hour, minute) = (begin.second / 3_600, begin.second / 60 % 60)
    if !rule.hours.isEmpty && !rule.hours.contains(hour) { return false }
    if rule.frequency < .hourly && !rule.minutes.isEmpty && !rule.minutes.contains(minute) {
      return false
    }
    return rule.frequency > .secondly || rule.seconds.isEmpty
      || rule.seconds.contains(begin.second % 60)
  }

  private func days(of begin: CivilTime) -> [Day] {
    let (year, month, _) = begin.day.civil
    let count: Int
    switch rule.frequency {
    case .yearly:
      // Most years' days are of other months than the rule's.
      guard !months.isEmpty, rule.weeks.isEmpty, rule.yearDays.isEmpty else {
        count = Day.isLeap(year: year) ? 366 : 365
        break
      }
      return Set(months).sorted().flatMap { month in
        let first = Day(year: year, month: month, day: 1) ?? begin.day
        return (0..<Day.daysInMonth(year: year, month: month)).map { first.adding(days: $0) }
      }
    case .monthly: count = Day.daysInMonth(year: year, month: month)
    case .weekly: count = 7
    default: count = 1
    }
    return (0..<count).map { begin.day.adding(days: $0) }
  }

  private func allows(_ day: Day) -> Bool {
    let (year, month, dayOfMonth) = day.civil
    if !months.isEmpty && !months.contains(month) { return false }
    if !monthDays.isEmpty {
      let length = Day.daysInMonth(year: year, month: month)
      guard monthDays.contains(dayOfMonth) || monthDays.contains(dayOfMonth - length - 1) else {
        return false
      }
    }
    if !rule.yearDays.isEmpty {
      let length = Day.isLeap(year: year) ? 366 : 365
      let dayOfYear =
        Int(day.number) - Int((Day(year: year, month: 1, day: 1) ?? day).number) + 1
      guard rule.yearDays.contains(dayOfYear) || rule.yearDays.contains(dayOfYear - length - 1)
      else { return false }
    }
    if !rule.weeks.isEmpty && !isInWeeks(day) { return false }
    return weekdays.isEmpty || weekdays.contains { matches(day, $0) }
  }

  private func matches(_ day: Day, _ part: RecurrenceRule.WeekdayPart) -> Bool {
    guard day.weekday == part.weekday else { return false }
    guard part.ordinal != 0, rule.frequency >= .monthly, rule.weeks.isEmpty else { return true }
    let (year, month, dayOfMonth) = day.civil
    let isOfMonth = rule.frequency == .monthly || !rule.months.isEmpty
    let length =
      isOfMonth
      ? Day.daysInMonth(year: year, month: month) : Day.isLeap(year: year) ? 366 : 365
    let position =
      isOfMonth
      ? dayOfMonth : Int(day.number) - Int((Day(year: year, month: 1, day: 1) ?? day).number) + 1
    return part.ordinal > 0
      ? (position - 1) / 7 + 1 == part.ordinal : (length - position) / 7 + 1 == -part.ordinal
  }

  /// Weeks are counted from the one that has four days of the year, and begin on the rule's day.
  private func isInWeeks(_ day: Day) -> Bool {
    let into = (day.weekday - rule.weekStart + 7) % 7
    // The fourth day of a week tells of which year it is.
    let middle = day.adding(days: 3 - into)
    let week = (dayOfYear(middle) - 1) / 7 + 1
    let length = Day.isLeap(year: middle.year) ? 366 : 365
    let weekCount = week + (length - dayOfYear(middle)) / 7
    return rule.weeks.contains(week) || rule.weeks.contains(week - weekCount - 1)
  }

  private func dayOfYear(_ day: Day) -> Int {
    Int(day.number) - Int((Day(year: day.year, month: 1, day: 1) ?? day).number) + 1
  }
}
