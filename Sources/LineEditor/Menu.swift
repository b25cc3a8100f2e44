/// The candidates below the line, and which of them stands in it.
struct Menu {
  /// What could stand at the cursor.
  let completions: Completions
  /// The text before any candidate was put into it.
  let typed: String
  /// The candidate that stands in the line; nil while none was chosen.
  private(set) var selection: Int?
  /// The line as the menu left it: another one means that something else was typed.
  private(set) var line: Line

  /// A menu of `completions` for the line as it was typed.
  init(_ completions: Completions, line: Line) {
    self.completions = completions
    self.typed = line.text
    self.line = line
  }

  /// The bytes of the line that the next candidate replaces.
  var replacedRange: Range<Int> {
    guard let selection else { return completions.replaceRange }
    let start = completions.replaceRange.lowerBound
    return start..<(start + completions.candidates[selection].insert.utf8.count)
  }

  /// Chooses the next candidate, or the one before, round the ends, and says what goes into the
  /// line for it.
  mutating func cycle(forward: Bool) -> String {
    let count = completions.candidates.count
    guard count > 0 else { return "" }
    switch (selection, forward) {
    case (nil, true): selection = 0
    case (nil, false): selection = count - 1
    case (let index?, true): selection = (index + 1) % count
    case (let index?, false): selection = (index + count - 1) % count
    }
    return completions.candidates[selection ?? 0].insert
  }

  /// Notes the line that has the chosen candidate in it.
  mutating func settle(_ line: Line) {
    self.line = line
  }

  /// The rows to show: a third of the screen at most, the chosen one among them, and how many more
  /// there are: in a row of its own, or beside the only candidate that there is room for.
  func rows(size: ScreenSize, measure: @escaping (String) -> Int) -> [Row] {
    let most = max(1, size.rows / 3)
    let hasNote = completions.total > most
    let shown = min(completions.candidates.count, hasNote ? max(1, most - 1) : most)
    let first = min(max(0, (selection ?? 0) - shown + 1), completions.candidates.count - shown)
    let isNoteBeside = hasNote && most == 1
    let note = "  … \(completions.total - shown) more" + (isNoteBeside ? "" : ", keep typing")
    let noteText = RowText(hasNote ? note : "", measure: measure)
    let columns = isNoteBeside ? max(8, size.columns - noteText.width - 1) : size.columns
    var rows = rows(first..<(first + shown), columns: columns, measure: measure)
    if isNoteBeside {
      let free = size.columns - 1 - rows[0].width
      rows[0].add(noteText, columns: min(noteText.width, free), .dim)
    } else if hasNote {
      var row = Row()
      row.add(noteText, columns: min(noteText.width, size.columns - 1), .dim)
      rows.append(row)
    }
    return rows
  }

  /// The rows of some candidates, none wider than `columns`.
  private func rows(
    _ shown: Range<Int>, columns: Int, measure: @escaping (String) -> Int
  ) -> [Row] {
    let candidates = completions.candidates[shown]
    let labels = candidates.map { RowText($0.label, measure: measure) }
    let labelColumns = min(labels.map(\.width).max() ?? 0, max(8, columns / 2))
    return zip(shown, zip(candidates, labels)).map { index, pair in
      let (candidate, label) = pair
      let isSelected = index == selection
      let detail = RowText(candidate.detail, measure: measure)
      var row = Row()
      row.add("  ", isSelected ? .selected : .plain)
      row.add(label, columns: labelColumns, isSelected ? .selected : .plain)
      if detail.width > 0 {
        let rest = columns - row.width - 3
        row.add("  ", isSelected ? .selected : .plain)
        row.add(detail, columns: min(rest, detail.width), isSelected ? .selected : .dim)
      }
      if isSelected { row.add(" ", .selected) }
      return row
    }
  }
}

/// A text on one row, cut into cells.
struct RowText {
  /// The cells without a style.
  let cells: [Cell]
  /// The columns of all of them.
  let width: Int

  /// Cuts `text`; line breaks are shown as `⏎`.
  init(_ text: String, measure: @escaping (String) -> Int) {
    let clusters = Clusters(text, measure: measure)
    var cells: [Cell] = []
    var offset = 0
    while offset < clusters.bytes.count {
      let cluster = clusters.cluster(at: offset)
      switch cluster.kind {
      case .ascii(let byte):
        cells.append(Cell(cluster: String(Unicode.Scalar(byte)), width: 1, style: .plain))
      case .text(let text, let width):
        cells.append(Cell(cluster: text, width: width, style: .plain))
      case .control(let name):
        cells += name.map { Cell(cluster: String($0), width: 1, style: .control) }
      case .lineBreak:
        cells.append(Cell(cluster: "\u{23CE}", width: 1, style: .dim))
      }
      offset = cluster.end
    }
    self.cells = cells
    self.width = cells.reduce(0) { $0 + $1.width }
  }
}

extension Row {
  /// Adds an ASCII text.
  mutating func add(_ text: String, _ style: Style) {
    for character in text { append(Cell(cluster: String(character), width: 1, style: style)) }
  }

  /// Adds a text, filled with blanks or cut by `…` to `columns`.
  mutating func add(_ text: RowText, columns: Int, _ style: Style) {
    guard columns > 0 else { return }
    let isCut = text.width > columns
    var free = columns
    for cell in text.cells {
      if cell.width > (isCut ? free - 1 : free) { break }
      append(Cell(cluster: cell.cluster, width: cell.width, style: style))
      free -= cell.width
    }
    if isCut {
      append(Cell(cluster: "…", width: 1, style: style))
      free -= 1
    }
    for _ in 0..<max(0, free) { append(Cell(cluster: " ", width: 1, style: style)) }
  }
}
