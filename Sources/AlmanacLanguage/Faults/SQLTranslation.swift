extension Parser {
  /// S02: a statement that begins as in another language.
  mutating func failIfForeignStart() throws(Panic) {
    guard current.kind == .word, current.noun == nil else { return }
    let word = text(of: current).lowercased()
    switch word {
    case _ where isSelect(word):
      try fail(
        "S02", "this looks like SQL", at: current.range,
        notes: ["here the source comes first and the columns come with `show`"],
        statement: translatedSelect())
    case "from" where following.kind == .word:
      record(
        "S02", "a query starts with its source, without `from`", at: current.range,
        edits: [Edit(current.range, "")])
      advance()
    default:
      if let advice = ForeignWords.advice(for: word), following.kind == .word {
        try fail("S02", "`\(word)` is no word of this language", at: current.range, notes: [advice])
      }
    }
  }

  /// `select`, or a slip of it with a `from` behind.
  private func isSelect(_ word: String) -> Bool {
    if word == "select" { return following.kind != .end && following.kind != .dot }
    return nearest(word, among: ["select"]) != nil
      && tokens.contains { $0.kind == .word && text(of: $0).lowercased() == "from" }
  }

  /// The clauses of `SELECT … FROM … WHERE … GROUP BY … HAVING … ORDER BY … LIMIT …`.
  private struct Clauses {
    var columns = 0..<0
    var source = 0..<0
    var test = 0..<0
    var group = 0..<0
    var having = 0..<0
    var order = 0..<0
    var limit = 0..<0
  }

  /// A simple SELECT said in our words; nil for what has no counterpart.
  private func translatedSelect() -> String? {
    guard let clauses = clauses(), clauses.source.count >= 1 else { return nil }
    let names = clauses.source.map { tokens[$0] }
    guard names[0].kind == .word, !names.contains(where: { $0.kind == .comma }),
      names.count <= 3, !names.contains(where: { text(of: $0).lowercased() == "join" })
    else { return nil }
    var columns = clauses.columns
    let isDistinct = columns.first.map { tokens[$0].keyword == .distinct } == true
    if isDistinct { columns = columns.dropFirst() }
    let list = items(columns)
    let aggregates = list.filter { isAggregate($0) }
    var query = spelled(clauses.source.prefix(1))
    if !clauses.test.isEmpty { query += " where \(spelled(clauses.test))" }
    let keys = clauses.group.isEmpty ? "" : " by \(spelled(clauses.group))"
    if !clauses.group.isEmpty || !aggregates.isEmpty && aggregates.count == list.count {
      query += summary(aggregates) + keys
      if !clauses.having.isEmpty { query += " where \(spelled(clauses.having))" }
    }
    var show = ""
    if clauses.group.isEmpty, aggregates.isEmpty, !(list.count == 1 && spelled(list[0]) == "*") {
      show = " show \(spelled(columns))"
    }
    if isDistinct { query += "\(show) distinct" }
    if !clauses.order.isEmpty { query += " sort \(spelled(clauses.order))" }
    if !clauses.limit.isEmpty { query += " limit \(spelled(clauses.limit.prefix(1)))" }
    return isDistinct ? query : query + show
  }

  private func clauses() -> Clauses? {
    var clauses = Clauses()
    var clause: WritableKeyPath<Clauses, Range<Int>> = \.columns
    var open = 0
    var position = index + 1
    clauses.columns = position..<position
    while tokens[position].kind != .end, tokens[position].kind != .semicolon {
      let token = tokens[position]
      if token.kind == .openRound { open += 1 }
      if token.kind == .closeRound { open -= 1 }
      let next = clauseStart(position)
      if open == 0, let next {
        clause = next.clause
        position += next.words
        clauses[keyPath: clause] = position..<position
        continue
      }
      position += 1
      clauses[keyPath: clause] = clauses[keyPath: clause].lowerBound..<position
    }
    return clauses
  }

  private func clauseStart(
    _ position: Int
  ) -> (clause: WritableKeyPath<Clauses, Range<Int>>, words: Int)? {
    let token = tokens[position]
    guard token.kind == .word else { return nil }
    let isBy = tokens[min(position + 1, tokens.count - 1)].keyword == .by
    switch text(of: token).lowercased() {
    case "from": return (\.source, 1)
    case "where": return (\.test, 1)
    case "having": return (\.having, 1)
    case "limit": return (\.limit, 1)
    case "group" where isBy: return (\.group, 2)
    case "order" where isBy: return (\.order, 2)
    default: return nil
    }
  }

  /// The columns between the commas outside brackets.
  private func items(_ range: Range<Int>) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var start = range.lowerBound
    var open = 0
    for position in range {
      switch tokens[position].kind {
      case .openRound: open += 1
      case .closeRound: open -= 1
      case .comma where open == 0:
        items.append(start..<position)
        start = position + 1
      default: break
      }
    }
    if start < range.upperBound { items.append(start..<range.upperBound) }
    return items
  }

  private func isAggregate(_ item: Range<Int>) -> Bool {
    guard item.count > 2, tokens[item.lowerBound + 1].kind == .openRound else { return false }
    return ["count", "sum", "min", "max", "avg", "median"].contains(
      text(of: tokens[item.lowerBound]).lowercased())
  }

  private func summary(_ aggregates: [Range<Int>]) -> String {
    let texts = aggregates.map { spelled($0) }
    if texts.isEmpty || texts == ["count"] { return " count" }
    return " summarize \(texts.joined(separator: ", "))"
  }

  /// The text of tokens, with the quotes of SQL as ours; what is left is mended afterwards.
  private func spelled(_ range: some Sequence<Int>) -> String {
    let positions = Array(range)
    guard let first = positions.first, let last = positions.last else { return "" }
    var result = ""
    var position = first
    var end = tokens[first].range.start
    while position <= last {
      let token = tokens[position]
      if token.range.start > end { result += " " }
      end = token.range.end
      if isCountOfAll(position), position + 3 <= last {
        result += "count"
        position += 4
        end = tokens[position - 1].range.end
        continue
      }
      result += token.kind == .singleQuoted ? unquoted(position) : text(in: token.range)
      position += 1
    }
    return result
  }

  private func isCountOfAll(_ position: Int) -> Bool {
    position + 3 < tokens.count && tokens[position].keyword == .count
      && tokens[position + 1].kind == .openRound && tokens[position + 2].kind == .star
      && tokens[position + 3].kind == .closeRound
  }

  /// `'China'` behind a comparison as the bareword that it can be, else in double quotes.
  private func unquoted(_ position: Int) -> String {
    let content = textValue(bytes, tokens[position].range).text
    let inner = lex(content)
    let isWord = inner.count == 1 && inner[0].kind == .word && inner[0].keyword == nil
    let isCompared = position > 0 && comparator(of: tokens[position - 1]) != nil
    return isWord && isCompared ? content : quoted(content)
  }
}
