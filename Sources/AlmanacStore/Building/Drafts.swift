internal import AlmanacTime

/// Columns in the making: values in the order in which they were given, each with its row.
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

  /// Values by row, the given order kept within a row, repetitions left out. `code` maps what was
  /// drafted to what is stored; nil drops the value.
  func column(
    rowCount: Int, code: (UInt32) -> UInt32?
  ) -> (list: ListColumn, lines: [UInt32]) {
    let order = isSorted ? [] : byRow(rows, rowCount: rowCount).slots
    var list = ListInOrder(rowCount: rowCount, valueCount: values.count, none: none)
    var row: UInt32 = 0
    for place in 0..<values.count {
      let entry = entry(at: isSorted ? place : order[place])
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
    for position in list.rows.indices where list.rows[position] == row {
      if list.values[position] == code { return true }
    }
    return false
  }

  func column(rowCount: Int) -> CodeColumn {
    let list = self.list.column(rowCount: rowCount) { $0 }.list
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

  /// What was given at a position.
  func value(at position: Int) -> Quantity {
    Quantity(
      lower: lower[position], upper: upper[position], text: texts[position],
      isGuess: guesses.contains(position))
  }

  func column(rowCount: Int) -> NumberColumn {
    var lows = [Int64](repeating: Quantity.lowest, count: rowCount)
    var highs = [Int64](repeating: Quantity.highest, count: rowCount)
    var stated = Bitmap(rowCount: rowCount)
    var notation: [UInt32: String] = [:]
    for (position, row) in rows.enumerated() {
      let (low, high) = (lower[position], upper[position])
      if stated[row] {
        // Two figures of one measure: both may be right, so the number lies in their hull.
        lows[Int(row)] = min(lows[Int(row)], low)
        highs[Int(row)] = max(highs[Int(row)], high)
        if lows[Int(row)] != low || highs[Int(row)] != high { notation[row] = nil }
      } else {
        lows[Int(row)] = low
        highs[Int(row)] = high
        if !texts.isEmpty, let text = texts[position] { notation[row] = text }
      }
      stated.insert(row)
    }
    let isExact = rows.allSatisfy { lows[Int($0)] == highs[Int($0)] }
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
  private(set) var rows: [UInt32] = []
  private(set) var texts = TextPool()
  /// Some row has several, one behind the other.
  private var isRepeated = false
  /// Rows came in rising order.
  private var isSorted = true

  mutating func append(row: UInt32, _ text: String) {
    var text = text
    text.withUTF8 { unsafe append(row: row, Span(_unsafeElements: $0)) }
  }

  /// A value that the row has already says nothing new.
  mutating func append(row: UInt32, _ text: Span<UInt8>) {
    guard !hasJustSaid(row, text) else { return }
    note(row)
    texts.append(utf8: text)
  }

  /// Whether one of the last few values is the same one of the same row.
  private func hasJustSaid(_ row: UInt32, _ text: Span<UInt8>) -> Bool {
    var index = rows.count - 1
    let first = max(0, rows.count - 16)
    while index >= first, rows[index] == row {
      let known = texts.span(of: UInt32(truncatingIfNeeded: index))
      if known.count == text.count, known.indices.allSatisfy({ known[$0] == text[$0] }) {
        return true
      }
      index -= 1
    }
    return false
  }

  private mutating func note(_ row: UInt32) {
    if let last = rows.last {
      if last == row { isRepeated = true }
      if last > row { isSorted = false }
    }
    rows.append(row)
  }

  /// Numbers if all are, dates if all are, words where a row has several, else text.
  func column(rowCount: Int) -> StoredColumn {
    let isMany = isRepeated || !isSorted && Set(rows).count < rows.count
    if !isMany, let column = numbers(rowCount) { return .number(column) }
    if !isMany, let column = days(rowCount) { return .day(column) }
    guard isMany else {
      var draft = TextDraft()
      forEach { draft.append(row: $0, texts.span(of: $1), language: "") }
      return .text(draft.column(rowCount: rowCount))
    }
    var draft = CodeDraft()
    forEach { draft.append(row: $0, texts.span(of: $1)) }
    return .code(draft.column(rowCount: rowCount))
  }

  private func forEach(_ body: (_ row: UInt32, _ text: UInt32) -> Void) {
    for (index, row) in rows.enumerated() { body(row, UInt32(truncatingIfNeeded: index)) }
  }

  private func numbers(_ rowCount: Int) -> NumberColumn? {
    var draft = NumberDraft()
    for (index, row) in rows.enumerated() {
      guard let value = Quantity(texts[UInt32(truncatingIfNeeded: index)]) else { return nil }
      draft.append(row: row, value)
    }
    return draft.column(rowCount: rowCount)
  }

  private func days(_ rowCount: Int) -> DayColumn? {
    var draft = DayDraft()
    for (index, row) in rows.enumerated() {
      guard let date = try? readDate(texts[UInt32(truncatingIfNeeded: index)]) else { return nil }
      draft.append(row: row, date.starts, minute: date.startMinute, isGuess: date.isGuess)
    }
    return draft.column(rowCount: rowCount)
  }
}

/// Texts of dates as bulk loading gives them: in rising rows.
struct DateTextDraft {
  private(set) var rows: [UInt32] = []
  private(set) var texts = TextPool()

  mutating func append(row: UInt32, _ text: Span<UInt8>) {
    rows.append(row)
    texts.append(utf8: text)
  }

  /// The text of a row, or nil.
  subscript(row: UInt32) -> String? {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low < rows.count && rows[low] == row ? texts[UInt32(truncatingIfNeeded: low)] : nil
  }

  /// All texts, those of `others` first where both have one.
  func united(with others: [UInt32: String]) -> SparseTexts {
    guard !others.isEmpty else { return SparseTexts(rows: Block(rows), texts: texts) }
    guard !rows.isEmpty else { return SparseTexts(others) }
    var all = others.map { (row: $0.key, text: $0.value) }
    for (index, row) in rows.enumerated() where others[row] == nil {
      all.append((row, texts[UInt32(truncatingIfNeeded: index)]))
    }
    return SparseTexts(all)
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

  /// A name proper in a language that was not said.
  mutating func appendPlain(row: UInt32, _ text: Span<UInt8>) {
    if let last = rows.last, last > row { isSorted = false }
    rows.append(row)
    texts.append(utf8: text)
    kinds.append(NameTable.Kind.name.rawValue)
    languages.append(0)
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
