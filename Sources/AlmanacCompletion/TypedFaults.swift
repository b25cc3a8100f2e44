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
  var context = context
  context.proposesNames = false
  let end = text.utf8.count
  for parsed in parseScript(text).statements {
    faults.others += parsed.diagnostics.filter { !$0.isOpenBracket }.map(\.primary.range)
      .filter { $0.end < parsed.range.end }
    for part in parts(of: parsed, in: text) {
      faults.names += unknownNames(in: part, text, over: store, context: context).filter {
        $0.end < end || !mayGoOn($0, of: text, store, context)
      }
    }
  }
  return faults
}

/// Every name of a statement that nothing has: what is wrong is taken out, and the rest looked at again.
private func unknownNames(
  in statement: Statement, _ text: String, over store: Store, context: QueryContext
) -> [TextRange] {
  var names: [TextRange] = []
  var rest: Statement? = statement
  while let statement = rest, names.count < mostUnknownNames {
    do throws(QueryError) {
      try check(statement, text: text, over: store, context: context)
      return names
    } catch {
      guard let fault = error.diagnostics.first else { return names }
      let range = fault.primary.range
      if fault.id.hasPrefix("N") { names.append(range) }
      let pruned = statement.pruned(of: range)
      rest = pruned == statement ? nil : pruned
    }
  }
  return names
}

extension Diagnostic {
  /// Whether it is about a bracket that is not closed yet.
  fileprivate var isOpenBracket: Bool { id == "S06" && secondary == nil }
}

/// So many names of one statement may be wrong at once; more are not looked for.
private let mostUnknownNames = 16

/// What can be looked at of a statement, as far as it is whole.
private func parts(of parsed: ParsedStatement, in text: String) -> [Statement] {
  if parsed.diagnostics.isEmpty, let statement = parsed.statement { return parts(of: statement) }
  if let completed = completed(parsed, in: text) { return parts(of: completed) }
  let open = expectation(at: text.utf8.count, in: text).query
  if let open, open.range.start >= parsed.range.start { return [asking(open)] }
  if let statement = parsed.statement { return parts(of: statement) }
  let fault = parsed.diagnostics.map(\.primary.range.start).min() ?? parsed.range.end
  return [expectation(at: fault, in: text).query].compactMap { $0 }.map(asking)
}

/// The parts of a statement that can be checked without asking anything of the data.
private func parts(of statement: Statement) -> [Statement] {
  switch statement.kind {
  case .query(let query, _, _), .explain(let query): return [asking(query)]
  case .letBinding, .param: return [statement]
  case .assert(let test, _):
    if case .call = test.kind { return [value(test)].compactMap { $0 } }
    return [statement]
  case .why(_, let thing, let query): return things(thing) + [query].compactMap { $0 }.map(asking)
  case .describe(let thing): return things(thing)
  case .print(let columns): return columns.compactMap(\.expression).compactMap(value)
  case .include: return []
  }
}

private func asking(_ query: Query) -> Statement {
  Statement(.query(query, draw: nil, export: nil), query.range)
}

/// A thing, unless it is a noun or a field of one.
private func things(_ thing: Expression) -> [Statement] {
  var head = thing
  while case .member(let base, _) = head.kind { head = base }
  if case .word(let word) = head.kind, Noun(word: foldedKey(word)) != nil { return [] }
  return [asking(Query(source: head, stages: [], range: head.range))]
}

/// What `print` writes; nil for texts and numbers, which say what they are.
private func value(_ expression: Expression) -> Statement? {
  let query = Query(source: expression, stages: [], range: expression.range)
  switch expression.kind {
  case .call, .arithmetic:
    return Statement(.letBinding(Name("value", expression.range), query), expression.range)
  case .word, .member, .filtered, .subquery, .identity, .variable: return asking(query)
  default: return nil
  }
}

/// A calculation that lacks its end, with one: `assert count(events by CAST)` and `print 1 +`.
private func completed(_ parsed: ParsedStatement, in text: String) -> Statement? {
  let written = text.utf8.dropFirst(parsed.range.start)
  guard ["assert", "print"].contains(where: { written.starts(with: $0.utf8) }) else { return nil }
  for end in [" 1", " >= 1", ") >= 1", ")"] {
    // What stands before keeps its place, so that ranges are those of the text.
    let whole = parseScript(text + end).statements.first { $0.range.start == parsed.range.start }
    if let whole, whole.diagnostics.isEmpty { return whole.statement }
  }
  return nil
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
