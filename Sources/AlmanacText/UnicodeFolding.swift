internal import CUtf8proc

/// The way of ``appendFoldedKey(of:to:)`` for text that is not all ASCII.
func appendUnicodeKey(of bytes: Span<UInt8>, to output: inout [UInt8]) {
  var isGap = false
  let start = output.count
  for scalar in foldedScalars(of: bytes) {
    if separatesWords(scalar) {
      isGap = true
      continue
    }
    if isGap && output.count > start { output.append(0x20) }
    isGap = false
    appendUTF8(of: scalar, to: &output)
  }
}

/// The way of ``appendFoldedText(of:to:)`` for text that is not all ASCII.
func appendUnicodeText(of bytes: Span<UInt8>, to output: inout [UInt8]) {
  var isGap = false
  for scalar in foldedScalars(of: bytes) {
    let plain = plainPunctuation(scalar)
    if plain == 0x20 {
      if !isGap { output.append(0x20) }
      isGap = true
    } else {
      appendUTF8(of: plain, to: &output)
      isGap = false
    }
  }
}

/// NFKC and case folding, without the diacritics of ``foldedKey(_:)``.
private func foldedScalars(of bytes: Span<UInt8>) -> [Int32] {
  var scalars = decomposedScalars(of: bytes)
  stripDiacritics(of: &scalars)
  let count = unsafe scalars.withUnsafeMutableBufferPointer { buffer in
    unsafe utf8proc_normalize_utf32(
      buffer.baseAddress, buffer.count,
      utf8proc_option_t(UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue))
  }
  if count >= 0 && count < scalars.count { scalars.removeLast(scalars.count - count) }
  return scalars
}

/// The compatibility decomposition, case folded, default-ignorable characters dropped.
private func decomposedScalars(of bytes: Span<UInt8>) -> [Int32] {
  let options = utf8proc_option_t(
    UTF8PROC_STABLE.rawValue | UTF8PROC_COMPAT.rawValue | UTF8PROC_DECOMPOSE.rawValue
      | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_IGNORE.rawValue)
  // Normalization seldom lengthens a text: the second round is for ligatures such as U+FDFA.
  var capacity = bytes.count + 8
  while true {
    var needed = 0
    let scalars = unsafe [Int32](unsafeUninitializedCapacity: capacity) { buffer, count in
      needed = unsafe bytes.withUnsafeBufferPointer { source in
        unsafe utf8proc_decompose(
          source.baseAddress, source.count, buffer.baseAddress, buffer.count, options)
      }
      count = needed >= 0 && needed <= buffer.count ? needed : 0
    }
    if needed < 0 { return decomposedScalars(ofInvalid: bytes) }
    if needed <= capacity { return scalars }
    capacity = needed
  }
}

private func decomposedScalars(ofInvalid bytes: Span<UInt8>) -> [Int32] {
  var repaired = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  return repaired.withUTF8 { buffer in
    // Swift's repair leaves nothing that utf8proc refuses; an empty answer ends any doubt.
    unsafe utf8proc_decompose(buffer.baseAddress, buffer.count, nil, 0, utf8proc_option_t(0)) < 0
      ? [] : decomposedScalars(of: buffer.span)
  }
}

/// Drops the combining marks that follow a Latin, Greek or Cyrillic letter (or a separator: the
/// acute accent that stands alone decomposes to one on a space) and spells out stroked letters.
private func stripDiacritics(of scalars: inout [Int32]) {
  var kept: [Int32] = []
  kept.reserveCapacity(scalars.count)
  var base: Int32 = 0
  for scalar in scalars {
    if isMark(scalar) {
      if !losesMarks(base) || isLetterOfItsOwn(base, mark: scalar) { kept.append(scalar) }
      continue
    }
    base = scalar
    switch scalar {
    case 0xE6: kept += [0x61, 0x65]  // æ
    case 0x153: kept += [0x6F, 0x65]  // œ
    case 0xF8: kept.append(0x6F)  // ø
    case 0x142: kept.append(0x6C)  // ł
    case 0x111, 0xF0: kept.append(0x64)  // đ ð
    case 0xFE: kept += [0x74, 0x68]  // þ
    case 0x127: kept.append(0x68)  // ħ
    case 0x167: kept.append(0x74)  // ŧ
    case 0x131: kept.append(0x69)  // ı
    default: kept.append(scalar)
    }
  }
  scalars = kept
}

private func isMark(_ scalar: Int32) -> Bool {
  guard scalar >= 0x300 else { return false }
  let category = utf8proc_category(scalar)
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME
}

private func losesMarks(_ base: Int32) -> Bool {
  switch base {
  case 0x00...0x2FF, 0x370...0x52F, 0x1C80...0x1C8F, 0x1D00...0x1DBF, 0x1E00...0x1FFF,
    0x2C60...0x2C7F, 0xA640...0xA69F, 0xA720...0xA7FF:
    true
  default: false
  }
}

/// Cyrillic letters that nobody prints without their mark: й ї ў ѓ ќ.
private func isLetterOfItsOwn(_ base: Int32, mark: Int32) -> Bool {
  switch (base, mark) {
  case (0x438, 0x306), (0x456, 0x308), (0x443, 0x306), (0x433, 0x301), (0x43A, 0x301): true
  default: false
  }
}

/// Spaces, controls and punctuation, and the few symbols and letters that people use as quotes,
/// dashes or bars.
private func separatesWords(_ scalar: Int32) -> Bool {
  if scalar < 0x80 { return asciiKeyByte(UInt8(truncatingIfNeeded: scalar)) == nil }
  switch scalar {
  case 0x2B9...0x2BF, 0x2212: return true  // modifier letters used as apostrophes; minus sign
  default: break
  }
  switch utf8proc_category(scalar) {
  case UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PD, UTF8PROC_CATEGORY_PS, UTF8PROC_CATEGORY_PE,
    UTF8PROC_CATEGORY_PI, UTF8PROC_CATEGORY_PF, UTF8PROC_CATEGORY_PO, UTF8PROC_CATEGORY_ZS,
    UTF8PROC_CATEGORY_ZL, UTF8PROC_CATEGORY_ZP, UTF8PROC_CATEGORY_CC, UTF8PROC_CATEGORY_CF:
    return true
  default: return false
  }
}

/// A scalar as the keyboard has it: white space and controls as a space, typographic quotes and
/// dashes as `'`, `"` and `-`, everything else as it is.
private func plainPunctuation(_ scalar: Int32) -> Int32 {
  if scalar <= 0x20 || scalar == 0x7F { return 0x20 }
  if scalar < 0x80 { return scalar }
  switch scalar {
  case 0x2018...0x201B, 0x2039, 0x203A, 0x2BB...0x2BD, 0x2032: return 0x27
  case 0x201C...0x201F, 0xAB, 0xBB, 0x2033: return 0x22
  case 0x2212: return 0x2D
  default: break
  }
  switch utf8proc_category(scalar) {
  case UTF8PROC_CATEGORY_PD: return 0x2D
  case UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZL, UTF8PROC_CATEGORY_ZP, UTF8PROC_CATEGORY_CC:
    return 0x20
  default: return scalar
  }
}

private func appendUTF8(of scalar: Int32, to output: inout [UInt8]) {
  guard let scalar = Unicode.Scalar(UInt32(bitPattern: scalar)) else { return }
  output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
}
