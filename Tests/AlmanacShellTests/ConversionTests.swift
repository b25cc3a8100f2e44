import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// What `almanac convert` makes of data, without files.
private func converted(
  _ bytes: [UInt8], _ name: String, to format: String
) throws -> [UInt8] {
  let loaded = try Catalog.load([(name: name, bytes: bytes)], includingCorpus: false)
  #expect(loaded.report.faults.map(\.text) == [], "\(name)")
  let target = try #require(ConversionTarget.all.first { $0.name == format })
  let day = try #require(Day(year: 2026, month: 11, day: 26))
  let context = QueryContext(today: day, languages: ["en"])
  guard case .bytes(let bytes) = try target.convert(loaded.catalog, context).content else {
    return []  // Snapshots have tests of their own.
  }
  return bytes
}

/// What there is to convert: records with everything that a table can hold.
private let records = """
  {"id": "a", "name": "Forum, \\"first\\"", "kind": "forum", "when": "2023-11-06/2023-11-07", "place": {"named": ["Beijing", "Lyon"], "more": 11}, "organizer": ["CAST", "Open; Lyon"], "theme": ["AI"], "figure": {"attendance": "~60", "countries": 80}, "mode": "hybrid", "level": 3}
  {"id": "b", "name": "Month of vague days", "when": "2025-10", "organizer": {"named": ["CAST"], "more": true}, "status": "announced", "note": "two\\nlines"}
  {"id": "c", "name": "Nobody says when", "figure": {"attendance": ">80"}, "url": "https://c.example/?a=1,2"}
  """

@Test(
  "a table of events that is read and written again is the same table", arguments: ["csv", "tsv"])
func tablesComeBack(format: String) throws {
  // A cell parts names at semicolons, and one of TSV has no line breaks: the manual says so.
  var lines = records.replacing("Open; Lyon", with: "Open Lyon")
  if format == "tsv" { lines = lines.replacing("two\\nlines", with: "two lines") }
  let records = Array(lines.utf8)
  let first = try converted(records, "records.jsonl", to: format)
  let second = try converted(first, "events.\(format)", to: format)
  #expect(String(decoding: second, as: UTF8.self) == String(decoding: first, as: UTF8.self))
}

@Test("a table of others keeps its values, its keys and its rows through CSV")
func othersTablesComeBack() throws {
  let rows = [
    "name;Start;End;City;Country;Topics;Room no.;url",
    "\"Messe \"\"A\"\"\";03.09.2024;05.09.2024;Lyon;France;\"water; energy\";12;https://a.example",
    "Vague;2024-10;;;;;13;", "\"Two\nlines\";2024-11-02;;;;;;",
  ]
  let first = try converted(Array(rows.joined(separator: "\n").utf8), "a.csv", to: "csv")
  let expected = [
    "id,name,when,place,theme,url,Room_no.",
    "messe-a,\"Messe \"\"A\"\"\",2024-09-03/2024-09-05,\"Lyon, France\",water; energy,"
      + "https://a.example,12",
    "vague,Vague,2024-10,,,,13", "two-lines,\"Two\nlines\",2024-11-02,,,,", "",
  ]
  #expect(String(decoding: first, as: UTF8.self) == expected.joined(separator: "\r\n"))
  let second = try converted(first, "b.csv", to: "csv")
  #expect(String(decoding: second, as: UTF8.self) == String(decoding: first, as: UTF8.self))
}

@Test("every row of the table of conversions has an ending of its own, and its format")
func conversionTargets() throws {
  let targets = ConversionTarget.all
  #expect(Set(targets.map(\.ending)).count == targets.count)
  #expect(Set(targets.map(\.name)).count == targets.count)
  for target in targets {
    let bytes = try converted(Array(records.utf8), "records.jsonl", to: target.name)
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    if target.ending.hasSuffix("json") || target.ending == ".jsonld" {
      #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(bytes)) }
    }
  }
}
