#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The lines of a history file, read from its end in blocks, only as far as they are wanted.
///
/// It holds the file open: when another program puts a new file in its place, the rest is still what
/// it was. A class, because it owns a file descriptor.
final class HistoryTail {
  /// The most of a file that is ever read, from its end.
  static let mostBytes = 64 << 20

  /// The file as it was at first.
  let extent: HistoryFile.Extent
  private let file: Int32
  private let path: String
  /// What lies before has not been read.
  private var start: Int
  private let floor: Int
  /// The beginning of what has been read, which may lack the beginning of its line.
  private var cut: [UInt8] = []
  private var blockBytes = 1 << 16

  /// Reads an open file, of which that much is known, and closes it at last.
  init(closing file: Int32, path: String, extent: HistoryFile.Extent) {
    self.file = file
    self.path = path
    self.extent = extent
    start = extent.end
    floor = max(0, extent.end - Self.mostBytes)
  }

  deinit { close(file) }

  /// The lines of the next block, the last of the file first; nil when there is none.
  func next() throws(HistoryError) -> [ArraySlice<UInt8>]? {
    guard start > floor else { return nil }
    let from = max(floor, start - blockBytes)
    var block = try Self.read(from..<start, of: file, path: path)
    block += cut
    start = from
    // What is wanted at once is little; who goes on will want it all.
    blockBytes = min(4 * blockBytes, 4 << 20)
    var lines = block.lines
    cut = []
    if from > floor, block.first != 0x0A, let first = lines.first {
      cut = Array(first)
      lines.removeFirst()
    }
    return lines.reversed()
  }

  /// Some bytes of a file, fewer where it ends.
  static func read(
    _ range: Range<Int>, of file: Int32, path: String
  ) throws(HistoryError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    var filled = 0
    while filled < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          file, $0.baseAddress?.advanced(by: filled), $0.count - filled,
          off_t(range.lowerBound + filled))
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw HistoryError(action: "read", path: path, code: errno) }
      if count == 0 { break }
      filled += count
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }
}

extension [UInt8] {
  /// The pieces between line breaks, those left out that are empty.
  var lines: [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    let bytes = span
    for index in bytes.indices where bytes[index] == 0x0A {
      if start < index { lines.append(self[start..<index]) }
      start = index + 1
    }
    if start < count { lines.append(self[start...]) }
    return lines
  }
}
