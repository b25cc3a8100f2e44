import AlmanacTime
import Foundation
import Testing

/// The strings of edtf-validate's tests; lists whose name begins with `invalid` must be refused.
private func suite() throws -> [(list: String, date: String)] {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/edtf/edtf-validate.tsv")
  return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map {
    let columns = $0.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(columns[0]), columns.count > 1 ? String(columns[1]) : "")
  }
}

/// What the table of the manual refuses though EDTF has it: years with Y, significant digits, lists.
private func isLeftOut(_ date: String) -> Bool {
  date.contains("Y") || date.contains("S") || date.hasPrefix("{")
}

/// What the suite refuses and we read: periods with times, as ISO 8601-1 has them; and periods
/// whose end may well lie after their start, as it is less precise.
private let readThough: Set<String> = [
  "2005-07-25T10:10:10Z/2006-01-01T10:10:10Z", "2005-07-25T10:10:10Z/2006-01",
  "2005-07-25/2006-01-01T10:10:10Z", "0000-01-03/0000-01", "0000-02/0000",
  "2004-06-11%/2004-%06", "2004-06-11%/2004-06~",
]

@Test("every valid date of the public suite is read, but for what the manual leaves out")
func validDatesAreRead() throws {
  var readCount = 0
  for (list, date) in try suite() where !list.hasPrefix("invalid") {
    if isLeftOut(date) {
      #expect(throws: DateError.self, "\(date)") { try readDate(date) }
    } else {
      #expect(throws: Never.self, "\(list): \(date)") { try readDate(date) }
      readCount += 1
    }
  }
  #expect(readCount > 700)
}

@Test("every invalid date of the public suite is refused, but for a few that can be")
func invalidDatesAreRefused() throws {
  var refusedCount = 0
  for (list, date) in try suite() where list.hasPrefix("invalid") {
    if readThough.contains(date) {
      #expect(throws: Never.self, "\(date)") { try readDate(date) }
    } else {
      #expect(throws: DateError.self, "\(list): \(date)") { try readDate(date) }
      refusedCount += 1
    }
  }
  #expect(refusedCount > 45)
}
