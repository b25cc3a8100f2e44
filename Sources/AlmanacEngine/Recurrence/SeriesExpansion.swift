internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Events that come again, as the dates that a statement asks for.
///
/// A store holds a series once, with its rule. A statement that asks for some time sees the dates of
/// the series within that time in its place; any other sees the series. So nothing is expanded when
/// data is loaded, and no answer is without end.
struct SeriesExpansion {
  /// What the statement is to be answered from.
  let store: Store
  /// What the answer has to say of it.
  private(set) var remarks: [String] = []

  /// - Parameter statement: without names.
  init(_ statement: Statement, over store: Store, _ faults: Faults, _ context: QueryContext) {
    guard let rules = store[.event].text("rrule"), store[.event].furtherKeys.contains("rrule")
    else {
      self.store = store
      return
    }
    let asked = AskedTime(statement, over: store, faults, context)
    var windows = asked.named
    if let window = asked.window {
      windows.append((nil, window))
    }
    guard !windows.isEmpty else {
      self.store = store
      return
    }
    var found = Dates(store: store)
    for row in rules.stated.bitmap.rows {
      guard let rule = rules[row] else { continue }
      for (series, window) in windows where series == nil || series == row {
        found.add(row, RecurrenceSet(rule), window)
      }
    }
    let hidden = asked.window == nil ? [] : Set(rules.stated.bitmap.rows)
    self.store = store.adding(found.occurrences, hiding: hidden)
    if found.cutCount > 0 {
      let series = found.cutCount == 1 ? "a series has" : "\(found.cutCount) series have"
      remarks.append("\(series) more dates than are listed")
    }
  }
}

/// The dates of series that were found.
private struct Dates {
  let events: Table
  var occurrences: [Occurrence] = []
  /// Series of which a limit left dates out.
  var cutCount = 0
  private var seen: Set<String> = []

  init(store: Store) {
    events = store[.event]
  }

  mutating func add(_ row: UInt32, _ set: RecurrenceSet, _ window: DateRange) {
    guard let starts = events.day("starts"), let bounds = starts[row], bounds.isExact else {
      return
    }
    let start = CivilTime(
      day: bounds.earliest, second: Int(starts.minutes[row] ?? 0) * 60)
    let last = events.day("ends")?[row]?.latest ?? bounds.latest
    let days = max(0, Int(last.number) - Int(bounds.earliest.number))
    // One that began before the window may reach into it.
    let first = window.first == .distantPast ? window.first : window.first.adding(days: -days)
    let isOpen = window.last == .distantFuture
    let room = SeriesLimits.dates - occurrences.count
    let found = set.times(
      from: start, first: first, last: window.last,
      limit: max(0, min(room, isOpen ? SeriesLimits.openDates : RecurrenceLimits.times)))
    if found.isCut { cutCount += 1 }
    let id = events.ids[row]
    for time in found.times {
      let name = RecurrenceSet.occurrenceID(id, time, seriesStart: start)
      // A date that was changed is an event of its own already.
      guard events.row(id: name) == nil, seen.insert(name).inserted else { continue }
      occurrences.append(Occurrence(series: row, id: name, start: time))
    }
  }
}

/// Limits of what a statement expands; reaching one is told below the answer.
enum SeriesLimits {
  /// Dates of all series in one statement.
  static let dates = 1_000_000
  /// Dates of one series where what is asked for has no end.
  static let openDates = 1_000
}
