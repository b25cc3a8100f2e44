internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Walks the stages of a query for one record.
struct Reasoner {
  let course: Course
  let thing: NamedThing

  var entity: Entity { thing.entity }
  var evaluator: Evaluator { course.evaluator }
  var findings: Findings { Findings(store: course.store, context: course.context) }

  /// Why the record is a row, or at which stage it ceases to be one.
  func reasoning() -> Reasoning {
    let dropping = course.firstDropping(entity)
    var steps = [
      Reasoning.Step(
        text: format(Query(source: course.query.source, stages: [], range: course.query.range)),
        outcome: dropping == -1 ? .dropped : .kept, judgments: [])
    ]
    for index in course.steps.indices {
      steps.append(step(index, dropping))
      if !course.recordSteps.contains(index) { break }
    }
    return Reasoning(
      thing: thing, query: format(course.query), truth: dropping == nil ? rowTruth : .no,
      steps: steps)
  }

  /// A row that `possibly` or `maybe` let in is a maybe.
  var rowTruth: Truth {
    let isMaybe = course.steps[course.recordSteps].contains { step in
      guard case .filter(let predicate) = step.resolved else { return false }
      return evaluator.truth(of: predicate.plain, entity) == .maybe
    }
    return isMaybe ? .maybe : .yes
  }

  private func step(_ index: Int, _ dropping: Int?) -> Reasoning.Step {
    let step = course.steps[index]
    let outcome: Reasoning.Outcome =
      switch dropping {
      case let stage? where stage < index: .goneBefore
      case index?: .dropped
      default: course.recordSteps.contains(index) ? .kept : .gathered
      }
    var result = Reasoning.Step(text: format(step.stage), outcome: outcome, judgments: [])
    if case .records(entity.noun, let rows) = course.before(index).rows {
      if let clause = step.clause { judge(clause, depth: 0, into: &result.judgments) }
      if case .limit = step.resolved {
        result.position = rows.firstIndex(of: entity.row).map { $0 + 1 }
      }
    }
    return result
  }

  private func judge(_ clause: Clause, depth: Int, into judgments: inout [Reasoning.Judgment]) {
    judgments.append(
      Reasoning.Judgment(
        text: clause.text, depth: depth, truth: evaluator.truth(of: clause.predicate, entity),
        findings: clause.parts.isEmpty
          ? findings.findings(of: clause.predicate, for: entity) : []))
    for part in clause.parts { judge(part, depth: depth + 1, into: &judgments) }
  }
}
