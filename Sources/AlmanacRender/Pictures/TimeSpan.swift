internal import AlmanacTime

/// Where a date lies on the line of time, in minutes since 1970-01-01T00:00; ends are excluded.
///
/// `2023-11-06/2023-11-07` is certain from end to end; `2025-10` is some day of that month, so possible
/// and nowhere certain; `2004/..` begins within 2004 and goes on.
struct TimeSpan: Hashable {
  /// The first and the last minute in which it can be going on; nil where nothing bounds it.
  var earliest: Int?
  var latest: Int?
  /// While it surely goes on; nil where that is at no time sure. A bound of ``TimeSpan/openMinute`` is
  /// the end of all time at that side.
  var certain: Range<Int>?
  /// It has no end, or none that has come.
  var goesOn: Bool
  /// It has no beginning.
  var hasAlwaysBeen: Bool

  /// Farther away than any date that can be written.
  static let openMinute = 1 << 44

  init(_ date: DateValue) {
    let (starts, ends) = (date.starts, date.ends)
    earliest = TimeSpan.minute(starts.earliest, date.startMinute)
    latest = TimeSpan.minute(after: ends.latest, date.endMinute)
    hasAlwaysBeen = starts.latest == .distantPast
    goesOn = ends.earliest == .distantFuture
    certain = nil
    let from =
      hasAlwaysBeen ? -TimeSpan.openMinute : TimeSpan.minute(starts.latest, date.startMinute)
    let until = goesOn ? TimeSpan.openMinute : TimeSpan.minute(after: ends.earliest, date.endMinute)
    if !date.isGuess, let from, let until, from < until { certain = from..<until }
    if !date.isGuess, let from, from == until { certain = from..<(from + 1) }
  }

  /// Some of it is possible and not sure.
  var isVague: Bool {
    guard let certain else { return true }
    return certain.lowerBound != earliest && !hasAlwaysBeen
      || certain.upperBound != latest && !goesOn && certain.count > 1
  }

  /// The bounds that are known, from which an axis takes its ends.
  var knownBounds: [Int] {
    var bounds = [earliest, latest].compactMap(\.self)
    if let certain {
      bounds += [certain.lowerBound, certain.upperBound].filter {
        abs($0) < TimeSpan.openMinute
      }
    }
    return bounds
  }

  /// Whether it lasts longer than an axis shows.
  func goesBeyond(_ domain: Range<Int>) -> Bool {
    goesOn || (latest ?? domain.upperBound) > domain.upperBound
  }

  /// Whether it began earlier than an axis shows.
  func beganBefore(_ domain: Range<Int>) -> Bool {
    hasAlwaysBeen || (earliest ?? domain.lowerBound) < domain.lowerBound
  }

  /// When it can be going on, within the ends of an axis.
  func possible(in domain: Range<Int>) -> Range<Int> {
    let lower = max(earliest ?? domain.lowerBound, domain.lowerBound)
    return lower..<max(lower, min(latest ?? domain.upperBound, domain.upperBound))
  }

  private static func minute(_ day: Day, _ minute: Int16?) -> Int? {
    guard day != .distantPast, day != .distantFuture else { return nil }
    return Int(day.number) * minutesInDay + Int(minute ?? 0)
  }

  private static func minute(after day: Day, _ minute: Int16?) -> Int? {
    guard day != .distantPast, day != .distantFuture else { return nil }
    return Int(day.number) * minutesInDay + (minute.map { Int($0) } ?? minutesInDay)
  }
}

/// 24 hours.
let minutesInDay = 1440
