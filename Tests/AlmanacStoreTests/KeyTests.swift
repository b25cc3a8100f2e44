import TestSupport
import Testing

@testable import AlmanacStore

@Test("a table of keys does what a dictionary does, whatever the keys are like", arguments: 0..<4)
func keyTable(sort: Int) {
  var generator = SeededGenerator(seed: UInt64(sort))
  var table = KeyTable()
  var known: [String: UInt32] = [:]
  for number in 0..<2_000 {
    let random = Int.random(in: 0..<1_200, using: &generator)
    // Rising with gaps; not for long; no numbers; numbers first, then none.
    let keys = [
      String(number * 3), String(random), "name \(random)",
      number < 1_000 ? String(number) : "0\(number)",
    ]
    let key = keys[sort]
    let (code, isNew) = table.insert(key)
    #expect(isNew == (known[key] == nil))
    #expect(code == known[key, default: code])
    known[key] = code
  }
  #expect(table.count == known.count)
  for (key, code) in known { #expect(table.find(key) == code) }
  for key in ["", "1", "2", "4", "00", "5999", "name", "18446744073709551616"] {
    #expect(table.find(key) == known[key])
  }
}

@Test("tags tell keys of one text apart")
func taggedKeys() {
  var table = KeyTable()
  for tag in UInt32(0)..<40 {
    let (code, isNew) = table.insert("7", tag: tag)
    #expect(code == tag)
    #expect(isNew)
  }
  for tag in UInt32(0)..<40 { #expect(table.find("7", tag: tag) == tag) }
  #expect(table.find("7", tag: 40) == nil)
}

@Test("keys that are looked for together are found as one by one")
func keyCandidates() {
  var table = KeyTable()
  let keys = (0..<300).map { Array("key \($0)".utf8) }
  for key in keys.prefix(200) { _ = table.insert(key.span, tag: 3) }
  var hashes: [UInt32] = []
  for key in keys {
    let text = key.span
    hashes.append(KeyTable.hash(text, 3))
  }
  let candidates = table.candidates(hashes.span)
  for index in keys.indices {
    var isHere = false
    if candidates[index] != .max {
      let key = keys[index]
      isHere = table.holds(candidates[index], key.span, tag: 3)
    }
    #expect(isHere == (index < 200))
    if isHere { #expect(candidates[index] == UInt32(index)) }
  }
}

@Test(
  "sorted keys are found, by their beginning too, and hold what they were made of", arguments: 0..<6
)
func sortedKeys(seed: Int) {
  var generator = SeededGenerator(seed: UInt64(seed))
  var texts = (0..<Int.random(in: 0...90, using: &generator)).map { _ in
    (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      ["a", "ab", "é", "中", "joint ", String(repeating: "x", count: 300)]
        .randomElement(using: &generator) ?? ""
    }.joined()
  }
  texts.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  var pool = TextPool()
  for text in texts { pool.append(text) }
  let index = NameIndex(
    keys: .listed(pool), rows: Block(Array(0..<UInt32(texts.count))), positions: [])
  for place in texts.indices { #expect(index.key(at: place) == texts[place]) }
  for wanted in texts + ["", "a", "abc", "b", "joint joint", "中中", "é", "zz"] {
    let bytes = Array(wanted.utf8)
    let range = index.range(ofPrefix: wanted)
    #expect(Array(range) == texts.indices.filter { texts[$0].utf8.starts(with: bytes) })
  }
  for wanted in ["a", "b", "joint", "中", "x中", "zz"] {
    let holding = texts.indices.filter { place in
      let text = Array(texts[place].utf8)
      return (1..<max(text.count, 1)).contains { text[$0...].starts(with: wanted.utf8) }
    }
    #expect(index.places(holding: wanted, limit: .max) == holding)
    #expect(index.places(holding: wanted, limit: 2) == Array(holding.prefix(2)))
  }
}

@Test("numbers that rise are found among those with gaps, and no others")
func risingNumbers() {
  let numbers = [0, 3, 4, 5, 90, 91, 1_000_000, 123_456_789_012_345_678]
  var pool = TextPool()
  for number in numbers { pool.append(String(number)) }
  let rising = RisingNumbers(pool)
  for wanted in numbers + [1, 2, 6, 89, 92, 999_999, 1_000_001] {
    let place = numbers.firstIndex(of: wanted).map(UInt32.init)
    #expect(rising?.find(UInt64(wanted), in: pool) == place)
  }
  for text in ["03", "", "x", "-3", "3 "] {
    let bytes = Array(text.utf8)
    let span = bytes.span
    guard let rising else { return }
    let place = rising.find(span, in: pool)
    #expect(place == nil)
  }
  pool.append("7")
  #expect(RisingNumbers(pool) == nil)
}
