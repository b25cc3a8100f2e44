/// How a file of rows parts its cells, told by its first rows.
struct CSVDialect {
  /// `,`, `;`, tab or `|`.
  var delimiter: UInt8
  /// Where the first row begins: behind a byte order mark and a spreadsheet's `sep=;`.
  var bodyOffset: Int
  /// So many of the first rows have as many cells as the header.
  private(set) var agreeingRows = 0
  /// Cells of the header.
  private(set) var columnCount = 1

  /// In the order in which they are tried: of two that do as well the first is taken.
  private static let delimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
  /// Rows and bytes that are looked at.
  private static let sampleRows = 20
  private static let sampleBytes = 1 << 16

  init(_ bytes: [UInt8]) {
    bodyOffset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    delimiter = 0x2C
    let head = bytes[bodyOffset...].prefix { !isLineEnd($0) }
    if head.count == 5, head.starts(with: "sep=".utf8), let stated = head.last {
      delimiter = stated
      bodyOffset = head.endIndex
      return
    }
    var sample = bytes
    if bytes.count > CSVDialect.sampleBytes {
      sample = Array(bytes[..<CSVDialect.sampleBytes])
    }
    for candidate in CSVDialect.delimiters {
      let (columns, agreeing) = CSVDialect.shape(
        of: sample, candidate, from: bodyOffset)
      guard columns > 1 else { continue }
      if (agreeing, columns) > (agreeingRows, columnCount) || columnCount == 1 {
        (delimiter, agreeingRows, columnCount) = (candidate, agreeing, columns)
      }
    }
  }

  /// Cells of the first row, and how many of the rows after it have as many.
  private static func shape(
    of sample: [UInt8], _ delimiter: UInt8, from offset: Int
  ) -> (columns: Int, agreeing: Int) {
    var reader = CSVReader(sample, delimiter: delimiter, from: offset)
    guard case .success(var header)? = reader.next() else { return (1, 0) }
    // A title may stand above the header.
    for _ in 0..<2 where header.count == 1 {
      if case .success(let next)? = reader.next() { header = next }
    }
    var agreeing = 0
    for _ in 0..<sampleRows {
      guard let row = reader.next() else { break }
      if case .success(let cells) = row, cells.count == header.count { agreeing += 1 }
    }
    return (header.count, agreeing)
  }
}
