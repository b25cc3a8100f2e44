import Almanac
import Testing

/// A file as it is loaded by itself.
private func load(
  _ text: String, _ name: String
) throws -> (store: Store, report: ImportReport) {
  let loaded = try Catalog.load([(name, Array(text.utf8))], includingCorpus: false)
  return (loaded.catalog.store, loaded.report)
}

private func claims(_ store: Store) -> [String] {
  (0..<UInt32(store[.claim].rowCount)).map { row in
    let claim = Record(Entity(.claim, row), in: store, languages: [])
    let words = ["field", "value", "verdict", "source"].map { claim.texts($0).joined() }
    return words.joined(separator: " ")
  }.sorted()
}

@Test("within a file records of one id are one: lists are united, and disagreements are claims")
func equalIDs() throws {
  let (store, report) = try load(
    """
    {"id": 1, "name": "Forum", "start": "2024-05", "end": "2024-05", "theme": ["water"], "kind": "forum", "note": "x"}
    {"id": 2, "name": "Other", "part_of": 1}
    {"id": 1, "name": "The Forum", "start": "2024-05-02", "end": "2024-05-03", "theme": ["energy"], "kind": "meeting", "capacity": 50}
    {"id": 1, "name": "Forum", "start": "2024-05-02", "end": "2024-05-04", "speaker": "Ada"}
    """, "t.jsonl")
  #expect(report.faults.map(\.text) == [] && report.refused == [:])
  #expect(report.read[.event] == 4)
  #expect(
    report.merged.map { "\($0.noun.word) \($0.reason.text) \($0.count)" } == ["event same id 2"])
  #expect(
    report.mergedRecords.map(\.text) == [
      "t.jsonl:3:1: merged with t.jsonl:1: same id", "t.jsonl:4:1: merged with t.jsonl:1: same id",
    ])
  #expect((0..<2).map { store[.event].ids[$0] } == ["1", "2"])
  let forum = Record(Entity(.event, 0), in: store, languages: ["en"])
  #expect(forum.texts("theme") == ["water", "energy"] && forum.texts("speaker") == ["Ada"])
  #expect(forum.names.map(\.text) == ["Forum", "The Forum"])
  #expect(forum.firstText("kind") == "forum")
  #expect(
    claims(store) == [
      "ends 2024-05 disputed t.jsonl", "ends 2024-05-03 disputed t.jsonl",
      "ends 2024-05-04 disputed t.jsonl", "kind forum accepted t.jsonl",
      "kind meeting disputed t.jsonl",
    ])
  #expect(
    Record(Entity(.event, 1), in: store, languages: ["en"]).things("part_of").map(\.id) == ["1"])
}

@Test("rows of one id are one event as well, and so are objects of one address in linked data")
func equalIDsOfOtherFormats() throws {
  let (rows, report) = try load("id,name,city\n7,A,Bonn\n7,A,\n8,B,\n", "t.csv")
  #expect(report.faults.map(\.text) == [] && rows[.event].rowCount == 2)
  let (linked, linkedReport) = try load(
    """
    {"@context": "https://schema.org", "@graph": [
      {"@type": "Event", "@id": "urn:e", "name": "A", "startDate": "2024-05-02", "about": "water"},
      {"@type": "Event", "@id": "urn:e", "name": "A", "keywords": "energy", "location": "Bonn", "x": 1},
      {"@type": "Event", "@id": "urn:f", "name": "B", "superEvent": {"@type": "Event", "@id": "urn:e", "name": "A"}}
    ]}
    """, "t.jsonld")
  #expect(linkedReport.faults.map(\.text) == [])
  #expect(linkedReport.merged.map(\.count) == [1])
  #expect((0..<2).map { linked[.event].ids[$0] } == ["urn:e", "urn:f"])
  let event = Record(Entity(.event, 0), in: linked, languages: ["en"])
  #expect(event.texts("theme").sorted() == ["energy", "water"] && event.texts("place") == ["Bonn"])
}

@Test("a hundred thousand records of one id are one in time")
func manyEqualIDs() throws {
  let line = "{\"id\": \"x\", \"name\": \"A\"}\n"
  let (store, report) = try load(String(repeating: line, count: 20_000), "t.jsonl")
  #expect(store[.event].rowCount == 1 && report.mergedRecordsLeftOut == 19_899)
}
