import AlmanacImport
import AlmanacStore
import AlmanacTime
import TestSupport
import Testing

/// One event a line, each with one string of the public suite.
private func imported(_ entries: [EDTFSuite.Entry]) throws -> (store: Store, report: ImportReport) {
  let lines = entries.enumerated().map { number, entry in
    let date = entry.date.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "{\"id\":\"e\(number)\",\"name\":\"event \(number)\",\"when\":\"\(date)\"}\n"
  }
  var importer = Importer()
  try importer.read(Array(lines.joined().utf8), name: "dates.jsonl")
  return importer.finish()
}

private func isDated(_ row: UInt32, _ store: Store) -> Bool {
  ["starts", "ends"].contains { store[.event].day($0)?.stated[row] == true }
}

@Test("in data a string of the public suite that is read is kept")
func datesThatAreKept() throws {
  let entries = try EDTFSuite.entries().filter { $0.judgement == .read }
  let (store, report) = try imported(entries)
  #expect(report.faults.isEmpty, "\(report.faults.map(\.text))")
  for (number, entry) in entries.enumerated() {
    let date = try readDate(entry.date)
    let saysSomething = date.starts != .unknown || date.ends != .unknown
    let row = try #require(store[.event].row(id: "e\(number)"))
    #expect(isDated(row, store) == saysSomething, "\(entry.date)")
  }
}

@Test(
  "in data a string of the public suite that is not read is told with its place, and the event stays"
)
func datesThatAreTold() throws {
  for entry in try EDTFSuite.entries() where entry.judgement != .read {
    let (store, report) = try imported([entry])
    #expect(store[.event].rowCount == 1, "\(entry.date)")
    #expect(!isDated(0, store), "\(entry.date)")
    guard !entry.date.isEmpty else { continue }
    let told = try #require(report.faults.first, "\(entry.date)").text
    #expect(report.faults.count == 1, "\(entry.date)")
    #expect(told.hasPrefix("dates.jsonl:1:"), "\(told)")
    #expect(told.contains("\"\(entry.date)\" is "), "\(told)")
  }
}
