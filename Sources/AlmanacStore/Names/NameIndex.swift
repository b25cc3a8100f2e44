internal import AlmanacText

/// The folded names of a table in sorted order: exact look-up, and every name with a prefix.
public struct NameIndex: Sendable {
  /// Folded keys, sorted by bytes.
  let keys: TextPool
  /// Row and position in the name table, beside each key.
  let rows: [UInt32]
  let positions: [UInt32]

  init(_ names: NameTable) {
    var unsorted = TextPool()
    var owners: [UInt32] = []
    owners.reserveCapacity(names.texts.count)
    for row in 0..<UInt32(truncatingIfNeeded: names.rowCount) {
      for position in names.positions(of: row) {
        unsorted.append(foldedKey(names.texts[UInt32(truncatingIfNeeded: position)]))
        owners.append(row)
      }
    }
    let order = (0..<UInt32(truncatingIfNeeded: unsorted.count)).sorted {
      let (left, right) = (unsorted.utf8($0), unsorted.utf8($1))
      return left == right ? $0 < $1 : left.lexicographicallyPrecedes(right)
    }
    var keys = TextPool()
    for index in order { keys.append(unsorted[index]) }
    self.keys = keys
    rows = order.map { owners[Int($0)] }
    positions = order
  }

  /// How many names there are.
  public var count: Int { keys.count }

  /// One name that was found: its record, and which of its names.
  public struct Match: Hashable, Sendable {
    /// The record that has it.
    public var row: UInt32
    /// Position in the ``NameTable``.
    public var position: Int
  }

  /// The folded key at a place of the sorted order.
  public func key(at index: Int) -> String { keys[UInt32(truncatingIfNeeded: index)] }

  /// The record at a place of the sorted order.
  public func match(at index: Int) -> Match {
    Match(row: rows[index], position: Int(positions[index]))
  }

  /// The records with a name of that folded key, each once, rising.
  public func rows(forKey key: String) -> [UInt32] {
    let wanted = Array(key.utf8)
    var found: Set<UInt32> = []
    var index = lowerBound(wanted)
    while index < count, keys.utf8(UInt32(truncatingIfNeeded: index)).elementsEqual(wanted) {
      found.insert(rows[index])
      index += 1
    }
    return found.sorted()
  }

  /// The places of the sorted order whose keys begin with `prefix` (folded).
  public func range(ofPrefix prefix: String) -> Range<Int> {
    let wanted = Array(prefix.utf8)
    let start = lowerBound(wanted)
    var low = start
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if keys.utf8(UInt32(truncatingIfNeeded: middle)).starts(with: wanted) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return start..<low
  }

  private func lowerBound(_ wanted: [UInt8]) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if keys.utf8(UInt32(truncatingIfNeeded: middle)).lexicographicallyPrecedes(wanted) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
