internal import AlmanacTime

/// Columns in the making: values in the order in which they were given, each with its row.
struct ListDraft {
  struct Entry {
    var row: UInt32
    var value: UInt32
    var line: UInt32
    var isDoubtful: Bool
    var place: UInt64
  }

  var entries: [Entry] = []
  var open: [ListColumn.Open] = []
  /// Rows that say "none".
  var none: [UInt32] = []
  /// Rows came in rising order.
  private var isSorted = true

  mutating func append(
    row: UInt32, value: UInt32, isDoubtful: Bool = false, line: UInt32 = 0, place: UInt64 = 0
  ) {
    if let last = entries.last {
      if last.row > row { isSorted = false }
    } else {
      entries.reserveCapacity(16)
    }
    entries.append(
      Entry(row: row, value: value, line: line, isDoubtful: isDoubtful, place: place))
  }

  func has(row: UInt32) -> Bool { entries.contains { $0.row == row } }

  /// Rows have been given other numbers.
  mutating func markUnsorted() { isSorted = false }

  /// Values by row, the given order kept within a row, repetitions left out. `code` maps what was
  /// drafted to what is stored; nil drops the value.
  func column(
    rowCount: Int, code: (UInt32) -> UInt32?
  ) -> (list: ListColumn, lines: [UInt32]) {
    let ordered =
      isSorted
      ? entries
      : byRow(entries.map(\.row), rowCount: rowCount).slots
        .map { entries[$0] }
    var list = ListInOrder(rowCount: rowCount, valueCount: ordered.count, none: none)
    var row: UInt32 = 0
    for entry in ordered {
      while row < entry.row {
        list.endRow()
        row &+= 1
      }
      guard let value = code(entry.value) else { continue }
      list.append(value, line: entry.line, isDoubtful: entry.isDoubtful)
    }
    while row < rowCount {
      list.endRow()
      row &+= 1
    }
    return list.finished(open: open)
  }
}

/// Where the values of each row begin, and the values in the order of their rows: a counting sort.
private func byRow(_ rows: [UInt32], rowCount: Int) -> (offsets: [UInt32], slots: [Int]) {
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
    guard values.count - start >= 32 else {
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
    return list.entries.contains { $0.row == row && $0.value == code }
  }

  func column(rowCount: Int) -> CodeColumn {
    let list = self.list.column(rowCount: rowCount) { $0 }.list
    return CodeColumn(
      dictionary: words.texts, list: list, postings: list.inverted(codeCount: words.count))
  }
}

struct NumberDraft {
  var rows: [UInt32] = []
  var values: [Quantity] = []

  mutating func append(row: UInt32, _ value: Quantity) {
    rows.append(row)
    values.append(value)
  }

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

  func column(rowCount: Int) -> DayColumn {
    var earliest = [Int32](repeating: Day.distantPast.number, count: rowCount)
    var latest = [Int32](repeating: Day.distantFuture.number, count: rowCount)
    for (row, value) in implied {
      earliest[Int(row)] = value.earliest.number
      latest[Int(row)] = value.latest.number
    }
    for (row, value) in zip(rows, values) {
      earliest[Int(row)] = value.earliest.number
      latest[Int(row)] = value.latest.number
    }
    let isExact = implied.isEmpty && rows.allSatisfy { earliest[Int($0)] == latest[Int($0)] }
    return DayColumn(
      earliest: earliest, latest: isExact ? [] : latest,
      stated: Bitmap(rowCount: rowCount, rows: rows),
      guesses: guesses.isEmpty ? nil : Bitmap(rowCount: rowCount, rows: guesses), minutes: minutes)
  }
}

struct TextDraft {
  var rows: [UInt32] = []
  var texts = TextPool()
  var translations: [UInt32: [TextColumn.Translation]] = [:]

  /// The first text of a row is the one that stands in the column.
  mutating func append(row: UInt32, _ text: Span<UInt8>, language: String) {
    rows.append(row)
    let position = texts.append(utf8: text)
    if !language.isEmpty {
      translations[row, default: []].append(
        TextColumn.Translation(language: language, text: texts[position]))
    }
  }

  func column(rowCount: Int) -> TextColumn {
    var byRow = [UInt32](repeating: .max, count: rowCount)
    for (index, row) in rows.enumerated() where byRow[Int(row)] == .max {
      byRow[Int(row)] = UInt32(truncatingIfNeeded: index)
    }
    var pool = TextPool(textCount: rowCount, byteCount: texts.bytes.count)
    for index in byRow {
      if index == .max { pool.append("") } else { pool.append(index, of: texts) }
    }
    return TextColumn(
      texts: pool, stated: Bitmap(rowCount: rowCount, rows: rows), translations: translations)
  }
}

/// Values of a key that the schema does not know.
struct FurtherDraft {
  var rows: [UInt32] = []
  var texts: [String] = []

  mutating func append(row: UInt32, _ text: String) {
    rows.append(row)
    texts.append(text)
  }

  /// Numbers if all are, dates if all are, words where a row has several, else text.
  func column(rowCount: Int) -> StoredColumn {
    let isMany = Set(rows).count < rows.count
    if !isMany, let column = numbers(rowCount) { return .number(column) }
    if !isMany, let column = days(rowCount) { return .day(column) }
    guard isMany else {
      var draft = TextDraft()
      for (row, text) in zip(rows, texts) {
        draft.append(row: row, Array(text.utf8).span, language: "")
      }
      return .text(draft.column(rowCount: rowCount))
    }
    var draft = CodeDraft()
    for (row, text) in zip(rows, texts) { draft.append(row: row, text) }
    return .code(draft.column(rowCount: rowCount))
  }

  private func numbers(_ rowCount: Int) -> NumberColumn? {
    var draft = NumberDraft()
    for (row, text) in zip(rows, texts) {
      guard let value = Quantity(text) else { return nil }
      draft.append(row: row, value)
    }
    return draft.column(rowCount: rowCount)
  }

  private func days(_ rowCount: Int) -> DayColumn? {
    var draft = DayDraft()
    for (row, text) in zip(rows, texts) {
      guard let date = try? readDate(text) else { return nil }
      draft.append(row: row, date.starts, minute: date.startMinute, isGuess: date.isGuess)
    }
    return draft.column(rowCount: rowCount)
  }
}

struct NameDraft {
  var rows: [UInt32] = []
  var texts = TextPool()
  var kinds: [UInt8] = []
  var languages: [UInt8] = []
  var tags: [String] = [""]
  /// Rows came in rising order, so that names stand as the table wants them.
  private var isSorted = true

  mutating func append(
    row: UInt32, _ text: Span<UInt8>, language: String, kind: NameTable.Kind
  ) {
    var code = tags.firstIndex(of: language)
    if code == nil, tags.count < 256 {
      code = tags.count
      tags.append(language)
    }
    if let last = rows.last, last > row { isSorted = false }
    rows.append(row)
    texts.append(utf8: text)
    kinds.append(kind.rawValue)
    languages.append(UInt8(truncatingIfNeeded: code ?? 0))
  }

  func table(rowCount: Int) -> NameTable {
    let (offsets, slots) = byRow(rows, rowCount: rowCount)
    if isSorted {
      return NameTable(
        offsets: offsets, texts: texts, kinds: kinds, languages: languages, languageTags: tags)
    }
    var pool = TextPool()
    for slot in slots { pool.append(UInt32(truncatingIfNeeded: slot), of: texts) }
    return NameTable(
      offsets: offsets, texts: pool, kinds: slots.map { kinds[$0] },
      languages: slots.map { languages[$0] }, languageTags: tags)
  }
}
