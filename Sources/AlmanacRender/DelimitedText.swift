internal import AlmanacEngine

/// An answer as CSV (RFC 4180): a header, CRLF, quotes only where they must be. Several values are
/// joined with `; `; what is not stated is empty.
///
/// - Parameter isForTerminal: Control characters are shown instead of written.
func commaSeparatedText(_ answer: Answer, isForTerminal: Bool) -> String {
  delimitedText(answer, separator: ",", lineEnd: "\r\n", isForTerminal: isForTerminal) { field in
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
  delimitedText(answer, separator: "\t", lineEnd: "\n", isForTerminal: isForTerminal) { field in
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

private func delimitedText(
  _ answer: Answer, separator: String, lineEnd: String, isForTerminal: Bool,
  written: (String) -> String
) -> String {
  guard !answer.columns.isEmpty else { return "" }
  var output = ""
  func shown(_ field: String) -> String {
    isForTerminal ? written(field).onItsLines : written(field)
  }
  func append(_ fields: [String]) {
    // A line that is empty would be no record: RFC 4180 lets readers skip it.
    output += fields == [""] ? "\"\"" : fields.joined(separator: separator)
    output += lineEnd
  }
  append(answer.columns.map { shown($0.name) })
  for row in 0..<answer.rowCount {
    append(
      answer.columns.indices.map { column in
        let value = answer.value(row: row, column: column)
        if value.isUnstated { return "" }
        return shown(text(of: value, separator: "; ", namesUnits: false))
      })
  }
  return output
}
