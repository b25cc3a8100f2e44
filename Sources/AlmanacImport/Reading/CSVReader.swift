/// Reads rows of text between delimiters: CSV, TSV and the like.
///
/// ```swift
/// var reader = CSVReader(bytes)
/// while let row = reader.next() {
///   switch row {
///   case .success(let cells): … reader.text(of: cells[0]) …
///   case .failure(let fault): …
///   }
/// }
/// ```
///
/// A row ends with LF, CRLF or CR; blank lines are passed over. A cell that begins with a quotation
/// mark goes to the next single one, over line ends too; a mark inside any other cell is itself. A
/// bad row is one fault, and reading goes on with the line after the one it began on. A row has
/// 1 MiB at most.
///
/// Source: RFC 4180; the quoting of tab-separated values is that of spreadsheets.
public struct CSVReader {
  /// One cell of a row: its bytes without the marks around it.
  public struct Cell: Hashable, Sendable {
    /// Where the bytes stand in the file.
    public var range: Range<Int>
    /// Two quotation marks stand for one.
    public var isDoubled: Bool
  }

  /// What stands between two cells.
  public let delimiter: UInt8
  private let bytes: [UInt8]
  private var position: Int
  private var cells: [Cell] = []
  /// Byte offset at which the row that was read last begins.
  public private(set) var rowOffset = 0

  /// Reads a whole file.
  ///
  /// - Parameter delimiter: `,`, `;`, tab or `|`; told by the first rows where it is nil.
  public init(_ bytes: [UInt8], delimiter: UInt8? = nil) {
    self.bytes = bytes
    let dialect = CSVDialect(bytes)
    self.delimiter = delimiter ?? dialect.delimiter
    position = dialect.bodyOffset
  }

  init(_ bytes: [UInt8], delimiter: UInt8, from position: Int) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.position = position
  }

  /// The cells of the next row that is not a blank line, or what is wrong with it; nil at the end.
  public mutating func next() -> Result<[Cell], ReadingFault>? {
    while position < bytes.count, isLineEnd(bytes[position]) { position += 1 }
    guard position < bytes.count else { return nil }
    rowOffset = position
    do throws(ReadingFault) {
      try readRow()
    } catch {
      position = endOfLine(from: rowOffset)
      return .failure(error)
    }
    if let invalid = firstInvalidUTF8(in: bytes.span, rowOffset, position) {
      return .failure(
        ReadingFault(
          at: invalid, "this is no UTF-8; save the file as UTF-8 (spreadsheets say \"CSV UTF-8\")"))
    }
    return .success(cells)
  }

  /// Where the row begins that comes next, or a blank line before it.
  var nextOffset: Int { position }

  /// The words of a cell.
  public func text(of cell: Cell) -> String {
    guard cell.isDoubled else { return String(decoding: bytes[cell.range], as: UTF8.self) }
    return String(decoding: withSingleMarks(bytes[cell.range]), as: UTF8.self)
  }
}

extension CSVReader {
  private mutating func readRow() throws(ReadingFault) {
    cells.removeAll(keepingCapacity: true)
    let limit = min(bytes.count, rowOffset + ReadingLimits.lineBytes)
    while true {
      try readCell(limit)
      if position == limit, limit < bytes.count, !isLineEnd(bytes[position]) {
        throw ReadingFault(at: rowOffset, "a row has 1 MiB at most; this one is longer")
      }
      guard position < bytes.count, bytes[position] == delimiter else { return }
      position += 1
    }
  }

  private mutating func readCell(_ limit: Int) throws(ReadingFault) {
    if position < limit, bytes[position] == 0x22 { return try readQuotedCell(limit) }
    let start = position
    while position < limit {
      let byte = bytes[position]
      if byte == delimiter || isLineEnd(byte) { break }
      position += 1
    }
    cells.append(Cell(range: start..<position, isDoubled: false))
  }

  private mutating func readQuotedCell(_ limit: Int) throws(ReadingFault) {
    let mark = position
    position += 1
    var isDoubled = false
    while true {
      while position < limit, bytes[position] != 0x22 { position += 1 }
      guard position < limit else {
        let end = limit < bytes.count ? "within 1 MiB" : "in this file"
        throw ReadingFault(
          at: mark, "the quotation mark that ends this cell is missing; none comes \(end)")
      }
      guard position + 1 < limit, bytes[position + 1] == 0x22 else { break }
      isDoubled = true
      position += 2
    }
    cells.append(Cell(range: mark + 1..<position, isDoubled: isDoubled))
    position += 1
    guard position < bytes.count, bytes[position] != delimiter, !isLineEnd(bytes[position]) else {
      return
    }
    throw ReadingFault(
      at: position,
      "the cell ends with the quotation mark before this; a mark within a cell is written twice")
  }

  private func endOfLine(from start: Int) -> Int {
    bytes[start...].firstIndex(where: isLineEnd) ?? bytes.count
  }
}

func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

/// The bytes of a quoted cell with one quotation mark for each two.
func withSingleMarks(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(bytes.count)
  var index = bytes.startIndex
  while index < bytes.endIndex {
    result.append(bytes[index])
    index += bytes[index] == 0x22 ? 2 : 1
  }
  return result
}
