/// Text in UTF-16 that says so by its byte order mark, as UTF-8; nil for any other.
///
/// Half a character becomes U+FFFD.
func utf8(fromUTF16 bytes: some RandomAccessCollection<UInt8>) -> [UInt8]? {
  let isLittle = bytes.starts(with: [0xFF, 0xFE])
  // The same mark with two zeros behind it is that of UTF-32.
  guard isLittle && !bytes.dropFirst(2).starts(with: [0, 0]) || bytes.starts(with: [0xFE, 0xFF])
  else { return nil }
  var units: [UInt16] = []
  units.reserveCapacity(bytes.count / 2)
  var rest = bytes.dropFirst(2)[...]
  while rest.count > 1, let first = rest.popFirst(), let second = rest.popFirst() {
    units.append(
      isLittle ? UInt16(second) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(second))
  }
  return Array(String(decoding: units, as: UTF16.self).utf8)
}
