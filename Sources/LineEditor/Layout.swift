/// The size of a screen, in cells.
struct ScreenSize: Hashable {
  /// Its width; at least 2.
  var columns: Int
  /// Its height; at least 1.
  var rows: Int

  /// A size, widened to what a layout needs.
  init(columns: Int, rows: Int) {
    self.columns = max(2, columns)
    self.rows = max(1, rows)
  }
}

/// All that decides what the editor shows.
struct Scene {
  /// Before the first line of the text.
  var prompt = ""
  /// Before each further line of the text.
  var continuationPrompt = ""
  /// The text being edited.
  var text = ""
  /// The cursor, as a byte of the text.
  var cursor = 0
  /// What the parts of the text are; in order, not overlapping.
  var styles: [StyledRange] = []
  /// Rows below the text: a menu, the line of a search.
  var below: [Row] = []
  /// The screen.
  var size = ScreenSize(columns: 80, rows: 24)
  /// The row of the text that was the first on the screen, when it is taller than the screen.
  var top = 0
}

/// The rule that lays a scene out in rows: pure, so that it can be tested without a terminal.
///
/// A text taller than the screen is seen through a window that follows the cursor. Only the rows
/// in the window become cells: a text of a megabyte costs two walks over its bytes.
struct Layout {
  private let scene: Scene
  private let measure: (String) -> Int

  /// Lays out `scene`; `measure` gives the columns of one grapheme cluster.
  init(_ scene: Scene, measure: @escaping (String) -> Int) {
    self.scene = scene
    self.measure = measure
  }

  /// The frame, and the row of the text that is its first.
  func frame() -> (frame: Frame, top: Int) {
    let text = Clusters(scene.text, measure: measure)
    var survey = Flow(columns: scene.size.columns, window: 0..<0)
    let cursor = flow(text, into: &survey)
    let rowCount = max(survey.row, cursor.row) + 1

    let below = scene.below.suffix(max(0, scene.size.rows - 1))
    let height = min(rowCount, scene.size.rows - below.count)
    var top = min(max(scene.top, cursor.row - height + 1), cursor.row)
    top = max(0, min(top, rowCount - height))

    var painting = Flow(columns: scene.size.columns, window: top..<(top + height))
    flow(text, into: &painting)
    var frame = Frame(rows: painting.rows, columns: scene.size.columns)
    while frame.rows.count < height { frame.rows.append(Row()) }
    frame.cursorRow = cursor.row - top
    frame.cursorColumn = cursor.column
    frame.rows += below.map { $0.cut(to: scene.size.columns) }
    return (frame, top)
  }

  /// Sends prompt and text through `flow` and says where the cursor fell.
  @discardableResult
  private func flow(_ text: Clusters, into flow: inout Flow) -> (row: Int, column: Int) {
    place(Clusters(scene.prompt, measure: measure), into: &flow)
    var cursor: (row: Int, column: Int)?
    var styles = scene.styles[...]
    var offset = 0
    while offset < text.bytes.count {
      let cluster = text.cluster(at: offset)
      while let first = styles.first, first.bytes.upperBound <= offset {
        styles.removeFirst()
      }
      let style = styles.first.flatMap { $0.bytes.contains(offset) ? $0.style : nil } ?? .plain
      // The start of the cluster is known only once it is placed: it may wrap.
      let place = flow.place(cluster.kind, style)
      if cursor == nil && scene.cursor < cluster.end { cursor = place }
      if cluster.kind == .lineBreak {
        self.place(Clusters(scene.continuationPrompt, measure: measure), into: &flow)
      }
      offset = cluster.end
      if flow.isBelowWindow, cursor != nil { break }
    }
    return cursor ?? flow.cursorAtEnd()
  }

  private func place(_ prompt: Clusters, into flow: inout Flow) {
    var offset = 0
    while offset < prompt.bytes.count {
      let cluster = prompt.cluster(at: offset)
      flow.place(cluster.kind, .prompt)
      offset = cluster.end
    }
  }
}

/// A pen that fills rows from left to right and wraps; it keeps the rows of its window.
private struct Flow {
  let columns: Int
  let window: Range<Int>
  var row = 0
  var column = 0
  var rows: [Row] = []

  /// Whether all that follows lies below a window that is not empty.
  var isBelowWindow: Bool { !window.isEmpty && row >= window.upperBound }

  /// Places one cluster and says where it begins.
  @discardableResult
  mutating func place(_ kind: Clusters.Kind, _ style: Style) -> (row: Int, column: Int) {
    switch kind {
    case .ascii(let byte):
      return put(width: 1, style) { String(Unicode.Scalar(byte)) }
    case .text(let cluster, let width):
      return put(width: width, style) { cluster }
    case .control(let name):
      var start: (row: Int, column: Int)?
      for byte in name.utf8 {
        let place = put(width: 1, .control) { String(Unicode.Scalar(byte)) }
        start = start ?? place
      }
      return start ?? (row, column)
    case .lineBreak:
      // A cursor on the end of a full row stays on the row: the next belongs to the next line.
      let place = (row, min(column, columns - 1))
      row += 1
      column = 0
      return place
    }
  }

  /// Where the cursor stands after the text: on a row of its own when the last one is full.
  mutating func cursorAtEnd() -> (row: Int, column: Int) {
    column < columns ? (row, column) : (row + 1, 0)
  }

  private mutating func put(
    width: Int, _ style: Style, _ cluster: () -> String
  ) -> (row: Int, column: Int) {
    if column + width > columns {
      row += 1
      column = 0
    }
    let place = (row, column)
    if window.contains(row) {
      while rows.count <= row - window.lowerBound { rows.append(Row()) }
      rows[row - window.lowerBound].append(Cell(cluster: cluster(), width: width, style: style))
    }
    column += width
    return place
  }
}
