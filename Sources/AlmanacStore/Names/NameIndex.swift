internal import AlmanacText

/// Keys of a table's names in sorted order: exact look-up, every key with a prefix, and a bounded
/// search within the keys. The keys are the folded names, or what is typed for them (``TypingIndex``).
public struct NameIndex: Sendable {
  let keys: NameKeys
  /// Row and position in the name table, beside each key; positions are empty where each row has one
  /// name, as then both are the same.
  let rows: Block<UInt32>
  let positions: Block<UInt32>

  init(keys: NameKeys, rows: Block<UInt32>, positions: Block<UInt32>) {
    self.keys = keys
    self.rows = rows
    self.positions = positions
  }

  /// More names than this are folded when they are looked at.
  private static var mostListed: Int { Table.comparisonLimit }

  /// The folded names.
  ///
  /// - Parameter mostListed: the keys of more names are not kept.
  init(_ names: NameTable, mostListed: Int = NameIndex.mostListed) {
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
    self.init(draft, of: names.texts.count > mostListed ? names : nil)
  }

  /// - Parameter names: those that the keys are folded from, where they are not to be kept; their
  ///   keys come in the order of the names.
  init(_ draft: Draft, of names: NameTable? = nil) {
    let order = sortedOrder(of: draft.keys)
    let rows = order.map { draft.rows[Int($0)] }
    let positions = order.map { draft.positions[Int($0)] }
    let keys: NameKeys
    if let names {
      keys = .folded(names, NameKeys.ChangedWords(names.texts, keys: draft.keys))
    } else {
      var sorted = TextPool(textCount: order.count, byteCount: draft.keys.bytes.count)
      for index in order { sorted.append(index, of: draft.keys) }
      keys = .listed(sorted)
    }
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
  public var count: Int { rows.count }

  /// One name that was found: its record, and which of its names.
  public struct Match: Hashable, Sendable {
    /// The record that has it.
    public var row: UInt32
    /// Position in the ``NameTable``.
    public var position: Int
  }

  /// The key at a place of the sorted order.
  public func key(at index: Int) -> String {
    if case .listed(let keys) = keys { return keys[UInt32(truncatingIfNeeded: index)] }
    var reader = KeyReader(self)
    return String(decoding: reader.key(at: index), as: UTF8.self)
  }

  /// The record at a place of the sorted order.
  public func match(at index: Int) -> Match {
    Match(row: rows[index], position: Int(positions.isEmpty ? rows[index] : positions[index]))
  }

  /// The records with a name of that key, each once, rising.
  public func rows(forKey key: String) -> [UInt32] {
    let wanted = Array(key.utf8)
    var reader = KeyReader(self)
    var found: Set<UInt32> = []
    var index = lowerBound(wanted, &reader)
    while index < count, reader.key(at: index) == wanted {
      found.insert(rows[index])
      index += 1
    }
    return found.sorted()
  }

  /// The places of the sorted order whose keys begin with `prefix`.
  ///
  /// Cost: steps of a search by halves, each of which folds a name where keys are not listed.
  public func range(ofPrefix prefix: String) -> Range<Int> {
    let wanted = Array(prefix.utf8)
    var reader = KeyReader(self)
    let start = lowerBound(wanted, &reader)
    var low = start
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if reader.begins(middle, with: wanted) { low = middle + 1 } else { high = middle }
    }
    return start..<low
  }

  func lowerBound(_ wanted: [UInt8], _ reader: inout KeyReader) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if reader.precedes(middle, wanted) { low = middle + 1 } else { high = middle }
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
