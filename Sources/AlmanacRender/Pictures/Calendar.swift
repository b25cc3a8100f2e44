internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

/// How many rows there are in each month, and on each day of those months: surely, and perhaps.
struct Calendar: Sendable {
  /// How many rows surely fall into a stretch of time, and how many more may.
  struct Count: Hashable, Sendable {
    var certain = 0
    var possible = 0
  }

  /// A year and its twelve months.
  struct Year: Sendable {
    var year: Int
    var count: Count
    var months: [Count]
  }

  /// A month and its days.
  struct Month: Sendable {
    var year: Int
    var month: Int
    var count: Count
    var days: [Count]

    /// `2023-11`.
    var text: String {
      String((Day(year: year, month: month, day: 1) ?? Day(number: 0)).text.dropLast(3))
    }

    /// 1 for a month that begins on a Monday.
    var firstWeekday: Int { (Day(year: year, month: month, day: 1) ?? Day(number: 0)).weekday }
  }

  /// Years into which some row may fall, in their order.
  let years: [Year]
  /// Months into which some row surely falls; empty when they are too many to be looked at.
  let months: [Month]
  /// Rows that last for more than two years, or have no end: they would colour everything alike.
  let longCount: Int
  /// Rows that have no date.
  let undatedCount: Int
  /// What the rows are, one and many.
  let words: (one: String, many: String)

  /// So many months are shown day by day.
  static let monthLimit = 12
  private static let longestDays = 731

  init(_ answer: Answer) throws(PictureRefusal) {
    let dates = try answer.dates().dates
    var short: [DateValue] = []
    var longCount = 0
    for date in dates.compactMap(\.self) {
      let span = Int(date.ends.latest.number) - Int(date.starts.earliest.number)
      if span < Calendar.longestDays { short.append(date) } else { longCount += 1 }
    }
    guard !short.isEmpty else { throw .noDates }
    var years: [Int: Year] = [:]
    for date in short {
      for year in date.starts.earliest.year...max(date.ends.latest.year, date.starts.earliest.year)
      {
        var counted =
          years[year]
          ?? Year(year: year, count: Count(), months: Array(repeating: Count(), count: 12))
        if let range = DateRange(year: year) { counted.count.add(date, in: range) }
        for month in 1...12 {
          guard let range = DateRange(year: year, month: month) else { continue }
          counted.months[month - 1].add(date, in: range)
        }
        years[year] = counted
      }
    }
    self.years = years.values.sorted { $0.year < $1.year }
    let busy = self.years.flatMap { year in
      (1...12).filter { year.months[$0 - 1].certain > 0 }.map { (year, $0) }
    }
    months =
      busy.count > Calendar.monthLimit
      ? [] : busy.map { Calendar.month($1, of: $0, short) }
    self.longCount = longCount
    undatedCount = dates.count { $0 == nil }
    let noun = answer.footer.noun
    words = (noun?.word ?? "row", noun?.plural ?? "rows")
  }

  private static func month(_ month: Int, of year: Year, _ dates: [DateValue]) -> Month {
    let length = Day.daysInMonth(year: year.year, month: month)
    var days = Array(repeating: Count(), count: length)
    for date in dates {
      for index in 0..<length {
        guard let day = Day(year: year.year, month: month, day: index + 1) else { continue }
        days[index].add(date, in: DateRange(day: day))
      }
    }
    return Month(year: year.year, month: month, count: year.months[month - 1], days: days)
  }

  /// The most rows of one month, and of one day.
  var peaks: (month: Int, day: Int) {
    (
      years.flatMap(\.months).map(\.certain).max() ?? 0,
      months.flatMap(\.days).map(\.certain).max() ?? 0
    )
  }

  /// How dark a count is, from 0 for none to 4 for the most there is.
  static func shade(_ count: Int, of most: Int) -> Int {
    guard count > 0, most > 0 else { return 0 }
    return most < 4 ? count + (4 - most) : (count * 4 + most - 1) / most
  }

  /// What a reader who sees nothing is told.
  var summary: String {
    let parts = years.flatMap { year in
      year.months.enumerated().filter { $0.element.certain > 0 }.map { index, count in
        let month = DateRange(year: year.year, month: index + 1)?.text ?? ""
        return "\(month): \(grouped(count.certain))"
      }
    }
    let listed = parts.prefix(24).joined(separator: ", ")
    let rest = parts.count > 24 ? " and \(parts.count - 24) more months" : ""
    return "\(words.many) by month: "
      + (parts.isEmpty ? "none is sure of its month" : listed + rest)
  }

  /// What is not in the picture, or nil when all is.
  var remark: String? {
    var parts: [String] = []
    func add(_ count: Int, _ why: String) {
      if count > 0 {
        parts.append("\(grouped(count)) \(count == 1 ? words.one : words.many) \(why)")
      }
    }
    add(undatedCount, "without a date")
    add(longCount, "of more than two years")
    return parts.isEmpty ? nil : "not drawn: " + parts.joined(separator: ", ")
  }
}

extension Calendar.Count {
  /// Counts a date that falls into a stretch of days, as `in` would answer.
  fileprivate mutating func add(_ date: DateValue, in range: DateRange) {
    guard date.starts.earliest <= range.last, date.ends.latest >= range.first else { return }
    let isCertain = date.starts.latest <= range.last && date.ends.earliest >= range.first
    if isCertain, !date.isGuess { certain += 1 } else { possible += 1 }
  }
}
