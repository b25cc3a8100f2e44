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
  throw QueryError([])
}
