/// The way of ``appendFoldedKey(of:to:)`` for the letters that nearly all names are made of, in one
/// pass without any call: ASCII, Latin-1, Russian, kana, Hangul and Han. Appends nothing and answers
/// false when there is any other, a combining mark above all.
///
/// A key is never longer than the text, as each of these letters folds to as many bytes or fewer.
func appendPlainKey(of bytes: Span<UInt8>, to output: inout [UInt8]) -> Bool {
  let start = output.count
  var isPlain = true
  output.append(addingCapacity: bytes.count) { key in
    var isGap = false
    var index = 0
    while index < bytes.count {
      let scalar = plainScalar(of: bytes, at: &index)
      if scalar == gap {
        isGap = true
        continue
      }
      guard scalar != other else {
        isPlain = false
        return
      }
      if isGap && key.count > 0 { key.append(0x20) }
      isGap = false
      appendPlain(scalar, to: &key)
    }
  }
  if !isPlain { output.removeLast(output.count - start) }
  return isPlain
}

/// The same for ``appendFoldedText(of:to:)``: of signs and spaces only those of ASCII are plain.
func appendPlainText(of bytes: Span<UInt8>, to output: inout [UInt8]) -> Bool {
  let start = output.count
  var isPlain = true
  output.append(addingCapacity: bytes.count) { text in
    var isGap = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        let isSpace = byte <= 0x20 || byte == 0x7F
        if !(isSpace && isGap) { text.append(isSpace ? 0x20 : foldedASCII(byte)) }
        isGap = isSpace
        continue
      }
      let scalar = plainScalar(of: bytes, at: &index)
      guard scalar != other, scalar != gap else {
        isPlain = false
        return
      }
      isGap = false
      appendPlain(scalar, to: &text)
    }
  }
  if !isPlain { output.removeLast(output.count - start) }
  return isPlain
}

/// Appends a scalar of no more than three bytes.
@inline(__always)
private func appendPlain(_ scalar: UInt32, to output: inout OutputSpan<UInt8>) {
  if scalar < 0x80 {
    output.append(UInt8(truncatingIfNeeded: scalar))
  } else if scalar < 0x800 {
    output.append(UInt8(truncatingIfNeeded: 0xC0 | scalar >> 6))
    output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  } else {
    output.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
    output.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    output.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }
}

/// What separates words, and what is not plain; no key holds either number.
private let gap: UInt32 = 0
private let other: UInt32 = 1

/// The folded scalar at `index`, which moves behind it.
private func plainScalar(of bytes: Span<UInt8>, at index: inout Int) -> UInt32 {
  let lead = bytes[index]
  if lead < 0x80 {
    index += 1
    return asciiKeyByte(lead).map(UInt32.init) ?? gap
  }
  if lead < 0xE0 {
    guard lead >= 0xC2, index + 1 < bytes.count, bytes[index + 1] & 0xC0 == 0x80 else {
      return other
    }
    let scalar = UInt32(lead & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F)
    index += 2
    return foldedTwoByteScalar(scalar)
  }
  guard lead < 0xF0, index + 2 < bytes.count, bytes[index + 1] & 0xC0 == 0x80,
    bytes[index + 2] & 0xC0 == 0x80
  else { return other }
  let scalar =
    UInt32(lead & 0x0F) << 12 | UInt32(bytes[index + 1] & 0x3F) << 6
    | UInt32(bytes[index + 2] & 0x3F)
  index += 3
  switch scalar {
  case 0x4E00...0x9FFF, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC, 0xAC00...0xD7A3: return scalar
  case 0x2010...0x2015, 0x2018...0x201F, 0x3000...0x3002, 0x3008...0x3011, 0x30FB, 0xFF08, 0xFF09,
    0xFF0C, 0xFF1A:
    return gap
  default: return other
  }
}

private func foldedTwoByteScalar(_ scalar: UInt32) -> UInt32 {
  switch scalar {
  case 0x430...0x44F: scalar
  case 0x410...0x42F: scalar + 0x20
  case 0x401, 0x451: 0x435
  case 0xAB, 0xB7, 0xBB: gap
  case 0xC0...0xC5, 0xE0...0xE5: 0x61  // à to å
  case 0xC7, 0xE7: 0x63  // ç
  case 0xC8...0xCB, 0xE8...0xEB: 0x65  // è to ë
  case 0xCC...0xCF, 0xEC...0xEF: 0x69  // ì to ï
  case 0xD1, 0xF1: 0x6E  // ñ
  case 0xD2...0xD6, 0xD8, 0xF2...0xF6, 0xF8: 0x6F  // ò to ø
  case 0xD9...0xDC, 0xF9...0xFC: 0x75  // ù to ü
  case 0xDD, 0xFD, 0xFF: 0x79  // ý ÿ
  default: other
  }
}
