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
      return try columnPhrase(relation, quantifier, right, at: range)
    }
    switch relation {
    case .by:
      return try by(noun, quantifier, right, at: range)
    case .about:
      return try about(noun, quantifier, right, at: range)
    case .in, .under:
      return try inside(noun, relation, quantifier, right, at: range)
    case .during, .before, .after, .overlaps:
      return try time(noun, PeriodRelation(relation), try dates(right), quantifier, at: range)
    case .contains:
      return try anyText(.contains, right, quantifier)
    case .matches:
      return try anyText(.matches, right, quantifier)
    }
  }

  private func anyText(
    _ relation: TextRelation, _ right: Expression, _ quantifier: Quantifier?
  ) throws(QueryError) -> Predicate {
    let texts = try texts(right)
    return quantified(
      quantifier ?? .any, texts.map { Choice(test: .anyText(relation, $0)) }
    ) { $0 }
  }

  // MARK: - Made rows

  /// On rows that a count made a phrase speaks about the column that holds what it asks for.
  private func columnPhrase(
    _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    guard case .tuples(let columns, let maker) = scope else { return .constant(.no) }
    func column(_ fits: (TupleColumn) -> Bool) -> (Int, TupleColumn)? {
      columns.enumerated().first { fits($0.element) }.map { ($0.offset, $0.element) }
    }
    let isDate = try relation.isTime ? true : dateRange(right) != nil
    let found: (Int, TupleColumn)?
    switch relation {
    case .by: found = column { $0.type == .entity(.organization) }
    case .about: found = column { $0.type == .entity(.theme) }
    case .in, .during, .before, .after, .overlaps, .under:
      found =
        isDate
        ? column { $0.type.isDate }
        : column { $0.type == .entity(.place) } ?? column { $0.type.isTree }
    case .contains, .matches:
      found = column { !$0.type.isDate && $0.type != .number && $0.type != .truth }
    }
    guard let (index, column) = found else {
      throw faults.error(
        "T02", "after `\(maker)` no column holds what `\(relation.rawValue)` asks for", at: range,
        label: "put it before the count",
        notes: ["columns: " + columns.map(\.name).joined(separator: ", ")])
    }
    let matching: Matching =
      switch relation {
      case .by: .compares(.equal)
      case .about, .in, .under:
        isDate ? .stands(.overlaps) : .lies(isStatement: column.type == .entity(.place))
      case .during, .before, .after, .overlaps: .stands(PeriodRelation(relation))
      case .contains: .reads(.contains)
      case .matches: .reads(.matches)
      }
    return try held(
      Asked(
        left: right, operand: .column(index, column), matching: matching,
        quantifier: quantifier ?? .any, right: right, range: range))
  }

  // MARK: - by, about

  private func by(
    _ noun: Noun, _ quantifier: Quantifier?, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    let use = NameUse(holder: "`by`", range: range, isPhrase: true)
    switch noun {
    case .event:
      guard let organizer = Schema.field("organizer", of: .event) else { return .constant(.no) }
      return member(
        organizer, quantifier ?? .any,
        try choices(right, .organization, quantifier ?? .any, as: use), isUnder: false)
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
      guard let theme = Schema.field("theme", of: .event) else { return .constant(.no) }
      return member(
        theme, quantifier ?? .any, try choices(right, .theme, quantifier ?? .any, as: use),
        isUnder: true)
    case .outcome, .source, .person:
      let events = noun == .outcome ? "event" : "events"
      return try throughEvents(events, of: noun) { inner throws(QueryError) in
        try inner.about(.event, quantifier, right, at: range)
      }
    default:
      throw noSuchPhrase(.about, noun, at: range)
    }
  }

  func member(
    _ field: Field, _ quantifier: Quantifier, _ choices: [Choice], isUnder: Bool
  ) -> Predicate {
    let isPlace = field.type == .entity(.place)
    let choices =
      isUnder
      ? choices.map { Choice(test: .within($0.test, isStatement: isPlace), isSure: $0.isSure) }
      : choices
    let path = Path(noun: .event, fields: [field])
    return keepingList(
      quantifier, path, choices, quantified(quantifier, choices) { .exists(field, $0) })
  }

  /// The same phrase, asked of the events that the record belongs to.
  func throughEvents(
    _ name: String, of noun: Noun, _ resolve: (Resolver) throws(QueryError) -> Predicate
  ) throws(QueryError) -> Predicate {
    var inner = self
    inner.scope = .records(.event)
    let predicate = try resolve(inner)
    guard let field = Schema.field(name, of: noun) else { return .constant(.no) }
    return .exists(field, predicate)
  }

  // MARK: - Time

  /// A time word about the row: its own date, or that of the event it belongs to.
  func time(
    _ noun: Noun, _ relation: PeriodRelation, _ dates: [Operand], _ quantifier: Quantifier?,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    func test(_ path: Path) -> Predicate {
      let ranges = dates.compactMap { operand -> DateRange? in
        if case .date(let range, _) = operand { return range }
        return nil
      }
      guard ranges.count == dates.count else {
        let right = dates.count == 1 ? dates[0] : .list(dates)
        return .match(.path(path), .stands(relation), quantifier ?? .any, right)
      }
      return quantified(
        quantifier ?? .any,
        ranges.map { Choice(test: .period(relation, $0, lastField(path))) }
      ) { test in nested(path) { _ in test } }
    }
    func own(_ name: String) -> Predicate? {
      Schema.field(name, of: noun).map { test(Path(noun: noun, fields: [$0])) }
    }
    func either(_ name: String) -> Predicate? {
      guard let field = Schema.field(name, of: noun), let own = own(name),
        let event = Schema.field("event", of: noun), let when = Schema.field("when", of: .event)
      else { return nil }
      let isStated = Predicate.state(.path(Path(noun: noun, fields: [field])), .known)
      let ofEvent = test(Path(noun: noun, fields: [event, when]))
      return .or(.and(isStated, own), .and(.not(isStated), ofEvent))
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

  func noSuchPhrase(_ relation: Relation, _ noun: Noun, at range: TextRange) -> QueryError {
    let fitting = Schema.fields(of: noun).filter { $0.type.isEntity }.map(\.name)
    let hasEvents = fitting.contains("events")
    return faults.error(
      "T04", "`\(relation.rawValue)` does not fit \(noun.plural)", at: range,
      label: "fields that name things: \(fitting.prefix(6).joined(separator: ", "))",
      fixes: hasEvents ? [faults.fix(range, "where events[\(faults.written(range))]")] : [])
  }
}

extension Relation {
  fileprivate var isTime: Bool {
    switch self {
    case .during, .before, .after, .overlaps: true
    default: false
    }
  }
}

extension OperandType {
  /// Its records form a tree.
  fileprivate var isTree: Bool {
    if case .entity(let noun) = self { return Schema.treeField(of: noun) != nil }
    return false
  }
}
