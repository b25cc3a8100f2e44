/// The forms in which a name with Cyrillic letters and what people type for it in Latin letters meet;
/// none when it has no such letter.
///
/// There are a dozen ways to write Russian in Latin letters (BGN/PCGN, ISO 9, passports, mail).
/// Rather than list them, both sides are brought to one coarse form, the letters that all ways have
/// in common, which ``latinKeys(ofTyped:)`` makes too: `Минобрнауки России` is `minobrnauki rosi`.
/// A name with `ё` has two, for some type `e` and some `o`.
public func latinKeys(ofCyrillic name: some StringProtocol) -> [String] {
  guard name.unicodeScalars.contains(where: isCyrillic) else { return [] }
  var forms = [String(name)]
  if name.unicodeScalars.contains(where: { $0 == "ё" || $0 == "Ё" }) {
    forms.append(forms[0].replacing("ё", with: "о").replacing("Ё", with: "О"))
  }
  return forms.map { coarse(latin(foldedKey($0))) }
}

/// What was typed in Latin letters as ``latinKeys(ofCyrillic:)`` has it; none when it has others.
///
/// The first is for a whole name. The rest are for one that is still being typed, where the next
/// letter may change the last: `khet` goes on as `khetszyun`, `rossi` as `rossiya`. The signs that
/// stand for `ь` and `ъ` don't count.
public func latinKeys(ofTyped text: some StringProtocol) -> [String] {
  let softened = text.unicodeScalars.filter { !"'’ʹʺ`".unicodeScalars.contains($0) }
  let key = foldedKey(String(String.UnicodeScalarView(softened)))
  guard key.unicodeScalars.allSatisfy(\.isASCII), key.contains(where: \.isLetter) else {
    return []
  }
  let continuations: [String] =
    switch key.last {
    case "y", "i", "j": ["a", "e", "o", "u"]
    case "t": ["s"]
    case "k", "p": ["h"]
    case "c": key.hasSuffix("sc") || key.hasSuffix("shc") ? ["h"] : []
    default: []
    }
  return [coarse(Array(key.utf8))] + continuations.map { coarse(Array((key + $0).utf8)) }
}

/// Whether a character is a Cyrillic letter.
public func isCyrillic(_ scalar: Unicode.Scalar) -> Bool { 0x400...0x52F ~= scalar.value }

/// A folded key with each Cyrillic letter as English has it; other scripts left out.
private func latin(_ key: String) -> [UInt8] {
  var text: [UInt8] = []
  for scalar in key.unicodeScalars {
    if scalar.isASCII {
      text.append(UInt8(ascii: scalar))
    } else if isCyrillic(scalar) {
      text += latinLetters[Int(scalar.value) - 0x400]
    }
  }
  return text
}

/// The Latin letters of U+0400 to U+052F.
///
/// Source: BGN/PCGN romanization, and for the letters of other languages what their users type.
private let latinLetters: [[UInt8]] = {
  let letters: [Unicode.Scalar: String] = [
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ы": "y", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g", "ў": "u",
    "ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz",
    "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
  ]
  var table = [[UInt8]](repeating: [], count: 0x130)
  for (scalar, latin) in letters { table[Int(scalar.value) - 0x400] = Array(latin.utf8) }
  return table
}()

/// Latin letters brought to the coarse form: hushing sounds without their `h`, `kh x h` as `h`, the
/// `y i j` before a vowel left out and any other run of them one `i`, doubled letters once.
private func coarse(_ text: [UInt8]) -> String {
  var key: [UInt8] = []
  var index = 0
  while index < text.count {
    var form = text[index]
    if isGlide(form) {
      while index < text.count, isGlide(text[index]) { index += 1 }
      if index < text.count, isVowel(text[index]) { continue }
      form = UInt8(ascii: "i")
    } else if let sound = sounds[Int(form & 0x7F)].first(where: { sound in
      text[index...].starts(with: sound.spelling)
    }) {
      index += sound.spelling.count
      form = sound.form
    } else {
      index += 1
    }
    if key.last != form { key.append(form) }
  }
  return String(decoding: key, as: UTF8.self)
}

/// What spellings of one sound have in common: by the first letter, the longest first.
private let sounds: [[(spelling: [UInt8], form: UInt8)]] = {
  var table = [[(spelling: [UInt8], form: UInt8)]](repeating: [], count: 0x80)
  for (spelling, form) in [
    ("shch", "s"), ("tsch", "c"), ("sch", "s"), ("tch", "c"), ("sh", "s"), ("zh", "z"),
    ("ch", "c"), ("ts", "c"), ("tz", "c"), ("kh", "h"), ("ks", "h"), ("ph", "f"), ("ck", "k"),
    ("x", "h"), ("q", "k"), ("w", "v"),
  ] as [(String, Unicode.Scalar)] {
    let bytes = Array(spelling.utf8)
    table[Int(bytes[0])].append((bytes, UInt8(ascii: form)))
  }
  return table
}()

private func isGlide(_ letter: UInt8) -> Bool {
  letter == UInt8(ascii: "y") || letter == UInt8(ascii: "i") || letter == UInt8(ascii: "j")
}

private func isVowel(_ letter: UInt8) -> Bool {
  switch letter {
  case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "o"), UInt8(ascii: "u"): true
  default: false
  }
}
