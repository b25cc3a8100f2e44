internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

// Tests whose left side names records.
extension Resolver {
  /// `organizer = CAST`, `theme under (themes where …)`, `place in China`.
  func ofRecords(_ asked: Asked, _ noun: Noun) throws(QueryError) -> Predicate {
    switch asked.matching {
    case .stands where noun == .event: return try ofEventTimes(asked)
    case .stands, .reads: throw noSuchRelation(asked, noun)
    case .compares:
      try requireEquality(asked)
      try refuseDate(asked, noun)
    case .lies: break
    }
    if let operand = try rowOperand(asked.right), operand.type == .entity(noun) {
      return try match(asked, [operand])
    }
    guard let path = asked.path else { return try match(asked, [try members(asked, noun)]) }
    let choices = try choices(asked, noun)
    guard case .lies(let isStatement) = asked.matching else {
      let test = quantified(asked.quantifier, choices) { element(path, $0) }
      return keepingList(asked.quantifier, path, choices, test)
    }
    let below = choices.map {
      Choice(test: .within($0.test, isStatement: isStatement), isSure: $0.isSure)
    }
    let test = quantified(asked.quantifier, below) { element(path, $0) }
    return keepingList(asked.quantifier, path, below, test)
  }

  /// The records on the right, each a test on the records that the left side names.
  func choices(_ asked: Asked, _ noun: Noun) throws(QueryError) -> [Choice] {
    let use = NameUse(holder: asked.holder, range: asked.range, isPhrase: false)
    return try choices(asked.right, noun, asked.quantifier, as: use)
  }

  /// - Parameter quantifier: `all` and `exactly` need the records of a query one by one.
  func choices(
    _ right: Expression, _ noun: Noun, _ quantifier: Quantifier, as use: NameUse
  ) throws(QueryError) -> [Choice] {
    switch right.kind {
    case .list(let items):
      try requireLength(items.count, at: right.range)
      var all: [Choice] = []
      for item in items { all += try choices(item, noun, quantifier, as: use) }
      return all
    case .subquery(let query):
      guard quantifier == .all || quantifier == .exactly else {
        return [Choice(test: try membership(of: query, noun, at: right.range))]
      }
      let found = try reached(by: query, noun, at: right.range)
      try requireLength(found.possible.count, at: right.range)
      return found.possible.rows.map {
        Choice(test: .identity([$0]), isSure: found.certain[$0])
      }
    case .member, .filtered:
      guard let constant = try constant(right), constant.type == .entity(noun) else {
        throw wrongKind(right, use)
      }
      let choices = constant.members.compactMap { member -> Choice? in
        guard case .entity(let entity, _) = member.value else { return nil }
        return Choice(test: .identity([entity.row]), isSure: member.isSure)
      }
      // A set that goes on, or that nobody tells in full, may hold any record.
      let mayBeMore = constant.goesOn || constant.isMissing
      return mayBeMore ? choices + [.untold] : choices
    case .word(let word)
    where Noun(word: foldedKey(word)) == noun && names.exact(word, noun).isEmpty:
      return [Choice(test: .constant(.yes))]
    default:
      return try entities(right, noun, as: use).map {
        Choice(test: .identity(store.dates(of: $0, noun)))
      }
    }
  }

  /// The same for made rows: the records as values.
  private func members(_ asked: Asked, _ noun: Noun) throws(QueryError) -> Operand {
    let use = NameUse(holder: asked.holder, range: asked.range, isPhrase: false)
    if let constant = try constant(asked.right) {
      guard constant.type == .entity(noun) else { throw wrongKind(asked.right, use) }
      return .constant(constant)
    }
    return .constant(
      Constant(
        members: try entities(asked.right, noun, as: use).map {
          Constant.Member(value: named(Entity(noun, $0)), isSure: true)
        }, type: .entity(noun)))
  }

  /// `subject = CAST`: a field that may name a record of whatever noun.
  func ofThings(_ asked: Asked) throws(QueryError) -> Predicate {
    var asked = asked
    if case .lies = asked.matching {
      guard asked.path == nil else {
        throw faults.error(
          "T04", "\(asked.holder) is a thing of any kind: nothing lies in it", at: asked.range,
          label: "use `=`", fixes: [])
      }
    } else {
      try requireEquality(asked)
    }
    if let operand = try rowOperand(asked.right) { return try match(asked, [operand]) }
    let things = try things(asked.right)
    guard let path = asked.path else {
      if case .lies = asked.matching { asked.matching = .lies(isStatement: false) }
      let members = things.map { Constant.Member(value: named($0.entity), isSure: $0.isSure) }
      return try match(asked, [.constant(Constant(members: members, type: .anyEntity))])
    }
    let field = lastField(path)
    return quantified(
      asked.quantifier,
      things.map { Choice(test: .refers(field, [$0.entity]), isSure: $0.isSure) }
    ) { test in nested(path) { _ in test } }
  }

  /// Things of whatever noun, by name or id, a list of them, or those that a query finds.
  private func things(
    _ expression: Expression
  ) throws(QueryError) -> [(entity: Entity, isSure: Bool)] {
    switch expression.kind {
    case .word(let name), .text(let name):
      return [(try thing(named: name, at: expression.range), true)]
    case .identity(let noun, let id):
      return [(try identity(noun, id, at: expression.range), true)]
    case .list(let items):
      try requireLength(items.count, at: expression.range)
      var found: [(entity: Entity, isSure: Bool)] = []
      for item in items { found += try things(item) }
      return found
    default:
      guard let constant = try constant(expression), constant.type.isRecord else {
        throw faults.error(
          "T01", "\(faults.written(expression.range)) is not the name of a thing",
          at: expression.range, label: "a name or an @id is expected here")
      }
      try requireLength(constant.members.count, at: expression.range)
      return constant.members.compactMap { member in
        guard case .entity(let entity, _) = member.value else { return nil }
        return (entity, member.isSure)
      }
    }
  }

  /// `part_of before 2022`: an event on the left of a time word stands for its time.
  private func ofEventTimes(_ asked: Asked) throws(QueryError) -> Predicate {
    guard case .path(var path) = asked.operand, let when = Schema.field("when", of: .event) else {
      throw noSuchRelation(asked, .event)
    }
    path.fields.append(when)
    var asked = asked
    asked.operand = .path(path)
    return try ofDates(asked)
  }

  private func noSuchRelation(_ asked: Asked, _ noun: Noun) -> QueryError {
    let subject = faults.written(asked.left.range)
    if case .reads = asked.matching {
      let test = faults.written(asked.range).replacing(subject, with: "\(subject).name")
      return faults.error(
        "T01", "\(asked.holder) is no text", at: asked.range,
        label: "\(asked.holder) is \(noun.withArticle)",
        notes: ["its names are a text: \(asked.holder).name"],
        fixes: [faults.fix(asked.range, test)])
    }
    return faults.error(
      "T01", "\(asked.holder) is no date", at: asked.left.range,
      label: "\(asked.holder) is \(noun.withArticle)", notes: ["dates are in: when, starts, ends"])
  }

  private func refuseDate(_ asked: Asked, _ noun: Noun) throws(QueryError) {
    guard case .records(.event) = scope, try dateRange(asked.right) != nil else { return }
    throw incomparable(
      asked, asked.right, "",
      notes: ["\(asked.holder) holds \(noun.plural); dates are in: when, starts, ends"],
      fixes: dateFix(asked.range, asked.right))
  }

  /// `where place = 2023` becomes `in 2023`, the word `where` included when the test stands alone.
  private func dateFix(_ range: TextRange, _ right: Expression) -> [Diagnostic.Fix] {
    let before = faults.written(TextRange(0, range.start))
    let phrase = "in \(faults.written(right.range))"
    if before.hasSuffix("where ") {
      return [faults.fix(TextRange(range.start - 6, range.end), phrase)]
    }
    return [faults.fix(range, phrase)]
  }

  func named(_ entity: Entity) -> Value {
    .entity(entity, name: store.displayName(of: entity, languages: context.languages))
  }
}

extension OperandType {
  fileprivate var isRecord: Bool {
    switch self {
    case .entity, .anyEntity: true
    default: false
    }
  }
}

extension Store {
  /// A record, and where it is a series the dates that stand in its place under its name.
  fileprivate func dates(of row: UInt32, _ noun: Noun) -> [UInt32] {
    guard noun == .event, self[.event].hiddenRows.contains(row),
      let series = self[.event].reference("series")
    else { return [row] }
    let names = self[.event].names
    let name = names.names(of: row).first?.text
    return [row] + series.postings[row].filter { names.names(of: $0).first?.text == name }
  }
}
