internal import AlmanacEngine
internal import AlmanacStore
internal import AlmanacText

/// An answer as one JSON array (RFC 8259), an object a line, its keys in the order of the columns.
///
/// A number that is exact is a number; what is vague is the text as written (`"~60"`, `"2025-10"`).
/// Several values are an array, and an open one ends with what it does not name: `"+11 more"`.
/// `null` is what is not stated, `[]` what there is none of.
func jsonText(_ answer: Answer, omitsMissing: Bool) -> String {
  if answer.rowCount == 0 { return "[]\n" }
  var text = "[\n"
  for row in 0..<answer.rowCount {
    text += "  "
    appendObject(answer, row: row, omitsMissing: omitsMissing, to: &text)
    text += row + 1 < answer.rowCount ? ",\n" : "\n"
  }
  return text + "]\n"
}

/// As ``jsonText(_:omitsMissing:)``, but a line of its own for each object and nothing around them.
func jsonLinesText(_ answer: Answer, omitsMissing: Bool) -> String {
  var text = ""
  for row in 0..<answer.rowCount {
    appendObject(answer, row: row, omitsMissing: omitsMissing, to: &text)
    text += "\n"
  }
  return text
}

private func appendObject(_ answer: Answer, row: Int, omitsMissing: Bool, to text: inout String) {
  text += "{"
  var isFirst = true
  for (index, column) in answer.columns.enumerated() {
    let value = answer.value(row: row, column: index)
    if omitsMissing, value.isUnstated { continue }
    if !isFirst { text += ", " }
    isFirst = false
    appendJSON(column.name, to: &text)
    text += ": "
    appendJSON(value, to: &text)
  }
  text += "}"
}

/// One value, as ``jsonText(_:omitsMissing:)`` says.
func appendJSON(_ value: Value, to output: inout String) {
  switch value {
  case _ where value.isUnstated: output += "null"
  case .none: output += "[]"
  case .number(let quantity) where quantity.isExact && quantity.text == nil:
    output += Quantity.decimal(quantity.lower)
  case .list(let members, let open):
    output += "["
    for (index, member) in members.enumerated() {
      if index > 0 { output += ", " }
      appendJSON(member, to: &output)
    }
    for mark in open.map({ marks(of: $0, namesUnits: false) }) ?? [] {
      if !members.isEmpty { output += ", " }
      appendJSON(mark, to: &output)
    }
    output += "]"
  default: appendJSON(text(of: value), to: &output)
  }
}

/// A string as JSON writes it. Beyond what RFC 8259 §7 asks for, the second control set, the line
/// separators and what turns the writing direction are escaped, so that no terminal and no script
/// obeys them.
func appendJSON(_ string: String, to output: inout String) {
  output += "\""
  defer { output += "\"" }
  let isPlain = !string.utf8.contains { byte in
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || mayDriveTerminal(byte)
  }
  if isPlain {
    output += string
    return
  }
  for scalar in string.unicodeScalars {
    switch scalar {
    case "\"": output += "\\\""
    case "\\": output += "\\\\"
    case "\n": output += "\\n"
    case "\r": output += "\\r"
    case "\t": output += "\\t"
    default:
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        let digits = String(scalar.value, radix: 16)
        output += "\\u" + repeated("0", count: 4 - digits.count) + digits
      default: output.unicodeScalars.append(scalar)
      }
    }
  }
}
