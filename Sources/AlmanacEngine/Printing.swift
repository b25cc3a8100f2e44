internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// The values of a `print`: texts as they are, calculations, dates, the names of things, and what a
/// query in brackets finds.
struct Printing {
  let store: Store
  let context: QueryContext
  let faults: Faults

  /// One value for each column, in order.
  func values(of columns: [Column]) throws(QueryError) -> [Value] {
    var values: [Value] = []
    for column in columns {
      guard let expression = column.expression else {
        throw faults.error(
          "T03", "`print *` has no row whose fields it could print", at: column.range,
          notes: ["a query shows them: events show *"], fixes: [Diagnostic.Fix("events show *")])
      }
      values.append(try value(of: expression))
    }
    return values
  }

  private func value(of expression: Expression) throws(QueryError) -> Value {
    switch expression.kind {
    case .subquery(let query): return try found(by: query)
    case .word(let word) where Noun(word: foldedKey(word)) != nil:
      return try found(by: Query(source: expression, stages: [], range: expression.range))
    case .identity:
      return try found(by: Query(source: expression, stages: [], range: expression.range))
    case .list(let items):
      var values: [Value] = []
      for item in items { values.append(try value(of: item)) }
      return .list(values, open: nil)
    case .date, .relativeDate: return try date(expression)
    case .range(let low, let high):
      let isOfNumbers = [low, high].allSatisfy { end in
        if case .number? = end?.kind { true } else { end == nil }
      }
      return isOfNumbers ? try calculated(expression) : try date(expression)
    case .word(let word): return try named(word, expression)
    case .member, .filtered: return try reached(expression)
    default: return try calculated(expression)
    }
  }

  /// A word that is no noun: a thing by its name.
  private func named(_ word: String, _ expression: Expression) throws(QueryError) -> Value {
    let isField = Noun.allCases.contains { Schema.field(foldedText(word), of: $0) != nil }
    guard !isField else { return try calculated(expression) }
    return try found(by: Query(source: expression, stages: [], range: expression.range))
  }

  /// A number, a text, or the answer of a test.
  private func calculated(_ expression: Expression) throws(QueryError) -> Value {
    var resolver = Resolver(store: store, context: context, text: faults.text)
    resolver.scope = .tuples([], madeBy: "print")
    // Without columns there is nothing that could differ from row to row.
    let operand = try resolver.operand(expression)
    return TupleEvaluator(Values(store: store, context: context)).value(of: operand, [])
  }

  /// `today` is a day, `last month` its first and last.
  private func date(_ expression: Expression) throws(QueryError) -> Value {
    if case .date(_, let text) = expression.kind { return .text(text) }
    let resolver = Resolver(store: store, context: context, text: faults.text)
    guard let range = try resolver.dateRange(expression) else {
      return try calculated(expression)
    }
    let ends = [range.first, range.last].map { day in
      day == .distantPast || day == .distantFuture ? ".." : day.text
    }
    return .text(ends[0] == ends[1] ? ends[0] : ends.joined(separator: "/"))
  }

  /// `CAST.country`, `(events in 2023).place`: the records or values at the end of a path.
  private func reached(_ expression: Expression) throws(QueryError) -> Value {
    let (head, _) = expression.pathSteps
    guard let path = expression.withoutHead else {
      return try found(by: Query(source: expression, stages: [], range: expression.range))
    }
    var query = Query(source: head, stages: [], range: head.range)
    if case .subquery(let inner) = head.kind { query = inner }
    let column = Column(expression: path, alias: nil, range: path.range)
    query.stages.append(Stage(.show([column]), path.range))
    let answer = try answer(query, faults, over: store, context: context)
    var values: [Value] = []
    var isOpen = answer.footer.maybeCount + answer.footer.notStatedCount > 0
    for row in 0..<answer.rowCount {
      switch answer.value(row: row, column: 0) {
      case .missing, .none: break
      case .list(let members, let open):
        values += members
        isOpen = isOpen || open != nil
      case let value: values.append(value)
      }
    }
    var seen: Set<Value> = []
    values = values.filter { seen.insert($0).inserted }
    if values.isEmpty, !isOpen { return answer.rowCount == 0 ? .none : .missing }
    return values.count == 1 && !isOpen ? values[0] : .list(values, open: isOpen ? [] : nil)
  }

  /// The names of the records that a query finds, `+n more` for those that may be; of a count the one
  /// number.
  private func found(by query: Query) throws(QueryError) -> Value {
    let answer = try answer(query, faults, over: store, context: context)
    guard answer.entity(row: 0, ifAny: answer.rowCount) != nil || answer.rowCount == 0 else {
      guard answer.rowCount == 1, answer.columns.count == 1 else {
        throw faults.error(
          "T09", "`print` writes one value, and this query makes a table", at: query.range,
          label: "\(answer.rowCount) rows of \(answer.columns.count) columns",
          fixes: [Diagnostic.Fix(format(query))])
      }
      return answer.value(row: 0, column: 0)
    }
    let names = (0..<answer.rowCount).compactMap { row in
      answer.entity(row: row).map {
        Value.entity($0, name: store.displayName(of: $0, languages: context.languages))
      }
    }
    if case .card = answer.shape, let name = names.first { return name }
    let maybeCount = answer.footer.maybeCount + answer.footer.notStatedCount
    let more = ListColumn.More(unit: "", count: maybeCount)
    return .list(names, open: maybeCount == 0 ? nil : [more])
  }
}

extension Answer {
  fileprivate func entity(row: Int, ifAny rowCount: Int) -> Entity? {
    row < rowCount ? entity(row: row) : nil
  }
}

extension Expression {
  /// The path from its first step on: `country.name` of `CAST.country.name`; nil when the first step
  /// is a filter, which no path begins with.
  fileprivate var withoutHead: Expression? {
    switch kind {
    case .member(let base, let name):
      switch base.kind {
      case .member, .filtered:
        return base.withoutHead.map { Expression(.member($0, name), range) }
      default: return Expression(.word(name.text), name.range)
      }
    case .filtered(let base, let test):
      return base.withoutHead.map { Expression(.filtered($0, test), range) }
    default: return nil
    }
  }
}
