import AlmanacImport
import AlmanacStore
import AlmanacTime
import Foundation
import Testing

private let fixtures = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")

private func bytes(_ path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: fixtures.appending(path: path)))
}

@Suite("Shapes of JSON, packed files")
struct ShapeTests {
  @Test("confs.tech: online with a city is hybrid, and every record is an event")
  func confsTech() throws {
    for (file, count, hybrid, online) in [
      ("2022-data.json", 37, 9, 16), ("2022-general.json", 158, 53, 43),
      ("2022-ux.json", 26, 12, 5),
    ] {
      var importer = Importer()
      try importer.read(bytes("confs-tech/\(file)"), name: file)
      let (store, report) = importer.finish()
      #expect(report.faults.isEmpty && store[.event].rowCount == count)
      let modes = try #require(store[.event].code("mode"))
      func rows(_ word: String) -> Int {
        modes.code(ofKey: word).map { modes.postings[$0].count } ?? 0
      }
      #expect(rows("hybrid") == hybrid && rows("online") == online, "\(file)")
    }
  }

  @Test("ROR: every label, alias and acronym finds its organization")
  func registry() throws {
    var importer = Importer()
    let lines = try bytes("ror/ror.jsonl")
    try importer.read(lines, name: "ror.jsonl")
    let (store, report) = importer.finish()
    #expect(report.faults.isEmpty && report.read[.organization] == 60)
    for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
      let record = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let id = try #require(record["id"] as? String).replacing("https://ror.org/", with: "ror:")
      let row = try #require(store[.organization].row(id: id))
      let held = Set(store[.organization].names.names(of: row).map(\.text))
      for name in try #require(record["names"] as? [[String: Any]]) {
        let text = try #require(name["value"] as? String)
        #expect(held.contains(text), "\(id) \(text)")
      }
      #expect(store[.organization].reference("country")?.list[row].count == 1)
    }
  }

  @Test("ROR's first schema, and its answers to a search, are read as well")
  func firstSchema() throws {
    let record = #"""
      {"id": "https://ror.org/05x", "name": "Open Lyon", "types": ["Nonprofit"],
       "aliases": ["Lyon ouvert"], "acronyms": ["OL"],
       "labels": [{"label": "里昂开放", "iso639": "zh"}],
       "country": {"country_name": "France", "country_code": "FR"}, "links": ["https://ol.example"],
       "relationships": [{"type": "Parent", "id": "https://ror.org/06y", "label": "Open France"}],
       "external_ids": {"ISNI": {"all": ["0000 1"], "preferred": null}}}
      """#
    for text in [record, "[\(record)]", #"{"number_of_results": 1, "items": [\#(record)]}"#] {
      var importer = Importer()
      try importer.read(Array(text.utf8), name: "r.json")
      let (store, report) = importer.finish()
      #expect(report.faults.isEmpty)
      #expect(
        store.text(.organization, "ror:05x") == """
          name name  Open Lyon
          name alias  Lyon ouvert
          name acronym  OL
          name name zh 里昂开放
          country: france
          isni: 0000 1
          kind: nonprofit
          parent: ror:06y
          url: https://ol.example
          """)
    }
  }

  @Test("a gzip file is read as what is in it")
  func zipped() throws {
    var importer = Importer()
    try importer.read(helloZipped, name: "x.json.gz")
    #expect(importer.finish().store[.event].rowCount == 1)
  }

  @Test("a gzip file that is cut off, damaged or far too large is refused with a sentence")
  func brokenZips() throws {
    func refusal(_ bytes: [UInt8]) -> String? {
      var importer = Importer()
      do throws(ImportError) {
        try importer.read(bytes, name: "x.json.gz")
        return nil
      } catch {
        return error.text
      }
    }
    for count in [3, 10, 12, helloZipped.count - 1] {
      #expect(
        refusal(Array(helloZipped.prefix(count)))
          == "x.json.gz: the gzip file is cut off; what is there ends within its data", "\(count)")
    }
    for place in 10..<helloZipped.count {
      var damaged = helloZipped
      damaged[place] ^= 0x55
      #expect(refusal(damaged) != nil, "\(place)")
    }
  }

  /// `{"name": "Open night"}`, by gzip.
  private let helloZipped: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xAB, 0x56,
    0xCA, 0x4B, 0xCC, 0x4D, 0x55, 0xB2, 0x52, 0x50, 0xF2, 0x2F, 0x48, 0xCD,
    0x53, 0xC8, 0xCB, 0x4C, 0xCF, 0x28, 0x51, 0xAA, 0x05, 0x00, 0x48, 0xE7,
    0x30, 0x91, 0x16, 0x00, 0x00, 0x00,
  ]

  @Test("a name with escape sequences, a file of brackets, a page of brackets: bounded and refused")
  func hostile() throws {
    var importer = Importer()
    let brackets = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    importer.read(brackets, name: "b.json", format: .json)
    importer.read(
      Array("<script type=\"application/ld+json\">".utf8) + brackets, name: "b.html", format: .html)
    importer.read(brackets, name: "b.ics", format: .calendar)
    let begins = String(repeating: "BEGIN:VEVENT\n", count: 50_000)
    importer.read(Array(begins.utf8), name: "n.ics", format: .calendar)
    let (store, report) = importer.finish()
    #expect(store[.event].rowCount == 0)
    #expect(report.faults.contains { $0.message.contains("512 levels deep at most") })
    #expect(report.faults.contains { $0.message == "components go 16 levels deep at most" })
  }
}
