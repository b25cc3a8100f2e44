/// The bytes that escapes of TOML or JSON stand for; the reader has checked them.
///
/// `\u` of a surrogate pair (JSON) makes one character. A backslash at the end of a line (TOML)
/// takes the white space after it away, and CR LF is one line end.
func unescaped(_ raw: ArraySlice<UInt8>) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(raw.count)
  var index = raw.startIndex
  while index < raw.endIndex {
    let byte = raw[index]
    index += 1
    if byte == 0x0D && index < raw.endIndex && raw[index] == 0x0A { continue }
    guard byte == 0x5C, index < raw.endIndex else {
      output.append(byte)
      continue
    }
    let escape = raw[index]
    index += 1
    switch escape {
    case 0x62: output.append(0x08)
    case 0x66: output.append(0x0C)
    case 0x6E: output.append(0x0A)
    case 0x72: output.append(0x0D)
    case 0x74: output.append(0x09)
    case 0x75: appendScalar(of: raw, digitCount: 4, at: &index, to: &output)
    case 0x55: appendScalar(of: raw, digitCount: 8, at: &index, to: &output)
    case 0x20, 0x09, 0x0A, 0x0D:
      while index < raw.endIndex, [0x20, 0x09, 0x0A, 0x0D].contains(raw[index]) { index += 1 }
    default: output.append(escape)
    }
  }
  return output
}

/// The bytes with CR LF as LF.
func withPlainLineEnds(_ raw: ArraySlice<UInt8>) -> [UInt8] {
  var output: [UInt8] = []
  output.reserveCapacity(raw.count)
  for index in raw.indices {
    let next = index + 1
    if raw[index] == 0x0D && next < raw.endIndex && raw[next] == 0x0A { continue }
    output.append(raw[index])
  }
  return output
}

/// The number of so many hexadecimal digits at `index`, or nil when they are not there.
func hexadecimal(_ raw: ArraySlice<UInt8>, at index: Int, digitCount: Int) -> UInt32? {
  guard index + digitCount <= raw.endIndex else { return nil }
  var value: UInt32 = 0
  for byte in raw[index..<index + digitCount] {
    let digit: UInt8
    switch byte {
    case 0x30...0x39: digit = byte - 0x30
    case 0x41...0x46: digit = byte - 0x41 + 10
    case 0x61...0x66: digit = byte - 0x61 + 10
    default: return nil
    }
    value = value << 4 | UInt32(digit)
  }
  return value
}

private func appendScalar(
  of raw: ArraySlice<UInt8>, digitCount: Int, at index: inout Int, to output: inout [UInt8]
) {
  var value = hexadecimal(raw, at: index, digitCount: digitCount) ?? 0xFFFD
  index = min(index + digitCount, raw.endIndex)
  if 0xD800..<0xDC00 ~= value, let low = hexadecimal(raw, at: index + 2, digitCount: 4) {
    value = 0x10000 + (value - 0xD800) << 10 + (low &- 0xDC00)
    index += 6
  }
  let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
  output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
}
