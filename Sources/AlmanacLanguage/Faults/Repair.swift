/// The text of a statement with edits made, nil when two of them touch the same bytes.
func applying(_ edits: [Edit], to bytes: [UInt8], in range: TextRange) -> String? {
  var result: [UInt8] = []
  var position = range.start
  let ordered = edits.enumerated().sorted {
    ($0.element.range.start, $0.element.range.end, $0.offset)
      < ($1.element.range.start, $1.element.range.end, $1.offset)
  }
  for (_, edit) in ordered {
    guard edit.range.start >= position, edit.range.end <= range.end else { return nil }
    result += bytes[position..<edit.range.start]
    result += Array(edit.replacement.utf8)
    position = edit.range.end
  }
  result += bytes[position..<range.end]
  return String(decoding: result, as: UTF8.self)
}

extension Parser {
  /// Bytes of the statement.
  var statementRange: TextRange {
    TextRange(tokens.first?.range.start ?? 0, tokens[tokens.count - 1].range.end)
  }

  /// Whether a text reads without a fault as it stands.
  func isFaultless(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var parser = Parser(bytes, lex(bytes))
    parser.isProbe = true
    return parser.statement() != nil && parser.faults.isEmpty
  }

  /// The statement with edits made, if it then reads without a fault.
  func mended(_ edits: [Edit]) -> String? {
    guard !edits.isEmpty, statementRange.byteCount <= Limits.mendedBytes,
      let text = applying(edits, to: bytes, in: statementRange)
    else {
      return nil
    }
    return canonical(mending: text)
  }

  /// A text as the formatter writes it once its faults are mended; a fault without an edit, or too
  /// many of them, and there is nothing honest to propose.
  func canonical(mending text: String) -> String? {
    guard !isProbe else { return nil }
    var text = text
    for _ in 0..<6 {
      let bytes = Array(text.utf8)
      guard bytes.count <= Limits.mendedBytes else { return nil }
      var parser = Parser(bytes, lex(bytes))
      parser.isProbe = true
      let statement = parser.statement()
      if parser.faults.isEmpty { return statement.map(format) }
      guard let whole = parser.faults.first?.statement else {
        let edits = parser.faults.flatMap(\.edits)
        guard parser.faults.allSatisfy({ !$0.edits.isEmpty }),
          let next = applying(
            edits, to: bytes, in: parser.statementRange)
        else { return nil }
        text = next
        continue
      }
      text = whole
    }
    return nil
  }

  /// The diagnostics with their fixes: each is the whole statement with all edits made.
  func diagnostics() -> [Diagnostic] {
    let edits = faults.flatMap(\.edits)
    let all = faults.contains { $0.edits.isEmpty && $0.statement == nil } ? nil : mended(edits)
    return faults.map { fault in
      var diagnostic = fault.diagnostic
      let fix = fault.statement.flatMap { canonical(mending: $0) } ?? all ?? mended(fault.edits)
      if let fix {
        diagnostic.fixes = [Diagnostic.Fix(fix, remark: fault.remark)] + diagnostic.fixes
      }
      return diagnostic
    }
  }
}
