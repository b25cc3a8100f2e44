import TestSupport
import Testing

@testable import AlmanacStore

/// A list with those codes in each row.
private func list(_ rows: [[UInt32]]) -> ListColumn {
  var offsets: [UInt32] = [0]
  for row in rows { offsets.append(offsets[offsets.count - 1] + UInt32(row.count)) }
  return ListColumn(
    offsets: offsets, values: rows.flatMap { $0 }, stated: Bitmap(allOf: rows.count))
}

@Test(
  "the rows of a code are the same however they are kept",
  arguments: ["sets", "one set", "rising", "some lists", "lists", "few of many rows"])
func postingForms(shape: String) throws {
  var random = SeededGenerator(seed: 7)
  var codeCount = 5
  var rows = (0..<300).map { _ in [UInt32.random(in: 0..<4, using: &random)] }
  switch shape {
  case "one set": rows = rows.map { _ in [2] }
  case "rising":
    codeCount = 400
    rows = rows.indices.map { [UInt32($0 / 3 * 2)] }
  case "some lists":
    codeCount = 5_000
    rows = rows.map { _ in
      (0..<Int.random(in: 0...3, using: &random)).map { _ in .random(in: 0..<900, using: &random) }
    }
  case "lists":
    codeCount = 40
    rows = rows.map { _ in [.random(in: 0..<40, using: &random), 7] }
  case "few of many rows": rows = rows.indices.map { $0 % 100 == 0 ? [1] : [] }
  default: rows[17] = []
  }
  let postings = list(rows).inverted(codeCount: codeCount)
  switch (shape, postings.form) {
  case ("sets", .sets), ("one set", .sets), ("rising", .rising), ("some lists", .someLists),
    ("lists", .lists), ("few of many rows", .lists):
    break
  default: Issue.record("\(shape) are kept otherwise")
  }
  #expect(postings.codeCount == codeCount)
  var hasRepeats = false
  let counts = postings.counts
  for code in UInt32(0)..<UInt32(codeCount) {
    let holding = rows.indices.flatMap { row in
      rows[row].filter { $0 == code }.map { _ in UInt32(row) }
    }
    #expect(Array(postings[code]) == holding)
    #expect(postings.count(of: code) == holding.count)
    #expect(Int(counts[Int(code)]) == holding.count)
    if let set = postings.set(of: code) { #expect(set.bitmap.rows == holding) }
    hasRepeats = hasRepeats || Set(holding).count < holding.count
  }
  #expect(postings.hasRepeats == hasRepeats)
}

@Test("a ranked set knows how many come before", arguments: [1, 63, 64, 65, 700])
func rankedSet(rowCount: Int) {
  for step in [1, 2, 7, 1_000] {
    let rows = stride(from: 0, to: rowCount, by: step).map { UInt32($0) }
    let set = RankedSet(Bitmap(rowCount: rowCount, rows: rows))
    #expect(set.count == rows.count)
    for row in UInt32(0)..<UInt32(rowCount) {
      #expect(set.rank(of: row) == rows.firstIndex(of: row))
    }
  }
}
