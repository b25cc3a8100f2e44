internal import AlmanacStore

/// Events of a stretch of rows, read without a tree: those whose cells are plain texts and numbers
/// or lists of them. Every other row is left to be read one by one.
struct BulkRows {
  /// A column: the key that it stands for, and how its cells are parted.
  private struct Column {
    var key: BulkPlan.Key
    var isList: Bool
    var isOwnReference: Bool
  }

  private(set) var stretch: BulkStretch
  private var plan: BulkPlan
  private var columns: [Column] = []
  private var record = BulkRecord()
  private let delimiter: UInt8

  /// Reads the rows that begin in a range.
  static func read(
    _ bytes: [UInt8], _ range: Range<Int>, _ rules: KeyRules, _ columns: CSVColumns
  ) -> BulkStretch {
    var rows = BulkRows(range, rules, columns)
    rows.read(bytes, range)
    rows.stretch.keys = rows.plan.writtenKeys
    return rows.stretch
  }

  private init(_ range: Range<Int>, _ rules: KeyRules, _ columns: CSVColumns) {
    stretch = BulkStretch(range)
    plan = BulkPlan(rules, into: &stretch.batch)
    delimiter = columns.delimiter
    for column in columns.columns {
      let number = plan.add(columns.key(of: column), into: &stretch.batch)
      self.columns.append(
        Column(
          key: plan.keys[number], isList: column.isList,
          isOwnReference: column.isOwnReference))
    }
  }

  private mutating func read(_ bytes: [UInt8], _ range: Range<Int>) {
    let span = bytes.span
    var position = range.lowerBound
    while position < range.upperBound {
      if isLineEnd(span[position]) {
        if span[position] == 0x0A { stretch.lineCount &+= 1 }
        position &+= 1
        continue
      }
      if let end = readRow(span, position) {
        position = end
      } else {
        var reader = CSVReader(bytes, delimiter: delimiter, from: position)
        _ = reader.next()
        let end = reader.nextOffset
        stretch.leave(position..<end)
        for index in position..<end where span[index] == 0x0A { stretch.lineCount &+= 1 }
        position = end
      }
    }
    stretch.range = range.lowerBound..<position
  }

  /// - Returns: where the row ends; nil when it is to be read one by one.
  private mutating func readRow(_ bytes: Span<UInt8>, _ start: Int) -> Int? {
    record.begin()
    var position = start
    var column = 0
    var beyondASCII: UInt64 = 0
    while true {
      guard column < columns.count else { return nil }
      var cell: Range<Int>
      if position < bytes.count, bytes[position] == 0x22 {
        let end = endOfQuoted(bytes, position &+ 1, &beyondASCII)
        guard end < bytes.count, bytes[end] == 0x22 else { return nil }
        cell = position &+ 1..<end
        position = end &+ 1
        guard position == bytes.count || bytes[position] == delimiter || isLineEnd(bytes[position])
        else { return nil }
      } else {
        let end = endOfCell(bytes, position, &beyondASCII)
        cell = position..<end
        position = end
      }
      if let part = trimmed(cell, bytes), !take(part, columns[column], bytes) { return nil }
      column &+= 1
      guard position < bytes.count, bytes[position] == delimiter else { break }
      position &+= 1
    }
    guard column == columns.count, position &- start < ReadingLimits.lineBytes,
      beyondASCII == 0 || firstInvalidUTF8(in: bytes, start, position) == nil
    else { return nil }
    if record.isEmpty { return position }
    return record.finish(
      at: start, line: stretch.lineCount, bytes, plan.placeSlot, &stretch.batch)
      ? position : nil
  }

  private mutating func take(
    _ cell: Range<Int>, _ column: Column, _ bytes: Span<UInt8>
  ) -> Bool {
    if column.isOwnReference {
      var areDigits = true
      for index in cell where bytes[index] &- 0x30 > 9 { areDigits = false }
      return record.take(column.key, cell, areDigits ? .literal : .text, bytes)
    }
    guard column.isList else { return record.take(column.key, cell, .text, bytes) }
    var start = cell.lowerBound
    var end = start
    while end < cell.upperBound, !isSeparator(bytes[end]) { end &+= 1 }
    if end == cell.upperBound { return record.take(column.key, cell, .text, bytes) }
    while true {
      if let part = trimmed(start..<end, bytes), !record.take(column.key, part, .element, bytes) {
        return false
      }
      guard end < cell.upperBound else { return true }
      start = end &+ 1
      end = start
      while end < cell.upperBound, !isSeparator(bytes[end]) { end &+= 1 }
    }
  }

  private func isSeparator(_ byte: UInt8) -> Bool { byte == 0x3B || byte == 0x7C }

  /// Where a cell without marks ends: before a delimiter or a line end.
  private func endOfCell(
    _ bytes: Span<UInt8>, _ start: Int, _ beyondASCII: inout UInt64
  ) -> Int {
    let raw = unsafe bytes.bytes
    let delimiters = UInt64(delimiter) &* ones
    var position = start
    while position &+ 8 <= bytes.count {
      // Within bounds by the condition.
      let word = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      let found =
        (zeros(word ^ delimiters) | zeros(word ^ 0x0A &* ones) | zeros(word ^ 0x0D &* ones)) & highs
      if found != 0 {
        let place = found.trailingZeroBitCount &>> 3
        beyondASCII |= word & highs & ((1 &<< UInt64(place &<< 3)) &- 1)
        return position &+ place
      }
      beyondASCII |= word & highs
      position &+= 8
    }
    while position < bytes.count, bytes[position] != delimiter, !isLineEnd(bytes[position]) {
      beyondASCII |= UInt64(bytes[position] & 0x80)
      position &+= 1
    }
    return position
  }

  /// Where the next quotation mark or line end stands.
  private func endOfQuoted(
    _ bytes: Span<UInt8>, _ start: Int, _ beyondASCII: inout UInt64
  ) -> Int {
    let raw = unsafe bytes.bytes
    var position = start
    while position &+ 8 <= bytes.count {
      // Within bounds by the condition.
      let word = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      let found =
        (zeros(word ^ 0x22 &* ones) | zeros(word ^ 0x0A &* ones) | zeros(word ^ 0x0D &* ones))
        & highs
      if found != 0 {
        let place = found.trailingZeroBitCount &>> 3
        beyondASCII |= word & highs & ((1 &<< UInt64(place &<< 3)) &- 1)
        return position &+ place
      }
      beyondASCII |= word & highs
      position &+= 8
    }
    while position < bytes.count, bytes[position] != 0x22, !isLineEnd(bytes[position]) {
      beyondASCII |= UInt64(bytes[position] & 0x80)
      position &+= 1
    }
    return position
  }
}

private let ones: UInt64 = 0x0101_0101_0101_0101
private let highs: UInt64 = 0x8080_8080_8080_8080

/// The high bit of the first byte that is zero, and of none before it.
@inline(__always)
private func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
