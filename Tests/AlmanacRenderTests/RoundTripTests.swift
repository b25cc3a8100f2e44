import Almanac
import Foundation
import Testing

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")

private func store(_ text: String, _ name: String) throws -> Store {
  try Catalog.load([(name, Array(text.utf8))], includingCorpus: false).catalog.store
}

/// All events as a calendar, as `almanac convert` writes it.
private func calendar(_ store: Store) throws -> String {
  let day = try #require(Day(year: 2026, month: 11, day: 26))
  let answer = try Catalog(store: store).answer(
    "events", context: QueryContext(today: day, languages: ["en"]))
  return render(
    answer.withAllFields, format: .ics, width: nil, style: .plain,
    options: RenderOptions(zones: .system))
}

/// Everything as linked data: its nodes by type and name, without the file that it was read from.
private func linkedData(_ store: Store) throws -> [String] {
  let text = schemaOrgText(store, languages: ["en"])
  let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
  let nodes = try #require(document?["@graph"] as? [[String: Any]])
  return try nodes.filter { $0["@type"] as? String != "Dataset" }.map { node in
    let data = try JSONSerialization.data(withJSONObject: node, options: [.sortedKeys])
    return String(decoding: data, as: UTF8.self)
  }.sorted()
}

private func files(_ folder: String, _ ending: String) throws -> [(name: String, text: String)] {
  let url = fixtures.appending(path: folder)
  let names = try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
  return try names.filter { $0.hasSuffix(ending) }.compactMap { name in
    let data = try Data(contentsOf: url.appending(path: name))
    return String(data: data, encoding: .utf8).map { (name, $0) }
  }
}

@Test("calendars of others are the same calendar through our JSON, and read again")
func calendarsComeBack() throws {
  let calendars = try files("calendars", ".ics")
  #expect(calendars.count > 100)
  for (name, text) in calendars {
    guard let loaded = try? store(text, name) else { continue }
    let first = try calendar(loaded)
    #expect(try calendar(store(storeText(loaded, isArray: true), "all.json")) == first, "\(name)")
    #expect(try calendar(store(first, "again.ics")) == first, "\(name)")
  }
}

@Test("linked data of others is the same through our JSON Lines, and read again")
func linkedDataComesBack() throws {
  let pages = try files("schemaorg", ".html") + files("openactive", "")
  #expect(pages.count > 15)
  for (name, text) in pages where !name.hasSuffix(".md") && !name.hasSuffix(".txt") {
    let loaded = try store(text, name)
    let first = try linkedData(loaded)
    #expect(
      try linkedData(store(storeText(loaded, isArray: false), "all.jsonl")) == first, "\(name)")
    let again = try store(schemaOrgText(loaded, languages: ["en"]), "again.jsonld")
    #expect(try linkedData(again) == first, "\(name)")
  }
}

/// A series as others write it, with all that can be said of one.
private let series = """
  BEGIN:VCALENDAR
  X-WR-CALNAME:Team Zürich
  BEGIN:VEVENT
  UID:weekly@example
  DTSTAMP:20240901T101112Z
  DTSTART;TZID=Europe/Zurich:20240305T180000
  DTEND;TZID=Europe/Zurich:20240305T200000
  RRULE:FREQ=WEEKLY;WKST=MO;UNTIL=20240625T215959Z;BYDAY=TU
  EXDATE;TZID=Europe/Zurich:20240402T180000
  RDATE;TZID=Europe/Zurich:20240307T180000
  SUMMARY;LANGUAGE=de:Seminar
  ORGANIZER;CN=Team Zürich:mailto:team@example.org
  LOCATION:https://meet.example/abc
  SEQUENCE:2
  CLASS:PRIVATE
  CREATED:20240110T120000Z
  ATTENDEE:mailto:ada@example.org
  X-VENDOR-KEY:a\\,b
  END:VEVENT
  BEGIN:VEVENT
  UID:weekly@example
  RECURRENCE-ID;TZID=Europe/Zurich:20240416T180000
  DTSTAMP:20240901T101112Z
  DTSTART;TZID=Europe/Zurich:20240416T190000
  DTEND;TZID=Europe/Zurich:20240416T210000
  SUMMARY:Seminar, later
  END:VEVENT
  END:VCALENDAR
  """

@Test("what a calendar says of a series is in the calendar that we write of it")
func seriesComesBack() throws {
  let written = try calendar(store(series, "c.ics"))
  let lines = Set(written.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init))
  for line in series.split(separator: "\n") where !line.hasPrefix("SUMMARY:") {
    #expect(lines.contains(String(line)), "\(line)")
  }
  #expect(lines.contains("SUMMARY:Seminar\\, later"))
  #expect(lines.contains("TZID:Europe/Zurich") && lines.contains("BEGIN:VTIMEZONE"))
}

/// What is vague, in other languages and of our own keys.
private let vague = """
  {"id": "v", "name": {"en": "Forum", "zh": "论坛"}, "alias": ["F"], "acronym": "FO", "kind": "forum", "when": "2025-10/2025-11~", "place": {"named": ["Lyon"], "more": {"city": 11}}, "motto": "Open", "edition": 3, "tag": ["t"], "theme": ["AI, arts", "water"], "status": "held", "mode": "hybrid", "partner": {"named": ["A"], "more": true}, "announcer": ["B"], "speaker": ["Ada"], "note": "One\\ntwo", "figure": {"attendance": "~60", "countries": ">80"}, "level": 3, "data.location": "x"}
  {"id": "w", "name": "Point", "when": "2025-10-04T09:30+02:00", "url": "https://w.example/", "part_of": "v"}
  {"id": "u", "name": "Open", "when": "2025-10-06/..", "city": "Lyon", "country": "France"}
  """

@Test("what is vague in ours comes back from calendars and linked data as vague as it was")
func vagueComesBack() throws {
  let ours = try store(vague, "v.jsonl")
  let texts = [
    ("c.ics", try calendar(ours)), ("d.jsonld", schemaOrgText(ours, languages: ["en"])),
  ]
  for (name, written) in texts {
    let again = try store(written, name)
    for row in 0..<UInt32(3) {
      let id = ours[.event].ids[row]
      let one = Record(Entity(.event, row), in: ours, languages: ["en"])
      let other = Record(
        Entity(.event, try #require(again[.event].row(id: id))), in: again, languages: ["en"])
      for field in [
        "name", "kind", "when", "place", "motto", "edition", "tag", "theme", "status", "mode",
        "partner", "announcer", "speaker", "note", "url", "part_of", "attendance", "countries",
        "level", "data.location",
      ] {
        #expect(text(of: other[field]) == text(of: one[field]), "\(name) \(id).\(field)")
      }
      #expect(Set(other.names.map(\.text)) == Set(one.names.map(\.text)), "\(name) \(id)")
    }
  }
}

@Test("a date that was moved in another program is the new one, and the rest of it stays")
func movedDate() throws {
  let written = try calendar(store(vague, "v.jsonl"))
    .replacing(/UID:v\r\n(DTSTAMP:.*)\r\nDTSTART.*\r\nDTEND.*\r\n/) { match in
      "UID:v\r\n\(match.1)\r\nDTSTART;VALUE=DATE:20251201\r\nDTEND;VALUE=DATE:20251203\r\n"
    }
  let again = try store(written, "moved.ics")
  let event = Record(
    Entity(.event, try #require(again[.event].row(id: "v"))), in: again, languages: ["en"])
  #expect(text(of: event["when"]) == "2025-12-01/2025-12-02")
  #expect(event.firstText("motto") == "Open" && text(of: event["attendance"]) == "~60")
}
