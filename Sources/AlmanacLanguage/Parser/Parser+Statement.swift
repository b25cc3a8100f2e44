extension Parser {
  /// The statement, nil when too little of it could be read. Faults are in `faults`.
  mutating func statement() -> Statement? {
    let start = current.range.start
    do throws(Panic) {
      expect(.statementWord)
      let kind = try statementKind()
      if current.kind != .end, faults.isEmpty { try failTrailing() }
      return Statement(kind, range(from: start))
    } catch {
      return nil
    }
  }

  private mutating func statementKind() throws(Panic) -> Statement.Kind {
    switch current.keyword {
    case .let:
      advance()
      let (name, query) = try binding("let")
      return .letBinding(name, query)
    case .param:
      advance()
      let (name, query) = try binding("param")
      return .param(name, query)
    case .include:
      advance()
      return .include(try textOperand(.fileName, "include"))
    case .assert: return try assertion()
    case .print:
      advance()
      return .print(try columns())
    case .explain:
      advance()
      return .explain(try query(outputAllowed: false))
    case .describe:
      advance()
      return .describe(try subject())
    case .why: return try why()
    default: return try queryStatement()
    }
  }

  private mutating func queryStatement() throws(Panic) -> Statement.Kind {
    try failUnlessQueryStarts()
    let query = try query(outputAllowed: true)
    var view: View?
    var file: Name?
    let outputStart = current.range.start
    while true {
      if isOutput(.draw), view == nil, file == nil {
        skipPipe()
        advance()
        view = try viewName()
      } else if isOutput(.export), file == nil {
        skipPipe()
        advance()
        file = try textOperand(.fileName, "export")
      } else {
        break
      }
    }
    if view != nil || file != nil, current.kind != .end, faults.isEmpty {
      try failAfterOutput(from: outputStart)
    }
    return .query(query, draw: view, export: file)
  }

  private func isOutput(_ keyword: Keyword) -> Bool {
    current.keyword == keyword || current.kind == .pipe && following.keyword == keyword
  }

  private mutating func skipPipe() {
    if current.kind == .pipe { advance() }
  }

  private mutating func viewName() throws(Panic) -> View {
    expect(.view)
    guard let keyword = current.keyword, let view = View(rawValue: keyword.rawValue) else {
      try failView()
    }
    advance()
    return view
  }

  private mutating func binding(_ word: String) throws(Panic) -> (Name, Query) {
    expect(.variableName)
    guard current.kind == .variable else { try failBindingName(word) }
    let token = advance()
    let name = Name(String(text(of: token).dropFirst()), token.range)
    expect(.equals)
    guard current.kind == .equal else { try failBindingSign(name) }
    advance()
    return (name, try query(outputAllowed: false))
  }

  private mutating func assertion() throws(Panic) -> Statement.Kind {
    advance()
    let test = try expression()
    expect(.end)
    guard accept(.comma, .comma) != nil else { return .assert(test, message: nil) }
    return .assert(test, message: try textOperand(.message, ","))
  }

  private mutating func why() throws(Panic) -> Statement.Kind {
    advance()
    let isNegated = accept(.not, .negation) != nil
    let thing = try subject()
    expect(.end)
    guard accept(.in, .inWord) != nil else {
      return .why(isNegated: isNegated, thing, in: nil)
    }
    return .why(isNegated: isNegated, thing, in: try query(outputAllowed: false))
  }

  private mutating func subject() throws(Panic) -> Expression {
    let outer = role
    role = .subject
    defer { role = outer }
    return try postfix()
  }

  /// A text in quotes, as `include`, `export` and `assert` take it.
  private mutating func textOperand(
    _ category: Expectation.Categories, _ word: String
  ) throws(Panic) -> Name {
    expect(category)
    switch current.kind {
    case .text, .unclosedText, .singleQuoted:
      let token = current
      return Name(try quotedText(), token.range)
    default: try failFileName(category, word)
    }
  }
}
