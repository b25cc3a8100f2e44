public import AlmanacEngine

/// A count by two keys as a crosstab, or nil when the terminal is narrower than its columns can bear.
///
/// ```
/// year(starts) \ kind  campaign  conference  (not stated)
/// ───────────────────  ────────  ──────────  ────────────
/// 2022                        1           3
/// 2023                                    4             1
/// ```
///
/// The second key goes across in the order of its values; a cell that no row fills is blank, and
/// nothing is added up.
///
/// - Parameter answer: rows of two keys and one number.
public func renderCrosstab(_ answer: Answer, width: Int?, style: Style) -> String? {
  guard answer.columns.count == 3 else { return nil }
  let across = answer.keys(inColumn: 1)
  let places = Dictionary(uniqueKeysWithValues: across.enumerated().map { ($1, $0 + 1) })
  var rows: [[Value]] = []
  var lines: [Value: Int] = [:]
  for row in 0..<answer.rowCount {
    let down = answer.value(row: row, column: 0)
    let line = lines[down] ?? rows.count
    if line == rows.count {
      lines[down] = line
      rows.append([down] + across.map { _ in .text("") })
    }
    guard let place = places[answer.value(row: row, column: 1)] else { continue }
    rows[line][place] = answer.value(row: row, column: 2)
  }
  let corner = "\(answer.columns[0].name) \\ \(answer.columns[1].name)"
  let columns =
    [Answer.Column(name: corner, isNumber: answer.columns[0].isNumber)]
    + across.map { Answer.Column(name: text(of: $0, .cell), isNumber: true) }
  // Bars beside it would stand for one column only.
  var style = style
  style.hasBars = false
  return tableText(Answer(columns: columns, rows: rows), width: width, style: style)
}
