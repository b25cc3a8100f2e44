public import AlmanacEngine
internal import AlmanacText

/// The values of a `print` as one line: for people with spaces between, in the kinds of JSON as an
/// array, `csv` and `tsv` as a record without header.
public func renderValues(_ values: [Value], format: Format) -> String {
  switch format {
  case .table, .cards, .timeline, .calendar, .bars, .tree, .md, .html, .ics, .bib, .svg:
    let form = format.isView ? ValueForm.cell : .machine
    return visible(values.map { text(of: $0, form).onOneLine }.joined(separator: " ")) + "\n"
  case .json, .jsonl, .jsonld, .geojson, .csl:
    var line = "["
    for (index, value) in values.enumerated() {
      if index > 0 { line += ", " }
      appendJSON(value, to: &line)
    }
    return line + "]\n"
  case .csv, .tsv:
    let columns = values.map { _ in Answer.Column(name: "", isNumber: false) }
    let whole = render(
      Answer(columns: columns, rows: [values]), format: format, width: nil, style: .plain)
    return String(whole[(whole.firstIndex(where: \.isNewline) ?? whole.startIndex)...].dropFirst())
  }
}
