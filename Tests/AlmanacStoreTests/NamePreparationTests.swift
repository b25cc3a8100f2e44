import AlmanacText
import TestSupport
import Testing

@testable import AlmanacStore

@Test(
  "texts sort by their bytes, equal ones by position, however far they are alike", arguments: 0..<8)
func sortedTexts(seed: Int) {
  var generator = SeededGenerator(seed: UInt64(seed))
  let parts = ["", "a", "\u{0}", "é", "international ", "中", "12345678", "1234567", "x\u{0}y"]
  let texts = (0..<300).map { _ in
    (0..<Int.random(in: 0...4, using: &generator)).map { _ in
      parts.randomElement(using: &generator) ?? ""
    }.joined()
  }
  var pool = TextPool()
  for text in texts { pool.append(text) }
  let expected = texts.indices.sorted { one, other in
    let (left, right) = (Array(texts[one].utf8), Array(texts[other].utf8))
    return left == right ? one < other : left.lexicographicallyPrecedes(right)
  }
  #expect(sortedOrder(of: pool).map(Int.init) == expected)
}

/// So many organizations that their names are prepared apart, some with a second name.
private func manyNames() throws -> Store {
  var builder = StoreBuilder()
  for number in 0...Table.manyNames {
    let thing = try builder.add(.organization, id: "o\(number)")
    builder.addName("Institute \(number * 7_919 % 50_021)", to: thing)
    if number % 1_000 == 0 { builder.addName("Alias \(number)", to: thing) }
  }
  return builder.finish().store
}

@Test("an index of many names, made on two threads, has all of them in order")
func manyNamesInOrder() throws {
  let table = try manyNames()[.organization]
  let index = table.nameIndex
  #expect(index.count == table.names.texts.count)
  let keys = (0..<index.count).map { index.key(at: $0) }
  #expect(keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  var seen = Set<Int>()
  for place in 0..<index.count {
    let match = index.match(at: place)
    seen.insert(match.position)
    #expect(table.names.positions(of: match.row).contains(match.position))
    #expect(foldedKey(table.names.name(at: match.position).text) == keys[place])
  }
  #expect(seen.count == index.count)
}

@Test("many names are made ready on another thread; who gives up waiting finds none, and later all")
func preparedNames() throws {
  let store = try manyNames()
  let table = store[.organization]
  #expect(!store.hasNamesReady)
  #expect(table.nameIndex(unless: Interruption { true }).count == 0)
  #expect(table.nameIndex(unless: .never).rows(forKey: "alias 2000") == [2_000])
  #expect(store.hasNamesReady)
  #expect(table.nameIndex(unless: Interruption { true }).count == table.names.texts.count)

  let other = try manyNames()
  other.prepareNames()
  var waits = 0
  while !other.hasNamesReady, waits < 600_000 {
    yieldThread()
    waits += 1
  }
  #expect(other.hasNamesReady)
}

@Test("few names are ready as soon as they are asked for")
func fewNamesAreReady() throws {
  var builder = StoreBuilder()
  builder.addName("CAST", to: try builder.add(.organization, id: "cast"))
  let store = builder.finish().store
  #expect(store.hasNamesReady)
  #expect(store[.organization].nameIndex(unless: Interruption { true }).rows(forKey: "cast") == [0])
}

@Test("every index of names can be made at once, unless nobody waits")
func namesAtOnce() throws {
  let store = try manyNames()
  let table = store[.organization]
  store.makeNames(unless: Interruption { true })
  #expect(!store.hasNamesReady)
  store.makeNames(unless: .never)
  #expect(store.hasNamesReady)
  #expect(table.typingIndexBox.valueIfMade != nil)
  let words = try #require(table.wordIndex)
  #expect(words.words.count > 50_000)
}
