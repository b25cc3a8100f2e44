internal import AlmanacStore
internal import AlmanacTime

// A calendar: an event a VEVENT, its times in the event's own zone. A series is one event with its
// rule beside it; a single date of it that was changed is an event of its own.
extension Importer {
  mutating func readCalendar(_ bytes: [UInt8]) {
    let file = CalendarFile(bytes)
    for fault in file.faults { self.fault(fault.offset, fault.message) }
    report.unreadable += file.brokenCount
    var events: [CalendarEvent] = []
    var others: [String: (count: Int, offset: Int)] = [:]
    for component in file.components {
      collect(component, CalendarFrame(component, bytes), &events, &others)
    }
    for (name, found) in others.sorted(by: { $0.value.offset < $1.value.offset }) {
      faults.appendNotice(
        file: self.file, offset: found.offset,
        "\(found.count) \(name) left out: a calendar's events are read, and nothing else of it")
    }
    latest(&events)
    // A changed date speaks of its series, wherever in the file that stands.
    let series = events.filter { $0.recurrence == nil }
    let changed = events.filter { $0.recurrence != nil }
    var starts: [String: CalendarTime] = [:]
    for event in series { readEvent(event, &starts) }
    for event in changed { readEvent(event, &starts) }
    tieCalendarEvents()
  }

  private func collect(
    _ component: CalendarComponent, _ frame: CalendarFrame, _ events: inout [CalendarEvent],
    _ others: inout [String: (count: Int, offset: Int)]
  ) {
    switch component.name {
    case "VCALENDAR":
      for child in component.children { collect(child, frame, &events, &others) }
    case "VEVENT": events.append(CalendarEvent(component, frame))
    case "VTIMEZONE": break
    default:
      others[component.name, default: (0, component.range.lowerBound)].count += 1
      // Somebody's own component may hold events.
      for child in component.children where child.name == "VEVENT" {
        collect(child, frame, &events, &others)
      }
    }
  }

  /// Of several versions of one event the latest counts.
  private mutating func latest(_ events: inout [CalendarEvent]) {
    var places: [String: Int] = [:]
    var kept: [CalendarEvent] = []
    for event in events {
      guard let uid = event.uid else {
        kept.append(event)
        continue
      }
      let key = uid + "\u{1f}" + (event.recurrence?.value ?? "")
      guard let place = places[key] else {
        places[key] = kept.count
        kept.append(event)
        continue
      }
      let isLater = event.sequence > kept[place].sequence
      let (older, newer) = isLater ? (kept[place], event) : (event, kept[place])
      faults.appendNotice(
        file: file, offset: older.component.range.lowerBound,
        "another version of the event \"\(uid)\"; the one of line "
          + "\(FilePlace(of: newer.component.range.lowerBound, in: files[file].bytes).line) counts")
      if isLater { kept[place] = event }
    }
    events = kept
  }
}

/// What the events of one calendar share.
final class CalendarFrame {
  /// What the calendar calls itself.
  let name: String?
  /// Filled as zones are asked for; a class, as all events of the calendar ask the same ones.
  var zones = TimeZones()

  init(_ component: CalendarComponent, _ bytes: [UInt8]) {
    name = (component.line("X-WR-CALNAME") ?? component.line("NAME"))?.text
    for zone in component.children where zone.name == "VTIMEZONE" {
      guard let id = zone.line("TZID")?.text else { continue }
      zones.describe(id, String(decoding: bytes[zone.range], as: UTF8.self))
    }
  }
}

/// One event of a calendar before it is a record.
struct CalendarEvent {
  let component: CalendarComponent
  let frame: CalendarFrame

  init(_ component: CalendarComponent, _ frame: CalendarFrame) {
    self.component = component
    self.frame = frame
  }

  /// Its UID, when it has one.
  var uid: String? { component.line("UID").map(\.value).flatMap { $0.isEmpty ? nil : $0 } }

  /// Which date of a series it changes.
  var recurrence: ContentLine? { component.line("RECURRENCE-ID") }

  /// The number of its version.
  var sequence: Int { component.line("SEQUENCE").flatMap { Int($0.value) } ?? 0 }
}

// MARK: - Events

extension Importer {
  private mutating func readEvent(
    _ event: CalendarEvent, _ starts: inout [String: CalendarTime]
  ) {
    let component = event.component
    let offset = component.range.lowerBound
    builder.place = place(offset)
    let start = time(of: "DTSTART", event)
    let id = calendarID(of: event, start, starts)
    let idOffset = component.line("UID")?.offset ?? offset
    let entity = addForeign(.event, id: id, isGlobal: true, at: idOffset)
    if event.recurrence == nil, let uid = event.uid, let start { starts[uid] = start }
    if let line = event.recurrence, line.parameter("RANGE") != nil {
      fault(
        line.offset,
        "RANGE=THISANDFUTURE is read as this date alone; those after it stay as the series has them"
      )
    }
    var record = RecordInProgress(noun: .event, entity: entity)
    let own = OwnProperties(component)
    setPeriod(event, start, own, &record)
    if let start { setRecurrence(event, start, &record) }
    if event.recurrence != nil, let uid = event.uid, let series = builder.meant(.event, id: uid) {
      builder.addReference("series", to: .record(series), noun: .event, of: entity)
      record.written.insert("series")
    }
    for line in component.lines {
      builder.place = place(line.offset)
      readLine(line, own, &record)
    }
    markMore(record)
    for child in component.children where child.name == "PARTICIPANT" {
      readParticipant(child, &record)
    }
    if !own.has("X-ALMANAC-MODE") { setCalendarMode(component, &record) }
    if let calendar = event.frame.name { keepForeign("calendar", calendar, &record) }
    if isClosed { closeLists(record) }
  }

  /// `UID`; `UID/20260310` for a changed date, with the hour where that is not the series' own.
  private func calendarID(
    of event: CalendarEvent, _ start: CalendarTime?, _ starts: [String: CalendarTime]
  ) -> String {
    guard let uid = event.uid else {
      let name = event.component.line("SUMMARY")?.text ?? ""
      let made = identifier(fromName: name + (start.map { " " + $0.civil.basicDay } ?? ""))
      return freeID(made.isEmpty ? "event-\(builder.rowCount(of: .event) + 1)" : made, .event)
    }
    guard let line = event.recurrence else { return uid }
    guard let changed = line.times.first ?? nil else { return "\(uid)/\(line.value)" }
    guard let start = starts[uid] else { return "\(uid)/\(changed.civil.basicDay)" }
    let civil = (try? inZone(changed, of: start, event.frame)) ?? changed.civil
    return RecurrenceSet.occurrenceID(uid, civil, seriesStart: start.civil)
  }

  private mutating func readLine(
    _ line: ContentLine, _ own: OwnProperties, _ record: inout RecordInProgress
  ) {
    let entity = record.entity
    switch line.name {
    case "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE",
      "RECURRENCE-ID":
      break
    case "SUMMARY":
      let text = line.text
      guard !text.isBlank else { return }
      builder.addName(text, language: language(of: line), to: entity)
    case "DESCRIPTION": setForeignText("note", own.note(line.text), language(of: line), &record)
    case "URL": setForeignText("url", line.value, "", &record)
    case "CATEGORIES":
      for theme in line.texts.map(\.trimmedBlanks)
      where !theme.isEmpty && !own.otherCategories.contains(theme) {
        refer("theme", .theme, to: theme, &record)
      }
    case "STATUS" where own.has("X-ALMANAC-STATUS"): break
    case "STATUS":
      builder.addCode("status", line.value.lowercased(), of: entity)
      record.written.insert("status")
    case "LOCATION": readLocation(line, own, &record)
    case "GEO":
      let parts = line.value.split(whereSeparator: { ";,".contains($0) })
      guard parts.count == 2, let latitude = Double(String(parts[0])),
        let longitude = Double(String(parts[1])), abs(latitude) <= 90, abs(longitude) <= 180
      else {
        return fault(line.offset, "GEO is latitude;longitude: 48.85;2.35; it is left out")
      }
      keepForeign("geo", "\(parts[0]),\(parts[1])", &record)
    case "ORGANIZER":
      refer("organizer", .organization, to: line.party, &record)
      if line.parameter("CN") != nil, line.value.lowercased().hasPrefix("mailto:") {
        keepForeign("organizer-email", String(line.value.dropFirst(7)), &record)
      }
    case "ATTENDEE": readAttendee(line, &record)
    case "RELATED-TO":
      relatedEvents.append(
        RelatedEvent(
          entity: entity, target: line.value, kind: line.parameter("RELTYPE") ?? "PARENT",
          offset: line.offset))
    case "ATTACH" where line.parameter("ENCODING") != nil: break
    case let name where name.hasPrefix("X-ALMANAC-"): readOwnLine(line, &record)
    default: keepForeign(line.name.lowercased(), line.text, &record)
    }
  }

  func language(of line: ContentLine) -> String {
    let language = line.parameter("LANGUAGE") ?? ""
    return isLanguage(language) ? language : ""
  }
}

// MARK: - Ties

/// An event that an event of a calendar names as its parent, child or sibling.
struct RelatedEvent {
  var entity: Entity
  var target: String
  var kind: String
  var offset: Int
}

extension Importer {
  /// Ties the events of a calendar once all of them are known; a UID that no event has is kept as
  /// it is written.
  private mutating func tieCalendarEvents() {
    let related = relatedEvents
    relatedEvents = []
    var hasParent: Set<Entity> = []
    for relation in related {
      builder.place = place(relation.offset)
      let target = builder.meant(.event, id: relation.target)
      switch (relation.kind.uppercased(), target) {
      case ("PARENT", let target?) where hasParent.insert(relation.entity).inserted:
        builder.addReference("part_of", to: .record(target), noun: .event, of: relation.entity)
      case ("CHILD", let target?) where hasParent.insert(target).inserted:
        builder.addReference("part_of", to: .record(relation.entity), noun: .event, of: target)
      case ("PARENT", _?), ("CHILD", _?): break
      case (let kind, let target?):
        builder.addLink(kind: kind.lowercased(), to: .record(target), of: relation.entity)
      case (_, nil): builder.addFurther("related-to", relation.target, of: relation.entity)
      }
    }
  }
}
