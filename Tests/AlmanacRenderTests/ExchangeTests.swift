import Almanac
import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A few records with everything that exact formats find hard: times with and without offsets,
/// vague dates, names in several scripts, marks that mean something to a format, points of the earth.
private let records = #"""
  {"noun": "place", "id": "france", "name": "France", "kind": "country"}
  {"noun": "place", "id": "lyon", "name": {"en": "Lyon", "zh": "里昂"}, "kind": "city", "parent": "france", "geo": "45.764;4.8357"}
  {"noun": "place", "id": "hall", "name": "Salle “Rameau”; balcony, left", "kind": "venue", "parent": "lyon"}
  {"noun": "place", "id": "lima", "name": "Lima", "kind": "city", "latitude": -12.046374, "longitude": -77.042793}
  {"noun": "organization", "id": "ror:0xyz", "name": "Académie des \"forums\"", "acronym": "ADF", "url": "https://adf.example/", "country": "france"}
  {"noun": "organization", "id": "open-lyon", "name": "Open Lyon"}
  {"noun": "person", "id": "ada", "name": "Ada Example", "role": ["chair"], "organization": ["open-lyon"]}
  {"noun": "theme", "id": "ai", "name": "AI"}
  {"noun": "source", "id": "001", "title": "Forum opens {today} & 100% free", "publisher": ["ror:0xyz"], "author": ["ada"], "language": ["fr", "en"], "published": "2024-10-05", "url": "https://adf.example/news_1?a=1&b=2", "accessed": "2024-11-01"}
  {"noun": "source", "id": "мир", "title": "О форуме", "published": "2024-10"}
  {"noun": "source", "id": "page", "title": "Programme", "kind": "website", "published": "2024?"}
  {"id": "forum-2024", "name": {"en": "Forum of <Sciences>, Arts; & more", "fr": "Forum des sciences", "zh": "科学与艺术论坛暨第二十四届里昂国际青年科学家与艺术家大会开幕式"}, "alias": ["FSA"], "kind": "forum", "when": "2024-10-04/2024-10-06", "place": ["hall"], "organizer": ["ror:0xyz", "open-lyon"], "partner": {"named": ["Third Org"], "more": 3}, "speaker": ["ada"], "theme": ["ai"], "mode": "hybrid", "status": "held", "note": "First line\nsecond line \\ end", "figure": {"attendance": "~60", "capacity": 500, "countries": ">80"}, "source": ["001:3", "мир"], "url": "https://adf.example/forum", "level": 3}
  {"id": "opening", "name": "Opening", "kind": "ceremony", "when": "2024-10-04T09:30+02:00/2024-10-04T23:30+02:00", "part_of": "forum-2024", "place": ["hall", "lima"]}
  {"id": "night", "name": "Night walk", "when": "2024-10-05T23:30Z", "status": "cancelled"}
  {"id": "floating", "name": "Talk", "when": "2024-10-05T14:00/2024-10-05T15:30", "mode": "online"}
  {"id": "open-end", "name": "Season", "kind": "series", "when": "2024-10-06/.."}
  {"id": "some-day", "name": "Some day of October 2025", "when": "2025-10", "place": {"named": ["lyon"], "more": {"city": 11}}, "status": "postponed"}
  {"id": "guess", "name": "A guess", "when": "2025-11-02?", "figure": {"attendance": "20..99"}}
  {"id": "mixed", "name": "From noon to the next day", "when": "2024-10-04T12:00/2024-10-05"}
  {"id": "no-day", "name": "Nobody says when"}
  """#

/// The answer to a query over these records.
private func answer(_ query: String, language: String = "en") throws -> Answer {
  let loaded = try Catalog.load(
    [(name: "exchange.jsonl", bytes: Array(records.utf8))], includingCorpus: false)
  #expect(loaded.report.faults.map(\.text) == [])
  let day = try #require(Day(year: 2026, month: 11, day: 26))
  return try loaded.catalog.answer(
    query, context: QueryContext(today: day, languages: [language]))
}

/// A query in a format; records whole, as the shell hands them.
private func written(_ format: Format, _ query: String) throws -> String {
  let answer = try answer(query)
  if let reason = format.misfit(answer) { return "refused: \(reason)" }
  let isWhole = format.isJSON && !query.contains("show")
  let text = render(
    isWhole ? answer.withAllFields : answer, format: format, width: nil, style: .plain,
    options: RenderOptions(omitsMissing: isWhole))
  return text + format.losses(answer).map { "lost: \($0)\n" }.joined()
}

@Test("records in the formats of others are as their golden file has them")
func exchange() throws {
  try Golden("exchange.txt").check { name, query in
    guard let format = Format(rawValue: name) else { return "no such format" }
    do {
      return pictured(try written(format, query))
    } catch {
      return "failed: \(error)"
    }
  }
}

@Test("a calendar is the one that python-icalendar has read")
func calendarIsTheOneThatWasRead() throws {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/exchange")
  let file = folder.appending(path: "events.ics")
  let text = try written(.ics, "events").replacing(/lost: .*\n/, with: "")
  if Golden.isRewriting { try Data(text.utf8).write(to: file) }
  #expect(text == (try String(contentsOf: file, encoding: .utf8)))
  // What python-icalendar read from that file, by read.py beside it.
  let reading = try JSONDecoder().decode(
    [Reading].self, from: Data(contentsOf: folder.appending(path: "events.json")))
  let events = try answer("events where when is known")
  #expect(reading.count == events.rowCount)
  for (row, event) in reading.enumerated() {
    let record = try #require(events.record(row: row))
    #expect(event.uid == record.id)
    #expect(event.summary == record.name)
    let note = record.firstText("note")
    #expect(note == nil || event.description?.hasPrefix(note ?? "") == true)
    let categories = record.texts("kind") + record.texts("theme")
    #expect(event.categories == categories)
    #expect(event.organizer == record.texts("organizer").first)
  }
}

/// One event as python-icalendar sees it.
private struct Reading: Decodable {
  var uid: String
  var summary: String
  var start: String
  var end: String?
  var description: String?
  var categories: [String]
  var organizer: String?
}

@Test("a content line is folded at 75 octets, never within a code point", arguments: 0..<64)
func contentLines(seed: UInt64) throws {
  var generator = SeededGenerator(seed: seed)
  let alphabet = Array("abc ,;:\\\"^\n\rйß里🎉\u{301}\u{202E}")
  let name = String(
    (0..<Int.random(in: 1...200, using: &generator)).map { _ in
      alphabet.randomElement(using: &generator) ?? "a"
    })
  let line = try JSONSerialization.data(withJSONObject: [
    "id": "x", "name": "n" + name + "n", "when": "2024-10-04",
  ])
  let loaded = try Catalog.load([(name: "x.jsonl", bytes: Array(line))], includingCorpus: false)
  let day = try #require(Day(year: 2026, month: 11, day: 26))
  let events = try loaded.catalog.answer(
    "events", context: QueryContext(today: day, languages: ["en"]))
  let bytes = Array(render(events, format: .ics, width: nil, style: .plain).utf8)
  // Lines end with CRLF and nothing else does.
  var lines: [[UInt8]] = [[]]
  for (index, byte) in bytes.enumerated() {
    if byte == 0x0A { #expect(index > 0 && bytes[index - 1] == 0x0D) }
    if byte == 0x0D { #expect(index + 1 < bytes.count && bytes[index + 1] == 0x0A) }
    if byte == 0x0D {
      lines.append([])
    } else if byte != 0x0A {
      lines[lines.count - 1].append(byte)
    }
  }
  #expect(lines.popLast() == [])
  var unfolded: [[UInt8]] = []
  for line in lines {
    #expect(line.count <= 75)
    #expect(String(validating: line, as: UTF8.self) != nil)
    if line.first == 0x20 {
      unfolded[unfolded.count - 1] += line.dropFirst()
    } else {
      unfolded.append(line)
    }
  }
  let summary = try #require(unfolded.first { $0.starts(with: "SUMMARY:".utf8) }?.dropFirst(8))
  var undone = ""
  var isEscape = false
  for scalar in String(decoding: summary, as: UTF8.self).unicodeScalars {
    if isEscape {
      undone.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
      isEscape = false
    } else if scalar == "\\" {
      isEscape = true
    } else {
      undone.unicodeScalars.append(scalar)
    }
  }
  let expected = ("n" + name + "n")
    .replacingOccurrences(of: "\r\n", with: "\n", options: .literal)
    .replacingOccurrences(of: "\r", with: "\n", options: .literal)
  #expect(Array(undone.utf8) == Array(expected.utf8))
}

@Test("the same rows make the same bytes, and a stamp is the one that is given")
func calendarsAreStable() throws {
  let events = try answer("events")
  let first = render(events, format: .ics, width: nil, style: .plain)
  #expect(first == render(try answer("events"), format: .ics, width: nil, style: .plain))
  #expect(first.contains("DTSTAMP:20241005T000000Z"))
  let stamped = render(
    events, format: .ics, width: nil, style: .plain,
    options: RenderOptions(stamp: Day(year: 2020, month: 2, day: 29)))
  #expect(!stamped.contains("DTSTAMP:2024"))
  #expect(stamped.contains("DTSTAMP:20200229T000000Z"))
}

@Test("a page of HTML is well-formed XML but for its first line and its void elements")
func pagesAreWellFormed() throws {
  for query in ["events", "sources show title, url", "events count by kind", "claims"] {
    let page = try written(.html, query)
    let voids = page.replacing(/<(meta|br)([^>]*)>/) { "<\($0.1)\($0.2)/>" }
    let xml = try XMLDocument(xmlString: String(voids.drop { $0 != "\n" }))
    #expect(try xml.nodes(forXPath: "//script").isEmpty)
    #expect(try xml.nodes(forXPath: "//th[@scope='col']").count > 0)
    #expect(!page.contains("src="))
  }
}
