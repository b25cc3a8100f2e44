import AlmanacText
import TestSupport
import Testing

@testable import AlmanacStore

private func names(_ seed: UInt64) -> NameTable {
  var random = SeededGenerator(seed: seed)
  let parts = [
    "Forum", "forum", "Форум", "физики", "ФИЗИКИ", "中国", "科协", "École", "ﬁne", "ＣＡＳＴ", "2025",
    "C++",
    "—", ": ", "  ", "«", "!!!", "x", "Ё", "ж", "'", "open", "opens", "İ", "ß",
  ]
  var offsets: [UInt32] = [0]
  var pool = TextPool()
  for row in 0..<400 {
    for _ in 0..<(seed % 2 == 0 ? 1 : row % 3) {
      let words = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        parts.randomElement(using: &random) ?? ""
      }
      pool.append(words.joined(separator: Bool.random(using: &random) ? " " : ""))
    }
    offsets.append(UInt32(pool.count))
  }
  return NameTable(
    offsets: offsets, texts: pool, kinds: [UInt8](repeating: 0, count: pool.count),
    languages: [UInt8](repeating: 0, count: pool.count), languageTags: [""])
}

@Test(
  "an index whose keys are folded when they are looked at finds what one that keeps them finds",
  arguments: UInt64(0)..<6)
func foldedKeys(seed: UInt64) {
  let names = names(seed)
  let listed = NameIndex(names, mostListed: .max)
  let folded = NameIndex(names, mostListed: 0)
  guard case .folded(_, let changed) = folded.keys, case .listed = listed.keys else {
    Issue.record("the keys are kept in another form")
    return
  }
  #expect(changed.positions.count < names.texts.count)
  #expect(folded.count == listed.count)
  for place in 0..<listed.count {
    #expect(folded.key(at: place) == listed.key(at: place))
    #expect(folded.match(at: place) == listed.match(at: place))
  }
  for typed in [
    "forum", "Форум физики", "физики", "中国", "国科", "école", "fine", "cast", "2025", "c++", "x", "е",
    "open", "opens", "!!!", "ss", "forum 2025", "zz", "x x", "n",
  ] {
    let key = foldedKey(typed)
    #expect(folded.rows(forKey: key) == listed.rows(forKey: key))
    #expect(folded.range(ofPrefix: key) == listed.range(ofPrefix: key))
    for wanted in [key, " " + key] {
      for limit in [1, 5, .max] {
        #expect(
          folded.places(holding: wanted, limit: limit)
            == listed.places(holding: wanted, limit: limit))
      }
    }
  }
}
