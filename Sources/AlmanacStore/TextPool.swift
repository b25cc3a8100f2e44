/// Many texts in one stretch of memory: UTF-8 bytes one after the other, and where each ends.
public struct TextPool: Sendable {
  /// The texts one after the other.
  public private(set) var bytes: Block<UInt8> = []
  /// `offsets[i]..<offsets[i + 1]` are the bytes of text i.
  public private(set) var offsets: Block<UInt32> = [0]

  /// No texts yet.
  public init() {}

  init(bytes: Block<UInt8>, offsets: Block<UInt32>) {
    self.bytes = bytes
    self.offsets = offsets
  }

  /// No texts yet, and room for so many.
  init(textCount: Int, byteCount: Int) {
    bytes.reserveCapacity(byteCount)
    offsets.reserveCapacity(textCount + 1)
  }

  /// How many texts there are.
  public var count: Int { offsets.count - 1 }

  /// Appends a text and returns its position.
  @discardableResult
  public mutating func append(_ text: some StringProtocol) -> UInt32 {
    bytes.append(contentsOf: text.utf8)
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    return UInt32(truncatingIfNeeded: offsets.count &- 2)
  }

  /// Appends the bytes of a text and returns its position.
  @discardableResult
  public mutating func append(utf8 text: Span<UInt8>) -> UInt32 {
    if offsets.count == 1 && bytes.capacity == 0 {
      bytes.reserveCapacity(256)
      offsets.reserveCapacity(16)
    }
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    return UInt32(truncatingIfNeeded: offsets.count &- 2)
  }

  /// Appends a text of another pool.
  mutating func append(_ index: UInt32, of pool: TextPool) {
    append(utf8: pool.span(of: index))
  }

  /// Makes room for texts to come.
  mutating func reserve(_ textCount: Int, byteCount: Int) {
    bytes.reserveCapacity(bytes.count + byteCount)
    offsets.reserveCapacity(offsets.count + textCount)
  }

  /// Makes room for so many times the texts that there are.
  mutating func makeRoom(_ times: Double) {
    bytes.makeRoom(times)
    offsets.makeRoom(times)
  }

  /// Appends some texts of another pool, one after the other.
  public mutating func append(_ range: Range<Int>, of pool: TextPool) {
    guard !range.isEmpty else { return }
    let start = Int(pool.offsets[range.lowerBound])
    let text = pool.bytes.span(start..<Int(pool.offsets[range.upperBound]))
    let shift = UInt32(truncatingIfNeeded: bytes.count &- start)
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    let ends = pool.offsets.span(range.lowerBound + 1..<range.upperBound + 1)
    offsets.append(count: range.count) { ends[$0] &+ shift }
  }

  /// Appends the bytes of a text to others.
  func append(_ index: UInt32, to bytes: inout [UInt8]) {
    let text = span(of: index)
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Where the bytes of a text stand.
  @inlinable public func range(of index: UInt32) -> Range<Int> {
    let start = Int(offsets[Int(index)])
    return start..<max(start, Int(offsets[Int(index) &+ 1]))
  }

  /// The bytes of a text, for a loop.
  @_lifetime(borrow self)
  borrowing func span(of index: UInt32) -> Span<UInt8> { bytes.span(range(of: index)) }

  /// Whether a text has just these bytes.
  func equals(_ index: UInt32, _ text: Span<UInt8>) -> Bool {
    let own = span(of: index)
    guard own.count == text.count else { return false }
    let (left, right) = unsafe (own.bytes, text.bytes)
    var position = 0
    while position &+ 8 <= text.count {
      // Within bounds of both: they are as long.
      let one = unsafe left.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      let other = unsafe right.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      if one != other { return false }
      position &+= 8
    }
    while position < text.count {
      if own[position] != text[position] { return false }
      position &+= 1
    }
    return true
  }

  /// A text by its position.
  public subscript(index: UInt32) -> String {
    unsafe span(of: index).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a text.
  public func utf8(_ index: UInt32) -> Slice<Block<UInt8>> { bytes[range(of: index)] }

  /// Whether a text comes before some bytes, as bytes.
  func precedes(_ index: UInt32, _ text: Span<UInt8>) -> Bool {
    let own = span(of: index)
    let common = min(own.count, text.count)
    let (left, right) = unsafe (own.bytes, text.bytes)
    var position = 0
    while position &+ 8 <= common {
      // Within bounds of both: they are as long.
      let one = unsafe left.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      let other = unsafe right.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self)
      if one != other { return one.bigEndian < other.bigEndian }
      position &+= 8
    }
    while position < common {
      if own[position] != text[position] { return own[position] < text[position] }
      position &+= 1
    }
    return own.count < text.count
  }

  /// Whether a text begins with some bytes.
  func begins(_ index: UInt32, with text: Span<UInt8>) -> Bool {
    let own = span(of: index)
    guard own.count >= text.count else { return false }
    for position in 0..<text.count where own[position] != text[position] { return false }
    return true
  }
}
