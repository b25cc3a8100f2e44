extension Parser {
  /// `or` over `and` over `not` over a test. `left` is its first operand where that is read already.
  mutating func expression(after left: Expression? = nil) throws(Panic) -> Expression {
    let outer = role
    defer { role = outer }
    if left == nil { role = .operand }
    var result = try conjunction(after: left)
    while true {
      expect(.or)
      guard isJoining(.or) else { return result }
      let leftHeight = height
      advance()
      role = .operand
      let right = try conjunction()
      try failIfHalfTest(result, right, .or)
      result = try node(
        .or(result, right), result.range.joined(with: right.range), over: leftHeight, height)
    }
  }

  private mutating func conjunction(after left: Expression? = nil) throws(Panic) -> Expression {
    var result = try negation(after: left)
    while true {
      expect(.and)
      guard isJoining(.and) else { return result }
      let leftHeight = height
      advance()
      role = .operand
      let right = try negation()
      try failIfHalfTest(result, right, .and)
      result = try node(
        .and(result, right), result.range.joined(with: right.range), over: leftHeight, height)
    }
  }

  mutating func negation(after left: Expression? = nil) throws(Panic) -> Expression {
    guard left == nil else { return try test(after: left) }
    expect(.modifier)
    let token = current
    guard let modifier = modifierHere() else { return try test() }
    try enter()
    defer { depth -= 1 }
    advance()
    let inner = try negation()
    return try node(
      .modified(modifier, inner), token.range.joined(with: inner.range), over: height)
  }

  private mutating func test(after left: Expression? = nil) throws(Panic) -> Expression {
    if left == nil {
      expect(.phrase)
      if let relation = current.keyword?.relation { return try phrase(relation) }
    }
    let operand: Expression
    if let left { operand = left } else { operand = try sum() }
    return try relation(after: operand)
  }

  private mutating func phrase(_ relation: Relation) throws(Panic) -> Expression {
    let start = advance().range.start
    let quantifier = quantifierHere()
    let value = try value(of: nil, relation, nil, quantifier)
    return try node(
      .phrase(relation, quantifier, value), TextRange(start, value.range.end), over: height)
  }

  private mutating func relation(after left: Expression) throws(Panic) -> Expression {
    let isWhole = left.isWholeTest
    expect(isWhole ? [.comparator, .isWord] : [.comparator, .isWord, .infixRelation, .negation])
    if current.keyword == .is { return try state(of: left) }
    if let test = try foreignRelation(after: left) { return test }
    let leftHeight = height
    let isNegated = current.keyword == .not && negatesInfix(following, after: left)
    if isNegated { advance() }
    if let comparator = comparatorHere() {
      advance()
      let quantifier = quantifierHere()
      let right = try value(of: left, nil, comparator, quantifier)
      try failIfChained(left, comparator, right)
      return try node(
        .comparison(left, isNegated: isNegated, comparator, quantifier, right),
        left.range.joined(with: right.range), over: leftHeight, height)
    }
    guard !isWhole, let keyword = current.keyword, keyword.isInfixRelation,
      let relation = keyword.relation
    else { return left }
    advance()
    let quantifier = quantifierHere()
    let right = try value(of: left, relation, nil, quantifier)
    try failIfChained(left, nil, right)
    return try node(
      .relation(left, isNegated: isNegated, relation, quantifier, right),
      left.range.joined(with: right.range), over: leftHeight, height)
  }

  /// Whether `not` before the token belongs to it: `place not in China`.
  private func negatesInfix(_ token: Token, after left: Expression) -> Bool {
    if comparator(of: token) != nil { return true }
    return !left.isWholeTest && token.keyword?.isInfixRelation == true
  }

  private mutating func state(of left: Expression) throws(Panic) -> Expression {
    let leftHeight = height
    advance()
    let isNegated = accept(.not, .negation) != nil
    expect(.state)
    guard let keyword = current.keyword, let state = KnowledgeState(rawValue: keyword.rawValue)
    else { try failState(of: left, isNegated: isNegated) }
    let end = advance().range.end
    return try node(
      .state(left, isNegated: isNegated, state), TextRange(left.range.start, end),
      over: leftHeight)
  }

  private mutating func quantifierHere() -> Quantifier? {
    expect(.quantifier)
    guard let quantifier = current.keyword?.quantifier else { return nil }
    advance()
    return quantifier
  }

  private mutating func value(
    of left: Expression?, _ relation: Relation?, _ comparator: Comparator?,
    _ quantifier: Quantifier?
  ) throws(Panic) -> Expression {
    let outer = role
    role = .value(of: left, relation: relation, comparator: comparator, quantifier: quantifier)
    defer { role = outer }
    if quantifier == nil { expect(.quantifier) }
    return try sum()
  }
}

extension Expression {
  /// A test that no relation word attaches to: the next one opens a stage. Only brackets, `exists`
  /// and `path[P]` make an operand one.
  var isWholeTest: Bool {
    switch kind {
    case .or, .and, .modified, .phrase, .relation, .comparison, .state, .filtered: true
    case .call(let name, _, _): name.text.lowercased() == "exists"
    default: false
    }
  }

  /// A test by its form alone; a bare operand is one only where a column holds an answer.
  var isTest: Bool {
    switch kind {
    case .or, .and, .modified, .phrase, .relation, .comparison, .state: true
    default: false
    }
  }
}
