public import AlmanacEngine
internal import AlmanacTime

/// A picture as one SVG document: shapes on its scale, nothing fetched from anywhere, with a title and
/// a description for readers who see nothing; light or dark as the reader has it, light on paper.
///
/// - Parameters:
///   - title: what stands above it; what the picture shows where nothing is given.
///   - id: a word that no other picture of the page has.
public func renderSVG(_ picture: Picture, title: String = "", id: String = "picture") -> String {
  let heading = title.isEmpty ? picture.heading : title.onOneLine
  var canvas = SVGCanvas()
  var y = SVGCanvas.margin + 16
  let inner = SVGCanvas.width - 2 * SVGCanvas.margin
  y = canvas.paragraph("title", heading, x: SVGCanvas.margin, y: y, width: inner, size: 18)
  switch picture.content {
  case .timeline(let timeline): y = canvas.draw(timeline, from: y)
  case .calendar(let calendar): y = canvas.draw(calendar, from: y)
  case .bars(let chart): y = canvas.draw(chart, from: y)
  case .tree(let tree): y = canvas.draw(tree, from: y)
  }
  if let remark = picture.remark {
    y = canvas.paragraph(
      "small", remark, x: SVGCanvas.margin, y: y + 8, width: inner, size: SVGCanvas.smallSize)
  }
  return canvas.document(
    title: heading, description: picture.summary, height: y + SVGCanvas.margin - 8, id: id)
}

/// A picture as a page of HTML, and the rows that it shows as a table below it.
public func renderHTML(_ picture: Picture, of answer: Answer, title: String) -> String {
  HTMLPage(
    title: title.onOneLine, language: answer.language,
    body: "<figure>\n" + renderSVG(picture, title: picture.heading) + "</figure>\n"
      + "<div class=\"scroll\">\n" + htmlTable(answer) + "</div>\n"
  ).text
}

extension Picture {
  /// What it shows, in a few words.
  var heading: String {
    switch content {
    case .timeline(let timeline): "Timeline: \(timeline.summary)"
    case .calendar(let calendar): "Calendar of \(calendar.words.many)"
    case .bars(let chart):
      chart.series.map(\.name.onOneLine).joined(separator: ", ")
        + (chart.labelName.isEmpty ? "" : " by \(chart.labelName.onOneLine)")
    case .tree(let tree): "Tree of \(tree.words.many)"
    }
  }

  /// What a reader who sees nothing is told of it.
  public var summary: String {
    switch content {
    case .timeline(let timeline): timeline.summary
    case .calendar(let calendar): calendar.summary
    case .bars(let chart): chart.summary
    case .tree(let tree): tree.summary
    }
  }

  /// What is not in it, or nil when all is.
  var remark: String? {
    switch content {
    case .timeline(let timeline): timeline.remark
    case .calendar(let calendar): calendar.remark
    case .bars(let chart): chart.remark
    case .tree(let tree): tree.remark
    }
  }
}
