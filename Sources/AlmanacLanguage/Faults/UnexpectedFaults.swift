import AlmanacText

extension Parser {
  /// Nothing more is wanted where something stands, or something else.
  mutating func failUnexpected() throws(Panic) -> Never {
    let token = current
    try failIfFaulty(token)
    try failIfMonthName()
    try failIfMisspelt()
    try failIfWordMissing()
    try failIfSignMissing()
    try failIfName()
    let word = text(in: token.range)
    switch token.kind {
    case .end:
      try fail("S21", "something is missing at the end", at: token.range, expectedWords)
    case .closeRound, .closeSquare:
      try fail(
        "S20", "this bracket closes nothing", at: token.range, edits: [Edit(token.range, "")])
    case .vagueDate: try failVagueDate(token)
    case .foreignSign: try failForeignSign(token)
    case .tilde where following.kind == .number && previous?.isName == true:
      let number = token.range.joined(with: following.range)
      let about = "~\(text(of: following))"
      try fail(
        "S20", "a sign belongs before `\(about)`", at: number, "=, <, >",
        edits: [Edit(number, "= \(about)")])
    default: break
    }
    let place = previous.map { " after `\(text(in: $0.range))`" } ?? ""
    // `events organised by CAST`, `events held in China`.
    let isIdle = token.kind == .word && following.keyword?.isRelation == true
    try fail(
      "S20", "`\(word)` cannot stand\(place)", at: token.range,
      expectedWords.isEmpty ? "" : "here could stand: \(expectedWords)",
      edits: isIdle ? [Edit(token.range, "")] : [])
  }

  /// The end of a query, or what is wrong there.
  mutating func failUnlessStagesEnd() throws(Panic) {
    let token = current
    switch token.kind {
    case .end, .semicolon: return
    case .closeRound, .closeSquare, .comma: if depth > 0 { return }
    case .word where token.keyword == .and || token.keyword == .or: if depth > 0 { return }
    default: break
    }
    if token.keyword == .and || token.keyword == .or || token.isForeignJoining(bytes) {
      try failJoinedPhrases()
    }
    if token.kind == .comma { try failListWithoutBrackets() }
    if frames.last?.stages.isEmpty == true,
      token.keyword == .is || comparator(of: token) != nil
    {
      let start = statementRange.start
      let isStart = frames.count == 1 && index > 0 && tokens[0].noun == nil
      try fail(
        "S20", "a test needs something to be asked of", at: token.range,
        "a query starts with what you look for",
        statement: isStart ? "events where \(text(in: TextRange(start, statementRange.end)))" : nil)
    }
    try failUnexpected()
  }

  mutating func failAfterPipe() throws(Panic) -> Never {
    let token = current
    try failIfFaulty(token)
    let stages = "where, show, sort, limit, distinct, count, summarize"
    if token.kind == .end {
      try fail("S21", "a stage belongs behind `|`", at: token.range, stages)
    }
    try failIfMisspelt()
    try fail(
      "S20", "a stage belongs behind `|`, not `\(text(in: token.range))`", at: token.range, stages)
  }

  /// S09: `events in China and about AI`.
  private mutating func failJoinedPhrases() throws(Panic) -> Never {
    let token = current
    let isAnd = token.keyword == .and || text(of: token).hasPrefix("&")
    let next = following
    let isPhrase = next.keyword?.isRelation == true || next.keyword?.isModifier == true
    var edits: [Edit] = []
    var fixes: [String] = []
    if isAnd {
      edits = isPhrase ? [Edit(token.range, "")] : [Edit(token.range, "where")]
      if let stage = frames.last?.stages.last, case .filter(let test, true) = stage.kind,
        case .phrase(_, nil, _) = test.kind, next.isName, !startsTest(after: index + 1)
      {
        edits = listEdits(test, "all", upTo: index + 1) ?? edits
        if case .phrase(_, _, let value) = test.kind, case .word = value.kind {
          let range = TextRange(value.range.start, next.range.end)
          fixes = mended([Edit(range, quoted(text(in: range)))]).map { [$0] } ?? []
        }
      }
    } else if let stage = frames.last?.stages.last, case .filter(let test, true) = stage.kind {
      edits = [.insert("where ", at: stage.range.start)]
      if next.isName, !startsTest(after: index + 1) {
        edits = listEdits(test, "any", upTo: index + 1) ?? edits
      }
    }
    try fail(
      "S09", "`\(isAnd ? "and" : "or")` joins tests inside `where`; phrases just follow each other",
      at: token.range, edits: edits, fixes: fixes)
  }

  /// Whether the operand at a token has a relation or a comparison behind it.
  func startsTest(after position: Int) -> Bool {
    let next = tokens[min(position + 1, tokens.count - 1)]
    return next.keyword == .is || next.kind == .dot || next.kind == .openSquare
      || next.keyword?.isInfixRelation == true || comparator(of: next) != nil
  }

  /// `in China or France` as `in (China, France)`, `by CAST or WFEO` as `by any (CAST, WFEO)`.
  private func listEdits(_ test: Expression, _ word: String, upTo position: Int) -> [Edit]? {
    guard case .phrase(let relation, nil, let value) = test.kind else { return nil }
    let range = TextRange(value.range.start, tokens[position].range.end)
    let list = "(\(text(in: value.range)), \(text(in: tokens[position].range)))"
    return [Edit(range, relation == .in && word == "any" ? list : "\(word) \(list)")]
  }

  /// S13: `events by CAST, WFEO`.
  private mutating func failListWithoutBrackets() throws(Panic) -> Never {
    let comma = current
    var edits: [Edit] = []
    if let stage = frames.last?.stages.last, case .filter(let test, _) = stage.kind {
      let (value, isPlain): (Expression?, Bool)
      switch test.kind {
      case .phrase(let relation, nil, let right): (value, isPlain) = (right, relation == .in)
      case .relation(_, false, let relation, nil, let right):
        (value, isPlain) = (right, relation == .in)
      case .comparison(_, false, .equal, let quantifier, let right):
        (value, isPlain) = (right, quantifier != nil)
      default: (value, isPlain) = (nil, false)
      }
      var end = index
      while tokens[end].kind == .comma, tokens[min(end + 1, tokens.count - 1)].isName { end += 2 }
      if let value, end > index {
        let range = TextRange(value.range.start, tokens[end - 1].range.end)
        edits = [Edit(range, "\(isPlain ? "" : "any ")(\(text(in: range)))")]
      }
    }
    if frames.last?.stages.isEmpty == true {
      try fail("S13", "a query has one source", at: comma.range, "a second one begins here")
    }
    try fail("S13", "a list goes in brackets", at: comma.range, edits: edits)
  }

  /// S20: `events 2023`, `events kind = forum`, `last 2 yaers`.
  private mutating func failIfWordMissing() throws(Panic) {
    let token = current
    if isAtStage,
      token.kind == .date || token.kind == .number && token.range.byteCount == 4
        || token.keyword?.category == .relativeDate
    {
      try fail(
        "S20", "a relation belongs before a date", at: token.range, "in, during, before, after",
        edits: [.insert("in ", at: token.range.start)])
    }
    if isAtStage, token.kind == .word, following.keyword == .is || comparator(of: following) != nil
    {
      try fail(
        "S20", "a test stands behind `where`", at: token.range.joined(with: following.range),
        edits: [.insert("where ", at: token.range.start)])
    }
    let units = RelativeDate.Unit.allCases.flatMap { [$0.rawValue, $0.rawValue + "s"] }
    if token.kind == .number, previous?.keyword == .last || previous?.keyword == .next,
      following.kind == .word
    {
      let unit = nearest(text(of: following), among: units)
      try fail(
        "S22", "there is no unit of time `\(text(of: following))`", at: following.range,
        unit.map { "close: \($0)" } ?? "day, week, month, quarter, year",
        edits: unit.map { [Edit(following.range, $0)] } ?? [])
    }
  }

  /// Whether the noun that a query starts from stands before.
  private var isAtStage: Bool {
    guard let frame = frames.last, frame.stages.isEmpty, previous?.noun != nil else { return false }
    return previous?.range == frame.source.range
  }

  /// S20: `kind forum`, `organizer not CAST`; S13: `show name when`.
  private mutating func failIfSignMissing() throws(Panic) {
    guard let previous, previous.isName, depth == 0, let stage = frames.last?.stages.last,
      stage.range.end == previous.range.end
    else { return }
    let isNegated = current.keyword == .not && following.isName
    guard isNegated || current.isName else { return }
    switch stage.kind {
    case .filter(let test, isPhrase: false) where test.endsInBareOperand:
      try fail(
        "S20",
        "something is missing between `\(text(of: previous))` and "
          + "`\(text(of: isNegated ? following : current))`",
        at: isNegated ? current.range : previous.range.joined(with: current.range),
        isNegated ? "`not` stands before a test or a relation" : "a comparison, or a relation",
        edits: isNegated
          ? [Edit(current.range, "!=")] : [.insert(" =", at: previous.range.end)])
    case .show, .sort, .summarize, .count:
      guard !isNegated else { return }
      if case .sort = stage.kind, let direction = direction(text(of: current).lowercased()) {
        try fail(
          "S22", "there is no direction `\(text(of: current))`", at: current.range,
          "close: \(direction)", edits: [Edit(current.range, direction)])
      }
      let name = quoted("\(text(of: previous)) \(text(of: current))")
      let range = previous.range.joined(with: current.range)
      try fail(
        "S13", "columns are separated by commas", at: range,
        edits: [.insert(",", at: previous.range.end)],
        fixes: mended([Edit(range, name)]).map { [$0] } ?? [])
    default: return
    }
  }

  /// `desc` for `dsec` and `descending`.
  private func direction(_ word: String) -> String? {
    switch word {
    case "descending", "down", "reverse", "reversed": "desc"
    case "ascending", "up": "asc"
    default: nearest(word, among: ["asc", "desc"])
    }
  }

  /// S05: two barewords where one name is wanted.
  private mutating func failIfName() throws(Panic) {
    guard let previous, previous.isName, current.isName,
      index < 2 || tokens[index - 2].kind != .dot,
      !isAtStage, previous.kind != .number && previous.kind != .date || current.kind == .word,
      tokens[index - 1].keyword?.isReserved != true,
      index < 2 || tokens[index - 2].keyword != .as
    else { return }
    var end = index
    while tokens[end + 1].isName || tokens[end + 1].keyword == .and && joinsNames(end + 1) {
      end += 1
    }
    let range = previous.range.joined(with: tokens[end].range)
    let parts = tokens[(index - 1)...end].map { token in
      token.kind == .text ? textValue(bytes, token.range).text : text(of: token)
    }
    var fixes: [String] = []
    if depth > 0, let list = mended([.insert(",", at: previous.range.end)]) { fixes = [list] }
    try fail(
      "S05", "names with spaces need quotes", at: range,
      "\(Self.counted(parts.count)) words; quote them if they are one name",
      edits: [Edit(range, quoted(parts.joined(separator: " ")))], fixes: fixes)
  }

  /// Whether `and` at a position stands inside a name: `Science and Technology`.
  private func joinsNames(_ position: Int) -> Bool {
    position + 2 < tokens.count && tokens[position + 1].isName && !startsTest(after: position + 1)
  }

  private static func counted(_ count: Int) -> String {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(count - 2) ? words[count - 2] : String(count)
  }

  /// V03: `November 2023`, `6 November 2023`.
  private mutating func failIfMonthName() throws(Panic) {
    guard let previous else { return }
    let isBehind = month(of: current) != nil && previous.kind == .number
    guard let month = month(of: isBehind ? current : previous) else { return }
    let year = isBehind ? following : current
    guard year.kind == .number, year.range.byteCount == 4 else { return }
    let number = month < 10 ? "0\(month)" : "\(month)"
    var date = "\(text(of: year))-\(number)"
    if isBehind, let day = Int(text(of: previous)), (1...31).contains(day) {
      date += day < 10 ? "-0\(day)" : "-\(day)"
    }
    let range = previous.range.joined(with: year.range)
    try fail(
      "V03", "dates are written year-month-day: 2023-11-06, 2023-11", at: range,
      edits: [Edit(range, date)])
  }

  private func month(of token: Token) -> Int? {
    guard token.kind == .word else { return nil }
    let word = text(of: token).lowercased()
    guard word.utf8.count >= 3 else { return nil }
    return monthNames.firstIndex { name in
      let name = name.lowercased()
      return name == word || word.utf8.count == 3 && name.hasPrefix(word)
    }.map { $0 + 1 }
  }

  /// S22: `evnts were organizer = CAST`.
  private mutating func failIfMisspelt() throws(Panic) {
    let token = current
    guard token.kind == .word, token.reserved == nil else { return }
    let word = text(of: token).lowercased()
    let words = Keyword.allCases.filter {
      $0.isReserved && ($0.isStage || $0.isRelation || $0.category == .joining)
    }
    var near: (word: String, distance: Int)?
    for keyword in words {
      let limit = word.utf8.count <= 4 ? 1 : 2
      guard word.utf8.count > 2,
        let distance = editDistance(word, keyword.rawValue, limit: limit),
        distance < near?.distance ?? .max
      else { continue }
      near = (keyword.rawValue, distance)
    }
    guard let near else { return }
    var edits = [Edit(token.range, near.word)]
    if tokens[0].kind == .word, tokens[0].noun == nil, index > 0, tokens[0].keyword == nil {
      let nouns = NounWord.allCases.flatMap(\.spellings)
      if let noun = nearest(text(of: tokens[0]), among: nouns) {
        edits.append(Edit(tokens[0].range, noun))
      }
    }
    guard isProbe || mended(edits) != nil else { return }
    try fail(
      "S22", "there is no word `\(text(of: token))`", at: token.range, "close: \(near.word)",
      edits: edits)
  }

  /// The spelling next to a word, if one is near enough to be meant.
  func nearest(_ word: String, among spellings: [String]) -> String? {
    let word = word.lowercased()
    guard word.utf8.count > 2 else { return nil }
    let limit = word.utf8.count <= 4 ? 1 : 2
    var best: (spelling: String, distance: Int)?
    for spelling in spellings {
      guard let distance = editDistance(word, spelling, limit: limit),
        distance < best?.distance ?? .max
      else { continue }
      best = (spelling, distance)
    }
    return best?.spelling
  }

  /// What could stand at the current token, in words; empty when that is more than seven things.
  private var expectedWords: String {
    let words = expected.words
    return words.count <= 7 ? words.joined(separator: ", ") : ""
  }
}

extension Token {
  /// A part of a name that was not quoted.
  var isName: Bool {
    switch kind {
    case .word: reserved == nil
    case .text, .number, .date: true
    default: false
    }
  }

  fileprivate func isForeignJoining(_ bytes: [UInt8]) -> Bool {
    guard kind == .foreignSign else { return false }
    let first = bytes.scalar(at: range.start).value
    return first == UInt32(ascii: "&") || first == UInt32(ascii: "|")
  }
}

extension Expectation.Categories {
  /// In words, those that help in a message: the ways to go on inside an operand are left out.
  var words: [String] {
    let table: [(Expectation.Categories, String)] = [
      (.source, "a noun or a name"), (.operand, "a field"), (.value, "a value"),
      (.column, "a column"), (.sortKey, "a column"), (.subject, "a thing"),
      (.state, "known, missing, exact or vague"), (.comparator, "a comparison"),
      (.infixRelation, "a relation"), (.stage, "a stage (where, show, sort …)"),
      (.phrase, "a phrase (in, by, about …)"), (.draw, "draw"), (.export, "export"),
      (.and, "and"), (.or, "or"), (.direction, "asc or desc"), (.asWord, "as"), (.byWord, "by"),
      (.inWord, "in"), (.alias, "a name"), (.number, "a number"), (.unit, "a unit of time"),
      (.view, "a view"), (.fileName, "a file name"), (.message, "a sentence"),
      (.variableName, "$name"), (.closeRound, ")"), (.closeSquare, "]"),
      (.comma, "a comma"), (.equals, "="),
    ]
    return table.compactMap { contains($0.0) ? $0.1 : nil }
  }
}
