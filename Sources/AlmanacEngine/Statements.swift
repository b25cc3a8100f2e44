public import AlmanacLanguage
public import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// What comes of a statement.
public enum Outcome: Sendable {
  /// Rows. The query is the one that was asked, without `$names`; where its rows are to be shown or
  /// written is for whoever asked.
  case rows(Answer, of: Query, draw: View?, export: Name?)
  /// A name that stands for a query or a value from now on: for ``QueryContext/bindings``.
  case binding(name: String, Query)
  /// The statements of another file are wanted, which the engine does not read.
  case include(Name)
  /// What `print` writes, in order.
  case values([Value])
  /// An assertion that is so.
  case held
  /// How a query is read, and the query.
  case explanation(Explanation, of: Query)
  case description(Description)
  /// Why a record is a row or none, and of which query, when it is about one.
  case reason(Reason, of: Query?)
}

/// Does what a statement says.
///
/// - Parameters:
///   - statement: without diagnostics of its own.
///   - text: what it was parsed from; fixes are this text with one place changed.
/// - Throws: ``QueryError`` for names, types and values that don't fit, for an assertion that is
///   not surely so (`A01` when it is no, `A02` when it is maybe), and for what the engine can't do.
public func run(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) -> Outcome {
  let faults = Faults(text: text)
  let outcome = try outcome(of: statement, faults, over: store, context: context)
  // What was found is worth nothing when some rows were not looked at any more.
  if context.isInterrupted {
    throw faults.error(
      "X08", "this was cancelled before it was answered", at: statement.range, label: "cancelled")
  }
  return outcome
}

private func outcome(
  of statement: Statement, _ faults: Faults, over store: Store, context: QueryContext
) throws(QueryError) -> Outcome {
  let statement = try settled(statement, faults, context)
  let expansion = SeriesExpansion(statement, over: store, faults, context)
  let store = expansion.store
  switch statement.kind {
  case .query(let query, let view, let export):
    var answer = try answer(query, faults, over: store, context: context)
    answer.footer.remarks += expansion.remarks
    return .rows(answer, of: query, draw: view, export: export)
  case .letBinding(let name, let query):
    try checkBound(query, faults, over: store, context: context)
    return .binding(name: name.text, query)
  case .param(let name, let query):
    try checkBound(query, faults, over: store, context: context)
    return .binding(name: name.text, try argument(for: name, default: query, faults, context))
  case .include(let file): return .include(file)
  case .print(let columns):
    return .values(
      try Printing(store: store, context: context, faults: faults).values(of: columns))
  case .assert(let test, let message):
    try hold(test, message: message?.text, faults, over: store, context: context)
    return .held
  case .explain, .describe, .why:
    return try explanation(of: statement, faults, over: store, context: context)
  }
}

/// The statements that ask about an answer, or about what is there; `$_` is the query that a `why`
/// without `in` is about.
private func explanation(
  of statement: Statement, _ faults: Faults, over store: Store, context: QueryContext
) throws(QueryError) -> Outcome {
  let text = faults.text
  let last = context.bindings["_"]
  if case .explain(let query) = statement.kind,
    let explanation = try explain(statement, text: text, over: store, context: context)
  {
    return .explanation(explanation, of: query)
  }
  if let description = try describe(statement, text: text, over: store, context: context) {
    return .description(description)
  }
  if case .why(_, _, let query) = statement.kind,
    let reason = try why(statement, last: last, text: text, over: store, context: context)
  {
    return .reason(reason, of: query)
  }
  preconditionFailure("`run` hands on statements that explain, describe or ask why")
}

/// Finds out whether a statement would run, and runs nothing: its names are known, its types fit.
///
/// - Parameters:
///   - statement: without diagnostics of its own.
///   - text: what it was parsed from.
/// - Throws: ``QueryError`` where ``run(_:text:over:context:)`` would, except for assertions that
///   don't hold.
public func check(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) {
  let faults = Faults(text: text)
  let statement = try settled(statement, faults, context)
  let store = SeriesExpansion(statement, over: store, faults, context).store
  switch statement.kind {
  case .query(let query, _, _), .explain(let query):
    var resolver = Resolver(store: store, context: context, text: text)
    _ = try resolver.resolve(query)
  case .letBinding(_, let query), .param(_, let query):
    try checkBound(query, faults, over: store, context: context)
  case .print(let columns):
    _ = try Printing(store: store, context: context, faults: faults).values(of: columns)
  case .assert(let test, _): _ = try predicate(test, faults, over: store, context: context)
  case .describe: _ = try describe(statement, text: text, over: store, context: context)
  case .why(_, _, let query) where query != nil || context.bindings["_"] != nil:
    _ = try explanation(of: statement, faults, over: store, context: context)
  case .why, .include: break
  }
}

// MARK: - Names

/// A query must have an answer and a calculation a value; of a word alone nobody knows yet what it
/// will stand for: a thing, or a kind of things.
private func checkBound(
  _ query: Query, _ faults: Faults, over store: Store, context: QueryContext
) throws(QueryError) {
  var resolver = Resolver(store: store, context: context, text: faults.text)
  if query.isOfRows {
    _ = try resolver.resolve(query)
    return
  }
  switch query.source.kind {
  case .call, .arithmetic:
    resolver.scope = .tuples([], madeBy: "let")
    _ = try resolver.operand(query.source)
  default: break
  }
}

extension Query {
  /// It finds rows, and is not a single value.
  var isOfRows: Bool {
    guard stages.isEmpty else { return true }
    switch source.kind {
    case .word(let word): return Noun(word: foldedKey(word)) != nil
    case .subquery: return true
    default: return false
    }
  }
}

/// A statement without `$names`.
func settled(
  _ statement: Statement, _ faults: Faults, _ context: QueryContext
) throws(QueryError) -> Statement {
  var substitution = Substitution(context.bindings)
  let settled = substitution.statement(statement)
  guard let name = substitution.unknown.first else { return settled }
  throw unknownName(name, faults, context)
}

private func unknownName(
  _ name: Name, _ faults: Faults, _ context: QueryContext
) -> QueryError {
  if name.text == "_" {
    return faults.error(
      "N05", "$_ is the last query, and there is none yet", at: name.range,
      fixes: [Diagnostic.Fix("events")])
  }
  if name.text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
    return faults.error(
      "N05", "$\(name.text) is a row of an answer at the prompt; here is none", at: name.range,
      notes: ["a script names a thing by its @id: events show id, name"],
      fixes: [Diagnostic.Fix("events show id, name")])
  }
  let known = context.bindings.keys.filter { $0 != "_" }.sorted()
  let near = known.compactMap { candidate -> (name: String, distance: Int)? in
    editDistance(name.text, candidate, limit: suggestionLimit(forLength: name.text.count))
      .map { (candidate, $0) }
  }.min { $0.distance < $1.distance }
  // What was meant comes first.
  let listed = known.filter { $0 == near?.name } + known.filter { $0 != near?.name }
  return faults.error(
    "N05", "$\(name.text) is not defined", at: name.range,
    label: known.isEmpty
      ? "no name is defined yet"
      : "defined here: " + listed.prefix(7).map { "$" + $0 }.joined(separator: ", "),
    notes: known.isEmpty ? ["a name is made by: let $\(name.text) = events"] : [],
    fixes: near.map { [faults.fix(name.range, "$" + $0.name)] } ?? [])
}

// MARK: - Assertions

private func hold(
  _ test: Expression, message: String?, _ faults: Faults, over store: Store, context: QueryContext
) throws(QueryError) {
  let predicate = try predicate(test, faults, over: store, context: context)
  let truth = TupleEvaluator(Values(store: store, context: context)).truth(of: predicate, [])
  guard truth != .yes else { return }
  throw faults.error(
    truth == .no ? "A01" : "A02",
    truth == .no ? "assertion is not so" : "assertion is maybe, not yes", at: test.range,
    label: predicate.bounds ?? "",
    notes: (message.map { ["says:  \($0)"] } ?? [])
      + (truth == .maybe ? Doubt(store: store, context: context, faults: faults).notes(test) : []))
}

private func predicate(
  _ test: Expression, _ faults: Faults, over store: Store, context: QueryContext
) throws(QueryError) -> Predicate {
  var resolver = Resolver(store: store, context: context, text: faults.text)
  resolver.scope = .tuples([], madeBy: "assert")
  return try resolver.test(test)
}

extension Predicate {
  /// `0 surely, 50 possibly`: how far the number of an assertion is known.
  fileprivate var bounds: String? {
    switch self {
    case .match(.constant(let constant), .compares, _, _):
      if case .number(let quantity)? = constant.members.first?.value {
        quantity.isExact
          ? "it is \(quantity.lower / Quantity.scale)"
          : "\(quantity.lower / Quantity.scale) surely, \(quantity.upper / Quantity.scale) possibly"
      } else {
        nil
      }
    case .not(let inner): inner.bounds
    default: nil
    }
  }
}
