import AlmanacTime
import Foundation
import TestSupport
import Testing

@Test("every string of the public suite is read, refused or left out as the manual says")
func publicSuite() throws {
  var counts: [EDTFSuite.Judgement: Int] = [:]
  for entry in try EDTFSuite.entries() {
    counts[entry.judgement, default: 0] += 1
    if entry.judgement == .read {
      #expect(throws: Never.self, "\(entry.list): \(entry.date)") { try readDate(entry.date) }
    } else {
      #expect(throws: DateError.self, "\(entry.list): \(entry.date)") { try readDate(entry.date) }
    }
  }
  #expect(counts[.read, default: 0] > 700)
  #expect(counts[.refused, default: 0] > 45)
  #expect(counts[.leftOut, default: 0] > 10)
}

/// Where the other reader's bounds are not ours, and why ours stay.
private func differs(_ date: String) -> Bool {
  // An unknown end may be any day; there it is ten years away.
  if date.hasPrefix("/") || date.hasSuffix("/") { return true }
  // Winter goes on into the next year; there it ends with this one.
  if ["2001-28", "2001-30"].contains(date) { return true }
  // Before the year 0 it takes the last day of a mask for the first.
  if ["-2004-XX", "-1985-04-XX", "-1985-XX-XX"].contains(date) { return true }
  // A year of which no digit is known is any year; there it has four digits.
  if date.hasPrefix("XXXX") { return true }
  return false
}

@Test("the bounds of the public suite's dates are those of another reader, but for a few")
func boundsOfAnotherReader() throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/edtf/python-edtf.tsv")
  var comparedCount = 0
  for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
    let columns = line.split(separator: "\t").map(String.init)
    try #require(columns.count == 3)
    let value = try readDate(columns[0])
    let first = value.starts.earliest == .distantPast ? "-inf" : value.starts.earliest.text
    let last = value.ends.latest == .distantFuture ? "inf" : value.ends.latest.text
    let isSame = first == columns[1] && last == columns[2]
    #expect(isSame != differs(columns[0]), "\(line): \(first) \(last)")
    comparedCount += 1
  }
  #expect(comparedCount > 90)
}

@Test(
  "one string of every shape of the public suite has the bounds worked out by hand",
  arguments: [
    // Unspecified digits: the first and the last day that fit, cut by the other end.
    ("1865-X2-02/1865-03-01", "1865-02-02 1865-03-01", "1865-03-01", false),
    ("1919-12-02/1919-XX-04", "1919-12-02", "1919-12-02 1919-12-04", false),
    ("20X0-10-02", "2000-10-02 2090-10-02", "2000-10-02 2090-10-02", false),
    ("-1984-1X", "-1984-10-01 -1984-12-31", "-1984-10-01 -1984-12-31", false),
    // About and uncertain, of one part and of all.
    ("2004-06-~01/2004-06-~20", "2004-05-31 2004-06-02", "2004-06-19 2004-06-21", false),
    ("2004?-06-~11", "2004-06-10 2004-06-12", "2004-06-10 2004-06-12", true),
    ("-2004~", "-2005-01-01 -2003-12-31", "-2005-01-01 -2003-12-31", false),
    ("2006%", "2005-01-01 2007-12-31", "2005-01-01 2007-12-31", true),
    ("1984?/2004-06~", "1984-01-01 1984-12-31", "2004-05-01 2004-07-31", true),
    // Seasons, quarters, a half; a winter into the next year; a season that is about.
    ("-2001-35", "-2001-07-01 -2001-09-30", "-2001-07-01 -2001-09-30", false),
    ("2001-28", "2001-12-01 2002-02-28", "2001-12-01 2002-02-28", false),
    ("2003-22/2003-23", "2003-06-01 2003-08-31", "2003-09-01 2003-11-30", false),
    // One of a set, with ends that are open.
    ("[1760-12..]", "1760-12-01 ..", "1760-12-01 ..", false),
    ("[-1667,1760-12]", "-1667-01-01 1760-12-31", "-1667-01-01 1760-12-31", false),
    // Open and unknown ends.
    ("-1985-04/..", "-1985-04-01 -1985-04-30", "..", false),
    ("1985-04-12/", "1985-04-12", "1985-04-12 ..", false),
  ])
func boundsByHand(date: String, starts: String, ends: String, isGuess: Bool) throws {
  func text(_ bounds: DayBounds) -> String {
    bounds.isExact ? bounds.earliest.text : bounds.earliest.text + " " + bounds.latest.text
  }
  let value = try readDate(date)
  #expect(text(value.starts) == starts)
  #expect(text(value.ends) == ends)
  #expect(value.isGuess == isGuess)
}
