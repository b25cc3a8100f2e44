internal import AlmanacStore
internal import AlmanacTime

/// A date as it stands in a file.
struct WrittenDate {
  /// Day and month may be taken for each other.
  var open: OpenDate?
  /// In EDTF, or whatever is to be refused; empty while ``open`` is not settled.
  var text: String
  /// As it is written, and where.
  var written: String
  var offset: Int
  /// The key or column under which it stands.
  var key: String
}

/// The dates of a file in which day and month may be taken for each other, until the whole of the
/// file has been seen: one date of a column with a day above 12 settles all of it.
struct OpenDates {
  /// Where an order shows, by column: the first place of each.
  private struct Evidence {
    var dayFirst: WrittenDate?
    var monthFirst: WrittenDate?
  }

  /// A date that waits.
  struct Waiting {
    var entity: Entity
    /// The field of a single date; nil for the period of an event.
    var field: String?
    var start: WrittenDate?
    var end: WrittenDate?
  }

  private var evidence: [String: Evidence] = [:]
  private(set) var waiting: [Waiting] = []

  mutating func wait(_ date: Waiting) { waiting.append(date) }

  /// Takes note of a date that shows its order.
  mutating func note(_ date: WrittenDate, _ order: DateOrder) {
    var known = evidence[date.key, default: Evidence()]
    if order == .dayFirst {
      known.dayFirst = known.dayFirst ?? date
    } else {
      known.monthFirst = known.monthFirst ?? date
    }
    evidence[date.key] = known
  }

  /// What became of a column.
  enum Verdict {
    /// In this order, as that date shows.
    case settled(DateOrder, WrittenDate)
    /// Both orders occur.
    case mixed(WrittenDate, WrittenDate)
    /// Nothing shows it.
    case unknown
  }

  /// The order of a column: its own, else that of all other columns.
  func verdict(on key: String) -> Verdict {
    if let own = evidence[key] { return verdict(own.dayFirst, own.monthFirst) }
    let others = evidence.sorted { $0.key < $1.key }.map(\.value)
    return verdict(
      others.lazy.compactMap(\.dayFirst).first, others.lazy.compactMap(\.monthFirst).first)
  }

  private func verdict(_ dayFirst: WrittenDate?, _ monthFirst: WrittenDate?) -> Verdict {
    switch (dayFirst, monthFirst) {
    case (let day?, let month?): .mixed(day, month)
    case (let day?, nil): .settled(.dayFirst, day)
    case (nil, let month?): .settled(.monthFirst, month)
    case (nil, nil): .unknown
    }
  }
}

extension Importer {
  /// Settles the dates that waited for the end of their file.
  mutating func settleDates() {
    let dates = openDates
    openDates = OpenDates()
    var told: Set<String> = []
    for var date in dates.waiting {
      let isSettled =
        settle(&date.start, dates, &told) && settle(&date.end, dates, &told)
      if isSettled { setDate(date) }
    }
  }

  /// - Returns: false, with a fault, when the order of day and month can't be told.
  private mutating func settle(
    _ date: inout WrittenDate?, _ dates: OpenDates, _ told: inout Set<String>
  ) -> Bool {
    guard let written = date, let open = written.open else { return true }
    switch dates.verdict(on: written.key) {
    case .settled(let order, let witness):
      date?.text = open.day(order)
      date?.open = nil
      if told.insert(written.key).inserted {
        let first = order == .dayFirst ? "day" : "month"
        let column = witness.key == written.key ? "" : " of `\(witness.key)`"
        faults.appendNotice(
          file: file, offset: witness.offset,
          "`\(written.key)`: the \(first) comes first, as in \"\(witness.written)\"\(column)")
      }
      return true
    case .mixed(let day, let month):
      fault(
        written.offset,
        "\"\(open.text)\" is \(open.readings): the day comes first in \"\(day.written)\" and the "
          + "month in \"\(month.written)\"; write \(open.day(.dayFirst)) or "
          + "\(open.day(.monthFirst))")
    case .unknown:
      fault(
        written.offset,
        "\"\(open.text)\" is \(open.readings), and no date of `\(written.key)` has a day above 12 "
          + "to tell; write \(open.day(.dayFirst)) or \(open.day(.monthFirst))")
    }
    return false
  }
}
