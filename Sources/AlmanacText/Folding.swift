/// The form in which names are compared: two texts name the same thing when their keys are equal.
///
/// NFKC, case folded, diacritics of Latin, Greek and Cyrillic letters stripped, and every run of
/// spaces, hyphens, dashes, quotes, middle dots and other punctuation collapsed to one space, none
/// at the ends: `"L’Oréal – Prix"` is `"l oreal prix"`, `"ＣＡＳＴ"` is `"cast"`.
///
/// Marks of other scripts stay (`が` is not `か`), and so do those of five Cyrillic letters that
/// nobody prints without them (`й ї ў ѓ ќ`), while `ё` is `е`. Stroked and joined Latin letters go
/// the way people type them: `"Łódź"` is `"lodz"`, `"Æsir"` is `"aesir"`. Symbols are no
/// punctuation: `"C++"` stays `"c++"`. A text of nothing but punctuation is its own key (`"!!!"`),
/// so only a blank text has an empty one.
///
/// Source: Unicode Standard Annex #15 (NFKC), Unicode §3.13 (case folding), §4.5 (punctuation).
public func foldedKey(_ text: some StringProtocol) -> String {
  folded(text) { bytes, output in appendFoldedKey(of: bytes, to: &output) }
}

/// The form in which `contains` and `matches` compare text: folded as ``foldedKey(_:)``, but with
/// punctuation kept and every run of white space as one space.
///
/// Typographic quotes and dashes are read as `'`, `"` and `-`, so `contains "l'oreal"` finds
/// `L’Oréal`.
public func foldedText(_ text: some StringProtocol) -> String {
  folded(text) { bytes, output in appendFoldedText(of: bytes, to: &output) }
}

/// Appends the ``foldedKey(_:)`` of UTF-8 bytes; for bulk use, where a `String` each would cost.
///
/// Bytes that are no UTF-8 fold as U+FFFD. ASCII takes one pass without any call.
public func appendFoldedKey(of bytes: Span<UInt8>, to output: inout [UInt8]) {
  let start = output.count
  if isASCII(bytes) {
    appendASCIIKey(of: bytes, to: &output)
  } else if !appendPlainKey(of: bytes, to: &output) {
    appendUnicodeKey(of: bytes, to: &output)
  }
  if output.count == start {
    appendFoldedText(of: bytes, to: &output)
    trimSpaces(of: &output, from: start)
  }
}

/// Appends the ``foldedText(_:)`` of UTF-8 bytes.
///
/// Bytes that are no UTF-8 fold as U+FFFD. ASCII takes one pass without any call.
public func appendFoldedText(of bytes: Span<UInt8>, to output: inout [UInt8]) {
  if isASCII(bytes) {
    appendASCIIText(of: bytes, to: &output)
  } else if !appendPlainText(of: bytes, to: &output) {
    appendUnicodeText(of: bytes, to: &output)
  }
}

private func folded(
  _ text: some StringProtocol, by append: (Span<UInt8>, inout [UInt8]) -> Void
) -> String {
  var copy = String(text)
  return copy.withUTF8 { buffer in
    var output: [UInt8] = []
    output.reserveCapacity(buffer.count)
    append(unsafe buffer.span, &output)
    return String(decoding: output, as: UTF8.self)
  }
}

func isASCII(_ bytes: Span<UInt8>) -> Bool {
  var all: UInt8 = 0
  for index in bytes.indices {
    all |= bytes[index]
  }
  return all < 0x80
}

private func appendASCIIKey(of bytes: Span<UInt8>, to output: inout [UInt8]) {
  output.append(addingCapacity: bytes.count) { key in
    var isGap = false
    for index in bytes.indices {
      guard let kept = asciiKeyByte(bytes[index]) else {
        isGap = true
        continue
      }
      if isGap && key.count > 0 { key.append(0x20) }
      isGap = false
      key.append(kept)
    }
  }
}

/// Letters in lower case, digits and the symbols `$ + < = >`; nil for what separates words.
func asciiKeyByte(_ byte: UInt8) -> UInt8? {
  switch byte {
  case 0x61...0x7A, 0x30...0x39, 0x24, 0x2B, 0x3C...0x3E: byte
  case 0x41...0x5A: byte | 0x20
  default: nil
  }
}

/// A capital as its small letter, every other byte as it is.
@inline(__always)
func foldedASCII(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

private func appendASCIIText(of bytes: Span<UInt8>, to output: inout [UInt8]) {
  output.append(addingCapacity: bytes.count) { text in
    var isGap = false
    for index in bytes.indices {
      let byte = bytes[index]
      if byte <= 0x20 || byte == 0x7F {
        if !isGap { text.append(0x20) }
        isGap = true
      } else {
        text.append(foldedASCII(byte))
        isGap = false
      }
    }
  }
}

/// Takes the spaces off both ends of the bytes from `start` on.
private func trimSpaces(of output: inout [UInt8], from start: Int) {
  while output.count > start && output[output.count - 1] == 0x20 { output.removeLast() }
  while output.count > start && output[start] == 0x20 { output.remove(at: start) }
}
