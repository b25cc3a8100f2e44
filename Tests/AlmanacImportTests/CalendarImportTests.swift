import AlmanacImport
import AlmanacStore
import AlmanacTime
import Foundation
import TestSupport
import Testing

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures/calendars")

private func load(_ text: String) -> (store: Store, report: ImportReport) {
  var importer = Importer()
  importer.read(Array(text.utf8), name: "c.ics", format: .calendar)
  return importer.finish()
}

private func event(_ lines: String) -> String {
  "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:e\n\(lines)\nEND:VEVENT\nEND:VCALENDAR\n"
}

/// Files of which more is read than python-icalendar finds: it drops a calendar that is cut off.
private let recovered = [
  "collective/big_bad_calendar.ics": 20, "collective/pr_480_summary_with_colon.ics": 2,
]

@Suite("Calendars")
struct CalendarImportTests {
  @Test("calendars of others have as many events as python-icalendar finds in them")
  func oracleCounts() throws {
    let counts = try String(contentsOf: fixtures.appending(path: "counts.tsv"), encoding: .utf8)
    var fileCount = 0
    for line in counts.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: "\t").map(String.init)
      let bytes = [UInt8](try Data(contentsOf: fixtures.appending(path: parts[0])))
      let isCalendar = ImportFormat(name: "x", bytes: bytes) == .calendar
      var importer = Importer()
      importer.read(bytes, name: parts[0], format: .calendar)
      let (store, report) = importer.finish()
      fileCount += 1
      let found = store[.event].rowCount
      if parts[1] == "refused" {
        #expect(found == 0, "\(parts[0])")
      } else {
        #expect(found == recovered[parts[0]] ?? Int(parts[2]), "\(parts[0]) \(report.faults)")
        #expect(isCalendar || found == 0, "\(parts[0])")
      }
    }
    #expect(fileCount == 158)
  }

  @Test("an event of a calendar has every field that the table of the manual gives it")
  func fields() throws {
    let (store, report) = load(
      """
      BEGIN:VCALENDAR\r
      X-WR-CALNAME:Work\r
      BEGIN:VEVENT\r
      UID:e@x\r
      SUMMARY;LANGUAGE=fr:Journ\u{e9}e\\, o\r
       uverte\r
      DTSTART;TZID=/mozilla.org/20050126_1/Europe/Paris:20260310T090000\r
      DTEND;TZID=Europe/Paris:20260310T103000\r
      CATEGORIES:science,open data\r
      ORGANIZER;CN="Open Lyon":mailto:a@b.c\r
      ATTENDEE;CUTYPE=GROUP;CN=Club:mailto:d@b.c\r
      ATTENDEE;ROLE=CHAIR;CN=Ada:mailto:e@b.c\r
      ATTENDEE:mailto:f@b.c\r
      LOCATION:Salle 1\r
      CONFERENCE:https://meet.example/1\r
      GEO:45.7;4.8\r
      STATUS:CONFIRMED\r
      URL:https://example.org\r
      X-FOO;A=^'b^':bar\\nbaz\r
      END:VEVENT\r
      BEGIN:VEVENT\r
      UID:part\r
      SUMMARY:Part\r
      DTSTART;VALUE=DATE:20260310\r
      DTEND;VALUE=DATE:20260312\r
      RELATED-TO:e@x\r
      END:VEVENT\r
      END:VCALENDAR\r

      """)
    #expect(report.faults.isEmpty)
    let expected = """
        name name fr Journ\u{e9}e, ouverte
        attendee: f@b.c
        calendar: Work
        conference: https://meet.example/1
        ends: 20522..20522 at 630
        geo: 45.7,4.8
        mode: hybrid
        organizer: open-lyon
        organizer-email: a@b.c
        participant: club
        place: salle-1
        speaker: ada
        starts: 20522..20522 at 540
        status: confirmed
        theme: science, open-data
        timezone: Europe/Paris
        url: https://example.org
        x-foo: bar
      baz
        as written: 2026-03-10T09:00/2026-03-10T10:30
      """
    #expect(
      "\n" + storeText(store, [.event]) == "\nevent e@x\n" + expected + """

        event part
          name name  Part
          calendar: Work
          ends: 20523..20523
          part_of: e@x
          starts: 20522..20522
        """)
  }

  @Test(
    "an end is the moment after the event: a day before midnight, converted to the zone of the start",
    arguments: [
      ("DTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260311", "2026-03-10"),
      ("DTSTART;VALUE=DATE:20260310", "2026-03-10"),
      ("DTSTART;VALUE=DATE:20260310\nDTEND;VALUE=DATE:20260310", "2026-03-10"),
      ("DTSTART;VALUE=DATE:20260310\nDURATION:P2D", "2026-03-10/2026-03-11"),
      ("DTSTART:20260310T090000\nDURATION:PT1H30M", "2026-03-10T09:00/2026-03-10T10:30"),
      ("DTSTART:20260310T180000\nDTEND:20260311T000000", "2026-03-10T18:00/2026-03-10"),
      ("DTSTART:20260310T090000", "2026-03-10T09:00"),
      (
        "DTSTART;TZID=Europe/Paris:20260310T090000\nDTEND:20260310T090000Z",
        "2026-03-10T09:00/2026-03-10T10:00"
      ),
      (
        "DTSTART;TZID=Europe/Paris:20260310T090000\nDTEND;TZID=America/New_York:20260310T053000",
        "2026-03-10T09:00/2026-03-10T10:30"
      ),
    ])
  func periods(lines: String, text: String) {
    let (store, report) = load(event(lines))
    #expect(report.faults.isEmpty)
    let days = store[.event].day("starts")?[0].map { $0.earliest.text }
    #expect((store[.event].dateTexts[0] ?? written(store)) == text && days != nil)
  }

  private func written(_ store: Store) -> String {
    let starts = store[.event].day("starts")?[0]?.earliest.text ?? ""
    let ends = store[.event].day("ends")?[0]?.earliest.text ?? ""
    return starts == ends ? starts : "\(starts)/\(ends)"
  }

  @Test("a zone that the file describes goes before the system's")
  func describedZones() {
    let (store, report) = load(
      """
      BEGIN:VCALENDAR
      BEGIN:VTIMEZONE
      TZID:Europe/Paris
      BEGIN:STANDARD
      DTSTART:19700101T000000
      TZOFFSETFROM:+0500
      TZOFFSETTO:+0500
      END:STANDARD
      END:VTIMEZONE
      BEGIN:VEVENT
      UID:e
      DTSTART;TZID=Europe/Paris:20260310T090000
      DTEND:20260310T050000Z
      END:VEVENT
      END:VCALENDAR
      """)
    #expect(report.faults.isEmpty)
    #expect(store[.event].dateTexts[0] == "2026-03-10T09:00/2026-03-10T10:00")
  }

  @Test("a series is one event with its rule in the zone of its start; a changed date is one of it")
  func series() {
    let (store, report) = load(
      """
      BEGIN:VEVENT
      UID:s
      RECURRENCE-ID:20260317T080000Z
      SUMMARY:moved
      DTSTART;TZID=Europe/Paris:20260318T090000
      END:VEVENT
      BEGIN:VEVENT
      UID:s
      SUMMARY:Weekly
      DTSTART;TZID=Europe/Paris:20260303T090000
      RRULE:FREQ=WEEKLY;UNTIL=20260401T070000Z;BYDAY=TU
      EXDATE:20260310T080000Z
      RDATE;VALUE=DATE:20260312
      END:VEVENT
      """)
    #expect(report.faults.isEmpty)
    #expect(
      store.text(.event, "s").contains(
        "rrule: RRULE:FREQ=WEEKLY;UNTIL=20260401T090000;BYDAY=TU "
          + "EXDATE:20260310T090000 RDATE:20260312T090000"))
    #expect(
      store.text(.event, "s").contains(
        "repeats: weekly on Tuesday until 2026-04-01, 1 date more, 1 left out"))
    #expect(store.text(.event, "s/20260317").contains("series: s"))
  }

  @Test("what is broken is told with its line, counted, and the rest is read")
  func broken() {
    let (store, report) = load(
      """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:a
      SUMMARY:whole
      DTSTART:soon
      no colon here
      RRULE:FREQ=OFTEN
      GEO:north
      DURATION:long
      END:VEVENT
      BEGIN:VEVENT
      UID:b
      SUMMARY:cut
      END:VCALENDAR
      BEGIN:VTODO
      END:VTODO
      """)
    #expect(
      report.faults.map(\.text) == [
        "c.ics:5:1: \"soon\" is no date: DTSTART:20260310T090000 or DTSTART;VALUE=DATE:20260310",
        "c.ics:6:1: a line of a calendar is NAME:value; this one is left out",
        "c.ics:8:1: GEO is latitude;longitude: 48.85;2.35; it is left out",
        "c.ics:11:1: BEGIN:VEVENT has no END:VEVENT; it is left out",
      ])
    #expect(report.unreadable == 1 && store[.event].rowCount == 1)
    #expect(
      report.notices.map(\.text) == [
        "c.ics:15:1: 1 VTODO left out: a calendar's events are read, and nothing else of it"
      ])
  }

  @Test("of several versions of an event the latest counts")
  func versions() {
    let text = [2, 5, 3].map { "BEGIN:VEVENT\nUID:v\nSEQUENCE:\($0)\nSUMMARY:v\($0)\nEND:VEVENT\n" }
    let (store, report) = load(text.joined())
    #expect(store.text(.event, "v").contains("name name  v5"))
    #expect(report.notices.count == 2 && report.notices[0].message.contains("the one of line 6"))
  }

  @Test("a fold within a character is taken out before the bytes are decoded")
  func folds() {
    var bytes = Array("BEGIN:VEVENT\r\nUID:f\r\nSUMMARY:科".utf8)
    let character = Array("学".utf8)
    bytes += [character[0]] + Array("\r\n ".utf8) + character[1...] + Array("\r\nEND:VEVENT".utf8)
    var importer = Importer()
    importer.read(bytes, name: "f.ics", format: .calendar)
    #expect(importer.finish().store.text(.event, "f").contains("name name  科学"))
  }

  @Test("calendars with random faults never trap", arguments: 0..<24)
  func mutatedCalendars(seed: UInt64) throws {
    let files = try FileManager.default.contentsOfDirectory(
      atPath: fixtures.appending(path: "allenporter").path
    ).sorted().map { fixtures.appending(path: "allenporter/\($0)") }
    var random = SeededGenerator(seed: seed)
    for _ in 0..<12 {
      let file = try #require(files.randomElement(using: &random))
      let bytes = [UInt8](try Data(contentsOf: file).prefix(4_000))
      var importer = Importer()
      importer.read(mutated(bytes, &random), name: "m.ics", format: .calendar)
      let (store, _) = importer.finish()
      #expect(Set(store[.event].order).count == store[.event].rowCount)
    }
  }
}
