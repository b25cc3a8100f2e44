import AlmanacText
import Testing

@Suite("Cyrillic in Latin letters")
struct CyrillicSpellingTests {
  /// BGN/PCGN, ISO 9 folded, passports, German, and what people make of them.
  @Test(
    "all usual ways of typing a name meet its key",
    arguments: [
      ("Россия", ["Rossiya", "Rossiia", "Rossija", "Rossia", "rosiya"]),
      ("Чунцин", ["Chuntsin", "Čuncin", "Cuncin", "Chuncin"]),
      ("Шеху", ["Shekhu", "Shehu", "Šehu", "Schehu", "Shexu"]),
      (
        "Инь Хэцзюнь", ["In Khetszyun", "In' Khetszyun'", "In Hêczûn", "In Hetszjun", "In Xeczyun"]
      ),
      ("Пекинский", ["Pekinskiy", "Pekinskij", "Pekinskii", "Pekinsky", "Pekinski"]),
      ("Минобрнауки", ["Minobrnauki", "minobrnauki"]),
      ("Щукин", ["Shchukin", "Schukin", "Ŝukin", "Shukin"]),
      ("Юрий Яковлев", ["Yuriy Yakovlev", "Iurii Iakovlev", "Jurij Jakovlev", "Ûrij Âkovlev"]),
      ("Королёв", ["Korolev", "Korolyov", "Koroljov", "Korolëv"]),
      ("Харьков", ["Kharkov", "Khar'kov", "Harkov", "Xarkov"]),
      ("Александр", ["Aleksandr", "Alexandr"]),
      ("объект", ["obekt", "ob'ekt", "obyekt", "ob’ekt"]),
      ("Київ", ["Kyiv", "Kiyiv", "Kyjiv"]),
      ("Ђорђе", ["Djordje", "Đorđe"]),
    ])
  func spellings(name: String, typed: [String]) throws {
    let keys = latinKeys(ofCyrillic: name)
    for text in typed {
      let key = try #require(latinKeys(ofTyped: text).first)
      #expect(keys.contains(key), "\(text): \(key), not in \(keys)")
    }
  }

  @Test(
    "a name that is being typed is met at every letter",
    arguments: [
      ("Россия", "Rossiya"), ("Инь Хэцзюнь", "In Khetszyun"), ("Щукин", "Shchukin"),
      ("Чунцин", "Chuntsin"), ("Юрий Яковлев", "Yuriy Yakovlev"), ("Харьков", "Khar'kov"),
      ("Российская академия наук", "Rossijskaja akademija nauk"),
    ])
  func typing(name: String, typed: String) {
    let keys = latinKeys(ofCyrillic: name)
    for length in 1...typed.count {
      let text = typed.prefix(length)
      #expect(
        latinKeys(ofTyped: text).contains { typed in keys.contains { $0.hasPrefix(typed) } },
        "\(text): \(latinKeys(ofTyped: text)), \(keys)")
    }
  }

  @Test("words stay apart, and other names have other keys")
  func differences() {
    #expect(latinKeys(ofCyrillic: "Минобрнауки России") == ["minobrnauki rosi"])
    #expect(latinKeys(ofCyrillic: "Чунцин") != latinKeys(ofCyrillic: "Ченцин"))
    #expect(latinKeys(ofCyrillic: "CAST").isEmpty)
    #expect(latinKeys(ofCyrillic: "").isEmpty)
  }

  @Test("what is no Latin text has no key", arguments: ["Пекин", "北京", "", "2023"])
  func noKey(typed: String) {
    #expect(latinKeys(ofTyped: typed).isEmpty)
  }
}
