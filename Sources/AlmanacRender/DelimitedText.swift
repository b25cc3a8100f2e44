internal import AlmanacEngine

/// An answer as CSV (RFC 4180): a header, CRLF, quotes only where they must be. Several values are
/// joined with `; `; what is not stated is empty.
///
/// - Parameter isForTerminal: Control characters are shown instead of written.
func commaSeparatedText(_ answer: Answer, isForTerminal: Bool) -> String {
  // A line that is empty would be no record: RFC 4180 readers may skip it.
  let form = DelimitedForm(separator: ",", lineEnd: "\r\n", emptyRecord: "\"\"")
  return delimitedText(answer, form, isForTerminal: isForTerminal) { field in
    let isSpecial: (UInt8) -> Bool = {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
    }
    guard field.utf8.contains(where: isSpecial) else { return field }
    var quoted = "\""
    for scalar in field.unicodeScalars {
      if scalar == "\"" { quoted += "\"" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}

/// An answer as tab-separated lines: a header, LF, and `\t`, `\n`, `\r` and `\\` for the characters
/// that a field cannot hold.
func tabSeparatedText(_ answer: Answer, isForTerminal: Bool) -> String {
  let form = DelimitedForm(separator: "\t", lineEnd: "\n", emptyRecord: "")
  return delimitedText(answer, form, isForTerminal: isForTerminal) { field in
    let isSpecial: (UInt8) -> Bool = {
      $0 == 0x09 || $0 == 0x0A || $0 == 0x0D || $0 == UInt8(ascii: "\\")
    }
    guard field.utf8.contains(where: isSpecial) else { return field }
    var escaped = ""
    for scalar in field.unicodeScalars {
      switch scalar {
      case "\t": escaped += "\\t"
      case "\n": escaped += "\\n"
      case "\r": escaped += "\\r"
      case "\\": escaped += "\\\\"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// What stands between fields and behind records.
private struct DelimitedForm {
  let separator: String
  let lineEnd: String
  /// A record of one empty field.
  let emptyRecord: String
}

private func delimitedText(
  _ answer: Answer, _ form: DelimitedForm, isForTerminal: Bool, written: (String) -> String
) -> String {
  guard !answer.columns.isEmpty else { return "" }
  var output = ""
  func shown(_ field: String) -> String {
    isForTerminal ? written(field).onItsLines : written(field)
  }
  func append(_ fields: [String]) {
    output += fields == [""] ? form.emptyRecord : fields.joined(separator: form.separator)
    output += form.lineEnd
  }
  append(answer.columns.map { shown($0.name) })
  for row in 0..<answer.rowCount {
    append(
      answer.columns.indices.map { column in
        let value = answer.value(row: row, column: column)
        if value.isUnstated { return "" }
        return shown(text(of: value, .delimited))
      })
  }
  return output
}
