import AlmanacStore
import TestSupport
import Testing

@testable import AlmanacImport

/// Files by name and content, of any format.
private func imported(
  _ files: [(name: String, text: String)], stretchBytes: Int = .max, separate: Bool = false
) throws -> (store: Store, report: ImportReport) {
  var importer = Importer()
  importer.stretchBytes = stretchBytes
  for (name, text) in files {
    var file = InputFile(name: name, bytes: Array(text.utf8))
    file.isSeparate = separate
    try importer.read(file)
  }
  return importer.finish()
}

/// Events of which many are told of in other such files too.
private func randomEvents(_ random: inout SeededGenerator, _ count: Int) -> String {
  func one(_ choices: [String]) -> String { choices.randomElement(using: &random) ?? "" }
  return (0..<count).map { number in
    let id = one(["\(number)", "\"urn:x:\(number % 7)\"", "\"e\(number)\""])
    var members = ["\"id\":\(id)", "\"title\":\"\(one(["PyCon", "Expo", "Fair"])) \(number % 5)\""]
    members.append("\"start\":\"\(one(["2024-05-01", "2024-05-02", "2024-05", "2024"]))\"")
    if Bool.random(using: &random) { members.append("\"end\":\"\(one(["2024-06-03", "2024"]))\"") }
    if Bool.random(using: &random) { members.append("\"city\":\"\(one(["Lyon", "Bonn"]))\"") }
    if Bool.random(using: &random) { members.append("\"themes\":[\"\(one(["a", "b", "c"]))\"]") }
    if Bool.random(using: &random) { members.append("\"kind\":\"\(one(["fair", "forum"]))\"") }
    if Bool.random(using: &random) { members.append("\"level\":\(one(["3", "4"]))") }
    if Bool.random(using: &random) { members.append("\"participants\":\(one(["60", "70"]))") }
    return "{\(members.joined(separator: ","))}"
  }.joined(separator: "\n")
}

@Test(
  "files that are read in stretches are merged as those that are read line by line",
  arguments: 0..<24)
func mergedStretches(seed: Int) throws {
  var random = SeededGenerator(seed: UInt64(seed))
  let files = ["a.jsonl", "b.jsonl", "c.jsonl"].map { name in
    (name: name, text: randomEvents(&random, Int.random(in: 1...40, using: &random)))
  }
  let (lines, stretches) = (try imported(files), try imported(files, stretchBytes: 300))
  #expect(storeText(stretches.store) == storeText(lines.store))
  #expect(stretches.report.merged == lines.report.merged)
  #expect(stretches.report.keys == lines.report.keys)
  #expect(stretches.report.notices.map(\.text) == lines.report.notices.map(\.text))
  #expect(stretches.report.faults.map(\.text) == lines.report.faults.map(\.text))
}

private func calendar(_ events: [[String]]) -> String {
  let lines = events.flatMap { ["BEGIN:VEVENT"] + $0 + ["END:VEVENT"] }
  return (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR"])
    .joined(separator: "\r\n") + "\r\n"
}

@Test("an event that two calendars have by one UID is one, and each keeps to its own series")
func calendars() throws {
  let files = [
    (
      name: "a.ics",
      text: calendar([
        ["UID:1A2B", "SUMMARY:Talk", "DTSTART;VALUE=DATE:20260310", "RRULE:FREQ=DAILY;COUNT=3"]
      ])
    ),
    (
      name: "b.ics",
      text: calendar([
        ["UID:1A2B", "SUMMARY:Talk", "DTSTART;VALUE=DATE:20260310", "CATEGORIES:Music"],
        [
          "UID:1A2B", "RECURRENCE-ID;VALUE=DATE:20260311", "SUMMARY:Talk, moved",
          "DTSTART;VALUE=DATE:20260312",
        ],
      ])
    ),
  ]
  let (store, report) = try imported(files)
  #expect(report.faults.map(\.text) == [] && report.notices.map(\.text) == [])
  #expect(report.merged == [MergeCount(noun: .event, reason: .globalID, count: 1)])
  #expect((0..<2).map { store[.event].ids[$0] } == ["1A2B", "1A2B/20260311"])
  #expect(store.text(.event, "1A2B").contains("theme: music"))
  #expect(store.text(.event, "1A2B/20260311").contains("series: 1A2B"))

  let apart = try imported(files, separate: true)
  #expect(apart.store[.event].rowCount == 3)
  #expect(
    apart.store.text(.event, "1A2B/20260311").contains("series: 1A2B~b.ics"))
}

@Test("linked data and JSON Lines that give one URI tell of one event")
func linked() throws {
  let (store, report) = try imported([
    (
      "a.jsonld",
      #"{"@context":"https://schema.org","@type":"Event","@id":"https://x.org/1","name":"Open night","startDate":"2026-03-10"}"#
    ),
    ("b.jsonl", #"{"id":"https://x.org/1","title":"Open night","tags":["music"]}"#),
    (
      "c.jsonld",
      #"{"@context":"https://schema.org","@type":"Event","@id":"https://x.org/1","name":"Open night","location":{"@type":"Place","name":"Hall"}}"#
    ),
  ])
  #expect(report.faults.map(\.text) == [] && report.notices.map(\.text) == [])
  #expect(report.merged == [MergeCount(noun: .event, reason: .globalID, count: 2)])
  #expect(store[.event].rowCount == 1)
}

@Test("of a gzip file the beginning is enough to tell what is in it")
func zippedHead() {
  // Five lines such as {"title":"E140891","start":"2024-05-19"}, by gzip.
  let bytes: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x6D, 0xCE,
    0x21, 0x0E, 0x80, 0x30, 0x0C, 0x40, 0x51, 0xCF, 0x31, 0xAA, 0x59, 0xD2,
    0x96, 0x76, 0x6B, 0xF1, 0x1C, 0x04, 0x81, 0x20, 0x41, 0x41, 0x1D, 0xE1,
    0xEE, 0xCC, 0x91, 0x91, 0xD9, 0x9F, 0x27, 0xFE, 0x0D, 0xB1, 0xC7, 0xB1,
    0xC1, 0x0C, 0x0B, 0x09, 0x9A, 0x13, 0x8C, 0x70, 0xC5, 0x7A, 0x46, 0x2D,
    0x8C, 0x2C, 0x09, 0x35, 0x91, 0xC3, 0x33, 0xDC, 0x1F, 0x34, 0x33, 0x75,
    0xEB, 0x40, 0xCE, 0x3F, 0x88, 0x68, 0x45, 0x3B, 0x10, 0xA7, 0x16, 0x72,
    0x2E, 0xA2, 0xDE, 0x83, 0xD2, 0x42, 0x25, 0x57, 0xEC, 0x3D, 0xB2, 0x56,
    0xF8, 0x02, 0xDE, 0x5D, 0x2C, 0xDE, 0xCD, 0x00, 0x00, 0x00,
  ]
  for head in [bytes, Array(bytes.dropLast(20))] {
    #expect(ImportFormat(name: "x.gz", bytes: head, isGuessing: false) == .jsonLines)
    #expect(ImportFormat(name: "x.jsonl.gz", bytes: head, isGuessing: false) == .jsonLines)
  }
}
