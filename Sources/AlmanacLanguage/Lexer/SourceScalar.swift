/// One Unicode scalar of a source text as the language reads it outside quotes: full-width forms
/// are their ASCII twins, so that a Chinese keyboard left on is no error.
struct SourceScalar {
  /// The folded scalar; 0xFFFD stands for bytes that are no UTF-8.
  var value: UInt32
  /// Bytes in the text; 0 at its end.
  var length: Int

  static let end = SourceScalar(value: 0, length: 0)

  var isEnd: Bool { length == 0 }

  var isDigit: Bool { value &- 0x30 < 10 }

  var isSpace: Bool {
    switch value {
    case 0x20, 0x09, 0x0B, 0x0C, 0xA0, 0x1680, 0x2000...0x200B, 0x202F, 0x205F, 0xFEFF: true
    default: false
    }
  }

  var isNewline: Bool { value == 0x0A || value == 0x0D || value == 0x2028 || value == 0x2029 }

  /// `-`, `'` or `’`: part of a word between two of its characters.
  var joinsWords: Bool { value == 0x2D || value == 0x27 || value == 0x2019 }

  var startsWord: Bool {
    if value < 0x80 { return (value | 0x20) &- 0x61 < 26 }
    if Self.isCommonIdeograph(value) { return true }
    return Unicode.Scalar(value)?.properties.isXIDStart ?? false
  }

  var continuesWord: Bool {
    if value < 0x80 { return (value | 0x20) &- 0x61 < 26 || isDigit || value == 0x5F }
    if Self.isCommonIdeograph(value) { return true }
    return Unicode.Scalar(value)?.properties.isXIDContinue ?? false
  }

  /// A short way for the scripts that fill most names outside ASCII.
  private static func isCommonIdeograph(_ value: UInt32) -> Bool {
    (0x4E00...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value)
      || (0x0410...0x044F).contains(value)
  }

  /// Full-width forms (U+FF01–FF5E), the ideographic space and `、` as ASCII, the rest as it is.
  static func folded(_ value: UInt32) -> UInt32 {
    switch value {
    case 0xFF01...0xFF5E: value - 0xFEE0
    case 0x3000: 0x20
    case 0x3001: 0x2C
    default: value
    }
  }
}

extension [UInt8] {
  /// The scalar at a byte, unfolded; one byte of 0xFFFD where the bytes are no UTF-8.
  ///
  /// Source: The Unicode Standard, table 3-7 (well-formed UTF-8).
  func rawScalar(at index: Int) -> SourceScalar {
    guard index < count else { return .end }
    let first = self[index]
    if first < 0x80 { return SourceScalar(value: UInt32(first), length: 1) }
    let broken = SourceScalar(value: 0xFFFD, length: 1)
    let length: Int
    var value: UInt32
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
    switch first {
    case 0xC2...0xDF:
      length = 2
      value = UInt32(first & 0x1F)
    case 0xE0...0xEF:
      length = 3
      value = UInt32(first & 0x0F)
      if first == 0xE0 { lowest = 0xA0 }
      if first == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      length = 4
      value = UInt32(first & 0x07)
      if first == 0xF0 { lowest = 0x90 }
      if first == 0xF4 { highest = 0x8F }
    default:
      return broken
    }
    guard index + length <= count else { return broken }
    for offset in 1..<length {
      let byte = self[index + offset]
      guard byte >= lowest, byte <= highest else { return broken }
      value = value << 6 | UInt32(byte & 0x3F)
      lowest = 0x80
      highest = 0xBF
    }
    return SourceScalar(value: value, length: length)
  }

  /// The scalar at a byte as the language reads it outside quotes.
  func scalar(at index: Int) -> SourceScalar {
    var scalar = rawScalar(at: index)
    if scalar.value >= 0x3000 { scalar.value = SourceScalar.folded(scalar.value) }
    return scalar
  }

  /// The text of a range, full-width forms folded.
  func foldedText(in range: Range<Int>) -> String {
    var result = String.UnicodeScalarView()
    var index = range.lowerBound
    var isASCII = true
    for position in range where self[position] >= 0x80 {
      isASCII = false
      break
    }
    if isASCII { return String(decoding: self[range], as: UTF8.self) }
    while index < range.upperBound {
      let scalar = scalar(at: index)
      result.append(Unicode.Scalar(scalar.value) ?? "\u{FFFD}")
      index += Swift.max(scalar.length, 1)
    }
    return String(result)
  }
}
