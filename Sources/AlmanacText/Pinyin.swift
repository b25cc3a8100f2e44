/// One way in which a name with Han characters is typed in Latin letters.
public struct PinyinSpelling: Hashable, Sendable {
  /// The syllables without tones and joined, `ü` as `u`: `zhongguokexie`.
  public var joined: String
  /// The first letter of each syllable: `zgkx`.
  public var initials: String

  /// A spelling by its two forms.
  public init(joined: String, initials: String) {
    self.joined = joined
    self.initials = initials
  }
}

/// A name is spelt in at most so many ways, whatever its characters may be read as.
public let pinyinSpellingLimit = 8

/// The ways in which a name is typed in pinyin, the commonest readings first; none when it has no
/// Han character.
///
/// Latin letters and digits in the name stay whole (`2025年` is `2025nian`, initials `2025n`), what
/// can't be typed so is left out. Characters that are read in several ways multiply the spellings up
/// to ``pinyinSpellingLimit``; where that is reached the later ones have their commonest reading.
public func pinyinSpellings(of name: some StringProtocol) -> [PinyinSpelling] {
  guard name.unicodeScalars.contains(where: isHan) else { return [] }
  let readings = PinyinReadings.table
  var spellings: [(joined: [UInt8], initials: [UInt8])] = [([], [])]
  var characterCount = 0
  for scalar in foldedKey(name).unicodeScalars {
    if scalar.isASCII {
      guard let letter = pinyinLetter(scalar) else { continue }
      for index in spellings.indices {
        spellings[index].joined.append(letter)
        spellings[index].initials.append(letter)
      }
      continue
    }
    let syllables = readings[scalar]
    guard !syllables.isEmpty else { continue }
    characterCount += 1
    if syllables.count * spellings.count > pinyinSpellingLimit || syllables.count == 1 {
      for index in spellings.indices { append(syllables[0], to: &spellings[index]) }
    } else {
      spellings = spellings.flatMap { spelling in
        syllables.map { syllable in
          var longer = spelling
          append(syllable, to: &longer)
          return longer
        }
      }
    }
  }
  guard characterCount > 0 else { return [] }
  return spellings.map {
    PinyinSpelling(
      joined: String(decoding: $0.joined, as: UTF8.self),
      initials: String(decoding: $0.initials, as: UTF8.self))
  }
}

/// What was typed in Latin letters as ``PinyinSpelling`` has it, or nil when it can be no pinyin.
///
/// Spaces, apostrophes, hyphens and tone marks don't count: `Zhōngguó kēxié`, `xi'an`, `lv` for `lü`.
public func pinyinKey(ofTyped text: some StringProtocol) -> String? {
  var key: [UInt8] = []
  var hasLetter = false
  for scalar in foldedKey(text).unicodeScalars {
    guard scalar.isASCII else { return nil }
    guard let letter = pinyinLetter(scalar) else { continue }
    hasLetter = hasLetter || letter >= UInt8(ascii: "a")
    key.append(letter)
  }
  return hasLetter ? String(decoding: key, as: UTF8.self) : nil
}

/// Whether `typed` (a ``pinyinKey(ofTyped:)``) stands in the name from the beginning of a syllable on.
public func pinyinHasSyllables(_ typed: String, in name: String) -> Bool {
  var rest = foldedKey(name)[...]
  while let first = rest.unicodeScalars.first {
    if isHan(first), pinyinSpellings(of: rest).contains(where: { $0.joined.hasPrefix(typed) }) {
      return true
    }
    rest.unicodeScalars.removeFirst()
  }
  return false
}

private func append(_ syllable: [UInt8], to spelling: inout (joined: [UInt8], initials: [UInt8])) {
  spelling.joined += syllable
  spelling.initials += syllable.prefix(1)
}

/// A letter or digit of a folded key; `v` is what keyboards have for `ü`, whose dots folding takes.
private func pinyinLetter(_ scalar: Unicode.Scalar) -> UInt8? {
  switch scalar {
  case "v": UInt8(ascii: "u")
  case "a"..."z", "0"..."9": UInt8(ascii: scalar)
  default: nil
  }
}
