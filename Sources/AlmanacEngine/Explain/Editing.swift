internal import AlmanacLanguage

extension Query {
  /// The same query with one test of a stage changed.
  func replacing(_ old: Expression, with new: Expression, inStage index: Int) -> Query {
    guard case .filter(let test, _) = stages[index].kind else { return self }
    return filtered(by: test.replacing(old, with: new), inStage: index)
  }

  /// The same query without one test of a stage; without the stage when that was all of it.
  func without(_ part: Expression, inStage index: Int) -> Query {
    guard case .filter(let test, _) = stages[index].kind else { return self }
    if let rest = test.without(part) { return filtered(by: rest, inStage: index) }
    var query = self
    query.stages.remove(at: index)
    return query
  }

  private func filtered(by test: Expression, inStage index: Int) -> Query {
    var query = self
    // What was a phrase may be a test of another kind now.
    query.stages[index].kind = .filter(test, isPhrase: test.isPhrase)
    return query
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
