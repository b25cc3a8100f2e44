extension [UInt8] {
  /// The text in quotes that begins here, closed or not, or nil when no quote stands here.
  ///
  /// `"…"`, `“…”`, `«…»` and `「…」` hold text; `'…'`, `‘…’` and backquotes are a fault with a name.
  /// A text never goes beyond its line.
  func quotedToken(from start: Int) -> Token? {
    let opening = scalar(at: start)
    let content = start + opening.length
    switch opening.value {
    case 0x22: return text(from: start, content, closing: 0x22)
    case 0x201C, 0x201D: return text(from: start, content, closing: 0x201D)
    case 0xAB: return text(from: start, content, closing: 0xBB)
    case 0x300C: return text(from: start, content, closing: 0x300D)
    case 0x27: return singleQuoted(from: start, content, closing: 0x27)
    case 0x2018: return singleQuoted(from: start, content, closing: 0x2019)
    case 0x60: return singleQuoted(from: start, content, closing: 0x60)
    default: return nil
    }
  }

  private func text(from start: Int, _ content: Int, closing: UInt32) -> Token {
    var index = content
    while index < count {
      let scalar = rawScalar(at: index)
      if scalar.isNewline { break }
      index += scalar.length
      if scalar.value == UInt32(ascii: "\\") {
        let escaped = rawScalar(at: index)
        if !escaped.isNewline { index += escaped.length }
      } else if SourceScalar.folded(scalar.value) == closing {
        return Token(.text, start, index)
      }
    }
    return Token(.unclosedText, start, index)
  }

  private func singleQuoted(from start: Int, _ content: Int, closing: UInt32) -> Token {
    var index = content
    while index < count {
      let scalar = rawScalar(at: index)
      if scalar.isNewline { break }
      index += scalar.length
      // `'L'Oréal'`: an apostrophe inside a word closes nothing.
      let isClosing = SourceScalar.folded(scalar.value) == closing
      if isClosing, !self.scalar(at: index).continuesWord || closing == 0x60 {
        return Token(.singleQuoted, start, index)
      }
    }
    return Token(.unknown, start, content)
  }

  /// `@org:cast`, `@event:"https://x.example/e/1"`, or the part of it that is there.
  func identityToken(from start: Int, after sign: Int) -> Token {
    let endOfKind = endOfWord(from: sign)
    let entry = ReservedWords.entry(in: self, TextRange(sign, endOfKind))
    let colon = scalar(at: endOfKind)
    guard entry?.noun != nil, colon.value == UInt32(ascii: ":") else {
      let end = colon.value == UInt32(ascii: ":") ? endOfKind + colon.length : endOfKind
      return Token(.badIdentity, start, Swift.max(end, sign))
    }
    let idStart = endOfKind + colon.length
    if let quoted = quotedToken(from: idStart) {
      return Token(quoted.kind == .text ? .identity : .badIdentity, start, quoted.range.end)
    }
    var end = idStart
    while true {
      let scalar = scalar(at: end)
      guard !scalar.isEnd, scalar.continuesWord || scalar.value == UInt32(ascii: "-") else { break }
      end += scalar.length
    }
    return Token(end > idStart ? .identity : .badIdentity, start, end)
  }
}

/// The text between the quotes of a token, escapes resolved, with the first escape that means
/// nothing.
func textValue(_ bytes: [UInt8], _ range: TextRange, isClosed: Bool = true) -> (
  text: String, badEscape: TextRange?
) {
  let opening = bytes.rawScalar(at: range.start)
  var index = range.start + opening.length
  var end = range.end
  if isClosed {
    // The closing quote is one scalar: step back over its continuation bytes.
    end -= 1
    while end > index, bytes[end] & 0xC0 == 0x80 { end -= 1 }
  }
  var scalars = String.UnicodeScalarView()
  var badEscape: TextRange?
  while index < end {
    let scalar = bytes.rawScalar(at: index)
    let start = index
    index += scalar.length
    guard scalar.value == UInt32(ascii: "\\") else {
      scalars.append(Unicode.Scalar(scalar.value) ?? "\u{FFFD}")
      continue
    }
    guard let escape = escape(bytes, at: index, before: end) else {
      badEscape = badEscape ?? TextRange(start, min(end, index + bytes.rawScalar(at: index).length))
      continue
    }
    scalars.append(escape.scalar)
    index = escape.end
  }
  return (String(scalars), badEscape)
}

/// The scalar that the escape after a `\` stands for: `\"`, `\\`, `\n`, `\t`, `\u{1F600}`.
private func escape(_ bytes: [UInt8], at index: Int, before end: Int) -> (
  scalar: Unicode.Scalar, end: Int
)? {
  guard index < end else { return nil }
  let scalar = bytes.rawScalar(at: index)
  switch scalar.value {
  case UInt32(ascii: "n"): return ("\n", index + 1)
  case UInt32(ascii: "t"): return ("\t", index + 1)
  case UInt32(ascii: "\\"), UInt32(ascii: "\""), 0x201C, 0x201D, 0xAB, 0xBB, 0x300C, 0x300D:
    guard let quote = Unicode.Scalar(scalar.value) else { return nil }
    return (quote, index + scalar.length)
  case UInt32(ascii: "u"):
    guard bytes.rawScalar(at: index + 1).value == UInt32(ascii: "{") else { return nil }
    var value: UInt32 = 0
    var position = index + 2
    while position < end, let digit = hexadecimalValue(bytes[position]) {
      guard value <= 0x10FFFF else { return nil }
      value = value << 4 | digit
      position += 1
    }
    guard position > index + 2, position < end, bytes[position] == UInt8(ascii: "}"),
      let result = Unicode.Scalar(value)
    else { return nil }
    return (result, position + 1)
  default: return nil
  }
}

private func hexadecimalValue(_ byte: UInt8) -> UInt32? {
  switch byte {
  case 0x30...0x39: UInt32(byte - 0x30)
  case 0x41...0x46: UInt32(byte - 0x41 + 10)
  case 0x61...0x66: UInt32(byte - 0x61 + 10)
  default: nil
  }
}
