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
  init?(_ date: DateValue) {
    guard let first = date.starts.bounded?.earliest ?? date.ends.bounded?.earliest,
      let last = date.ends.bounded?.latest ?? date.starts.bounded?.latest,
      first <= last, 1...9998 ~= first.year, 1...9998 ~= last.year
    else { return nil }
    let isExact = date.starts.isExact && date.ends.isExact && !date.isGuess
    let isBounded = date.starts.earliest == first && date.ends.latest == last
    let zones = CalendarTime.offsets(in: date.text)
    guard isExact, isBounded, let startMinute = date.startMinute else {
      lines = [
        ContentLine("DTSTART", [("VALUE", "DATE")], value: CalendarTime.basic(first)),
        // The day after: RFC 5545 §3.6.1.
        ContentLine(
          "DTEND", [("VALUE", "DATE")], value: CalendarTime.basic(last.adding(days: 1))),
      ]
      isRemarkable = !isExact || !isBounded || date.endMinute != nil
      return
    }
    var lines = [
      ContentLine(
        "DTSTART", value: CalendarTime.instant(first, Int(startMinute), zones.first ?? nil))
    ]
    if let endMinute = date.endMinute {
      // One that ends as it starts is a point in time, and has no end.
      if first != last || endMinute != startMinute {
        lines.append(
          ContentLine(
            "DTEND",
            value: CalendarTime.instant(last, Int(endMinute), zones.last ?? nil)))
      }
    } else {
      // The day whole: until the next begins, in the zone of the start.
      lines.append(
        ContentLine(
          "DTEND", value: CalendarTime.instant(last.adding(days: 1), 0, zones.first ?? nil)))
    }
    self.lines = lines
    // Read back, an instant in UTC may be on another day than the place's own.
    isRemarkable = date.endMinute == nil || zones.contains { ($0 ?? 0) != 0 }
  }

  /// `20231106`
  static func basic(_ day: Day) -> String { day.text.filter { $0 != "-" } }

  /// `20231106T140000` in the place's own time, or with `Z` where the offset is known.
  private static func instant(_ day: Day, _ minute: Int, _ offset: Int?) -> String {
    let shifted = minute - (offset ?? 0)
    let days = shifted >= 0 ? shifted / 1440 : (shifted - 1439) / 1440
    let rest = shifted - days * 1440
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return basic(day.adding(days: days)) + "T" + digits(rest / 60) + digits(rest % 60) + "00"
      + (offset == nil ? "" : "Z")
  }

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
