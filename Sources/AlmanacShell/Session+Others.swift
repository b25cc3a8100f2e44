internal import Almanac

/// The statements that are no queries: names, assertions, printed values.
extension Session {
  /// Does a statement that gives no rows.
  ///
  /// - Returns: false for a query, which is answered elsewhere, and for what has faults.
  mutating func performOther(_ text: String, into reply: inout Reply) throws(QueryError) -> Bool {
    guard Session.mayBeOther(text) else { return false }
    let parsed = parseStatement(text)
    guard parsed.diagnostics.isEmpty, let statement = parsed.statement else { return false }
    switch statement.kind {
    case .letBinding:
      guard
        let (name, query) = try loading.catalog.bind(statement, text: text, context: context)
      else { return false }
      context.bindings[name] = query
      return true
    case .print(let columns):
      let values = try loading.catalog.values(of: columns, text: text, context: context)
      reply.print(shown(values.map { Almanac.text(of: $0) }.joined(separator: " ")))
      return true
    case .assert(let test, let message):
      try loading.catalog.hold(test, message: message?.text, text: text, context: context)
      return true
    default:
      return try performExplanation(statement, text, into: &reply)
    }
  }

  /// Whether it is worth parsing twice: most statements are queries.
  private static func mayBeOther(_ text: String) -> Bool {
    let start = text.drop { $0.isWhitespace }.prefix(8).lowercased()
    return ["let", "print", "assert", "explain", "describe", "why"].contains {
      start.hasPrefix($0)
    }
  }

  /// `.lets`
  func lets(into reply: inout Reply) {
    guard !context.bindings.isEmpty else {
      return reply.say("no name is defined yet: let $cast = events by CAST")
    }
    for (name, query) in context.bindings.sorted(by: { $0.key < $1.key }) {
      reply.print("let $\(name) = \(format(query))")
    }
  }
}
