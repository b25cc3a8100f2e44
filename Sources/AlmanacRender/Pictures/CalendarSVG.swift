internal import AlmanacTime

extension SVGCanvas {
  /// The months of all years as a heat map, then the days of those in which something is.
  ///
  /// - Returns: the base line below it.
  mutating func draw(_ calendar: Calendar, from top: Double) -> Double {
    var y = top
    if calendar.years.count > 1 || calendar.months.isEmpty { y = drawYears(calendar, from: y) }
    if !calendar.months.isEmpty { y = drawMonths(calendar, from: y + 8) }
    return drawShades(calendar, y: y + 8)
  }

  private mutating func drawYears(_ calendar: Calendar, from top: Double) -> Double {
    let labelWidth = 56.0
    let totalWidth = 56.0
    let left = SVGCanvas.margin + labelWidth
    let step = (SVGCanvas.width - 2 * SVGCanvas.margin - labelWidth - totalWidth) / 12
    let height = 28.0
    let most = calendar.peaks.month
    var y = top + 8
    for month in 1...12 {
      let name = (month < 10 ? "0" : "") + "\(month)"
      text("small", name, x: left + (Double(month) - 0.5) * step, y: y, anchor: .middle)
    }
    text("small", "year", x: SVGCanvas.width - SVGCanvas.margin, y: y, anchor: .end)
    y += 8
    var previous: Int?
    for year in calendar.years {
      if let previous, year.year > previous + 1 {
        // Years without anything are passed over with a sign.
        text("small", "⋯", x: SVGCanvas.margin, y: y + 10)
        y += 16
      }
      previous = year.year
      text("head", DateRange(year: year.year)?.text ?? "", x: SVGCanvas.margin, y: y + 19)
      for (index, count) in year.months.enumerated() {
        let month = DateRange(year: year.year, month: index + 1)?.text ?? ""
        drawCell(
          count, of: most, x: left + Double(index) * step, y: y, width: step - 3,
          height: height - 3,
          label: count.certain > 0 ? grouped(count.certain) : "", title: month)
      }
      text(
        "name", grouped(year.count.certain), x: SVGCanvas.width - SVGCanvas.margin, y: y + 19,
        anchor: .end)
      y += height
    }
    return y + 16
  }

  private mutating func drawMonths(_ calendar: Calendar, from top: Double) -> Double {
    let perLine = 2
    let gap = 36.0
    let width = (SVGCanvas.width - 2 * SVGCanvas.margin - gap) / Double(perLine)
    let most = calendar.peaks.day
    var y = top + 8
    var start = 0
    while start < calendar.months.count {
      let end = min(start + perLine, calendar.months.count)
      var bottom = y
      for (column, month) in calendar.months[start..<end].enumerated() {
        let left = SVGCanvas.margin + Double(column) * (width + gap)
        bottom = max(bottom, draw(month, of: most, x: left, y: y, width: width))
      }
      y = bottom + 26
      start = end
    }
    return y - 12
  }

  private mutating func draw(
    _ month: Calendar.Month, of most: Int, x left: Double, y top: Double, width: Double
  ) -> Double {
    let step = width / 7
    let height = 30.0
    text("head", month.text, x: left, y: top)
    var words = grouped(month.count.certain)
    if month.count.possible > 0 { words += ", \(grouped(month.count.possible)) maybe" }
    text("small", words, x: left + width - 3, y: top, anchor: .end)
    for (index, name) in ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].enumerated() {
      text("small", name, x: left + (Double(index) + 0.5) * step, y: top + 20, anchor: .middle)
    }
    let first = month.firstWeekday - 1
    var y = top + 27
    for (index, count) in month.days.enumerated() {
      let place = first + index
      y = top + 27 + Double(place / 7) * height
      drawCell(
        count, of: most, x: left + Double(place % 7) * step, y: y, width: step - 3,
        height: height - 3, label: "\(index + 1)",
        title: "\(month.text)-\(index < 9 ? "0" : "")\(index + 1)")
    }
    return y + height
  }

  /// A stretch of time: the darker the more, an empty one with a mere edge.
  private mutating func drawCell(
    _ count: Calendar.Count, of most: Int, x: Double, y: Double, width: Double, height: Double,
    label: String, title: String
  ) {
    let shade = Calendar.shade(count.certain, of: most)
    var words = "\(title): \(grouped(count.certain))"
    if count.possible > 0 { words += ", \(grouped(count.possible)) maybe" }
    let isSoft = shade == 0 && count.possible > 0
    rectangle(
      shade > 0 ? "h\(shade)" : isSoft ? "maybe" : "none", x: x + 0.5, y: y + 0.5, width: width,
      height: height, radius: 3, title: words)
    guard !label.isEmpty else { return }
    text(
      "cell" + (shade > 0 ? " t\(shade)" : " small"), label, x: x + width / 2 + 0.5,
      y: y + height / 2 + 5, anchor: .middle)
  }

  private mutating func drawShades(_ calendar: Calendar, y: Double) -> Double {
    var x = SVGCanvas.margin
    text("small", "few", x: x, y: y)
    x += textWidth("few", size: SVGCanvas.smallSize) + 8
    for shade in 1...4 {
      rectangle("h\(shade)", x: x, y: y - 10, width: 18, height: 12, radius: 2)
      x += 20
    }
    text("small", "many", x: x + 4, y: y)
    x += textWidth("many", size: SVGCanvas.smallSize) + 26
    let counts = calendar.years.flatMap(\.months) + calendar.months.flatMap(\.days)
    if counts.contains(where: { $0.certain == 0 && $0.possible > 0 }) {
      rectangle("maybe", x: x, y: y - 10, width: 18, height: 12, radius: 2)
      text("small", "perhaps", x: x + 24, y: y)
    }
    return y + 14
  }
}
