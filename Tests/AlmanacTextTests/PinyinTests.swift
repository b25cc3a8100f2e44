import AlmanacText
import Foundation
import Testing

@Suite("Pinyin")
struct PinyinTests {
  @Test(
    "a name is typed by syllables or by their initials",
    arguments: [
      ("中国科协", "zhongguokexie", "zgkx"), ("中國科協", "zhongguokexie", "zgkx"),
      ("世界青年科学家峰会", "shijieqingniankexuejiafenghui", "sjqnkxjfh"),
      ("2025年", "2025nian", "2025n"), ("开放、合作、信任", "kaifanghezuoxinren", "kfhzxr"),
      ("AI大会", "aidahui", "aidh"), ("吕梁", "luliang", "ll"), ("二〇二五", "erlingerwu", "elew"),
      ("穆斯塔法·申胡", "musitafashenhu", "mstfsh"),
    ])
  func spellings(name: String, joined: String, initials: String) {
    #expect(
      pinyinSpellings(of: name).first == PinyinSpelling(joined: joined, initials: initials))
  }

  @Test(
    "characters with several readings may be typed in any",
    arguments: [
      ("重庆", "chongqing"), ("重要", "zhongyao"), ("银行", "yinhang"), ("行动", "xingdong"),
      ("长征号", "changzhenghao"), ("校长", "xiaozhang"), ("西藏", "xizang"), ("成都", "chengdu"),
      ("厦门", "xiamen"), ("音乐", "yinyue"), ("快乐", "kuaile"), ("重慶", "chongqing"),
      ("長征號", "changzhenghao"), ("秘鲁", "bilu"), ("番禺", "panyu"),
    ])
  func severalReadings(name: String, typed: String) {
    #expect(pinyinSpellings(of: name).contains { $0.joined == typed })
  }

  @Test(
    "a name without Han characters has no pinyin", arguments: ["", "CAST", "Чунцин", "がく", "!"])
  func noPinyin(name: String) {
    #expect(pinyinSpellings(of: name).isEmpty)
  }

  @Test("however many readings, a name has a bounded number of spellings")
  func boundedSpellings() {
    let spellings = pinyinSpellings(of: String(repeating: "重行长乐", count: 50))
    #expect(spellings.count == pinyinSpellingLimit)
    #expect(Set(spellings).count == spellings.count)
  }

  @Test(
    "spaces, apostrophes, tone marks and the dots of ü don't count",
    arguments: [
      ("Zhong guo ke xie", "zhongguokexie"), ("zhōngguó kēxié", "zhongguokexie"),
      ("xi'an", "xian"), ("lü", "lu"), ("lv", "lu"), ("ZGKX", "zgkx"),
    ])
  func typedKeys(typed: String, key: String) {
    #expect(pinyinKey(ofTyped: typed) == key)
  }

  @Test("what is no Latin text is no pinyin", arguments: ["中国", "Пекин", "2025", "", "zhong国"])
  func noTypedKey(typed: String) {
    #expect(pinyinKey(ofTyped: typed) == nil)
  }

  @Test("within a name, syllables are found and their ends are not")
  func syllables() {
    #expect(pinyinHasSyllables("kexie", in: "中国科协"))
    #expect(pinyinHasSyllables("kex", in: "中国科协"))
    #expect(!pinyinHasSyllables("exie", in: "中国科协"))
    #expect(!pinyinHasSyllables("ongguo", in: "中国科协"))
  }

  @Test("every character of the main block that has a Mandarin reading has one here")
  func coverage() {
    let unread = (0x4E00...0x9FFF).compactMap(Unicode.Scalar.init).filter {
      pinyinSpellings(of: String($0)).isEmpty
    }
    #expect(unread.count == 91)
    // Up to U+9FA5 only measures that Japan made up.
    #expect(String(String.UnicodeScalarView(unread.prefix(10))) == "兙兡嗧桛烪瓧瓰瓱瓼甅")
    #expect(unread.dropFirst(10).allSatisfy { $0.value > 0x9FA5 })
  }

  @Test(
    "words are read as pypinyin reads them",
    arguments: [("words", 0.98, 0.90), ("corpus", 1, 0.96)])
  func oracle(file: String, among: Double, first: Double) throws {
    let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/pinyin/\(file).txt")
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    var amongCount = 0
    var firstCount = 0
    for line in lines {
      let words = line.split(separator: " ")
      let spellings = pinyinSpellings(of: words[0]).map(\.joined)
      if spellings.contains(words.dropFirst().joined()) { amongCount += 1 }
      if spellings.first == words.dropFirst().joined() { firstCount += 1 }
    }
    #expect(Double(amongCount) >= among * Double(lines.count), "\(amongCount) of \(lines.count)")
    #expect(Double(firstCount) >= first * Double(lines.count), "\(firstCount) of \(lines.count)")
  }
}
