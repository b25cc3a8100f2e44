/// A statement with its place in the text and what is wrong with it.
public struct ParsedStatement: Hashable, Sendable {
  /// nil when too little could be read; with diagnostics it lacks what they are about.
  public var statement: Statement?
  /// At most ``Limits/diagnostics``, in the order of the text.
  public var diagnostics: [Diagnostic]
  /// Bytes of the text, from the first token to the last.
  public var range: TextRange

  /// A reading with its parts as given.
  public init(statement: Statement?, diagnostics: [Diagnostic], range: TextRange) {
    self.statement = statement
    self.diagnostics = diagnostics
    self.range = range
  }
}

/// The statements of a text, and the lines in it that are for the shell.
public struct ParsedScript: Hashable, Sendable {
  /// In the order of the text.
  public var statements: [ParsedStatement]
  /// Lines that begin with `.`, such as `.mode cards`, without their newline.
  public var commands: [TextRange]

  /// A reading with its parts as given.
  public init(statements: [ParsedStatement], commands: [TextRange]) {
    self.statements = statements
    self.commands = commands
  }
}

/// Reads one statement, as the prompt has it: newlines are spaces, a last `;` is nothing.
///
/// An empty text is a statement of nil without diagnostics. Never traps; linear in the bytes.
public func parseStatement(_ text: String) -> ParsedStatement {
  let bytes = Array(text.utf8)
  guard bytes.count <= Limits.statementBytes else {
    return tooLong(TextRange(0, bytes.count))
  }
  var tokens = lex(bytes)
  while let last = tokens.last, last.isTrivia || last.kind == .semicolon { tokens.removeLast() }
  return parse(bytes, tokens[...])
}

/// Reads a script, or lines that were pasted; all ranges are bytes of the whole text.
///
/// Linear in the bytes.
public func parseScript(_ text: String) -> ParsedScript {
  let bytes = Array(text.utf8)
  let tokens = lex(bytes)
  var script = ParsedScript(statements: [], commands: [])
  for token in tokens where token.kind == .command { script.commands.append(token.range) }
  for range in statements(in: tokens) {
    script.statements.append(parse(bytes, tokens[range]))
  }
  return script
}

/// Where the statements of a script stand, and the lines in it that are for the shell, in bytes:
/// nothing is read yet.
public func splitScript(
  _ text: String
) -> (statements: [TextRange], commands: [TextRange]) {
  let tokens = lex(Array(text.utf8))
  let ranges = statements(in: tokens).compactMap { range -> TextRange? in
    let significant = tokens[range].filter { !$0.isTrivia }
    guard let first = significant.first, let last = significant.last else { return nil }
    return first.range.joined(with: last.range)
  }
  return (ranges, tokens.filter { $0.kind == .command }.map(\.range))
}

/// Reads the tokens of one statement, trivia among them.
func parse(_ bytes: [UInt8], _ tokens: ArraySlice<Token>) -> ParsedStatement {
  let significant = tokens.filter { !$0.isTrivia }
  guard let first = significant.first, let last = significant.last else {
    return ParsedStatement(statement: nil, diagnostics: [], range: TextRange(0, 0))
  }
  let range = first.range.joined(with: last.range)
  guard range.byteCount <= Limits.statementBytes else { return tooLong(range) }
  var parser = Parser(bytes, significant)
  let statement = parser.statement()
  return ParsedStatement(
    statement: statement,
    diagnostics: parser.faults.isEmpty ? [] : parser.diagnostics(), range: range)
}

private func tooLong(_ range: TextRange) -> ParsedStatement {
  ParsedStatement(
    statement: nil,
    diagnostics: [
      Diagnostic(
        id: "S23", message: "this statement is longer than \(Limits.statementBytes / 1024) KiB",
        primary: Diagnostic.Label(range: TextRange(range.start, min(range.end, range.start + 1))),
        notes: ["long lists belong in a file that is loaded"])
    ], range: range)
}
