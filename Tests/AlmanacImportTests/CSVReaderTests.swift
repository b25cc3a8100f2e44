import AlmanacImport
import Foundation
import TestSupport
import Testing

/// csv-spectrum: corner cases of RFC 4180 with what they mean as JSON.
private let spectrum = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures/csv/spectrum")

/// The rows below the header, each by column.
private func records(_ bytes: [UInt8]) throws -> [[String: String]] {
  var reader = CSVReader(bytes)
  guard let header = try reader.next()?.get().map(reader.text) else { return [] }
  var records: [[String: String]] = []
  while let row = try reader.next()?.get() {
    records.append(Dictionary(uniqueKeysWithValues: zip(header, row.map(reader.text))))
  }
  return records
}

/// The rows of a text, or what is wrong with them.
private func rows(_ text: String) -> [String] {
  var reader = CSVReader(Array(text.utf8))
  var rows: [String] = []
  while let row = reader.next() {
    switch row {
    case .success(let cells): rows.append(cells.map(reader.text).joined(separator: "|"))
    case .failure(let fault): rows.append("\(fault.offset): \(fault.message)")
    }
  }
  return rows
}

@Test(
  "the public suite is read as its JSON says",
  arguments: [
    "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf",
    "quotes_and_newlines", "simple", "simple_crlf", "utf8", "location_coordinates",
  ])
func publicSuite(name: String) throws {
  var csv = try String(contentsOf: spectrum.appending(path: "csvs/\(name).csv"), encoding: .utf8)
  // The copies of these two were checked out with plain line ends.
  if name.hasSuffix("_crlf") { csv = csv.replacing("\n", with: "\r\n") }
  let json = try Data(contentsOf: spectrum.appending(path: "json/\(name).json"))
  let value = try JSONSerialization.jsonObject(with: json)
  var expected = value as? [[String: String]] ?? [value as? [String: String] ?? [:]]
  // The suite's own slip: its JSON has another telephone number than its CSV.
  if name == "location_coordinates" { expected[0]["Contact Phone Number"] = "2095257564" }
  #expect(try records(Array(csv.utf8)) == expected)
}

@Test(
  "the delimiter is told by the rows",
  arguments: [
    ("a,b\n1,2\n", ","), ("a;b\n1,5;2\n1,7;3\n", ";"), ("a\tb\n\"1\t\"\t2", "\t"),
    ("a|b|c\n1|2|3", "|"), ("sep=;\na;b\n", ";"), ("a\n1\n", ","), ("", ","),
    ("\"a;b;c\",d\n1,2\n", ","), ("name,tags\nA,x;y;z\nB,u;v;w\n", ","),
  ])
func delimiter(text: String, delimiter: Character) {
  #expect(CSVReader(Array(text.utf8)).delimiter == delimiter.asciiValue)
}

@Test(
  "rows end with LF, CRLF or CR, and a cell in marks goes over line ends",
  arguments: ["\n", "\r\n", "\r"])
func lineEnds(end: String) {
  let text = ["a,b", "", "\"x\(end)\"\"y\"\"\",2", "3,\"\""].joined(separator: end)
  #expect(rows("\u{FEFF}" + text) == ["a|b", "x\(end)\"y\"|2", "3|"])
}

@Test("a bad row is one fault with its place, and the rows after it are read")
func badRows() {
  #expect(
    rows("a,b\n\"x\"y,1\n2,5\" disk\n")
      == [
        "a|b",
        "7: the cell ends with the quotation mark before this; a mark within a cell is written twice",
        "2|5\" disk",
      ])
  #expect(
    rows("a,b\n1,\"x\n2,3\n")
      == [
        "a|b", "6: the quotation mark that ends this cell is missing; none comes in this file",
        "2|3",
      ])
  let long = String(repeating: "x", count: (1 << 20) + 1)
  #expect(
    rows("a,b\n\(long),1\n2,3\n")
      == ["a|b", "4: a row has 1 MiB at most; this one is longer", "2|3"])
}

@Test("whatever cells are written, the same are read")
func writtenAndRead() {
  var generator = SeededGenerator(seed: 7)
  let letters = ["a", "é", "中", "\"", ",", ";", "\t", "\n", "\r\n", " ", "=", "'"]
  for _ in 0..<300 {
    let width = Int.random(in: 2...5, using: &generator)
    let table = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      (0..<width).map { _ in
        (0..<Int.random(in: 0...4, using: &generator)).map { _ in
          letters.randomElement(using: &generator) ?? ""
        }.joined()
      }
    }
    let text = table.map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
    }.joined(separator: "\n")
    var reader = CSVReader(Array(text.utf8), delimiter: 0x2C)
    var read: [[String]] = []
    while case .success(let cells)? = reader.next() { read.append(cells.map(reader.text)) }
    #expect(read == table)
  }
}
