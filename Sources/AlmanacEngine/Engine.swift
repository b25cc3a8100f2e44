public import AlmanacLanguage
public import AlmanacStore

/// Answers a parsed statement.
///
/// - Parameters:
///   - statement: without diagnostics of its own.
///   - text: what it was parsed from; fixes are this text with one place changed.
/// - Throws: ``QueryError`` for names, types and values that don't fit, and for what the engine
///   can't do yet.
public func answer(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) -> Answer {
  let faults = Faults(text: text)
  let (query, resolved) = try resolve(statement, faults, over: store, context: context)
  var pipeline = Pipeline(store: store, context: context, source: resolved.source)
  for (place, stage) in resolved.stages.enumerated() {
    pipeline.run(stage)
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

/// Finds out whether a statement would be answered: its names are known, its types fit. A query is
/// not run for that.
///
/// - Parameters:
///   - statement: without diagnostics of its own.
///   - text: what it was parsed from.
/// - Throws: ``QueryError`` where ``answer(_:text:over:context:)`` would.
public func check(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) {
  switch statement.kind {
  case .explain: _ = try explain(statement, text: text, over: store, context: context)
  case .describe: _ = try describe(statement, text: text, over: store, context: context)
  case .why: _ = try why(statement, text: text, over: store, context: context)
  default: _ = try resolve(statement, Faults(text: text), over: store, context: context)
  }
}

private func resolve(
  _ statement: Statement, _ faults: Faults, over store: Store, context: QueryContext
) throws(QueryError) -> (query: Query, resolved: ResolvedQuery) {
  let statement = try settled(statement, faults, context)
  guard case .query(let query, let view, let export) = statement.kind else {
    throw faults.notYet("this statement", at: statement.range)
  }
  if view != nil { throw faults.notYet("`draw`", at: statement.range) }
  if let export { throw faults.notYet("`export`", at: export.range) }
  var resolver = Resolver(store: store, context: context, text: faults.text)
  return (query, try resolver.resolve(query))
}
