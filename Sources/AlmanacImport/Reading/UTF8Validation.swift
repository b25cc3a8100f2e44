/// The offset of the first byte of `bytes[lower..<upper]` that is no UTF-8, or nil.
///
/// Source: Unicode Standard, table 3-7 (well-formed UTF-8 byte sequences).
func firstInvalidUTF8(in bytes: Span<UInt8>, _ lower: Int, _ upper: Int) -> Int? {
  var index = lower
  while index < upper {
    let lead = bytes[index]
    if lead < 0x80 {
      index = endOfASCII(in: bytes, index + 1, upper)
      continue
    }
    let length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0
    guard length > 0 && index + length <= upper else { return index }
    let second = bytes[index + 1]
    let least: UInt8 = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80
    let greatest: UInt8 = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF
    guard second >= least && second <= greatest else { return index }
    if length > 2 && bytes[index + 2] & 0xC0 != 0x80 { return index }
    if length > 3 && bytes[index + 3] & 0xC0 != 0x80 { return index }
    index += length
  }
  return nil
}

/// Where the run of ASCII at `lower` ends, by steps of eight bytes as long as they last, so at times
/// a little before it does.
private func endOfASCII(in bytes: Span<UInt8>, _ lower: Int, _ upper: Int) -> Int {
  precondition(lower >= 0 && upper <= bytes.count)
  let raw = unsafe bytes.bytes
  var index = lower
  while index + 8 <= upper {
    // Within bounds: the condition above and the precondition see to it.
    let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    if word & 0x8080_8080_8080_8080 != 0 { break }
    index += 8
  }
  return index
}
