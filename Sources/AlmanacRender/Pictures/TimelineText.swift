internal import AlmanacText
internal import AlmanacTime

/// A timeline in a terminal: names at the left and bars beside them, or, where that leaves too few
/// cells, each name above its bar.
///
/// ```
///                          2022        2023        2024
/// ───────────────────────┬───────────┬───────────┬──────
/// Literacy Day           ░████████████████████████████→
///   Literacy Day 2022    ░░░░░░░░░░░░
/// ```
struct TimelineText {
  private let timeline: Timeline
  private let width: Int
  private let style: Style
  private let glyphs: Glyphs
  private let isStacked: Bool
  private let isMarked: Bool
  private let labelWidth: Int
  private let dateWidth: Int
  private let axis: TimeAxis

  init(_ timeline: Timeline, width: Int, style: Style) {
    self.timeline = timeline
    self.width = width
    self.style = style
    glyphs = Glyphs(style)
    isMarked = timeline.lanes.contains(where: \.isMaybe)
    let mark = isMarked ? 2 : 0
    let longest =
      timeline.lanes.map { TimelineText.indent($0.depth) + mark + displayWidth($0.label) }.max()
      ?? 0
    isStacked = width < 56
    let dates = timeline.lanes.map { displayWidth($0.date) }.max() ?? 0
    dateWidth = width >= 100 ? min(dates, 24) + 2 : 0
    labelWidth = isStacked ? 0 : min(longest, width * 2 / 5) + 2
    axis = TimeAxis(
      timeline.domain, room: Double(isStacked ? width : width - labelWidth - dateWidth))
  }

  private var barWidth: Int { isStacked ? width : width - labelWidth - dateWidth }

  /// Two cells a level, at most eight.
  private static func indent(_ depth: Int) -> Int { min(depth, 8) * 2 }

  /// The cell in which a minute lies.
  private func cell(_ minute: Int) -> Int {
    min(barWidth - 1, Int(timeline.place(minute) * Double(barWidth)))
  }

  var text: String {
    var text = axisText
    for lane in timeline.lanes {
      let indent = repeated(" ", count: min(TimelineText.indent(lane.depth), width / 4))
      let mark = isMarked ? (lane.isMaybe ? "? " : "  ") : ""
      let bar = bar(of: lane)
      if isStacked {
        text += (indent + mark + lane.label).fitted(to: width, style: style).trimmed + "\n"
        if lane.span != nil { text += bar + "\n" }
        continue
      }
      let lead = indent + mark
      let lines = lane.label.inTwoLines(of: labelWidth - 2 - lead.utf8.count, style: style)
      let date = dateWidth > 0 ? lane.date.fitted(to: dateWidth - 2, style: style) + "  " : ""
      let label = (lead + lines[0]).padded(to: labelWidth)
      text +=
        lane.span == nil
        ? style.paint(label.trimmed, .faint) + "\n"
        : (label + style.paint(date, .faint) + bar).trimmed + "\n"
      for line in lines.dropFirst() {
        let below = repeated(" ", count: lead.utf8.count) + line
        text += (lane.span == nil ? style.paint(below, .faint) : below) + "\n"
      }
    }
    return text + legendText(legend, width: width, style: style)
  }

  /// The labels of the axis and the line below them.
  private var axisText: String {
    var labels = CellRow(count: barWidth)
    var line = CellRow(count: barWidth)
    line.fill(0..<barWidth, glyphs.axis, .faint)
    if let today = timeline.today {
      let place = cell(Int(today.number) * minutesInDay)
      // To the left of its place where it does not fit to the right.
      if !labels.write("today", at: place, .secondary) {
        _ = labels.write("today", at: max(0, barWidth - 5), .secondary)
      }
      line.put(glyphs.line, at: place, .secondary)
    }
    for tick in axis.ticks {
      let place = cell(tick.minute)
      if labels.write(tick.label, at: place, .faint) || place < barWidth - tick.label.utf8.count {
        if place != timeline.today.map({ cell(Int($0.number) * minutesInDay) }) {
          line.put(glyphs.tick, at: place, .faint)
        }
      }
    }
    let left = labelWidth + dateWidth
    let context = axis.context
    let head =
      isStacked
      ? (context.isEmpty ? "" : style.paint(context, .faint) + "\n")
      : style.paint(context.padded(to: left), .faint)
    let gutter = repeated(" ", count: left)
    return (head + labels.text(style)).trimmed + "\n" + gutter + line.text(style) + "\n"
  }

  private func bar(of lane: Timeline.Lane) -> String {
    var row = CellRow(count: barWidth)
    if let today = timeline.today, lane.span != nil {
      row.put(glyphs.line, at: cell(Int(today.number) * minutesInDay), .secondary)
    }
    guard let span = lane.span else { return row.text(style) }
    let possible = span.possible(in: timeline.domain)
    let isShort =
      cell(possible.lowerBound) == cell(max(possible.lowerBound, possible.upperBound - 1))
    if isShort {
      let isSure = span.certain != nil
      row.put(isSure ? glyphs.point : glyphs.softPoint, at: cell(possible.lowerBound), .accent)
    } else {
      row.fill(
        cell(possible.lowerBound)..<(cell(possible.upperBound - 1) + 1), glyphs.soft, .accent)
      if let certain = span.certain {
        let last = min(
          max(certain.lowerBound, certain.upperBound - 1), timeline.domain.upperBound - 1)
        row.fill(cell(certain.lowerBound)..<(cell(last) + 1), glyphs.full, .accent)
      }
    }
    if span.goesBeyond(timeline.domain) { row.put(glyphs.after, at: barWidth - 1, .accent) }
    if span.beganBefore(timeline.domain) { row.put(glyphs.before, at: 0, .accent) }
    return row.text(style)
  }

  /// What the signs mean that are used.
  private var legend: [String] {
    let spans = timeline.lanes.compactMap(\.span)
    var parts: [String] = []
    if spans.contains(where: { $0.certain != nil }) {
      parts.append("\(glyphs.full) \(glyphs.point) surely")
    }
    if spans.contains(where: \.isVague) {
      parts.append("\(glyphs.soft) \(glyphs.softPoint) perhaps")
    }
    if spans.contains(where: { $0.goesBeyond(timeline.domain) }) {
      parts.append("\(glyphs.after) goes on")
    }
    if spans.contains(where: { $0.beganBefore(timeline.domain) }) {
      parts.append("\(glyphs.before) began before")
    }
    if let today = timeline.today { parts.append("\(glyphs.line) today, \(today.text)") }
    return parts
  }
}
