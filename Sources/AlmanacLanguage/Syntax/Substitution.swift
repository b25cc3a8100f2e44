/// Puts what names stand for in their place: `$cast count by kind` becomes
/// `(events by CAST) count by kind`.
///
/// Everything that comes from a name has the range of the name, so that an error points at what was
/// typed.
public struct Substitution: Sendable {
  private let bindings: [String: Query]
  private let filling: Expression?
  /// The range of the name that is being replaced, while inside one.
  private var origin: TextRange?
  /// Names that stand for nothing, in the order of the text.
  public private(set) var unknown: [Name] = []

  /// - Parameters:
  ///   - bindings: what each name, without its sign, stands for; free of names themselves.
  ///   - filling: what takes the place of ``Expectation/hole``.
  public init(_ bindings: [String: Query], filling: Expression? = nil) {
    self.bindings = bindings
    self.filling = filling
  }

  /// A statement without names, as far as they are known.
  public mutating func statement(_ statement: Statement) -> Statement {
    let kind: Statement.Kind
    switch statement.kind {
    case .query(let query, let view, let file):
      kind = .query(self.query(query), draw: view, export: file)
    case .letBinding(let name, let query): kind = .letBinding(name, self.query(query))
    case .param(let name, let query): kind = .param(name, self.query(query))
    case .include: kind = statement.kind
    case .assert(let test, let message): kind = .assert(expression(test), message: message)
    case .print(let columns): kind = .print(columns.map { column($0) })
    case .explain(let query): kind = .explain(self.query(query))
    case .describe(let thing): kind = .describe(expression(thing))
    case .why(let isNegated, let thing, let query):
      kind = .why(isNegated: isNegated, expression(thing), in: query.map { self.query($0) })
    }
    return Statement(kind, statement.range)
  }

  /// A query without names.
  public mutating func query(_ query: Query) -> Query {
    Query(
      source: expression(query.source), stages: query.stages.map { stage($0) },
      range: origin ?? query.range)
  }

  /// A stage without names.
  public mutating func stage(_ stage: Stage) -> Stage {
    let kind: Stage.Kind
    switch stage.kind {
    case .filter(let test, let isPhrase): kind = .filter(expression(test), isPhrase: isPhrase)
    case .show(let columns): kind = .show(columns.map { column($0) })
    case .sort(let keys):
      kind = .sort(
        keys.map {
          SortKey(expression: expression($0.expression), isDescending: $0.isDescending)
        })
    case .limit(let count): kind = .limit(expression(count))
    case .distinct: kind = .distinct
    case .count(let keys): kind = .count(by: keys.map { column($0) })
    case .summarize(let columns, let keys):
      kind = .summarize(columns.map { column($0) }, by: keys.map { column($0) })
    }
    return Stage(kind, origin ?? stage.range)
  }

  private mutating func column(_ column: Column) -> Column {
    Column(
      expression: column.expression.map { expression($0) }, alias: column.alias,
      range: origin ?? column.range)
  }

  /// An expression without names.
  public mutating func expression(_ expression: Expression) -> Expression {
    let range = origin ?? expression.range
    if case .variable(let name) = expression.kind { return value(of: name, range, expression) }
    if let filling, expression.kind == .word("") { return Expression(filling.kind, range) }
    return Expression(kind(expression.kind), range)
  }

  private mutating func value(
    of name: String, _ range: TextRange, _ expression: Expression
  ) -> Expression {
    guard let query = bindings[name] else {
      unknown.append(Name(name, range))
      return expression
    }
    let outer = origin
    origin = range
    defer { origin = outer }
    // A name of a value is that value; a name of a query is the query in brackets.
    return query.stages.isEmpty
      ? self.expression(query.source) : Expression(.subquery(self.query(query)), range)
  }

  private mutating func kind(_ kind: Expression.Kind) -> Expression.Kind {
    switch kind {
    case .or(let left, let right): .or(expression(left), expression(right))
    case .and(let left, let right): .and(expression(left), expression(right))
    case .modified(let modifier, let inner): .modified(modifier, expression(inner))
    case .phrase(let relation, let quantifier, let right):
      .phrase(relation, quantifier, expression(right))
    case .relation(let left, let isNegated, let relation, let quantifier, let right):
      .relation(
        expression(left), isNegated: isNegated, relation, quantifier, expression(right))
    case .comparison(let left, let isNegated, let comparator, let quantifier, let right):
      .comparison(
        expression(left), isNegated: isNegated, comparator, quantifier, expression(right))
    case .state(let left, let isNegated, let state):
      .state(expression(left), isNegated: isNegated, state)
    case .arithmetic(let left, let sign, let right):
      .arithmetic(expression(left), sign, expression(right))
    case .negated(let inner): .negated(expression(inner))
    case .range(let low, let high):
      .range(low.map { expression($0) }, high.map { expression($0) })
    case .member(let base, let name): .member(expression(base), name)
    case .filtered(let base, let test): .filtered(expression(base), expression(test))
    case .call(let name, let isDistinct, let arguments):
      .call(name, isDistinct: isDistinct, arguments.map { expression($0) })
    case .list(let items): .list(items.map { expression($0) })
    case .subquery(let query): .subquery(self.query(query))
    case .word, .text, .number, .approximate, .date, .relativeDate, .variable, .identity,
      .countColumn:
      kind
    }
  }
}
