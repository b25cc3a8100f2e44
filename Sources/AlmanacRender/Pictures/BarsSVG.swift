internal import AlmanacStore

extension SVGCanvas {
  /// Each name with its number above its bar; every series has its own zero.
  ///
  /// - Returns: the base line below it.
  mutating func draw(_ chart: BarChart, from top: Double) -> Double {
    let left = SVGCanvas.margin
    let width = SVGCanvas.width - 2 * SVGCanvas.margin
    var y = top
    for series in chart.series {
      if chart.series.count > 1 {
        y = paragraph("head", series.name.onOneLine, x: left, y: y + 10, width: width, size: 15)
      }
      let zero = left + series.place(0) * width
      let start = y
      var bars: [(bar: BarChart.Bar, y: Double)] = []
      for bar in series.bars {
        let label = (bar.isMaybe ? "? " : "") + bar.label
        let room = width - textWidth(bar.value, size: SVGCanvas.smallSize) - 16
        var baseline = y + SVGCanvas.textSize
        text("value", bar.value, x: left + width, y: baseline, anchor: .end)
        for line in broken(label, width: room, size: SVGCanvas.textSize) {
          text("name", line, x: left, y: baseline)
          baseline += SVGCanvas.textSize * 1.3
        }
        bars.append((bar, baseline - 13))
        y = baseline + 9
      }
      line("axis", zero, start, zero, y)
      for (bar, y) in bars { draw(bar, of: series, left: left, width: width, y: y) }
      y += 8
    }
    return y + 10
  }

  private mutating func draw(
    _ bar: BarChart.Bar, of series: BarChart.Series, left: Double, width: Double, y: Double
  ) {
    let height = 13.0
    let (certain, soft) = bar.stretches(series)
    let title = "\(bar.label): \(bar.value)"
    func stretch(_ range: ClosedRange<Double>, _ name: String, inset: Double) {
      rectangle(
        name, x: left + range.lowerBound * width, y: y + inset,
        width: max(1.5, (range.upperBound - range.lowerBound) * width), height: height - 2 * inset,
        title: title)
    }
    rectangle("track", x: left, y: y, width: width, height: height)
    if let soft { stretch(soft, "soft", inset: 0.5) }
    if let certain, certain.upperBound > certain.lowerBound { stretch(certain, "sure", inset: 0) }
    if bar.goesOn {
      let edge = left + width
      polygon("sure", [(edge - 1, y), (edge + 9, y + height / 2), (edge - 1, y + height)])
    }
  }
}
