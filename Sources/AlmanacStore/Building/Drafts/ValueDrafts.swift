internal import AlmanacTime

// Words, numbers and days in the making: values in the order in which they were given, each with
// its row.

struct CodeDraft {
  var words = KeyTable()
  var list = ListDraft()

  mutating func append(row: UInt32, _ word: Span<UInt8>) {
    list.append(row: row, value: words.insert(word).code)
  }

  mutating func append(row: UInt32, _ word: String) {
    list.append(row: row, value: words.insert(word).code)
  }

  /// Whether a row holds the word. Looks through all values.
  func has(row: UInt32, word: String) -> Bool {
    guard let code = words.find(word) else { return false }
    for position in list.rows.indices where list.rows[position] == row {
      if list.values[position] == code { return true }
    }
    return false
  }

  /// - Parameter gather: the order in which rows are wanted; nil for that of their numbers.
  func column(rowCount: Int, _ gather: RowGather? = nil) -> CodeColumn {
    var list = self.list.column(rowCount: rowCount).list
    if let gather { list = gather.list(list).0 }
    return CodeColumn(
      dictionary: words.texts, list: list, postings: list.inverted(codeCount: words.count))
  }
}

struct NumberDraft {
  var rows: [UInt32] = []
  private(set) var lower: [Int64] = []
  private(set) var upper: [Int64] = []
  /// How numbers were written, and which are guesses, by position.
  private var texts: [Int: String] = [:]
  private var guesses: Set<Int> = []

  mutating func append(row: UInt32, _ value: Quantity) {
    if let text = value.text { texts[rows.count] = text }
    if value.isGuess { guesses.insert(rows.count) }
    rows.append(row)
    lower.append(value.lower)
    upper.append(value.upper)
  }

  /// Exact numbers of some rows.
  mutating func append(rows: [UInt32], _ values: [Int64]) {
    self.rows += rows
    lower += values
    upper += values
  }

  /// What was given at a position.
  func value(at position: Int) -> Quantity {
    Quantity(
      lower: lower[position], upper: upper[position], text: texts[position],
      isGuess: guesses.contains(position))
  }

  func column(rowCount: Int) -> NumberColumn {
    var lows = [Int64](repeating: Quantity.lowest, count: rowCount)
    var highs: [Int64] = []
    var stated = Bitmap(rowCount: rowCount)
    var notation: [UInt32: String] = [:]
    if lower != upper { highs = [Int64](repeating: Quantity.highest, count: rowCount) }
    for position in rows.indices {
      let (row, low, high) = (rows[position], lower[position], upper[position])
      if stated[row] {
        // Two figures of one measure: both may be right, so the number lies in their hull.
        if highs.isEmpty, lows[Int(row)] != low {
          highs = [Int64](repeating: Quantity.highest, count: rowCount)
          stated.forEachRow { highs[Int($0)] = lows[Int($0)] }
        }
        lows[Int(row)] = min(lows[Int(row)], low)
        if !highs.isEmpty { highs[Int(row)] = max(highs[Int(row)], high) }
        if lows[Int(row)] != low || !highs.isEmpty && highs[Int(row)] != high {
          notation[row] = nil
        }
      } else {
        lows[Int(row)] = low
        if !highs.isEmpty { highs[Int(row)] = high }
        if !texts.isEmpty, let text = texts[position] { notation[row] = text }
      }
      stated.insert(row)
    }
    let isExact = highs.isEmpty || rows.allSatisfy { lows[Int($0)] == highs[Int($0)] }
    return NumberColumn(
      lower: lows, upper: isExact ? [] : highs, stated: stated,
      guesses: guesses.isEmpty
        ? nil : Bitmap(rowCount: rowCount, rows: guesses.map { rows[$0] }),
      notation: notation)
  }
}

struct DayDraft {
  var rows: [UInt32] = []
  var values: [DayBounds] = []
  /// Bounds that follow from the other end of a period, where this end is not stated.
  var implied: [UInt32: DayBounds] = [:]
  var guesses: [UInt32] = []
  var minutes: [UInt32: Int16] = [:]

  mutating func append(row: UInt32, _ value: DayBounds, minute: Int16?, isGuess: Bool) {
    rows.append(row)
    values.append(value)
    if isGuess { guesses.append(row) }
    if let minute { minutes[row] = minute }
  }

  /// Makes room for so many times the values that there are.
  mutating func makeRoom(_ times: Double) {
    rows.makeRoom(times)
    values.makeRoom(times)
  }

  /// Days of some rows, to the day or not, without a minute.
  mutating func append(rows: [UInt32], _ values: ArraySlice<DayBounds>) {
    self.rows += rows
    self.values += values
  }

  func column(rowCount: Int) -> DayColumn {
    var earliest = [Int32](repeating: Day.distantPast.number, count: rowCount)
    var latest = [Int32](repeating: Day.distantFuture.number, count: rowCount)
    for (row, value) in implied {
      earliest[Int(row)] = value.earliest.number
      latest[Int(row)] = value.latest.number
    }
    var isExact = implied.isEmpty
    for position in rows.indices {
      let (row, value) = (Int(rows[position]), values[position])
      earliest[row] = value.earliest.number
      latest[row] = value.latest.number
      if value.earliest != value.latest { isExact = false }
    }
    // Of several values of one row the last one counts, which may be exact where the others were not.
    if !isExact, implied.isEmpty {
      isExact = rows.allSatisfy { earliest[Int($0)] == latest[Int($0)] }
    }
    return DayColumn(
      earliest: earliest, latest: isExact ? [] : latest,
      stated: Bitmap(rowCount: rowCount, rows: rows),
      guesses: guesses.isEmpty ? nil : Bitmap(rowCount: rowCount, rows: guesses), minutes: minutes)
  }
}
