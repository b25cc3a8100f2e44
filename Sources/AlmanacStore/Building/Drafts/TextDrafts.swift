internal import AlmanacTime

// Texts in the making: names, fields, keys that the schema does not know, the words of dates.

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

  /// Some texts of a pool, beside their rows, in a language that was not said.
  mutating func append(rows: [UInt32], _ range: Range<Int>, of pool: TextPool) {
    self.rows += rows
    texts.append(range, of: pool)
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

  /// Some texts of a pool, beside their rows, which rise.
  mutating func append(rows: [UInt32], _ range: Range<Int>, of pool: TextPool) {
    let isEachOnce = zip(rows, rows.dropFirst()).allSatisfy { $0 < $1 }
    guard isEachOnce, self.rows.last != rows.first else {
      for (row, index) in zip(rows, range) {
        append(row: row, pool.span(of: UInt32(truncatingIfNeeded: index)))
      }
      return
    }
    for row in rows { note(row) }
    texts.append(range, of: pool)
  }

  /// Whether one of the last few values is the same one of the same row.
  private func hasJustSaid(_ row: UInt32, _ text: Span<UInt8>) -> Bool {
    var index = rows.count - 1
    let first = max(0, rows.count - 16)
    while index >= first, rows[index] == row {
      if texts.equals(UInt32(truncatingIfNeeded: index), text) { return true }
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

  /// Some texts of a pool, beside their rows.
  mutating func append(rows: [UInt32], _ range: Range<Int>, of pool: TextPool) {
    self.rows += rows
    texts.append(range, of: pool)
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
  private(set) var texts = TextPool()
  /// Beside the texts; empty as long as each row has one name, a name proper in a language that was
  /// not said: then the name of row i is text i.
  private var rowsOfMany: [UInt32] = []
  private var kindsOfMany: [UInt8] = []
  private var languagesOfMany: [UInt8] = []
  private var isPlain = true
  private(set) var tags: [String] = [""]
  /// Rows came in rising order, so that names stand as the table wants them.
  private var isSorted = true

  var count: Int { texts.count }

  func row(at position: Int) -> UInt32 {
    isPlain ? UInt32(truncatingIfNeeded: position) : rowsOfMany[position]
  }

  func kind(at position: Int) -> NameTable.Kind {
    isPlain ? .name : NameTable.Kind(rawValue: kindsOfMany[position]) ?? .name
  }

  /// A code of `tags`.
  func language(at position: Int) -> Int { isPlain ? 0 : Int(languagesOfMany[position]) }

  mutating func append(
    row: UInt32, _ text: Span<UInt8>, language: String, kind: NameTable.Kind
  ) {
    var code = tags.firstIndex(of: language)
    if code == nil, tags.count < 256 {
      code = tags.count
      tags.append(language)
    }
    if isPlain {
      if Int(row) == count, kind == .name, code == 0 {
        texts.append(utf8: text)
        return
      }
      becomeMany()
    }
    if let last = rowsOfMany.last, last > row { isSorted = false }
    rowsOfMany.append(row)
    texts.append(utf8: text)
    kindsOfMany.append(kind.rawValue)
    languagesOfMany.append(UInt8(truncatingIfNeeded: code ?? 0))
  }

  /// Some texts of a pool: names proper of rows one after the other, in a language that was not said.
  mutating func append(row: UInt32, _ range: Range<Int>, of pool: TextPool) {
    if isPlain, Int(row) != count { becomeMany() }
    if !isPlain {
      if let last = rowsOfMany.last, last > row { isSorted = false }
      rowsOfMany.append(count: range.count) { row &+ UInt32(truncatingIfNeeded: $0) }
      kindsOfMany.append(count: range.count) { _ in NameTable.Kind.name.rawValue }
      languagesOfMany.append(count: range.count) { _ in 0 }
    }
    texts.append(range, of: pool)
  }

  /// Makes room for so many times the names that there are.
  mutating func makeRoom(_ times: Double) { texts.makeRoom(times) }

  private mutating func becomeMany() {
    isPlain = false
    rowsOfMany.append(count: count) { UInt32(truncatingIfNeeded: $0) }
    kindsOfMany.append(count: count) { _ in NameTable.Kind.name.rawValue }
    languagesOfMany.append(count: count) { _ in 0 }
  }

  func table(rowCount: Int) -> NameTable {
    if isPlain, count == rowCount {
      return NameTable(
        rowCount: rowCount, offsets: [], texts: texts, kinds: [], languages: [],
        languageTags: tags)
    }
    var all = self
    if isPlain { all.becomeMany() }
    return all.tableOfMany(rowCount: rowCount)
  }

  private func tableOfMany(rowCount: Int) -> NameTable {
    let (offsets, slots) = byRow(rowsOfMany, rowCount: rowCount)
    if isSorted {
      return NameTable(
        offsets: offsets, texts: texts, kinds: kindsOfMany, languages: languagesOfMany,
        languageTags: tags)
    }
    var pool = TextPool(textCount: count, byteCount: texts.bytes.count)
    for slot in slots { pool.append(UInt32(truncatingIfNeeded: slot), of: texts) }
    return NameTable(
      offsets: offsets, texts: pool, kinds: slots.map { kindsOfMany[$0] },
      languages: slots.map { languagesOfMany[$0] }, languageTags: tags)
  }
}
