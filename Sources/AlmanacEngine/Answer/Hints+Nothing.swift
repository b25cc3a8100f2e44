internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Why an answer has no rows: what it would have without one of its tests, and which record comes
/// nearest.
extension Hints {
  /// Tests that are left out one after the other, at most: each asks the query anew.
  private static let testLimit = 8

  func nothing(_ query: Query) -> [Hint?] {
    guard let course = try? Course(query, over: store, context: context, text: faults.text),
      let noun = course.noun
    else { return [] }
    let tests = course.conjuncts
    guard tests.count > 1, tests.count <= Hints.testLimit else { return [] }
    return [relaxed(course, tests, noun), nearest(course, tests, noun)]
  }

  /// `4 events without in Beijing and 2 without during 2023`, and the query that leaves fewest.
  private func relaxed(_ course: Course, _ tests: [Course.Conjunct], _ noun: Noun) -> Hint? {
    var found: [(test: Course.Conjunct, count: Int, query: Query)] = []
    for test in tests {
      let query = course.query.without(test.clause.expression, inStage: test.stage)
      guard let changed = try? Course(query, over: store, context: context, text: faults.text)
      else { continue }
      let count = (changed.steps.last?.after ?? changed.start).rows.rowCount
      if count > 0 { found.append((test, count, query)) }
    }
    guard let best = found.min(by: { $0.count < $1.count }) else { return nil }
    let parts = found.enumerated().map { index, relaxed in
      let what = index > 0 ? "" : " " + (relaxed.count == 1 ? noun.word : noun.plural)
      return "\(relaxed.count)\(what) without `\(relaxed.test.clause.text)`"
    }
    return Hint(id: "H5", text: listed(parts), query: format(best.query))
  }

  /// The first record that passes all tests but the fewest, and those that it fails.
  private func nearest(_ course: Course, _ tests: [Course.Conjunct], _ noun: Noun) -> Hint? {
    let answers = tests.map { course.evaluator.truths(of: $0.clause.predicate, noun).certain }
    let passed = course.start.certainRows.map { row in
      (row: row, count: answers.count { $0[row] })
    }
    guard let most = passed.map(\.count).max(), most > 0,
      let row = passed.first(where: { $0.count == most })?.row
    else { return nil }
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

  /// The tests that the rows must all pass, as far as nothing but tests and order comes before.
  var conjuncts: [Conjunct] {
    var found: [Conjunct] = []
    for (index, step) in steps.enumerated() {
      switch step.resolved {
      case .filter:
        found += (step.clause?.conjuncts ?? []).map { Conjunct(stage: index, clause: $0) }
      case .show, .sort: continue
      case .limit, .distinct, .summarize: return found
      }
    }
    return found
  }
}
