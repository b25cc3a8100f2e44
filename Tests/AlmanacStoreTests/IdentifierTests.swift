import Testing

@testable import AlmanacStore

private func pool(_ ids: [String]) -> TextPool {
  var pool = TextPool()
  for id in ids { pool.append(id) }
  return pool
}

@Test(
  "ids are what they were, and found, in whatever form they are kept",
  arguments: [
    (0..<40).map { String($0 * 3) }, (0..<40).map { String(($0 * 7) % 40) },
    (0..<40).map { "talk \($0)" }, ["7", "3"], ["4294967294", "1"], ["4294967295"], ["07", "7"],
    ["", "1"], [],
  ])
func identifiers(ids: [String]) {
  let kept = Identifiers(pool(ids))
  let isNumber = { (id: String) in UInt32(id).map { $0 < .max && String($0) == id } ?? false }
  #expect(kept.areNumbers == ids.allSatisfy(isNumber))
  #expect(kept.count == ids.count)
  let index = KeyIndex(kept, order: RowOrder(byNumber: ids.count))
  // The same from the last to the first, which rise only in the order in which they came.
  let last = UInt32(max(ids.count, 1) - 1)
  let turned = KeyIndex(
    Identifiers(pool(ids.reversed())),
    order: RowOrder(Block(ids.indices.map { last - UInt32($0) })))
  for (row, id) in ids.enumerated() {
    #expect(turned.find(id) == last - UInt32(row))
    #expect(kept[UInt32(row)] == id)
    #expect(kept.utf8(UInt32(row)) == Array(id.utf8))
    #expect(index.find(id) == UInt32(row))
  }
  for other in ["-1", "008", "5x", "talk", "4294967296", "118"] where !ids.contains(other) {
    #expect(index.find(other) == nil)
  }
  let more = kept.appending(["7/2"])
  #expect(more[UInt32(ids.count)] == "7/2")
  #expect(ids.isEmpty || more[0] == ids[0])
}

@Test("ids that are made of other records' are kept as such, unless one is not")
func madeIdentifiers() throws {
  let events = Identifiers(pool((0..<20).map { String($0 * 5) }))
  let subjects: [UInt32] = [0, 1, 1, 2, 19]
  let measures: [UInt32] = [0, 0, 1, 1, 0]
  let ids = ["0-guests", "5-guests", "5-days", "10-days", "95-guests"]
  func made(_ ids: [String], _ subjects: [UInt32]) -> MadeIdentifiers? {
    let list = ListColumn(single: subjects, stated: Bitmap(allOf: subjects.count))
    return MadeIdentifiers(
      pool(ids), subjects: Block(subjects),
      rowsOfSubject: list.inverted(codeCount: events.count), measures: Codes(measures),
      measureCount: 2, of: events,
      KeyIndex(events, order: RowOrder(byNumber: events.count)))
  }
  let kept = Identifiers(.made(try #require(made(ids, subjects))))
  let index = KeyIndex(kept, order: RowOrder(byNumber: ids.count))
  for (row, id) in ids.enumerated() {
    #expect(kept[UInt32(row)] == id)
    #expect(index.find(id) == UInt32(row))
  }
  for other in ["0-days", "5", "5-guest", "-guests", "7-guests", "15-days"] {
    #expect(index.find(other) == nil)
  }
  #expect(kept.texts.count == ids.count)
  #expect(made(["0-guests", "5-guests", "5-days", "10-days", "95-guests-2"], subjects) == nil)
  #expect(made(ids, [1, 1, 1, 2, 19]) == nil)
  #expect(made(ids, [0, 1, 1, 2, 18]) == nil)
}

@Test("numbers that stand in events become figures whose ids take no memory of their own")
func figuresOfEvents() throws {
  var builder = StoreBuilder()
  for number in 0..<50 {
    let event = try builder.add(.event, id: String(number))
    if number % 2 == 0 {
      builder.noteFigure("attendance", Quantity(exactly: number * 10), of: event)
    }
  }
  builder.addInlineFigures()
  let figures = builder.finish().store[.figure]
  guard case .made = figures.ids.form else {
    Issue.record("the ids of figures are listed")
    return
  }
  #expect(figures.rowCount == 25)
  #expect(figures.ids[3] == "6-attendance")
  #expect(figures.row(id: "48-attendance") == 24)
  #expect(figures.row(id: "49-attendance") == nil)
  #expect(figures.reference("event")?.postings[6].map { $0 } == [3])
}
