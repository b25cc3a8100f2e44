import Almanac
import Foundation
import TestSupport
import Testing

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures/confs-tech/2018")

/// Files by name and content, as they are loaded without the corpus.
private func load(
  _ files: [(String, String)], separate: Bool = false
) throws -> (store: Store, report: ImportReport) {
  let loaded = try Catalog.load(
    files.map { ($0.0, Array($0.1.utf8)) }, includingCorpus: false, separate: separate)
  return (loaded.catalog.store, loaded.report)
}

/// Claims as lines: subject, field, value, verdict.
private func claims(_ store: Store) -> [String] {
  (0..<UInt32(store[.claim].rowCount)).map { row in
    store.text(.claim, store[.claim].ids[row]).split(separator: "\n")
      .filter { !$0.hasPrefix("basis") && !$0.hasPrefix("reason") }.joined(separator: " · ")
  }.sorted()
}

@Test("conferences that stand in several files of confs.tech are one, as counted by Python")
func confsTech() throws {
  let names = try FileManager.default.contentsOfDirectory(atPath: fixtures.path).sorted()
  let files = try names.map {
    ($0, String(decoding: try Data(contentsOf: fixtures.appending(path: $0)), as: UTF8.self))
  }
  let (store, report) = try load(files)
  #expect(report.faults.map(\.text) == [])
  #expect(report.read[.event] == 643)
  #expect(report.merged == [MergeCount(noun: .event, reason: .nameDayPlace, count: 21)])
  #expect(store[.event].rowCount == 622)
  #expect(try load(files, separate: true).store[.event].rowCount == 643)
  #expect(storeText(try load(files.reversed()).store) == storeText(store))
}

private let one = #"""
  {"id":1,"title":"PyCon X","start":"2024-05-01","end":"2024-05-03","city":"Berlin","country":"Germany","topics":["python"],"organizers":["PSF"],"url":"https://pycon.x/","level":3,"kind":"conference","participants":"~300"}
  {"id":2,"title":"Only here","start":"2024-06-01","city":"Paris","country":"France"}
  {"id":"urn:x:1","title":"Global","start":"2024-07","city":"Rome","country":"Italy"}
  {"noun":"organization","id":"psf","name":"PSF","country":"U.S.A."}
  """#
private let other = #"""
  {"id":2,"title":"Pycon-X","start":"2024-05-01","end":"2024-05-04","city":"Berlin","country":"Deutschland","topics":["data"],"organizers":["PSF","EuroPython"],"url":"http://www.pycon.x","level":4,"kind":"meetup","participants":"~300"}
  {"id":7,"title":"PyCon X","start":"2024-05-01","city":"Bonn","country":"Germany"}
  {"id":"urn:x:1","title":"Global","start":"2024-07-05","city":"Milan","country":"Italy"}
  {"noun":"organization","id":"psf","name":"PSF","alias":["Python Software Foundation"]}
  """#

@Test("what two files say of one thing is united, and what they do not agree on becomes claims")
func merged() throws {
  let (store, report) = try load([("a.jsonl", one), ("b.jsonl", other)])
  #expect(report.faults.map(\.text) == [] && report.notices.map(\.text) == [])
  #expect(
    report.merged.map { "\($0.noun.word) \($0.reason.text) \($0.count)" } == [
      "organization same name 1", "event same name, day and place 1", "event same id 1",
      "figure same number 1",
    ])
  #expect(
    report.mergedRecords.map(\.text) == [
      "b.jsonl:4:1: merged with a.jsonl:4: same name",
      "b.jsonl:1:1: merged with a.jsonl:1: same name, day and place",
      "b.jsonl:3:1: merged with a.jsonl:3: same id",
    ])
  #expect((0..<4).map { store[.event].ids[$0] }.sorted() == ["1", "2", "7", "urn:x:1"])
  #expect(
    store.text(.event, "1") == """
      name name  PyCon X
      attendance: ~300
      ends: 19846..19847
      kind: conference
      level: 3000000..3000000
      organizer: psf, europython
      place: germany/berlin
      starts: 19844..19844
      theme: python, data
      url: https://pycon.x/
      """)
  #expect(store.text(.event, "urn:x:1").contains("starts: 19909..19909"))
  #expect(store[.figure].rowCount == 1)
  #expect(
    claims(store).map { $0.replacing(" · ", with: " ") } == [
      "field: ends subject: event:1 value: 2024-05-03 verdict: disputed",
      "field: ends subject: event:1 value: 2024-05-04 verdict: disputed",
      "field: kind subject: event:1 value: conference verdict: accepted",
      "field: kind subject: event:1 value: meetup verdict: disputed",
      "field: level subject: event:1 value: 3 verdict: accepted",
      "field: level subject: event:1 value: 4 verdict: disputed",
      "field: place subject: event:urn:x:1 value: italy/milan verdict: disputed",
      "field: place subject: event:urn:x:1 value: italy/rome verdict: disputed",
    ])
}

@Test("ids that are short belong to their file, as far as they mean different things")
func shortIDs() throws {
  let (_, report) = try load([
    ("a.jsonl", #"{"id":1,"title":"A","start":"2024-05-01"}"#),
    ("b.jsonl", #"{"id":1,"title":"B","start":"2024-05-01"}"#),
  ])
  #expect(
    report.notices.map(\.text) == [
      "b.jsonl:1:7: \"1\" is an event of a.jsonl:1 already; this one is \"1~b.jsonl\""
    ])
}

@Test("a place that holds the other is no disagreement, and the narrower one stands")
func nestedPlaces() throws {
  let (store, _) = try load([
    ("a.jsonl", #"{"id":"urn:1","country":"Germany"}"#),
    ("b.jsonl", #"{"id":"urn:1","city":"Berlin","country":"Germany"}"#),
  ])
  #expect(store.text(.event, "urn:1") == "place: germany/berlin")
  #expect(store[.claim].rowCount == 0)
}

@Test("organizations of one name in two countries are two, and one that says no country is neither")
func organizations() throws {
  let (store, _) = try load([
    ("a.jsonl", #"{"noun":"organization","id":1,"name":"Academy","country":"France"}"#),
    ("b.jsonl", #"{"noun":"organization","id":2,"name":"Academy","country":"Peru"}"#),
    ("c.jsonl", #"{"noun":"organization","id":3,"name":"academy"}"#),
    ("d.jsonl", #"{"noun":"organization","id":4,"name":"ACADEMY","country":"FR"}"#),
  ])
  #expect(
    (0..<UInt32(store[.organization].rowCount)).map { store[.organization].ids[$0] } == [
      "1", "2", "3",
    ])
}

@Test("a file loaded beside its copy is read once")
func copies() throws {
  let alone = try load([("a.jsonl", one)])
  let twice = try load([("a.jsonl", one), ("b.jsonl", one)])
  #expect(storeText(alone.store) == storeText(twice.store))
  #expect(
    twice.report.notices.map(\.text) == [
      "b.jsonl:1:1: the same as a.jsonl, byte by byte; it is read once"
    ])
}

@Test("the file of a record is a source of it, with its line; a corpus names its documents itself")
func fileSources() throws {
  let (store, _) = try load([
    ("talks/a.jsonl", one), ("talks/b.jsonl", other), ("c.toml", "[[event]]\nid = \"c\"\n"),
  ])
  let column = try #require(store[.event].reference("source"))
  func sources(_ id: String) -> [String] {
    guard let row = store[.event].row(id: id) else { return [] }
    return column.list.range(of: row).map {
      "\(store[.source].ids[column.list.values[$0]]):\(column.lines[$0])"
    }
  }
  #expect(sources("1") == ["talks/a.jsonl:1", "talks/b.jsonl:1"])
  #expect(sources("2") == ["talks/a.jsonl:2"])
  #expect(sources("c") == [])
  #expect(store[.source].nameIndex.rows(forKey: "b jsonl").count == 1)
}

/// Events with few names, days and places, so that many are the same.
private func randomFile(_ random: inout SeededGenerator, _ count: Int) -> String {
  (0..<count).map { index in
    let name = ["Forum", "Congrès", "大会", "Fair"].randomElement(using: &random) ?? ""
    let day = ["2024-05-01", "2024-05-02", "2024-05"].randomElement(using: &random) ?? ""
    let city = ["Lyon", "Paris"].randomElement(using: &random) ?? ""
    let theme = ["a", "b", "c"].randomElement(using: &random) ?? ""
    let place = Bool.random(using: &random) ? ",\"city\":\"\(city)\"" : ""
    let kind = Bool.random(using: &random) ? ",\"kind\":\"\(theme)\"" : ""
    return "{\"title\":\"\(name)\",\"start\":\"\(day)\",\"theme\":\"\(theme)\"\(place)\(kind)}"
  }.joined(separator: "\n")
}

@Test(
  "the order of files changes nothing, separate files add up, and merging loses no theme",
  arguments: 0..<24)
func laws(seed: Int) throws {
  var random = SeededGenerator(seed: UInt64(seed))
  let files = ["a.jsonl", "b.jsonl", "c.jsonl"].map {
    ($0, randomFile(&random, Int.random(in: 1...12, using: &random)))
  }
  let (store, report) = try load(files)
  #expect(storeText(try load(files.shuffled(using: &random)).store) == storeText(store))
  let alone = try files.map { try load([$0]).store[.event].rowCount }
  #expect(try load(files, separate: true).store[.event].rowCount == alone.reduce(0, +))
  #expect(store[.event].rowCount == alone.reduce(0, +) - report.mergedCount)
  // Whatever the names of the files, as many are the same.
  let renamed = zip(["z.jsonl", "y.jsonl", "x.jsonl"], files).map { ($0, $1.1) }
  #expect(try load(renamed).store[.event].rowCount == store[.event].rowCount)
  // Of each key, as many as the file that has most of them.
  var most: [String: Int] = [:]
  for (_, text) in files {
    var own: [String: Int] = [:]
    for line in text.split(separator: "\n") {
      let record = try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: String])
      let day = record["start"] ?? ""
      let key = "\(record["title"] ?? "") \(day) \(record["city"] ?? "")"
      if day.count == 10 { own[key, default: 0] += 1 } else { most[UUID().uuidString] = 1 }
    }
    for (key, count) in own { most[key] = max(most[key] ?? 0, count) }
  }
  #expect(store[.event].rowCount == most.values.reduce(0, +))
}
