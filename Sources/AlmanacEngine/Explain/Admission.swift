internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Looks for the least change of a query that makes a record one of its rows.
///
/// Every proposal is run before it is made: what comes out has the record among its rows.
struct Admission {
  let course: Course
  let entity: Entity

  /// A changed query, and what was changed.
  struct Proposal {
    var query: Query
    var edits: [Absence.Edit]
  }

  /// A query with one edit.
  private struct Candidate {
    var query: Query
    var edit: Absence.Edit

    init(_ query: Query, _ edit: Absence.Edit) {
      self.query = query
      self.edit = edit
    }
  }

  /// So many edits are tried one after the other.
  private static let editLimit = 16

  /// One edit where one is enough; else one edit for each obstacle, in the order of the stages. nil
  /// when nothing helps.
  func found() -> Proposal? {
    var proposal = Proposal(query: course.query, edits: [])
    var current = course
    for _ in 0..<Admission.editLimit {
      guard current.firstDropping(entity) != nil else { return proposal }
      let before = progress(current)
      var best: (proposal: Proposal, course: Course, progress: Progress)?
      for candidate in candidates(current) {
        let next = Proposal(query: candidate.query, edits: proposal.edits + [candidate.edit])
        guard let changed = run(candidate.query) else { continue }
        if changed.firstDropping(entity) == nil { return next }
        let reached = progress(changed)
        if reached > before, best == nil { best = (next, changed, reached) }
      }
      guard let step = best else { return nil }
      proposal = step.proposal
      current = step.course
    }
    return nil
  }

  private func run(_ query: Query) -> Course? {
    // What is proposed is a text, so it is the text that is run.
    let text = format(query)
    guard case .query(let read, _, _)? = parseStatement(text).statement?.kind else { return nil }
    return try? Course(read, over: course.store, context: course.context, text: text)
  }

  /// How far the record comes: past more filters than before, or with fewer tests against it.
  private struct Progress: Comparable {
    var remainingStages: Int
    var blameCount: Int

    static func < (left: Progress, right: Progress) -> Bool {
      (right.remainingStages, right.blameCount) < (left.remainingStages, left.blameCount)
    }
  }

  private func progress(_ course: Course) -> Progress {
    guard let dropping = course.firstDropping(entity) else {
      return Progress(remainingStages: 0, blameCount: 0)
    }
    let clause = dropping < 0 ? nil : course.steps[dropping].clause
    return Progress(
      remainingStages: course.recordSteps.count - dropping,
      blameCount: clause?.blamed(for: entity, course.evaluator).count ?? 1)
  }

  // MARK: - What can be changed

  /// Queries with one edit, the gentlest first.
  private func candidates(_ course: Course) -> [Candidate] {
    guard let dropping = course.firstDropping(entity) else { return [] }
    guard dropping >= 0 else { return wholeNoun(course) }
    let step = course.steps[dropping]
    if case .limit = step.resolved { return longer(course, dropping) }
    guard let clause = step.clause else { return [] }
    let blames = clause.blamed(for: entity, course.evaluator)
    var found: [Candidate] = []
    if course.evaluator.truth(of: clause.predicate, entity) == .maybe {
      found += possibly(course, dropping, clause, blames)
    }
    let widening = Widening(store: course.store, context: course.context, entity: entity)
    for blame in blames {
      for wider in widening.tests(instead: blame) {
        let old = blame.clause.expression
        found.append(
          Candidate(
            course.query.replacing(old, with: wider, inStage: dropping),
            .wider(format(old), by: format(wider))))
      }
    }
    for blame in blames {
      let part = blame.clause.expression
      found.append(
        Candidate(course.query.without(part, inStage: dropping), .without(format(part))))
    }
    let whole = course.query.without(clause.expression, inStage: dropping)
    return found + [Candidate(whole, .without(clause.text))]
  }

  private func wholeNoun(_ course: Course) -> [Candidate] {
    let source = Expression(.word(entity.noun.plural), .none)
    let query = Query(source: source, stages: course.query.stages, range: .none)
    return [Candidate(query, .source(entity.noun.plural))]
  }

  private func longer(_ course: Course, _ index: Int) -> [Candidate] {
    guard let place = course.before(index).certainRows.firstIndex(of: entity.row) else { return [] }
    let count = Decimal(
      millionths: Int64(place + 1) * Quantity.scale, text: "\(place + 1)")
    var query = course.query
    query.stages[index].kind = .limit(Expression(.number(count), .none))
    return [Candidate(query, .limit(place + 1))]
  }

  /// `possibly` before the one test that is a maybe, or before all of the stage.
  private func possibly(
    _ course: Course, _ index: Int, _ clause: Clause, _ blames: [Blame]
  ) -> [Candidate] {
    var found: [Candidate] = []
    if let blame = blames.first, blames.count == 1, !blame.isNegated {
      let old = blame.clause.expression
      let new = Expression(.modified(.possibly, old), .none)
      found.append(
        Candidate(course.query.replacing(old, with: new, inStage: index), .possibly(format(old))))
    }
    let whole = Expression(.modified(.possibly, clause.expression), .none)
    let query = course.query.replacing(clause.expression, with: whole, inStage: index)
    return found + [Candidate(query, .possibly(clause.text))]
  }
}
