/// The elements of one block on the way into a snapshot.
@safe struct SnapshotSection {
  /// In the data of the snapshot.
  let byteOffset: Int
  let count: Int
  /// So many elements are handed out at once.
  let step: Int
  /// Hands out the bytes of some elements.
  let read: (_ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void) -> Void
}

/// Lays a store out: the directory of a snapshot, and what is to be written as its data.
///
/// Directory: numbers as LEB128, texts by length and bytes, blocks by byte offset and count; in the
/// order in which ``SnapshotDecoder`` asks for them.
struct SnapshotEncoder {
  private(set) var directory: [UInt8] = []
  private(set) var sections: [SnapshotSection] = []
  private(set) var dataByteCount = 0

  mutating func number(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      directory.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    directory.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func text(_ text: String) {
    number(text.utf8.count)
    directory.append(contentsOf: text.utf8)
  }

  mutating func texts(_ texts: [String]) {
    number(texts.count)
    for text in texts { self.text(text) }
  }

  mutating func block<Element>(_ block: Block<Element>) {
    let byteCount = block.count * MemoryLayout<Element>.stride
    number(block.count)
    guard byteCount > 0 else { return }
    number(dataByteCount)
    let section = unsafe SnapshotSection(
      byteOffset: dataByteCount, count: block.count,
      step: max(1, (1 << 20) / MemoryLayout<Element>.stride),
      read: { range, body in
        let span = block.span(range)
        unsafe span.withUnsafeBufferPointer { unsafe body(UnsafeRawBufferPointer($0)) }
      })
    sections.append(section)
    dataByteCount = (dataByteCount + byteCount + 7) & ~7
  }
}
