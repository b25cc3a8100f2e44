extension Parser {
  /// A source and its stages. Only a statement that is a query may end in `draw` and `export`.
  mutating func query(outputAllowed: Bool) throws(Panic) -> Query {
    let outer = role
    role = .source
    defer { role = outer }
    let start = current.range.start
    let source: Expression
    do throws(Panic) {
      source = try sum()
    } catch {
      // The stages are read all the same, for their faults.
      if frames.isEmpty, recover(from: index) {
        frames.append(Frame(source: Expression(.word(""), TextRange(start, start))))
        defer { frames.removeLast() }
        try stages(outputAllowed: outputAllowed)
      }
      throw .raised
    }
    return try query(from: source, start: start, outputAllowed: outputAllowed)
  }

  /// The stages after a source that is read already.
  mutating func query(
    from source: Expression, start: Int, outputAllowed: Bool
  ) throws(Panic) -> Query {
    frames.append(Frame(source: source))
    let outerHeight = height
    defer {
      frames.removeLast()
      height = max(height, outerHeight)
    }
    try stages(outputAllowed: outputAllowed)
    return Query(
      source: source, stages: frames[frames.count - 1].stages, range: range(from: start))
  }

  private mutating func stages(outputAllowed: Bool) throws(Panic) {
    var tallest = height
    while true {
      expect([.stage, .phrase, .modifier, .pipe, .end])
      if outputAllowed { expect([.draw, .export]) }
      let word = current.kind == .pipe ? following : current
      if word.keyword == .draw || word.keyword == .export {
        if outputAllowed { break }
        try failOutputInside(word)
      }
      let before = index
      do throws(Panic) {
        if current.kind == .pipe {
          advance()
          expect([.stage, .phrase, .modifier])
          if current.keyword == .draw || current.keyword == .export { try failUnexpected() }
        }
        translateForeignStage()
        if !startsStage {
          if let stage = try foreignPhrase() {
            frames[frames.count - 1].stages.append(stage)
            continue
          }
          if previous?.kind == .pipe { try failAfterPipe() }
          try failUnlessStagesEnd()
          break
        }
        let stage = try stage()
        if isHoleSeen, holeStage == nil { holeStage = stage }
        frames[frames.count - 1].stages.append(stage)
        tallest = max(tallest, height)
      } catch {
        guard faults.count < Limits.diagnostics, recover(from: before) else { throw .raised }
      }
    }
    height = tallest
  }

  /// A stage word, a relation word, or a modifier before one.
  var startsStage: Bool {
    guard let keyword = current.keyword else { return false }
    if keyword.isStage || keyword.isRelation { return true }
    guard keyword.isModifier else { return false }
    var ahead = index + 1
    while let next = tokens[min(ahead, tokens.count - 1)].keyword {
      if next.isRelation { return true }
      guard next.isModifier else { return false }
      ahead += 1
    }
    return isOpenEnded && tokens[min(ahead, tokens.count - 1)].range.byteCount == 0
  }

  private mutating func stage() throws(Panic) -> Stage {
    let start = current.range.start
    height = 0
    let kind = try stageKind()
    return Stage(kind, range(from: start))
  }

  private mutating func stageKind() throws(Panic) -> Stage.Kind {
    switch current.keyword {
    case .where:
      advance()
      let test = try expression()
      try failIfValueAlone(test)
      return .filter(test, isPhrase: false)
    case .show:
      advance()
      return .show(try columns())
    case .sort:
      advance()
      _ = accept(.by, .byWord)
      return .sort(try sortKeys())
    case .limit:
      advance()
      return .limit(try limit())
    case .distinct:
      advance()
      return .distinct
    case .count:
      advance()
      try failIfCounted()
      return .count(by: try groupKeys())
    case .summarize:
      advance()
      let values = try columns()
      return .summarize(values, by: try groupKeys())
    default:
      let isPhrase = current.keyword?.isRelation == true
      return .filter(try negation(), isPhrase: isPhrase)
    }
  }

  private mutating func groupKeys() throws(Panic) -> [Column] {
    accept(.by, .byWord) == nil ? [] : try columns()
  }

  private mutating func limit() throws(Panic) -> Expression {
    expect(.number)
    let token = current
    if token.kind == .variable {
      advance()
      return leaf(.variable(String(text(of: token).dropFirst())), token.range)
    }
    guard token.kind == .number else { try failLimit() }
    let number = try decimal()
    guard number.millionths % 1_000_000 == 0 else { try failLimit(token) }
    return leaf(.number(number), token.range)
  }
}

extension Parser {
  mutating func columns() throws(Panic) -> [Column] {
    let outer = role
    role = .column
    defer { role = outer }
    var columns = [try column()]
    var tallest = height
    while accept(.comma, .comma) != nil {
      columns.append(try column())
      tallest = max(tallest, height)
    }
    height = tallest
    return columns
  }

  private mutating func column() throws(Panic) -> Column {
    if let star = accept(.star, .star) {
      height = 1
      return Column(expression: nil, alias: nil, range: star.range)
    }
    let start = current.range.start
    let value = try sum()
    try failIfBareTest(value, isKey: false)
    var alias: Name?
    if accept(.as, .asWord) != nil {
      expect(.alias)
      guard current.kind == .word, current.reserved == nil else { try failAlias() }
      alias = name(of: advance())
    }
    return Column(expression: value, alias: alias, range: range(from: start))
  }

  private mutating func sortKeys() throws(Panic) -> [SortKey] {
    let outer = role
    role = .sortKey
    defer { role = outer }
    var keys: [SortKey] = []
    var tallest = 0
    repeat {
      let value = try sum()
      try failIfBareTest(value, isKey: true)
      tallest = max(tallest, height)
      let isDescending = accept(.desc, .direction) != nil
      if !isDescending { _ = accept(.asc, .direction) }
      keys.append(SortKey(expression: value, isDescending: isDescending))
    } while accept(.comma, .comma) != nil
    height = tallest
    return keys
  }
}
