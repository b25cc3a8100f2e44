import Almanac

/// The text without SGR sequences.
func stripped(_ text: String) -> String {
  var plain = String.UnicodeScalarView()
  var sequence = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch (sequence.count, scalar) {
    case (0, "\u{1B}"): sequence.append(scalar)
    case (0, _): plain.append(scalar)
    case (1, "["), (2..., "0"..."9"), (2..., ";"): sequence.append(scalar)
    case (2..., "m"): sequence = String.UnicodeScalarView()
    default:
      plain.append(contentsOf: sequence)
      plain.append(scalar)
      sequence = String.UnicodeScalarView()
    }
  }
  return String(plain)
}

/// Whether a terminal would obey the character instead of showing it.
func drivesTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
  default: false
  }
}

/// Everything in the text that a terminal would obey, line feeds and the `allowed` aside.
func driving(_ text: String, allowed: Set<Unicode.Scalar> = []) -> [Unicode.Scalar] {
  text.unicodeScalars.filter { drivesTerminal($0) && $0 != "\n" && !allowed.contains($0) }
}

/// A line cell by cell; the second cell of a wide character is nil.
func cells(_ line: Substring) -> [Character?] {
  line.flatMap { character in
    [character] + [Character?](repeating: nil, count: max(0, displayWidth(of: character) - 1))
  }
}
