internal import CUtf8proc

/// The cells that a terminal gives to a text, grapheme by grapheme: East Asian wide and emoji 2,
/// combining 0, control characters 0.
///
/// Source: Unicode Standard Annex #11 (East Asian Width), by utf8proc.
public func displayWidth(_ text: some StringProtocol) -> Int {
  var copy = String(text)
  let ascii: Int? = copy.withUTF8 { buffer in
    let bytes = unsafe buffer.span
    guard isASCII(bytes) else { return nil }
    var width = 0
    for index in bytes.indices where bytes[index] >= 0x20 && bytes[index] != 0x7F { width += 1 }
    return width
  }
  if let ascii { return ascii }
  return copy.reduce(0) { $0 + displayWidth(of: $1) }
}

/// The cells that a terminal gives to one grapheme: 0, 1, 2, or more for a cluster of several
/// spacing letters, as Indic scripts have them.
///
/// Emoji made of several (joined by U+200D, in emoji style by U+FE0F, with a skin tone, or a flag of
/// two letters) are 2.
///
/// Source: Unicode Technical Standard #51 (emoji sequences).
public func displayWidth(of character: Character) -> Int {
  var sum = 0
  var scalarCount = 0
  var isEmoji = false
  for scalar in character.unicodeScalars {
    scalarCount += 1
    switch scalar.value {
    case 0xFE0F, 0x1F3FB...0x1F3FF: isEmoji = isEmoji || scalarCount > 1
    case 0x200D: isEmoji = isEmoji || sum >= 2
    case 0x1F1E6...0x1F1FF: isEmoji = isEmoji || scalarCount > 1
    default: break
    }
    sum += Int(utf8proc_charwidth(Int32(bitPattern: scalar.value)))
  }
  return isEmoji ? 2 : sum
}

/// The text cut to at most `widthColumns` cells, with `…` as the last of them when it was cut.
///
/// Never cuts within a grapheme: the result may be a cell narrower before a wide one.
public func truncated(_ text: String, toWidth widthColumns: Int) -> String {
  guard widthColumns > 0 else { return "" }
  var width = 0
  var end = text.startIndex
  for index in text.indices {
    let next = width + displayWidth(of: text[index])
    if next > widthColumns { return String(text[..<end]) + "…" }
    width = next
    if width < widthColumns { end = text.index(after: index) }
  }
  return text
}

/// On which side of its column a text stands.
public enum Alignment: Hashable, Sendable {
  /// At the left edge, spaces after it.
  case leading
  /// At the right edge, spaces before it, as numbers are.
  case trailing
  /// In the middle, the odd space after it.
  case center
}

/// The text with spaces added up to `widthColumns` cells; a wider text as it is.
public func padded(
  _ text: String, toWidth widthColumns: Int, alignment: Alignment = .leading
) -> String {
  let missing = widthColumns - displayWidth(text)
  guard missing > 0 else { return text }
  let before =
    switch alignment {
    case .leading: 0
    case .trailing: missing
    case .center: missing / 2
    }
  return String(repeating: " ", count: before) + text
    + String(repeating: " ", count: missing - before)
}

/// The text with every character that could drive a terminal shown instead of obeyed: C0 controls
/// as their pictures (`␛`, `␊`), C1 controls and those that turn the direction of writing as
/// `\u{202E}`.
///
/// Source: Unicode Control Pictures (U+2400); Unicode Standard Annex #9 for the directions.
public func visible(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: drivesTerminal) else { return text }
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    guard drivesTerminal(scalar) else {
      shown.append(scalar)
      continue
    }
    let picture =
      switch scalar.value {
      case 0..<0x20: Unicode.Scalar(0x2400 + scalar.value)
      case 0x7F: Unicode.Scalar(0x2421 as UInt32)
      default: nil as Unicode.Scalar?
      }
    if let picture {
      shown.append(picture)
    } else {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      shown.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
    }
  }
  return String(shown)
}

private func drivesTerminal(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
    true
  default: false
  }
}
