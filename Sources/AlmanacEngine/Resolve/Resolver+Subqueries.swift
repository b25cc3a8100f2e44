internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

extension Resolver {
  /// A query that stands for the records it finds: whether a record is one of them.
  ///
  /// Of tests alone the three answers are kept; with `limit` or `sort` it is what it surely finds.
  func membership(
    of query: Query, _ noun: Noun, at range: TextRange
  ) throws(QueryError) -> Predicate {
    var inner = self
    let resolved = try inner.resolve(query)
    guard case .records(noun) = inner.scope else {
      throw faults.error(
        "T01", "these brackets hold no \(noun.plural)", at: range,
        label: "\(noun.plural) are wanted here")
    }
    if let tests = inner.tests(of: resolved) { return tests }
    return .identity(inner.pipeline(of: resolved).certainRows)
  }

  /// All tests of a query over a whole noun as one; nil when it does more than test.
  private func tests(of query: ResolvedQuery) -> Predicate? {
    guard case .table(let noun) = query.source else { return nil }
    var whole: Predicate?
    for stage in query.stages {
      switch stage {
      case .filter(let test): whole = whole.map { .and($0, test) } ?? test
      case .sort, .show: continue
      case .limit, .distinct, .summarize: return nil
      }
    }
    return whole ?? .identity([UInt32](0..<UInt32(truncatingIfNeeded: store[noun].rowCount)))
  }

  private func pipeline(of query: ResolvedQuery) -> Pipeline {
    var pipeline = Pipeline(store: store, context: context, source: query.source)
    for stage in query.stages { pipeline.run(stage) }
    return pipeline
  }

  /// `count(events during 2023)`: from the rows that surely pass to those that may.
  func count(of query: Query) throws(QueryError) -> Quantity {
    var inner = self
    let pipeline = inner.pipeline(of: try inner.resolve(query))
    guard case .records = pipeline.rows else { return Quantity(exactly: pipeline.rows.rowCount) }
    let low = Quantity(exactly: pipeline.certainRows.count)
    let high = Quantity(exactly: pipeline.possibleRows.count)
    return Quantity(lower: low.lower, upper: high.upper)
  }

  /// `avg(events.attendance)`: a total over the records of a noun or of a query, as one number.
  func total(_ name: String, _ argument: Expression) throws(QueryError) -> Operand? {
    let (head, steps) = argument.pathSteps
    guard !steps.isEmpty else { return nil }
    let query: Query
    switch head.kind {
    case .word(let word) where Noun(word: foldedKey(word)) != nil:
      query = Query(source: head, stages: [], range: head.range)
    case .subquery(let inner): query = inner
    default: return nil
    }
    var inner = self
    let resolved = try inner.resolve(query)
    guard case .records(let noun) = inner.scope else { return nil }
    let operand = Operand.path(try path(steps: steps, from: noun))
    guard operand.type == .number else { return nil }
    let aggregate: Aggregate
    switch name {
    case "sum": aggregate = .sum(operand)
    case "avg": aggregate = .avg(operand)
    case "median": aggregate = .median(operand)
    case "min": aggregate = .min(operand)
    case "max": aggregate = .max(operand)
    default: return nil
    }
    let pipeline = inner.pipeline(of: resolved)
    var aggregation = Aggregation(pipeline, [AggregateColumn(name: name, aggregate: aggregate)])
    let values = aggregation.values(of: Array(0..<pipeline.rows.rowCount))
    if case .number(let quantity)? = values.first { return .number(quantity) }
    return .number(.unknown)
  }
}
