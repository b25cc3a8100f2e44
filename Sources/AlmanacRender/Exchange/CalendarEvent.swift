internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

/// One VEVENT.
struct CalendarEvent {
  let record: Record
  let frame: CalendarFrame
  private let time: CalendarTime
  private let clock: CalendarClock
  private let date: DateValue
  /// The series of which it is a changed date, when that is in the calendar too, and which date.
  private let changed: (series: Record, start: CivilTime, isDay: Bool)?

  /// nil for an event without a date that a calendar can write.
  init?(_ record: Record, _ frame: CalendarFrame) {
    self.record = record
    self.frame = frame
    clock = frame.clock(of: record)
    guard case .date(let date) = record["when"], let time = CalendarTime(date, clock) else {
      return nil
    }
    self.date = date
    self.time = time
    changed = CalendarEvent.changedDate(record, frame)
  }

  /// All its content lines.
  var lines: [ContentLine] {
    var lines = [
      ContentLine("BEGIN", value: "VEVENT"),
      ContentLine("UID", text: changed?.series.id ?? record.id),
      ContentLine("DTSTAMP", value: stamp),
    ]
    lines += changedLines + time.lines + seriesLines
    lines.append(ContentLine("SUMMARY", [("LANGUAGE", language)], text: record.name))
    let remarks = self.remarks
    let description = [record.firstText("note")].compactMap(\.self) + remarks
    if !description.isEmpty {
      lines.append(ContentLine("DESCRIPTION", text: description.joined(separator: "\n")))
    }
    lines += placeLines
    let categories = record.texts("kind") + record.texts("theme") + record.texts("tag")
    if !categories.isEmpty { lines.append(ContentLine("CATEGORIES", texts: categories)) }
    lines += peopleLines
    if let status = record.firstText("status").flatMap(calendarStatus) {
      lines.append(ContentLine("STATUS", value: status))
    }
    if let url = record.firstText("url"), isAddress(url) {
      lines.append(ContentLine("URL", value: url))
    }
    for parent in record.things("part_of") {
      lines.append(ContentLine("RELATED-TO", [("RELTYPE", "PARENT")], text: parent.id))
    }
    lines += furtherLines + ownLines(remarks: remarks)
    return lines + [ContentLine("END", value: "VEVENT")]
  }

  private var language: String? {
    record.names.first { $0.kind == .name && $0.text == record.name }?.language
  }

  /// When what is said here was said: as given, as the data has it, else the day on which the last of
  /// its documents came out, and the first of 1970 where none says.
  private var stamp: String {
    if frame.stamp == nil, let own = record.firstText("dtstamp"), isInstant(own) { return own }
    let days = record.things("source").compactMap { source -> Day? in
      guard case .date(let date) = source["published"], date.starts.isExact else { return nil }
      return date.starts.earliest
    }
    let last = days.filter { 1...9998 ~= $0.year }.max() ?? Day(number: 0)
    return CalendarTime.basic(frame.stamp ?? last) + "T000000Z"
  }
}

// MARK: - Series

extension CalendarEvent {
  /// `UID/20260310` is the date of that day of the series `UID`.
  private static func changedDate(
    _ record: Record, _ frame: CalendarFrame
  ) -> (series: Record, start: CivilTime, isDay: Bool)? {
    guard let series = record.things("series").first, frame.has(series.id),
      record.id.hasPrefix(series.id + "/"), case .date(let date) = series["when"],
      date.starts.isExact
    else { return nil }
    let text = record.id.dropFirst(series.id.count + 1)
    guard let civil = CivilTime(basic: text) else { return nil }
    guard let minute = date.startMinute else { return (series, civil, true) }
    let isDay = text.utf8.count == 8
    return (
      series, isDay ? CivilTime(day: civil.day, second: Int(minute) * 60) : civil, false
    )
  }

  private var changedLines: [ContentLine] {
    guard let changed else { return [] }
    let clock = frame.clock(of: changed.series)
    return [clock.line("RECURRENCE-ID", [changed.start], areDays: changed.isDay)]
  }

  /// The rules and dates of a series, which the store has in the civil time of its start.
  private var seriesLines: [ContentLine] {
    guard let text = record.firstText("rrule") else { return [] }
    return text.split(separator: " ").flatMap { part -> [ContentLine] in
      let sides = part.split(separator: ":", maxSplits: 1)
      guard sides.count == 2 else { return [] }
      let name = String(sides[0])
      if name == "RRULE" { return [ContentLine(name, value: rule(String(sides[1])))] }
      let values = sides[1].split(separator: ",")
      // Days and times stand on lines of their own.
      return [true, false].compactMap { areDays in
        let times = values.filter { ($0.utf8.count == 8) == areDays }
          .compactMap { CivilTime(basic: $0) }
        return times.isEmpty ? nil : clock.line(name, times, areDays: areDays)
      }
    }
  }

  /// A rule whose UNTIL is what the standard asks for: a day for days, UTC for times of a zone.
  private func rule(_ text: String) -> String {
    text.split(separator: ";").map { part -> String in
      guard part.hasPrefix("UNTIL="), !part.hasSuffix("Z"), date.startMinute != nil,
        var until = CivilTime(basic: part.dropFirst(6))
      else { return String(part) }
      if part.utf8.count == 14 { until = CivilTime(day: until.day, second: 86_399) }
      return "UNTIL=" + clock.instant(until, frame.zones)
    }.joined(separator: ";")
  }
}

// MARK: - Places and people

extension CalendarEvent {
  private var placeLines: [ContentLine] {
    var lines: [ContentLine] = []
    let chains = placeChains
    if !chains.isEmpty {
      let places = chains.map { $0.map(\.name).joined(separator: ", ") }
      lines.append(ContentLine("LOCATION", text: places.joined(separator: "; ")))
    } else if let address = record.firstText("data.location"), isAddress(address) {
      lines.append(ContentLine("LOCATION", text: address))
    }
    let points = Coordinates.points(of: record)
    if let point = points.first, points.count == 1 {
      let value = Quantity.decimal(point.latitude) + ";" + Quantity.decimal(point.longitude)
      lines.append(ContentLine("GEO", value: value))
    }
    return lines
  }

  /// Each place with those around it, without the continent.
  private var placeChains: [[Record]] {
    record.things("place").map { place in
      place.chain("parent").filter { $0.firstText("kind") != "continent" }
    }
  }

  /// The first organizer is ORGANIZER, for there can be one; everybody else attends in a role.
  private var peopleLines: [ContentLine] {
    var lines: [ContentLine] = []
    func line(_ name: String, _ record: Record, _ role: String?, _ field: String) -> ContentLine {
      let type = role == nil ? nil : record.entity.noun == .person ? "INDIVIDUAL" : "GROUP"
      return ContentLine(
        name,
        [
          ("CN", record.name), ("CUTYPE", type), ("ROLE", role),
          ("X-ALMANAC-FIELD", role == nil ? nil : field),
        ], value: role == nil ? mail ?? calendarAddress(of: record) : calendarAddress(of: record))
    }
    let mail = organizerMail
    let organizers = record.things("organizer")
    if let first = organizers.first { lines.append(line("ORGANIZER", first, nil, "organizer")) }
    var named: [String: Set<Entity>] = ["organizer": Set(organizers.prefix(1).map(\.entity))]
    let roles = [
      ("organizer", "CHAIR"), ("host", "CHAIR"), ("body", "CHAIR"), ("partner", "NON-PARTICIPANT"),
      ("announcer", "NON-PARTICIPANT"), ("participant", "REQ-PARTICIPANT"),
      ("speaker", "REQ-PARTICIPANT"),
    ]
    for (field, role) in roles {
      for thing in record.things(field)
      where named[field, default: []].insert(thing.entity).inserted {
        lines.append(line("ATTENDEE", thing, role, field))
      }
    }
    return lines
  }

  /// Where the calendar that the event came from says that its organizer gets letters.
  private var organizerMail: String? {
    guard let mail = record.firstText("organizer-email"), record.things("organizer").count == 1,
      mail.contains("@"), mail.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
    else { return nil }
    return "mailto:" + mail
  }

  /// An address is asked for, and a page on the web is one; else a name of our own.
  private func calendarAddress(of record: Record) -> String {
    if let url = record.firstText("url"), isAddress(url) { return url }
    return "urn:almanac:\(record.entity.noun.identityWord):\(percentEncoded(record.id))"
  }
}

// MARK: - What is vague, and what is ours

extension CalendarEvent {
  /// The motto, the numbers, and what is known less exactly than the calendar says.
  private var remarks: [String] {
    var lines = [record.firstText("motto")].compactMap(\.self) + record.figureLines
    let when = record["when"]
    if time.isRemarkable, !when.isVague { lines.append("when: \(text(of: when))") }
    return lines + record.vagueRemarks(["when"] + CalendarEvent.openFields)
  }

  private static let openFields = ["place", "organizer", "partner", "participant", "speaker"]

  /// What no property of the standard holds, so that we read back what we wrote.
  private func ownLines(remarks: [String]) -> [ContentLine] {
    var lines: [ContentLine] = []
    if time.isRemarkable {
      lines.append(ContentLine("X-ALMANAC-WHEN", text: text(of: record["when"])))
    }
    for name in record.names where name.kind != .name || name.text != record.name {
      let kind = name.kind == .alias ? "alias" : name.kind == .acronym ? "acronym" : nil
      lines.append(
        ContentLine(
          "X-ALMANAC-NAME", [("LANGUAGE", name.language), ("X-KIND", kind)], text: name.text))
    }
    for field in ["kind", "mode", "status", "motto", "edition", "tag"] {
      for word in record[field].listed.filter(\.isStated).map({ text(of: $0) }) {
        lines.append(ContentLine("X-ALMANAC-\(field.uppercased())", text: word))
      }
    }
    for (measure, value) in record.ownFields.measures {
      lines.append(
        ContentLine("X-ALMANAC-FIGURE", [("X-MEASURE", measure)], text: text(of: value)))
    }
    for chain in placeChains where chain.count > 1 || chain[0].firstText("kind") != nil {
      let kinds = chain.map { $0.firstText("kind") ?? "" }
      lines.append(
        ContentLine(
          "X-ALMANAC-PLACE", [("X-KINDS", kinds.joined(separator: "/"))],
          texts: chain.map(\.name)))
    }
    for field in CalendarEvent.openFields + ["host", "theme"] {
      guard case .list(_, let open?) = record[field] else { continue }
      for more in open.isEmpty ? [ListColumn.More(unit: "", count: 0)] : open {
        lines.append(
          ContentLine(
            "X-ALMANAC-MORE", [("X-FIELD", field), ("X-UNIT", more.unit)],
            value: more.count == 0 ? "" : "\(more.count)"))
      }
    }
    if !remarks.isEmpty {
      lines.append(ContentLine("X-ALMANAC-REMARKS", text: remarks.joined(separator: "\n")))
    }
    return lines
  }

  /// The keys of the data that no field has: a calendar's own come back as they were.
  private var furtherLines: [ContentLine] {
    var told: Set<String> = ["rrule", "repeats", "dtstamp", "language", "related-to"]
    told.formUnion(Coordinates.keys)
    if frame.name != nil { told.insert("calendar") }
    // A clock that the times are written by; where its zone is known to nobody, its name is kept.
    if date.startMinute != nil {
      switch clock {
      case .floating: break
      case .universal, .zone: told.insert("timezone")
      }
    }
    if placeChains.isEmpty, let address = record.firstText("data.location"), isAddress(address) {
      told.insert("data.location")
    }
    if organizerMail != nil { told.insert("organizer-email") }
    let further = record.ownFields.keys.filter { !told.contains($0.name) }
    return further.flatMap { name, value in
      value.listed.map { FurtherProperty(key: name, text: text(of: $0)).line }
    } + record.texts("related-to").map { ContentLine("RELATED-TO", text: $0) }
  }
}
