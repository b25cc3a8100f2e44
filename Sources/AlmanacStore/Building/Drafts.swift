internal import AlmanacTime

/// Columns in the making: values in the order in which they were given, each with its row.
struct ListDraft {
  var rows: [UInt32] = []
  var values: [UInt32] = []
  var doubtful: [Bool] = []
  var lines: [UInt32] = []
  var places: [UInt64] = []
  var open: [ListColumn.Open] = []
  /// Rows that say "none".
  var none: [UInt32] = []

  mutating func append(
    row: UInt32, value: UInt32, isDoubtful: Bool = false, line: UInt32 = 0, place: UInt64 = 0
  ) {
    rows.append(row)
    values.append(value)
    doubtful.append(isDoubtful)
    lines.append(line)
    places.append(place)
  }

  /// Values by row, the given order kept within a row, repetitions left out. `code` maps what was
  /// drafted to what is stored; nil drops the value.
  func column(
    rowCount: Int, code: (UInt32) -> UInt32?
  ) -> (list: ListColumn, lines: [UInt32]) {
    var offsets = [UInt32](repeating: 0, count: rowCount + 1)
    for row in rows { offsets[Int(row) + 1] &+= 1 }
    for row in 0..<rowCount { offsets[row + 1] &+= offsets[row] }
    var next = offsets
    var slots = [Int](repeating: 0, count: rows.count)
    for (index, row) in rows.enumerated() {
      slots[Int(next[Int(row)])] = index
      next[Int(row)] &+= 1
    }
    var values: [UInt32] = []
    var lines: [UInt32] = []
    var doubtful: [UInt32] = []
    var ends: [UInt32] = [0]
    ends.reserveCapacity(rowCount + 1)
    var stated = Bitmap(rowCount: rowCount, rows: none)
    for row in 0..<rowCount {
      let start = values.count
      for slot in slots[Int(offsets[row])..<Int(offsets[row + 1])] {
        guard let value = code(self.values[slot]) else { continue }
        let isRepeated = values[start...].contains(value)
        if isRepeated && self.lines[slot] == 0 { continue }
        if isRepeated,
          zip(values[start...], lines[start...]).contains(where: {
            $0 == value && $1 == self.lines[slot]
          })
        {
          continue
        }
        if self.doubtful[slot] { doubtful.append(UInt32(truncatingIfNeeded: values.count)) }
        values.append(value)
        lines.append(self.lines[slot])
        stated.insert(UInt32(truncatingIfNeeded: row))
      }
      ends.append(UInt32(truncatingIfNeeded: values.count))
    }
    let sortedOpen = open.sorted { $0.row < $1.row }
    for entry in sortedOpen { stated.insert(entry.row) }
    let list = ListColumn(
      offsets: ends, values: values, stated: stated, open: sortedOpen, doubtful: doubtful)
    return (list, lines)
  }
}

struct CodeDraft {
  var dictionary = TextPool()
  var codes: [String: UInt32] = [:]
  var list = ListDraft()

  mutating func code(of word: String) -> UInt32 {
    if let code = codes[word] { return code }
    let code = dictionary.append(word)
    codes[word] = code
    return code
  }

  func column(rowCount: Int) -> CodeColumn {
    let list = self.list.column(rowCount: rowCount) { $0 }.list
    return CodeColumn(
      dictionary: dictionary, list: list, postings: list.inverted(codeCount: dictionary.count))
  }
}

struct NumberDraft {
  var rows: [UInt32] = []
  var values: [Quantity] = []

  func column(rowCount: Int) -> NumberColumn {
    var lower = [Int64](repeating: Quantity.lowest, count: rowCount)
    var upper = [Int64](repeating: Quantity.highest, count: rowCount)
    var stated = Bitmap(rowCount: rowCount)
    var guesses = Bitmap(rowCount: rowCount)
    var notation: [UInt32: String] = [:]
    for (row, value) in zip(rows, values) {
      if stated[row] {
        // Two figures of one measure: both may be right, so the number lies in their hull.
        lower[Int(row)] = min(lower[Int(row)], value.lower)
        upper[Int(row)] = max(upper[Int(row)], value.upper)
        if lower[Int(row)] != value.lower || upper[Int(row)] != value.upper { notation[row] = nil }
      } else {
        lower[Int(row)] = value.lower
        upper[Int(row)] = value.upper
        if let text = value.text { notation[row] = text }
      }
      stated.insert(row)
      if value.isGuess { guesses.insert(row) }
    }
    let isExact = zip(rows, values).allSatisfy { row, _ in lower[Int(row)] == upper[Int(row)] }
    return NumberColumn(
      lower: lower, upper: isExact ? [] : upper, stated: stated,
      guesses: guesses.isEmpty ? nil : guesses, notation: notation)
  }
}

struct DayDraft {
  var rows: [UInt32] = []
  var values: [DayBounds] = []
  var guesses: [UInt32] = []
  var minutes: [UInt32: Int16] = [:]

  func column(rowCount: Int) -> DayColumn {
    var earliest = [Int32](repeating: Day.distantPast.number, count: rowCount)
    var latest = [Int32](repeating: Day.distantFuture.number, count: rowCount)
    var stated = Bitmap(rowCount: rowCount)
    for (row, value) in zip(rows, values) {
      earliest[Int(row)] = value.earliest.number
      latest[Int(row)] = value.latest.number
      stated.insert(row)
    }
    let isExact = rows.allSatisfy { earliest[Int($0)] == latest[Int($0)] }
    return DayColumn(
      earliest: earliest, latest: isExact ? [] : latest, stated: stated,
      guesses: guesses.isEmpty ? nil : Bitmap(rowCount: rowCount, rows: guesses), minutes: minutes)
  }
}

struct TextDraft {
  var rows: [UInt32] = []
  var texts: [String] = []

  func column(rowCount: Int) -> TextColumn {
    var byRow = [Int](repeating: -1, count: rowCount)
    for (index, row) in rows.enumerated() { byRow[Int(row)] = index }
    var pool = TextPool()
    for index in byRow { pool.append(index < 0 ? "" : texts[index]) }
    return TextColumn(texts: pool, stated: Bitmap(rowCount: rowCount, rows: rows))
  }
}

struct NameDraft {
  var rows: [UInt32] = []
  var texts: [String] = []
  var kinds: [UInt8] = []
  var languages: [UInt8] = []
  var tags: [String] = [""]

  mutating func append(row: UInt32, text: String, language: String, kind: NameTable.Kind) {
    var code = tags.firstIndex(of: language)
    if code == nil, tags.count < 256 {
      code = tags.count
      tags.append(language)
    }
    rows.append(row)
    texts.append(text)
    kinds.append(kind.rawValue)
    languages.append(UInt8(truncatingIfNeeded: code ?? 0))
  }

  func table(rowCount: Int) -> NameTable {
    var offsets = [UInt32](repeating: 0, count: rowCount + 1)
    for row in rows { offsets[Int(row) + 1] &+= 1 }
    for row in 0..<rowCount { offsets[row + 1] &+= offsets[row] }
    var next = offsets
    var slots = [Int](repeating: 0, count: rows.count)
    for (index, row) in rows.enumerated() {
      slots[Int(next[Int(row)])] = index
      next[Int(row)] &+= 1
    }
    var pool = TextPool()
    for slot in slots { pool.append(texts[slot]) }
    return NameTable(
      offsets: offsets, texts: pool, kinds: slots.map { kinds[$0] },
      languages: slots.map { languages[$0] }, languageTags: tags)
  }
}
