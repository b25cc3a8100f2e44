extension Parser {
  /// S01 and the SQL of S02: what a statement must not begin with.
  mutating func failUnlessQueryStarts() throws(Panic) {
    try failIfFaulty(current)
    try failIfQuestion()
    try failIfRequest()
    if current.keyword.map({ $0.isStage || $0.isRelation || $0 == .and || $0 == .or }) == true
      || current.kind == .pipe || startsStage
    {
      guard current.keyword != .count || following.kind != .openRound else { return }
      let isJoining = current.keyword == .and || current.keyword == .or
      let start = isJoining ? following.range.start : current.range.start
      let query = "events \(text(in: TextRange(start, statementRange.end)))"
      try fail(
        "S01", "there is no last query to refine yet", at: current.range,
        "a query starts with what you look for", statement: isFaultless(query) ? query : nil)
    }
    try failIfForeignStart()
    if current.kind == .word, following.kind == .variable,
      let near = nearest(text(of: current), among: Keyword.words(in: .statement).map(\.rawValue))
    {
      try fail(
        "S22", "there is no word `\(text(of: current))`", at: current.range, "close: \(near)",
        edits: [Edit(current.range, near)])
    }
  }

  /// S02: `show events`, `list all events in China`, `count events`, `how many events`: a request
  /// before the noun.
  private mutating func failIfRequest() throws(Panic) {
    var end = index
    while end < tokens.count, tokens[end].noun == nil,
      ForeignWords.isRequest(text(of: tokens[end]).lowercased())
    {
      end += 1
    }
    // `show source` may mean the column, `show sources` can only mean the noun.
    let noun = tokens[min(end, tokens.count - 1)]
    guard end > index, let word = noun.noun, text(of: noun).lowercased() != word.rawValue else {
      return
    }
    let words = tokens[index..<end].map { text(of: $0).lowercased() }
    var query = text(in: TextRange(noun.range.start, statementRange.end))
    while query.last == "?" || query.last == " " { query.removeLast() }
    if words.contains("count") || words.contains("many") { query += " count" }
    try fail(
      "S02", "a query starts with what you look for",
      at: current.range.joined(with: tokens[end - 1].range), "not needed",
      statement: isFaultless(query) ? query : nil)
  }

  /// S02: `what is CAST`, `who is Yin Hejun?`: a thing's name alone is its card.
  private mutating func failIfQuestion() throws(Panic) {
    guard current.kind == .word, ["what", "who"].contains(text(of: current).lowercased()),
      following.keyword == .is || text(of: following).lowercased() == "are"
    else { return }
    var name = text(in: TextRange(following.range.end, statementRange.end)).drop { $0 == " " }
    while name.last == "?" || name.last == " " { name.removeLast() }
    let isPlain = isFaultless(String(name))
    let card = isPlain || name.isEmpty ? String(name) : quoted(String(name))
    try fail(
      "S02", "a query starts with what you look for",
      at: current.range.joined(with: following.range), "not needed",
      statement: isFaultless(card) ? card : nil)
  }

  /// Something is left behind a whole statement.
  mutating func failTrailing() throws(Panic) -> Never {
    try failIfFaulty(current)
    if current.kind == .semicolon {
      try fail(
        "S20", "only one statement can stand here", at: current.range, "a second one begins here",
        notes: ["several statements make a script: a file, or standard input"],
        statement: text(in: TextRange(statementRange.start, current.range.start)))
    }
    try failUnexpected()
  }

  /// S10: nothing comes after `draw` and `export`.
  mutating func failAfterOutput(from start: Int) throws(Panic) -> Never {
    let token = current
    if token.keyword == .draw || token.keyword == .export || startsStage || token.kind == .pipe {
      try fail(
        "S10", "`draw` and `export` end a statement, in this order", at: token.range,
        "move it before them",
        statement: text(in: TextRange(statementRange.start, start))
          + " \(text(in: TextRange(token.range.start, statementRange.end)))"
          + " \(text(in: TextRange(start, token.range.start)))")
    }
    try failUnexpected()
  }

  /// S10: a picture or a file in the middle of something.
  mutating func failOutputInside(_ word: Token) throws(Panic) -> Never {
    let name = text(of: word).lowercased()
    let after = tokens[min(index + (current.kind == .pipe ? 2 : 1), tokens.count - 1)]
    let operand = after.kind == .word || after.kind == .text ? after.range : word.range
    let place =
      depth > 0
      ? "in brackets" : "inside `\(text(of: tokens[0]).lowercased())`"
    try fail(
      "S10", "`\(name)` ends a query that is shown; it cannot stand \(place)", at: word.range,
      "give the query a name with `let`, then `$name \(name) …`",
      edits: [Edit(word.range.joined(with: operand), "")])
  }

  mutating func failView() throws(Panic) -> Never {
    let views = View.allCases.map(\.rawValue)
    if current.kind == .word, let near = nearest(text(of: current), among: views) {
      try fail(
        "S22", "there is no view `\(text(of: current))`", at: current.range, "close: \(near)",
        edits: [Edit(current.range, near)])
    }
    if current.kind == .end {
      try fail(
        "S21", "`draw` needs a view", at: current.range, views.joined(separator: ", "),
        edits: [.insert(" table", at: current.range.end)])
    }
    try fail(
      "S20", "`draw` needs a view, not `\(text(of: current))`", at: current.range,
      views.joined(separator: ", "))
  }

  mutating func failBindingName(_ word: String) throws(Panic) -> Never {
    if current.kind == .word, following.kind == .equal {
      try fail(
        "S20", "names of your own begin with `$`", at: current.range,
        edits: [.insert("$", at: current.range.start)])
    }
    try fail(
      current.kind == .end ? "S21" : "S20", "`\(word)` needs a name", at: current.range,
      "as in \(word) $x = events by CAST")
  }

  mutating func failBindingSign(_ name: Name) throws(Panic) -> Never {
    try fail(
      current.kind == .end ? "S21" : "S20",
      "`=` and a query or a value belong behind $\(name.text)",
      at: current.range,
      edits: current.kind == .end ? [] : [.insert("= ", at: current.range.start)])
  }

  mutating func failFileName(
    _ category: Expectation.Categories, _ word: String
  ) throws(Panic) -> Never {
    let need = category == .message ? "a sentence" : "a file name"
    if current.kind == .word || current.kind == .number || current.kind == .date {
      // `export china.csv`: everything up to the next space.
      var end = index
      while tokens[end + 1].kind != .end, tokens[end + 1].range.start == tokens[end].range.end {
        end += 1
      }
      let range = current.range.joined(with: tokens[end].range)
      try fail(
        "S20", "\(need) goes in double quotes", at: range,
        edits: [Edit(range, quoted(text(in: range)))])
    }
    try fail(
      current.kind == .end ? "S21" : "S20", "`\(word)` needs \(need) in double quotes",
      at: current.range)
  }

  /// S23: more levels than the language reads.
  mutating func failTooDeep(_ range: TextRange) throws(Panic) -> Never {
    try fail(
      "S23", "more than \(Limits.nesting) levels in one another", at: range,
      "a list says it shorter: = any (a, b, c)")
  }
}
