internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// An answer as a table, or nil when the terminal is narrower than the table can bear.
///
/// ```
/// name                          when        attendance
/// ────────────────────────────  ──────────  ──────────
/// World Conference on Literacy  2023-11-06         ~60
/// ```
///
/// Rows that are maybe carry `?` before their first cell.
func tableText(_ answer: Answer, width: Int?, style: Style) -> String? {
  guard answer.rowCount > 0, !answer.columns.isEmpty else { return "" }
  let grid = Grid(answer, style: style)
  let gutter = grid.isMarked ? 2 : 0
  guard let layout = TableLayout(grid, width: width.map { $0 - gutter }) else { return nil }
  let bars = Bars(answer, room: width.map { $0 - gutter - layout.totalWidth }, style: style)

  let lineWidth = min(gutter + layout.totalWidth + columnGap.count, 1024)
  var buffer = TextBuffer(style: style, byteCount: (min(grid.rows.count, 1024) + 4) * lineWidth)
  buffer.writeSpaces(gutter)
  layout.write(grid.headers, to: &buffer, style: style)
  buffer.endLine()
  buffer.writeSpaces(gutter)
  let rules = layout.widths.map { repeated(style.rule, count: $0) }
  buffer.write(rules.joined(separator: columnGap), .faint)
  buffer.endLine()
  for (row, cells) in grid.rows.enumerated() {
    if grid.isMarked, grid.isMaybe[row] {
      buffer.write("?", .secondary)
      buffer.writeSpaces(gutter - 1)
    } else {
      buffer.writeSpaces(gutter)
    }
    let bar = bars?.text(row: row, style: style) ?? ""
    layout.write(cells, to: &buffer, style: style, isPadded: !bar.isEmpty)
    if !bar.isEmpty {
      buffer.write(columnGap)
      buffer.write(bar)
    }
    buffer.endLine()
  }
  return buffer.text
}

/// What stands between two columns.
private let columnGap = "  "

/// A text as one line without spaces at its end, and its display width, measured once.
private struct Cell {
  let text: String
  let width: Int
  var paint: Paint?

  init(_ text: String, _ paint: Paint? = nil) {
    let shown = text.onOneLine
    self.text = shown.utf8.last == UInt8(ascii: " ") ? shown.trimmed : shown
    self.width = displayWidth(self.text)
    self.paint = paint
  }
}

/// The texts of a table, made once.
private struct Grid {
  let headers: [Cell]
  let isNumber: [Bool]
  /// Columns of dates, which say little when they are cut.
  let isDate: [Bool]
  let rows: [[Cell]]
  let isMaybe: [Bool]
  let isMarked: Bool

  init(_ answer: Answer, style: Style) {
    headers = answer.columns.map { Cell($0.name, .strong) }
    isNumber = answer.columns.map(\.isNumber)
    isMaybe = (0..<answer.rowCount).map { row in
      row < answer.truths.count && answer.truths[row] == .maybe
    }
    isMarked = isMaybe.contains(true)
    var isDate = [Bool](repeating: false, count: headers.count)
    let dash = Cell(style.dash, .faint)
    var rows: [[Cell]] = []
    rows.reserveCapacity(answer.rowCount)
    for row in 0..<answer.rowCount {
      var cells: [Cell] = []
      cells.reserveCapacity(headers.count)
      for column in headers.indices {
        let value = answer.value(row: row, column: column)
        if case .date = value { isDate[column] = true }
        cells.append(value.isUnstated ? dash : Cell(text(of: value, .cell)))
      }
      rows.append(cells)
    }
    self.isDate = isDate
    self.rows = rows
  }
}

/// How wide each column is.
private struct TableLayout {
  let widths: [Int]
  let isNumber: [Bool]

  var totalWidth: Int { widths.reduce(0, +) + columnGap.count * (widths.count - 1) }

  /// Every column as wide as its widest cell; when that is too much, the widest give way first, none
  /// below its floor. Nil when the floors themselves are too wide.
  ///
  /// The floor of numbers is their full width, for a number cut is another number; that of dates
  /// holds `2023-11-06/2023-11-07`; that of text its header or 12 cells.
  init?(_ grid: Grid, width: Int?) {
    isNumber = grid.isNumber
    let headers = grid.headers.map { max(1, $0.width) }
    var naturals = headers
    for row in grid.rows {
      for column in row.indices { naturals[column] = max(naturals[column], row[column].width) }
    }
    let gaps = columnGap.count * (naturals.count - 1)
    guard let width, naturals.reduce(gaps, +) > width else {
      widths = naturals
      return
    }
    let available = width - gaps
    let floors = naturals.indices.map { column in
      let floor = grid.isNumber[column] ? Int.max : grid.isDate[column] ? 21 : 12
      return max(headers[column], min(naturals[column], floor))
    }
    guard floors.reduce(0, +) <= available else { return nil }
    func fitted(_ level: Int) -> [Int] {
      naturals.indices.map { min(naturals[$0], max(floors[$0], level)) }
    }
    // The highest level at which all columns fit.
    var low = 0
    var high = naturals.max() ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      if fitted(middle).reduce(0, +) <= available { low = middle } else { high = middle - 1 }
    }
    var widths = fitted(low)
    var spare = available - widths.reduce(0, +)
    for column in widths.indices
    where spare > 0 && widths[column] == low && widths[column] < naturals[column] {
      widths[column] += 1
      spare -= 1
    }
    self.widths = widths
  }

  /// Writes one line of cells, cut and padded; without spaces at its end unless something follows.
  func write(_ cells: [Cell], to buffer: inout TextBuffer, style: Style, isPadded: Bool = false) {
    // Spaces are written when something comes behind them.
    var pending = 0
    for (column, cell) in cells.enumerated() {
      let width = widths[column]
      var text = cell.text
      var space = width - cell.width
      if space < 0 {
        let cut = text.cut(to: width, mark: style.ellipsis)
        text = cut.text
        space = width - cut.width
      }
      if isNumber[column] || text.isEmpty {
        pending += space
        space = 0
      }
      if text.isEmpty {
        pending += columnGap.count
        continue
      }
      buffer.writeSpaces(pending)
      buffer.write(text, cell.paint)
      pending = space + columnGap.count
    }
    if isPadded { buffer.writeSpaces(pending - columnGap.count) }
  }
}

/// Bars beside the one number of counted rows: full as far as it is certain, soft as far as it may
/// reach.
private struct Bars {
  /// Eighths of cells: certain, and possible beyond it.
  private let lengths: [(certain: Int, possible: Int)]

  /// Nil when the rows are not counted, the numbers cannot be drawn, or there is no room.
  init?(_ answer: Answer, room: Int?, style: Style) {
    let numbers = answer.columns.indices.filter { answer.columns[$0].isNumber }
    guard style.hasBars, answer.shape == .groups, answer.rowCount > 1, let room,
      let column = numbers.first, numbers.count == 1, answer.columns.count > 1
    else { return nil }
    let cells = min(40, room - columnGap.count)
    guard cells >= 8 else { return nil }
    var bounds: [(lower: Int64, upper: Int64)] = []
    for row in 0..<answer.rowCount {
      guard case .number(let quantity) = answer.value(row: row, column: column) else {
        bounds.append((0, 0))
        continue
      }
      guard quantity.lower >= 0 else { return nil }
      bounds.append(
        (quantity.lower, quantity.upper == Quantity.highest ? quantity.lower : quantity.upper))
    }
    guard let most = bounds.map(\.upper).max(), most > 0 else { return nil }
    lengths = bounds.map { bound in
      func eighths(_ value: Int64) -> Int {
        let length = (Double(value) / Double(most) * Double(cells * 8)).rounded()
        return value > 0 ? max(1, Int(length)) : 0
      }
      return (eighths(bound.lower), max(0, eighths(bound.upper) - eighths(bound.lower)))
    }
  }

  /// The bar of a row, empty where it counts nothing.
  func text(row: Int, style: Style) -> String {
    let (certain, possible) = lengths[row]
    let blocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    if style.isASCII {
      return repeated("#", count: (certain + 7) / 8) + repeated(".", count: possible / 8)
    }
    return repeated("█", count: certain / 8) + blocks[certain % 8]
      + repeated("░", count: possible / 8)
  }
}
