import Almanac

/// SplitMix64: the same numbers from the same seed, everywhere.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  /// Words in several scripts, with what is hard to write among them.
  mutating func text(upTo limit: Int) -> String {
    let pieces = [
      "a", "Zeit", "é", "e\u{301}", "中", "国科协", "конгресс", "👩‍👩‍👧", "🇨🇳", " ", "  ", ",", "\"", ";",
      "|", "\\", "\n", "\r\n", "\r", "\t", "\u{1B}[31m", "\u{7F}", "\u{9B}", "\u{202E}", "—", "…",
      "?",
      "`", "<b>", "ﬀ", "ｱ", "가", "\u{300}",
    ]
    return (0..<Int.random(in: 0...limit, using: &self))
      .map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
  }
}

/// The text without its SGR sequences.
func withoutColor(_ text: String) -> String {
  var plain = String.UnicodeScalarView()
  var isSequence = false
  for scalar in text.unicodeScalars {
    if scalar == "\u{1B}" { isSequence = true }
    if !isSequence { plain.append(scalar) }
    if isSequence, scalar == "m" { isSequence = false }
  }
  return String(plain)
}

/// A quantity as a corpus writes it.
func number(_ text: String) -> Value { .number(Quantity(text) ?? .unknown) }

/// A date that is only shown.
func date(_ text: String, isGuess: Bool = false) -> Value {
  .date(DateValue(starts: .unknown, ends: .unknown, isGuess: isGuess, text: text))
}

/// Several texts.
func list(_ members: [String], open: [ListColumn.More]? = nil) -> Value {
  .list(members.map { .text($0) }, open: open)
}
