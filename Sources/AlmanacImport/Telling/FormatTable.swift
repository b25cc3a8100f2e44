/// How one format is told from the others: by what its files begin with, then by their names.
struct FormatRow: Sendable {
  /// How far the first bytes of a file speak for a format.
  enum Likeness: Hashable, Sendable {
    /// They can't be of it, whatever the name says.
    case no
    /// They don't tell.
    case unsaid
    /// They could be, if the name does not say otherwise.
    case maybe
    /// They are, whatever the name says; of two such formats the one that the name says.
    case surely
  }

  let format: ImportFormat
  /// As a report names it.
  let title: String
  /// As a refusal lists it: `a corpus in TOML`.
  let description: String
  /// In small letters, without the point; the usual one first.
  let endings: [String]
  let likeness: @Sendable (FileHead) -> Likeness
}

extension FormatRow {
  /// All formats that are read, in the order in which they are tried and listed.
  static let table: [FormatRow] = [
    FormatRow(
      format: .toml, title: "corpus", description: "a corpus in TOML", endings: ["toml"],
      likeness: tomlLikeness),
    FormatRow(
      format: .json, title: "JSON", description: "JSON", endings: ["json", "jsonld"],
      likeness: jsonLikeness),
    FormatRow(
      format: .jsonLines, title: "JSON Lines", description: "JSON Lines",
      endings: ["jsonl", "ndjson"], likeness: jsonLinesLikeness),
    FormatRow(
      format: .csv, title: "CSV", description: "rows below a header",
      endings: ["csv", "tsv", "tab"], likeness: csvLikeness),
    FormatRow(
      format: .calendar, title: "iCalendar", description: "a calendar",
      endings: ["ics", "ical", "icalendar", "ifb"], likeness: calendarLikeness),
    FormatRow(
      format: .html, title: "HTML", description: "a page of the web with schema.org in it",
      endings: ["html", "htm", "xhtml"], likeness: pageLikeness),
  ]
}

/// `[[event]]` is a corpus; `[event]` and `key =` may be one. What stands behind remarks decides, as
/// `#` begins a heading elsewhere.
private func tomlLikeness(_ head: FileHead) -> FormatRow.Likeness {
  var lines = head.lines
  var hasRemark = false
  while let line = lines.next() {
    guard let first = line.first else { continue }
    if first == UInt8(ascii: "#") {
      hasRemark = true
      continue
    }
    guard first == UInt8(ascii: "[") else {
      let key = line.prefix { $0 != UInt8(ascii: "=") }
      return key.count < line.count && key.allSatisfy(isKeyByte) ? .maybe : .unsaid
    }
    let isList = line.dropFirst().first == UInt8(ascii: "[")
    guard let next = line.dropFirst(isList ? 2 : 1).first, isLetter(next) else { return .unsaid }
    return isList ? .surely : .maybe
  }
  return hasRemark ? .maybe : .unsaid
}

private func jsonLikeness(_ head: FileHead) -> FormatRow.Likeness {
  switch head.first {
  case UInt8(ascii: "{"): head.isJSONLines ? .no : head.hasWholeObject ? .surely : .maybe
  case UInt8(ascii: "["):
    switch head.second {
    case UInt8(ascii: "{"), UInt8(ascii: "]"): .surely
    case UInt8(ascii: "["), nil: .maybe
    case let next?: isLetter(next) ? .unsaid : .maybe
    }
  default: .unsaid
  }
}

private func jsonLinesLikeness(_ head: FileHead) -> FormatRow.Likeness {
  if head.first != UInt8(ascii: "{") { return .unsaid }
  // An object that goes on for lines is a document, whatever it is called.
  if head.firstLine.count == 1, head.second != nil { return .no }
  return head.hasWholeObject ? .surely : .unsaid
}

/// The names of fields in the first row, and rows below it that have as many cells.
private func csvLikeness(_ head: FileHead) -> FormatRow.Likeness {
  // Text in UTF-32, whose sentence is another.
  if head.bytes.starts(with: [0xFF, 0xFE]) { return .no }
  return CSVColumns.isHeader(of: Array(head.bytes)) ? .maybe : .unsaid
}

/// `BEGIN:VCALENDAR`, or a component that stands alone.
private func calendarLikeness(_ head: FileHead) -> FormatRow.Likeness {
  let beginnings = ["vcalendar", "vevent", "vtodo", "vjournal", "vfreebusy", "vtimezone"]
  if beginnings.contains(where: { head.starts(with: "begin:" + $0) }) { return .surely }
  // Somebody's own component, but no address card.
  return head.starts(with: "begin:") && !head.starts(with: "begin:vcard") ? .maybe : .unsaid
}

/// A page begins with its type, its root or a remark; a script block alone is one too.
private func pageLikeness(_ head: FileHead) -> FormatRow.Likeness {
  let beginnings = ["<!doctype html", "<html", "<head", "<script", "<!--"]
  if beginnings.contains(where: head.starts(with:)) { return .surely }
  if head.isForeignXML { return .no }
  return head.first == UInt8(ascii: "<") ? .maybe : .unsaid
}

extension FileHead {
  /// XML whose root is no page: a feed, a map of a site.
  fileprivate var isForeignXML: Bool {
    if ["<rss", "<feed", "<urlset", "<rdf:rdf", "<svg"].contains(where: starts(with:)) {
      return true
    }
    guard starts(with: "<?xml") else { return false }
    let start = bytes.prefix(4_096)
    return !start.indices.contains { index in
      FileHead(Array(start[index...].prefix(16))).starts(with: "<html")
        || FileHead(Array(start[index...].prefix(16))).starts(with: "<!doctype html")
    }
  }

  /// The first line is an object from its first byte to its last.
  fileprivate var hasWholeObject: Bool {
    first == UInt8(ascii: "{") && firstLine.last == UInt8(ascii: "}")
  }

  /// And so may be the second: two objects are no document.
  fileprivate var isJSONLines: Bool {
    var lines = lines
    guard hasWholeObject, lines.next() != nil else { return false }
    while let line = lines.next() {
      if let first = line.first { return first == UInt8(ascii: "{") }
    }
    return false
  }
}

private func isLetter(_ byte: UInt8) -> Bool {
  0x61...0x7A ~= byte | 0x20
}

private func isKeyByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
    UInt8(ascii: "."), UInt8(ascii: "\""), UInt8(ascii: " "), UInt8(ascii: "\t"):
    true
  default: isLetter(byte)
  }
}
