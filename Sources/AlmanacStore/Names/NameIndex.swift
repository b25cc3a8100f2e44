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
  ///
  /// Cost: folded and sorted on two threads where there are more than ``Table/manyNames``.
  init(_ names: NameTable) {
    let count = names.rowCount
    guard names.texts.count > Table.manyNames else {
      self.init(Draft(names, rows: 0..<count))
      return
    }
    let halves = results(
      of: [0..<count / 2, count / 2..<count].map { rows in { Sorted(Draft(names, rows: rows)) } },
      onTwoThreads: true)
    self.init(merging: halves[0], halves[1])
  }

  init(_ draft: Draft) {
    self.init(merging: Sorted(draft), Sorted(Draft()))
  }

  /// Two lists of keys that are in order become one; of equal keys those of the first come first.
  private init(merging left: Sorted, _ right: Sorted) {
    let count = left.order.count + right.order.count
    var keys = TextPool(
      textCount: count,
      byteCount: left.draft.keys.bytes.count + right.draft.keys.bytes.count)
    var rows: [UInt32] = []
    var positions: [UInt32] = []
    rows.reserveCapacity(count)
    positions.reserveCapacity(count)
    func take(_ index: UInt32, of draft: Draft) {
      keys.append(index, of: draft.keys)
      rows.append(draft.rows[Int(index)])
      positions.append(draft.positions[Int(index)])
    }
    var (one, other) = (0, 0)
    while one < left.order.count, other < right.order.count {
      let (first, second) = (left.order[one], right.order[other])
      if right.draft.keys.precedes(second, left.draft.keys.span(of: first)) {
        take(second, of: right.draft)
        other += 1
      } else {
        take(first, of: left.draft)
        one += 1
      }
    }
    for index in left.order[one...] { take(index, of: left.draft) }
    for index in right.order[other...] { take(index, of: right.draft) }
    self.init(
      keys: keys, rows: Block(rows), positions: positions == rows ? [] : Block(positions))
  }

  /// Keys and the order in which they sort.
  private struct Sorted {
    let draft: Draft
    let order: [UInt32]

    init(_ draft: Draft) {
      self.draft = draft
      order = sortedOrder(of: draft.keys)
    }
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

    /// The folded names of some rows.
    init(_ names: NameTable, rows: Range<Int>) {
      let share = Double(rows.count) / Double(max(names.rowCount, 1))
      self.init(
        nameCount: Int(Double(names.texts.count) * share),
        byteCount: Int(Double(names.texts.bytes.count) * share))
      var key: [UInt8] = []
      for number in rows {
        let row = UInt32(truncatingIfNeeded: number)
        for position in names.positions(of: row) {
          let index = UInt32(truncatingIfNeeded: position)
          key.removeAll(keepingCapacity: true)
          appendFoldedKey(of: names.texts.span(of: index), to: &key)
          add(key, row: row, position: index)
        }
      }
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
