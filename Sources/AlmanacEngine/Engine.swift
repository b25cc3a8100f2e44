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
  for stage in resolved.stages { pipeline.run(stage) }
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
  case .letBinding: _ = try bind(statement, text: text, over: store, context: context)
  case .print(let columns): _ = try values(of: columns, text: text, over: store, context: context)
  case .assert(let test, let message):
    do throws(QueryError) {
      try hold(test, message: message?.text, text: text, over: store, context: context)
    } catch  where error.diagnostics.allSatisfy({ $0.id.hasPrefix("A") }) {
      // It can be asked; what comes of it is for its run.
    }
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
