internal import AlmanacText

/// Keys of a table's names in sorted order: exact look-up, every key with a prefix, and a bounded
/// search within the keys. The keys are the folded names, or what is typed for them (``TypingIndex``).
public struct NameIndex: Sendable {
  let keys: SortedKeys
  /// Row and position in the name table, beside each key; positions are empty where each row has one
  /// name, as then both are the same.
  let rows: Block<UInt32>
  let positions: Block<UInt32>

  init(keys: SortedKeys, rows: Block<UInt32>, positions: Block<UInt32>) {
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
    let rows = order.map { draft.rows[Int($0)] }
    let positions = order.map { draft.positions[Int($0)] }
    self.init(
      keys: SortedKeys(draft.keys, order: order), rows: Block(rows),
      positions: positions == rows ? [] : Block(positions))
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
  public func key(at index: Int) -> String { String(decoding: keys[index], as: UTF8.self) }

  /// How many bytes the key at a place has.
  func length(at index: Int) -> Int { keys[index].count }

  /// The record at a place of the sorted order.
  public func match(at index: Int) -> Match {
    Match(row: rows[index], position: Int(positions.isEmpty ? rows[index] : positions[index]))
  }

  /// The records with a name of that key, each once, rising.
  public func rows(forKey key: String) -> [UInt32] {
    let wanted = Array(key.utf8)
    var found: Set<UInt32> = []
    var index = keys.lowerBound(wanted)
    var walk = keys.walk(fromGroupOf: index)
    for _ in 0..<index % SortedKeys.groupSize { walk.advance() }
    while index < count {
      walk.advance()
      guard walk.key == wanted else { break }
      found.insert(rows[index])
      index += 1
    }
    return found.sorted()
  }

  /// The places of the sorted order whose keys begin with `prefix`.
  public func range(ofPrefix prefix: String) -> Range<Int> {
    keys.range(ofPrefix: Array(prefix.utf8))
  }

  /// A search within keys looks at so many bytes at most: those of about a million names.
  public static let searchLimit = 16 << 20

  /// The places whose keys hold `text` after their beginning, in order, up to `limit` of them.
  ///
  /// Cost: a pass over the keys, of each only what the one before it does not begin with, until
  /// `limit` are found or ``searchLimit`` bytes are seen.
  public func places(holding text: String, limit: Int) -> [Int] {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return [] }
    var found: [Int] = []
    var walk = keys.walk(fromGroupOf: 0)
    // Where the key before holds the text.
    var hit: Int?
    for place in 0..<count {
      walk.advance()
      if place % SortedKeys.groupSize == 0 {
        hit = nil
        if walk.position > NameIndex.searchLimit { break }
      }
      if let start = hit, start + wanted.count > walk.shared { hit = nil }
      if hit == nil {
        hit = firstPlace(
          of: wanted, first, in: walk.key, from: max(1, walk.shared - wanted.count + 1))
      }
      guard hit != nil else { continue }
      found.append(place)
      if found.count == limit { break }
    }
    return found
  }
}

/// Where a text holds another one, from a position on.
private func firstPlace(
  of wanted: [UInt8], _ first: UInt8, in text: [UInt8], from start: Int
) -> Int? {
  var start = start
  while start + wanted.count <= text.count {
    if text[start] == first {
      var length = 1
      while length < wanted.count, text[start &+ length] == wanted[length] { length &+= 1 }
      if length == wanted.count { return start }
    }
    start &+= 1
  }
  return nil
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
