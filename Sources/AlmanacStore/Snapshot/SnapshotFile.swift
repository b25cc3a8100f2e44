/// A file as a snapshot is read from it: who opens files hands this in.
@safe public struct SnapshotFile: Sendable {
  /// As the user wrote it.
  public var name: String
  /// How long the file is.
  public var byteCount: Int
  /// Fills memory with the bytes from an offset on; false when they are not all there.
  public var read: @Sendable (_ offset: Int, UnsafeMutableRawBufferPointer) -> Bool
  /// Gives so many bytes of memory that takes no place until it is written to, aligned to pages; nil
  /// when there is not so much.
  public var reserve: @Sendable (_ byteCount: Int) -> UnsafeMutableRawPointer?
  /// Takes memory back that `reserve` gave.
  public var release: @Sendable (_ memory: UnsafeMutableRawPointer, _ byteCount: Int) -> Void

  /// A file to read from.
  public init(
    name: String, byteCount: Int,
    read: @escaping @Sendable (_ offset: Int, UnsafeMutableRawBufferPointer) -> Bool,
    reserve: @escaping @Sendable (_ byteCount: Int) -> UnsafeMutableRawPointer?,
    release: @escaping @Sendable (_ memory: UnsafeMutableRawPointer, _ byteCount: Int) -> Void
  ) {
    self.name = name
    self.byteCount = byteCount
    unsafe self.read = read
    unsafe self.reserve = reserve
    unsafe self.release = release
  }

  /// Some bytes of the file, or nil when they are not all there.
  func bytes(_ range: Range<Int>) -> [UInt8]? {
    guard range.lowerBound >= 0, range.upperBound <= byteCount else { return nil }
    var isThere = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
      let memory = unsafe UnsafeMutableRawBufferPointer(
        start: buffer.baseAddress, count: range.count)
      isThere = unsafe range.isEmpty || read(range.lowerBound, memory)
      count = isThere ? range.count : 0
    }
    return isThere ? bytes : nil
  }
}

/// Why a file is not opened as a snapshot.
public enum SnapshotRefusal: Error, Hashable, Sendable {
  /// It does not begin as one does.
  case foreign
  /// It was changed as text on its way: line ends were replaced.
  case asText
  /// Written by a later program, in a format of that number.
  case newer(version: Int)
  /// Written by an earlier program, in a format of that number.
  case older(version: Int)
  /// Written on a machine that puts bytes in the other order.
  case byteOrder
  /// So many bytes where there should be more.
  case short(byteCount: Int, wanted: Int)
  /// So many bytes where there should be fewer.
  case long(byteCount: Int, wanted: Int)
  /// That part of it is not what was written.
  case damaged(part: Part)
  /// There is no memory of that size.
  case noMemory(byteCount: Int)

  /// What is read before anything else.
  public enum Part: Hashable, Sendable {
    case head
    case directory
    case checksums
  }
}
