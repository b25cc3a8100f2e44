extension Parser {
  /// An operand is wanted and something else is there.
  mutating func failOperand() throws(Panic) -> Never {
    let token = current
    try failIfFaulty(token)
    var need = Self.need(for: role)
    if previous?.kind == .equal, role == .source {
      need = ("a query or a value", "as in events by CAST, or 2023")
    }
    switch previous?.kind {
    case .plus, .minus, .star, .slash: need = ("something to calculate with", "a number or a field")
    case .dotDot: need = ("the other end of the range", "as in 2021..2023")
    default: break
    }
    let before = previous.map { "`\(text(of: $0))`" } ?? "a query"
    if token.kind == .end {
      if previous?.kind == .pipe { try failAfterPipe() }
      try fail("S21", "\(before) needs \(need.what)", at: token.range, need.example)
    }
    let word = text(in: token.range)
    if let previous, previous.kind == .equal, token.kind == .greater || token.kind == .less,
      previous.range.end == token.range.start
    {
      let sign = previous.range.joined(with: token.range)
      try fail(
        "S02", "`=\(word)` is spelled `\(word)=`", at: sign, edits: [Edit(sign, "\(word)=")])
    }
    if let previous, previous.kind == token.kind,
      token.kind == .word ? previous.keyword == token.keyword : token.kind != .minus
    {
      try fail(
        "S20", "`\(word)` stands here twice", at: token.range, edits: [Edit(token.range, "")])
    }
    if let keyword = token.reserved {
      let isName = !keyword.isStage && !keyword.isRelation
      try fail(
        "S20", "\(before) needs \(need.what), not the word `\(keyword.rawValue)`",
        at: token.range,
        isName
          ? "a thing of this name is quoted: \(quoted(word))" : need.example,
        edits: isName ? [Edit(token.range, quoted(word))] : [])
    }
    try fail(
      "S20", "\(before) needs \(need.what), not `\(word)`", at: token.range, need.example)
  }

  /// What a place wants, in words, with an example.
  static func need(for role: Expectation.Role) -> (what: String, example: String) {
    switch role {
    case .source: ("what to look for", "events, organizations, people, or a name")
    case .operand: ("a test", "as in organizer = CAST, in China, attendance > 1K")
    case .value(_, let relation, _, _): need(after: relation)
    case .column: ("a column", "as in name, when, place.country")
    case .sortKey: ("a column to go by", "as in when desc, name")
    case .argument: ("something to work on", "a field, a path, a test or a query")
    case .subject: ("a noun or a thing", "as in events, or CAST")
    case .member: ("a field", "as in organizer.country")
    }
  }

  private static func need(after relation: Relation?) -> (what: String, example: String) {
    switch relation {
    case nil: ("something to compare with", "a name, a number or a date")
    case .in: ("a place, a date or an event", "as in China, 2023, last 2 years")
    case .under: ("a thing with others below it", "a place, a theme, an organization, an event")
    case .by: ("an organization", "as in CAST")
    case .about: ("a theme", "as in AI")
    case .during, .before, .after, .overlaps: ("a date", "as in 2023, 2023-11-06, last month")
    case .contains, .matches: ("a text in double quotes", "as in \"science\"")
    }
  }

  mutating func failMember(of path: Expression) throws(Panic) -> Never {
    if current.kind == .end {
      try fail(
        "S21", "a field belongs behind `.`", at: current.range, "as in organizer.country")
    }
    try fail(
      "S20", "a field belongs behind `.`, not `\(text(of: current))`", at: current.range,
      "as in organizer.country")
  }

  mutating func failApproximate() throws(Panic) -> Never {
    try fail(
      current.kind == .end ? "S21" : "S20", "`~` needs a number", at: current.range,
      "~60 is 54 to 66")
  }

  mutating func failLimit(_ token: Token? = nil) throws(Panic) -> Never {
    let at = token ?? current
    try failIfFaulty(at)
    // `-1` is two tokens.
    let isSigned = at.kind == .minus && following.kind == .number
    let range = isSigned ? at.range.joined(with: following.range) : at.range
    try fail(
      at.kind == .end ? "S21" : "S20", "`limit` needs a whole number", at: range,
      "how many rows to keep",
      edits: at.kind == .end ? [.insert(" 10", at: at.range.end)] : [Edit(range, "10")])
  }

  mutating func failAlias() throws(Panic) -> Never {
    let token = current
    try failIfFaulty(token)
    guard token.kind != .end else {
      try fail("S21", "`as` needs a name for the column", at: token.range, "as in count as events")
    }
    if let keyword = token.reserved {
      try fail(
        "S20", "`\(keyword.rawValue)` is a word of the language, not a name for a column",
        at: token.range, "choose another")
    }
    try fail(
      "S20", "`as` needs a name for the column, not `\(text(of: token))`", at: token.range,
      "one word, without quotes")
  }

  mutating func failRelativeCount(
    _ direction: RelativeDate.Direction, _ number: Decimal, _ unit: RelativeDate.Unit,
    _ range: TextRange
  ) throws(Panic) -> Never {
    let name = unit.rawValue
    if direction == .this {
      try fail(
        "S20", "`this` takes no number", at: range, "this \(name), or last \(number.text) \(name)s",
        edits: [Edit(range, "this \(name)")])
    }
    try fail(
      "S20", "`\(direction.rawValue)` needs a whole number of \(name)s", at: range,
      "from 1 to 100000")
  }

  mutating func failEmptyBrackets(_ open: Token) throws(Panic) -> Never {
    try fail(
      "S20", "there is nothing in these brackets", at: open.range.joined(with: current.range),
      Self.need(for: role).example)
  }

  /// S06: the bracket stays open. Two names without a comma are said first.
  mutating func failUnclosed(_ open: Token, _ kind: Token.Kind) throws(Panic) -> Never {
    let token = current
    try failIfFaulty(token)
    let sign = kind == .closeRound ? ")" : "]"
    let isStage = token.keyword?.isStage == true
    let end = previous?.range.end ?? token.range.start
    switch token.kind {
    case .end:
      try fail(
        "S06", "the bracket opened here is never closed", at: open.range,
        edits: [.insert(sign, at: end)])
    case .word where isStage || token.reserved?.isRelation == true:
      try fail(
        "S06", "the bracket opened here is never closed", at: open.range,
        secondary: Diagnostic.Label(range: token.range, text: "a stage begins here"),
        edits: [.insert(sign, at: end)])
    case .closeRound, .closeSquare:
      try fail(
        "S06", "this bracket is closed by the other kind", at: token.range, "here goes \(sign)",
        secondary: Diagnostic.Label(range: open.range), edits: [Edit(token.range, sign)])
    default: try failUnexpected()
    }
  }
}
