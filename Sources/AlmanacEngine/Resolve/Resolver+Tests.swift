internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  /// A question with a yes or no for each row.
  func test(_ expression: Expression) throws(QueryError) -> Predicate {
    switch expression.kind {
    case .or(let left, let right):
      let first = try test(left)
      return .or(first, try test(right, after: left))
    case .and(let left, let right):
      let first = try test(left)
      return .and(first, try test(right, after: left))
    case .modified(let modifier, let inner):
      let predicate = try test(inner)
      switch modifier {
      case .not: return .not(predicate)
      case .maybe: return .maybe(predicate)
      case .possibly: return .possibly(predicate)
      }
    case .phrase(let relation, let quantifier, let right):
      return try phrase(relation, quantifier, right, at: expression.range)
    case .relation(let left, let isNegated, let relation, let quantifier, let right):
      let predicate = try self.relation(left, relation, quantifier, right, at: expression.range)
      return isNegated ? .not(predicate) : predicate
    case .comparison(let left, let isNegated, let comparator, let quantifier, let right):
      return try comparison(
        left, isNegated, comparator, quantifier, right, at: expression.range)
    case .state(let left, let isNegated, let state):
      let predicate = try self.state(left, state)
      return isNegated ? .not(predicate) : predicate
    case .filtered:
      return try existence(try path(expression), at: expression.range)
    case .call(let name, _, let arguments) where foldedText(name.text) == "exists":
      return try exists(arguments, at: expression.range)
    default:
      throw bareOperand(expression, after: nil)
    }
  }

  /// The right side of `and` or `or`: alone, it is often a second name for the test before it.
  private func test(_ expression: Expression, after left: Expression) throws(QueryError)
    -> Predicate
  {
    switch expression.kind {
    case .word, .text, .number, .identity, .date: throw bareOperand(expression, after: left)
    default: return try test(expression)
    }
  }

  private func bareOperand(_ expression: Expression, after left: Expression?) -> QueryError {
    let label = "this alone is not a question with a yes or no"
    guard let left, case .comparison(let subject, _, .equal, nil, let value) = left.kind else {
      return faults.error(
        "S04", "a test is needed here", at: expression.range, label: label,
        notes: ["as in: organizer = CAST, in China, attendance > 100"],
        fixes: meantTest(expression).map { [faults.fix(expression.range, $0)] } ?? [])
    }
    let list =
      "\(faults.written(subject.range)) = any (\(faults.written(value.range)), "
      + "\(faults.written(expression.range)))"
    return faults.error(
      "S04", "`or` needs a full test on each side", at: expression.range, label: label,
      fixes: [faults.fix(left.range.joined(with: expression.range), list)])
  }

  /// What a name that stands alone asks of an event.
  private func meantTest(_ expression: Expression) -> String? {
    guard case .records(.event) = scope else { return nil }
    switch expression.kind {
    case .word(let name), .text(let name):
      return names.elsewhere(name, besides: nil).first.flatMap {
        eventTest(of: $0.noun, faults.written(expression.range))
      }
    case .number, .date: return "in \(faults.written(expression.range))"
    default: return nil
    }
  }

  /// A test that an event has to do with a thing of that noun.
  func eventTest(of noun: Noun, _ literal: String) -> String? {
    switch noun {
    case .place: "in \(literal)"
    case .organization: "org = \(literal)"
    case .theme: "about \(literal)"
    case .event: "under \(literal)"
    case .person: "speaker = \(literal)"
    case .outcome: "outcome = \(literal)"
    case .source: "source = \(literal)"
    default: nil
    }
  }

  private func exists(_ arguments: [Expression], at range: TextRange) throws(QueryError)
    -> Predicate
  {
    guard let argument = arguments.first, arguments.count == 1 else {
      let each = arguments.map { "exists(\(faults.written($0.range)))" }
      throw faults.error(
        "S14", "`exists` takes one path: exists(events)", at: range,
        fixes: [faults.fix(range, each.joined(separator: " and "))])
    }
    guard case .subquery = argument.kind else {
      guard case .path(let path) = try operand(argument) else {
        throw faults.error("T03", "`exists` takes a path: exists(events)", at: argument.range)
      }
      return try existence(path, at: range)
    }
    guard case .subquery(let query) = argument.kind else {
      throw faults.notYet("a query inside a test", at: argument.range)
    }
    let found = try count(of: query)
    let truth = Truth(isCertain: found.lower > 0, isPossible: found.upper > 0)
    guard case .records(let noun) = scope else { return .tuple(.constant(truth)) }
    if truth == .maybe { return .unsure }
    let all = [UInt32](0..<UInt32(truncatingIfNeeded: store[noun].rowCount))
    return .identity(truth == .yes ? all : [])
  }

  /// There is one: some record at the end of the path passes its filters.
  private func existence(_ path: Path, at range: TextRange) throws(QueryError) -> Predicate {
    guard case .entity(let noun)? = path.fields.last?.type else {
      guard let field = path.fields.last else { return .identity([]) }
      return nested(path) { _ in .state(field, .known) }
    }
    let all = [UInt32](0..<UInt32(truncatingIfNeeded: store[noun].rowCount))
    return nested(path) { field in
      .exists(field, path.filters[path.fields.count - 1] ?? .identity(all))
    }
  }

  /// Asks the last field of a path, from the records that the steps before it lead to.
  func nested(_ path: Path, _ last: (Field) -> Predicate) -> Predicate {
    guard let field = path.fields.last else { return .identity([]) }
    var predicate = last(field)
    for (index, field) in path.fields.enumerated().dropLast().reversed() {
      if let filter = path.filters[index] { predicate = .and(filter, predicate) }
      predicate = .exists(field, predicate)
    }
    return predicate
  }

  private func state(
    _ left: Expression, _ state: KnowledgeState
  ) throws(QueryError) -> Predicate {
    switch try operand(left) {
    case .path(let path):
      return nested(path) { .state($0, state) }
    case .column(let index, _):
      return .tuple(.state(index, state))
    default:
      throw faults.notYet("`is \(state.rawValue)` of anything but a field", at: left.range)
    }
  }
}
