import AlmanacStore
import AlmanacText
import TestSupport
import Testing

/// One record a name, in that order.
private func table(_ names: [String]) throws -> Table {
  var builder = StoreBuilder()
  for (index, name) in names.enumerated() {
    let entity = try builder.add(.organization, id: "o\(index)")
    builder.addName(name, to: entity)
  }
  return builder.finish().store[.organization]
}

@Suite("The typing index")
struct TypingIndexTests {
  static let names = [
    "中国科协", "中国科学院", "重庆市", "Минобрнауки России", "Российская академия наук", "CAST",
    "北京市科协",
  ]

  @Test(
    "names are found by what is typed for them: whole, from the beginning, within",
    arguments: [
      ("zgkx", "中国科协 whole, 中国科学院 beginning"), ("zgk", "中国科协 beginning, 中国科学院 beginning"),
      ("zhongguo kexie", "中国科协 whole"), ("Zhong", "中国科协 beginning, 中国科学院 beginning, 重庆市 beginning"),
      ("kexie", "中国科协 middle, 北京市科协 middle"), ("chongqing", "重庆市 beginning"),
      ("cqs", "重庆市 whole"), ("minobrnauki rossii", "Минобрнауки России whole"),
      ("rossijskaja", "Российская академия наук beginning"),
      ("akademiya", "Российская академия наук middle"), ("中國科協", "中国科协 whole"),
      ("中国科携", "中国科协 whole"), ("z", ""), ("cast", ""), ("", ""), ("kexie x", ""),
    ])
  func finds(typed: String, expected: String) throws {
    let table = try table(Self.names)
    let found = table.typingIndex.matches(typed, in: table.names, limit: 10)
    let described = found.map { "\(Self.names[Int($0.row)]) \($0.extent)" }
    #expect(Set(described) == Set(expected.split(separator: ", ").map(String.init)))
  }

  @Test("a name that is spelt in several ways is in the index in each")
  func severalSpellings() throws {
    let table = try table(["重行"])
    for typed in ["zhongxing", "zhonghang", "chongxing", "chonghang", "zx", "zh", "cx", "ch"] {
      let found = table.typingIndex.matches(typed, in: table.names, limit: 10)
      #expect(found.contains { $0.row == 0 }, "\(typed)")
    }
  }
}

@Test("a search within names finds what reading them all finds", arguments: 0..<20 as Range<UInt64>)
func placesHolding(seed: UInt64) throws {
  var random = SeededGenerator(seed: seed)
  func word(_ lengths: ClosedRange<Int>) -> String {
    String(
      (0..<Int.random(in: lengths, using: &random)).map { _ in
        Array("aab 北").randomElement(using: &random) ?? "a"
      })
  }
  let index = try table((0..<60).map { _ in word(1...9) + "x" }).nameIndex
  for _ in 0..<40 {
    let text = word(1...3)
    let expected = (0..<index.count).filter { index.key(at: $0).dropFirst().contains(text) }
    #expect(index.places(holding: text, limit: 1_000) == expected, "«\(text)»")
    #expect(index.places(holding: text, limit: 2) == Array(expected.prefix(2)))
  }
}

@Test("names near a key: by letters, by the beginning, by words; one a record")
func nearNames() throws {
  let table = try table(["Beijing", "Beijing Science Carnival", "Chongqing", "CAST", "FAST"])
  func near(_ key: String) -> [String] {
    table.names(near: key).map { "\(table.names.name(at: $0.position).text) \($0.closeness)" }
  }
  #expect(near("bejing") == ["Beijing letters(1)"])
  #expect(near("csat") == ["CAST letters(1)"])
  #expect(near("cas") == ["CAST letters(1)"])
  #expect(near("carnival science") == ["Beijing Science Carnival words"])
  #expect(near("beijing s") == ["Beijing letters(2)", "Beijing Science Carnival beginning"])
  #expect(near("") == [])
  let typed = table.names(nearlyBeginningWith: "bejing sci")
  #expect(typed.map { table.names.name(at: $0.position).text } == ["Beijing Science Carnival"])
  #expect(table.names(nearlyBeginningWith: "cst").isEmpty)
}
