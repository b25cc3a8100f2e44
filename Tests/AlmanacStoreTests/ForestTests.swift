import TestSupport
import Testing

@testable import AlmanacStore

/// What is below a row, found by going up from every row.
private func below(_ top: UInt32, _ parent: [UInt32]) -> Set<UInt32> {
  var found: Set<UInt32> = []
  for start in 0..<UInt32(parent.count) {
    var row = start
    while row != .max {
      if row == top { found.insert(start) }
      row = parent[Int(row)]
    }
  }
  return found
}

@Test("a subtree is the row and everything that reaches it by going up", arguments: 0..<32)
func subtrees(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  let count = Int.random(in: 1...60, using: &random)
  // A parent of a lower row makes no cycle.
  let parent = (0..<count).map { row in
    row == 0 || Int.random(in: 0..<4, using: &random) == 0
      ? UInt32.max : UInt32(Int.random(in: 0..<row, using: &random))
  }
  let forest = Forest(parent: parent)
  for row in 0..<UInt32(count) {
    #expect(Set(forest.subtree(of: row)) == below(row, parent))
    #expect(forest.descendants(of: row).count == forest.subtree(of: row).count - 1)
    for other in 0..<UInt32(count) {
      #expect(forest.isUnder(other, row) == below(row, parent).contains(other))
    }
    #expect(forest.ancestors(of: row).first ?? .max == parent[Int(row)])
    #expect(forest.parent(of: row) ?? .max == parent[Int(row)])
  }
}

@Test("what is below or above several rows is that of each of them, once", arguments: 0..<32)
func severalSubtrees(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  let count = Int.random(in: 1...60, using: &random)
  let parent = (0..<count).map { row in
    row == 0 || Int.random(in: 0..<4, using: &random) == 0
      ? UInt32.max : UInt32(Int.random(in: 0..<row, using: &random))
  }
  let forest = Forest(parent: parent)
  let tops = (0..<UInt32(count)).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
  let inside = tops.reduce(into: Set<UInt32>()) { $0.formUnion(forest.subtree(of: $1)) }
  let strictly = tops.reduce(into: Set<UInt32>()) { $0.formUnion(forest.descendants(of: $1)) }
  let above = tops.reduce(into: Set<UInt32>()) { $0.formUnion(forest.ancestors(of: $1)) }
  #expect(forest.subtrees(of: tops).sorted() == inside.sorted())
  #expect(forest.subtreeRowCount(of: tops) == inside.count)
  #expect(forest.descendants(of: tops).sorted() == strictly.sorted())
  #expect(forest.ancestors(of: tops).sorted() == above.sorted())
}

@Test("rows that stand alone are their own subtree and take no memory")
func aloneInForest() {
  let none = Forest(parent: [UInt32](repeating: .max, count: 200))
  #expect(none.parent.isEmpty && none.order.isEmpty && none.enter.isEmpty)
  var parent = [UInt32](repeating: .max, count: 200)
  parent[150] = 70
  let one = Forest(parent: parent)
  #expect(one.order.count == 2)
  for row in UInt32(0)..<200 {
    #expect(Array(none.subtree(of: row)) == [row])
    #expect(Array(one.subtree(of: row)) == (row == 70 ? [70, 150] : [row]))
    #expect(one.ancestors(of: row) == (row == 150 ? [70] : []))
    #expect(one.isUnder(row, 70) == [70, 150].contains(row))
    #expect(one.isUnder(row, row) && none.isUnder(row, row))
  }
}

@Test("a chain of a million is as good as a bush")
func deepChain() throws {
  let count = 1_000_000
  let parent = (0..<count).map { $0 == 0 ? UInt32.max : UInt32($0 - 1) }
  let forest = Forest(parent: parent)
  #expect(forest.subtree(of: 0).count == count)
  #expect(forest.subtree(of: UInt32(count - 10)).count == 10)
  #expect(forest.isUnder(UInt32(count - 1), 17))
  #expect(!forest.isUnder(17, UInt32(count - 1)))
  // Each row is below each one before it: one by one these would be half a trillion rows.
  let all = (0..<UInt32(count)).map(\.self)
  #expect(forest.subtrees(of: all).count == count)
  #expect(forest.descendants(of: all).count == count - 1)
  #expect(forest.ancestors(of: all).count == count - 1)
}

@Test("a deep chain goes through the builder, and so does a ring of the same length")
func deepChainInBuilder() throws {
  for isRing in [false, true] {
    var builder = StoreBuilder()
    let count = 100_000
    for row in 0..<count {
      let event = try builder.add(.event, id: "\(row)")
      if row > 0 || isRing {
        let above = row > 0 ? row - 1 : count - 1
        builder.addReference("part_of", to: .id("\(above)"), noun: .event, of: event)
      }
    }
    let (store, faults) = builder.finish()
    #expect(faults.count == (isRing ? 1 : 0))
    let forest = try #require(store[.event].forest)
    #expect(forest.parent.filter { $0 == .max }.count == 1)
    let top = try #require(forest.parent.firstIndex(of: .max))
    #expect(forest.subtree(of: UInt32(top)).count == count)
  }
}

@Test("a ring is cut once, with a fault at one of its records")
func ringIsCut() throws {
  var builder = StoreBuilder()
  // a > b > c > a, d below c, e its own parent.
  for (id, above) in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "c"), ("e", "e")] {
    let theme = try builder.add(.theme, id: id)
    builder.place = UInt64(Array(id.utf8)[0])
    builder.addReference("parent", to: .id(above), noun: .theme, of: theme)
  }
  let (store, faults) = builder.finish()
  #expect(
    faults.map(\.kind) == [
      .cycle(field: "parent", id: "a"), .cycle(field: "parent", id: "e"),
    ])
  #expect(faults.map(\.place) == [97, 101])
  let forest = try #require(store[.theme].forest)
  #expect(Array(forest.parent) == [.max, 2, 0, 2, .max])
  #expect(store[.theme].reference("parent")?.list[0].isEmpty == true)
}
