internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Reasoner {
  /// Why the record is no row, and the query that would have it.
  func absence() -> Absence {
    var absence = Absence(
      thing: thing, query: format(course.query), stage: "", stageNumber: 0,
      cause: .isRow(.yes), unsettled: [], edits: [], admitting: "")
    guard let dropping = course.firstDropping(entity) else {
      absence.cause = .isRow(rowTruth)
      if rowTruth == .maybe { absence.unsettled = unsettledTests() }
      return absence
    }
    absence.stageNumber = dropping + 1
    if dropping < 0 {
      absence.stage = format(course.query.source)
      absence.cause = .source
    } else {
      let step = course.steps[dropping]
      absence.stage = format(step.stage)
      absence.cause = cause(dropping)
      if let clause = step.clause { absence.unsettled = unsettled(blamed(clause)) }
    }
    if let admission = Admission(course: course, entity: entity).found() {
      absence.edits = admission.edits
      absence.admitting = format(admission.query)
    }
    return absence
  }

  private func cause(_ index: Int) -> Absence.Cause {
    let step = course.steps[index]
    if let clause = step.clause { return .tests(blamed(clause).map(test)) }
    let kept = step.after.certainRows.count
    let place = course.before(index).certainRows.firstIndex(of: entity.row) ?? kept
    return .limit(position: place + 1, count: kept)
  }

  private func blamed(_ clause: Clause) -> [Blame] { clause.blamed(for: entity, evaluator) }

  private func test(_ blame: Blame) -> Absence.Test {
    let expression =
      blame.isNegated
      ? Expression(.modified(.not, blame.clause.expression), blame.clause.expression.range)
      : blame.clause.expression
    return Absence.Test(
      text: format(expression), truth: blame.isNegated ? !blame.truth : blame.truth,
      findings: findings.findings(of: blame.clause.predicate, for: entity))
  }

  /// What the tests that answer *maybe* would have to know.
  private func unsettled(_ blames: [Blame]) -> [Finding] {
    blames.filter { $0.truth == .maybe }.flatMap { open($0.clause.predicate) }
  }

  /// The same for a row that is let in as a maybe.
  private func unsettledTests() -> [Finding] {
    var found: [Finding] = []
    for step in course.steps[course.recordSteps] {
      for clause in step.clause?.simple ?? [] {
        guard evaluator.truth(of: clause.predicate, entity) == .maybe else { continue }
        for finding in open(clause.predicate) where !found.contains(finding) {
          found.append(finding)
        }
      }
    }
    return found
  }

  private func open(_ predicate: Predicate) -> [Finding] {
    findings.findings(of: predicate, for: entity).filter { $0.state != .exact }
  }
}
