internal import AlmanacStore

/// A column of a file of rows: the key that it stands for, and how its cells are parted.
struct BulkColumn {
  let key: BulkPlan.Key
  let column: CSVColumns.Column

  init(_ key: BulkPlan.Key, _ column: CSVColumns.Column) {
    self.key = key
    self.column = column
  }
}

// Rows of cells: the marks are quotation marks, delimiters and control characters.
extension BulkReader {
  /// - Returns: where the last row ends.
  mutating func readRows(_ bytes: [UInt8], _ range: Range<Int>) -> Int {
    let span = bytes.span
    var position = range.lowerBound
    while position < range.upperBound {
      if isLineEnd(span[position]) {
        if span[position] == 0x0A { lineCount &+= 1 }
        position &+= 1
      } else if let end = readRow(span, position, range.upperBound) {
        position = end
      } else {
        var reader = CSVReader(bytes, delimiter: delimiter, from: position)
        _ = reader.next()
        let end = reader.nextOffset
        leave(position..<end)
        for index in position..<end where span[index] == 0x0A { lineCount &+= 1 }
        position = end
      }
      while mark < marks.count, marks[mark] < position { mark &+= 1 }
    }
    return position
  }

  /// - Returns: where the row ends; nil when it is to be read one by one.
  private mutating func readRow(_ bytes: Span<UInt8>, _ start: Int, _ upper: Int) -> Int? {
    record.begin()
    var position = start
    var column = 0
    while true {
      guard column < columns.count else { return nil }
      var cell = position..<position
      if position < upper, bytes[position] == 0x22 {
        mark &+= 1
        guard let end = endOfQuoted(bytes) else { return nil }
        cell = position &+ 1..<end
        position = end &+ 1
        guard position == upper || bytes[position] == delimiter || isLineEnd(bytes[position])
        else { return nil }
      } else {
        let end = endOfCell(bytes)
        cell = position..<end
        position = end
      }
      if let part = trimmed(cell, bytes), !take(part, columns[column], bytes) { return nil }
      column &+= 1
      guard position < upper, bytes[position] == delimiter else { break }
      position &+= 1
      mark &+= 1
    }
    guard column == columns.count, position &- start < ReadingLimits.lineBytes,
      !marks.isWide(start..<position) || firstInvalidUTF8(in: bytes, start, position) == nil
    else { return nil }
    if record.isEmpty { return position }
    return record.finish(at: start, line: lineCount, bytes, plan.placeSlot, &writer)
      ? position : nil
  }

  /// Where a cell without marks around it ends: before a delimiter or a line end.
  private mutating func endOfCell(_ bytes: Span<UInt8>) -> Int {
    while mark < marks.count {
      let byte = bytes[marks[mark]]
      if byte == delimiter || isLineEnd(byte) { break }
      mark &+= 1
    }
    return marks[mark]
  }

  /// Where the quotation mark stands that ends a cell; nil where its line ends before.
  private mutating func endOfQuoted(_ bytes: Span<UInt8>) -> Int? {
    while mark < marks.count {
      let byte = bytes[marks[mark]]
      mark &+= 1
      if byte == 0x22 { return marks[mark &- 1] }
      if isLineEnd(byte) { return nil }
    }
    return nil
  }

  private mutating func take(
    _ cell: Range<Int>, _ column: BulkColumn, _ bytes: Span<UInt8>
  ) -> Bool {
    if column.column.isOwnReference {
      var areDigits = true
      for index in cell where bytes[index] &- 0x30 > 9 { areDigits = false }
      return record.take(column.key, cell, areDigits ? .literal : .text, bytes, &writer)
    }
    var start = cell.lowerBound
    var end = endOfElement(bytes, start, cell.upperBound, column.column)
    if end == cell.upperBound { return record.take(column.key, cell, .text, bytes, &writer) }
    while true {
      if let part = trimmed(start..<end, bytes),
        !record.take(column.key, part, .element, bytes, &writer)
      {
        return false
      }
      guard end < cell.upperBound else { return true }
      start = end &+ 1
      end = endOfElement(bytes, start, cell.upperBound, column.column)
    }
  }

  private func endOfElement(
    _ bytes: Span<UInt8>, _ start: Int, _ upper: Int, _ column: CSVColumns.Column
  ) -> Int {
    guard column.isList || column.isThemes else { return upper }
    var end = start
    while end < upper, !column.isSeparator(bytes[end]) { end &+= 1 }
    return end
  }
}
