#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reads lines from a file descriptor that is no terminal: a pipe or a file.
///
/// Lines may have any length, the last one need not end in a line break.
public struct PlainReader {
  /// One line.
  public struct Line: Equatable, Sendable {
    /// Its text without the line break; U+FFFD stands for bytes that are not UTF-8.
    public var text: String
    /// Its place, from 1.
    public var number: Int
    /// Whether bytes that are not UTF-8 were replaced.
    public var isRepaired: Bool
  }

  private let file: Int32
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var number = 0

  /// A reader of `fileDescriptor`, which stays open.
  public init(fileDescriptor: Int32 = 0) {
    file = fileDescriptor
  }

  /// The next line; nil at the end.
  public mutating func readLine() -> Line? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { start = end + 1 }
        return line(buffer[start..<end])
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count else { return nil }
        defer { start = buffer.count }
        return line(buffer[start...])
      }
      let dropped = start
      fill()
      searched -= dropped
    }
  }

  private mutating func line(_ bytes: ArraySlice<UInt8>) -> Line {
    number += 1
    var bytes = bytes
    if bytes.last == 0x0D { bytes.removeLast() }
    if let text = String(validating: bytes, as: UTF8.self) {
      return Line(text: text, number: number, isRepaired: false)
    }
    return Line(text: String(decoding: bytes, as: UTF8.self), number: number, isRepaired: true)
  }

  private mutating func fill() {
    buffer.removeFirst(start)
    start = 0
    let block = 1 << 16
    let used = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: block))
    var count = -1
    repeat {
      count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress?.advanced(by: used), block)
      }
    } while count < 0 && errno == EINTR
    buffer.removeLast(block - max(0, count))
    isAtEnd = count <= 0
  }
}
