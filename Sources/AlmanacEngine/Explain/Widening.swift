internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Tests that ask for a little more than one that keeps a record out: a wider range, a wider place,
/// any role instead of one.
struct Widening {
  let store: Store
  let context: QueryContext
  let entity: Entity

  private var core: CoreSyntax { CoreSyntax(store: store) }
  private var values: Values { Values(store: store, context: context) }

  /// Tests to stand in the place of a blamed one, the nearest first.
  func tests(instead blame: Blame) -> [Expression] {
    // What `not` excludes would have to be narrower: that is no longer the same question.
    guard !blame.isNegated, let noun = blame.clause.noun else { return [] }
    switch blame.clause.predicate {
    case .exists(let field, .identity(let rows)):
      return otherRole(field, rows) + below(field, rows) + wider(field, rows, blame)
    case .exists(let field, .within(.identity(let rows), _)):
      return wider(field, rows, blame)
    case .number(let field, let comparator, let bound):
      return number(.path(Path(noun: noun, fields: [field])), comparator, bound, noun)
    case .match(let operand, .compares(let comparator), .any, .number(let bound)):
      return number(operand, comparator, bound, noun)
    case .day(let field, let comparator, let range):
      return day(field, comparator, range)
    case .period(let relation, let range, let field):
      return period(blame.clause.expression, field, relation, range)
    default: return []
    }
  }

  // MARK: - Things

  /// `organizer = CAST` → `org = CAST`: any role of an event.
  private func otherRole(_ field: Field, _ rows: [UInt32]) -> [Expression] {
    guard entity.noun == .event, Schema.roles.contains(field.name) else { return [] }
    return [equal("org", .organization, rows)]
  }

  /// `place = China` → `place in China`.
  private func below(_ field: Field, _ rows: [UInt32]) -> [Expression] {
    guard field.isTree, case .entity(let target) = field.type else { return [] }
    return [within(field, target, rows)]
  }

  /// `in Chongqing` → `in China`: the nearest that is above both, upwards.
  private func wider(_ field: Field, _ rows: [UInt32], _ blame: Blame) -> [Expression] {
    guard field.isTree, case .entity(let target) = field.type, rows.count == 1,
      let forest = store[target].forest
    else { return [] }
    return forest.ancestors(of: rows[0]).map { above in
      if case .phrase(let relation, let quantifier, _) = blame.clause.expression.kind,
        relation != .by
      {
        return core.made(.phrase(relation, quantifier, named(Entity(target, above))))
      }
      return within(field, target, [above])
    }
  }

  private func equal(_ field: String, _ noun: Noun, _ rows: [UInt32]) -> Expression {
    core.made(
      .comparison(
        core.made(.word(field)), isNegated: false, .equal, rows.count > 1 ? .any : nil,
        core.listed(rows.map { named(Entity(noun, $0)) })))
  }

  private func within(_ field: Field, _ noun: Noun, _ rows: [UInt32]) -> Expression {
    core.made(
      .relation(
        core.made(.word(field.name)), isNegated: false, noun == .place ? .in : .under, nil,
        core.listed(rows.map { named(Entity(noun, $0)) })))
  }

  /// A name where it is the only thing of that name, else the `@id`.
  private func named(_ entity: Entity) -> Expression {
    let table = store[entity.noun]
    let display =
      table.names.acronym(of: entity.row)
      ?? store.displayName(of: entity, languages: context.languages)
    guard NameLookup(store: store).exact(display, entity.noun) == [entity.row] else {
      return core.identity(entity)
    }
    let isBare = nameLiteral(display) == display
    return core.made(isBare ? .word(display) : .text(display))
  }

  // MARK: - Numbers

  private func number(
    _ operand: Operand, _ comparator: Comparator, _ bound: Quantity, _ noun: Noun
  ) -> [Expression] {
    guard
      let found = RowReader(values: values, row: .record(entity.row, noun)).quantity(of: operand),
      !found.isGuess,
      let left = core.expression(of: operand)
    else { return [] }
    let exact: (Comparator, Quantity)?
    switch comparator {
    case .greater, .greaterOrEqual:
      exact = (.greaterOrEqual, Quantity(lower: found.lower, upper: found.lower))
    case .less, .lessOrEqual:
      exact = (.lessOrEqual, Quantity(lower: found.upper, upper: found.upper))
    case .equal:
      exact = (
        .equal,
        Quantity(lower: min(found.lower, bound.lower), upper: max(found.upper, bound.upper))
      )
    default: exact = nil
    }
    guard let (comparator, bound) = exact, let right = core.number(bound) else { return [] }
    return [core.made(.comparison(left, isNegated: false, comparator, nil, right))]
  }

  // MARK: - Dates

  private func day(_ field: Field, _ comparator: Comparator, _ range: DateRange) -> [Expression] {
    guard let date = values.date(of: field, row: entity.row, entity.noun), !date.isGuess else {
      return []
    }
    let (low, high) = (date.starts.earliest, date.ends.latest)
    let wanted: (Comparator, DateRange)
    switch comparator {
    case .equal:
      wanted = (.equal, DateRange(first: min(low, range.first), last: max(high, range.last)))
    case .greater, .greaterOrEqual: wanted = (.greaterOrEqual, DateRange(day: low))
    case .less, .lessOrEqual: wanted = (.lessOrEqual, DateRange(day: high))
    case .notEqual: return []
    }
    return core.date(wanted.1).map {
      [core.made(.comparison(core.made(.word(field.name)), isNegated: false, wanted.0, nil, $0))]
    } ?? []
  }

  private func period(
    _ expression: Expression, _ field: Field, _ relation: PeriodRelation, _ range: DateRange
  ) -> [Expression] {
    guard let date = values.date(of: field, row: entity.row, entity.noun), !date.isGuess else {
      return []
    }
    let (low, high) = (date.starts.earliest, date.ends.latest)
    let wanted: DateRange
    switch relation {
    case .during, .overlaps:
      wanted = DateRange(first: min(low, range.first), last: max(high, range.last))
    case .before: wanted = DateRange(day: high.adding(days: 1))
    case .after: wanted = DateRange(day: low.adding(days: -1))
    case .contains:
      wanted = DateRange(
        first: max(date.starts.latest, range.first), last: min(date.ends.earliest, range.last))
      guard wanted.first <= wanted.last else { return [] }
    }
    guard let right = core.date(wanted) else { return [] }
    switch expression.kind {
    case .phrase(let word, let quantifier, _):
      return [Expression(.phrase(word, quantifier, right), .none)]
    case .relation(let left, false, let word, let quantifier, _):
      return [Expression(.relation(left, isNegated: false, word, quantifier, right), .none)]
    default: return []
    }
  }
}
