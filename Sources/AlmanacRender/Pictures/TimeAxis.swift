internal import AlmanacTime

/// The marks of a line of time: as many as have room, at the beginnings of hours, days, weeks, months,
/// years or centuries, whatever suits its length.
struct TimeAxis {
  /// A mark, in minutes since 1970-01-01T00:00, and what is written at it.
  struct Tick: Hashable {
    var minute: Int
    var label: String
  }

  /// What all labels leave unsaid, for the place beside the axis: `2023`, `2023-11-06`, or nothing.
  let context: String
  let ticks: [Tick]

  /// - Parameter room: letters of a label that would fill the axis from end to end.
  init(_ domain: Range<Int>, room: Double) {
    let length = Double(domain.count)
    let step =
      Step.all.first { step in
        length / Double(step.minutes) * Double(step.labelWidth + 2) <= room
      } ?? .years(5000)
    let first = TimeAxis.day(of: domain.lowerBound)
    let last = TimeAxis.day(of: max(domain.lowerBound, domain.upperBound - 1))
    let isOneYear = first.year == last.year
    switch step {
    case .years, .months: context = ""
    case .days, .weeks: context = isOneYear ? TimeAxis.year(first) : ""
    case .minutes: context = first == last ? first.text : isOneYear ? TimeAxis.year(first) : ""
    }
    var ticks: [Tick] = []
    for minute in step.marks(in: domain) {
      let label = TimeAxis.label(of: minute, step, isOneYear: isOneYear)
      ticks.append(Tick(minute: minute, label: label))
    }
    self.ticks = ticks
  }

  private static func label(of minute: Int, _ step: Step, isOneYear: Bool) -> String {
    let day = day(of: minute)
    switch step {
    case .years: return year(day)
    case .months: return String(day.text.dropLast(3))
    case .weeks, .days: return isOneYear ? monthAndDay(day) : day.text
    case .minutes:
      let ofDay = minute - Int(day.number) * minutesInDay
      if ofDay == 0 { return monthAndDay(day) }
      let (hours, rest) = ofDay.quotientAndRemainder(dividingBy: 60)
      return (hours < 10 ? "0" : "") + "\(hours):" + (rest < 10 ? "0" : "") + "\(rest)"
    }
  }

  private static func year(_ day: Day) -> String { String(day.text.dropLast(6)) }
  private static func monthAndDay(_ day: Day) -> String { String(day.text.suffix(5)) }

  /// The day in which a minute lies.
  static func day(of minute: Int) -> Day {
    Day(number: Int32(clamping: minute.floored(by: minutesInDay)))
  }
}

extension TimeAxis {
  /// How far it is from one mark to the next.
  private enum Step {
    case minutes(Int)
    case days(Int)
    case weeks(Int)
    case months(Int)
    case years(Int)

    static let all: [Step] =
      [5, 15, 30, 60, 180, 360, 720].map { .minutes($0) } + [1, 2].map { .days($0) }
      + [1, 2].map { .weeks($0) } + [1, 3, 6].map { .months($0) }
      + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map { .years($0) }

    /// About how many minutes it takes.
    var minutes: Int {
      switch self {
      case .minutes(let count): count
      case .days(let count): count * minutesInDay
      case .weeks(let count): count * 7 * minutesInDay
      case .months(let count): count * 30 * minutesInDay
      case .years(let count): count * 365 * minutesInDay
      }
    }

    /// Letters of its widest label.
    var labelWidth: Int {
      switch self {
      case .minutes: 5
      case .days, .weeks: 10
      case .months: 7
      case .years: 5
      }
    }

    /// The marks within a stretch of time.
    func marks(in domain: Range<Int>) -> [Int] {
      let first = TimeAxis.day(of: domain.lowerBound)
      switch self {
      case .minutes(let count): return marks(every: count, from: 0, in: domain)
      case .days(let count): return marks(every: count * minutesInDay, from: 0, in: domain)
      case .weeks(let count):
        // 1970-01-05 was a Monday.
        return marks(every: count * 7 * minutesInDay, from: 4 * minutesInDay, in: domain)
      case .months(let count):
        let start = (first.year * 12 + first.month - 1).floored(by: count) * count
        return marks(in: domain) { index in
          let month = start + index * count
          return Day(
            year: month.floored(by: 12), month: month - month.floored(by: 12) * 12 + 1, day: 1)
        }
      case .years(let count):
        let start = first.year.floored(by: count) * count
        return marks(in: domain) { Day(year: start + $0 * count, month: 1, day: 1) }
      }
    }

    private func marks(every step: Int, from origin: Int, in domain: Range<Int>) -> [Int] {
      let first = (domain.lowerBound - origin + step - 1).floored(by: step) * step + origin
      return Array(stride(from: first, to: domain.upperBound, by: step))
    }

    private func marks(in domain: Range<Int>, _ day: (Int) -> Day?) -> [Int] {
      var marks: [Int] = []
      // Before the first year that can be written there is no mark.
      for index in 0... {
        guard let day = day(index) else {
          if index < 2 { continue }
          break
        }
        let minute = Int(day.number) * minutesInDay
        if minute >= domain.upperBound { break }
        if minute >= domain.lowerBound { marks.append(minute) }
      }
      return marks
    }
  }
}

extension Int {
  /// The quotient, rounded down: −1 by 12 is −1.
  func floored(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
