internal import AlmanacLanguage
internal import AlmanacStore

/// A query taken apart: each stage as written and as settled, and the rows before and after it.
///
/// Nothing is answered anew here: the stages run in the same ``Pipeline`` as any answer.
struct Course {
  /// One stage on its way.
  struct Step {
    var stage: Stage
    var resolved: ResolvedStage
    /// The tests of a filter, down to the simple ones.
    var clause: Clause?
    /// The rows that this stage leaves.
    var after: Pipeline
  }

  let store: Store
  let context: QueryContext
  /// With the stages of a bracketed source before its own: brackets around them change nothing.
  let query: Query
  let source: ResolvedSource
  /// The rows before the first stage.
  let start: Pipeline
  let steps: [Step]

  /// - Parameter query: without `$names`.
  init(
    _ query: Query, over store: Store, context: QueryContext, text: String
  ) throws(QueryError) {
    var flat = query
    while case .subquery(let inner) = flat.source.kind {
      flat = Query(source: inner.source, stages: inner.stages + flat.stages, range: flat.range)
    }
    var resolver = Resolver(store: store, context: context, text: text)
    // The whole first: it tells all that is wrong, not only the first of it.
    let resolved = try resolver.resolve(flat)
    resolver = Resolver(store: store, context: context, text: text)
    _ = try resolver.resolve(Query(source: flat.source, stages: [], range: flat.range))
    var pipeline = Pipeline(store: store, context: context, source: resolved.source)
    start = pipeline
    var steps: [Step] = []
    for (stage, settled) in zip(flat.stages, resolved.stages) {
      var clause: Clause?
      if case .filter(let test, _) = stage.kind { clause = try Clause(test, resolver) }
      _ = try resolver.resolve(stage)
      pipeline.run(settled)
      steps.append(Step(stage: stage, resolved: settled, clause: clause, after: pipeline))
    }
    self.store = store
    self.context = context
    self.query = flat
    source = resolved.source
    self.steps = steps
  }

  var evaluator: Evaluator { Evaluator(store: store, context: context) }

  /// The rows that a stage works on.
  func before(_ step: Int) -> Pipeline { step == 0 ? start : steps[step - 1].after }

  /// What the rows are until a count makes others.
  var noun: Noun? {
    if case .records(let noun, _) = start.rows { return noun }
    return nil
  }

  /// The stages that work on records, in order: up to the one that makes other rows of them.
  var recordSteps: Range<Int> {
    let end = steps.indices.first { index in
      if case .records = steps[index].after.rows { return false }
      return true
    }
    return 0..<(end ?? steps.count)
  }

  /// The first stage after which a record is no row; nil when it stays as long as rows are records.
  ///
  /// -1 is the source itself.
  func firstDropping(_ entity: Entity) -> Int? {
    if !start.holds(entity) { return -1 }
    return recordSteps.first { !steps[$0].after.holds(entity) }
  }
}

extension Pipeline {
  /// Whether a record is one of the rows.
  func holds(_ entity: Entity) -> Bool {
    if case .records(entity.noun, let rows) = rows { return rows.contains(entity.row) }
    return false
  }
}
