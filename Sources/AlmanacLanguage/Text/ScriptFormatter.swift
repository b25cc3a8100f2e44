import AlmanacText

/// A script in its canonical layout: a statement on one line where it fits in ``scriptColumns``, else
/// its source and each stage on a line of its own, indented by two.
///
/// Comments stay: those inside a statement go above it, one behind it stays behind it. Of blank lines
/// one is left. A line for the shell stays as it is. Formatting what is formatted changes nothing.
///
/// A script with a fault stays as it is: where its statements end is not sure.
public func formatScript(_ text: String) -> String {
  let bytes = Array(text.utf8)
  let tokens = lex(bytes)
  var layout = Layout(bytes: bytes)
  var position = 0
  for range in statements(in: tokens) {
    layout.between(tokens[position..<range.lowerBound])
    let parsed = parse(bytes, tokens[range])
    guard let statement = parsed.statement, parsed.diagnostics.isEmpty else { return text }
    layout.add(statement, from: tokens[range])
    position = range.upperBound
  }
  layout.between(tokens[position...])
  return layout.text
}

/// Columns that a statement may fill on one line of a script.
public let scriptColumns = 80

/// The layout of one statement in a script.
func laidOut(_ statement: Statement) -> String {
  let line = format(statement)
  guard displayWidth(line) > scriptColumns else { return line }
  switch statement.kind {
  case .query(let query, let view, let file):
    var lines = pieces(query)
    if let view { lines.append("draw \(view.rawValue)") }
    if let file { lines.append("export \(quoted(file.text))") }
    return indented("", lines)
  case .letBinding(let name, let query): return indented("let $\(name.text) = ", pieces(query))
  case .param(let name, let query): return indented("param $\(name.text) = ", pieces(query))
  case .explain(let query): return indented("explain ", pieces(query))
  case .why(let isNegated, let thing, let query?):
    return indented("why \(isNegated ? "not " : "")\(format(thing)) in ", pieces(query))
  case .print(let columns):
    let texts = columns.map(format)
    // A line that begins with a point is for the shell.
    guard !texts.contains(where: { $0.hasPrefix(".") }) else { return line }
    return indented("print ", texts.dropLast().map { $0 + "," } + texts.suffix(1))
  case .assert(let test, let message?):
    return indented("assert ", ["\(format(test)),", quoted(message.text)])
  default: return line
  }
}

private func indented(_ head: String, _ lines: [String]) -> String {
  head + lines.joined(separator: "\n  ")
}

private struct Layout {
  let bytes: [UInt8]
  var text = ""
  /// Newlines since the last thing written; a comment on the line of a statement stays there.
  private var newlines = 2

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Comments, shell lines and blank lines.
  mutating func between(_ tokens: ArraySlice<Token>) {
    for token in tokens {
      switch token.kind {
      case .newline: newlines += 1
      case .comment, .command:
        if token.kind == .comment, newlines == 0, !text.isEmpty {
          text.removeLast()
          text += "  "
          newlines = 1
        } else {
          beginLine()
        }
        text += source(token.range) + "\n"
        newlines = 0
      default: break
      }
    }
  }

  mutating func add(_ statement: Statement, from tokens: ArraySlice<Token>) {
    beginLine()
    for token in tokens where token.kind == .comment || token.kind == .command {
      text += source(token.range) + "\n"
    }
    text += laidOut(statement) + "\n"
    newlines = 0
  }

  private mutating func beginLine() {
    if newlines > 1, !text.isEmpty { text += "\n" }
    newlines = 0
  }

  /// The text of a range without spaces at its end.
  private func source(_ range: TextRange) -> String {
    var end = range.end
    while end > range.start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return String(decoding: bytes[range.start..<end], as: UTF8.self)
  }
}
