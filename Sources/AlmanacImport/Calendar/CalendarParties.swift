internal import AlmanacStore

// Where an event of a calendar is, and who takes part in it.
extension Importer {
  /// A place, or the address of a meeting on the web.
  mutating func readLocation(
    _ line: ContentLine, _ own: OwnProperties, _ record: inout RecordInProgress
  ) {
    let text = line.text.trimmedBlanks
    guard !text.isEmpty else { return }
    if isWebAddress(text) { return keepForeign("location", text, &record) }
    // The lines of an address are its parts.
    let name = text.split(whereSeparator: \.isNewline).map { String($0).trimmedBlanks }
      .joined(separator: ", ")
    guard let chains = own.places(text) else {
      return refer("place", .place, to: name, &record)
    }
    for steps in chains {
      builder.addReference("place", to: .places(steps), noun: .place, of: record.entity)
    }
    record.written.insert("place")
  }

  /// Groups take part; who has the chair speaks; the rest is kept by name.
  mutating func readAttendee(_ line: ContentLine, _ record: inout RecordInProgress) {
    if let field = line.parameter("X-ALMANAC-FIELD"),
      case .entity(let noun)? = Schema.field(field, of: .event)?.type,
      noun == .organization || noun == .person
    {
      refer(field, noun, to: line.party, &record)
    } else if line.parameter("CUTYPE")?.uppercased() == "GROUP" {
      refer("participant", .organization, to: line.party, &record)
    } else if line.parameter("ROLE")?.uppercased() == "CHAIR" {
      refer("speaker", .person, to: line.party, &record)
    } else {
      keepForeign("attendee", line.party, &record)
    }
  }

  /// RFC 9073 §7.1.
  mutating func readParticipant(
    _ component: CalendarComponent, _ record: inout RecordInProgress
  ) {
    guard
      let name = component.line("SUMMARY")?.text ?? component.line("CALENDAR-ADDRESS")?.party
    else { return }
    builder.place = place(component.range.lowerBound)
    let kind = component.line("PARTICIPANT-TYPE")?.value.uppercased() ?? ""
    switch kind {
    case "SPEAKER", "PERFORMER": refer("speaker", .person, to: name, &record)
    case "SPONSOR": refer("partner", .organization, to: name, &record)
    default: keepForeign(kind.isEmpty ? "participant" : kind.lowercased(), name, &record)
    }
  }

  mutating func setCalendarMode(
    _ component: CalendarComponent, _ record: inout RecordInProgress
  ) {
    let location = component.line("LOCATION")?.text.trimmedBlanks ?? ""
    let isOnline = component.line("CONFERENCE") != nil || isWebAddress(location)
    guard isOnline else { return }
    let isHybrid = !location.isEmpty && !isWebAddress(location)
    builder.addCode("mode", isHybrid ? "hybrid" : "online", of: record.entity)
    record.written.insert("mode")
  }
}

extension ContentLine {
  /// The name of who is meant, else the address without `mailto:`.
  var party: String {
    if let name = parameter("CN") { return name }
    return value.lowercased().hasPrefix("mailto:") ? String(value.dropFirst(7)) : value
  }
}
