/// The texts of a pool by their bytes, equal ones by position.
///
/// Cost: sorts by eight bytes at once, and only texts that are alike in these by the next eight: so
/// the many names that begin with the same words are each looked at where they differ.
func sortedOrder(of pool: TextPool) -> [UInt32] {
  var entries = (0..<UInt32(truncatingIfNeeded: pool.count)).map {
    TextHead(of: $0, in: pool, from: 0)
  }
  // Entries that are alike in all bytes before `depth`.
  var open = [(range: 0..<entries.count, depth: 0)]
  while let (range, depth) = open.popLast() {
    entries[range].sort { $0.isBefore($1) }
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, entries[end].isLike(entries[start]) { end += 1 }
      if end - start > 1 {
        // Texts that end here are alike as a whole, and in order by position.
        if entries[start].length > 8 {
          for place in start..<end {
            entries[place] = TextHead(of: entries[place].index, in: pool, from: depth + 8)
          }
          open.append((start..<end, depth + 8))
        }
      }
      start = end
    }
  }
  return entries.map(\.index)
}

/// Eight bytes of a text, and how many follow from there.
private struct TextHead {
  /// The first byte highest; zeros behind the end.
  private let bytes: UInt64
  /// From the first of the bytes to the end, 9 where there are more than eight.
  let length: UInt32
  let index: UInt32

  init(of index: UInt32, in pool: TextPool, from depth: Int) {
    let text = pool.span(of: index)
    let count = text.count &- depth
    var bytes: UInt64 = 0
    if count >= 8 {
      let raw = unsafe text.bytes
      bytes = unsafe raw.unsafeLoadUnaligned(fromByteOffset: depth, as: UInt64.self).bigEndian
    } else {
      for offset in 0..<max(count, 0) {
        bytes |= UInt64(text[depth &+ offset]) << (56 &- 8 &* UInt64(offset))
      }
    }
    self.bytes = bytes
    length = UInt32(min(max(count, 0), 9))
    self.index = index
  }

  /// Of texts alike in these bytes the one that ends first, then the one that came first.
  func isBefore(_ other: TextHead) -> Bool {
    if bytes != other.bytes { return bytes < other.bytes }
    if length != other.length { return length < other.length }
    return index < other.index
  }

  func isLike(_ other: TextHead) -> Bool { bytes == other.bytes && length == other.length }
}
