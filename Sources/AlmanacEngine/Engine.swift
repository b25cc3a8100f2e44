public import AlmanacLanguage
public import AlmanacStore

/// Answers a query.
///
/// - Parameters:
///   - statement: a query, without diagnostics of its own.
///   - text: what it was parsed from; fixes are this text with one place changed.
/// - Throws: ``QueryError`` for names, types and values that don't fit, for what the engine can't
///   do yet, and for a statement that gives no rows.
public func answer(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) -> Answer {
  if case .rows(let answer, _, _, _) = try run(
    statement, text: text, over: store, context: context)
  {
    return answer
  }
  throw Faults(text: text).error(
    "X02", "this statement gives no rows", at: statement.range,
    fixes: [Diagnostic.Fix("events")])
}

/// Answers a query without names.
func answer(
  _ query: Query, _ faults: Faults, over store: Store, context: QueryContext
) throws(QueryError) -> Answer {
  var resolver = Resolver(store: store, context: context, text: faults.text)
  let resolved = try resolver.resolve(query)
  var pipeline = Pipeline(store: store, context: context, source: resolved.source)
  for (place, stage) in resolved.stages.enumerated() {
    pipeline.run(stage, before: resolved.stages.dropFirst(place + 1).first)
    guard let excess = pipeline.excess else { continue }
    // Stages of brackets around the source come before those of the query.
    let own = place - (resolved.stages.count - query.stages.count)
    throw faults.beyond(
      excess, at: query.stages.indices.contains(own) ? query.stages[own].range : query.range)
  }
  var card: Entity?
  if case .entity(let entity) = resolved.source, resolved.stages.isEmpty { card = entity }
  var answer = pipeline.answer(card: card)
  answer.hints = Hints(store: store, context: context, faults: faults)
    .hints(query, resolved, answer)
  return answer
}
