/// One grapheme cluster on the screen.
struct Cell: Hashable {
  /// The cluster, free of anything that a terminal obeys.
  var cluster: String
  /// The columns it takes, 1 or 2.
  var width: Int
  /// What it is.
  var style: Style
}

/// A row of the screen, from column 0; columns after its last cell are blank.
struct Row: Hashable {
  /// From left to right.
  private(set) var cells: [Cell] = []
  /// The columns that the cells take.
  private(set) var width = 0
  /// Whether a terminal may give it another width than we do: it holds a cluster of several
  /// scalars. Such a row is painted from its first column on.
  private(set) var isRisky = false

  /// Adds a cell at the right.
  mutating func append(_ cell: Cell) {
    cells.append(cell)
    width += cell.width
    isRisky = isRisky || cell.cluster.unicodeScalars.count > 1
  }

  /// The cells that fit in `columns`.
  func cut(to columns: Int) -> Row {
    guard width > columns else { return self }
    var row = Row()
    for cell in cells where row.width + cell.width <= columns { row.append(cell) }
    return row
  }
}

/// What the editor shows: a block of rows, the first of which begins where the cursor stood when
/// the line began, and the cursor in it.
///
/// Invariant: `cursorRow` is a row of `rows`, `cursorColumn` is less than `columns`.
struct Frame: Hashable {
  /// From top to bottom; never empty.
  var rows: [Row] = [Row()]
  /// The row of the cursor.
  var cursorRow = 0
  /// The column of the cursor.
  var cursorColumn = 0
  /// The width of the screen that the frame was laid out for.
  var columns = 80
}
