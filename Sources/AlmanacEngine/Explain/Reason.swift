public import AlmanacLanguage
public import AlmanacStore
internal import AlmanacTime

/// What a `why` answers with.
public enum Reason: Hashable, Sendable {
  /// `why E in Q`.
  case row(Reasoning)
  /// `why E.field`.
  case field(Attribution)
  /// `why not E in Q`.
  case absence(Absence)
}

/// Answers `why E`, `why not E` and `why E.field`.
///
/// - Parameters:
///   - query: what stands behind `in`.
///   - last: the query that was answered last, for a question without `in`.
/// - Throws: ``QueryError`` for names that are not known, for a thing that can be no row of the
///   query, and where there is no query to ask about.
public func why(
  _ statement: Statement, last: Query? = nil, text: String, over store: Store,
  context: QueryContext
) throws(QueryError) -> Reason? {
  let faults = Faults(text: text)
  guard
    case .why(let isNegated, let thing, let query) = try settled(statement, faults, context).kind
  else { return nil }
  let subject = Subject(store: store, context: context, faults: faults)
  if !isNegated, query == nil, let (entity, field) = try subject.field(thing) {
    let findings = Findings(store: store, context: context)
    return .field(
      Attribution(thing: subject.named(entity), finding: findings.finding(field, entity)))
  }
  guard let query = query ?? last else { throw noQuery(thing, subject) }
  let course = try Course(query, over: store, context: context, text: text)
  let entity = try subject.entity(thing, preferring: course.noun)
  guard course.noun == entity.noun else { throw otherNoun(entity, thing, course, subject) }
  let reasoner = Reasoner(course: course, thing: subject.named(entity))
  return isNegated ? .absence(reasoner.absence()) : .row(reasoner.reasoning())
}

private func noQuery(_ thing: Expression, _ subject: Subject) -> QueryError {
  let noun = (try? subject.entity(thing))?.noun ?? .event
  return subject.faults.error(
    "S01", "there is no last query to ask about yet", at: thing.range,
    label: "say which: why … in \(noun.plural)",
    fixes: [Diagnostic.Fix("\(subject.faults.text) in \(noun.plural)")])
}

/// A thing that can't be a row: the rows are of another noun.
private func otherNoun(
  _ entity: Entity, _ thing: Expression, _ course: Course, _ subject: Subject
) -> QueryError {
  let faults = subject.faults
  let written = faults.written(thing.range)
  guard let noun = course.noun else {
    return faults.error("T08", "\(written) is no row of a count", at: thing.range)
  }
  let last = course.steps[course.recordSteps].last?.after ?? course.start
  var fixes: [Diagnostic.Fix] = []
  if let row = last.certainRows.first ?? course.start.certainRows.first {
    let example = subject.named(Entity(noun, row))
    fixes = [faults.fix(thing.range, example.identity, remark: "(\(example.name))")]
  }
  return faults.error(
    "T08",
    "\(subject.named(entity).name) is \(entity.noun.withArticle), and the rows are \(noun.plural)",
    at: thing.range, label: "one of the \(noun.plural) is expected here",
    notes: ["what refers to it: describe \(subject.named(entity).identity)"], fixes: fixes)
}
