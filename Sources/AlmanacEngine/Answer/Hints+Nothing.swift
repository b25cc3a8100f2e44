internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Why an answer has no rows: what it would have without one of its tests, and which record comes
/// nearest.
extension Hints {
  /// More tests than these are not taken apart.
  private static let testLimit = 8

  func nothing(_ query: Query) -> [Hint?] {
    guard let course = try? Course(query, over: store, context: context, text: faults.text),
      let noun = course.noun, let tests = course.conjuncts,
      (2...Hints.testLimit).contains(tests.count)
    else { return [] }
    let answers = tests.map { course.evaluator.truths(of: $0.clause.predicate, noun).certain }
    return [relaxed(course, tests, answers, noun), nearest(course, tests, answers, noun)]
  }

  /// `4 events without in Beijing and 2 without during 2023`, and the query that leaves fewest.
  private func relaxed(
    _ course: Course, _ tests: [Course.Conjunct], _ answers: [Subset], _ noun: Noun
  ) -> Hint? {
    let all = course.start.certainSet(of: noun)
    var found: [(test: Course.Conjunct, count: Int)] = []
    for (place, test) in tests.enumerated() {
      var rows = all
      for (other, answer) in answers.enumerated() where other != place {
        rows = rows.intersection(answer)
      }
      let count = min(rows.count, course.rowLimit)
      if count > 0 { found.append((test, count)) }
    }
    guard let best = found.min(by: { $0.count < $1.count })?.test else { return nil }
    let parts = found.enumerated().map { index, relaxed in
      let what = index > 0 ? "" : " " + (relaxed.count == 1 ? noun.word : noun.plural)
      return "\(relaxed.count)\(what) without `\(relaxed.test.clause.text)`"
    }
    let query = course.query.without(best.clause.expression, inStage: best.stage)
    return Hint(id: "H5", text: listed(parts), query: format(query))
  }

  /// The first record that passes all tests but the fewest, and those that it does not.
  private func nearest(
    _ course: Course, _ tests: [Course.Conjunct], _ answers: [Subset], _ noun: Noun
  ) -> Hint? {
    var best: (row: UInt32, count: Int)?
    let answers = answers.map(\.indexed)
    for row in course.start.certainRows {
      let count = answers.count { $0[row] }
      if count > best?.count ?? 0 { best = (row, count) }
    }
    guard let row = best?.row else { return nil }
    let thing = Subject(store: store, context: context, faults: faults).named(Entity(noun, row))
    let failed = zip(tests, answers).filter { !$0.1[row] }.map { "`\($0.0.clause.text)`" }
    return Hint(
      id: "H6", text: "nearest is \(thing.name), which passes all but \(listed(failed))",
      query: "why not \(thing.identity) in \(format(course.query))")
  }
}

extension Course {
  /// One of the tests that must all be so.
  struct Conjunct {
    /// The stage that it stands in.
    var stage: Int
    var clause: Clause
  }

  /// The tests that the rows must all pass; nil where some come behind a limit or a count, so that
  /// they see other rows.
  var conjuncts: [Conjunct]? {
    var found: [Conjunct] = []
    var isLimited = false
    for (index, step) in steps.enumerated() {
      switch step.resolved {
      case .filter:
        if isLimited { return nil }
        found += (step.clause?.conjuncts ?? []).map { Conjunct(stage: index, clause: $0) }
      case .show, .sort: continue
      case .limit: isLimited = true
      case .distinct, .summarize: return nil
      }
    }
    return found
  }

  /// How many rows are kept at most.
  fileprivate var rowLimit: Int {
    steps.reduce(Int.max) { limit, step in
      if case .limit(let count) = step.resolved { return min(limit, count) }
      return limit
    }
  }
}
