internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

/// Finds the one thing that `why` or `describe` asks about.
struct Subject {
  let store: Store
  let context: QueryContext
  let faults: Faults

  private var resolver: Resolver { Resolver(store: store, context: context, text: faults.text) }

  /// The record that an expression stands for: a name, an `@id`, a path or a query that leads to
  /// one record.
  ///
  /// - Parameter preferred: the noun that is looked through first, so that a name that several
  ///   nouns have is the one that the rows are.
  func entity(_ expression: Expression, preferring preferred: Noun? = nil) throws(QueryError)
    -> Entity
  {
    switch expression.kind {
    case .word(let name):
      if let noun = Noun(word: foldedKey(name)) { throw wholeNoun(noun, expression) }
      return try named(name, expression, preferred)
    case .text(let name): return try named(name, expression, preferred)
    case .number(let number): return try named(number.text, expression, preferred)
    case .date(_, let text): return try named(text, expression, preferred)
    case .identity(let noun, let id):
      return try resolver.identity(noun, id, at: expression.range)
    case .member, .filtered:
      return try only(
        of: Query(source: expression, stages: [], range: expression.range), expression)
    case .subquery(let query): return try only(of: query, expression)
    default:
      throw faults.error(
        "T07", "\(faults.written(expression.range)) is no thing", at: expression.range,
        label: "a name, an @id or a path to one thing is expected here")
    }
  }

  private func wholeNoun(_ noun: Noun, _ expression: Expression) -> QueryError {
    let first = store[noun].order.first.map { named(Entity(noun, $0)) }
    return faults.error(
      "T07", "\(faults.written(expression.range)) are many things", at: expression.range,
      label: "one thing can be asked about at a time",
      notes: ["what is known of them: describe \(noun.plural)"],
      fixes: first.map { [faults.fix(expression.range, $0.identity, remark: "(\($0.name))")] } ?? []
    )
  }

  private func named(
    _ name: String, _ expression: Expression, _ preferred: Noun?
  ) throws(QueryError) -> Entity {
    if let preferred {
      let rows = NameLookup(store: store).exact(name, preferred)
      if let row = rows.first, rows.count == 1 { return Entity(preferred, row) }
      if !rows.isEmpty {
        throw resolver.ambiguous(
          name, rows.map { Entity(preferred, $0) }, what: preferred.plural, at: expression.range)
      }
      if let row = store[preferred].row(id: name) { return Entity(preferred, row) }
    }
    return try resolver.thing(named: name, at: expression.range)
  }

  private func only(of query: Query, _ expression: Expression) throws(QueryError) -> Entity {
    let course = try Course(query, over: store, context: context, text: faults.text)
    let last = course.steps.last?.after ?? course.start
    guard case .records(let noun, let rows) = last.rows else {
      throw faults.error(
        "T07", "a count has no thing to ask about", at: expression.range,
        label: "a query that leads to one record is expected here")
    }
    if let row = rows.first, rows.count == 1 { return Entity(noun, row) }
    let things = rows.prefix(7).map { Entity(noun, $0) }
    let literals = things.map { identityLiteral($0, in: store) }
    throw faults.error(
      "T07",
      rows.isEmpty
        ? "\(format(query)) names nothing" : "\(format(query)) names \(rows.count) \(noun.plural)",
      at: expression.range, label: "one thing can be asked about at a time",
      notes: rows.isEmpty ? [] : ["they are: " + literals.joined(separator: ", ")],
      fixes: literals.first.map { [faults.fix(expression.range, $0)] } ?? [])
  }

  /// `CAST.country`: the thing and the field of it; nil when the expression is no path to a field.
  func field(_ expression: Expression) throws(QueryError) -> (entity: Entity, field: Field)? {
    guard case .member(let base, let name) = expression.kind else { return nil }
    let entity = try entity(base)
    guard let field = resolver.field(name.text, of: entity.noun) else {
      throw resolver.unknownField(name, of: entity.noun)
    }
    return (entity, field)
  }

  /// The record with its name and its `@id`.
  func named(_ entity: Entity) -> NamedThing {
    NamedThing(
      entity: entity, name: store.displayName(of: entity, languages: context.languages),
      identity: identityLiteral(entity, in: store))
  }
}
