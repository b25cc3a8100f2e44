internal import CTextScan

/// Where the bytes of a stretch stand that part its texts, all of them found in one pass: two
/// characters of the format, and every control character.
@safe struct Marks: ~Copyable {
  private var places: UnsafeMutablePointer<UInt32>
  private var wide: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var base = 0
  private(set) var count = 0
  /// The next 64 bytes that hold something beyond ASCII, and how many there are.
  private var nextWide = 0
  private var blockCount = 0

  init() {
    capacity = 0
    unsafe places = .allocate(capacity: 1)
    unsafe wide = .allocate(capacity: 1)
  }

  deinit {
    unsafe places.deallocate()
    unsafe wide.deallocate()
  }

  /// Finds the marks of a range of bytes. Behind the last of them ``subscript(_:)`` says where the
  /// range ends.
  mutating func find(
    _ first: UInt8, _ second: UInt8, in bytes: Span<UInt8>, _ range: Range<Int>
  ) {
    if capacity < range.count {
      unsafe places.deallocate()
      unsafe wide.deallocate()
      capacity = range.count
      unsafe places = .allocate(capacity: capacity + 1)
      unsafe wide = .allocate(capacity: capacity / 64 + 1)
    }
    base = range.lowerBound
    nextWide = -1
    blockCount = (range.count + 63) / 64
    count = unsafe bytes.extracting(range).withUnsafeBufferPointer { text in
      guard let start = text.baseAddress else { return 0 }
      return unsafe text_marks(start, text.count, first, second, places, wide)
    }
    unsafe places[count] = UInt32(truncatingIfNeeded: range.count)
  }

  /// Where a mark stands.
  subscript(index: Int) -> Int {
    precondition(index <= count, "there is no such mark")
    return unsafe base &+ Int(places[index])
  }

  /// Whether some bytes may hold what is beyond ASCII; asked of ranges in rising order.
  @inline(__always)
  mutating func isWide(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    let first = (range.lowerBound &- base) &>> 6
    if nextWide < first { passNarrow(from: first) }
    return nextWide <= (range.upperBound &- 1 &- base) &>> 6
  }

  private mutating func passNarrow(from block: Int) {
    precondition(block >= 0, "the range lies elsewhere")
    nextWide = block
    while nextWide < blockCount, unsafe wide[nextWide] == 0 { nextWide &+= 1 }
  }
}
