internal import AlmanacTime

extension SVGCanvas {
  /// Each name above its bar, the axis above all and, where it is long, below all too.
  ///
  /// - Returns: the base line below it.
  mutating func draw(_ timeline: Timeline, from top: Double) -> Double {
    let left = SVGCanvas.margin
    let width = SVGCanvas.width - 2 * SVGCanvas.margin
    let axis = TimeAxis(timeline.domain, room: width / (SVGCanvas.smallSize * 0.62))
    func x(_ minute: Int) -> Double { left + timeline.place(minute) * width }

    // The lanes are measured first: lines of the axis lie behind them.
    var lanes: [(lane: Timeline.Lane, lines: [String], indent: Double, date: String)] = []
    var height = 0.0
    for lane in timeline.lanes {
      let indent = Double(min(lane.depth, 8)) * 14
      let dateWidth = textWidth(lane.date, size: SVGCanvas.smallSize) + 16
      let label = (lane.isMaybe ? "? " : "") + lane.label
      let lines = broken(label, width: width - indent - dateWidth, size: SVGCanvas.textSize)
      lanes.append((lane, lines, indent, lane.date))
      height += laneHeight(lines.count, hasBar: lane.span != nil)
    }
    let axisY = top + (axis.context.isEmpty ? 22 : 36)
    let bottom = axisY + 8 + height
    drawAxis(axis, timeline, y: axisY, bottom: bottom, x: x)

    var y = axisY + 8
    for (lane, lines, indent, date) in lanes {
      var baseline = y + SVGCanvas.textSize + 3
      if !date.isEmpty {
        // Not under the line of today, where that stands at the edge.
        text("small over", date, x: left + width - 6, y: baseline, anchor: .end)
      }
      for line in lines {
        text(lane.span == nil ? "head over" : "name over", line, x: left + indent, y: baseline)
        baseline += SVGCanvas.textSize * 1.3
      }
      if let span = lane.span {
        let title = lane.label + (date.isEmpty ? "" : ", " + date)
        draw(span, timeline, y: baseline - 12, title: title, x: x)
      }
      y += laneHeight(lines.count, hasBar: lane.span != nil)
    }
    return drawLegend(timeline, y: bottom + 22)
  }

  private func laneHeight(_ lineCount: Int, hasBar: Bool) -> Double {
    Double(lineCount) * SVGCanvas.textSize * 1.3 + (hasBar ? 22 : 6)
  }

  private mutating func drawAxis(
    _ axis: TimeAxis, _ timeline: Timeline, y: Double, bottom: Double, x: (Int) -> Double
  ) {
    let left = SVGCanvas.margin
    let right = SVGCanvas.width - SVGCanvas.margin
    // No label lies on another, and none on that of today.
    var taken: [ClosedRange<Double>] = []
    func isFree(_ range: ClosedRange<Double>) -> Bool {
      range.lowerBound >= 2 && range.upperBound <= SVGCanvas.width - 2
        && !taken.contains { $0.overlaps(range) }
    }
    let size = SVGCanvas.smallSize
    if let today = timeline.today {
      let words = "today"
      let half = textWidth(words, size: size) / 2
      let place = x(Int(today.number) * minutesInDay)
      let middle = min(max(place, left + half), right - half)
      line("now", place, y - 4, place, bottom)
      text("nowtext", words, x: middle, y: y - 8, anchor: .middle)
      taken.append((middle - half - 8)...(middle + half + 8))
    }
    if !axis.context.isEmpty { text("small", axis.context, x: left, y: y - 26) }
    for tick in axis.ticks {
      let place = x(tick.minute)
      line("rule", place, y, place, bottom)
      let half = textWidth(tick.label, size: size) / 2
      let range = (place - half - 6)...(place + half + 6)
      guard isFree(range) else { continue }
      text("small", tick.label, x: place, y: y - 8, anchor: .middle)
      taken.append(range)
    }
    line("axis", left, y, right, y)
  }

  /// What may be as a soft stretch with a dashed edge, what is sure in full above it; what is too short
  /// to be seen as a diamond in its place.
  private mutating func draw(
    _ span: TimeSpan, _ timeline: Timeline, y: Double, title: String, x: (Int) -> Double
  ) {
    let height = 12.0
    let possible = span.possible(in: timeline.domain)
    let (from, until) = (x(possible.lowerBound), x(possible.upperBound))
    if until - from < 6 {
      let middle = (from + until) / 2
      let half = height / 2
      polygon(
        span.certain == nil ? "soft" : "sure",
        [
          (middle, y), (middle + half, y + half), (middle, y + height), (middle - half, y + half),
        ], title: title)
      return
    }
    let certain = span.certain.map { (x($0.lowerBound), x($0.upperBound)) }
    let hasSoft = certain.map { $0.0 > from + 0.5 || $0.1 < until - 0.5 } ?? true
    if hasSoft {
      rectangle(
        "soft", x: from, y: y + 0.5, width: until - from, height: height - 1, radius: 3,
        title: title)
    }
    if let certain {
      rectangle(
        "sure", x: certain.0, y: y, width: max(2, certain.1 - certain.0), height: height, radius: 3,
        title: title)
    }
    let edge = certain == nil ? "soft" : "sure"
    if span.goesBeyond(timeline.domain) {
      polygon(
        edge, [(until - 1, y - 3), (until + 10, y + height / 2), (until - 1, y + height + 3)])
    }
    if span.beganBefore(timeline.domain) {
      polygon(edge, [(from + 1, y - 3), (from - 10, y + height / 2), (from + 1, y + height + 3)])
    }
  }

  private mutating func drawLegend(_ timeline: Timeline, y: Double) -> Double {
    let spans = timeline.lanes.compactMap(\.span)
    var x = SVGCanvas.margin
    func advance(_ words: String) { x += 30 + textWidth(words, size: SVGCanvas.smallSize) + 18 }
    if spans.contains(where: { $0.certain != nil }) {
      rectangle("sure", x: x, y: y - 10, width: 24, height: 11, radius: 3)
      text("small", "surely", x: x + 30, y: y)
      advance("surely")
    }
    if spans.contains(where: \.isVague) {
      rectangle("soft", x: x, y: y - 9.5, width: 24, height: 10, radius: 3)
      text("small", "perhaps", x: x + 30, y: y)
      advance("perhaps")
    }
    if let today = timeline.today {
      line("now", x + 12, y - 12, x + 12, y + 3)
      text("small", "today, \(today.text)", x: x + 22, y: y)
    }
    return y + 14
  }
}
