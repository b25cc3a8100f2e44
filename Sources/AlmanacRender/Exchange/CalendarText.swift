internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacTime

/// Events as a calendar: one VEVENT each, in the order of the rows.
///
/// The same rows make the same bytes: an event is stamped with the day on which its last source was
/// published, or with `stamp`. Events without a date are left out, for a calendar has no place for
/// them; ``undatedCount(_:)`` tells how many.
///
/// Source: RFC 5545, RFC 7986; the fields as FORMATS §2 has them.
func calendarText(_ answer: Answer, stamp: Day?) -> String {
  var lines = [
    ContentLine("BEGIN", value: "VCALENDAR"), ContentLine("VERSION", value: "2.0"),
    ContentLine("PRODID", text: "-//Almanac//Almanac//EN"),
    ContentLine("CALSCALE", value: "GREGORIAN"),
  ]
  for record in answer.records { lines += eventLines(record, stamp: stamp) ?? [] }
  lines.append(ContentLine("END", value: "VCALENDAR"))
  return lines.map(\.folded).joined()
}

/// How many of the events have no date that a calendar can write.
func undatedCount(_ answer: Answer) -> Int {
  answer.records.count { calendarTime($0) == nil }
}

private func calendarTime(_ record: Record) -> CalendarTime? {
  guard case .date(let date) = record["when"] else { return nil }
  return CalendarTime(date)
}

private func eventLines(_ record: Record, stamp: Day?) -> [ContentLine]? {
  guard let time = calendarTime(record) else { return nil }
  let language = record.names.first { $0.kind == .name && $0.text == record.name }?.language
  var lines = [
    ContentLine("BEGIN", value: "VEVENT"), ContentLine("UID", text: record.id),
    ContentLine(
      "DTSTAMP", value: CalendarTime.basic(stamp ?? dayOfLastSource(record)) + "T000000Z"),
  ]
  lines += time.lines
  lines.append(ContentLine("SUMMARY", [("LANGUAGE", language)], text: record.name))
  let description = descriptionLines(record, isVague: time.isRemarkable)
  if !description.isEmpty {
    lines.append(ContentLine("DESCRIPTION", text: description.joined(separator: "\n")))
  }
  lines += placeLines(record)
  let categories = record.texts("kind") + record.texts("theme") + record.texts("tag")
  if !categories.isEmpty { lines.append(ContentLine("CATEGORIES", texts: categories)) }
  lines += peopleLines(record)
  if let status = record.firstText("status").flatMap(calendarStatus) {
    lines.append(ContentLine("STATUS", value: status))
  }
  if let url = record.firstText("url"), isAddress(url) {
    lines.append(ContentLine("URL", value: url))
  }
  for parent in record.things("part_of") {
    lines.append(ContentLine("RELATED-TO", [("RELTYPE", "PARENT")], text: parent.id))
  }
  lines += ownLines(record, isVague: time.isRemarkable)
  return lines + [ContentLine("END", value: "VEVENT")]
}

/// The day on which the last of its documents came out; the first of 1970 where none says.
private func dayOfLastSource(_ record: Record) -> Day {
  let days = record.things("source").compactMap { source -> Day? in
    guard case .date(let date) = source["published"], date.starts.isExact else { return nil }
    return date.starts.earliest
  }
  return days.filter { 1...9998 ~= $0.year }.max() ?? Day(number: 0)
}

/// The note, the motto, the numbers, and what is known less exactly than the calendar says.
private func descriptionLines(_ record: Record, isVague: Bool) -> [String] {
  var lines = [record.firstText("note"), record.firstText("motto")].compactMap(\.self)
  lines += record.figureLines
  let date = record["when"]
  if isVague, !date.isVague { lines.append("when: \(text(of: date))") }
  return lines
    + record.vagueRemarks(["when", "place", "organizer", "partner", "participant", "speaker"])
}

private func placeLines(_ record: Record) -> [ContentLine] {
  var lines: [ContentLine] = []
  let places = record.things("place").map { place in
    place.chain("parent").filter { $0.firstText("kind") != "continent" }.map(\.name)
      .joined(separator: ", ")
  }
  if !places.isEmpty {
    lines.append(ContentLine("LOCATION", text: places.joined(separator: "; ")))
  }
  let points = Coordinates.points(of: record)
  if let point = points.first, points.count == 1 {
    let value = Quantity.decimal(point.latitude) + ";" + Quantity.decimal(point.longitude)
    lines.append(ContentLine("GEO", value: value))
  }
  return lines
}

/// The first organizer is ORGANIZER, for there can be one; everybody else attends in a role.
private func peopleLines(_ record: Record) -> [ContentLine] {
  var lines: [ContentLine] = []
  func line(_ name: String, _ record: Record, _ role: String?) -> ContentLine {
    let type = role == nil ? nil : record.entity.noun == .person ? "INDIVIDUAL" : "GROUP"
    return ContentLine(
      name, [("CN", record.name), ("CUTYPE", type), ("ROLE", role)],
      value: calendarAddress(of: record))
  }
  let organizers = record.things("organizer")
  if let first = organizers.first { lines.append(line("ORGANIZER", first, nil)) }
  var named = Set(organizers.prefix(1).map(\.entity))
  let roles = [
    ("organizer", "CHAIR"), ("host", "CHAIR"), ("body", "CHAIR"), ("partner", "NON-PARTICIPANT"),
    ("announcer", "NON-PARTICIPANT"), ("participant", "REQ-PARTICIPANT"),
    ("speaker", "REQ-PARTICIPANT"),
  ]
  for (field, role) in roles {
    for thing in record.things(field) where named.insert(thing.entity).inserted {
      lines.append(line("ATTENDEE", thing, role))
    }
  }
  return lines
}

/// An address is asked for, and a page on the web is one; else a name of our own.
private func calendarAddress(of record: Record) -> String {
  if let url = record.firstText("url"), isAddress(url) { return url }
  return "urn:almanac:\(record.entity.noun.identityWord):\(percentEncoded(record.id))"
}

/// What no property of the standard holds, so that we read back what we wrote.
private func ownLines(_ record: Record, isVague: Bool) -> [ContentLine] {
  var lines: [ContentLine] = []
  if isVague {
    lines.append(ContentLine("X-ALMANAC-WHEN", text: text(of: record["when"])))
  }
  for name in record.names where name.kind != .name || name.text != record.name {
    lines.append(ContentLine("X-ALMANAC-NAME", [("LANGUAGE", name.language)], text: name.text))
  }
  for field in ["kind", "mode", "status"] {
    if let word = record.firstText(field) {
      lines.append(ContentLine("X-ALMANAC-\(field.uppercased())", text: word))
    }
  }
  return lines
}

/// The word for it that a calendar has; nil where it has none.
private func calendarStatus(_ status: String) -> String? {
  switch status.lowercased() {
  case "cancelled", "canceled": "CANCELLED"
  case "tentative", "planned", "proposed", "postponed": "TENTATIVE"
  case "confirmed", "announced", "scheduled", "rescheduled", "held": "CONFIRMED"
  default: nil
  }
}

/// Whether a text is an address on the web that can stand as it is.
func isAddress(_ text: String) -> Bool {
  (text.hasPrefix("https://") || text.hasPrefix("http://"))
    && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\"") }
}

/// What an address takes as it is, and the rest as `%E4`.
///
/// Source: RFC 3986 §2.3.
func percentEncoded(_ text: String) -> String {
  var encoded = ""
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      encoded += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
    }
  }
  return encoded
}
