/// A unit of the calendar that people count time in; weeks begin on Monday.
public enum CalendarUnit: String, CaseIterable, Hashable, Sendable {
  case day
  case week
  case month
  case quarter
  case year
}

extension DateRange {
  /// The unit of the calendar that holds a day, or the one `offset` units later: with 0, −1 and 1
  /// `this month`, `last month` and `next month`.
  public init(_ unit: CalendarUnit, containing day: Day, offset: Int = 0) {
    let (year, month, _) = day.civil
    switch unit {
    case .day:
      self.init(day: day.adding(days: offset))
    case .week:
      let monday = day.adding(days: 1 - day.weekday).adding(saturatingDays: offset, times: 7)
      self.init(first: monday, last: monday.adding(days: 6))
    case .month:
      let first = Day(uncheckedYear: year, month: month, day: 1)
      self.init(first: first.adding(saturatingMonths: offset, times: 1), monthCount: 1)
    case .quarter:
      let first = Day(uncheckedYear: year, month: day.quarter * 3 - 2, day: 1)
      self.init(first: first.adding(saturatingMonths: offset, times: 3), monthCount: 3)
    case .year:
      let first = Day(uncheckedYear: year, month: 1, day: 1)
      self.init(first: first.adding(saturatingMonths: offset, times: 12), monthCount: 12)
    }
  }

  /// The last `count` units, today included: on 2026-11-21 `last 2 years` is
  /// `2024-11-22..2026-11-21`, `last 7 days` the week that ends today.
  public init(last count: Int, _ unit: CalendarUnit, today: Day) {
    let start = today.adding(-max(count, 1).clampedUnits, unit)
    self.init(first: start.adding(days: 1), last: today)
  }

  /// The next `count` units, from tomorrow on: on 2026-11-21 `next 2 weeks` is
  /// `2026-11-22..2026-12-05`.
  public init(next count: Int, _ unit: CalendarUnit, today: Day) {
    self.init(
      first: today.adding(days: 1), last: today.adding(max(count, 1).clampedUnits, unit))
  }
}

extension Day {
  fileprivate func adding(_ count: Int, _ unit: CalendarUnit) -> Day {
    switch unit {
    case .day: adding(days: count)
    case .week: adding(saturatingDays: count, times: 7)
    case .month: adding(saturatingMonths: count, times: 1)
    case .quarter: adding(saturatingMonths: count, times: 3)
    case .year: adding(saturatingMonths: count, times: 12)
    }
  }

  fileprivate func adding(saturatingDays count: Int, times factor: Int) -> Day {
    adding(days: count.clampedUnits * factor)
  }

  fileprivate func adding(saturatingMonths count: Int, times factor: Int) -> Day {
    adding(months: count.clampedUnits * factor)
  }
}

extension Int {
  /// So many units at most: enough to leave the calendar at either end, little enough not to
  /// overflow when it is multiplied.
  fileprivate var clampedUnits: Int { Swift.min(Swift.max(self, -2_000_000_000), 2_000_000_000) }
}
