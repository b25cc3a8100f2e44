import AlmanacText
import TestSupport
import Testing

@Test(
  "names that people take for the same have the same key",
  arguments: [
    ("L’Oréal – Prix", "l oreal prix"),
    ("ＣＡＳＴ", "cast"),
    ("  Belt-and-Road  ", "belt and road"),
    ("Инь Хэцзюнь", "инь хэцзюнь"),
    ("Тверской, ёлка", "тверской елка"),
    ("и\u{306}", "й"),
    ("Ελλάδα ΟΔΟΣ", "ελλαδα οδοσ"),
    ("Łódź Æsir Øresund", "lodz aesir oresund"),
    ("STRASSE Straße", "strasse strasse"),
    ("İstanbul ısı", "istanbul isi"),
    ("が か\u{3099}", "が が"),
    ("ｶﾞ", "ガ"),
    ("中国科协2025“开放合作月”", "中国科协2025 开放合作月"),
    ("レオナルド・ダ・ヴィンチ", "レオナルド ダ ヴィンチ"),
    ("Об\u{2BC}єднання", "об єднання"),
    ("C++ & C", "c++ c"),
    ("ﬁnal™", "finaltm"),
    ("한국 \u{1112}\u{1161}\u{11AB}", "한국 한"),
    ("soft\u{AD}hyphen", "softhyphen"),
    ("a\u{B4}b", "a b"),
    ("!!!", "!!!"),
    (" — ", "-"),
    ("", ""),
    ("   ", ""),
  ])
func keys(text: String, key: String) {
  #expect(foldedKey(text) == key)
}

@Test("a key is its own key", arguments: ["L’Oréal – Prix", "й Ё ﷺ", "!!!", "ｶﾞ Å ǖ", "İ\u{345}"])
func keysAreStable(text: String) {
  #expect(foldedKey(foldedKey(text)) == foldedKey(text))
}

@Test("the way for ASCII and the way for the rest agree", arguments: 0..<64 as Range<UInt64>)
func waysAgree(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  let text = String(
    decoding: (0..<40).map { _ in UInt8.random(in: 0..<0x80, using: &random) }, as: UTF8.self)
  // A letter outside ASCII at the end sends the same text the long way.
  #expect(foldedKey(text + "xж") == foldedKey(text + "x") + "ж")
  #expect(foldedText(text + "xж") == foldedText(text + "x") + "ж")
}

@Test("the short way for common letters says what the long way says, for every scalar")
func shortWayAgrees() {
  for scalar in UInt32(1)...0xFFFF {
    guard let scalar = Unicode.Scalar(scalar) else { continue }
    let text = "a\(scalar)b \(scalar)"
    // A letter of a rare script in front sends the same text the long way.
    for (fold, form) in [(foldedKey, "key"), (foldedText, "text")] as [((String) -> String, String)]
    {
      let long = fold("𐐨 " + text)
      let short = fold(text)
      guard long != "𐐨 " + short else { continue }
      Issue.record("\(form) of U+\(String(scalar.value, radix: 16)): \(short) is not \(long)")
    }
  }
}

@Test("bytes fold as their text does, and bytes that are no UTF-8 do no harm")
func bytesFold() {
  var output: [UInt8] = Array("kept|".utf8)
  appendFoldedKey(of: Array("Ré-Sumé".utf8).span, to: &output)
  #expect(String(decoding: output, as: UTF8.self) == "kept|re sume")
  var broken: [UInt8] = []
  appendFoldedKey(of: ([0x41, 0xFF, 0xC3, 0x42] as [UInt8]).span, to: &broken)
  #expect(String(decoding: broken, as: UTF8.self) == "a\u{FFFD}\u{FFFD}b")
}

@Test("random bytes fold without a trap", arguments: 0..<64 as Range<UInt64>)
func randomBytesFold(seed: UInt64) {
  var random = SeededGenerator(seed: seed)
  for length in 0..<60 {
    let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
    var output: [UInt8] = []
    appendFoldedKey(of: bytes.span, to: &output)
    appendFoldedText(of: bytes.span, to: &output)
    #expect(String(validating: output, as: UTF8.self) != nil)
  }
}

@Test("text for searching keeps its punctuation, in the keyboard's spelling")
func textKeepsPunctuation() {
  #expect(foldedText("L’Oréal\t\n –  “Prix” (2023)") == "l'oreal - \"prix\" (2023)")
  #expect(foldedText("A  B") == "a b")
}

@Test(
  "a glob fits the whole text",
  arguments: [
    ("*summit", "BRICS Summit", true), ("summit", "BRICS Summit", false),
    ("br*su?mit", "BRICS Summit", true), ("*", "", true), ("?", "", false), ("", "", true),
    ("??", "北京", true), ("?", "北京", false), ("*a*b*", "xxaxxbxx", true),
    ("*a*b", "xxaxxbxx", false), (#"100\*"#, "100*", true), (#"100\*"#, "100x", false),
    ("été*", "Ete 2023", true), ("a*", "ba", false), (#"a\"#, #"a\"#, true),
  ])
func globs(pattern: String, text: String, fits: Bool) {
  #expect(globMatches(pattern: pattern, text: text) == fits)
}

@Test("many stars on a long text end at once")
func globDoesNotBlowUp() {
  let pattern = String(repeating: "a*", count: 60) + "b"
  #expect(!globMatches(pattern: pattern, text: String(repeating: "a", count: 20_000)))
}
