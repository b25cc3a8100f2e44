/// A half-open range of UTF-8 bytes in the source text.
public struct TextRange: Hashable, Sendable {
  /// The first byte.
  public var start: Int
  /// The byte behind the last.
  public var end: Int

  /// From a byte to the one behind the last.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }

  /// Bytes in the range.
  public var byteCount: Int { end - start }

  /// From the start of this range to the end of the other.
  public func joined(with other: TextRange) -> TextRange {
    TextRange(min(start, other.start), max(end, other.end))
  }
}
