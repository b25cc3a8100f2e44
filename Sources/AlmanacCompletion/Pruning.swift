internal import AlmanacLanguage

/// A statement without the smallest part that a fault is about, so that what else is wrong with it can
/// be found: a test of an `and`, an item of a list, a column.
extension Statement {
  /// What is left without the part that holds `range`; nil when nothing is that could be looked at.
  func pruned(of range: TextRange) -> Statement? {
    switch kind {
    case .query(let query, let view, let file):
      return query.pruned(of: range).map {
        Statement(.query($0, draw: view, export: file), self.range)
      }
    case .letBinding(let name, let query):
      return query.pruned(of: range).map { Statement(.letBinding(name, $0), self.range) }
    case .param(let name, let query):
      return query.pruned(of: range).map { Statement(.param(name, $0), self.range) }
    case .assert(let test, let message):
      return test.pruned(of: range).map { Statement(.assert($0, message: message), self.range) }
    default: return nil
    }
  }
}

extension Query {
  /// What is left without the part that holds `range`; nil when nothing is that could be looked at.
  func pruned(of range: TextRange) -> Query? {
    guard !source.range.contains(range) else {
      guard let source = source.pruned(of: range) else { return nil }
      return Query(source: source, stages: stages, range: self.range)
    }
    guard let index = stages.firstIndex(where: { $0.range.contains(range) }) else { return nil }
    let (stage, isColumnLost) = stages[index].pruned(of: range)
    // Behind a column that is not there, others would seem wrong that are not.
    let rest = isColumnLost ? [] : stages[(index + 1)...]
    return Query(
      source: source, stages: stages[..<index] + [stage].compactMap { $0 } + rest,
      range: self.range)
  }
}

extension Stage {
  fileprivate func pruned(of range: TextRange) -> (stage: Stage?, isColumnLost: Bool) {
    func stage(_ kind: Kind?) -> Stage? { kind.map { Stage($0, self.range) } }
    switch kind {
    case .filter(let test, let isPhrase):
      return (stage(test.pruned(of: range).map { .filter($0, isPhrase: isPhrase) }), false)
    case .show(let columns):
      let columns = columns.pruned(of: range)
      return (stage(columns.isEmpty ? nil : .show(columns)), true)
    case .count(let keys): return (stage(.count(by: keys.pruned(of: range))), true)
    case .summarize(let columns, let keys):
      let columns = columns.pruned(of: range)
      let kind = columns.isEmpty ? nil : Kind.summarize(columns, by: keys.pruned(of: range))
      return (stage(kind), true)
    case .sort(let keys):
      let keys = keys.compactMap { key in
        key.expression.pruned(of: range).map {
          SortKey(expression: $0, isDescending: key.isDescending)
        }
      }
      return (stage(keys.isEmpty ? nil : .sort(keys)), false)
    case .limit, .distinct: return (nil, false)
    }
  }
}

extension [Column] {
  /// The columns that are left.
  func pruned(of range: TextRange) -> [Column] {
    compactMap { column in
      guard column.range.contains(range), let expression = column.expression else { return column }
      return expression.pruned(of: range).map {
        Column(expression: $0, alias: column.alias, range: column.range)
      }
    }
  }
}

extension Expression {
  /// The expression without the part that holds `range`; nil when it makes no sense without.
  func pruned(of range: TextRange) -> Expression? {
    guard self.range.contains(range) else { return self }
    func pruned(_ part: Expression) -> Expression? { part.pruned(of: range) }
    func make(_ kind: Kind) -> Expression { Expression(kind, self.range) }
    switch kind {
    case .and(let left, let right), .or(let left, let right):
      guard let first = pruned(left) else { return right }
      guard let second = pruned(right) else { return first }
      if case .and = kind { return make(.and(first, second)) }
      return make(.or(first, second))
    case .modified(let modifier, let inner):
      return pruned(inner).map { make(.modified(modifier, $0)) }
    case .phrase(let relation, let quantifier, let right):
      return pruned(right).map { make(.phrase(relation, quantifier, $0)) }
    case .relation(let left, let isNegated, let relation, let quantifier, let right):
      guard let left = pruned(left), let right = pruned(right) else { return nil }
      return make(.relation(left, isNegated: isNegated, relation, quantifier, right))
    case .comparison(let left, let isNegated, let comparator, let quantifier, let right):
      guard let left = pruned(left), let right = pruned(right) else { return nil }
      return make(.comparison(left, isNegated: isNegated, comparator, quantifier, right))
    case .list(let items):
      let items = items.compactMap(pruned)
      return items.isEmpty ? nil : make(.list(items))
    case .call(let name, let isDistinct, let arguments):
      let kept = arguments.compactMap(pruned)
      return kept.count == arguments.count ? make(.call(name, isDistinct: isDistinct, kept)) : nil
    case .filtered(let base, let test):
      guard let base = pruned(base) else { return nil }
      return pruned(test).map { make(.filtered(base, $0)) } ?? base
    case .arithmetic(let left, let sign, let right):
      guard let first = pruned(left) else { return right }
      return pruned(right).map { make(.arithmetic(first, sign, $0)) } ?? first
    case .subquery(let query): return query.pruned(of: range).map { make(.subquery($0)) }
    case .member(let base, let name): return pruned(base).map { make(.member($0, name)) }
    default: return nil
    }
  }
}

extension TextRange {
  /// Whether it holds all of another.
  fileprivate func contains(_ other: TextRange) -> Bool { start <= other.start && other.end <= end }
}
