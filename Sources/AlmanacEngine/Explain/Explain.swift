public import AlmanacLanguage
public import AlmanacStore

/// Explains a query: how it is read, what each stage leaves, how its tests are answered.
///
/// - Throws: ``QueryError`` where the query itself could not be answered.
public func explain(
  _ statement: Statement, text: String, over store: Store, context: QueryContext
) throws(QueryError) -> Explanation? {
  let faults = Faults(text: text)
  guard case .explain(let query) = try settled(statement, faults, context).kind else { return nil }
  let course = try Course(query, over: store, context: context, text: text)
  let readings = Readings(store: store, context: context)
  let planner = Planner(store: store, context: context)
  var explanation = Explanation(
    query: format(course.query), settled: "", readings: [], steps: [], plan: Plan(tests: []))
  let source = Query(source: course.query.source, stages: [], range: course.query.range)
  explanation.steps.append(step(format(source), course.start))
  explanation.readings += readings.readings(ofSource: course.query.source, course.source)
  var settledStages: [Stage] = []
  for (index, step) in course.steps.enumerated() {
    explanation.steps.append(AlmanacEngine.step(format(step.stage), step.after))
    var stage = step.stage
    if let clause = step.clause, case .records(let noun, _) = course.before(index).rows {
      explanation.readings += clause.simple.flatMap { readings.readings(of: $0, noun) }
      explanation.plan.tests += planner.tests(of: clause, noun)
      if let plain = CoreSyntax(store: store).expression(of: clause.predicate, noun) {
        stage.kind = .filter(plain, isPhrase: false)
      }
    }
    settledStages.append(stage)
  }
  explanation.readings = explanation.readings.reduce(into: []) { unique, reading in
    if !unique.contains(reading) { unique.append(reading) }
  }
  let settledQuery = Query(
    source: readings.settled(course.query.source, course.source), stages: settledStages,
    range: course.query.range)
  explanation.settled = format(settledQuery)
  return explanation
}

private func step(_ text: String, _ pipeline: Pipeline) -> Explanation.Step {
  Explanation.Step(
    text: text, rowCount: pipeline.rows.rowCount, maybeCount: pipeline.footer.maybeCount,
    notStatedCount: pipeline.footer.notStatedCount,
    notStatedFields: pipeline.footer.notStatedFields)
}
