public import AlmanacEngine
public import AlmanacLanguage
public import AlmanacStore
internal import AlmanacText

/// What is wrong with a text that is still being typed, for live colour.
public struct TypedFaults: Hashable, Sendable {
  /// Names that nothing has, or that are ambiguous, in bytes of the text.
  public var names: [TextRange] = []
  /// Other faults, but for those that typing on would mend.
  public var others: [TextRange] = []

  /// No faults.
  public init() {}
}

/// Finds the faults of a text that is still being typed. No query is run for that.
///
/// Of a statement that is not whole the stages are looked at that are. The word at the end may be the
/// beginning of a name, and is wrong only when no name and no word begins so.
public func typedFaults(
  in text: String, over store: Store, context: QueryContext
) -> TypedFaults {
  var faults = TypedFaults()
  let end = text.utf8.count
  for parsed in parseScript(text).statements {
    faults.others += parsed.diagnostics.map(\.primary.range).filter { $0.end < parsed.range.end }
    for query in queries(of: parsed, in: text) {
      let statement = Statement(.query(query, draw: nil, export: nil), query.range)
      do throws(QueryError) {
        try check(statement, text: text, over: store, context: context)
      } catch {
        for fault in error.diagnostics where fault.id.hasPrefix("N") {
          let range = fault.primary.range
          if range.end < end || !mayGoOn(range, of: text, store, context) {
            faults.names.append(range)
          }
        }
      }
    }
  }
  return faults
}

/// The queries of a statement, as far as they are whole.
private func queries(of parsed: ParsedStatement, in text: String) -> [Query] {
  if !parsed.diagnostics.isEmpty,
    let query = expectation(at: text.utf8.count, in: text).query,
    query.range.start >= parsed.range.start
  {
    return [query]
  }
  switch parsed.statement?.kind {
  case .query(let query, _, _), .letBinding(_, let query), .param(_, let query),
    .explain(let query), .why(_, _, in: let query?):
    return [query]
  case nil:
    let fault = parsed.diagnostics.map(\.primary.range.start).min() ?? parsed.range.end
    return [expectation(at: fault, in: text).query].compactMap { $0 }
  default: return []
  }
}

/// Whether some name, field or word begins with the word in `range`.
private func mayGoOn(
  _ range: TextRange, of text: String, _ store: Store, _ context: QueryContext
) -> Bool {
  let typed = Typed(text, range, cursor: range.end)
  if typed.text.hasPrefix("$") {
    return context.bindings.keys.contains { "$\($0)".hasPrefix(typed.text) }
  }
  // Behind a closing quote nothing goes on.
  guard !typed.key.isEmpty, !(typed.isQuoted && typed.text.last == "\"") else { return false }
  return Noun.allCases.contains { noun in
    typed.begins(noun.plural) || typed.begins(noun.word)
      || Schema.fields(of: noun).contains { typed.begins($0.name) }
      || !store[noun].nameIndex.range(ofPrefix: typed.key).isEmpty
  } || Keyword.allCases.contains { typed.begins($0.rawValue) }
}
