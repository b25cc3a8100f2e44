internal import Almanac

/// The statements that ask about an answer: `explain`, `describe`, `why`, `why not`.
extension Session {
  /// Writes what such a statement asks for; false for any other.
  mutating func performExplanation(
    _ statement: Statement, _ text: String, into reply: inout Reply
  ) throws(QueryError) -> Bool {
    let catalog = loading.catalog
    let (format, style) = (settings.format, display.outputStyle)
    let width = settings.widthColumns ?? display.widthColumns
    switch statement.kind {
    case .explain:
      guard let explanation = try catalog.explain(statement, text: text, context: context) else {
        return false
      }
      reply.print(render(explanation, format: format, width: width, style: style))
    case .describe:
      guard let description = try catalog.describe(statement, text: text, context: context) else {
        return false
      }
      reply.print(render(description, format: format, width: width, style: style))
    case .why:
      let reason = try catalog.why(statement, last: lastQuery, text: text, context: context)
      guard let reason else { return false }
      if case .absence(let absence) = reason, !absence.admitting.isEmpty {
        reply.suggestion = absence.admitting
      }
      reply.print(render(reason, format: format, width: width, style: style))
    default: return false
    }
    return true
  }

  /// The query that was asked, explained or asked about last.
  private var lastQuery: Query? {
    for text in statements.reversed() {
      guard let statement = parseStatement(text).statement else { continue }
      let query: Query? =
        switch statement.kind {
        case .query(let query, _, _), .explain(let query), .why(_, _, in: let query?): query
        default: nil
        }
      guard let query else { continue }
      // What its names stand for may have changed since; what they stand for now is meant.
      var substitution = Substitution(context.bindings)
      return substitution.query(query)
    }
    return nil
  }
}
