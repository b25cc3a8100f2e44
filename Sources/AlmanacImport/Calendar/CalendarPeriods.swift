internal import AlmanacStore
internal import AlmanacTime

// When an event of a calendar is, and when it comes again.
extension Importer {
  /// The first time of that property, or nil, with a fault where it is none.
  mutating func time(of name: String, _ event: CalendarEvent) -> CalendarTime? {
    guard let line = event.component.line(name) else { return nil }
    guard let time = line.times.first ?? nil else {
      fault(
        line.offset,
        "\"\(line.value)\" is no date: \(name):20260310T090000 or \(name);VALUE=DATE:20260310")
      return nil
    }
    return time
  }

  /// A time in the zone of another; as it is where one of the two is of no zone.
  func inZone(
    _ time: CalendarTime, of start: CalendarTime, _ frame: CalendarFrame
  ) throws(TimeZones.Unknown) -> CivilTime {
    guard !time.isDay, let from = time.zone, let target = start.zone else { return time.civil }
    return try frame.zones.convert(time.civil, from: from, to: target)
  }

  /// The same, with a fault where the zones can't be compared.
  private mutating func civil(
    _ time: CalendarTime, of start: CalendarTime, _ event: CalendarEvent, at offset: Int
  ) -> CivilTime {
    do throws(TimeZones.Unknown) {
      return try inZone(time, of: start, event.frame)
    } catch {
      fault(offset, error.message + "; the time is taken as it is written")
      return time.civil
    }
  }

  /// The period of an event: an end is the moment or the day after it.
  mutating func setPeriod(
    _ event: CalendarEvent, _ start: CalendarTime?, _ own: OwnProperties,
    _ record: inout RecordInProgress
  ) {
    guard let start else { return }
    let line = event.component.line("DTEND") ?? event.component.line("DURATION")
    let offset = line?.offset ?? event.component.range.lowerBound
    var end: CalendarTime?
    if let given = time(of: "DTEND", event) {
      let time = civil(given, of: start, event, at: offset)
      end = CalendarTime(civil: time, isDay: given.isDay, zone: start.zone)
    } else if let duration = event.component.line("DURATION") {
      if let seconds = durationSeconds(duration.value), seconds >= 0 {
        let time = start.civil.adding(seconds: seconds)
        end = CalendarTime(
          civil: time, isDay: start.isDay && seconds % 86_400 == 0, zone: start.zone)
      } else {
        fault(duration.offset, "\"\(duration.value)\" is no length of time: PT1H30M, P2D")
      }
    }
    if let after = end, after.civil < start.civil {
      fault(offset, "the end is before the start; it is left out")
      end = nil
    }
    let last = end.map { lastMoment($0, start) }
    if let written = own.period(start: start, lastDay: last?.civil.day ?? start.civil.day) {
      builder.setWhen(written, of: record.entity)
      record.written.formUnion(["when", "starts", "ends"])
      // What is in UTC has its offset in its own words.
      if let zone = start.zone, zone != "UTC" {
        keepForeign("timezone", TimeZones.plainName(zone), &record)
      }
      return
    }
    setCalendarPeriod(start, end: last, at: offset, &record)
    if let zone = start.zone { keepForeign("timezone", TimeZones.plainName(zone), &record) }
  }

  /// The last moment before an end that is no longer of the event: the day before midnight.
  private func lastMoment(_ end: CalendarTime, _ start: CalendarTime) -> CalendarTime {
    guard end.civil.second == 0, end.civil.day > start.civil.day else { return end }
    return CalendarTime(
      civil: CivilTime(day: end.civil.day.adding(days: -1)), isDay: true, zone: end.zone)
  }

  private mutating func setCalendarPeriod(
    _ start: CalendarTime, end: CalendarTime?, at offset: Int, _ record: inout RecordInProgress
  ) {
    var text = start.text
    if let end, end.text != text, !(end.isDay && end.civil.day == start.civil.day && start.isDay) {
      text += "/" + end.text
    }
    do throws(DateError) {
      builder.setWhen(try AlmanacTime.readDate(text), of: record.entity)
      record.written.formUnion(["when", "starts", "ends"])
    } catch {
      fault(offset, "\"\(text)\" is no date: \(error.message)")
    }
  }

  /// The rule of a series, in the civil time of its start.
  mutating func setRecurrence(
    _ event: CalendarEvent, _ start: CalendarTime, _ record: inout RecordInProgress
  ) {
    var parts: [String] = []
    for line in event.component.lines {
      switch line.name {
      case "RRULE":
        if let rule = localRule(line, start, event) { parts.append("RRULE:" + rule) }
      case "RDATE", "EXDATE":
        var values: [String] = []
        for time in line.times {
          guard let time else {
            fault(line.offset, "\"\(line.value)\" holds what is no date; that is left out")
            continue
          }
          let civil = civil(time, of: start, event, at: line.offset)
          // A day added to a series with hours has the hour of its start.
          if time.isDay, !start.isDay, line.name == "RDATE" {
            values.append(CivilTime(day: civil.day, second: start.civil.second).basicText)
          } else {
            values.append(time.isDay ? civil.basicDay : civil.basicText)
          }
        }
        if !values.isEmpty { parts.append(line.name + ":" + values.joined(separator: ",")) }
      case "EXRULE":
        fault(line.offset, "EXRULE is withdrawn (RFC 5545) and is left out; use EXDATE")
      default: break
      }
    }
    let text = parts.joined(separator: " ")
    let set = RecurrenceSet(text)
    guard !set.isEmpty else { return }
    setForeignSeries(text, set, &record)
  }

  /// A rule whose UNTIL is in the zone of the start, as the rest of it is; nil with a fault.
  private mutating func localRule(
    _ line: ContentLine, _ start: CalendarTime, _ event: CalendarEvent
  ) -> String? {
    do throws(RecurrenceError) {
      let rule = try RecurrenceRule(line.value)
      let value = line.value.filter { $0 != " " }
      guard let until = rule.until, !rule.isUntilDay, let zone = start.zone, zone != "UTC",
        let range = value.firstRange(of: "UNTIL=")
      else { return value }
      let time = CalendarTime(civil: until, isDay: false, zone: "UTC")
      let civil = civil(time, of: start, event, at: line.offset)
      let rest = value[range.upperBound...].drop { $0 != ";" }
      return value[..<range.upperBound] + civil.basicText + rest
    } catch {
      fault(line.offset, "\(error.message); the event is read as one that does not come again")
      return nil
    }
  }
}

extension String {
  /// Where another text first stands in it.
  fileprivate func firstRange(of text: String) -> Range<String.Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      index = self.index(after: index)
    }
    return nil
  }
}
