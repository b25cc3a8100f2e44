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
      let predicate = try self.state(left, state, at: expression.range)
      return isNegated ? .not(predicate) : predicate
    case .filtered:
      return try existence(try operand(expression), expression)
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
        "S14", "`exists` takes one path or query: exists(events)", at: range,
        fixes: [faults.fix(range, each.joined(separator: " and "))])
    }
    let query: Query
    switch argument.kind {
    case .subquery(let given): query = given
    case .word(let word) where Noun(word: foldedKey(word)) != nil && !isField(word):
      query = Query(source: argument, stages: [], range: argument.range)
    default: return try existence(try operand(argument), argument)
    }
    let found = try count(of: query)
    return .constant(Truth(isCertain: found.lower > 0, isPossible: found.upper > 0))
  }

  /// There is one: some record or value at the end of the path passes its filters.
  private func existence(_ operand: Operand, _ expression: Expression) throws(QueryError)
    -> Predicate
  {
    switch operand {
    case .path(let path):
      if let link = path.linkField {
        let test = path.lastFilter ?? .constant(.yes)
        return nested(path) { _ in .linked(link, test) }
      }
      guard path.target != nil else { return .state(operand, .known) }
      return element(path)
    case .constant(let constant):
      let isCertain = constant.members.contains(where: \.isSure)
      let isPossible = !constant.members.isEmpty || constant.goesOn || constant.isMissing
      return .constant(Truth(isCertain: isCertain, isPossible: isPossible))
    case .column: return .state(operand, .known)
    default:
      throw faults.error(
        "T03", "`exists` takes a path or a query: exists(events)", at: expression.range)
    }
  }

  private func state(
    _ left: Expression, _ state: KnowledgeState, at range: TextRange
  ) throws(QueryError) -> Predicate {
    let operand = try operand(left)
    guard case .test = operand else { return .state(operand, state) }
    let test = faults.written(left.range)
    let asks = state == .vague || state == .missing ? "maybe \(test)" : "not maybe \(test)"
    throw faults.error(
      "T03", "a test is yes, no or maybe; nobody states it", at: left.range,
      label: "where nobody knows the answer it is maybe",
      fixes: [faults.fix(range, asks)])
  }
}
