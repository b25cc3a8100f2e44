public import AlmanacTime

/// A date as a token writes it, taken apart: the period that it covers, or what is wrong with it.
struct DateLiteral {
  enum Outcome {
    case period(DateRange)
    /// No such month, day, week, hour: the part, what to say, and the nearest that there is.
    case impossible(part: TextRange, message: String, nearest: String, remark: String)
  }

  /// The text, full-width forms folded, letters in upper case.
  var text: String
  var outcome: Outcome

  /// Reads the bytes of a `date` token.
  init(_ bytes: [UInt8], _ range: TextRange) {
    text = bytes.foldedText(in: range.start..<range.end)
    if !text.utf8.contains(where: { $0 >= 0x80 }) { text = text.uppercased() }
    let parts = Parts(bytes, range)
    if parts.unknownDigits > 0 {
      let span = parts.unknownDigits == 1 ? 10 : 100
      outcome = Self.years(parts.year * span, parts.year * span + span - 1)
    } else {
      outcome = Self.outcome(of: parts, text)
    }
  }

  private static func years(_ first: Int, _ last: Int) -> Outcome {
    .period(
      DateRange(first: civilDay(first, 1, 1), last: civilDay(last, 12, 31)))
  }

  private static func outcome(of parts: Parts, _ text: String) -> Outcome {
    let year = parts.year
    if let quarter = parts.quarter {
      guard (1...4).contains(quarter) else {
        return .impossible(
          part: parts.lastPart, message: "a year has 4 quarters", nearest: "\(year4(year))-Q4",
          remark: "(the whole year: \(year4(year)))")
      }
      return months(year, quarter * 3 - 2, quarter * 3)
    }
    if let week = parts.week { return outcome(week: week, of: parts) }
    guard let month = parts.month else { return years(year, year) }
    guard (1...12).contains(month.value) else {
      return .impossible(
        part: month.range, message: "a year has 12 months",
        nearest: "\(year4(year))-\(month.value < 1 ? "01" : "12")",
        remark: "(the whole year: \(year4(year)))")
    }
    guard let day = parts.day else { return months(year, month.value, month.value) }
    let last = Day.daysInMonth(year: year, month: month.value)
    let monthText = "\(year4(year))-\(two(month.value))"
    guard (1...last).contains(day.value) else {
      let name = month.value == 2 ? "February \(year4(year))" : monthNames[month.value - 1]
      return .impossible(
        part: day.range, message: "\(name) has \(last) days",
        nearest: "\(monthText)-\(day.value < 1 ? "01" : two(last))",
        remark: "(the whole month: \(monthText))")
    }
    let date = civilDay(year, month.value, day.value)
    guard let hour = parts.hour, let minute = parts.minute else {
      return .period(DateRange(first: date, last: date))
    }
    let dayText = "\(monthText)-\(two(day.value))"
    guard hour.value < 24 else {
      return .impossible(
        part: hour.range, message: "a day has 24 hours, from 00 to 23",
        nearest: "\(dayText)T23:\(two(min(minute.value, 59)))",
        remark: "(the whole day: \(dayText))")
    }
    guard minute.value < 60 else {
      return .impossible(
        part: minute.range, message: "an hour has 60 minutes, from 00 to 59",
        nearest: "\(dayText)T\(two(hour.value)):59", remark: "(the whole day: \(dayText))")
    }
    let minuteOfDay = Int16(hour.value * 60 + minute.value)
    return .period(
      DateRange(first: date, last: date, firstMinute: minuteOfDay, lastMinute: minuteOfDay))
  }

  private static func months(_ year: Int, _ first: Int, _ last: Int) -> Outcome {
    .period(
      DateRange(
        first: civilDay(year, first, 1),
        last: civilDay(year, last, Day.daysInMonth(year: year, month: last))))
  }

  /// ISO 8601 weeks: the first holds 4 January.
  private static func outcome(week: Int, of parts: Parts) -> Outcome {
    let year = parts.year
    let first = mondayOfFirstWeek(year)
    let weeks = (mondayOfFirstWeek(year + 1) - first) / 7
    guard (1...weeks).contains(week) else {
      return .impossible(
        part: parts.lastPart, message: "\(year4(year)) has \(weeks) weeks",
        nearest: "\(year4(year))-W\(two(week < 1 ? 1 : weeks))",
        remark: "(the whole year: \(year4(year)))")
    }
    let monday = Int32(first + (week - 1) * 7)
    return .period(DateRange(first: Day(number: monday), last: Day(number: monday + 6)))
  }

  private static func mondayOfFirstWeek(_ year: Int) -> Int {
    // 1970-01-01 was a Thursday, three days after Monday.
    let fourth = Int(civilDay(year, 1, 1).number) + 3
    let weekday = ((fourth + 3) % 7 + 7) % 7
    return fourth - weekday
  }
}

/// The day of a date that is known to be one, or could be one year behind the last.
private func civilDay(_ year: Int, _ month: Int, _ day: Int) -> Day {
  if let date = Day(year: year, month: month, day: day) { return date }
  return year > 0 ? .distantFuture : .distantPast
}

/// The numbers of a date literal with the places where they stand.
private struct Parts {
  struct Part {
    var value: Int
    var range: TextRange
  }

  var year = 0
  /// How many of the last digits of the year are `X`.
  var unknownDigits = 0
  var month: Part?
  var day: Part?
  var hour: Part?
  var minute: Part?
  var quarter: Int?
  var week: Int?
  var lastPart: TextRange

  init(_ bytes: [UInt8], _ range: TextRange) {
    lastPart = range
    var index = range.start
    var numbers: [Part] = []
    var isQuarter = false
    var isWeek = false
    while index < range.end, numbers.count < 5 {
      let scalar = bytes.scalar(at: index)
      if scalar.isDigit {
        let start = index
        var value = 0
        while index < range.end, bytes.scalar(at: index).isDigit {
          let digit = bytes.scalar(at: index)
          value = min(value * 10 + Int(digit.value - 0x30), 1_000_000)
          index += digit.length
        }
        numbers.append(Part(value: value, range: TextRange(start, index)))
        continue
      }
      switch scalar.value | 0x20 {
      case UInt32(ascii: "q"): isQuarter = true
      case UInt32(ascii: "w"): isWeek = true
      case UInt32(ascii: "x") where numbers.count == 1:
        unknownDigits += bytes.isAfterHyphen(index) ? 0 : 1
      default: break
      }
      index += max(1, scalar.length)
    }
    year = numbers.first?.value ?? 0
    if bytes[range.start..<range.end].contains(UInt8(ascii: "-")) && unknownDigits > 0 {
      unknownDigits = 0  // 2023-XX is the whole year.
    }
    guard numbers.count > 1 else { return }
    lastPart = numbers[numbers.count - 1].range
    if isQuarter {
      quarter = numbers[1].value
    } else if isWeek {
      week = numbers[1].value
    } else {
      month = numbers[1]
      day = numbers.count > 2 ? numbers[2] : nil
      hour = numbers.count > 3 ? numbers[3] : nil
      minute = numbers.count > 4 ? numbers[4] : nil
    }
  }
}

extension [UInt8] {
  fileprivate func isAfterHyphen(_ index: Int) -> Bool {
    index > 0 && self[index - 1] == UInt8(ascii: "-")
  }
}

let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
]

private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

private func year4(_ year: Int) -> String {
  let digits = String(year)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

extension Decimal {
  /// The period of the year that four bare digits are where a date is wanted; nil for any other
  /// number. The tree keeps them as a number, since `attendance > 2023` is one.
  public var asYear: DateRange? {
    guard text.utf8.count == 4, text.utf8.allSatisfy({ $0 &- 0x30 < 10 }),
      let year = Int(text)
    else { return nil }
    return DateRange(first: civilDay(year, 1, 1), last: civilDay(year, 12, 31))
  }
}
