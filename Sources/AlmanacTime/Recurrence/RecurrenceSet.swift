/// All times of a series: those that its rules give, those that are added, less those that are taken
/// out.
///
/// As text, which is how a store keeps it: `RRULE:FREQ=WEEKLY;BYDAY=TU EXDATE:20260310T090000`.
/// Times are civil, in the zone of the series.
public struct RecurrenceSet: Hashable, Sendable {
  /// Mostly one.
  public var rules: [RecurrenceRule] = []
  /// RDATE: times beside the rules.
  public var added: [CivilTime] = []
  /// EXDATE: times that are none of it.
  public var removed: [CivilTime] = []
  /// EXDATE given as days, which take out every time of the day.
  public var removedDays: [Day] = []

  /// Nothing comes again.
  public init() {}

  /// Reads the text of a set; parts that are none are passed over, as they were told of when the
  /// text was made.
  public init(_ text: some StringProtocol) {
    for part in text.split(separator: " ") {
      let sides = part.split(separator: ":", maxSplits: 1)
      guard sides.count == 2 else { continue }
      let values = sides[1].split(separator: ",")
      switch sides[0] {
      case "RRULE": if let rule = try? RecurrenceRule(sides[1]) { rules.append(rule) }
      case "RDATE": added += values.compactMap { CivilTime(basic: $0) }
      case "EXDATE":
        for value in values {
          guard let time = CivilTime(basic: value) else { continue }
          if value.utf8.count == 8 { removedDays.append(time.day) } else { removed.append(time) }
        }
      default: continue
      }
    }
  }

  /// Whether there is but the start.
  public var isEmpty: Bool { rules.isEmpty && added.isEmpty }

  /// As people say it: `weekly on Tuesday, 2 dates more, 1 left out`.
  public var text: String {
    func counted(_ count: Int) -> String { "\(count) \(count == 1 ? "date" : "dates")" }
    var parts = rules.map(\.text)
    if !added.isEmpty { parts.append("\(counted(added.count)) more") }
    let removedCount = removed.count + removedDays.count
    if removedCount > 0 { parts.append("\(removedCount) left out") }
    return parts.joined(separator: ", ")
  }

  /// The times of the series from `first` to `last`, both days included.
  public func times(
    from start: CivilTime, first: Day, last: Day, limit: Int = RecurrenceLimits.times
  ) -> RecurrenceTimes {
    var times: Set<CivilTime> = []
    var isCut = false
    if start.day >= first, start.day <= last { times.insert(start) }
    for rule in rules {
      let given = rule.times(from: start, first: first, last: last, limit: limit)
      times.formUnion(given.times)
      isCut = isCut || given.isCut
    }
    for time in added where time.day >= first && time.day <= last { times.insert(time) }
    times.subtract(removed)
    if !removedDays.isEmpty {
      let days = Set(removedDays)
      times = times.filter { !days.contains($0.day) }
    }
    let sorted = times.sorted()
    return RecurrenceTimes(times: Array(sorted.prefix(limit)), isCut: isCut || sorted.count > limit)
  }
}

extension RecurrenceSet {
  /// What one date of a series is called: `UID/20260310`, with the hour where that is not the
  /// series' own.
  public static func occurrenceID(
    _ series: String, _ time: CivilTime, seriesStart start: CivilTime
  ) -> String {
    series + "/" + (time.second == start.second ? time.basicDay : time.basicText)
  }
}
