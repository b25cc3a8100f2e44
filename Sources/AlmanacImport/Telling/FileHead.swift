/// The beginning of a file, as far as it tells of what format it is: without a byte order mark and
/// the white space behind it.
struct FileHead {
  /// A mebibyte at most, so that a file without a line end is no longer looked at than others.
  let bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let first = bytes[start...].firstIndex { !isSpace($0) } ?? bytes.count
    self.bytes = bytes[first...].prefix(ReadingLimits.lineBytes + 2)
  }

  /// The first byte, or nil for a file that is empty or blank.
  var first: UInt8? { bytes.first }

  /// The next byte that is not white space.
  var second: UInt8? { bytes.dropFirst().first { !isSpace($0) } }

  /// The first line, without the white space around it.
  var firstLine: ArraySlice<UInt8> {
    var lines = lines
    return lines.next() ?? []
  }

  /// Line by line, each without the white space around it.
  var lines: Lines { Lines(rest: bytes) }

  /// Whether the file begins with those characters, in small or capital letters.
  func starts(with text: String) -> Bool {
    bytes.count >= text.utf8.count
      && zip(bytes, text.utf8).allSatisfy { lowercase($0) == lowercase($1) }
  }

  /// The lines of a head that has not been looked through yet.
  struct Lines: IteratorProtocol {
    fileprivate var rest: ArraySlice<UInt8>

    mutating func next() -> ArraySlice<UInt8>? {
      guard !rest.isEmpty else { return nil }
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      var line = rest[..<end]
      rest = rest[min(end + 1, rest.endIndex)...]
      while let first = line.first, isSpace(first) { line.removeFirst() }
      while let last = line.last, isSpace(last) { line.removeLast() }
      return line
    }
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

private func lowercase(_ byte: UInt8) -> UInt8 {
  0x41...0x5A ~= byte ? byte | 0x20 : byte
}
