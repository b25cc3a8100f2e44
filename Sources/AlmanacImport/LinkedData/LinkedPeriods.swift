internal import AlmanacStore
internal import AlmanacTime

// When an event of schema.org is, and when it comes again.
extension Importer {
  mutating func readLinkedPeriod(
    _ node: Int, _ tree: ValueTree, _ record: inout RecordInProgress
  ) {
    var (start, startNode) = dateMember("startDate", or: "startTime", of: node, tree)
    var (end, endNode) = dateMember("endDate", or: "endTime", of: node, tree)
    if let member = tree.linkedMember("eventSchedule", of: node) {
      var element = tree.firstElement(member)
      while element >= 0 {
        if let schedule = LinkedSchedule(element, tree) {
          if start == nil {
            (start, startNode) = (schedule.start, element)
            (end, endNode) = (schedule.firstEnd, element)
          }
          if let text = schedule.rule {
            setForeignSeries(text, RecurrenceSet(text), &record)
          }
        } else {
          keepLinked(element, "eventSchedule", tree, &record)
        }
        element = tree.nextElement(element, of: member)
      }
    }
    if let member = tree.linkedMember("duration", of: node), let text = tree.text(member) {
      if end == nil, let start, let after = self.end(of: start, after: text) {
        (end, endNode) = (after, member)
      } else {
        keepForeign("duration", text, &record)
      }
    }
    setLinkedPeriod((start, startNode), (end, endNode), tree, &record)
  }

  /// - Parameter other: the key under which other vocabularies, such as ActivityStreams, have it.
  private func dateMember(
    _ key: String, or other: String, of node: Int, _ tree: ValueTree
  ) -> (text: String?, node: Int?) {
    guard
      let member = tree.linkedMember(key, of: node) ?? tree.linkedMember(other, of: node),
      let text = linkedTexts(member, tree).first?.text
    else { return (nil, nil) }
    // A space stands for the T, and a time of no use behind a month.
    let spaced = text.utf8.count > 11 && Array(text.utf8)[10] == UInt8(ascii: " ")
    return (spaced ? "\(text.prefix(10))T\(text.dropFirst(11))" : text, member)
  }

  private mutating func setLinkedPeriod(
    _ start: (text: String?, node: Int?), _ end: (text: String?, node: Int?), _ tree: ValueTree,
    _ record: inout RecordInProgress
  ) {
    let texts = [start.text, end.text].compactMap(\.self)
    guard !texts.isEmpty else { return }
    let text =
      start.text == nil
      ? "/" + texts[0]
      : texts.count == 2 && texts[0] != texts[1] ? texts.joined(separator: "/") : texts[0]
    do throws(DateError) {
      builder.setWhen(try AlmanacTime.readDate(text), of: record.entity)
      record.written.formUnion(["when", "starts", "ends"])
    } catch {
      // One end may be sound where both together are not.
      let offset = tree.offset(start.node ?? end.node ?? 0)
      fault(offset, "\"\(text)\" is no date: \(error.message)")
      if let start = start.text, end.text != nil, let date = try? AlmanacTime.readDate(start) {
        builder.setWhen(date, of: record.entity)
      }
    }
  }

  /// `2026-03-10T10:30` for 90 minutes after `2026-03-10T09:00`.
  private func end(of start: String, after duration: String) -> String? {
    guard let seconds = durationSeconds(duration), seconds > 0,
      let date = try? AlmanacTime.readDate(start), date.starts.isExact
    else { return nil }
    let civil = CivilTime(day: date.starts.earliest, second: Int(date.startMinute ?? 0) * 60)
    let end = civil.adding(seconds: date.startMinute == nil ? seconds - 86_400 : seconds)
    guard end >= civil else { return nil }
    return CalendarTime(civil: end, isDay: date.startMinute == nil, zone: nil).text
  }
}

/// A Schedule of schema.org as a rule.
struct LinkedSchedule {
  /// When the first one starts and ends, as a date is written.
  var start: String
  var firstEnd: String?
  /// `RRULE:FREQ=WEEKLY;BYDAY=TU EXDATE:20260310`; nil where it does not repeat.
  var rule: String?

  /// nil for one that has no start or says in no known way how often it repeats.
  init?(_ node: Int, _ tree: ValueTree) {
    func texts(_ key: String) -> [String] {
      guard let member = tree.linkedMember(key, of: node) else { return [] }
      var found: [String] = []
      var element = tree.firstElement(member)
      while element >= 0 {
        if let text = tree.scalarText(element) { found.append(text) }
        element = tree.nextElement(element, of: member)
      }
      return found
    }
    guard tree.kind(node) == .table, let day = texts("startDate").first else { return nil }
    let isDay = day.utf8.count == 10
    start = isDay ? day + (texts("startTime").first.map { "T" + $0.prefix(5) } ?? "") : day
    if isDay, start != day, let endTime = texts("endTime").first, endTime >= start.suffix(5) {
      firstEnd = day + "T" + endTime.prefix(5)
    }
    guard let frequency = texts("repeatFrequency").first else { return }
    guard var text = LinkedSchedule.frequency(frequency) else { return nil }
    let days = texts("byDay").compactMap(LinkedSchedule.weekday)
    guard days.count == texts("byDay").count else { return nil }
    if !days.isEmpty { text += ";BYDAY=" + days.joined(separator: ",") }
    for (key, part) in [("byMonth", "BYMONTH"), ("byMonthDay", "BYMONTHDAY")] {
      let numbers = texts(key).filter { Int($0) != nil }
      if !numbers.isEmpty { text += ";\(part)=" + numbers.joined(separator: ",") }
    }
    if let count = texts("repeatCount").first { text += ";COUNT=" + count }
    if let end = texts("endDate").first { text += ";UNTIL=" + end.prefix(10).filter { $0 != "-" } }
    guard (try? RecurrenceRule(text)) != nil else { return nil }
    let except = texts("exceptDate").map { $0.prefix(10).filter { $0 != "-" } }
    rule = "RRULE:" + text + (except.isEmpty ? "" : " EXDATE:" + except.joined(separator: ","))
  }

  /// `P1W` and `Weekly` are every week.
  private static func frequency(_ text: String) -> String? {
    let words = ["daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y"]
    let length = words[localName(text).lowercased()] ?? text.uppercased()
    guard length.hasPrefix("P"), let unit = length.last else { return nil }
    let isTime = length.contains("T")
    guard let count = Int(length.filter { $0.isNumber }), count > 0 else { return nil }
    let names: [Character: String] =
      isTime
      ? ["H": "HOURLY", "M": "MINUTELY"]
      : ["D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"]
    guard let name = names[unit] else { return nil }
    return "FREQ=\(name)" + (count > 1 ? ";INTERVAL=\(count)" : "")
  }

  /// `https://schema.org/Tuesday`, `TU` and `-1TU`, the last one of a month.
  private static func weekday(_ text: String) -> String? {
    let word = localName(text).uppercased()
    let number = word.prefix { $0.isNumber || "+-".contains($0) }
    let code = word.dropFirst(number.count).prefix(2)
    guard ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].contains(code) else { return nil }
    return String(number) + code
  }
}
