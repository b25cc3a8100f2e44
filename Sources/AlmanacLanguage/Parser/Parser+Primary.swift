import AlmanacTime

extension Parser {
  mutating func primary() throws(Panic) -> Expression {
    expect(role.category.union(.openRound))
    let token = current
    if token.kind == .end { snapshot?.role = role }
    if token.range.byteCount == 0, token.kind == .word { isHoleSeen = true }
    switch token.kind {
    case .word: return try word()
    case .text, .unclosedText, .singleQuoted:
      let text = try quotedText()
      return leaf(.text(text), token.range)
    case .number: return leaf(.number(try decimal()), token.range)
    case .date, .vagueDate: return try date()
    case .variable:
      advance()
      return leaf(.variable(String(text(of: token).dropFirst())), token.range)
    case .identity: return try identity()
    case .tilde:
      advance()
      expect(.number)
      guard current.kind == .number else { try failApproximate() }
      let end = current.range.end
      let number = try decimal()
      return leaf(.approximate(number), TextRange(token.range.start, end))
    case .minus:
      try enter()
      defer { depth -= 1 }
      advance()
      let inner = try primary()
      return try node(
        .negated(inner), TextRange(token.range.start, inner.range.end), over: height)
    case .openRound: return try brackets()
    default: try failOperand()
    }
  }

  private mutating func word() throws(Panic) -> Expression {
    let token = current
    if token.keyword == .count {
      if following.kind == .openRound { return try call() }
      advance()
      return leaf(.countColumn, token.range)
    }
    if token.reserved != nil { try failOperand() }
    if following.kind == .openRound { return try call() }
    if let date = try relativeDate() { return date }
    advance()
    if token.keyword == .this || token.keyword == .last || token.keyword == .next {
      expect([.unit, .number])
    }
    return leaf(.word(text(of: token)), token.range)
  }

  /// `today`, `last year`, `next 7 days`; nil when the word is a name.
  private mutating func relativeDate() throws(Panic) -> Expression? {
    let token = current
    let direction: RelativeDate.Direction
    switch token.keyword {
    case .today: return leaf(.relativeDate(.today), advance().range)
    case .yesterday: return leaf(.relativeDate(.yesterday), advance().range)
    case .tomorrow: return leaf(.relativeDate(.tomorrow), advance().range)
    case .this: direction = .this
    case .last: direction = .last
    case .next: direction = .next
    default: return nil
    }
    if following.keyword?.category == .unit {
      advance()
      let (unit, end) = unitHere()
      return leaf(
        .relativeDate(.calendar(direction, unit)), TextRange(token.range.start, end))
    }
    let afterNumber = tokens[min(index + 2, tokens.count - 1)]
    guard following.kind == .number, afterNumber.keyword?.category == .unit else {
      guard isOpenEnded, following.kind == .number, afterNumber.kind == .end else { return nil }
      advance()
      advance()
      expect(.unit)
      try failOperand()
    }
    advance()
    let number = try decimal()
    let (unit, end) = unitHere()
    let range = TextRange(token.range.start, end)
    let count = number.millionths / 1_000_000
    guard direction != .this, number.millionths % 1_000_000 == 0, (1...100_000).contains(count)
    else { try failRelativeCount(direction, number, unit, range) }
    return leaf(.relativeDate(.rolling(direction, Int(count), unit)), range)
  }

  private mutating func unitHere() -> (RelativeDate.Unit, end: Int) {
    let token = advance()
    let unit = token.keyword.flatMap { RelativeDate.Unit(rawValue: $0.rawValue) } ?? .day
    return (unit, token.range.end)
  }

  private mutating func identity() throws(Panic) -> Expression {
    let token = advance()
    let start = token.range.start + bytes.scalar(at: token.range.start).length
    let colon = bytes.endOfWord(from: start)
    let entry = ReservedWords.entry(in: bytes, TextRange(start, colon))
    let idStart = colon + bytes.scalar(at: colon).length
    var id = bytes.foldedText(in: idStart..<token.range.end)
    if bytes.quotedToken(from: idStart) != nil {
      id = textValue(bytes, TextRange(idStart, token.range.end)).text
    }
    guard let noun = entry?.noun else { try failOperand() }
    return leaf(.identity(noun, id), token.range)
  }

  private mutating func brackets() throws(Panic) -> Expression {
    try enter()
    defer { depth -= 1 }
    let open = advance()
    if current.kind == .closeRound { try failEmptyBrackets(open) }
    let (items, tallest) = try items(of: nil)
    let close = try close(open, .closeRound)
    let range = TextRange(open.range.start, close.range.end)
    if items.count > 1 { return try node(.list(items), range, over: tallest) }
    // Brackets that only group leave no node, but the range tells where they were.
    height = tallest
    return Expression(items[0].kind, range)
  }

  private mutating func call() throws(Panic) -> Expression {
    try enter()
    defer { depth -= 1 }
    let name = name(of: advance())
    let open = advance()
    let isDistinct = accept(.distinct, .distinctWord) != nil
    try failIfStarArgument(name)
    var arguments: [Expression] = []
    var tallest = 0
    if accept(.closeRound, .closeRound) == nil {
      (arguments, tallest) = try items(of: name.text)
      _ = try close(open, .closeRound)
    } else if isDistinct {
      try failEmptyBrackets(open)
    }
    return try node(
      .call(name, isDistinct: isDistinct, arguments), range(from: name.range.start),
      over: tallest)
  }

  private mutating func items(of function: String?) throws(Panic) -> ([Expression], height: Int) {
    let outer = role
    defer { role = outer }
    var items: [Expression] = []
    var tallest = 0
    repeat {
      // An element of a list is wanted where the list is; an argument is its own.
      if function != nil { role = .argument(of: function) } else { role = outer }
      items.append(try item(of: function))
      tallest = max(tallest, height)
    } while accept(.comma, .comma) != nil
    return (items, tallest)
  }

  /// A query when it starts with a noun or `$name` and a stage follows, else an expression. A query
  /// without stages is its source.
  private mutating func item(of function: String?) throws(Panic) -> Expression {
    guard current.noun != nil || current.kind == .variable else {
      let result = try itemExpression()
      try failIfPathFiltered(result)
      return result
    }
    let start = current.range.start
    expectItem()
    let first = try sum()
    guard startsStage || current.kind == .pipe else { return try expression(after: first) }
    // Where a test or a column is wanted, `(place in China or …)` asks about the place: a list of
    // rows would mean nothing there. `print` has no row to ask about.
    if function == nil, tokens[0].keyword != .print,
      role == .operand || role == .column || role == .sortKey,
      current.keyword?.isInfixRelation == true || current.keyword == .not
    {
      return try expression(after: first)
    }
    let query = try query(from: first, start: start, outputAllowed: false)
    try failIfJoined(query)
    return try node(.subquery(query), query.range, over: height)
  }

  /// A list holds values and queries; an argument, or what stands for a test, may be a test too.
  private mutating func expectItem() {
    expect(.source)
    if case .value = role { return }
    expect([.phrase, .modifier])
  }

  private mutating func itemExpression() throws(Panic) -> Expression {
    let outer = role
    defer { role = outer }
    expectItem()
    if current.keyword?.isModifier == true || current.keyword?.isRelation == true {
      return try expression()
    }
    return try expression(after: try sum())
  }
}

extension Parser {
  /// Takes a number.
  mutating func decimal() throws(Panic) -> Decimal {
    let token = current
    do throws(Decimal.Refusal) {
      let number = try Decimal.read(bytes, token.range)
      advance()
      checkComma(after: token)
      return number
    } catch {
      try failNumber(token, error)
    }
  }

  /// Takes a date, and the second one of `2023-11-06/2023-11-07`.
  private mutating func date() throws(Panic) -> Expression {
    let first = try singleDate()
    guard current.kind == .slash, following.kind == .date || following.kind == .vagueDate else {
      return first
    }
    advance()
    let second = try singleDate()
    let range = try node(
      .range(first, second), first.range.joined(with: second.range), over: 1)
    checkDirection(of: range, first, second)
    return range
  }

  private mutating func singleDate() throws(Panic) -> Expression {
    let token = current
    if token.kind == .vagueDate { try failVagueDate(token) }
    let literal = DateLiteral(bytes, token.range)
    switch literal.outcome {
    case .period(let period):
      advance()
      return leaf(.date(period, text: literal.text), token.range)
    case .impossible(let part, let message, let nearest, let remark):
      try failDate(token, part, message, nearest, remark)
    }
  }

  /// Takes a text in quotes.
  mutating func quotedText() throws(Panic) -> String {
    let token = advance()
    let (text, badEscape) = textValue(bytes, token.range, isClosed: token.kind != .unclosedText)
    switch token.kind {
    case .unclosedText: try failUnclosedText(token)
    case .singleQuoted: recordSingleQuotes(token, text)
    default: break
    }
    if let badEscape { recordBadEscape(badEscape) }
    return text
  }
}
