extension Parser {
  mutating func sum() throws(Panic) -> Expression {
    var left = try product()
    while true {
      expect(.arithmetic)
      let sign: ArithmeticOperator
      switch current.kind {
      case .plus: sign = .plus
      case .minus: sign = .minus
      default: return left
      }
      let leftHeight = height
      advance()
      let right = try product()
      left = try node(
        .arithmetic(left, sign, right), left.range.joined(with: right.range),
        over: leftHeight, height)
    }
  }

  private mutating func product() throws(Panic) -> Expression {
    var left = try span()
    while true {
      expect(.arithmetic)
      let sign: ArithmeticOperator
      switch current.kind {
      case .star: sign = .times
      case .slash: sign = .over
      default:
        if case .arithmetic(_, .over, _) = left.kind { checkSlashedDate(left.range) }
        return left
      }
      let leftHeight = height
      advance()
      let right = try span()
      left = try node(
        .arithmetic(left, sign, right), left.range.joined(with: right.range),
        over: leftHeight, height)
    }
  }

  /// `a..b`, `a..`, `..b`, or one operand.
  private mutating func span() throws(Panic) -> Expression {
    if let dots = accept(.dotDot, .rangeDots) {
      let right = try postfix()
      return try node(
        .range(nil, right), TextRange(dots.range.start, right.range.end), over: height)
    }
    let left = try postfix()
    guard let dots = accept(.dotDot, .rangeDots) else { return left }
    let leftHeight = height
    guard startsRangeEnd else {
      return try node(
        .range(left, nil), TextRange(left.range.start, dots.range.end), over: leftHeight)
    }
    let right = try postfix()
    let range = try node(
      .range(left, right), left.range.joined(with: right.range), over: leftHeight, height)
    checkDirection(of: range, left, right)
    return range
  }

  /// The end of a range is optional, so a stage word there is a stage, `count` too.
  private var startsRangeEnd: Bool {
    switch current.kind {
    case .word: current.reserved == nil || current.keyword == .count && following.kind == .openRound
    case .text, .number, .date, .variable, .identity, .openRound, .tilde: true
    case .minus: following.range.start == current.range.end
    case .unclosedText, .singleQuoted, .vagueDate, .badDate, .badNumber: true
    default: false
    }
  }

  mutating func postfix() throws(Panic) -> Expression {
    var result = try primary()
    while true {
      expect([.member, .openSquare])
      let innerHeight = height
      switch current.kind {
      case .dot:
        advance()
        let outer = role
        role = .member(of: result)
        defer { role = outer }
        expect(.member)
        if current.kind == .end { snapshot?.role = role }
        if current.kind == .word, current.range.byteCount == 0 { isHoleSeen = true }
        guard current.kind == .word, current.reserved == nil else { try failMember(of: result) }
        let name = name(of: advance())
        result = try node(
          .member(result, name), result.range.joined(with: name.range), over: innerHeight)
      case .openSquare:
        try enter()
        defer { depth -= 1 }
        let open = advance()
        let test = try expression()
        let testHeight = height
        let close = try close(open, .closeSquare)
        result = try node(
          .filtered(result, test), TextRange(result.range.start, close.range.end),
          over: innerHeight, testHeight)
      default:
        return result
      }
    }
  }

  /// Takes the bracket that closes `open`.
  mutating func close(_ open: Token, _ kind: Token.Kind) throws(Panic) -> Token {
    expect(kind == .closeRound ? .closeRound : .closeSquare)
    if current.kind == kind { return advance() }
    if isOpenEnded, current.kind == .end { return current }
    try failUnclosed(open, kind)
  }
}
