/// Reads JSON Lines: one document a line, blank lines passed over; a bad line is one fault, and the
/// lines after it are read.
///
/// ```swift
/// var lines = JSONLinesReader(bytes)
/// while let line = lines.next() {
///   switch line {
///   case .success(let value): …
///   case .failure(let fault): …
///   }
/// }
/// ```
///
/// A line has 1 MiB at most. Source: jsonlines.org; RFC 8259.
public struct JSONLinesReader {
  private let bytes: [UInt8]
  private var reader: JSONReader
  private var position: Int
  /// The line that was read last, from 1.
  public private(set) var line = 0
  /// Where the line begins that comes next.
  var offset: Int { position }

  /// Reads a whole file; a byte order mark at its start is passed over.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    reader = JSONReader(bytes: bytes)
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The value of the next line that is not blank, or what is wrong with it; nil at the end.
  ///
  /// Let go of the value before the next call, and its memory is used again.
  public mutating func next() -> Result<ValueTree.Value, ReadingFault>? {
    while position < bytes.count {
      let start = position
      var end = start
      while end < bytes.count && bytes[end] != 0x0A { end += 1 }
      position = end + 1
      line += 1
      if end > start && bytes[end - 1] == 0x0D { end -= 1 }
      if isBlank(start, end) { continue }
      guard end - start <= ReadingLimits.lineBytes else {
        return .failure(ReadingFault(at: start, "a line has 1 MiB at most; this one is longer"))
      }
      do throws(ReadingFault) {
        try reader.read(start, end)
        return .success(reader.tree.root)
      } catch {
        return .failure(error)
      }
    }
    return nil
  }

  private func isBlank(_ start: Int, _ end: Int) -> Bool {
    var index = start
    while index < end {
      guard bytes[index] == 0x20 || bytes[index] == 0x09 else { return false }
      index += 1
    }
    return true
  }
}
