internal import AlmanacText

/// Bars in a terminal: what is counted, how many, and a bar to the edge; where that leaves too few
/// cells, each name and number above its bar.
func barsText(_ chart: BarChart, width: Int, style: Style) -> String {
  chart.series.map { series in
    seriesText(series, labelName: chart.labelName.onOneLine, width: width, style: style)
  }.joined(separator: "\n")
}

private func seriesText(
  _ series: BarChart.Series, labelName: String, width: Int, style: Style
) -> String {
  let glyphs = Glyphs(style)
  let isMarked = series.bars.contains(where: \.isMaybe)
  let marks = series.bars.map { isMarked ? ($0.isMaybe ? "? " : "  ") : "" }
  let labels = zip(marks, series.bars).map { $0 + $1.label }
  let name = series.name.onOneLine
  let numberWidth = max(displayWidth(name), series.bars.map { displayWidth($0.value) }.max() ?? 0)
  let longest = max(displayWidth(labelName), labels.map { displayWidth($0) }.max() ?? 0)
  let labelWidth = min(longest, max(12, width / 2 - numberWidth))
  let room = width - labelWidth - numberWidth - 4
  var text = ""
  if room < 16 {
    for (label, bar) in zip(labels, series.bars) {
      let space = max(4, width - displayWidth(bar.value) - 2)
      let head = label.fitted(to: min(space, displayWidth(label)), style: style) + "  " + bar.value
      text += head.fitted(to: min(width, displayWidth(head)), style: style) + "\n"
      text += barText(bar, of: series, cells: width, glyphs, style) + "\n"
    }
    return text
  }
  text +=
    style.paint(labelName.fitted(to: labelWidth, style: style), .strong) + "  "
    + style.paint(name.padded(to: numberWidth, isRight: true), .strong) + "\n"
  text +=
    style.paint(repeated(style.rule, count: labelWidth), .faint) + "  "
    + style.paint(repeated(style.rule, count: numberWidth), .faint) + "\n"
  for (label, bar) in zip(labels, series.bars) {
    let lines = label.inTwoLines(of: labelWidth - (isMarked ? 2 : 0), style: style)
    let line =
      lines[0].padded(to: labelWidth) + "  "
      + bar.value.padded(to: numberWidth, isRight: true) + "  "
      + barText(bar, of: series, cells: room, glyphs, style)
    text += line.trimmed + "\n"
    for line in lines.dropFirst() { text += (isMarked ? "  " : "") + line + "\n" }
  }
  return text
}

/// One bar in so many cells. Certain stretches are drawn to an eighth of a cell, soft ones to a cell.
func barText(
  _ bar: BarChart.Bar, of series: BarChart.Series, cells: Int, _ glyphs: Glyphs, _ style: Style
) -> String {
  let (certain, soft) = bar.stretches(series)
  func eighths(_ place: Double) -> Int { Int((place * Double(cells * 8)).rounded()) }
  let zero = eighths(series.place(0)) / 8
  if series.scale.lowerBound >= 0 {
    let low = bar.lower.map { $0 > 0 } ?? false
    var sure = certain.map { eighths($0.upperBound) } ?? 0
    if certain != nil, low { sure = max(1, sure) }
    var softCells = 0
    if let soft {
      softCells = max(1, (eighths(soft.upperBound) + 7) / 8 - (sure + 7) / 8)
      // What may be more always shows.
      sure = min(sure, (cells - softCells) * 8)
    }
    var text = glyphs.bar(eighths: sure) + repeated(glyphs.soft, count: softCells)
    if bar.goesOn { text = String(text.dropLast()) + glyphs.after }
    return style.paint(text, .accent)
  }
  var row = CellRow(count: cells)
  if let soft {
    row.fill(
      eighths(soft.lowerBound)
        / 8..<max(eighths(soft.lowerBound) / 8 + 1, (eighths(soft.upperBound) + 7) / 8),
      glyphs.soft, .accent)
  }
  if let certain {
    let from = eighths(certain.lowerBound) / 8
    let until = (eighths(certain.upperBound) + 7) / 8
    if from < until, bar.lower != 0 || bar.upper != 0 {
      row.fill(from..<until, glyphs.full, .accent)
    }
  }
  row.put(glyphs.line, at: min(zero, cells - 1), .faint)
  return row.text(style)
}
