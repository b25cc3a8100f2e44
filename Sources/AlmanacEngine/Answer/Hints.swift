internal import AlmanacLanguage
internal import AlmanacStore

/// What is worth saying after an answer: at most one thing, and how to ask for it.
struct Hints {
  let store: Store
  let context: QueryContext
  let faults: Faults

  func hints(_ query: Query, _ resolved: ResolvedQuery, _ answer: Answer) -> [Hint] {
    for (stage, resolvedStage) in zip(query.stages, resolved.stages) {
      guard case .filter(let expression, _) = stage.kind,
        case .filter(let predicate) = resolvedStage, resolved.source.isTable
      else { continue }
      if let hint = identityHint(predicate, expression, stage) { return [hint] }
    }
    return emptyHint(query, answer).map { [$0] } ?? []
  }

  /// `organizer = CAST` leaves out its other roles, `place = China` what lies inside China.
  private func identityHint(
    _ predicate: Predicate, _ expression: Expression, _ stage: Stage
  ) -> Hint? {
    guard case .exists(let field, .identity(let rows)) = predicate, let row = rows.first,
      rows.count == 1
    else { return nil }
    let evaluator = Evaluator(store: store, context: context)
    let exact = evaluator.truths(of: predicate, .event).certain
    if Schema.roles.contains(field.name), let org = Schema.field("org", of: .event) {
      let wider = evaluator.truths(of: .exists(org, .identity([row])), .event).certain
      let more = wider.subtracting(exact).count
      guard more > 0 else { return nil }
      let name = written(expression)
      let verb = more == 1 ? "event has" : "events have"
      return Hint(
        id: "H4", text: "\(more) more \(verb) \(name) in another role",
        query: faults.replacing(stage.range, with: "where org = \(name)"))
    }
    if field.type == .entity(.place), case .comparison = expression.kind {
      let wider = evaluator.truths(
        of: .exists(field, .within([row], isStatement: true)), .event
      ).certain
      let more = wider.subtracting(exact).count
      guard more > 0 else { return nil }
      let name = written(expression)
      let own = exact.count == 1 ? "1 event" : "\(exact.count) events"
      let verb = more == 1 ? "is" : "are"
      return Hint(
        id: "H1",
        text: "`place = \(name)` is \(name) itself (\(own)). \(more) more \(verb) inside \(name)",
        query: faults.replacing(stage.range, with: "in \(name)"))
    }
    return nil
  }

  /// The name on the right side of a simple test, as written.
  private func written(_ expression: Expression) -> String {
    switch expression.kind {
    case .comparison(_, _, _, _, let right), .phrase(_, _, let right):
      faults.written(right.range)
    default: faults.written(expression.range)
    }
  }

  /// Nothing is certain, but something is possible: the query that shows it.
  private func emptyHint(_ query: Query, _ answer: Answer) -> Hint? {
    let maybes = answer.footer.maybeCount + answer.footer.notStatedCount
    guard answer.rowCount == 0, maybes > 0, case .records = answer.shape else { return nil }
    let filters = query.stages.filter {
      if case .filter = $0.kind { return true }
      return false
    }
    guard let stage = filters.first, filters.count == 1,
      case .filter(let expression, _) = stage.kind
    else { return nil }
    let noun = answer.footer.noun ?? .event
    let test: Expression
    switch expression.kind {
    case .and(_, _), .or(_, _), .modified(.not, _), .comparison, .relation, .phrase, .state,
      .filtered, .call:
      test = Expression(.modified(.possibly, expression), expression.range)
    default: return nil
    }
    var wider = query
    for index in wider.stages.indices where wider.stages[index] == stage {
      wider.stages[index].kind = .filter(test, isPhrase: false)
    }
    return Hint(
      id: "H3",
      text: "0 \(noun.plural), but \(maybes) \(maybes == 1 ? "maybe" : "maybes")",
      query: format(wider))
  }
}
