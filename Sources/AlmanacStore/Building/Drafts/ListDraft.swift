/// Lists in the making: values in the order in which they were given, each with its row.
struct ListDraft {
  struct Entry {
    var row: UInt32
    var value: UInt32
    var line: UInt32
    var isDoubtful: Bool
  }

  var rows: [UInt32] = []
  private(set) var values: [UInt32] = []
  /// Beside the values; empty while none has a line.
  private var lines: [UInt32] = []
  /// Positions of values in doubt, rising.
  var doubtful: [Int] = []
  /// Positions of values that may turn out to be a fault, rising, and where they stand in the data.
  private var placed: [Int] = []
  private var places: [UInt64] = []
  var open: [ListColumn.Open] = []
  /// Rows that say "none".
  var none: [UInt32] = []
  /// Rows came in rising order.
  var isSorted = true

  /// Values of some rows, which rise.
  mutating func append(rows: [UInt32], values: [UInt32], lines: [UInt32] = []) {
    guard let first = rows.first else { return }
    if let last = self.rows.last, last > first { isSorted = false }
    if !lines.isEmpty || !self.lines.isEmpty {
      if self.lines.isEmpty { self.lines.append(count: self.values.count) { _ in 0 } }
      self.lines.append(count: rows.count) { lines.isEmpty ? 0 : lines[$0] }
    }
    self.rows += rows
    self.values += values
  }

  /// Where values that were just appended stand in the data.
  mutating func append(places: [UInt64]) {
    let start = values.count - places.count
    placed.append(count: places.count) { start + $0 }
    self.places += places
  }

  mutating func append(
    row: UInt32, value: UInt32, isDoubtful: Bool = false, line: UInt32 = 0, place: UInt64 = 0
  ) {
    if let last = rows.last {
      if last > row { isSorted = false }
    } else {
      rows.reserveCapacity(16)
      values.reserveCapacity(16)
    }
    if line != 0 || !lines.isEmpty {
      if lines.isEmpty { lines = [UInt32](repeating: 0, count: values.count) }
      lines.append(line)
    }
    if isDoubtful { doubtful.append(values.count) }
    if place != 0 {
      placed.append(values.count)
      places.append(place)
    }
    rows.append(row)
    values.append(value)
  }

  /// Makes room for so many times the values that there are.
  mutating func makeRoom(_ times: Double) {
    rows.makeRoom(times)
    values.makeRoom(times)
    if !placed.isEmpty {
      placed.makeRoom(times)
      places.makeRoom(times)
    }
  }

  func has(row: UInt32) -> Bool { rows.contains(row) }

  /// One value after the other, as they were given.
  var entries: some Sequence<Entry> { rows.indices.lazy.map { self.entry(at: $0) } }

  func entry(at position: Int) -> Entry {
    Entry(
      row: rows[position], value: values[position],
      line: lines.isEmpty ? 0 : lines[position],
      isDoubtful: !doubtful.isEmpty && contains(doubtful, position))
  }

  /// Where the value at a position stands in the data; 0 where nobody said.
  func place(at position: Int) -> UInt64 {
    let index = lowerBound(placed, position)
    return index < placed.count && placed[index] == position ? places[index] : 0
  }

  private func contains(_ positions: [Int], _ position: Int) -> Bool {
    let index = lowerBound(positions, position)
    return index < positions.count && positions[index] == position
  }

  private func lowerBound(_ positions: [Int], _ position: Int) -> Int {
    var (low, high) = (0, positions.count)
    while low < high {
      let middle = (low + high) / 2
      if positions[middle] < position { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Values by row, the given order kept within a row, repetitions left out.
  ///
  /// - Parameter codes: maps what was drafted to what is stored; `.max` drops the value. nil: both
  ///   are the same.
  func column(
    rowCount: Int, codes: [UInt32]? = nil
  ) -> (list: ListColumn, lines: [UInt32]) {
    if isSorted, doubtful.isEmpty, open.isEmpty, none.isEmpty,
      let column = plainColumn(rowCount: rowCount, codes)
    {
      return column
    }
    let order = isSorted ? [] : byRow(rows, rowCount: rowCount).slots
    var list = ListInOrder(rowCount: rowCount, valueCount: values.count, none: none)
    var row: UInt32 = 0
    for place in 0..<values.count {
      let entry = entry(at: isSorted ? place : order[place])
      while row < entry.row {
        list.endRow()
        row &+= 1
      }
      var value = entry.value
      if let codes { value = codes[Int(value)] }
      if value == .max { continue }
      list.append(value, line: entry.line, isDoubtful: entry.isDoubtful)
    }
    while row < rowCount {
      list.endRow()
      row &+= 1
    }
    return list.finished(open: open)
  }

  /// The column of values that are in order and all certain; nil where a row has so many that
  /// repetitions are to be looked up.
  private func plainColumn(
    rowCount: Int, _ codes: [UInt32]?
  ) -> (list: ListColumn, lines: [UInt32])? {
    var values = self.values
    if let codes { for index in values.indices { values[index] = codes[Int(values[index])] } }
    var isSingle = true
    for position in 1..<max(rows.count, 1) where rows[position &- 1] == rows[position] {
      isSingle = false
    }
    return isSingle
      ? singleColumn(values, rowCount: rowCount) : listColumn(values, rowCount: rowCount)
  }

  /// The column where no row has two values.
  private func singleColumn(
    _ values: [UInt32], rowCount: Int
  ) -> (list: ListColumn, lines: [UInt32])? {
    let hasLines = lines.contains { $0 != 0 }
    if values.count == rowCount, !values.contains(.max) {
      let list = ListColumn(single: values, stated: Bitmap(allOf: rowCount))
      return (list, hasLines ? lines : [])
    }
    // Lines stand beside the values as they come.
    if hasLines { return listColumn(values, rowCount: rowCount) }
    var single = [UInt32](repeating: .max, count: rowCount)
    var stated = Bitmap(rowCount: rowCount)
    for position in rows.indices where values[position] != .max {
      single[Int(rows[position])] = values[position]
      stated.insert(rows[position])
    }
    return (ListColumn(single: single, stated: stated), [])
  }

  private func listColumn(
    _ values: [UInt32], rowCount: Int
  ) -> (list: ListColumn, lines: [UInt32])? {
    var kept: [UInt32] = []
    var keptLines: [UInt32] = []
    var offsets = [UInt32](repeating: 0, count: rowCount + 1)
    kept.reserveCapacity(values.count)
    keptLines.reserveCapacity(lines.count)
    var stated = Bitmap(rowCount: rowCount)
    var position = 0
    var nextRow = 0
    while position < rows.count {
      let row = Int(rows[position])
      let start = kept.count
      while nextRow <= row {
        offsets[nextRow] = UInt32(truncatingIfNeeded: start)
        nextRow &+= 1
      }
      let first = position
      while position < rows.count, Int(rows[position]) == row {
        guard position &- first < ListDraft.manyValues else { return nil }
        let value = values[position]
        let line = lines.isEmpty ? 0 : lines[position]
        position &+= 1
        if value == .max { continue }
        var isRepeated = false
        for earlier in start..<kept.count
        where kept[earlier] == value && (line == 0 || keptLines[earlier] == line) {
          isRepeated = true
        }
        if isRepeated { continue }
        kept.append(value)
        if !lines.isEmpty { keptLines.append(line) }
      }
      if kept.count > start { stated.insert(UInt32(truncatingIfNeeded: row)) }
    }
    while nextRow <= rowCount {
      offsets[nextRow] = UInt32(truncatingIfNeeded: kept.count)
      nextRow &+= 1
    }
    let hasLines = keptLines.contains { $0 != 0 }
    let list = ListColumn(
      offsets: offsets, values: kept, stated: stated, keepsOffsets: hasLines)
    return (list, hasLines ? keptLines : [])
  }

  /// Values of one row that are looked through for repetitions.
  fileprivate static var manyValues: Int { 32 }
}

/// Where the values of each row begin, and the values in the order of their rows: a counting sort.
func byRow(_ rows: [UInt32], rowCount: Int) -> (offsets: [UInt32], slots: [Int]) {
  var offsets = [UInt32](repeating: 0, count: rowCount + 1)
  for row in rows { offsets[Int(row) + 1] &+= 1 }
  for row in 0..<rowCount { offsets[row + 1] &+= offsets[row] }
  var next = offsets
  var slots = [Int](repeating: 0, count: rows.count)
  for (index, row) in rows.enumerated() {
    slots[Int(next[Int(row)])] = index
    next[Int(row)] &+= 1
  }
  return (offsets, slots)
}

/// The values of one row after the other, each once in its row.
private struct ListInOrder {
  private var values: [UInt32] = []
  private var lines: [UInt32] = []
  private var doubtful: [UInt32] = []
  private var ends: [UInt32] = [0]
  private var stated: Bitmap
  /// Values and lines of the row, when it has too many to look through.
  private var seen: Set<UInt64> = []

  init(rowCount: Int, valueCount: Int, none: [UInt32]) {
    stated = Bitmap(rowCount: rowCount, rows: none)
    ends.reserveCapacity(rowCount + 1)
    values.reserveCapacity(valueCount)
    lines.reserveCapacity(valueCount)
  }

  mutating func append(_ value: UInt32, line: UInt32, isDoubtful: Bool) {
    let position = UInt32(truncatingIfNeeded: values.count)
    if isRepeated(value, line) {
      // Once certain is certain, whatever else is doubted.
      if !isDoubtful { settle(value) }
      return
    }
    if isDoubtful { doubtful.append(position) }
    values.append(value)
    lines.append(line)
  }

  mutating func endRow() {
    let row = UInt32(truncatingIfNeeded: ends.count - 1)
    if let start = ends.last, values.count > Int(start) { stated.insert(row) }
    ends.append(UInt32(truncatingIfNeeded: values.count))
    if !seen.isEmpty { seen.removeAll(keepingCapacity: true) }
  }

  consuming func finished(open: [ListColumn.Open]) -> (list: ListColumn, lines: [UInt32]) {
    var united: [UInt32: [ListColumn.More]] = [:]
    for entry in open { united[entry.row, default: []] += entry.more }
    for row in united.keys { stated.insert(row) }
    let sorted = united.sorted { $0.key < $1.key }.map { ListColumn.Open(row: $0, more: $1) }
    // Lines stand beside the values as they come.
    let hasLines = lines.contains { $0 != 0 }
    let list = ListColumn(
      offsets: ends, values: values, stated: stated, open: sorted, doubtful: doubtful,
      keepsOffsets: hasLines)
    return (list, hasLines ? lines : [])
  }

  private mutating func settle(_ value: UInt32) {
    guard let start = ends.last, let last = doubtful.last, last >= start else { return }
    let values = values
    doubtful.removeAll { $0 >= start && values[Int($0)] == value }
  }

  private mutating func isRepeated(_ value: UInt32, _ line: UInt32) -> Bool {
    let start = Int(ends.last ?? 0)
    guard values.count - start >= ListDraft.manyValues else {
      for position in start..<values.count where values[position] == value {
        if line == 0 || lines[position] == line { return true }
      }
      return false
    }
    if seen.isEmpty {
      for position in start..<values.count { note(values[position], lines[position]) }
    }
    if seen.contains(UInt64(value) << 32 | UInt64(line)) { return true }
    note(value, line)
    return false
  }

  /// A value without a line is a repetition of the same value with one.
  private mutating func note(_ value: UInt32, _ line: UInt32) {
    seen.insert(UInt64(value) << 32 | UInt64(line))
    seen.insert(UInt64(value) << 32)
  }
}
