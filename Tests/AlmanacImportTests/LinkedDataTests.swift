import AlmanacImport
import AlmanacStore
import AlmanacTime
import Foundation
import TestSupport
import Testing

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")

private func load(
  _ text: String, name: String = "e.jsonld"
) throws -> (store: Store, report: ImportReport) {
  var importer = Importer()
  try importer.read(Array(text.utf8), name: name)
  return importer.finish()
}

/// Names of the events in a file, in the order in which they were read.
private func names(_ store: Store) -> [String] {
  store[.event].dataOrder.map {
    store.displayName(of: Entity(.event, $0), languages: ["en"])
  }
}

@Suite("Linked data")
struct LinkedDataTests {
  @Test(
    "the examples of schema.org and openactive give the events that stand in them",
    arguments: ["schemaorg", "openactive"])
  func examples(folder: String) throws {
    let golden = fixtures.appending(path: "\(folder)/events.txt")
    var found = ""
    for file in try FileManager.default.contentsOfDirectory(
      atPath: fixtures.appending(path: folder).path
    ).sorted() where file.hasSuffix(".html") || file.hasSuffix(".json") {
      var importer = Importer()
      try importer.read(
        [UInt8](Data(contentsOf: fixtures.appending(path: "\(folder)/\(file)"))), name: file)
      let (store, report) = importer.finish()
      found += "\(file)\n"
      for row in store[.event].dataOrder {
        let table = store[.event]
        let kind =
          table.code("kind").map { kind in kind.list[row].map { kind.dictionary[$0] } } ?? []
        let start = table.day("starts")?[row]?.earliest.text ?? "-"
        let name = store.displayName(of: Entity(.event, row), languages: ["en"])
        found += "  \(start) \(name)\(kind.map { " (\($0))" }.joined())\n"
      }
      for fault in report.faults + report.notices { found += "  \(fault.text)\n" }
    }
    if Golden.isRewriting {
      try found.write(to: golden, atomically: true, encoding: .utf8)
    } else {
      #expect(try String(contentsOf: golden, encoding: .utf8) == found)
    }
  }

  @Test("an event of schema.org has every field that the table of the manual gives it")
  func fields() throws {
    let (store, report) = try load(
      #"""
      {"@context": "http://schema.org", "@graph": [
        {"@type": ["MusicEvent", "Event"], "@id": "https://e.org/1",
         "name": {"en": "Open night", "fr": "Nuit ouverte"}, "alternateName": ["ON"],
         "startDate": "2026-03-10T20:00", "duration": "PT2H", "eventStatus": "EventMovedOnline",
         "location": [{"@type": "VirtualLocation", "url": "https://live.e.org"},
           {"@type": "Place", "name": "Hall", "geo": {"latitude": 45.7, "longitude": 4.8},
            "address": {"@type": "PostalAddress", "streetAddress": "1 Rue X",
              "addressLocality": "Lyon", "addressCountry": {"@type": "Country", "name": "France"}}}],
         "organizer": {"@id": "https://e.org/org"}, "sponsor": "Bank",
         "performer": [{"@type": "Person", "name": "Ada"}, {"@type": "MusicGroup", "name": "Band"}],
         "keywords": "music, night", "maximumAttendeeCapacity": 300, "offers": {"price": "12"},
         "level": 3, "inLanguage": "fr"},
        {"@type": "Organization", "@id": "https://e.org/org", "name": "Open Lyon",
         "sameAs": "https://ror.org/05x", "url": "https://open.example"},
        {"@type": "WebPage", "name": "Page"}]}
      """#)
    #expect(report.faults.isEmpty)
    #expect(
      report.notices.map(\.message) == [
        "1 object is left out, no events, organizations, people or places: 1 WebPage"
      ])
    #expect(
      store.text(.event, "https://e.org/1") == """
        name name en Open night
        name name fr Nuit ouverte
        name alias  ON
        capacity: 300000000..300000000
        ends: 20522..20522 at 1320
        geo: 45.7,4.8
        kind: music
        language: fr
        level: 3000000..3000000
        location.streetAddress: 1 Rue X
        location.url: https://live.e.org
        mode: hybrid
        offers.price: 12000000..12000000
        organizer: https://e.org/org
        participant: band
        partner: bank
        place: france/lyon/hall
        speaker: ada
        starts: 20522..20522 at 1200
        status: moved online
        theme: music, night
        as written: 2026-03-10T20:00/2026-03-10T22:00
        """)
    #expect(store.text(.place, "france/lyon/hall").contains("parent: france/lyon"))
    #expect(store.text(.organization, "https://e.org/org").contains("name name  Open Lyon"))
  }

  @Test(
    "type and id without their sign, full and bare enumerations, one value or a list: all are read")
  func spellings() throws {
    for mode in ["https://schema.org/OnlineEventAttendanceMode", "OnlineEventAttendanceMode"] {
      let (store, _) = try load(
        #"{"type": "Event", "id": "x", "name": ["A"], "startDate": "2026", "#
          + #""eventAttendanceMode": "\#(mode)", "location": "Lyon"}"#)
      #expect(store.text(.event, "x").contains("mode: online"))
      #expect(store.text(.event, "x").contains("place: lyon"))
    }
  }

  @Test("parts are tied to what they are parts of; a circle is cut with a fault")
  func parts() throws {
    let (store, report) = try load(
      #"""
      {"@context": "https://schema.org", "@type": "Festival", "name": "F", "startDate": "2026-03-10",
       "subEvent": [{"@type": "Event", "name": "One"}, {"@type": "Event", "name": "Two"}]}
      """#)
    #expect(report.faults.isEmpty && names(store) == ["F", "One", "Two"])
    #expect(store.text(.event, "one").contains("part_of: f"))
    let (circle, faults) = try load(
      #"""
      {"@graph": [
        {"@type": "Event", "@id": "a", "name": "A", "superEvent": {"@id": "b"}},
        {"@type": "Event", "@id": "b", "name": "B", "superEvent": {"@id": "a"}}]}
      """#)
    #expect(circle[.event].rowCount == 2)
    #expect(faults.faults.count == 1 && faults.faults[0].message.contains("the tie was cut here"))
  }

  @Test("a schedule becomes a rule")
  func schedules() throws {
    let (store, _) = try load(
      #"""
      {"@type": "Event", "name": "Yoga", "eventSchedule": {"@type": "Schedule",
        "startDate": "2026-03-03", "startTime": "09:00:00", "endTime": "10:00:00",
        "endDate": "2026-06-30", "repeatFrequency": "P1W", "byDay": ["https://schema.org/Tuesday"],
        "exceptDate": "2026-03-10"}}
      """#)
    #expect(
      store.text(.event, "yoga").contains(
        "rrule: RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630 EXDATE:20260310"))
    #expect(store[.event].dateTexts[0] == "2026-03-03T09:00/2026-03-03T10:00")
  }

  @Test("pages are read by their script blocks; comments and control characters are told of")
  func pages() throws {
    let page = """
      <!DOCTYPE html><html><head><SCRIPT type='application/ld+json'>
      /* ours */ {"@type": "Event", "name": "A\tb", "startDate": "2026-03-10"} // end
      </script><script>{"no": 1}</script>
      <script type="application/ld+json">{"@type": "Event", "name": </script></html>
      """
    let (store, report) = try load(page, name: "p.html")
    #expect(names(store) == ["A b"])
    #expect(
      report.faults.map(\.text) == [
        "p.html:4:63: a value comes here: a text in \"…\", a number, true, false, null, […] or {…}"
      ]
        || report.faults.map(\.text) == ["p.html:4:63: a value is missing"])
    #expect(
      report.notices.map(\.text) == [
        "p.html:2:1: a comment stands in the JSON; it is passed over",
        "p.html:2:41: a control character stands in a text; it is read as a space",
      ])
    let (_, empty) = try load("<html></html>", name: "p.html")
    #expect(empty.notices.count == 1 && empty.faults.isEmpty)
  }

  @Test("linked data with random faults never traps", arguments: 0..<16)
  func mutatedLinkedData(seed: UInt64) throws {
    let bytes = [UInt8](
      try Data(
        contentsOf: fixtures.appending(path: "openactive/courseinstance_event_example_1.json")))
    var random = SeededGenerator(seed: seed)
    for _ in 0..<10 {
      var importer = Importer()
      importer.read(mutated(bytes, &random), name: "m.json", format: .json)
      importer.read(
        Array("<script type=application/ld+json>".utf8) + mutated(bytes, &random), name: "m.html",
        format: .html)
      let (store, _) = importer.finish()
      #expect(Set(store[.event].order).count == store[.event].rowCount)
    }
  }
}
