/// What the terminal shows of the editor, and the bytes that turn it into something else.
///
/// Pure of terminals: it is told frames and gives bytes. Nothing in them asks the terminal
/// anything, and none saves or restores the cursor, which scrolling would lead astray.
///
/// Source: ECMA-48 for the sequences (CUU, CUD, CHA, EL, ED, SGR).
struct Painter {
  private let theme: Theme
  private var shown = Frame()
  private var row = 0
  /// The column of the terminal's cursor; nil when it hangs after the last column of a full row.
  private var column: Int? = 0
  private var output: [UInt8] = []

  /// A painter whose cursor stands at the first column of an empty row.
  init(theme: Theme) {
    self.theme = theme
  }

  /// The bytes that change what is shown into `frame`.
  mutating func paint(_ frame: Frame) -> [UInt8] {
    output = []
    shown.columns = frame.columns
    for index in frame.rows.indices {
      let old = index < shown.rows.count ? shown.rows[index] : nil
      change(old, to: frame.rows[index], at: index)
    }
    if frame.rows.count < shown.rows.count {
      move(toRow: frame.rows.count, column: 0)
      escape("J")
    }
    let paintsRows = !output.isEmpty
    move(toRow: frame.cursorRow, column: frame.cursorColumn)
    shown = frame
    return paintsRows && output.count > 24
      ? Array("\u{1B}[?25l".utf8) + output + Array("\u{1B}[?25h".utf8) : output
  }

  /// The bytes that leave what is shown on the screen and go to a new row below it.
  mutating func finish(_ note: String = "") -> [UInt8] {
    output = []
    let last = shown.rows.count - 1
    move(toRow: last, column: min(shown.rows[last].width, shown.columns - 1))
    output += Array(note.utf8)
    output += Array("\r\n".utf8)
    forget()
    return output
  }

  /// The bytes that wipe the screen; the next frame begins at its top.
  mutating func clearScreen() -> [UInt8] {
    forget()
    return Array("\u{1B}[H\u{1B}[2J".utf8)
  }

  /// The bytes that go back to where the frame begins and wipe it, when the screen is `columns`
  /// wide now and the terminal may have wrapped the rows anew.
  mutating func erase(columns: Int) -> [UInt8] {
    output = []
    let columns = max(1, columns)
    var above = 0
    for index in 0..<row { above += max(1, (shown.rows[index].width + columns - 1) / columns) }
    above += (column ?? shown.columns - 1) / columns
    if above > 0 { escape("\(above)A") }
    output.append(0x0D)
    escape("J")
    forget()
    return output
  }

  /// Takes it that the cursor stands at the first column of an empty row.
  mutating func forget() {
    shown = Frame()
    row = 0
    column = 0
  }
}

extension Painter {
  private mutating func change(_ old: Row?, to new: Row, at index: Int) {
    guard let old else {
      startRow(index)
      write(new.cells[...], from: 0)
      return
    }
    guard old != new else { return }
    var first = 0
    var end = new.cells.count
    var oldEnd = old.cells.count
    if !old.isRisky && !new.isRisky {
      while first < min(end, oldEnd) && old.cells[first] == new.cells[first] { first += 1 }
      if old.width == new.width {
        while end > first && oldEnd > first && old.cells[oldEnd - 1] == new.cells[end - 1] {
          end -= 1
          oldEnd -= 1
        }
      }
    }
    let start = new.cells[..<first].reduce(0) { $0 + $1.width }
    move(toRow: index, column: start)
    write(new.cells[first..<end], from: start)
    let stale = new.width < old.width || old.isRisky
    if stale && new.width < shown.columns { escape("K") }
  }

  /// Goes to a row that the frame did not have, scrolling if need be.
  private mutating func startRow(_ index: Int) {
    let last = max(shown.rows.count - 1, row)
    if row < last { escape("\(last - row)B") }
    for _ in last..<index { output += Array("\r\n".utf8) }
    row = index
    column = 0
  }

  private mutating func write(_ cells: ArraySlice<Cell>, from start: Int) {
    var style = Style.plain
    for cell in cells {
      if cell.style != style {
        select(cell.style, after: style)
        style = cell.style
      }
      output += Array(cell.cluster.utf8)
    }
    if style != .plain { select(.plain, after: style) }
    let end = cells.reduce(start) { $0 + $1.width }
    if !cells.isEmpty { column = end < columns ? end : nil }
  }

  private var columns: Int { shown.columns }

  private mutating func select(_ style: Style, after old: Style) {
    switch (theme.code(old), theme.code(style)) {
    case (nil, nil): break
    case (_, nil): escape("m")
    case (nil, let code?): escape("\(code)m")
    case (_, let code?): escape("0;\(code)m")
    }
  }

  private mutating func move(toRow target: Int, column targetColumn: Int) {
    if target < row { escape(row - target == 1 ? "A" : "\(row - target)A") }
    if target > row { escape(target - row == 1 ? "B" : "\(target - row)B") }
    row = target
    guard column != targetColumn else { return }
    if targetColumn == 0 {
      output.append(0x0D)
    } else if let column, targetColumn == column - 1 {
      output.append(0x08)
    } else {
      escape("\(targetColumn + 1)G")
    }
    column = targetColumn
  }

  private mutating func escape(_ sequence: String) {
    output.append(0x1B)
    output.append(0x5B)
    output += Array(sequence.utf8)
  }
}
