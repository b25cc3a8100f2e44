import AlmanacStore
import TestSupport
import Testing

/// Lists of references as a builder gets them, and what they come to.
private func built(
  _ lists: [[Int]], wordCount: Int, doubtful: Set<Int> = []
) throws -> ReferenceColumn? {
  var builder = StoreBuilder()
  var themes: [Entity] = []
  for index in 0..<wordCount { themes.append(try builder.add(.theme, id: "t\(index)")) }
  for (row, list) in lists.enumerated() {
    let event = try builder.add(.event, id: "\(row)")
    for value in list {
      builder.addReference(
        "theme", to: .record(themes[value]), noun: .theme, of: event,
        isDoubtful: doubtful.contains(row))
    }
  }
  return builder.finish().store[.event].reference("theme")
}

@Test(
  "a list reads the same in every width and shape",
  arguments: [(3, 1), (3, 4), (254, 1), (255, 1), (256, 1), (300, 3), (65_536, 1), (70_000, 2)])
func listShapes(wordCount: Int, longest: Int) throws {
  var random = SeededGenerator(seed: UInt64(wordCount))
  var lists: [[Int]] = [[wordCount - 1], []]
  for _ in 0..<200 {
    let count = Int.random(in: 0...longest, using: &random)
    let values = (0..<count).map { _ in Int.random(in: 0..<wordCount, using: &random) }
    lists.append(Array(Set(values)).sorted())
  }
  let doubtful = Set((0..<lists.count).filter { $0 % 7 == 0 })
  let column = try #require(try built(lists, wordCount: wordCount, doubtful: doubtful))
  let list = column.list
  #expect(list.isSingle == lists.allSatisfy { $0.count <= 1 })
  switch list.values.form {
  case .bytes: #expect(wordCount <= 255)
  case .shorts: #expect(wordCount > 255 && wordCount <= 65_535)
  case .words: #expect(wordCount > 65_535)
  }
  for (row, values) in lists.enumerated() {
    let row = UInt32(row)
    #expect(list[row].map { Int($0) } == values)
    #expect(list.stated[row] == !values.isEmpty)
    for position in list.range(of: row) {
      #expect(list.isDoubtful(position: position) == doubtful.contains(Int(row)))
    }
  }
  for code in [0, 1, 2, wordCount - 1] {
    let holding = lists.indices.filter { lists[$0].contains(code) }
    #expect(column.postings[UInt32(code)].map { Int($0) } == holding)
  }
}

@Test("rows that state a value are all, some or none, and read the same")
func statedRows() throws {
  for pattern in [[[0], [1]], [[0], []], [[], []], [[0, 1], []]] {
    guard let column = try built(pattern + [[0]], wordCount: 2) else { continue }
    let stated = column.list.stated
    let wanted = (pattern + [[0]]).map { !$0.isEmpty }
    #expect(wanted.indices.map { stated[UInt32($0)] } == wanted)
    #expect(stated.count == wanted.count { $0 })
    #expect(stated.bitmap.rows.map { Int($0) } == wanted.indices.filter { wanted[$0] })
    #expect(stated.complement.rows.map { Int($0) } == wanted.indices.filter { !wanted[$0] })
  }
}
