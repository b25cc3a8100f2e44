/// What is wrong in the bytes of a file, and where.
public struct ReadingFault: Error, Hashable, Sendable {
  /// Byte offset in the file.
  public var offset: Int
  /// What is wrong and what would be right, as the rest of a sentence.
  public var message: String

  /// A fault at a byte offset.
  public init(at offset: Int, _ message: String) {
    self.offset = offset
    self.message = message
  }

  /// `events.toml:12:7: a text ends with a quotation mark on its line`.
  public func text(file: String, bytes: [UInt8]) -> String {
    let place = FilePlace(of: offset, in: bytes)
    return "\(file):\(place.line):\(place.column): \(message)"
  }
}

/// Line and column of a byte, both from 1; columns count characters (Unicode scalars).
public struct FilePlace: Hashable, Sendable {
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// The place of a byte offset. Cost: one pass over what stands before it, so only for faults.
  public init(of offset: Int, in bytes: [UInt8]) {
    self.init(of: offset, in: bytes[...])
  }

  /// The place of an offset within a stretch that begins a line.
  init(of offset: Int, in bytes: ArraySlice<UInt8>) {
    line = 1
    column = 1
    let end = bytes.startIndex + min(max(offset, 0), bytes.count)
    for index in bytes.startIndex..<end {
      let byte = bytes[index]
      // A carriage return that no line feed follows ends a line too.
      if byte == 0x0A || byte == 0x0D && index + 1 < bytes.endIndex && bytes[index + 1] != 0x0A {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }
}

/// Limits of what is read; exceeding one is a fault.
enum ReadingLimits {
  /// Arrays and tables within each other.
  static let depth = 512
  /// Bytes of one line of JSON Lines.
  static let lineBytes = 1 << 20
  /// Bytes of one document, as offsets are 32 bits wide.
  static let documentBytes = Int(Int32.max)
  /// Bytes of what a gzip file holds.
  static let unzippedBytes = 1 << 30
  /// Faults of one document, after which reading it stops.
  static let faults = 100
}
