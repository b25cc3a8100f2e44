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
      for (query, edit) in candidates(current) {
        let next = Proposal(query: query, edits: proposal.edits + [edit])
        guard let changed = run(query) else { continue }
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
  private func candidates(_ course: Course) -> [(query: Query, edit: Absence.Edit)] {
    guard let dropping = course.firstDropping(entity) else { return [] }
    guard dropping >= 0 else { return wholeNoun(course) }
    let step = course.steps[dropping]
    if case .limit = step.resolved { return longer(course, dropping) }
    guard let clause = step.clause else { return [] }
    let blames = clause.blamed(for: entity, course.evaluator)
    var found: [(query: Query, edit: Absence.Edit)] = []
    if course.evaluator.truth(of: clause.predicate, entity) == .maybe {
      found += possibly(course, dropping, clause, blames)
    }
    let widening = Widening(store: course.store, context: course.context, entity: entity)
    for blame in blames {
      for wider in widening.tests(instead: blame) {
        let old = blame.clause.expression
        found.append(
          (
            replacing(old, with: wider, in: course.query, dropping),
            .wider(format(old), by: format(wider))
          ))
      }
    }
    for blame in blames { found += without(course, dropping, clause, blame) }
    found.append((leavingOut(dropping, course.query), .without(clause.text)))
    return found
  }

  private func wholeNoun(_ course: Course) -> [(query: Query, edit: Absence.Edit)] {
    let source = Expression(.word(entity.noun.plural), .none)
    let query = Query(source: source, stages: course.query.stages, range: .none)
    return [(query, .source(entity.noun.plural))]
  }

  private func longer(_ course: Course, _ index: Int) -> [(query: Query, edit: Absence.Edit)] {
    guard let place = course.before(index).certainRows.firstIndex(of: entity.row) else { return [] }
    let count = Decimal(
      millionths: Int64(place + 1) * Quantity.scale, text: "\(place + 1)")
    var query = course.query
    query.stages[index].kind = .limit(Expression(.number(count), .none))
    return [(query, .limit(place + 1))]
  }

  /// `possibly` before the one test that is a maybe, or before all of the stage.
  private func possibly(
    _ course: Course, _ index: Int, _ clause: Clause, _ blames: [Blame]
  ) -> [(query: Query, edit: Absence.Edit)] {
    var found: [(query: Query, edit: Absence.Edit)] = []
    if let blame = blames.first, blames.count == 1, !blame.isNegated {
      let old = blame.clause.expression
      let new = Expression(.modified(.possibly, old), .none)
      found.append(
        (replacing(old, with: new, in: course.query, index), .possibly(format(old))))
    }
    let whole = Expression(.modified(.possibly, clause.expression), .none)
    found.append(
      (
        replacing(clause.expression, with: whole, in: course.query, index),
        .possibly(clause.text)
      ))
    return found
  }

  // MARK: - Changing a tree

  private func replacing(
    _ old: Expression, with new: Expression, in query: Query, _ index: Int
  ) -> Query {
    var query = query
    if case .filter(let test, _) = query.stages[index].kind {
      let changed = test.replacing(old, with: new)
      // What was a phrase may be a test of another kind now.
      query.stages[index].kind = .filter(changed, isPhrase: changed.isPhrase)
    }
    return query
  }

  private func leavingOut(_ index: Int, _ query: Query) -> Query {
    var query = query
    query.stages.remove(at: index)
    return query
  }

  private func without(
    _ course: Course, _ index: Int, _ clause: Clause, _ blame: Blame
  ) -> [(query: Query, edit: Absence.Edit)] {
    guard let rest = clause.expression.without(blame.clause.expression) else { return [] }
    var query = course.query
    query.stages[index].kind = .filter(rest, isPhrase: rest.isPhrase)
    return [(query, .without(blame.clause.text))]
  }
}

extension Expression {
  fileprivate var isPhrase: Bool {
    if case .phrase = kind { return true }
    return false
  }

  /// The same test with one of its parts changed; a part is known by what it says and where.
  fileprivate func replacing(_ old: Expression, with new: Expression) -> Expression {
    if self == old { return new }
    switch kind {
    case .and(let left, let right):
      return Expression(
        .and(left.replacing(old, with: new), right.replacing(old, with: new)), range)
    case .or(let left, let right):
      return Expression(
        .or(left.replacing(old, with: new), right.replacing(old, with: new)), range)
    case .modified(let modifier, let inner):
      return Expression(.modified(modifier, inner.replacing(old, with: new)), range)
    default: return self
    }
  }

  /// The test without one of its parts, whose modifiers go with it; nil when nothing is left.
  fileprivate func without(_ part: Expression) -> Expression? {
    if self == part { return nil }
    switch kind {
    case .and(let left, let right), .or(let left, let right):
      guard let first = left.without(part) else { return right }
      guard let second = right.without(part) else { return first }
      if case .and = kind { return Expression(.and(first, second), range) }
      return Expression(.or(first, second), range)
    case .modified(let modifier, let inner):
      return inner.without(part).map { Expression(.modified(modifier, $0), range) }
    default: return self
    }
  }
}
