public import AlmanacLanguage

/// Faults as one JSON array, for editors:
///
/// ```
/// {"code": "N02", "span": {"start": 25, "end": 29, "line": 1, "column": 26}, "message": "…",
///  "fixes": [{"statement": "events where organizer = CAST", "remark": "…"}]}
/// ```
///
/// `start` and `end` are bytes of the text from 0, `line` and `column` (in graphemes) begin with 1;
/// `remark` is left out when there is none. In a script `"file"` stands behind `code`.
public func renderJSON(
  _ diagnostics: [Diagnostic], text: String, file: String? = nil
) -> String {
  let objects = diagnostics.map { diagnostic in
    let span = diagnostic.primary.range
    let line = SourceLine(holding: span.start, of: text)
    var output = "{\"code\": "
    appendJSON(diagnostic.id, to: &output)
    if let file {
      output += ", \"file\": "
      appendJSON(file, to: &output)
    }
    output += ", \"span\": {\"start\": \(span.start), \"end\": \(span.end)"
    output += ", \"line\": \(line.number), \"column\": \(line.column(of: span.start))}"
    output += ", \"message\": "
    appendJSON(diagnostic.message, to: &output)
    output += ", \"fixes\": ["
    for (index, fix) in diagnostic.fixes.enumerated() {
      output += index > 0 ? ", {\"statement\": " : "{\"statement\": "
      appendJSON(fix.statement, to: &output)
      if !fix.remark.isEmpty {
        output += ", \"remark\": "
        appendJSON(fix.remark, to: &output)
      }
      output += "}"
    }
    return output + "]}"
  }
  return objects.isEmpty ? "[]\n" : "[\n  " + objects.joined(separator: ",\n  ") + "\n]\n"
}
