internal import AlmanacEngine
internal import AlmanacText
internal import AlmanacTime

/// An answer as a table of GitHub Flavored Markdown, its columns lined up in the source too.
func markdownText(_ answer: Answer) -> String {
  guard !answer.columns.isEmpty else { return "" }
  var rows = [answer.columns.map { markdownEscaped($0.name) }]
  for row in 0..<answer.rowCount {
    var cells = answer.columns.indices.map { column in
      markdownEscaped(text(of: answer.value(row: row, column: column)))
    }
    if row < answer.truths.count, answer.truths[row] == .maybe { cells[0] = "? " + cells[0] }
    rows.append(cells)
  }
  let widths = answer.columns.indices.map { column in
    rows.reduce(3) { max($0, displayWidth($1[column])) }
  }
  let rule = answer.columns.enumerated().map { index, column in
    let dashes = repeated("-", count: widths[index] - (column.isNumber ? 1 : 0))
    return column.isNumber ? dashes + ":" : dashes
  }
  rows.insert(rule, at: 1)
  return rows.map { cells in
    let padded = cells.enumerated().map { index, cell in
      cell.padded(to: widths[index], isRight: answer.columns[index].isNumber)
    }
    return "| " + padded.joined(separator: " | ") + " |\n"
  }.joined()
}

/// The text as one cell: what Markdown would take for a mark is escaped.
func markdownEscaped(_ text: String) -> String {
  guard text.utf8.contains(where: { markdownMarks.contains($0) || mayDriveTerminal($0) }) else {
    return text
  }
  var escaped = String.UnicodeScalarView()
  for (index, line) in text.lines.enumerated() {
    if index > 0 { escaped.append(contentsOf: "<br>".unicodeScalars) }
    for scalar in String(line).onOneLine.unicodeScalars {
      if scalar.isASCII, markdownMarks.contains(UInt8(scalar.value)) { escaped.append("\\") }
      escaped.append(scalar)
    }
  }
  return String(escaped)
}

/// What would begin code, emphasis, a tag, a link, or the next cell. `_` is not among them, for within a
/// word it is none, and addresses are full of it.
private let markdownMarks: [UInt8] = Array("\\|<*`[".utf8)
