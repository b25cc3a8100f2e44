/// Rows that turn out to be the same thing, two at a time.
struct SameRows {
  init() {}

  private var parent: [UInt32: UInt32] = [:]
  private var reasons: [UInt32: MergedRecords.Reason] = [:]
  /// Rows of each file that had a key so far: the second of a file is the same as the second of
  /// another, as within a file nothing is the same.
  private var firstRows: [Key: UInt32] = [:]
  private var counts: [FileKey: Int] = [:]

  private struct Key: Hashable {
    var text: [UInt8]
    var number: Int
  }

  private struct FileKey: Hashable {
    var text: [UInt8]
    var file: Int
  }

  /// Notes a row by what it is told by; one of another file that had this before is the same.
  mutating func note(_ row: UInt32, key: [UInt8], file: Int, reason: MergedRecords.Reason) {
    let number = counts[FileKey(text: key, file: file), default: 0]
    counts[FileKey(text: key, file: file)] = number + 1
    let key = Key(text: key, number: number)
    if let first = firstRows[key] {
      unite(first, row, because: reason)
    } else {
      firstRows[key] = row
    }
  }

  mutating func unite(_ one: UInt32, _ other: UInt32, because reason: MergedRecords.Reason) {
    let (first, second) = (root(one), root(other))
    guard first != second else { return }
    let (top, bottom) = (min(first, second), max(first, second))
    parent[bottom] = top
    reasons[top] = reasons[top] ?? reasons[bottom] ?? reason
  }

  /// Sets of two rows and more, each in rising order, by their first rows.
  consuming func sets() -> [(rows: [UInt32], reason: MergedRecords.Reason)] {
    var members: [UInt32: [UInt32]] = [:]
    for row in parent.keys { members[root(row), default: []].append(row) }
    return members.sorted { $0.key < $1.key }.map { top, rows in
      ([top] + rows.sorted(), reasons[top] ?? .name)
    }
  }

  private func root(_ row: UInt32) -> UInt32 {
    var top = row
    while let above = parent[top] { top = above }
    return top
  }
}

/// How the rows of a table are numbered when some of them have become one.
struct RowMerge {
  /// By old row.
  let newRows: [UInt32]
  let rowCount: Int
  /// The sets of old rows that are one now.
  let sets: [[UInt32]]
  /// By old row: its set, or `UInt32.max`.
  let setOfRow: [UInt32]

  init(_ sets: [[UInt32]], rowCount: Int) {
    var setOfRow = [UInt32](repeating: .max, count: rowCount)
    for (index, rows) in sets.enumerated() {
      for row in rows { setOfRow[Int(row)] = UInt32(truncatingIfNeeded: index) }
    }
    var newRows = [UInt32](repeating: 0, count: rowCount)
    var next: UInt32 = 0
    for row in 0..<rowCount {
      let set = setOfRow[row]
      if set != .max, sets[Int(set)][0] != UInt32(truncatingIfNeeded: row) {
        newRows[row] = newRows[Int(sets[Int(set)][0])]
      } else {
        newRows[row] = next
        next &+= 1
      }
    }
    self.newRows = newRows
    self.rowCount = Int(next)
    self.sets = sets
    self.setOfRow = setOfRow
  }

  subscript(row: UInt32) -> UInt32 { newRows[Int(row)] }

  /// Whether a row stays where it is told of, rather than in an earlier one.
  func leads(_ row: UInt32) -> Bool {
    let set = setOfRow[Int(row)]
    return set == .max || sets[Int(set)][0] == row
  }

  /// The set of a row that is merged, or nil.
  func set(of row: UInt32) -> Int? {
    let set = setOfRow[Int(row)]
    return set == .max ? nil : Int(set)
  }
}
