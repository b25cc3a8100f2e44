internal import AlmanacEngine
internal import AlmanacText
internal import AlmanacTime

/// A picture as lines of a terminal, none wider than `width`; 80 cells where there is no terminal.
public func renderText(_ picture: Picture, width: Int?, style: Style) -> String {
  let width = max(width ?? 80, 16)
  var text: String
  switch picture.content {
  case .timeline(let timeline):
    text = TimelineText(timeline, width: width, style: style).text
  case .calendar(let calendar):
    text = MonthsText(calendar, width: width, style: style).text
  case .bars(let chart):
    text = barsText(chart, width: width, style: style)
  case .tree(let tree):
    text = treeText(tree, width: width, style: style)
  }
  if let remark = picture.remark {
    text += remark.wrapped(to: width).map { style.paint($0, .faint) + "\n" }.joined()
  }
  return text
}

extension Picture {
  /// Leaves out what comes behind so many lines of it; a calendar counts all there is.
  ///
  /// - Returns: how many lines that were.
  public mutating func limit(to count: Int) -> Int {
    switch content {
    case .timeline(var timeline):
      let hidden = timeline.lanes.count - count
      guard hidden > 0 else { return 0 }
      timeline.lanes.removeLast(hidden)
      content = .timeline(timeline)
      return hidden
    case .tree(var tree):
      let hidden = tree.nodes.count - count
      guard hidden > 0 else { return 0 }
      tree.nodes.removeLast(hidden)
      content = .tree(tree)
      return hidden
    case .bars(var chart):
      let hidden = (chart.series.first?.bars.count ?? 0) - count
      guard hidden > 0 else { return 0 }
      for index in chart.series.indices { chart.series[index].bars.removeLast(hidden) }
      content = .bars(chart)
      return hidden
    case .calendar: return 0
    }
  }
}

/// The parts of a line below a picture that say what its signs mean: `█ surely · ░ perhaps`.
func legendText(_ parts: [String], width: Int, style: Style) -> String {
  guard !parts.isEmpty else { return "" }
  let gap = "  "
  var lines: [String] = []
  for part in parts {
    if let last = lines.last, displayWidth(last) + gap.count + displayWidth(part) <= width {
      lines[lines.count - 1] = last + gap + part
    } else {
      lines += part.wrapped(to: width)
    }
  }
  return lines.map { style.paint($0, .faint) + "\n" }.joined()
}

extension String {
  /// The text in exactly so many cells: cut with a sign, or filled.
  func fitted(to width: Int, style: Style) -> String {
    displayWidth(self) <= width
      ? padded(to: width) : cut(to: width, mark: style.ellipsis).text.padded(to: width)
  }

  /// The text in two lines of so many cells at most, cut with a sign where that is too little.
  func inTwoLines(of width: Int, style: Style) -> [String] {
    let lines = wrapped(to: max(2, width))
    guard lines.count > 2 else { return lines.isEmpty ? [""] : lines }
    let rest = lines.dropFirst().joined(separator: " ")
    return [lines[0], rest.cut(to: max(2, width), mark: style.ellipsis).text]
  }
}
