public import AlmanacLanguage
public import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// What the name of a `let` stands for, to be kept in ``QueryContext/bindings``.
///
/// - Throws: ``QueryError`` when it uses a name that is not defined, or is a query that can't be
///   answered.
public func bind(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) -> (name: String, query: Query)? {
  let faults = Faults(text: text)
  guard case .letBinding(let name, let query) = try settled(statement, faults, context).kind else {
    return nil
  }
  if query.isOfRows {
    var resolver = Resolver(store: store, context: context, text: text)
    _ = try resolver.resolve(query)
  }
  return (name.text, query)
}

/// The values of a `print`, in order.
public func values(
  of columns: [Column], text: String, over store: Store, context: QueryContext
) throws(QueryError) -> [Value] {
  let faults = Faults(text: text)
  let statement = Statement(.print(columns), TextRange(0, text.utf8.count))
  guard case .print(let columns) = try settled(statement, faults, context).kind else { return [] }
  var resolver = Resolver(store: store, context: context, text: text)
  resolver.scope = .tuples([], madeBy: "print")
  let tuples = TupleEvaluator(Values(store: store, context: context))
  return try resolver.outputColumns(columns).map { tuples.value(of: $0.operand, []) }
}

/// Holds an assertion: its test must be *yes*.
///
/// - Throws: ``QueryError`` with `A01` when it is no, `A02` when it is maybe.
public func hold(
  _ test: Expression, message: String?, text: String, over store: Store, context: QueryContext
) throws(QueryError) {
  let faults = Faults(text: text)
  let statement = Statement(.assert(test, message: nil), test.range)
  guard case .assert(let test, _) = try settled(statement, faults, context).kind else { return }
  var resolver = Resolver(store: store, context: context, text: text)
  resolver.scope = .tuples([], madeBy: "assert")
  let predicate = try resolver.test(test)
  let truth = TupleEvaluator(Values(store: store, context: context)).truth(of: predicate, [])
  guard truth != .yes else { return }
  throw faults.error(
    truth == .no ? "A01" : "A02",
    truth == .no ? "assertion is not so" : "assertion is maybe, not yes", at: test.range,
    label: predicate.bounds ?? "",
    notes: (message.map { ["says:  \($0)"] } ?? [])
      + (truth == .maybe ? Doubt(store: store, context: context, faults: faults).notes(test) : []))
}

/// A statement without `$names`.
func settled(
  _ statement: Statement, _ faults: Faults, _ context: QueryContext
) throws(QueryError) -> Statement {
  var substitution = Substitution(context.bindings)
  let settled = substitution.statement(statement)
  guard let name = substitution.unknown.first else { return settled }
  let known = context.bindings.keys.sorted()
  let near = known.compactMap { candidate -> (name: String, distance: Int)? in
    editDistance(name.text, candidate, limit: suggestionLimit(forLength: name.text.count))
      .map { (candidate, $0) }
  }.min { $0.distance < $1.distance }
  throw faults.error(
    "N05", "$\(name.text) is not defined", at: name.range,
    label: known.isEmpty
      ? "no name is defined yet"
      : "defined here: " + known.prefix(7).map { "$" + $0 }.joined(separator: ", "),
    notes: known.isEmpty ? ["a name is made by: let $\(name.text) = events"] : [],
    fixes: near.map { [faults.fix(name.range, "$" + $0.name)] } ?? [])
}

extension Query {
  /// It finds rows, and is not a single value.
  fileprivate var isOfRows: Bool {
    guard stages.isEmpty else { return true }
    if case .word(let word) = source.kind { return Noun(word: foldedKey(word)) != nil }
    return false
  }
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
