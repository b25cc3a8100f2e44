extension Parser {
  /// S07: `50 < countries < 90`.
  mutating func failIfChained(
    _ left: Expression, _ comparator: Comparator?, _ middle: Expression
  ) throws(Panic) {
    guard self.comparator(of: current) != nil else { return }
    let sign = current.range
    let first = left.range.joined(with: middle.range)
    let second = self.comparator(of: current)
    advance()
    let right = try sum()
    let range = first.joined(with: right.range)
    var edits: [Edit] = []
    if let comparator, let second, self.comparator(of: current) == nil {
      let whole = wholeRange(left, comparator, second, right).map {
        "\(text(in: middle.range)) = \($0)"
      }
      let spelled =
        "\(text(in: first)) and \(text(in: middle.range)) \(second.rawValue) "
        + text(in: right.range)
      edits = [Edit(range, whole ?? spelled)]
    }
    try fail(
      "S07", "comparisons cannot be chained", at: sign, "a second comparison",
      secondary: Diagnostic.Label(range: first), edits: edits)
  }

  /// `50 < x < 90` in whole numbers: `51..89`.
  private func wholeRange(
    _ left: Expression, _ first: Comparator, _ second: Comparator, _ right: Expression
  ) -> String? {
    guard let low = left.literalNumber, let high = right.literalNumber,
      low % 1_000_000 == 0, high % 1_000_000 == 0
    else { return nil }
    let a = low / 1_000_000
    let b = high / 1_000_000
    let lowText = text(in: left.range)
    let highText = text(in: right.range)
    switch (first, second) {
    case (.less, .less): return a + 1 <= b - 1 ? "\(a + 1)..\(b - 1)" : nil
    case (.less, .lessOrEqual): return a + 1 <= b ? "\(a + 1)..\(highText)" : nil
    case (.lessOrEqual, .less): return a <= b - 1 ? "\(lowText)..\(b - 1)" : nil
    case (.lessOrEqual, .lessOrEqual): return a <= b ? "\(lowText)..\(highText)" : nil
    case (.greater, .greater): return b + 1 <= a - 1 ? "\(b + 1)..\(a - 1)" : nil
    case (.greater, .greaterOrEqual): return b <= a - 1 ? "\(highText)..\(a - 1)" : nil
    case (.greaterOrEqual, .greater): return b + 1 <= a ? "\(b + 1)..\(lowText)" : nil
    case (.greaterOrEqual, .greaterOrEqual): return b <= a ? "\(highText)..\(lowText)" : nil
    default: return nil
    }
  }

  /// S04: `organizer = CAST or WFEO`. A bare word may be a column that holds an answer, so only what
  /// stands behind a test with a value of the same kind is an error here.
  mutating func failIfHalfTest(
    _ left: Expression, _ right: Expression, _ joining: Keyword
  ) throws(Panic) {
    guard !isOpenEnded, right.isValueOnly, !isAlias(right), left.lastTest.isTest else { return }
    let test = left.lastTest
    var edits: [Edit] = []
    if case .phrase(let relation, _, let value) = test.kind, right.isDate != value.isDate {
      edits = right.isDate || relation == .in ? [.insert("in ", at: right.range.start)] : []
    } else if let value = test.comparedValue, value.isDate == right.isDate {
      var values = [value, right]
      while isJoining(joining), following.isName, index + 2 < tokens.count,
        !startsTest(after: index + 1)
      {
        advance()
        values.append(try sum())
      }
      let list = values.map { text(in: $0.range) }.joined(separator: ", ")
      let range = TextRange(value.range.start, values[values.count - 1].range.end)
      let word = joining == .and ? "all " : test.takesPlainList ? "" : "any "
      edits = [Edit(range, "\(word)(\(list))")]
    }
    try fail(
      "S04", "`\(joining.rawValue)` needs a full test on each side", at: right.range,
      "this alone is not a question with a yes or no", edits: edits)
  }

  /// S04: `where 2023`. A bare word stays, since it may be a column that holds an answer.
  mutating func failIfValueAlone(_ test: Expression) throws(Panic) {
    guard !isOpenEnded, test.isValueOnly, current.kind == .end || startsStage else { return }
    if case .word = test.kind { return }
    try fail(
      "S04", "`where` needs a test", at: test.range,
      "this alone is not a question with a yes or no",
      edits: test.isDate ? [.insert("in ", at: test.range.start)] : [])
  }

  /// Whether an earlier stage made a column of this name.
  private func isAlias(_ expression: Expression) -> Bool {
    guard case .word(let word) = expression.kind, let frame = frames.last else { return false }
    if case .variable = frame.source.kind { return true }
    for stage in frame.stages {
      let columns: [Column]
      switch stage.kind {
      case .show(let shown): columns = shown
      case .count(let keys): columns = keys
      case .summarize(let values, let keys): columns = values + keys
      default: continue
      }
      if columns.contains(where: { $0.alias?.text.lowercased() == word.lowercased() }) {
        return true
      }
    }
    return false
  }

  /// S08: `show attendance > 1M`.
  mutating func failIfBareTest(_ value: Expression, isKey: Bool) throws(Panic) {
    guard !value.isTest, current.keyword == .is || comparator(of: current) != nil else { return }
    let sign = comparator(of: current)
    let outer = role
    role = .operand
    defer { role = outer }
    let test = try expression(after: value)
    var replacement = "(\(text(in: test.range)))"
    if !isKey, current.keyword != .as { replacement += " as \(alias(for: sign))" }
    try fail(
      "S08", "a test as a column or sort key needs brackets", at: test.range,
      edits: [Edit(test.range, replacement)])
  }

  private func alias(for sign: Comparator?) -> String {
    switch sign {
    case .greater, .greaterOrEqual: "big"
    case .less, .lessOrEqual: "small"
    default: "fits"
    }
  }

  mutating func failState(of left: Expression, isNegated: Bool) throws(Panic) -> Never {
    let word = current.kind == .word ? text(of: current).lowercased() : ""
    let states = "known, missing, exact, vague"
    let isUnstated = [
      "null", "none", "nil", "empty", "blank", "unknown", "unstated", "unspecified", "undefined",
      "absent",
    ].contains(word)
    if isUnstated || ["approximate", "uncertain", "unclear", "inexact"].contains(word) {
      let states = isUnstated ? ("missing", "known") : ("vague", "exact")
      let state = isNegated ? states.1 : states.0
      let from = tokens[index - (isNegated ? 2 : 1)].range
      try fail(
        "S02", "`is \(isNegated ? "not " : "")\(word)` is spelled `is \(state)`",
        at: from.joined(with: current.range),
        edits: [Edit(from.joined(with: current.range), "is \(state)")])
    }
    if let near = nearest(word, among: KnowledgeState.allCases.map(\.rawValue)) {
      try fail(
        "S22", "`is` is followed by \(states)", at: current.range, "close: \(near)",
        edits: [Edit(current.range, near)])
    }
    guard current.kind != .end else {
      try fail("S21", "`is` asks about the record", at: current.range, states)
    }
    // `kind is conference`: what others write for `=`.
    let from = tokens[index - (isNegated ? 2 : 1)].range
    let sign = from.joined(with: tokens[index - 1].range)
    try fail(
      "S20", "`is` asks about the record: \(states)", at: sign, "to compare, write =",
      edits: [Edit(sign, isNegated ? "!=" : "=")])
  }

  /// S11: `(CAST.events during 2023)`.
  mutating func failIfPathFiltered(_ item: Expression) throws(Panic) {
    guard case .relation(let path, let isNegated, _, _, _) = item.kind,
      case .member(_, let name) = path.kind,
      let noun = NounWord(spelling: name.text), name.text.lowercased() == noun.spellings[0]
    else { return }
    let test = TextRange(path.range.end, item.range.end)
    let inside = text(in: test).drop { $0 == " " }
    try fail(
      "S11", "in brackets a path is narrowed with [ ]", at: item.range,
      "this asks about `\(text(in: path.range))`, it does not choose among them",
      edits: isNegated ? [] : [Edit(test, "[\(inside)]")])
  }

  /// `count(place in China or in France)`: a leading noun in a function is a query.
  mutating func failIfJoined(_ query: Query) throws(Panic) {
    guard current.keyword == .and || current.keyword == .or else { return }
    try fail(
      "S09", "`\(text(of: current).lowercased())` joins tests inside `where`", at: current.range,
      "`\(text(in: query.source.range))` begins a query here",
      secondary: Diagnostic.Label(range: query.source.range))
  }
}

extension Expression {
  /// A name, a text, a number, a date or a list: never a test by itself.
  fileprivate var isValueOnly: Bool {
    switch kind {
    case .word, .text, .number, .approximate, .date, .relativeDate, .list, .identity, .range: true
    default: false
    }
  }

  /// The test that stands last in a chain of `and` and `or`.
  fileprivate var lastTest: Expression {
    switch kind {
    case .or(_, let right), .and(_, let right): right.lastTest
    case .modified(_, let inner): inner.lastTest
    default: self
    }
  }

  /// What a test compares with; nil where a list would change its sense.
  fileprivate var comparedValue: Expression? {
    switch kind {
    case .phrase(_, nil, let value), .relation(_, false, _, nil, let value),
      .comparison(_, false, .equal, nil, let value):
      value
    default: nil
    }
  }

  /// A date or a number, which no name is like.
  fileprivate var isDate: Bool {
    switch kind {
    case .number, .approximate, .date, .relativeDate, .range: true
    default: false
    }
  }

  /// `in (China, France)`: a list after these is any of them.
  fileprivate var takesPlainList: Bool {
    switch kind {
    case .phrase(.in, nil, _), .relation(_, _, .in, nil, _): true
    default: false
    }
  }
}
