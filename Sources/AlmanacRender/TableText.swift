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

  let indent = repeated(" ", count: gutter)
  var text = indent + layout.line(grid.headers, style: style) { style.paint($0, .strong) } + "\n"
  let rules = layout.widths.map { repeated(style.rule, count: $0) }
  text += indent + style.paint(rules.joined(separator: columnGap), .faint) + "\n"
  let bars = Bars(answer, room: width.map { $0 - gutter - layout.totalWidth }, style: style)
  for (row, cells) in grid.cells.enumerated() {
    if grid.isMarked { text += grid.isMaybe[row] ? style.paint("?", .secondary) + " " : indent }
    let line = layout.line(cells, style: style, isPadded: bars?.isEmpty(row: row) == false) {
      $0 == style.dash ? style.paint($0, .faint) : $0
    }
    text += line
    if let bars, !bars.isEmpty(row: row) { text += columnGap + bars.text(row: row, style: style) }
    text += "\n"
  }
  return text
}

/// What stands between two columns.
private let columnGap = "  "

/// The texts of a table, made once.
private struct Grid {
  let headers: [String]
  let isNumber: [Bool]
  /// Columns of dates, which say little when they are cut.
  let isDate: [Bool]
  let cells: [[String]]
  let isMaybe: [Bool]

  var isMarked: Bool { isMaybe.contains(true) }

  init(_ answer: Answer, style: Style) {
    headers = answer.columns.map { $0.name.onOneLine }
    isNumber = answer.columns.map(\.isNumber)
    isMaybe = (0..<answer.rowCount).map { row in
      row < answer.truths.count && answer.truths[row] == .maybe
    }
    var isDate = [Bool](repeating: false, count: headers.count)
    var cells: [[String]] = []
    cells.reserveCapacity(answer.rowCount)
    for row in 0..<answer.rowCount {
      cells.append(
        answer.columns.indices.map { column in
          let value = answer.value(row: row, column: column)
          if case .date = value { isDate[column] = true }
          return value.isMissing ? style.dash : text(of: value).onOneLine
        })
    }
    self.isDate = isDate
    self.cells = cells
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
    let headers = grid.headers.map { max(1, displayWidth($0)) }
    var naturals = headers
    for row in grid.cells {
      for column in row.indices {
        let cell = row[column]
        // A text takes no more cells than bytes, so that most need no measuring.
        if cell.utf8.count > naturals[column] {
          naturals[column] = max(naturals[column], displayWidth(cell))
        }
      }
    }
    guard let width else {
      widths = naturals
      return
    }
    let floors = naturals.indices.map { column in
      let floor = grid.isNumber[column] ? Int.max : grid.isDate[column] ? 21 : 12
      return max(headers[column], min(naturals[column], floor))
    }
    let available = width - columnGap.count * (naturals.count - 1)
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

  /// One line of cells, cut and padded; without spaces at its end unless something follows.
  func line(
    _ cells: [String], style: Style, isPadded: Bool = false, paint: (String) -> String
  ) -> String {
    var line = ""
    var pending = ""
    for (column, cell) in cells.enumerated() {
      let text = cell.cut(to: widths[column], mark: style.ellipsis)
      let space = repeated(" ", count: max(0, widths[column] - displayWidth(text)))
      line += pending + (isNumber[column] ? space : "") + paint(text)
      pending = (isNumber[column] ? "" : space) + columnGap
    }
    return isPadded ? line + pending.dropLast(columnGap.count) : line
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

  func isEmpty(row: Int) -> Bool { lengths[row] == (0, 0) }

  func text(row: Int, style: Style) -> String {
    let (certain, possible) = lengths[row]
    let blocks = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    if style.isASCII {
      return String(repeating: "#", count: (certain + 7) / 8)
        + String(repeating: ".", count: possible / 8)
    }
    return String(repeating: "█", count: certain / 8) + blocks[certain % 8]
      + String(repeating: "░", count: possible / 8)
  }
}
