internal import AlmanacLanguage
internal import AlmanacStore

/// What is worth saying after an answer, and how to ask for it: one thing, or up to three where an
/// answer has no rows and may say why.
struct Hints {
  let store: Store
  let context: QueryContext
  let faults: Faults

  func hints(_ query: Query, _ resolved: ResolvedQuery, _ answer: Answer) -> [Hint] {
    if let hint = readingHint(query) { return [hint] }
    let other = otherReading(query, resolved)
    guard answer.rowCount == 0, case .records = answer.shape else {
      return (other ?? certaintyHint(query)).map { [$0] } ?? []
    }
    let reasons = [other, emptyHint(query, answer)] + nothing(query) + [certaintyHint(query)]
    return Array(reasons.compactMap(\.self).prefix(3))
  }

  /// A test that may have been meant more widely than it was written.
  private func otherReading(_ query: Query, _ resolved: ResolvedQuery) -> Hint? {
    // What a name stands for has stages too; they come before those that were written.
    let written = resolved.stages.suffix(query.stages.count)
    for (stage, resolvedStage) in zip(query.stages, written) {
      guard case .filter(let expression, _) = stage.kind,
        case .filter(let predicate) = resolvedStage, resolved.source.tableNoun == .event,
        let others = resolved.stages.filters(besides: predicate)
      else { continue }
      if let hint = identityHint(predicate, expression, stage, others) { return hint }
    }
    return nil
  }

  /// `or` beside `and` without brackets: how it is read.
  private func readingHint(_ query: Query) -> Hint? {
    for stage in query.stages {
      guard case .filter(let test, _) = stage.kind, let reading = reading(of: test) else {
        continue
      }
      return Hint(id: "H2", text: "read as: \(reading)")
    }
    return nil
  }

  private func reading(of test: Expression) -> String? {
    switch test.kind {
    case .or:
      let parts = test.alternatives
      let mixed = parts.map { part in
        if case .and = part.kind { return !isBracketed(part) }
        return false
      }
      guard mixed.contains(true) else {
        for part in parts { if let reading = reading(of: part) { return reading } }
        return nil
      }
      return zip(parts, mixed).map { part, isMixed in
        isMixed || isBracketed(part) ? "(\(format(part)))" : format(part)
      }.joined(separator: " or ")
    case .and(let left, let right): return reading(of: left) ?? reading(of: right)
    case .modified(_, let inner): return reading(of: inner)
    default: return nil
    }
  }

  /// Whether brackets stand around it in the text.
  private func isBracketed(_ expression: Expression) -> Bool {
    let written = faults.written(expression.range)
    guard written.hasPrefix("("), written.hasSuffix(")") else { return false }
    var depth = 0
    for character in written.dropLast() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0 { return false }
    }
    return true
  }

  /// A query that takes only so many rows counts, inside a test, only what is surely so.
  private func certaintyHint(_ query: Query) -> Hint? {
    for stage in query.stages {
      guard case .filter(let test, _) = stage.kind, let inner = test.firstQueryOfCertainRows else {
        continue
      }
      return Hint(
        id: "H7",
        text:
          "of the maybes (\(format(inner))) knows nothing: inside a test it is what it surely finds"
      )
    }
    return nil
  }

  /// `organizer = CAST` leaves out its other roles, `place = China` what lies inside China.
  ///
  /// - Parameter others: the other tests of the query: what they drop anyhow is not counted.
  private func identityHint(
    _ predicate: Predicate, _ expression: Expression, _ stage: Stage, _ others: [Predicate]
  ) -> Hint? {
    guard case .exists(let field, .identity(let rows)) = predicate, let row = rows.first,
      rows.count == 1
    else { return nil }
    let evaluator = Evaluator(store: store, context: context)
    let navigation = evaluator.navigation
    guard case .entity(let target) = field.type else { return nil }
    let named = Subset([row], of: store[target].rowCount)
    let exact = navigation.firmRows(naming: named, along: field, of: .event)
    if Schema.roles.contains(field.name), let org = Schema.field("org", of: .event) {
      let wider = navigation.firmRows(naming: named, along: org, of: .event)
      let more = passing(others, of: wider.subtracting(exact)).count
      guard more > 0 else { return nil }
      let name = written(expression)
      let verb = more == 1 ? "event has" : "events have"
      return Hint(
        id: "H4", text: "\(more) more \(verb) \(name) in another role",
        query: whole(stage, "where org = \(name)"))
    }
    if field.type == .entity(.place), case .comparison = expression.kind {
      let inside = evaluator.truths(of: .within(.identity([row]), isStatement: true), target)
        .certain
      let wider = navigation.firmRows(naming: inside, along: field, of: .event)
      let more = passing(others, of: wider.subtracting(exact)).count
      guard more > 0 else { return nil }
      let name = written(expression)
      let ownCount = passing(others, of: exact).count
      let own = ownCount == 1 ? "1 event" : "\(ownCount) events"
      let verb = more == 1 ? "is" : "are"
      return Hint(
        id: "H1",
        text: "`place = \(name)` is \(name) itself (\(own)). \(more) more \(verb) inside \(name)",
        query: whole(stage, "in \(name)"))
    }
    return nil
  }

  /// The query with one stage replaced, on one line and without the file that it is written to.
  private func whole(_ stage: Stage, _ replacement: String) -> String {
    let text = faults.replacing(stage.range, with: replacement)
    guard case .query(let query, _, let file)? = parseStatement(text).statement?.kind,
      file != nil || text.contains(where: \.isNewline)
    else { return text }
    return format(query)
  }

  private func passing(_ predicates: [Predicate], of rows: Subset) -> Subset {
    let evaluator = Evaluator(store: store, context: context)
    return predicates.reduce(rows) { rows, predicate in
      rows.isEmpty
        ? rows : rows.intersection(evaluator.truths(of: predicate, .event, among: rows).certain)
    }
  }

  /// The name on the right side of a simple test, as written.
  private func written(_ expression: Expression) -> String {
    switch expression.kind {
    case .comparison(_, _, _, _, let right), .phrase(_, _, let right):
      faults.written(right.range)
    default: faults.written(expression.range)
    }
  }

  /// Nothing is certain, but something is possible: the query that shows it.
  private func emptyHint(_ query: Query, _ answer: Answer) -> Hint? {
    let maybes = answer.footer.maybeCount + answer.footer.notStatedCount
    guard maybes > 0 else { return nil }
    let places = query.stages.indices.filter {
      if case .filter = query.stages[$0].kind { return true }
      return false
    }
    guard let first = places.first, let last = places.last, last - first + 1 == places.count else {
      return nil
    }
    // One after the other they keep what all of them keep.
    var test: Expression?
    for place in places {
      guard case .filter(let expression, _) = query.stages[place].kind,
        Hints.mayBePossible(expression)
      else { return nil }
      test = test.map { Expression(.and($0, expression), expression.range) } ?? expression
    }
    guard let test else { return nil }
    var wider = query
    wider.stages[first].kind = .filter(
      Expression(.modified(.possibly, test), test.range), isPhrase: false)
    wider.stages.removeSubrange((first + 1)..<(last + 1))
    let noun = answer.footer.noun ?? .event
    let why =
      answer.footer.maybeCount == 0
      ? " (\(answer.footer.notStatedFields.joined(separator: ", ")) not stated)" : ""
    return Hint(
      id: "H3",
      text: "0 \(noun.plural), but \(maybes) \(maybes == 1 ? "maybe" : "maybes")\(why)",
      query: format(wider))
  }

  /// Whether `possibly` before a test asks for more: not where it has such a word already.
  private static func mayBePossible(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .and(let left, let right), .or(let left, let right):
      mayBePossible(left) && mayBePossible(right)
    case .modified(.not, let inner): mayBePossible(inner)
    case .comparison, .relation, .phrase, .state, .filtered, .call: true
    default: false
    }
  }
}

extension [ResolvedStage] {
  /// The tests on records besides this one, up to where the rows are limited or made anew; nil when
  /// it comes behind that.
  fileprivate func filters(besides predicate: Predicate) -> [Predicate]? {
    var others: [Predicate] = []
    var isFound = false
    loop: for stage in self {
      switch stage {
      case .filter(predicate): isFound = true
      case .filter(let other): others.append(other)
      case .show, .sort: continue
      case .limit, .distinct, .summarize: break loop
      }
    }
    return isFound ? others : nil
  }
}

extension Expression {
  /// What `or` stands between.
  fileprivate var alternatives: [Expression] {
    guard case .or(let left, let right) = kind else { return [self] }
    return left.alternatives + right.alternatives
  }

  /// The first query in it with `limit`, `distinct` or `summarize`.
  fileprivate var firstQueryOfCertainRows: Query? {
    switch kind {
    case .subquery(let query):
      let isMore = query.stages.contains { stage in
        switch stage.kind {
        case .limit, .distinct, .count, .summarize: true
        case .filter, .show, .sort: false
        }
      }
      return isMore ? query : nil
    case .or(let left, let right), .and(let left, let right), .arithmetic(let left, _, let right):
      return left.firstQueryOfCertainRows ?? right.firstQueryOfCertainRows
    case .modified(_, let inner), .phrase(_, _, let inner), .negated(let inner),
      .member(let inner, _), .state(let inner, _, _):
      return inner.firstQueryOfCertainRows
    case .relation(let left, _, _, _, let right), .comparison(let left, _, _, _, let right),
      .filtered(let left, let right):
      return left.firstQueryOfCertainRows ?? right.firstQueryOfCertainRows
    case .call(_, _, let items), .list(let items):
      return items.lazy.compactMap(\.firstQueryOfCertainRows).first
    default: return nil
    }
  }
}
