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

  /// More names than this are folded when they are looked at: a menu takes three times as long then,
  /// but some 40 bytes a name are spared.
  private static var mostListed: Int { 2_000_000 }

  /// The folded names.
  ///
  /// Cost: folded and sorted on two threads where there are more than ``Table/manyNames``.
  ///
  /// - Parameter mostListed: the keys of more names are not kept.
  init(_ names: NameTable, mostListed: Int = NameIndex.mostListed) {
    let count = names.rowCount
    let middle = names.texts.count > Table.manyNames ? count / 2 : 0
    let halves = results(
      of: [0..<middle, middle..<count].map { rows in { Sorted(Draft(names, rows: rows)) } },
      onTwoThreads: middle > 0)
    self.init(
      merging: halves[0], halves[1], of: names.texts.count > mostListed ? names : nil)
  }

  /// - Parameter names: those that the keys are folded from, where they are not to be kept; their
  ///   keys come in the order of the names.
  init(_ draft: Draft, of names: NameTable? = nil) {
    self.init(merging: Sorted(Draft()), Sorted(draft), of: names)
  }

  /// Two lists of keys that are in order become one; of equal keys those of the first come first.
  private init(merging left: Sorted, _ right: Sorted, of names: NameTable?) {
    let count = left.order.count + right.order.count
    var listed = TextPool()
    var rows: [UInt32] = []
    var positions: [UInt32] = []
    rows.reserveCapacity(count)
    positions.reserveCapacity(count)
    func take(_ index: UInt32, of draft: Draft) {
      if names == nil { listed.append(index, of: draft.keys) }
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
    var keys = NameKeys.listed(listed)
    if let names {
      var inOrder = left.draft.keys
      inOrder.append(0..<right.draft.keys.count, of: right.draft.keys)
      keys = .folded(names, NameKeys.ChangedWords(names.texts, keys: inOrder))
    }
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
