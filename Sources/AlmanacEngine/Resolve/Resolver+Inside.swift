internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Resolver {
  func inside(
    _ noun: Noun, _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    if case .list(let items) = right.kind, quantifier == nil || quantifier == .any {
      try requireLength(items.count, at: right.range)
      var parts: [Predicate] = []
      for item in items { parts.append(try inside(noun, relation, nil, item, at: range)) }
      return .any(parts)
    }
    if try isTime(right) {
      return try time(noun, .overlaps, try dates(right), quantifier, at: range)
    }
    switch noun {
    case .event:
      return try eventInside(try insideTarget(right, relation, quantifier, range), quantifier)
    case .theme where relation != .under:
      throw noSuchPhrase(relation, noun, at: range)
    case .place, .theme:
      let use = NameUse(holder: "`\(relation.rawValue)`", range: range, isPhrase: true)
      let choices = try choices(right, noun, quantifier ?? .any, as: use)
      return quantified(
        quantifier ?? .any,
        choices.map {
          Choice(test: .within($0.test, isStatement: false), isSure: $0.isSure)
        }
      ) { $0 }
    case .organization, .person:
      return try belongsInside(noun, relation, quantifier, right, at: range)
    case .outcome, .figure:
      return try throughEvents("event", of: noun) { inner throws(QueryError) in
        try inner.inside(.event, relation, quantifier, right, at: range)
      }
    default:
      throw noSuchPhrase(relation, noun, at: range)
    }
  }

  /// A date, or a date field of the row or of something else: no place and no event.
  private func isTime(_ right: Expression) throws(QueryError) -> Bool {
    if try dateRange(right) != nil { return true }
    switch right.kind {
    case .word(let word): return isField(word) ? try operand(right).type.isDate : false
    case .member, .filtered: return try operand(right).type.isDate
    default: return false
    }
  }

  /// What `in X` or `under X` names: records of one noun, each a test on those records.
  private struct Inside {
    var noun: Noun
    var choices: [Choice]
  }

  /// `in China`, `under "International Month 2025"`, `under technology`, `under CAST`.
  private func eventInside(_ target: Inside, _ quantifier: Quantifier?) throws(QueryError)
    -> Predicate
  {
    if target.noun == .event {
      return quantified(
        quantifier ?? .any,
        target.choices.map {
          Choice(test: .within($0.test, isStatement: false), isSure: $0.isSure)
        }
      ) { $0 }
    }
    let name =
      switch target.noun {
      case .organization: "organizer"
      case .theme: "theme"
      default: "place"
      }
    guard let field = Schema.field(name, of: .event) else { return .constant(.no) }
    return member(field, quantifier ?? .any, target.choices, isUnder: true)
  }

  private func insideTarget(
    _ right: Expression, _ relation: Relation, _ quantifier: Quantifier?, _ range: TextRange
  ) throws(QueryError) -> Inside {
    switch right.kind {
    case .identity(let word, let id):
      let entity = try identity(word, id, at: right.range)
      try requireInside(entity.noun, relation, right, range)
      return Inside(noun: entity.noun, choices: [Choice(test: .identity([entity.row]))])
    case .list(let items):
      // All of one noun, told by the first.
      try requireLength(items.count, at: right.range)
      guard let first = items.first else { break }
      let noun = try insideTarget(first, relation, quantifier, range).noun
      let use = NameUse(holder: "`\(relation.rawValue)`", range: range, isPhrase: true)
      return Inside(noun: noun, choices: try choices(right, noun, quantifier ?? .any, as: use))
    case .subquery, .member, .filtered:
      guard let constant = try constant(right), case .entity(let noun) = constant.type else {
        break
      }
      try requireInside(noun, relation, right, range)
      let members = constant.members.compactMap { member -> (row: UInt32, isSure: Bool)? in
        guard case .entity(let entity, _) = member.value else { return nil }
        return (entity.row, member.isSure)
      }
      guard quantifier == .all || quantifier == .exactly else {
        let sure = Predicate.identity(members.filter(\.isSure).map(\.row))
        let perhaps = members.filter { !$0.isSure }.map(\.row)
        return Inside(
          noun: noun,
          choices: [Choice(test: sure)]
            + (perhaps.isEmpty ? [] : [Choice(test: .identity(perhaps), isSure: false)]))
      }
      try requireLength(members.count, at: right.range)
      return Inside(
        noun: noun,
        choices: members.map { Choice(test: .identity([$0.row]), isSure: $0.isSure) })
    case .word, .text, .number:
      let entity = try insideThing(right, relation, range)
      return Inside(noun: entity.noun, choices: [Choice(test: .identity([entity.row]))])
    default: break
    }
    throw faults.error(
      "T01", "`\(relation.rawValue)` takes a place, a date or an event", at: right.range,
      label: "\(faults.written(right.range)) is none of them")
  }

  /// A thing by its name: a place or an event; with `under` a theme or organization too.
  private func insideThing(
    _ expression: Expression, _ relation: Relation, _ range: TextRange
  ) throws(QueryError) -> Entity {
    let name = try texts(expression).first ?? ""
    let allowed: [Noun] =
      relation == .under ? [.place, .event, .theme, .organization] : [.place, .event]
    let found = allowed.flatMap { noun in names.exact(name, noun).map { Entity(noun, $0) } }
    if let only = found.first, found.count == 1 { return only }
    if !found.isEmpty { throw ambiguous(name, found, what: "things", at: expression.range) }
    if let other = names.elsewhere(name, besides: nil).first {
      try requireInside(other.noun, relation, expression, range)
      throw noPlace(other.noun, relation, expression, range)
    }
    for noun in allowed {
      if !names.near(name, [noun]).isEmpty { throw unknown(name, noun, at: expression.range) }
    }
    throw unknown(name, .place, at: expression.range)
  }

  private func requireInside(
    _ noun: Noun, _ relation: Relation, _ expression: Expression, _ range: TextRange
  ) throws(QueryError) {
    let written = faults.written(expression.range)
    switch noun {
    case .place, .event: return
    case .theme, .organization:
      if relation == .under { return }
      let better = noun == .theme ? "about" : "by"
      throw faults.error(
        "N04", "\"\(unquoted(written))\" is \(noun.withArticle), not a place", at: expression.range,
        label: "`in` takes a place, a date or an event",
        fixes: [
          faults.fix(range, "\(better) \(written)"), faults.fix(range, "under \(written)"),
        ])
    default: throw noPlace(noun, relation, expression, range)
    }
  }

  /// `in "Hangzhou Declaration"`: nothing lies in it, but events have to do with it.
  private func noPlace(
    _ noun: Noun, _ relation: Relation, _ expression: Expression, _ range: TextRange
  ) -> QueryError {
    let written = faults.written(expression.range)
    var fixes: [Diagnostic.Fix] = []
    if case .records(.event) = scope, let test = eventTest(of: noun, written) {
      let before = faults.written(TextRange(0, range.start)).lowercased()
      let isInTest = ["where ", "and ", "or ", "not "].contains { before.hasSuffix($0) }
      fixes = [faults.fix(range, isInTest ? test : "where \(test)")]
    }
    return faults.error(
      "N04", "\"\(unquoted(written))\" is \(noun.withArticle), not a place or an event",
      at: expression.range, label: "`\(relation.rawValue)` takes a place, a date or an event",
      fixes: fixes)
  }

  func unquoted(_ written: String) -> String {
    written.hasPrefix("\"") && written.hasSuffix("\"") && written.count > 1
      ? String(written.dropFirst().dropLast()) : written
  }

  /// Organizations and people: their country lies there, or some event of theirs does.
  private func belongsInside(
    _ noun: Noun, _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    let target = try insideTarget(right, relation, quantifier, range)
    if target.noun == noun {
      return quantified(
        quantifier ?? .any,
        target.choices.map {
          Choice(test: .within($0.test, isStatement: false), isSure: $0.isSure)
        }
      ) { $0 }
    }
    let events = try throughEvents("events", of: noun) { inner throws(QueryError) in
      try inner.eventInside(target, quantifier)
    }
    guard target.noun == .place, let country = Schema.field("country", of: noun) else {
      return events
    }
    return .or(member(country, quantifier ?? .any, target.choices, isUnder: true), events)
  }
}
