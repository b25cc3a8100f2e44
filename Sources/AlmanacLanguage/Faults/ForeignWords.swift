/// The words of other languages: recognised, translated, never guessed (LANGUAGE §12, S02).
enum ForeignWords {
  /// Words that stand for a stage or a relation word of ours.
  static func twin(of word: String) -> Keyword? {
    switch word {
    case "filter", "having", "whose": .where
    case "select", "project", "display": .show
    case "take", "top", "head", "first", "fetch": .limit
    case "unique", "uniq": .distinct
    case "order", "orderby", "arrange": .sort
    case "group", "groupby": .count
    case "on", "at", "inside", "within": .in
    case "like", "ilike": .contains
    case "plot", "chart", "graph": .draw
    case "save", "write", "outfile": .export
    default: nil
    }
  }

  /// Words that ask for an answer before they say of what.
  static func isRequest(_ word: String) -> Bool {
    [
      "show", "list", "find", "get", "give", "display", "search", "print", "count", "how", "many",
      "which", "what", "me", "us", "all", "the", "for", "of",
    ].contains(word)
  }

  /// Words without a twin, with what to do instead.
  static func advice(for word: String) -> String? {
    switch word {
    case "join", "inner", "outer", "left", "cross":
      "there are no joins: links are fields, as in organizer.country"
    case "union", "except", "intersect", "minus":
      "one query with `or`, `and` or `not` in its `where` does it"
    case "offset", "skip": "`limit` keeps the first rows; `where` leaves rows out"
    case "insert", "update", "delete", "create", "drop", "alter":
      "data is loaded from files, the language only asks"
    default: nil
    }
  }
}

extension Parser {
  private func lowercased(_ token: Token) -> String {
    token.kind == .word && token.reserved == nil ? text(of: token).lowercased() : ""
  }

  /// `filter`, `take`, `order by`, `group by` …: the fault is kept, and the token is read as its
  /// twin.
  mutating func translateForeignStage() {
    let word = lowercased(current)
    guard !word.isEmpty else { return }
    // `with attendance > 100`; with a name alone it is an organization.
    let isTested = word == "with" && following.isName && startsTest(after: index + 1)
    guard let twin = isTested ? .where : ForeignWords.twin(of: word) else { return }
    // Two names in a row are one: `World Conference on Science`.
    var range = current.range
    let hasBy = following.keyword == .by
    switch twin {
    case .sort, .count:
      guard hasBy || word.hasSuffix("by") else { return }
      if hasBy { range = range.joined(with: following.range) }
    case .contains:
      return
    default: break
    }
    let name = hasBy && (twin == .sort || twin == .count) ? "\(word) by" : word
    if twin == .count {
      record(
        "S03", "`\(name)` is spelled `count by` or `summarize … by`", at: range,
        edits: [Edit(range, "count by")])
    } else {
      record(
        "S02", "`\(name)` is spelled `\(twin.rawValue)`", at: range,
        edits: [Edit(range, twin.rawValue)])
    }
    tokens[index].keyword = twin
  }

  /// `since 2020`, `until 2022`, `from a to b`, `between a and b`, `with CAST`, `of CAST` as a stage.
  mutating func foreignPhrase() throws(Panic) -> Stage? {
    let token = current
    let word = lowercased(token)
    if let advice = ForeignWords.advice(for: word) {
      try fail("S02", "`\(word)` is no word of this language", at: token.range, notes: [advice])
    }
    if word == "with" || word == "of" {
      advance()
      let name = try sum()
      record(
        "S02", "`\(word)` is spelled `where org =`", at: token.range,
        edits: [Edit(token.range, "where org =")])
      let org = Expression(.word("org"), token.range)
      let test = try node(
        .comparison(org, isNegated: false, .equal, nil, name), range(from: token.range.start),
        over: height)
      return Stage(.filter(test, isPhrase: false), test.range)
    }
    guard let span = try foreignSpan(as: "in ") else { return nil }
    let test = try node(.phrase(.in, nil, span), range(from: token.range.start), over: height)
    return Stage(.filter(test, isPhrase: true), test.range)
  }

  /// `when between 2021 and 2023`, `name like "%x%"`, `starts since 2020` behind a left side.
  mutating func foreignRelation(after left: Expression) throws(Panic) -> Expression? {
    let token = current
    let word = lowercased(token)
    guard !word.isEmpty else { return nil }
    let leftHeight = height
    switch word {
    case "like", "ilike":
      advance()
      let range = token.range
      let value = try postfix()
      var edits = [Edit(range, "contains")]
      if case .text(let pattern) = value.kind {
        edits.append(Edit(value.range, quoted(pattern.filter { $0 != "%" })))
      }
      record("S02", "`\(word)` is spelled `contains`", at: range, edits: edits)
      return try node(
        .relation(left, isNegated: false, .contains, nil, value),
        left.range.joined(with: value.range), over: leftHeight, height)
    case "equals", "equal":
      record("S02", "`\(word)` is spelled `=`", at: token.range, edits: [Edit(token.range, "=")])
      advance()
      let value = try sum()
      return try node(
        .comparison(left, isNegated: false, .equal, nil, value),
        left.range.joined(with: value.range), over: leftHeight, height)
    case "since", "until", "till", "between", "from":
      guard let span = try foreignSpan(as: "= ") else { return nil }
      return try node(
        .comparison(left, isNegated: false, .equal, nil, span),
        left.range.joined(with: span.range), over: leftHeight, height)
    default: return nil
    }
  }

  /// The range that `since`, `until`, `from … to` and `between … and` mean.
  private mutating func foreignSpan(as relation: String) throws(Panic) -> Expression? {
    let token = current
    let word = lowercased(token)
    switch word {
    case "since":
      advance()
      let start = try postfix()
      record(
        "S02",
        "`since \(text(in: start.range))` is spelled `\(relation)\(text(in: start.range))..`",
        at: token.range,
        edits: [
          Edit(token.range, String(relation.dropLast())), .insert("..", at: start.range.end),
        ])
      return try node(.range(start, nil), start.range, over: height)
    case "until", "till":
      advance()
      let end = try postfix()
      record(
        "S02", "`\(word) \(text(in: end.range))` is spelled `\(relation)..\(text(in: end.range))`",
        at: token.range,
        edits: [
          Edit(token.range, String(relation.dropLast())), .insert("..", at: end.range.start),
        ])
      return try node(.range(nil, end), end.range, over: height)
    case "between", "from":
      advance()
      let start = try postfix()
      let startHeight = height
      let joining = current
      guard
        word == "between" ? joining.keyword == .and : lowercased(joining) == "to"
      else {
        try fail(
          "S02", "`\(word)` is spelled `\(relation)a..b`", at: token.range,
          edits: [Edit(token.range, String(relation.dropLast()))])
      }
      advance()
      let end = try postfix()
      record(
        "S02", "`\(word) … \(word == "between" ? "and" : "to") …` is spelled `\(relation)a..b`",
        at: token.range.joined(with: end.range),
        edits: [
          Edit(token.range, String(relation.dropLast())),
          Edit(TextRange(start.range.end, end.range.start), ".."),
        ])
      return try node(
        .range(start, end), start.range.joined(with: end.range), over: startHeight, height)
    default: return nil
    }
  }

  /// `count(*)` as a stage is `count`; `count(x)` is a column.
  mutating func failIfCounted() throws(Panic) {
    guard current.kind == .openRound else { return }
    let open = current
    if following.kind == .star || following.kind == .closeRound {
      while current.kind != .closeRound, current.kind != .end { advance() }
      advance()
      let range = range(from: open.range.start)
      record("S02", "`count(*)` is spelled `count`", at: range, edits: [Edit(range, "")])
      return
    }
    try fail(
      "S02", "a count of something is a column: `summarize count(…)`", at: open.range,
      edits: [.insert("summarize ", at: tokens[index - 1].range.start)])
  }

  /// `count(*)` as an operand is `count`.
  mutating func failIfStarArgument(_ name: Name) throws(Panic) {
    guard current.kind == .star else { return }
    let star = advance()
    let isCount = name.text.lowercased() == "count" && current.kind == .closeRound
    let range = TextRange(name.range.start, current.range.end)
    guard isCount else {
      try fail("S02", "a function takes a field, not `*`", at: star.range)
    }
    record("S02", "`count(*)` is spelled `count`", at: range, edits: [Edit(range, "count")])
  }
}

extension Parser {
  /// The comparison that a token is, `==`, `<>`, `≠`, `≤` and `≥` too.
  func comparator(of token: Token) -> Comparator? {
    switch token.kind {
    case .equal: return .equal
    case .notEqual: return .notEqual
    case .less: return .less
    case .lessOrEqual: return .lessOrEqual
    case .greater: return .greater
    case .greaterOrEqual: return .greaterOrEqual
    case .foreignSign:
      switch bytes.scalar(at: token.range.start).value {
      case UInt32(ascii: "="): return .equal
      case UInt32(ascii: "<"), 0x2260: return .notEqual
      case 0x2264: return .lessOrEqual
      case 0x2265: return .greaterOrEqual
      default: return nil
      }
    default: return nil
    }
  }

  /// The comparison at the current token; a foreign spelling is recorded.
  mutating func comparatorHere() -> Comparator? {
    guard let comparator = comparator(of: current) else { return nil }
    if current.kind == .foreignSign { recordForeignSign(comparator.rawValue) }
    return comparator
  }

  /// Whether `and` or `or`, or `&&` or `||`, stands here.
  mutating func isJoining(_ keyword: Keyword) -> Bool {
    if current.keyword == keyword { return true }
    guard current.kind == .foreignSign else { return false }
    let first = bytes.scalar(at: current.range.start).value
    guard first == (keyword == .and ? UInt32(ascii: "&") : UInt32(ascii: "|")) else { return false }
    recordForeignSign(keyword.rawValue)
    return true
  }

  /// `not`, `maybe` or `possibly` at the current token; `!` is recorded.
  mutating func modifierHere() -> Modifier? {
    if let modifier = current.keyword?.modifier { return modifier }
    guard current.kind == .foreignSign else { return nil }
    let first = bytes.scalar(at: current.range.start).value
    guard first == UInt32(ascii: "!") || first == 0xAC else { return nil }
    recordForeignSign("not")
    return .not
  }

  private mutating func recordForeignSign(_ twin: String) {
    let sign = text(in: current.range)
    record(
      "S02", "`\(sign)` is spelled `\(twin)`", at: current.range,
      edits: [Edit(current.range, " \(twin) ")])
  }

  /// `2021–2023`, `a − b`: dashes and dots of typesetting.
  mutating func failForeignSign(_ token: Token) throws(Panic) -> Never {
    let sign = text(in: token.range)
    let twin: String
    switch bytes.scalar(at: token.range.start).value {
    case 0x2013, 0x2014, 0x2026: twin = ".."
    case 0x2212: twin = " - "
    case UInt32(ascii: "&"): twin = " and "
    case UInt32(ascii: "|"): twin = " or "
    case UInt32(ascii: "!"), 0xAC: twin = " not "
    default: twin = comparator(of: token)?.rawValue ?? ""
    }
    let name = twin.filter { $0 != " " }
    try fail(
      "S02", "`\(sign)` is spelled `\(name)`", at: token.range, edits: [Edit(token.range, twin)])
  }
}
