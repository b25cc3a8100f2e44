internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  /// A relation that speaks about the row itself (LANGUAGE §5.3).
  func phrase(
    _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    guard case .records(let noun) = scope else {
      throw faults.error(
        "T02", "`\(relation.rawValue)` speaks about records, and the count made other rows",
        at: range, label: "put it before the count")
    }
    switch relation {
    case .by:
      return try by(noun, quantifier, right, at: range)
    case .about:
      return try about(noun, quantifier, right, at: range)
    case .in, .under:
      return try inside(noun, relation, quantifier, right, at: range)
    case .during, .before, .after, .overlaps:
      let days = try timeDays(relation, right)
      return try time(noun, PeriodRelation(relation), days, relation, at: range)
    case .contains:
      return try anyText(.contains, right)
    case .matches:
      return try anyText(.matches, right)
    }
  }

  private func anyText(_ relation: TextRelation, _ right: Expression) throws(QueryError)
    -> Predicate
  {
    let predicates = try texts(right).map { Predicate.anyText(relation, $0) }
    guard let first = predicates.first else { return .identity([]) }
    return predicates.dropFirst().reduce(first) { .or($0, $1) }
  }

  // MARK: - by, about

  private func by(
    _ noun: Noun, _ quantifier: Quantifier?, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    let use = NameUse(holder: "`by`", range: range, isPhrase: true)
    switch noun {
    case .event:
      guard let organizer = Schema.field("organizer", of: .event) else { return .identity([]) }
      return member(
        organizer, quantifier, try entities(right, .organization, as: use), isUnder: false)
    case .outcome:
      return try throughEvents("event", of: .outcome) { inner throws(QueryError) in
        try inner.by(.event, quantifier, right, at: range)
      }
    default:
      throw noSuchPhrase(.by, noun, at: range)
    }
  }

  private func about(
    _ noun: Noun, _ quantifier: Quantifier?, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    let use = NameUse(holder: "`about`", range: range, isPhrase: true)
    switch noun {
    case .event:
      guard let theme = Schema.field("theme", of: .event) else { return .identity([]) }
      return member(theme, quantifier, try entities(right, .theme, as: use), isUnder: true)
    case .outcome, .source, .person:
      let events = noun == .outcome ? "event" : "events"
      return try throughEvents(events, of: noun) { inner throws(QueryError) in
        try inner.about(.event, quantifier, right, at: range)
      }
    default:
      throw noSuchPhrase(.about, noun, at: range)
    }
  }

  private func member(
    _ field: Field, _ quantifier: Quantifier?, _ rows: [UInt32], isUnder: Bool
  ) -> Predicate {
    if let quantifier, quantifier != .any {
      return .quantified(field, quantifier, rows, isUnder: isUnder)
    }
    let isPlace = field.type == .entity(.place)
    return .exists(field, isUnder ? .within(rows, isStatement: isPlace) : .identity(rows))
  }

  /// The same phrase, asked of the events that the record belongs to.
  private func throughEvents(
    _ name: String, of noun: Noun, _ resolve: (Resolver) throws(QueryError) -> Predicate
  ) throws(QueryError) -> Predicate {
    var inner = self
    inner.scope = .records(.event)
    let predicate = try resolve(inner)
    guard let field = Schema.field(name, of: noun) else { return .identity([]) }
    return .exists(field, predicate)
  }

  // MARK: - in, under

  private func inside(
    _ noun: Noun, _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    if case .list(let items) = right.kind, quantifier == nil || quantifier == .any {
      var whole: Predicate?
      for item in items {
        let part = try inside(noun, relation, nil, item, at: range)
        whole = whole.map { .or($0, part) } ?? part
      }
      return whole ?? .identity([])
    }
    if let days = try dateRange(right) {
      return try time(noun, .overlaps, days, relation, at: range)
    }
    switch noun {
    case .event: return try eventInside(relation, quantifier, right, at: range)
    case .place:
      let use = NameUse(holder: "`\(relation.rawValue)`", range: range, isPhrase: true)
      return .within(try entities(right, .place, as: use), isStatement: false)
    case .organization, .person:
      return try belongsInside(noun, relation, quantifier, right, at: range)
    case .theme where relation == .under:
      let use = NameUse(holder: "`under`", range: range, isPhrase: true)
      return .within(try entities(right, .theme, as: use), isStatement: false)
    case .outcome, .figure:
      return try throughEvents("event", of: noun) { inner throws(QueryError) in
        try inner.inside(.event, relation, quantifier, right, at: range)
      }
    default:
      throw noSuchPhrase(relation, noun, at: range)
    }
  }

  /// `in China`, `under "International Month 2025"`, `under technology`, `under CAST`.
  private func eventInside(
    _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    let use = NameUse(holder: "`\(relation.rawValue)`", range: range, isPhrase: true)
    if case .list(let items) = right.kind {
      // Quantified: `in all (China, France)`; all of one noun, told by the first.
      let (noun, _) = try insideTarget(items.first ?? right, relation, range)
      let rows = try entities(right, noun, as: use)
      guard let field = Schema.field(insideField(noun), of: .event) else { return .identity([]) }
      return member(field, quantifier, rows, isUnder: true)
    }
    let (noun, row) = try insideTarget(right, relation, range)
    if noun == .event { return .within([row], isStatement: false) }
    guard let field = Schema.field(insideField(noun), of: .event) else { return .identity([]) }
    return member(field, quantifier, [row], isUnder: true)
  }

  private func insideField(_ noun: Noun) -> String {
    switch noun {
    case .organization: "organizer"
    case .theme: "theme"
    case .event: "part_of"
    default: "place"
    }
  }

  /// What `in X` or `under X` names: a place or an event; with `under` a theme or organization too.
  private func insideTarget(
    _ expression: Expression, _ relation: Relation, _ range: TextRange
  ) throws(QueryError) -> (Noun, UInt32) {
    if case .identity(let word, let id) = expression.kind {
      let entity = try identity(word, id, at: expression.range)
      try requireInside(entity.noun, relation, expression, range)
      return (entity.noun, entity.row)
    }
    switch expression.kind {
    case .word, .text, .number: break
    case .subquery: throw faults.notYet("a query inside a test", at: expression.range)
    default:
      throw faults.error(
        "T01", "`\(relation.rawValue)` takes a place, a date or an event", at: expression.range,
        label: "\(faults.written(expression.range)) is none of them")
    }
    let name = try texts(expression).first ?? ""
    let allowed: [Noun] =
      relation == .under ? [.place, .event, .theme, .organization] : [.place, .event]
    let found = allowed.flatMap { noun in names.exact(name, noun).map { Entity(noun, $0) } }
    if let only = found.first, found.count == 1 { return (only.noun, only.row) }
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
    let (target, row) = try insideTarget(right, relation, range)
    if target == noun { return .within([row], isStatement: false) }
    guard target == .place, let country = Schema.field("country", of: noun) else {
      return try throughEvents("events", of: noun) { inner throws(QueryError) in
        try inner.inside(.event, relation, quantifier, right, at: range)
      }
    }
    let events = try throughEvents("events", of: noun) { inner throws(QueryError) in
      try inner.inside(.event, relation, quantifier, right, at: range)
    }
    return .or(member(country, quantifier, [row], isUnder: true), events)
  }

  // MARK: - Time

  /// A time word about the row: its own date, or that of the event it belongs to.
  private func time(
    _ noun: Noun, _ relation: PeriodRelation, _ days: DateRange, _ word: Relation,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    func own(_ name: String) -> Predicate? {
      Schema.field(name, of: noun).map { .period(relation, days, $0) }
    }
    func ofEvent() -> Predicate? {
      guard let event = Schema.field("event", of: noun),
        let when = Schema.field("when", of: .event)
      else { return nil }
      return .exists(event, .period(relation, days, when))
    }
    func either(_ name: String) -> Predicate? {
      guard let field = Schema.field(name, of: noun), let own = own(name), let event = ofEvent()
      else { return nil }
      let isStated = Predicate.state(field, .known)
      return .or(.and(isStated, own), .and(.not(isStated), event))
    }
    let predicate: Predicate? =
      switch noun {
      case .event: own("when")
      case .source: own("published")
      case .outcome: either("released")
      case .figure: either("as_of")
      default: nil
      }
    if let predicate { return predicate }
    let hasEvents = Schema.field("events", of: noun) != nil
    throw faults.error(
      "T04", "\(noun.plural) have no date of their own", at: range,
      label: hasEvents ? "their events have" : "",
      fixes: hasEvents ? [faults.fix(range, "where events[\(faults.written(range))]")] : [])
  }

  private func noSuchPhrase(_ relation: Relation, _ noun: Noun, at range: TextRange) -> QueryError {
    let fitting = Schema.fields(of: noun).filter { $0.type.isEntity }.map(\.name)
    let hasEvents = fitting.contains("events")
    return faults.error(
      "T04", "`\(relation.rawValue)` does not fit \(noun.plural)", at: range,
      label: "fields that name things: \(fitting.prefix(6).joined(separator: ", "))",
      fixes: hasEvents ? [faults.fix(range, "where events[\(faults.written(range))]")] : [])
  }
}
