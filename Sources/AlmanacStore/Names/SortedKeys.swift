/// Texts in rising order of their bytes, of each only what the one before it does not begin with.
///
/// Sorted names share most of their beginnings, so that this takes a third of what they take as they
/// are. In groups of sixteen, the first of each whole: a byte for how much is shared, the number of
/// bytes that follow (LEB128), those bytes.
///
/// Source: front coding (Witten, Moffat, Bell, Managing Gigabytes, §4.1).
struct SortedKeys: Sendable {
  let count: Int
  let bytes: Block<UInt8>
  /// Where each group begins.
  let groups: Block<UInt32>

  /// Texts of a group.
  static var groupSize: Int { 16 }

  /// How many groups so many texts make.
  static func groupCount(of count: Int) -> Int { (count + groupSize - 1) / groupSize }

  init(count: Int, bytes: Block<UInt8>, groups: Block<UInt32>) {
    self.count = count
    self.bytes = bytes
    self.groups = groups
  }

  /// - Parameter order: the positions of the texts in rising order of the texts.
  init(_ texts: TextPool, order: [UInt32]) {
    var bytes: [UInt8] = []
    var groups: [UInt32] = []
    groups.reserveCapacity(SortedKeys.groupCount(of: order.count))
    for place in order.indices {
      let text = texts.span(of: order[place])
      var shared = 0
      if place % SortedKeys.groupSize == 0 {
        groups.append(UInt32(truncatingIfNeeded: bytes.count))
      } else {
        let before = texts.span(of: order[place - 1])
        let limit = min(before.count, text.count, Int(UInt8.max))
        while shared < limit, before[shared] == text[shared] { shared &+= 1 }
      }
      bytes.append(UInt8(truncatingIfNeeded: shared))
      var rest = text.count &- shared
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
      let own = text.extracting(shared..<text.count)
      unsafe own.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    self.init(count: order.count, bytes: Block(bytes), groups: Block(groups))
  }

  /// Goes through the texts from the first of a group on.
  struct Walk {
    /// The text that was reached.
    private(set) var key: [UInt8] = []
    /// How many of its bytes are those of the text before it.
    private(set) var shared = 0
    /// Of the coded bytes: where the next text begins.
    private(set) var position: Int
    private let keys: SortedKeys
    private let end: Int

    fileprivate init(_ keys: SortedKeys, group: Int) {
      self.keys = keys
      position = group < keys.groups.count ? Int(keys.groups[group]) : keys.bytes.count
      end = keys.bytes.count
    }

    /// Goes to the next text; what is damaged ends early and is told elsewhere.
    mutating func advance() {
      guard position < end else { return key.removeAll() }
      shared = min(Int(keys.bytes[position]), key.count)
      position &+= 1
      var count = 0
      var shift = 0
      while position < end, shift < 35 {
        let byte = keys.bytes[position]
        position &+= 1
        count |= Int(byte & 0x7F) &<< shift
        shift &+= 7
        if byte < 0x80 { break }
      }
      count = min(count, end &- position)
      let own = position..<position &+ count
      let excess = key.count &- shared
      key.removeLast(excess)
      SortedKeys.append(keys.bytes, own, to: &key)
      position = own.upperBound
    }
  }

  private static func append(
    _ bytes: borrowing Block<UInt8>, _ range: Range<Int>, to key: inout [UInt8]
  ) {
    let own = bytes.span(range)
    unsafe own.withUnsafeBufferPointer { unsafe key.append(contentsOf: $0) }
  }

  /// Stands before the first text of the group that a place is in.
  func walk(fromGroupOf place: Int) -> Walk { Walk(self, group: place / SortedKeys.groupSize) }

  /// The text at a place.
  subscript(place: Int) -> [UInt8] {
    var walk = walk(fromGroupOf: place)
    for _ in 0...place % SortedKeys.groupSize { walk.advance() }
    return walk.key
  }

  /// The first place whose text is not less than `wanted`.
  func lowerBound(_ wanted: [UInt8]) -> Int {
    var low = 0
    var high = groups.count
    while low < high {
      let middle = (low + high) / 2
      var walk = Walk(self, group: middle)
      walk.advance()
      if walk.key.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    var walk = Walk(self, group: low - 1)
    let start = (low - 1) * SortedKeys.groupSize
    let end = min(start + SortedKeys.groupSize, count)
    for place in start..<end {
      walk.advance()
      if !walk.key.lexicographicallyPrecedes(wanted) { return place }
    }
    return end
  }

  /// The places of the texts that begin with some bytes of UTF-8.
  func range(ofPrefix prefix: [UInt8]) -> Range<Int> {
    guard let last = prefix.last else { return 0..<count }
    let start = lowerBound(prefix)
    // No byte of UTF-8 is the greatest of all.
    let behind = prefix.dropLast() + [last &+ 1]
    return start..<max(start, last == .max ? count : lowerBound(Array(behind)))
  }
}
