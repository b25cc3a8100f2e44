/// What could stand at a byte of a text, with what stands around it.
///
/// What follows the byte counts only as far as the word under the cursor goes. Inside a comment, and
/// on a line for the shell, nothing is expected.
public func expectation(at byteOffset: Int, in text: String) -> Expectation {
  let all = Array(text.utf8)
  let cursor = max(0, min(byteOffset, all.count))
  let bytes = Array(all[..<cursor])
  var tokens = lex(bytes)
  if let last = tokens.last, last.kind == .comment || last.kind == .command {
    return Expectation(categories: [], range: TextRange(cursor, cursor), role: .source)
  }
  var range = TextRange(cursor, cursor)
  if let last = tokens.last, last.isBeingTyped {
    tokens.removeLast()
    range = wordRange(from: last.range.start, over: cursor, in: all)
  }
  let isNewLine = beginsStatement(tokens)
  let statement = isNewLine ? [] : tokens[(statements(in: tokens).last?.lowerBound ?? 0)...]
  var result = expectation(after: statement, bytes, range)
  // A new line may also go on with the statement before it.
  if isNewLine, tokens.contains(where: { !$0.isTrivia && $0.kind != .semicolon }),
    tokens[...].lastSignificant(from: 0).map({ tokens[$0].kind }) != .semicolon
  {
    result.categories.formUnion([.stage, .phrase])
  }
  return result
}

private func expectation(
  after tokens: some Sequence<Token>, _ bytes: [UInt8], _ range: TextRange
) -> Expectation {
  var parser = Parser(bytes, tokens)
  parser.isOpenEnded = true
  parser.isProbe = true
  _ = parser.statement()
  var categories = parser.expected
  // Behind a fault the next stage can be told all the same.
  if categories.isEmpty || parser.current.kind != .end { categories = [.stage, .phrase, .pipe] }
  let snapshot = parser.snapshot
  var result = Expectation(
    categories: categories, range: range, role: snapshot?.role ?? .source,
    query: snapshot?.frames.last.map {
      Query(
        source: $0.source, stages: $0.stages,
        range: TextRange($0.source.range.start, range.start))
    })
  let hole = Token(.word, range.start, range.start)
  var probe = Parser(bytes, Array(tokens) + [hole])
  probe.isOpenEnded = true
  probe.isProbe = true
  _ = probe.statement()
  if probe.isHoleSeen, probe.faults.isEmpty {
    result.stage = probe.holeStage
    result.hole = Expression(.word(""), hole.range)
  }
  return result
}

/// The bytes of the word that starts at `start` and goes on behind the cursor.
private func wordRange(from start: Int, over cursor: Int, in bytes: [UInt8]) -> TextRange {
  let whole = lex(Array(bytes[start..<bytes.endOfLine(cursor)])).first
  guard let whole, whole.kind != .unclosedText else { return TextRange(start, cursor) }
  return TextRange(start, max(cursor, start + whole.range.end))
}

/// Whether the text after the tokens is a statement of its own: it stands on a new line without an
/// indent, and nothing before asks for more; or `;` is before it.
private func beginsStatement(_ tokens: [Token]) -> Bool {
  guard let last = tokens[...].lastSignificant(from: 0) else { return true }
  if tokens[last].kind == .semicolon { return true }
  guard let newline = tokens[last...].lastIndex(where: { $0.kind == .newline }),
    newline == tokens.count - 1
  else { return false }
  var open = 0
  for token in tokens {
    switch token.kind {
    case .openRound, .openSquare: open += 1
    case .closeRound, .closeSquare: open = max(0, open - 1)
    case .semicolon: open = 0
    default: break
    }
  }
  return open == 0 && !tokens.endsOpen(last)
}

extension Token {
  /// Whether more letters would go on with it.
  fileprivate var isBeingTyped: Bool {
    switch kind {
    case .word, .number, .date, .variable, .identity, .badIdentity, .badVariable, .badDate,
      .badNumber, .unclosedText, .vagueDate:
      true
    default: false
    }
  }
}

extension Expectation {
  /// The words of the language that could stand here, in the order of the help.
  public var keywords: [Keyword] {
    var words: [Keyword] = []
    func add(_ category: Categories, _ more: [Keyword]) {
      if !categories.isDisjoint(with: category) { words += more }
    }
    add(.stage, Keyword.words(in: .stage).filter { $0 != .draw && $0 != .export })
    add(.draw, [.draw])
    add(.export, [.export])
    let relations = Keyword.words(in: .relation)
    if categories.contains(.phrase) {
      words += relations
    } else {
      add(.infixRelation, relations.filter(\.isInfixRelation))
      add(.inWord, [.in])
      add(.byWord, [.by])
    }
    add(.quantifier, Keyword.words(in: .quantifier))
    add(.and, [.and])
    add(.or, [.or])
    if categories.contains(.modifier) {
      words += [.not, .maybe, .possibly]
    } else {
      add(.negation, [.not])
    }
    add(.isWord, [.is])
    add(.state, Keyword.words(in: .state))
    add(.asWord, [.as])
    add(.direction, Keyword.words(in: .direction))
    add(.distinctWord, [.distinct])
    add(.unit, Keyword.words(in: .unit))
    add(.view, Keyword.words(in: .view))
    add(.statementWord, Keyword.words(in: .statement))
    if !categories.isDisjoint(with: [.value, .argument]) {
      words += Keyword.words(in: .relativeDate)
    }
    return words
  }
}
