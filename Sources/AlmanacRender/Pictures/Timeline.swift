internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

/// Rows on one line of time, each a bar from its start to its end, soft where these are vague; parts
/// stand below what they are part of.
struct Timeline: Sendable {
  /// One line of it.
  struct Lane: Sendable {
    var label: String
    /// How far below others it stands.
    var depth: Int
    /// nil for what has no date and stands above parts that have.
    var span: TimeSpan?
    /// The date as it is written.
    var date: String
    var isMaybe: Bool
  }

  var lanes: [Lane]
  /// The ends of the line, in minutes since 1970-01-01T00:00.
  let domain: Range<Int>
  /// The day that is marked; nil where it lies beyond the ends.
  let today: Day?
  /// Rows that have no date.
  let undatedCount: Int
  /// What the rows are, one and many: `event`, `events`.
  let words: (one: String, many: String)

  init(_ answer: Answer, today: Day?) throws(PictureRefusal) {
    let (column, dates) = try answer.dates()
    let spans = dates.map { $0.map { TimeSpan($0) } }
    guard let domain = Timeline.domain(spans.compactMap(\.self), today: today) else {
      throw .noDates
    }
    self.domain = domain
    let todayStart = today.map { Int($0.number) * minutesInDay }
    self.today = todayStart.map { domain.contains($0) } == true ? today : nil

    var lanes: [Lane] = []
    let records = (0..<answer.rowCount).compactMap { row in
      answer.entity(row: row).map { (row: row, entity: $0) }
    }
    if records.count == answer.rowCount {
      let grove = Grove(records, of: answer).pruned { node in
        node.row.map { spans[$0] != nil } ?? false
      }
      for node in grove.nodes {
        lanes.append(
          Lane(
            label: answer.name(of: node.entity).onOneLine, depth: node.depth,
            span: node.row.flatMap { spans[$0] },
            date: node.row.flatMap { dates[$0] }.map { text(of: .date($0)) } ?? "",
            isMaybe: node.row.map { answer.isMaybe(row: $0) } ?? false))
      }
    } else {
      let dateColumns = column.map { Set([$0]) } ?? []
      for row in 0..<answer.rowCount {
        guard let date = dates[row] else { continue }
        lanes.append(
          Lane(
            label: answer.label(row: row, without: dateColumns), depth: 0, span: spans[row],
            date: text(of: .date(date)), isMaybe: answer.isMaybe(row: row)))
      }
    }
    self.lanes = lanes
    undatedCount = spans.count { $0 == nil }
    let noun = answer.footer.noun
    words = (noun?.word ?? "row", noun?.plural ?? "rows")
  }

  /// From the first bound to the last. What has no end or no beginning would make all else small: it
  /// counts only where it makes the line no more than half as long again, and so does today.
  private static func domain(_ spans: [TimeSpan], today: Day?) -> Range<Int>? {
    let bounded = spans.filter { !$0.goesOn && !$0.hasAlwaysBeen }.flatMap(\.knownBounds)
    let others = spans.filter { $0.goesOn || $0.hasAlwaysBeen }.flatMap(\.knownBounds)
    let known = bounded.isEmpty ? others : bounded
    guard var lower = known.min(), var upper = known.max() else { return nil }
    let spare = (upper - lower) / 2
    var more = others
    if let today, !others.isEmpty || upper - lower > 30 * minutesInDay {
      more.append((Int(today.number) + 1) * minutesInDay)
    }
    for bound in more.sorted(by: { abs($0 - upper) < abs($1 - upper) }) {
      if bound < lower, lower - bound <= spare { lower = bound }
      if bound > upper, bound - upper <= spare { upper = bound }
    }
    if bounded.isEmpty, let today { upper = max(upper, (Int(today.number) + 1) * minutesInDay) }
    guard upper - lower < 60 else { return lower..<upper }
    // Moments alone: the day around them.
    let day = lower.floored(by: minutesInDay) * minutesInDay
    return day..<max(day + minutesInDay, upper)
  }

  /// Where a minute stands between the ends, from 0 to 1.
  func place(_ minute: Int) -> Double {
    let bounded = min(max(minute, domain.lowerBound), domain.upperBound)
    return Double(bounded - domain.lowerBound) / Double(domain.count)
  }

  /// What a reader who sees nothing is told.
  var summary: String {
    let dated = lanes.count { $0.span != nil }
    let first = TimeAxis.day(of: domain.lowerBound).text
    let last = TimeAxis.day(of: domain.upperBound - 1).text
    return "\(grouped(dated)) \(dated == 1 ? words.one : words.many) from \(first) to \(last)"
  }

  /// What is not in the picture, or nil when all is.
  var remark: String? {
    guard undatedCount > 0 else { return nil }
    return "not drawn: \(grouped(undatedCount)) \(undatedCount == 1 ? words.one : words.many)"
      + " without a date"
  }
}
