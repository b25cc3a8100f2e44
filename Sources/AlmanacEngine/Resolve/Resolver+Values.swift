internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

// Tests whose left side is a number, a date, a word or a text.
extension Resolver {
  func ofNumbers(_ asked: Asked) throws(QueryError) -> Predicate {
    guard case .compares(let comparator) = asked.matching else {
      throw faults.error(
        "T01", "\(asked.holder) is a number: no time, no place and no text", at: asked.range,
        label: "use `=`, `<`, `>` or `in`")
    }
    let operands = try numbers(asked.right, asked)
    let bounds = operands.compactMap { operand -> Quantity? in
      if case .number(let quantity) = operand { return quantity }
      return nil
    }
    guard let path = asked.path, bounds.count == operands.count else {
      return try match(asked, operands)
    }
    return quantified(
      asked.quantifier,
      bounds.map { bound in Choice(test: .number(lastField(path), comparator, bound)) }
    ) { test in nested(path) { _ in test } }
  }

  /// Numbers that an expression stands for: written, or looked up for each row.
  private func numbers(_ right: Expression, _ asked: Asked) throws(QueryError) -> [Operand] {
    switch right.kind {
    case .number, .approximate, .negated, .range: return [.number(try quantity(right))]
    case .list(let items):
      try requireLength(items.count, at: right.range)
      var operands: [Operand] = []
      for item in items { operands += try numbers(item, asked) }
      return operands
    default:
      if let operand = try valueOperand(right), operand.type == .number { return [operand] }
      throw incomparable(asked, right, "\(asked.holder) is a number")
    }
  }

  func ofDates(_ asked: Asked) throws(QueryError) -> Predicate {
    if case .reads = asked.matching {
      throw faults.error(
        "T01", "\(asked.holder) is a date, no text", at: asked.range,
        label: "use a time word: in, during, before, after, overlaps")
    }
    let operands = try dates(asked.right, asked)
    let ranges = operands.compactMap { operand -> DateRange? in
      if case .date(let range, _) = operand { return range }
      return nil
    }
    guard let path = asked.path, let noun = path.nouns.last, ranges.count == operands.count else {
      return try match(asked, operands)
    }
    let field = lastField(path)
    return quantified(
      asked.quantifier,
      ranges.map { Choice(test: dateTest(field, asked.matching, $0, noun)) }
    ) { test in nested(path) { _ in test } }
  }

  private func dateTest(
    _ field: Field, _ matching: Matching, _ days: DateRange, _ noun: Noun
  ) -> Predicate {
    switch matching {
    case .stands(let relation): return .period(relation, days, field)
    case .lies where field.type == .day: return .day(field, .equal, days)
    case .lies, .reads: return .period(.overlaps, days, field)
    case .compares(let comparator) where field.type == .day: return .day(field, comparator, days)
    case .compares(let comparator):
      // `when = 2023` is `during`, `<` is `before`, `<=` looks at the end, `>=` at the start.
      func point(_ name: String) -> Predicate {
        Schema.field(name, of: noun).map { .day($0, comparator, days) } ?? .constant(.no)
      }
      switch comparator {
      case .less: return .period(.before, days, field)
      case .greater: return .period(.after, days, field)
      case .lessOrEqual: return point("ends")
      case .greaterOrEqual: return point("starts")
      case .equal, .notEqual: return .period(.during, days, field)
      }
    }
  }

  /// Dates that an expression stands for: written, the time of an event, or a date of each row.
  func dates(_ right: Expression, _ asked: Asked? = nil) throws(QueryError) -> [Operand] {
    if let days = try dateRange(right) {
      return [.date(days, text: faults.written(right.range))]
    }
    if case .list(let items) = right.kind {
      try requireLength(items.count, at: right.range)
      var operands: [Operand] = []
      for item in items { operands += try dates(item, asked) }
      return operands
    }
    if let operand = try timeOperand(right) { return [operand] }
    let written = faults.written(right.range)
    guard let asked else {
      throw faults.error(
        "T01", "\(written) is no date", at: right.range,
        label: "2023, 2023-11, 2023-11-06, 2021..2023, last year, or the name of an event")
    }
    throw incomparable(asked, right, "\(asked.holder) is a date: 2023, 2023-11, 2023-11-06")
  }

  /// Something with a time: a date field of the row, an event, the events that a query finds.
  private func timeOperand(_ expression: Expression) throws(QueryError) -> Operand? {
    switch expression.kind {
    case .text(let name):
      return try event(named: name, at: expression.range).map(time(of:))
    case .word(let word) where !isField(word):
      if Noun(word: foldedKey(word)) == nil {
        return try event(named: word, at: expression.range).map(time(of:))
      }
    case .identity(.event, let id):
      return time(of: try identity(.event, id, at: expression.range))
    default: break
    }
    guard let operand = try valueOperand(expression) else { return nil }
    if operand.type.isDate { return operand }
    return withTime(operand)
  }

  /// Events stand for their time.
  private func withTime(_ operand: Operand) -> Operand? {
    guard case .entity(.event) = operand.type, let when = Schema.field("when", of: .event) else {
      return nil
    }
    switch operand {
    case .path(var path):
      path.fields.append(when)
      return .path(path)
    case .constant(let constant):
      let values = Values(store: store, context: context)
      var times = Constant(
        members: [], type: .period, goesOn: constant.goesOn, isMissing: constant.isMissing)
      for member in constant.members {
        guard case .entity(let entity, _) = member.value else { continue }
        guard let date = values.date(of: when, row: entity.row, .event) else {
          times.isMissing = true
          continue
        }
        times.members.append(Constant.Member(value: .date(date), isSure: member.isSure))
      }
      return .constant(times)
    default: return nil
    }
  }

  private func time(of event: Entity) -> Operand {
    let constant = Constant(
      members: [.init(value: named(event), isSure: true)], type: .entity(.event))
    return withTime(.constant(constant)) ?? .constant(constant)
  }

  private func event(named name: String, at range: TextRange) throws(QueryError) -> Entity? {
    let rows = names.exact(name, .event)
    if rows.count > 1 {
      throw ambiguous(name, rows.map { Entity(.event, $0) }, what: "events", at: range)
    }
    return rows.first.map { Entity(.event, $0) }
  }

  func ofWords(_ asked: Asked) throws(QueryError) -> Predicate {
    if case .reads(let relation) = asked.matching { return try reading(asked, relation) }
    var equality = asked
    if case .lies = asked.matching { equality.matching = .compares(.equal) }
    try requireEquality(equality)
    if let operand = try rowOperand(asked.right) { return try match(equality, [operand]) }
    guard let (noun, field) = vocabulary(of: asked.operand) else {
      return try match(equality, try wordOperands(asked.right))
    }
    let words = try wordChoices(asked.right, field, noun)
    guard let path = asked.path else {
      let members = words.known.map { Constant.Member(value: .text($0.text), isSure: $0.isSure) }
      return try match(
        equality,
        [.constant(Constant(members: members, type: .code, goesOn: words.mayBeMore))])
    }
    let choices = words.choices { .code(field, [$0]) }
    let test = quantified(
      asked.quantifier, choices, besides: words.besides { .codeBesides(field, $0) }
    ) { test in nested(path) { _ in test } }
    return keepingList(asked.quantifier, path, choices, test)
  }

  /// Where the words of an operand come from.
  private func vocabulary(of operand: Operand) -> (Noun, Field)? {
    switch operand {
    case .path(let path):
      guard let noun = path.nouns.last else { return nil }
      return (noun, lastField(path))
    case .column(_, let column): return column.vocabulary.map { ($0.noun, $0.field) }
    default: return nil
    }
  }

  private func wordChoices(
    _ right: Expression, _ field: Field, _ noun: Noun
  ) throws(QueryError) -> Spellings {
    if let constant = try constant(right) {
      try requireTexts(constant, at: right.range)
      return Spellings(constant, folded: foldedKey)
    }
    if case .list(let items) = right.kind {
      try requireLength(items.count, at: right.range)
      var words = Spellings()
      for item in items { words.append(try wordChoices(item, field, noun)) }
      return words
    }
    return Spellings(try codeWords(right, field, noun))
  }

  func ofTexts(_ asked: Asked) throws(QueryError) -> Predicate {
    if case .reads(let relation) = asked.matching { return try reading(asked, relation) }
    if case .lies = asked.matching {
      throw faults.error(
        "T04", "\(asked.holder) is a text: nothing lies in it", at: asked.range,
        label: "use `=` or `contains`")
    }
    try requireEquality(asked)
    guard let path = asked.path, let noun = path.nouns.last else {
      return try match(asked, try wordOperands(asked.right))
    }
    let field = lastField(path)
    if let operand = try rowOperand(asked.right) { return try match(asked, [operand]) }
    let isName =
      switch field.origin {
      case .displayName, .allNames, .aliases, .acronym: true
      default: false
      }
    if isName, [.any, .none, .all].contains(asked.quantifier) {
      let choices = try choices(asked, noun)
      return quantified(asked.quantifier, choices) { test in nested(path) { _ in test } }
    }
    if field.origin == .identifier {
      let rows = try identifiers(asked.right, noun)
      return quantified(asked.quantifier, rows.map { Choice(test: .identity([$0])) }) { test in
        nested(path) { _ in test }
      }
    }
    let texts = try textChoices(asked.right)
    return quantified(
      asked.quantifier, texts.choices { .text(field, .equals, $0) },
      besides: texts.besides { .textBesides(field, $0) }
    ) { test in nested(path) { _ in test } }
  }

  private func textChoices(_ right: Expression) throws(QueryError) -> Spellings {
    if let constant = try constant(right) {
      try requireTexts(constant, at: right.range)
      return Spellings(constant) { $0 }
    }
    return Spellings(try texts(right))
  }

  /// `contains`, `matches`.
  private func reading(_ asked: Asked, _ relation: TextRelation) throws(QueryError) -> Predicate {
    guard let path = asked.path else { return try match(asked, try wordOperands(asked.right)) }
    if let operand = try rowOperand(asked.right) { return try match(asked, [operand]) }
    let field = lastField(path)
    let texts = try textChoices(asked.right)
    return quantified(
      asked.quantifier, texts.choices { .text(field, relation, $0) }
    ) { test in nested(path) { _ in test } }
  }

  private func wordOperands(_ right: Expression) throws(QueryError) -> [Operand] {
    if let operand = try rowOperand(right) { return [operand] }
    if let constant = try constant(right) {
      try requireTexts(constant, at: right.range)
      return [.constant(constant)]
    }
    return try texts(right).map(Operand.text)
  }

  // MARK: -

  /// Row by row: any of the operands on the right.
  func match(_ asked: Asked, _ operands: [Operand]) throws(QueryError) -> Predicate {
    for case .constant(let constant) in operands {
      try requireLength(constant.members.count, at: asked.right.range)
    }
    let right = operands.count == 1 ? operands[0] : .list(operands)
    return .match(asked.operand, asked.matching, asked.quantifier, right)
  }

  func lastField(_ path: Path) -> Field {
    path.fields.last
      ?? Field(
        name: path.text, type: .text, isMany: false, isTree: false, isClosed: true, origin: .stored,
        summary: "")
  }
}
