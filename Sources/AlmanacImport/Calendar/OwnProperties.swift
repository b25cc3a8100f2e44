internal import AlmanacStore
internal import AlmanacTime

/// What our calendars say of one event beside the standard, under `X-ALMANAC-…`.
///
/// Somebody may have changed the event since: where the standard's properties say otherwise, they
/// count.
struct OwnProperties {
  private let lines: [ContentLine]
  /// The period in its own words, as vague as it is.
  private let when: DateValue?
  /// Lines of the description that only repeat what stands elsewhere.
  private let remarks: String?
  /// The words of CATEGORIES that are no themes.
  let otherCategories: Set<String>

  init(_ component: CalendarComponent) {
    let lines = component.lines.filter { $0.name.hasPrefix("X-ALMANAC-") }
    self.lines = lines
    func first(_ name: String) -> String? { lines.first { $0.name == name }?.text }
    when = first("X-ALMANAC-WHEN").flatMap { try? AlmanacTime.readDate($0) }
    remarks = first("X-ALMANAC-REMARKS")
    otherCategories = Set(
      lines.filter { ["X-ALMANAC-KIND", "X-ALMANAC-TAG"].contains($0.name) }.map(\.text))
  }

  func has(_ name: String) -> Bool { lines.contains { $0.name == name } }

  /// The period that was written, if the event is still on its days.
  ///
  /// - Parameters:
  ///   - start: DTSTART, which in UTC may be a day beside the place's own.
  ///   - lastDay: the last day of the event, likewise.
  func period(start: CalendarTime, lastDay: Day) -> DateValue? {
    guard let when else { return nil }
    func isNear(_ day: Day, _ bound: Day) -> Bool {
      start.isDay ? day == bound : abs(Int(day.number) - Int(bound.number)) <= 1
    }
    let first = when.starts.earliest == .distantPast ? nil : when.starts.earliest
    let last = when.ends.latest == .distantFuture ? nil : when.ends.latest
    if let first, !isNear(start.civil.day, first) { return nil }
    if let last, !isNear(lastDay, last) { return nil }
    return when
  }

  /// A description without what we wrote behind it.
  func note(_ description: String) -> String {
    guard let remarks, !remarks.isEmpty, description.hasSuffix(remarks) else { return description }
    var note = description.dropLast(remarks.count)
    if note.last == "\n" { note.removeLast() }
    return String(note)
  }

  /// The places of LOCATION in steps, if they are still those.
  func places(_ location: String) -> [[StoreBuilder.PlaceStep]]? {
    var rest = location[...]
    var chains: [[StoreBuilder.PlaceStep]] = []
    for line in lines where line.name == "X-ALMANAC-PLACE" {
      let kinds = (line.parameter("X-KINDS") ?? "")
        .split(separator: "/", omittingEmptySubsequences: false)
      let steps = line.texts.enumerated().map { index, name in
        StoreBuilder.PlaceStep(name: name, kind: index < kinds.count ? String(kinds[index]) : "")
      }
      let text = steps.map(\.name).joined(separator: ", ")
      // Places without steps have no line of their own and stay as they are written.
      while !rest.hasPrefix(text) {
        guard let end = rest.firstIndex(of: ";") else { return nil }
        chains.append([StoreBuilder.PlaceStep(name: String(rest[..<end]), kind: "")])
        rest = rest[end...].dropFirst().drop { $0 == " " }
      }
      chains.append(steps)
      rest = rest.dropFirst(text.count)
      guard rest.isEmpty || rest.first == ";" else { return nil }
      rest = rest.dropFirst().drop { $0 == " " }
    }
    if chains.isEmpty { return nil }
    for name in rest.split(separator: ";") {
      chains.append([StoreBuilder.PlaceStep(name: String(name).trimmedBlanks, kind: "")])
    }
    return chains
  }
}

extension Importer {
  /// One of our own properties; those that speak of others are asked by them.
  mutating func readOwnLine(_ line: ContentLine, _ record: inout RecordInProgress) {
    let entity = record.entity
    let text = line.text
    guard !text.isBlank || line.name == "X-ALMANAC-MORE" else { return }
    switch line.name {
    case "X-ALMANAC-NAME":
      let kinds: [String: NameTable.Kind] = ["alias": .alias, "acronym": .acronym]
      let kind = line.parameter("X-KIND").flatMap { kinds[$0] } ?? .name
      builder.addName(text, language: language(of: line), kind: kind, to: entity)
    case "X-ALMANAC-KIND", "X-ALMANAC-MODE", "X-ALMANAC-STATUS", "X-ALMANAC-TAG":
      let field = line.name.dropFirst(10).lowercased()
      builder.addCode(field, text, of: entity)
      record.written.insert(field)
    case "X-ALMANAC-MOTTO": setForeignText("motto", text, "", &record)
    case "X-ALMANAC-EDITION":
      if let edition = Quantity(text) { builder.setNumber("edition", edition, of: entity) }
    case "X-ALMANAC-FIGURE":
      if let measure = line.parameter("X-MEASURE"), let value = Quantity(text) {
        addForeignFigure(measure, value, at: line.offset, record)
      }
    case "X-ALMANAC-MORE":
      guard let field = line.parameter("X-FIELD"),
        Schema.field(field, of: .event).map({ $0.isMany && $0.origin == .stored }) == true
      else { return }
      let more = Int(text).map {
        ListColumn.More(unit: line.parameter("X-UNIT") ?? "", count: $0)
      }
      noteMore(field, more.map { [$0] } ?? [], &record)
    case "X-ALMANAC-DATA":
      if let key = line.parameter("X-KEY") { keepForeign(key, text, &record) }
    default: break
    }
  }
}
