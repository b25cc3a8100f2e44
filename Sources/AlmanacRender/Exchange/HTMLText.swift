internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Rows as a page of HTML with one table: the first column heads its row, numbers stand to the
/// right, what is vague is slanted and what may be is marked with `?`.
func htmlText(_ answer: Answer) -> String {
  HTMLPage(
    title: htmlTitle(answer), language: answer.language,
    body: "<div class=\"scroll\">\n" + htmlTable(answer) + "</div>\n"
  ).text
}

/// `4 events`, `12 rows`.
private func htmlTitle(_ answer: Answer) -> String {
  let count = answer.rowCount
  guard case .records(let noun) = answer.shape else {
    return "\(grouped(count)) \(count == 1 ? "row" : "rows")"
  }
  return "\(grouped(count)) \(count == 1 ? noun.word : noun.plural)"
}

/// A table of HTML, its lines whole: for a page of its own or a part of one.
func htmlTable(_ answer: Answer) -> String {
  let isMaybe = (0..<answer.rowCount).map { row in
    row < answer.truths.count && answer.truths[row] == .maybe
  }
  var text = "<table>\n"
  if isMaybe.contains(true) { text += "<caption>? before a name: it may be so</caption>\n" }
  text += "<thead>\n<tr>"
  for column in answer.columns {
    text += "<th scope=\"col\"\(column.isNumber ? " class=\"number\"" : "")>"
    text += htmlEscaped(column.name) + "</th>"
  }
  text += "</tr>\n</thead>\n<tbody>\n"
  for row in 0..<answer.rowCount {
    text += "<tr>"
    for (index, column) in answer.columns.enumerated() {
      let value = answer.value(row: row, column: index)
      let cell = HTMLCell(value, isNumber: column.isNumber, mark: isMaybe[row] && index == 0)
      text += index == 0 ? cell.header : cell.data
    }
    text += "</tr>\n"
  }
  return text + "</tbody>\n</table>\n"
}

/// One cell, as the head of its row or as data.
private struct HTMLCell {
  private let classes: String
  private let words: String

  init(_ value: Value, isNumber: Bool, mark: Bool) {
    var names: [String] = isNumber ? ["number"] : []
    if value.isUnstated { names.append("missing") }
    if !value.isUnstated, value.isVague { names.append("vague") }
    classes = names.isEmpty ? "" : " class=\"\(names.joined(separator: " "))\""
    let shown = value.isUnstated ? "—" : HTMLCell.content(value)
    words = (mark ? "? " : "") + shown
  }

  var header: String { "<th scope=\"row\" dir=\"auto\"\(classes)>\(words)</th>" }
  var data: String { "<td dir=\"auto\"\(classes)>\(words)</td>" }

  /// An address can be followed; other lines of a text are lines.
  private static func content(_ value: Value) -> String {
    let written = text(of: value)
    if case .text(let address) = value,
      address.hasPrefix("https://") || address.hasPrefix("http://"),
      !address.contains(where: \.isWhitespace)
    {
      return "<a href=\"\(htmlEscaped(address))\">\(htmlEscaped(address))</a>"
    }
    return written.lines.map { htmlEscaped(String($0)) }.joined(separator: "<br>")
  }
}
