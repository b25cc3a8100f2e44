/// Where statements begin and end: LANGUAGE §4, "Terminator".
///
/// A newline ends a statement, unless a bracket is open, the line ends in `|`, `,` or an operator,
/// or the next line is indented or begins with `|`, `and`, `or`, a stage word (not `count(`) or a
/// relation word. `;` ends it always. Comments, blank lines and shell commands don't count.
func statements(in tokens: [Token]) -> [Range<Int>] {
  var splitter = Splitter(tokens: tokens)
  return splitter.run()
}

private struct Splitter {
  let tokens: [Token]
  private var ranges: [Range<Int>] = []
  private var start: Int?
  private var openBrackets = 0

  init(tokens: [Token]) { self.tokens = tokens }

  mutating func run() -> [Range<Int>] {
    var before: Int?
    for (position, token) in tokens.enumerated() {
      if token.isTrivia { continue }
      if token.kind == .semicolon {
        finish(at: position)
        continue
      }
      if start != nil, let before, beginsLine(position, after: before),
        !continues(at: position, after: before)
      {
        finish(at: before + 1)
      }
      if start == nil { start = position }
      switch token.kind {
      case .openRound, .openSquare: openBrackets += 1
      case .closeRound, .closeSquare: openBrackets = max(0, openBrackets - 1)
      default: break
      }
      before = position
    }
    if let before { finish(at: before + 1) }
    return ranges
  }

  private mutating func finish(at end: Int) {
    if let start { ranges.append(start..<end) }
    start = nil
    openBrackets = 0
  }

  private func beginsLine(_ position: Int, after before: Int) -> Bool {
    tokens[before + 1..<position].contains { $0.kind == .newline }
  }

  private func continues(at position: Int, after before: Int) -> Bool {
    if openBrackets > 0 { return !definesName(at: position) }
    if tokens[position - 1].kind == .space { return true }
    return tokens.endsOpen(before) || tokens.beginsContinuation(at: position)
  }

  /// `let $x` and its kin begin a statement even where a bracket was left open: better one error
  /// than all the rest of the file in it.
  private func definesName(at position: Int) -> Bool {
    guard tokens[position - 1].kind != .space, let keyword = tokens[position].keyword else {
      return false
    }
    let next = tokens[position + 1..<tokens.count].first { !$0.isTrivia }?.kind
    switch keyword {
    case .let, .param: return next == .variable
    case .include: return next == .text
    case .assert, .print, .explain, .describe, .why:
      return next == .word || next == .text || next == .variable
    default: return false
    }
  }
}

extension [Token] {
  /// Whether the token at a position leaves its statement unfinished: `|`, `,` or an operator.
  func endsOpen(_ position: Int) -> Bool {
    let token = self[position]
    switch token.kind {
    case .pipe, .comma, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus,
      .minus, .slash, .tilde, .foreignSign:
      return true
    case .star:
      // `show *` is complete, `a *` is not.
      guard let before = self[..<position].lastSignificant(from: 0) else { return false }
      let left = self[before]
      switch left.kind {
      case .word: return left.reserved == nil || left.keyword == .count
      case .text, .number, .date, .variable, .identity, .closeRound, .closeSquare: return true
      default: return false
      }
    case .word:
      return token.keyword == .and || token.keyword == .or || token.keyword?.isModifier == true
    default: return false
    }
  }

  /// Whether a line that begins at a position goes on with the statement before it.
  func beginsContinuation(at position: Int) -> Bool {
    let token = self[position]
    if token.kind == .pipe { return true }
    guard let keyword = token.keyword else { return false }
    let next = self[(position + 1)...].first { !$0.isTrivia }
    if keyword == .count { return next?.kind != .openRound }
    if keyword == .and || keyword == .or || keyword.isStage || keyword.isRelation { return true }
    // `not in Beijing` is a stage too.
    return keyword.isModifier && next?.keyword.map { $0.isRelation || $0.isModifier } == true
  }
}

extension ArraySlice<Token> {
  /// The last token that is no trivia, not before `from`.
  func lastSignificant(from: Int) -> Int? {
    var index = endIndex - 1
    while index >= Swift.max(startIndex, from) {
      if !self[index].isTrivia { return index }
      index -= 1
    }
    return nil
  }
}

/// Whether Enter may run the text: no bracket is open, and it does not end in `|`, `,` or an
/// operator. A quote left open is complete: a text ends on its line, so more lines would not help.
public func isComplete(_ text: String) -> Bool {
  let tokens = lex(text)
  var openBrackets = 0
  for token in tokens {
    switch token.kind {
    case .openRound, .openSquare: openBrackets += 1
    case .closeRound, .closeSquare: openBrackets = max(0, openBrackets - 1)
    case .semicolon: openBrackets = 0
    default: break
    }
  }
  if openBrackets > 0 { return false }
  guard let last = tokens[...].lastSignificant(from: 0) else { return true }
  return !tokens.endsOpen(last)
}

/// Whether a line typed at the prompt goes on with the last statement: it begins with a stage or
/// relation word (not `count(`), `and`, `or` or `|`.
public func continuesLastStatement(_ line: String) -> Bool {
  let tokens = lex(line)
  guard let first = tokens.firstIndex(where: { !$0.isTrivia }) else { return false }
  return tokens.beginsContinuation(at: first)
}
