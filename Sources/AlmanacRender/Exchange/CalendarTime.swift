internal import AlmanacEngine
internal import AlmanacTime

/// When an event is, as a calendar can say it: exact ends.
///
/// All of what may be is in it. A side without any bound is left to the other one, so that an
/// event since 2004 begins in 2004 and is there for that year.
struct CalendarTime {
  /// The properties, without their names' colon: `;VALUE=DATE:20231106`.
  let lines: [ContentLine]
  /// The calendar says less than the data: the date in its own words goes with it.
  let isRemarkable: Bool

  /// nil where no day is known, or none that a calendar can write.
  init?(_ date: DateValue, _ clock: CalendarClock) {
    guard let first = date.starts.bounded?.earliest ?? date.ends.bounded?.earliest,
      let last = date.ends.bounded?.latest ?? date.starts.bounded?.latest,
      first <= last, 1...9998 ~= first.year, 1...9998 ~= last.year
    else { return nil }
    let isExact = date.starts.isExact && date.ends.isExact && !date.isGuess
    let isBounded = date.starts.earliest == first && date.ends.latest == last
    let offsets = CalendarTime.offsets(in: date.text)
    guard isExact, isBounded, let startMinute = date.startMinute else {
      lines = [
        CalendarClock.floating.line("DTSTART", [CivilTime(day: first)], areDays: true),
        // The day after: RFC 5545 §3.6.1.
        CalendarClock.floating.line(
          "DTEND", [CivilTime(day: last.adding(days: 1))], areDays: true),
      ]
      isRemarkable = !isExact || !isBounded || date.endMinute != nil
      return
    }
    func line(_ name: String, _ day: Day, _ minute: Int, _ offset: Int?) -> ContentLine {
      let time = CivilTime(day: day, second: minute * 60)
      guard let offset else { return clock.line(name, [time], areDays: false) }
      return CalendarClock.universal.line(
        name, [time.adding(seconds: -offset * 60)], areDays: false)
    }
    var lines = [line("DTSTART", first, Int(startMinute), offsets.first ?? nil)]
    if let endMinute = date.endMinute {
      // One that ends as it starts is a point in time, and has no end.
      if first != last || endMinute != startMinute {
        lines.append(line("DTEND", last, Int(endMinute), offsets.last ?? nil))
      }
    } else {
      // The day whole: until the next begins, in the zone of the start.
      lines.append(line("DTEND", last.adding(days: 1), 0, offsets.first ?? nil))
    }
    self.lines = lines
    // Read back, an instant in UTC may be on another day than the place's own.
    isRemarkable = date.endMinute == nil || offsets.contains { ($0 ?? 0) != 0 }
  }

  /// `20231106`
  static func basic(_ day: Day) -> String { day.text.filter { $0 != "-" } }

  /// The minutes east of Greenwich of each time in a text: `T14:00+08:00` is 480, `T14:00Z` is 0.
  private static func offsets(in text: String) -> [Int?] {
    text.split(separator: "/").map { side in
      guard let time = side.lastIndex(of: "T") else { return nil }
      let tail = side[time...]
      if tail.hasSuffix("Z") { return 0 }
      guard let sign = tail.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return nil }
      let digits = tail[tail.index(after: sign)...].filter { $0 != ":" }
      guard digits.count == 2 || digits.count == 4, let hours = Int(digits.prefix(2)) else {
        return nil
      }
      let minutes = hours * 60 + (Int(digits.dropFirst(2)) ?? 0)
      return tail[sign] == "-" ? -minutes : minutes
    }
  }
}

/// The clock on which times of a calendar are read.
enum CalendarClock {
  /// Whatever clock hangs at the place.
  case floating
  case universal
  /// That of a zone which the calendar describes.
  case zone(String)

  /// A property that holds times, or days.
  func line(_ name: String, _ times: [CivilTime], areDays: Bool) -> ContentLine {
    let values = times.map { areDays ? $0.basicDay : $0.basicText }
    if areDays { return ContentLine(name, [("VALUE", "DATE")], value: joined(values)) }
    switch self {
    case .floating: return ContentLine(name, value: joined(values))
    case .universal: return ContentLine(name, value: joined(values.map { $0 + "Z" }))
    case .zone(let zone): return ContentLine(name, [("TZID", zone)], value: joined(values))
    }
  }

  /// A time in UTC where it is of a zone, `20260310T080000Z`; as it is where it is of none.
  func instant(_ time: CivilTime, _ zones: CalendarZones) -> String {
    switch self {
    case .floating: time.basicText
    case .universal: time.basicText + "Z"
    case .zone(let zone): zones.universal(time, zone).map { $0.basicText + "Z" } ?? time.basicText
    }
  }

  private func joined(_ values: [String]) -> String { values.joined(separator: ",") }
}

extension DayBounds {
  /// Itself where both sides are days; else what is known of one side; nil where nothing is.
  fileprivate var bounded: DayBounds? {
    switch (earliest == .distantPast, latest == .distantFuture) {
    case (false, false): self
    case (true, false) where latest != .distantPast: DayBounds(latest)
    case (false, true) where earliest != .distantFuture: DayBounds(earliest)
    default: nil
    }
  }
}
