internal import AlmanacStore

// A row a record, a column a key: each row becomes the object that a line of JSON would be, so that
// the rules of records are the same.
extension Importer {
  mutating func readCSV(_ bytes: [UInt8]) {
    var reader = CSVReader(bytes)
    hasDecimalComma = reader.delimiter == UInt8(ascii: ";")
    guard let first = header(&reader, bytes) else { return }
    guard case .success(let header) = first, let columns = columns(header, reader) else {
      if case .failure(let error) = first { fault(error.offset, error.message) }
      report.unreadable += 1
      return
    }
    skipRule(&reader, bytes)
    // Numbers with a decimal comma are read one by one.
    if bytes.count > stretchBytes, !isClosed, !hasDecimalComma {
      return readMany(bytes, from: reader.nextOffset, .rows(columns))
    }
    var rows = RowTaking(columns, bytes)
    var rowCount = 0
    while let row = reader.next() {
      rowCount += 1
      if rowCount % 1_024 == 0, !goesOn(reader.rowOffset) { return }
      take(row, at: reader.rowOffset, &rows)
    }
  }

  /// Passes over the line below the header of a table in a text.
  private func skipRule(_ reader: inout CSVReader, _ bytes: [UInt8]) {
    var below = reader
    if case .success(let cells)? = below.next(), isRule(cells, bytes) { reader = below }
  }

  /// What it takes to make records of rows.
  struct RowTaking {
    let columns: CSVColumns
    var tree: ValueTree

    init(_ columns: CSVColumns, _ bytes: [UInt8]) {
      self.columns = columns
      tree = ValueTree(bytes: bytes)
      tree.setKeys(columns.keys)
    }
  }

  mutating func take(
    _ row: Result<[CSVReader.Cell], ReadingFault>, at offset: Int, _ rows: inout RowTaking
  ) {
    switch row {
    case .success(let cells):
      let bytes = rows.tree.bytes
      guard cells.contains(where: { !isBlank($0.range, bytes) }) else { return }
      guard hasFittingCount(cells, rows.columns, bytes) else {
        report.unreadable += 1
        return fault(offset, wrongCount(cells.count, rows.columns))
      }
      rows.columns.setRecord(cells, at: offset, in: &rows.tree)
      readTabularRecord(0, rows.tree)
    case .failure(let error):
      report.unreadable += 1
      fault(error.offset, error.message)
    }
  }

  /// The row that names the columns: the first one, but for titles above it that stand alone in a row.
  private mutating func header(
    _ reader: inout CSVReader, _ bytes: [UInt8]
  ) -> Result<[CSVReader.Cell], ReadingFault>? {
    guard let first = reader.next() else { return nil }
    func stated(_ cells: [CSVReader.Cell]) -> [CSVReader.Cell] {
      cells.filter { !isBlank($0.range, bytes) }
    }
    guard case .success(let cells) = first, stated(cells).count == 1 else { return first }
    let offset = reader.rowOffset
    var below = reader
    for _ in 0..<3 {
      guard case .success(let cells)? = below.next() else { return first }
      if stated(cells).count == 1 { continue }
      guard cells.contains(where: { isTelling(below.text(of: $0).trimmed) }) else { return first }
      faults.appendNotice(
        file: file, offset: offset,
        "what stands above the row that names the columns is a title, and left out")
      reader = below
      return .success(cells)
    }
    return first
  }

  /// Whether a column of that name is the name or the time of an event.
  private mutating func isTelling(_ name: String) -> Bool {
    switch keys.tabularMeaning(of: name, .event) {
    case .name, .start, .period: true
    default: false
    }
  }

  /// What the header says; nil, with a fault, where the first row is none.
  private mutating func columns(_ header: [CSVReader.Cell], _ reader: CSVReader) -> CSVColumns? {
    var columns = CSVColumns(delimiter: reader.delimiter)
    for (index, cell) in header.enumerated() {
      let name = reader.text(of: cell).trimmed
      if let first = name.utf8.first, 0x30...0x39 ~= first || first == 0x2D, isValue(name) {
        fault(
          cell.range.lowerBound,
          "the first row names the columns (name, start, city …); \"\(name)\" is a value")
        return nil
      }
      columns.append(name.isEmpty ? "column \(index + 1)" : name, rule: columnRule(name))
    }
    let isNamed = header.contains { cell in
      let name = reader.text(of: cell).trimmed
      if name == "noun" { return true }
      if case .name = keys.tabularMeaning(of: name, .event) { return true }
      return false
    }
    if !isNamed, let first = header.first {
      faults.appendNotice(
        file: file, offset: first.range.lowerBound,
        "no column is called name, title, summary or subject, so the rows have numbers for names; "
          + "call one of them name")
    }
    return columns
  }

  private mutating func columnRule(_ name: String) -> KeyRule? {
    name.isEmpty ? nil : keys.rule(name, of: .event)
  }

  /// A date or a number, which no column is called.
  private func isValue(_ text: String) -> Bool {
    text.utf8.allSatisfy { 0x2C...0x3A ~= $0 || $0 == 0x20 || $0 == 0x54 || $0 == 0x5A }
  }

  /// As many cells as the header; more are none where they are empty.
  private func hasFittingCount(
    _ cells: [CSVReader.Cell], _ columns: CSVColumns, _ bytes: [UInt8]
  ) -> Bool {
    cells.count >= columns.count
      && cells[columns.count...].allSatisfy { isBlank($0.range, bytes) }
  }

  private func wrongCount(_ count: Int, _ columns: CSVColumns) -> String {
    "a row has \(columns.count) cells, as the header has; this one has \(count)"
      + (columns.delimiter == 0x2C && count > columns.count
        ? "; a cell with a comma in it stands in quotation marks" : "")
  }
}

/// Whether a row is but the line below the header of a table in a text: `|---|:--|`.
private func isRule(_ cells: [CSVReader.Cell], _ bytes: [UInt8]) -> Bool {
  cells.allSatisfy { cell in
    isBlank(cell.range, bytes)
      || cell.range.count > 2
        && bytes[cell.range].allSatisfy { $0 == 0x2D || $0 == 0x3A || $0 == 0x20 }
  }
}

func isBlank(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
  for index in range where bytes[index] > 0x20 { return false }
  return true
}

/// The columns of a file, and how their cells become values.
struct CSVColumns {
  struct Column {
    var keyStart: Int
    var keyEnd: Int
    /// Values are parted by `;` or `|`.
    var isList = false
    /// Values are parted by `|`, and where that is not there by the rules of records.
    var isThemes = false

    func isSeparator(_ byte: UInt8) -> Bool {
      byte == 0x7C && (isList || isThemes) || byte == 0x3B && isList
    }
    /// A plain number is the id of a record of the same noun and no name.
    var isOwnReference = false
  }

  let delimiter: UInt8
  /// The columns' names, one after the other.
  private(set) var keys: [UInt8] = []
  private(set) var columns: [Column] = []

  init(delimiter: UInt8) {
    self.delimiter = delimiter
  }

  var count: Int { columns.count }

  /// What a column is called.
  func key(of column: Column) -> [UInt8] { Array(keys[column.keyStart..<column.keyEnd]) }

  /// Whether the first row of a file of no telling name has the names of fields in it, and the rows
  /// below it have as many cells.
  static func isHeader(of bytes: [UInt8]) -> Bool {
    let dialect = CSVDialect(bytes)
    guard dialect.columnCount > 1, dialect.agreeingRows > 0 else { return false }
    var reader = CSVReader(bytes)
    guard case .success(let cells)? = reader.next() else { return false }
    var keys = KeyRules(style: .tabular)
    return cells.contains { cell in
      switch keys.rule(reader.text(of: cell).trimmed, of: .event)?.meaning {
      case .name?, .start?, .period?: true
      default: false
      }
    }
  }

  mutating func append(_ key: String, rule: KeyRule?) {
    var column = Column(keyStart: keys.count, keyEnd: 0)
    keys += Array(key.utf8)
    column.keyEnd = keys.count
    switch rule?.meaning {
    case .alias?, .acronym?: column.isList = true
    case .code?: column.isList = rule?.isMany == true
    case .reference(let noun)?:
      column.isOwnReference = noun == .event
      column.isList = rule?.isMany == true && noun != .theme
      column.isThemes = rule?.isMany == true && noun == .theme
    default: break
    }
    columns.append(column)
  }

  /// Makes a tree of a row: a table with a member for each cell that is not blank.
  func setRecord(_ cells: [CSVReader.Cell], at offset: Int, in tree: inout ValueTree) {
    tree.beginRecord(at: offset)
    let table = tree.append(ValueTree.Node(kind: .table, start: 0), to: -1)
    for (index, column) in columns.enumerated() {
      let cell = cells[index]
      guard let range = trimmed(cell.range, tree.bytes) else { continue }
      var node = ValueTree.Node(kind: .text, start: UInt32(range.lowerBound - offset))
      node.end = UInt32(range.upperBound - offset)
      node.keyStart = UInt32(column.keyStart)
      node.keyEnd = UInt32(column.keyEnd)
      if cell.isDoubled { node.form = [.isEscaped, .isDoubled] }
      if column.isOwnReference, tree.bytes[range].allSatisfy({ 0x30...0x39 ~= $0 }) {
        node.kind = .number
      }
      let isList = tree.bytes[range].contains(where: column.isSeparator)
      if isList { node.kind = .array }
      let member = tree.append(node, to: table)
      if isList { appendElements(of: range, column, node, offset, to: member, in: &tree) }
    }
  }

  private func appendElements(
    of range: Range<Int>, _ column: Column, _ list: ValueTree.Node, _ offset: Int,
    to member: Int, in tree: inout ValueTree
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      let end = tree.bytes[start..<range.upperBound].firstIndex(where: column.isSeparator)
      if let element = trimmed(start..<(end ?? range.upperBound), tree.bytes) {
        var node = ValueTree.Node(kind: .text, start: UInt32(element.lowerBound - offset))
        node.end = UInt32(element.upperBound - offset)
        node.form = list.form
        _ = tree.append(node, to: member)
      }
      start = (end ?? range.upperBound) + 1
    }
  }

  /// Without the spaces around it; nil when nothing is left.
  private func trimmed(_ range: Range<Int>, _ bytes: [UInt8]) -> Range<Int>? {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
    while lower < upper, bytes[upper - 1] <= 0x20 { upper -= 1 }
    return lower < upper ? lower..<upper : nil
  }
}

extension StringProtocol {
  /// Without the spaces around it.
  var trimmed: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
