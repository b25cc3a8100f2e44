internal import AlmanacText

/// Keys of a table's names in sorted order: exact look-up, every key with a prefix, and a bounded
/// search within the keys. The keys are the folded names, or what is typed for them (``TypingIndex``).
public struct NameIndex: Sendable {
  /// Sorted by bytes.
  let keys: TextPool
  /// Row and position in the name table, beside each key.
  let rows: Block<UInt32>
  let positions: Block<UInt32>

  init(keys: TextPool, rows: Block<UInt32>, positions: Block<UInt32>) {
    self.keys = keys
    self.rows = rows
    self.positions = positions
  }

  /// The folded names.
  init(_ names: NameTable) {
    var draft = Draft(nameCount: names.texts.count, byteCount: names.texts.bytes.count)
    var key: [UInt8] = []
    for row in 0..<UInt32(truncatingIfNeeded: names.rowCount) {
      for position in names.positions(of: row) {
        let index = UInt32(truncatingIfNeeded: position)
        key.removeAll(keepingCapacity: true)
        appendFoldedKey(of: names.texts.span(of: index), to: &key)
        draft.add(key, row: row, position: index)
      }
    }
    self.init(draft)
  }

  init(_ draft: Draft) {
    let order = sortedOrder(of: draft.keys)
    var keys = TextPool(textCount: order.count, byteCount: draft.keys.bytes.count)
    for index in order { keys.append(index, of: draft.keys) }
    self.keys = keys
    rows = Block(order.map { draft.rows[Int($0)] })
    positions = Block(order.map { draft.positions[Int($0)] })
  }

  /// Keys in any order, on the way to an index.
  struct Draft {
    private(set) var keys: TextPool
    private(set) var rows: [UInt32] = []
    private(set) var positions: [UInt32] = []

    init(nameCount: Int = 0, byteCount: Int = 0) {
      keys = TextPool(textCount: nameCount, byteCount: byteCount)
      rows.reserveCapacity(nameCount)
      positions.reserveCapacity(nameCount)
    }

    mutating func add(_ key: [UInt8], row: UInt32, position: UInt32) {
      keys.append(utf8: key.span)
      rows.append(row)
      positions.append(position)
    }
  }

  /// How many keys there are.
  public var count: Int { keys.count }

  /// One name that was found: its record, and which of its names.
  public struct Match: Hashable, Sendable {
    /// The record that has it.
    public var row: UInt32
    /// Position in the ``NameTable``.
    public var position: Int
  }

  /// The key at a place of the sorted order.
  public func key(at index: Int) -> String { keys[UInt32(truncatingIfNeeded: index)] }

  /// The record at a place of the sorted order.
  public func match(at index: Int) -> Match {
    Match(row: rows[index], position: Int(positions[index]))
  }

  /// The records with a name of that key, each once, rising.
  public func rows(forKey key: String) -> [UInt32] {
    let wanted = Array(key.utf8)
    var found: Set<UInt32> = []
    var index = lowerBound(wanted)
    while index < count, keys.equals(UInt32(truncatingIfNeeded: index), wanted.span) {
      found.insert(rows[index])
      index += 1
    }
    return found.sorted()
  }

  /// The places of the sorted order whose keys begin with `prefix`.
  public func range(ofPrefix prefix: String) -> Range<Int> {
    let wanted = Array(prefix.utf8)
    let start = lowerBound(wanted)
    var low = start
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if keys.begins(UInt32(truncatingIfNeeded: middle), with: wanted.span) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return start..<low
  }

  /// A search within keys looks at so many bytes at most: those of about a million names.
  public static let searchLimit = 32 << 20

  /// The places whose keys hold `text` after their beginning, in order, up to `limit` of them.
  ///
  /// Cost: a pass over the keys, eight bytes at once, until `limit` are found or ``searchLimit``
  /// bytes are seen.
  public func places(holding text: String, limit: Int) -> [Int] {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty else { return [] }
    let anchor = rarestByte(of: wanted)
    let bytes = keys.bytes.span(0..<min(keys.bytes.count, NameIndex.searchLimit))
    let end = bytes.count
    var found: [Int] = []
    var place = 0
    var index = anchor
    while found.count < limit,
      let hit = position(of: wanted[anchor], in: bytes, from: index, to: end)
    {
      index = hit + 1
      let start = hit - anchor
      guard holds(wanted, bytes, at: start) else { continue }
      place = self.place(holdingByte: start, from: place)
      let range = keys.range(of: UInt32(truncatingIfNeeded: place))
      guard start > range.lowerBound && start + wanted.count <= range.upperBound else { continue }
      found.append(place)
      index = range.upperBound + anchor
    }
    return found
  }

  /// The key that a byte of the pool belongs to.
  private func place(holdingByte byte: Int, from start: Int) -> Int {
    var low = start
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(keys.offsets[middle]) <= byte { low = middle } else { high = middle }
    }
    return low
  }

  private func lowerBound(_ wanted: [UInt8]) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if keys.precedes(UInt32(truncatingIfNeeded: middle), wanted.span) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}

/// The texts of a pool by their bytes, equal ones by position.
///
/// Cost: n log n comparisons of eight bytes at once; only texts that begin with the same eight are
/// looked at further.
private func sortedOrder(of pool: TextPool) -> [UInt32] {
  var heads: [(head: UInt64, index: UInt32)] = []
  heads.reserveCapacity(pool.count)
  for index in 0..<UInt32(truncatingIfNeeded: pool.count) {
    var head: UInt64 = 0
    let text = pool.span(of: index)
    for offset in 0..<8 {
      head <<= 8
      if offset < text.count { head |= UInt64(text[offset]) }
    }
    heads.append((head, index))
  }
  heads.sort { left, right in
    if left.head != right.head { return left.head < right.head }
    if pool.precedes(left.index, pool.span(of: right.index)) { return true }
    return left.index < right.index && pool.equals(left.index, pool.span(of: right.index))
  }
  return heads.map(\.index)
}

/// Where in a text the byte stands that other names have least: what most names have are spaces,
/// vowels and what Chinese syllables end in, and the first bytes of letters beyond ASCII.
private func rarestByte(of text: [UInt8]) -> Int {
  text.firstIndex { byte in
    byte < 0xC0 && !" aeiounghtr".utf8.contains(byte)
  } ?? text.count - 1
}

/// Where a byte stands next in `from..<to`, found eight bytes at once.
///
/// Source: Warren, Hacker's Delight, 6-1 (the first zero byte of a word).
private func position(of byte: UInt8, in bytes: Span<UInt8>, from: Int, to: Int) -> Int? {
  let ones: UInt64 = 0x0101_0101_0101_0101
  let pattern = UInt64(byte) &* ones
  let raw = unsafe bytes.bytes
  var index = from
  while index &+ 8 <= to {
    let word = unsafe UInt64(
      littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
    let difference = word ^ pattern
    let zeros = (difference &- ones) & ~difference & (ones &<< 7)
    if zeros != 0 { return index &+ zeros.trailingZeroBitCount &>> 3 }
    index &+= 8
  }
  while index < to {
    if bytes[index] == byte { return index }
    index &+= 1
  }
  return nil
}

private func holds(_ wanted: [UInt8], _ bytes: Span<UInt8>, at start: Int) -> Bool {
  guard start >= 0, start + wanted.count <= bytes.count else { return false }
  for offset in wanted.indices where bytes[start &+ offset] != wanted[offset] { return false }
  return true
}
