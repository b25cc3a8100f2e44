internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  /// A relation with a left side: `place not in China`, `starts after 2022`, `name contains "x"`.
  func relation(
    _ left: Expression, _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    var asked = Asked(
      left: left, operand: try operand(left), matching: .lies(isStatement: false),
      quantifier: quantifier ?? .any, right: right, range: range)
    let type = asked.operand.type
    switch asked.operand {
    case .test, .answer, .text:
      throw faults.error(
        "T04", "`\(relation.rawValue)` needs a field on its left", at: left.range,
        label: "a field is expected here")
    default: break
    }
    switch relation {
    case .in, .under:
      try requireTree(asked, relation)
      if type == .entity(.place) { asked.matching = .lies(isStatement: true) }
      // Without a tree, to lie in a list is to be one of it.
      if type == .number || type == .code { asked.matching = .compares(.equal) }
    case .during, .before, .after, .overlaps:
      try requireTime(asked)
      asked.matching = .stands(PeriodRelation(relation))
    case .contains:
      asked.matching = type.isDate ? .stands(.contains) : .reads(.contains)
    case .matches:
      asked.matching = .reads(.matches)
    case .by, .about:
      throw faults.error(
        "T04", "`\(relation.rawValue)` takes nothing on its left", at: range,
        label: "it speaks about the row")
    }
    return try held(asked)
  }

  private func requireTree(_ asked: Asked, _ relation: Relation) throws(QueryError) {
    guard relation == .in, case .entity(let noun) = asked.operand.type, noun != .place,
      noun != .event, asked.path != nil
    else { return }
    let (subject, object) = (faults.written(asked.left.range), faults.written(asked.right.range))
    let list = object.hasPrefix("(") ? object : "(\(object))"
    throw faults.error(
      "T04", "`in` asks for a place or a time, and \(asked.holder) is \(noun.withArticle)",
      at: asked.range, label: "one of them: `= any`; it or below: `under`",
      fixes: [
        faults.fix(asked.range, "\(subject) = any \(list)"),
        faults.fix(asked.range, "\(subject) under \(object)"),
      ])
  }

  private func requireTime(_ asked: Asked) throws(QueryError) {
    guard !asked.operand.type.isDate, asked.operand.type != .entity(.event) else { return }
    throw faults.error(
      "T01", "\(asked.holder) is no date", at: asked.left.range,
      label: "\(asked.holder) is \(kindPhrase(asked.operand.type))",
      notes: ["dates are in: when, starts, ends"])
  }

  func weekday(_ asked: Asked, of inner: Operand) throws(QueryError) -> Predicate {
    guard asked.matching == .compares(.equal) else {
      throw faults.error(
        "T01", "days of the week have no order to compare by", at: asked.range,
        label: "use `=` or `!=`: weekday(starts) = any (Saturday, Sunday)")
    }
    if let operand = try rowOperand(asked.right) { return try match(asked, [operand]) }
    var days: [Int] = []
    for name in try texts(asked.right) {
      days.append(try weekday(named: name, at: asked.right.range))
    }
    guard case .records = scope else {
      return try match(asked, days.map { .text(weekdayNames[$0 - 1]) })
    }
    let choices = days.map { Choice(test: .weekday(inner, [$0])) }
    guard asked.quantifier == .any else { return quantified(asked.quantifier, choices) { $0 } }
    return .weekday(inner, days)
  }

  private func weekday(named name: String, at range: TextRange) throws(QueryError) -> Int {
    let key = foldedKey(name)
    if let place = weekdayNames.firstIndex(where: { foldedKey($0) == key }) { return place + 1 }
    let near = weekdayNames.first {
      editDistance(key, foldedKey($0), limit: suggestionLimit(forLength: key.count)) != nil
    }
    throw faults.error(
      "N06", "no day of the week is called \"\(name)\"", at: range,
      label: near.map { "close: \($0)" } ?? "",
      notes: ["days: " + weekdayNames.joined(separator: ", ")],
      fixes: near.map { [faults.fix(range, $0)] } ?? [])
  }

  /// The texts that an expression spells: a word counts as itself.
  func texts(_ expression: Expression) throws(QueryError) -> [String] {
    switch expression.kind {
    case .text(let text), .word(let text): return [text]
    case .number(let number): return [number.text]
    case .date(_, let text): return [text]
    case .countColumn: return ["count"]
    case .list(let items):
      try requireLength(items.count, at: expression.range)
      var texts: [String] = []
      for item in items { texts += try self.texts(item) }
      return texts
    case .subquery, .member, .filtered:
      guard let constant = try constant(expression) else { break }
      try requireTexts(constant, at: expression.range)
      return constant.members.compactMap { member in
        if case .text(let text) = member.value { return text }
        return nil
      }
    default: break
    }
    throw faults.error(
      "T01", "\(faults.written(expression.range)) is not a text", at: expression.range,
      label: "text in double quotes is expected here")
  }

  func identifiers(_ expression: Expression, _ noun: Noun) throws(QueryError) -> [UInt32] {
    switch expression.kind {
    case .list(let items):
      try requireLength(items.count, at: expression.range)
      var rows: [UInt32] = []
      for item in items { rows += try identifiers(item, noun) }
      return rows
    case .identity(let word, let id):
      return [try identity(word, id, at: expression.range).row]
    default:
      return try texts(expression).map { id throws(QueryError) in
        if let row = store[noun].row(id: id) { return row }
        throw faults.error(
          "N02", "no \(noun.word) has the id \"\(id)\"", at: expression.range,
          fixes: [Diagnostic.Fix("\(noun.plural) show id, name")])
      }
    }
  }
}

extension ValueType {
  var isEntity: Bool {
    if case .entity = self { return true }
    return false
  }
}

extension PeriodRelation {
  /// - Parameter relation: a time word or `contains`; `in` and `during` of others overlap.
  init(_ relation: Relation) {
    switch relation {
    case .before: self = .before
    case .after: self = .after
    case .during: self = .during
    case .contains: self = .contains
    default: self = .overlaps
    }
  }
}
