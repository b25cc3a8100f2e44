internal import AlmanacText
internal import CTextScan

/// Keys of a table's names in sorted order: exact look-up, every key with a prefix, and a bounded
/// search within the keys. The keys are the folded names, or what is typed for them (``TypingIndex``).
public struct NameIndex: Sendable {
  /// Sorted by bytes.
  let keys: TextPool
  /// Row and position in the name table, beside each key; positions are empty where each row has one
  /// name, as then both are the same.
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
    let rows = order.map { draft.rows[Int($0)] }
    let positions = order.map { draft.positions[Int($0)] }
    self.init(
      keys: keys, rows: Block(rows), positions: positions == rows ? [] : Block(positions))
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
    Match(row: rows[index], position: Int(positions.isEmpty ? rows[index] : positions[index]))
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
  /// Cost: a pass over the keys, 16 bytes at once, until `limit` are found or ``searchLimit`` bytes
  /// are seen.
  public func places(holding text: String, limit: Int) -> [Int] {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty else { return [] }
    let (left, right) = rarestBytes(of: wanted)
    let bytes = keys.bytes.span(0..<min(keys.bytes.count, NameIndex.searchLimit))
    // Behind the last place where a key may hold it, and so far from its left byte to its end.
    let end = bytes.count - wanted.count + 1
    var found: [Int] = []
    var place = 0
    var start = 0
    while found.count < limit, start < end {
      start = position(
        of: wanted[left], and: wanted[right], at: right - left, in: bytes, from: start + left,
        to: end + left)
      start -= left
      guard start < end else { break }
      guard holds(wanted, bytes, at: start) else {
        start += 1
        continue
      }
      place = self.place(holdingByte: start, from: place)
      let range = keys.range(of: UInt32(truncatingIfNeeded: place))
      guard start > range.lowerBound && start + wanted.count <= range.upperBound else {
        start += 1
        continue
      }
      found.append(place)
      start = range.upperBound
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

/// Where in a text the two bytes stand that other names have least, the same place twice in a text of
/// one byte: what most names have are spaces, vowels and what Chinese syllables end in, and the first
/// bytes of letters beyond ASCII.
private func rarestBytes(of text: [UInt8]) -> (left: Int, right: Int) {
  let rare = text.indices.filter { text[$0] < 0xC0 && !" aeiounghtr".utf8.contains(text[$0]) }
  let last = text.count - 1
  if rare.count > 1 { return (rare[0], rare[rare.count - 1]) }
  guard let only = rare.first else { return (0, last) }
  return only == last ? (0, last) : (only, last)
}

/// Where in `from..<to` a byte stands and another so far behind it, or `to` or further.
private func position(
  of left: UInt8, and right: UInt8, at distance: Int, in bytes: Span<UInt8>, from: Int, to: Int
) -> Int {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return to }
    return unsafe text_scan(base, from, to, left, right, distance)
  }
}

private func holds(_ wanted: [UInt8], _ bytes: Span<UInt8>, at start: Int) -> Bool {
  guard start >= 0, start + wanted.count <= bytes.count else { return false }
  for offset in wanted.indices where bytes[start &+ offset] != wanted[offset] { return false }
  return true
}
