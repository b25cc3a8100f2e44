internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

// Queries inside a test: they stand for the records or the values that they find.
extension Resolver {
  /// A query that stands for the records it finds: whether a record is one of them.
  ///
  /// Of tests alone the three answers are kept; with `limit` or `sort` it is what it surely finds.
  func membership(
    of query: Query, _ noun: Noun, at range: TextRange
  ) throws(QueryError) -> Predicate {
    var inner = self
    let resolved = try inner.resolve(query)
    try inner.require(noun, at: range)
    if let tests = inner.tests(of: resolved) { return tests }
    let found = try inner.pipeline(of: resolved, at: range).found(noun)
    let sure = Predicate.identity(found.certain.rows)
    let perhaps = found.maybe
    return perhaps.isEmpty
      ? sure : .or(sure, .and(.identity(perhaps.rows), .constant(.maybe)))
  }

  /// The records that a query finds, surely and perhaps.
  func reached(by query: Query, _ noun: Noun, at range: TextRange) throws(QueryError) -> TruthSet {
    var inner = self
    let resolved = try inner.resolve(query)
    try inner.require(noun, at: range)
    return try inner.pipeline(of: resolved, at: range).found(noun)
  }

  private func require(_ noun: Noun, at range: TextRange) throws(QueryError) {
    guard case .records(noun) = scope else {
      throw faults.error(
        "T01", "these brackets hold no \(noun.plural)", at: range,
        label: "\(noun.plural) are wanted here: follow a path to them, (events).organizer")
    }
  }

  /// Words or texts are wanted, and these are something else.
  func requireTexts(_ constant: Constant, at range: TextRange) throws(QueryError) {
    switch constant.type {
    case .text, .code: return
    default:
      throw faults.error(
        "T01", "these brackets hold no words", at: range,
        label: "each is \(kindPhrase(constant.type)): follow a path to its words, or `show` them")
    }
  }

  /// All tests of a query over a whole noun as one; nil when it does more than test.
  private func tests(of query: ResolvedQuery) -> Predicate? {
    guard case .table = query.source else { return nil }
    var tests: [Predicate] = []
    for stage in query.stages {
      switch stage {
      case .filter(let test): tests.append(test)
      case .sort, .show: continue
      case .limit, .distinct, .summarize: return nil
      }
    }
    return .all(tests)
  }

  private func pipeline(
    of query: ResolvedQuery, at range: TextRange
  ) throws(QueryError) -> Pipeline {
    var pipeline = Pipeline(store: store, context: context, source: query.source)
    for stage in query.stages { pipeline.run(stage) }
    if let excess = pipeline.excess { throw faults.beyond(excess, at: range) }
    return pipeline
  }

  /// `count(events during 2023)`: from the rows that surely pass to those that may.
  func count(of query: Query) throws(QueryError) -> Quantity {
    var inner = self
    let pipeline = try inner.pipeline(of: try inner.resolve(query), at: query.range)
    let low = Quantity(exactly: pipeline.rowCount)
    guard let noun = pipeline.selection.noun else { return low }
    let high = Quantity(exactly: pipeline.possibleSet(of: noun).count)
    return Quantity(lower: low.lower, upper: high.upper)
  }

  // MARK: - Values

  /// What an expression stands for that is the same for every row: the records or the one column of
  /// a query, a path from a thing or from a query; nil for anything else.
  func constant(_ expression: Expression) throws(QueryError) -> Constant? {
    switch expression.kind {
    case .subquery(let query): return try constant(of: query, at: expression.range)
    case .member, .filtered: break
    default: return nil
    }
    let (head, steps) = expression.pathSteps
    if case .word(let word) = head.kind, isField(word) { return nil }
    guard let start = try self.start(head) else { return nil }
    let path = try path(steps: steps, from: start.noun, at: expression.range)
    let values = Values(store: store, context: context)
    var elements = Elements()
    for row in start.certain { elements.append(values.elements(of: path, row: row)) }
    for row in start.perhaps { elements.append(values.elements(of: path, row: row).unsure()) }
    return Constant(elements, path.type)
  }

  /// The rows that a path which is no field of the row starts from.
  private func start(
    _ head: Expression
  ) throws(QueryError) -> (noun: Noun, certain: [UInt32], perhaps: [UInt32])? {
    switch head.kind {
    case .word(let word) where Noun(word: foldedKey(word)) == nil:
      let thing = try thing(named: word, at: head.range)
      return (thing.noun, [thing.row], [])
    case .text(let name):
      let thing = try thing(named: name, at: head.range)
      return (thing.noun, [thing.row], [])
    case .identity(let noun, let id):
      let thing = try identity(noun, id, at: head.range)
      return (thing.noun, [thing.row], [])
    case .word: break
    case .subquery: break
    default: return nil
    }
    var inner = self
    let query: Query
    if case .subquery(let given) = head.kind {
      query = given
    } else {
      query = Query(source: head, stages: [], range: head.range)
    }
    let resolved = try inner.resolve(query)
    guard case .records(let noun) = inner.scope else {
      throw faults.error(
        "T02", "a path starts from records, and the count made other rows", at: head.range)
    }
    let found = try inner.pipeline(of: resolved, at: head.range).found(noun)
    return (noun, found.certain.rows, found.maybe.rows)
  }

  private func constant(of query: Query, at range: TextRange) throws(QueryError) -> Constant {
    var inner = self
    let resolved = try inner.resolve(query)
    let pipeline = try inner.pipeline(of: resolved, at: range)
    switch pipeline.rows {
    case .records(let noun, let rows):
      let maybes = pipeline.found(noun).maybe.rows
      if let shown = pipeline.shown?.first?.operand, pipeline.shown?.count == 1,
        Resolver.isValue(shown.type)
      {
        // `(events show kind)`: the one column is what it stands for.
        var elements = Elements()
        func end(_ row: UInt32) -> Elements {
          RowReader(values: pipeline.values, row: .record(row, noun)).elements(of: shown)
        }
        for row in rows { elements.append(end(row)) }
        for row in maybes { elements.append(end(row).unsure()) }
        return Constant(elements, shown.type)
      }
      return Constant(
        members: rows.map { .init(value: named(Entity(noun, $0)), isSure: true) }
          + maybes.map { .init(value: named(Entity(noun, $0)), isSure: false) },
        type: .entity(noun))
    case .tuples:
      let (columns, rows) = pipeline.tuples()
      guard let column = columns.first, columns.count == 1 else {
        throw faults.error(
          "T02", "these brackets hold \(columns.count) columns, and one is wanted here", at: range,
          label: "end it with `show` and one of: \(columns.map(\.name).joined(separator: ", "))")
      }
      var elements = Elements()
      for row in rows.rows { elements.append(Elements(row[0])) }
      return Constant(elements, column.type)
    }
  }

  private static func isValue(_ type: OperandType) -> Bool {
    switch type {
    case .entity, .anyEntity: false
    default: true
    }
  }

  /// A value of the row, or one that is the same for all of them; nil for a name or a literal.
  func valueOperand(_ expression: Expression) throws(QueryError) -> Operand? {
    switch expression.kind {
    case .word(let word):
      return isField(word) ? try operand(expression) : nil
    case .countColumn, .arithmetic, .call, .member, .filtered, .subquery:
      return try operand(expression)
    default: return nil
    }
  }

  /// A value that differs from row to row, but for a field's bare name: that is a name of a thing.
  func rowOperand(_ expression: Expression) throws(QueryError) -> Operand? {
    switch expression.kind {
    case .member, .filtered:
      guard case .word(let word) = expression.pathSteps.head.kind, isField(word) else { return nil }
      return try operand(expression)
    case .call: return try operand(expression)
    default: return nil
    }
  }

  // MARK: - Totals

  /// `avg(events.attendance)`, `sum(parts.attendance)`: one number of many.
  func total(_ total: Total, _ argument: Expression) throws(QueryError) -> Operand {
    let operand = try operand(argument)
    guard operand.type == .number else {
      throw faults.error(
        "T05", "`\(total.rawValue)` adds up numbers, and \(faults.written(argument.range)) is none",
        at: argument.range, label: "a number is expected here")
    }
    switch operand {
    case .path(let path): return .total(total, path)
    case .constant(let constant):
      let quantity = total.quantity(of: Elements(constant))
      return .constant(
        Constant(
          members: quantity.map { [.init(value: .number($0), isSure: true)] } ?? [], type: .number,
          isMissing: quantity == nil))
    default:
      throw faults.error(
        "T06", "`\(total.rawValue)` of one row has nothing to add up", at: argument.range,
        label: "a path to several values, or a query, is expected here",
        notes: ["of all rows: summarize \(total.rawValue)(\(faults.written(argument.range)))"])
    }
  }

  /// `count(events in 2023)`, `count(parts)`, `count(CAST.events)`.
  func counted(_ argument: Expression, at range: TextRange) throws(QueryError) -> Operand {
    switch argument.kind {
    case .subquery(let query): return known(try count(of: query))
    case .word(let word) where Noun(word: foldedKey(word)) != nil && !isField(word):
      return known(
        try count(of: Query(source: argument, stages: [], range: argument.range)))
    case .word, .countColumn, .member, .filtered: break
    default:
      throw faults.error(
        "T06", "`count` of one row counts the values of a path", at: argument.range,
        label: "a path or a query is expected here",
        notes: ["rows that pass a test: summarize count(\(faults.written(argument.range)))"])
    }
    switch try operand(argument) {
    case .path(let path): return .count(path)
    case .constant(let constant):
      let sure = Set(constant.members.filter(\.isSure).map(\.value)).count
      let possible = Set(constant.members.map(\.value)).count
      var quantity = Quantity(exactly: sure)
      quantity.upper = Quantity(exactly: possible).upper
      if constant.goesOn || constant.isMissing {
        quantity.upper = Quantity.highest
        quantity.text = ">=\(sure)"
      }
      return known(quantity)
    default:
      throw faults.error(
        "T06", "`count` counts values, and \(faults.written(argument.range)) is one",
        at: argument.range, label: "a path or a query is expected here")
    }
  }

  private func known(_ quantity: Quantity) -> Operand {
    .constant(
      Constant(members: [.init(value: .number(quantity), isSure: true)], type: .number))
  }
}

extension Constant {
  init(_ elements: Elements, _ type: OperandType) {
    var members: [Member] = []
    members.reserveCapacity(elements.members.count)
    for element in elements.members {
      members.append(Member(value: element.value, isSure: element.isSure))
    }
    self.init(
      members: members, type: type, goesOn: elements.goesOn, isMissing: elements.isMissing)
  }
}

extension Pipeline {
  /// The records that are rows, and those that would be if every maybe were a yes.
  func found(_ noun: Noun) -> TruthSet {
    let certain = certainSet(of: noun)
    return TruthSet(
      certain: certain, vague: possibleSet(of: noun).subtracting(certain),
      blank: store[noun].noRows, unstated: [])
  }
}
