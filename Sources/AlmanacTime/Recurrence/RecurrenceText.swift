extension RecurrenceRule {
  /// As people say it: `weekly on Tuesday until 2026-06-30`, `every 2 months on the last Friday, 6
  /// times`.
  public var text: String {
    var text = frequencyText
    if !weekdays.isEmpty { text += " on " + listed(weekdays.map(\.text)) }
    if !monthDays.isEmpty { text += " on day " + listed(monthDays.map(counted)) }
    if !yearDays.isEmpty { text += " on day " + listed(yearDays.map(counted)) + " of the year" }
    if !weeks.isEmpty { text += " in week " + listed(weeks.map(counted)) }
    if !months.isEmpty { text += " in " + listed(months.map { monthNames[$0 - 1] }) }
    if let clock = clockText { text += " at " + clock }
    if !positions.isEmpty {
      text += ", of these the " + listed(positions.map(ordinalText))
    }
    if let until { text += " until " + until.day.text }
    if let count { text += ", \(count) \(count == 1 ? "time" : "times")" }
    return text
  }

  private var frequencyText: String {
    let units = ["second", "minute", "hour", "day", "week", "month", "year"]
    let unit = units[frequency.rawValue]
    if interval > 1 { return "every \(interval) \(unit)s" }
    switch frequency {
    case .daily: return "daily"
    case .secondly, .minutely: return "every \(unit)"
    default: return unit + "ly"
    }
  }

  private var clockText: String? {
    guard !hours.isEmpty || !minutes.isEmpty else { return nil }
    guard !hours.isEmpty else { return "minute " + listed(minutes.map { String($0) }) }
    let minutes = minutes.isEmpty ? nil : minutes
    return listed(
      hours.flatMap { hour in
        (minutes ?? []).map { Day.twoDigits(hour) + ":" + Day.twoDigits($0) }
          + (minutes == nil ? ["\(hour) h"] : [])
      })
  }
}

extension RecurrenceRule.WeekdayPart {
  fileprivate var text: String {
    let name = weekdayNames[weekday - 1]
    return ordinal == 0 ? name : "the \(ordinalText(ordinal)) \(name)"
  }
}

private func ordinalText(_ number: Int) -> String {
  let names = ["first", "second", "third", "fourth", "fifth"]
  switch number {
  case 1...5: return names[number - 1]
  case -1: return "last"
  case ..<0: return "\(ordinalText(-number)) last"
  default: return "\(number)th"
  }
}

private func counted(_ number: Int) -> String {
  number < 0 ? "\(ordinalText(number))" : "\(number)"
}

private func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}

private let weekdayNames = [
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
]

private let monthNames = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
]
