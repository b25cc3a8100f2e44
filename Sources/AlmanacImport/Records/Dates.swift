internal import AlmanacStore
internal import AlmanacTime

extension Importer {
  /// A day or a period, EDTF text.
  mutating func readDate(
    _ node: Int, _ tree: ValueTree, _ rule: KeyRule, _ record: RecordInProgress
  ) {
    guard let date = writtenDate(node, tree) else {
      return fault(
        tree.offset(node), "`\(rule.field)` is a date in quotation marks: \"2023-11-06\"")
    }
    let field = rule.meaning == .period ? nil : rule.field
    set(OpenDates.Waiting(entity: record.entity, field: field, start: date))
  }

  /// The period from its start and its end, told apart: a start without an end ends with itself.
  mutating func joinPeriod(_ tree: ValueTree, _ record: RecordInProgress) {
    var start = periodEnd(record.startNode ?? record.startTimeNode, tree)
    var end = periodEnd(record.endNode ?? record.endTimeNode, tree)
    if record.startNode != nil { addTime(record.startTimeNode, tree, to: &start) }
    if record.endNode != nil { addTime(record.endTimeNode, tree, to: &end) }
    if record.endNode == nil, record.endTimeNode != nil, let time = end, let day = start,
      let minutes = SpreadsheetDate.time(time.written)
    {
      // An end that is only a time is one of the same day.
      end = time
      end?.text = String(day.text.prefix(10)) + minutes
      end?.open = day.open.map { open in
        var open = open
        open.time = minutes
        return open
      }
    }
    dropMidnight(&start, &end)
    dropDayAfter(tree, record, start, &end)
    guard start != nil || end != nil else { return }
    set(OpenDates.Waiting(entity: record.entity, field: nil, start: start, end: end))
  }

  /// A column of dates that spreadsheets write with the time 00:00:00 has no times.
  private func dropMidnight(_ start: inout WrittenDate?, _ end: inout WrittenDate?) {
    func isMidnight(_ date: WrittenDate?) -> Bool {
      date.map { $0.open == nil && $0.written.hasSuffix(" 00:00:00") } ?? true
    }
    guard start != nil || end != nil, isMidnight(start), isMidnight(end) else { return }
    if let text = start?.text { start?.text = String(text.prefix(10)) }
    if let text = end?.text { end?.text = String(text.prefix(10)) }
  }

  /// A calendar on the web gives days as `{"date": "2024-09-03"}`, the end as the day after the last.
  private func dropDayAfter(
    _ tree: ValueTree, _ record: RecordInProgress, _ start: WrittenDate?, _ end: inout WrittenDate?
  ) {
    guard let startNode = record.startNode, let endNode = record.endNode,
      tree.member("date", of: startNode) != nil, tree.member("date", of: endNode) != nil,
      let first = start?.text, let last = end?.text, first < last,
      let day = CivilTime(basic: last.filter { $0 != "-" })?.day
    else { return }
    end?.text = day.adding(days: -1).text
  }

  private mutating func periodEnd(_ node: Int?, _ tree: ValueTree) -> WrittenDate? {
    guard let node, tree.kind(node) != .null else { return nil }
    guard let date = writtenDate(node, tree) else {
      fault(tree.offset(node), "a date is a text: \"2023-11-06\"")
      return nil
    }
    return date
  }

  /// A time that stands in a column of its own: `Start Time`.
  private mutating func addTime(_ node: Int?, _ tree: ValueTree, to date: inout WrittenDate?) {
    guard let node, let text = tree.scalarText(node), let known = date else { return }
    guard let time = SpreadsheetDate.time(text) else {
      return fault(tree.offset(node), "\"\(text)\" is no time: 14:30, 2:30 PM")
    }
    if var open = known.open {
      open.time = time
      date?.open = open
    } else if known.text.utf8.count == 10 {
      date?.text += time
    }
  }

  /// Sets a date now, or when its file has been read, if only that tells what it is.
  private mutating func set(_ date: OpenDates.Waiting) {
    var date = date
    note(&date.start)
    note(&date.end)
    if date.start?.open != nil || date.end?.open != nil {
      openDates.wait(date)
    } else {
      setDate(date)
    }
  }

  /// A date whose own numbers show which of them is the day says so for its column.
  private mutating func note(_ date: inout WrittenDate?) {
    guard let written = date, let open = written.open, let order = open.shownOrder else { return }
    openDates.note(written, order)
    date?.text = open.day(order)
    date?.open = nil
  }

  /// Sets a date whose ends are EDTF text.
  mutating func setDate(_ date: OpenDates.Waiting) {
    let (start, end) = (date.start?.text, date.end?.text)
    let isPeriod = start?.contains("/") == true
    let text: String
    switch (start, end) {
    case (nil, nil): return
    case (let start?, nil): text = start
    case (let start?, _?) where isPeriod: text = start
    case (let start?, let end?): text = start == end ? start : "\(start)/\(end)"
    case (nil, let end?): text = "/\(end)"
    }
    do throws(DateError) {
      let value = try AlmanacTime.readDate(text)
      if let field = date.field {
        builder.setDay(field, value, of: date.entity)
      } else {
        builder.setWhen(value, of: date.entity)
      }
    } catch {
      // Which of the two it is: what stands behind the slash is the end's.
      let lead = isPeriod || end == nil ? text.utf8.count : start?.utf8.count ?? 0
      let isStart = start != nil && (error.offset < lead || end == nil)
      guard let faulty = isStart ? date.start : date.end else { return }
      let offset = isStart ? error.offset : max(0, error.offset - lead - 1)
      fault(
        faulty.offset
          + (faulty.text == faulty.written ? min(offset, faulty.written.utf8.count) : 0),
        notADate(error.reason == .reversed ? text : faulty.written, error))
    }
  }

  /// A date as it is written; in tabular files a year may be a number, a space stand for the T, and
  /// a date be what spreadsheets make of it.
  private func writtenDate(_ node: Int, _ tree: ValueTree) -> WrittenDate? {
    func date(_ text: String, _ written: String, _ open: OpenDate? = nil) -> WrittenDate {
      WrittenDate(
        open: open, text: text, written: written, offset: tree.offset(node),
        key: tree.keyText(node))
    }
    if keys.style == .corpus { return tree.text(node).map { date($0, $0) } }
    if tree.kind(node) == .table {
      let keys = [
        "dateTime", "local", "localDate", "date", "utc", "iso", "value", "@value", "start",
      ]
      for key in keys {
        if let inner = tree.member(key, of: node), var found = writtenDate(inner, tree) {
          found.key = tree.keyText(node)
          return found
        }
      }
      return nil
    }
    guard tree.kind(node) == .text || tree.kind(node) == .number,
      let text = tree.scalarText(node), !text.isEmpty
    else { return nil }
    let bytes = Array(text.utf8)
    if let period = writtenPeriod(text) { return date(period, text) }
    if bytes.count > 7, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") {
      guard bytes.count > 11, bytes[10] == UInt8(ascii: " ") else { return date(text, text) }
      return date("\(text.prefix(10))T\(text.dropFirst(11))", text)
    }
    if let day = NumericDate(text)?.text { return date(day, text) }
    switch SpreadsheetDate(text) {
    case .plain(let day)?: return date(day, text)
    case .open(let open)?: return date("", text, open)
    case nil: return date(text, text)
    }
  }

  /// `2024-09-03 - 2024-09-05`, `3.9.2024 to 5.9.2024`: two days with a word between them, in EDTF.
  private func writtenPeriod(_ text: String) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    for mark in [" - ", " – ", " — ", " to ", " until ", " bis ", " au ", " al "] {
      let sides = text.split(separator: mark, omittingEmptySubsequences: false)
      guard sides.count == 2 else { continue }
      let days = sides.compactMap { side -> String? in
        if case .plain(let day)? = SpreadsheetDate(String(side)) { return day }
        return side.utf8.count >= 7 && (try? AlmanacTime.readDate(String(side))) != nil
          ? String(side) : nil
      }
      guard days.count == 2, !days[0].contains("/"), !days[1].contains("/") else { return nil }
      return "\(days[0])/\(days[1])"
    }
    return nil
  }

  private func notADate(_ text: String, _ error: DateError) -> String {
    if keys.style == .tabular, let day = NumericDate.daySerial(text) {
      return "\"\(text)\" is no date; as a spreadsheet counts days it is \(day.text): format the "
        + "column as a date and save again"
    }
    return "\"\(text)\" is no date: \(error.message)"
  }
}
