/// Which lists of a column go on beyond what they name, and by how many of what.
struct OpenLists: Sendable {
  /// Rising, each once.
  let rows: Block<UInt32>
  /// Where the counts of each begin, and one behind the last.
  let offsets: Block<UInt32>
  /// How many more.
  let counts: Block<Int64>
  /// Of what, beside the counts.
  let units: TextPool

  init(rows: Block<UInt32>, offsets: Block<UInt32>, counts: Block<Int64>, units: TextPool) {
    self.rows = rows
    self.offsets = offsets
    self.counts = counts
    self.units = units
  }

  /// - Parameter open: in rising order of row, each once.
  init(_ open: [ListColumn.Open]) {
    var offsets: [UInt32] = [0]
    var counts: [Int64] = []
    var units = TextPool()
    for entry in open {
      for more in entry.more {
        counts.append(Int64(more.count))
        units.append(more.unit)
      }
      offsets.append(UInt32(truncatingIfNeeded: counts.count))
    }
    rows = Block(open.map(\.row))
    self.offsets = Block(offsets)
    self.counts = Block(counts)
    self.units = units
  }

  /// Every list that goes on.
  var all: [ListColumn.Open] { rows.indices.map(entry(at:)) }

  /// The entry of a row, or nil.
  func entry(of row: UInt32) -> ListColumn.Open? {
    guard !rows.isEmpty else { return nil }
    let place = rows.lowerBound(row)
    return place < rows.count && rows[place] == row ? entry(at: place) : nil
  }

  /// The entry at a place among those that go on.
  func entry(at place: Int) -> ListColumn.Open {
    let start = Int(offsets[place])
    let more = (start..<max(start, Int(offsets[place + 1]))).map { position in
      ListColumn.More(
        unit: units[UInt32(truncatingIfNeeded: position)], count: Int(counts[position]))
    }
    return ListColumn.Open(row: rows[place], more: more)
  }
}
