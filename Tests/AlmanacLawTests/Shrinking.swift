import Almanac

/// Makes a failing query smaller: stages go, tests become their parts, lists lose names, for as long
/// as it still fails.
func shrunk(_ text: String, whileFailing isFailing: (String) -> Bool) -> String {
  guard case .query(var query, _, _)? = parseStatement(text).statement?.kind else { return text }
  var isSmaller = true
  while isSmaller {
    isSmaller = false
    for smaller in query.smaller {
      let text = format(smaller)
      guard text.utf8.count < format(query).utf8.count,
        case .query(let parsed, _, _)? = parseStatement(text).statement?.kind, isFailing(text)
      else { continue }
      query = parsed
      isSmaller = true
      break
    }
  }
  let small = format(query)
  return isFailing(small) ? small : text
}

extension Query {
  fileprivate var smaller: [Query] {
    var found: [Query] = []
    for place in stages.indices {
      var query = self
      query.stages.remove(at: place)
      found.append(query)
      for stage in stages[place].smaller {
        query = self
        query.stages[place].kind = stage
        found.append(query)
      }
    }
    if case .subquery(let inner) = source.kind {
      found.append(Query(source: inner.source, stages: inner.stages + stages, range: range))
    }
    return found
      + source.smaller.map { Query(source: $0, stages: stages, range: range) }
  }
}

extension Stage {
  fileprivate var smaller: [Kind] {
    switch kind {
    case .filter(let test, let isPhrase):
      test.smaller.map { .filter($0, isPhrase: isPhrase && $0.isPhrase) }
    case .show(let columns): Stage.fewer(columns).map { .show($0) }
    case .count(let keys): Stage.fewer(keys).map { .count(by: $0) }
    case .sort(let keys): keys.count > 1 ? keys.map { .sort([$0]) } : []
    case .summarize(let columns, let keys):
      Stage.fewer(columns).map { .summarize($0, by: keys) }
        + keys.indices.map { place in
          .summarize(columns, by: keys.enumerated().filter { $0.offset != place }.map(\.element))
        }
    case .limit, .distinct: []
    }
  }

  private static func fewer(_ columns: [Column]) -> [[Column]] {
    let dropped = columns.indices.map { place in
      columns.enumerated().filter { $0.offset != place }.map(\.element)
    }
    let simpler = columns.indices.flatMap { place in
      (columns[place].expression?.smaller ?? []).map { expression in
        var columns = columns
        columns[place].expression = expression
        return columns
      }
    }
    return (columns.count > 1 ? dropped : []) + simpler
  }
}

extension Expression {
  fileprivate var isPhrase: Bool {
    if case .phrase = kind { return true }
    return false
  }

  fileprivate var smaller: [Expression] {
    func with(_ kinds: [Kind]) -> [Expression] { kinds.map { Expression($0, range) } }
    switch kind {
    case .or(let left, let right):
      return [left, right]
        + with(left.smaller.map { .or($0, right) } + right.smaller.map { .or(left, $0) })
    case .and(let left, let right):
      return [left, right]
        + with(left.smaller.map { .and($0, right) } + right.smaller.map { .and(left, $0) })
    case .modified(let modifier, let inner):
      return [inner] + with(inner.smaller.map { .modified(modifier, $0) })
    case .filtered(let base, let test):
      return with(test.smaller.map { .filtered(base, $0) })
    case .comparison(let left, let isNegated, let sign, let quantifier, let right):
      return with(
        right.smaller.map { .comparison(left, isNegated: isNegated, sign, quantifier, $0) }
          + left.smaller.map { .comparison($0, isNegated: isNegated, sign, quantifier, right) })
    case .relation(let left, let isNegated, let relation, let quantifier, let right):
      return
        (isNegated ? with([.relation(left, isNegated: false, relation, quantifier, right)]) : [])
        + with(
          right.smaller.map { .relation(left, isNegated: isNegated, relation, quantifier, $0) })
    case .phrase(let relation, let quantifier, let right):
      return with(right.smaller.map { .phrase(relation, quantifier, $0) })
    case .call(let name, let isDistinct, let arguments):
      guard let argument = arguments.first else { return [] }
      return with(argument.smaller.map { .call(name, isDistinct: isDistinct, [$0]) })
    case .member(let base, let name):
      return with(base.smaller.map { .member($0, name) })
    case .subquery(let query):
      return with(query.smaller.filter { !$0.stages.isEmpty }.map { .subquery($0) })
    case .list(let items) where items.count > 1:
      return items.indices.map { place in
        let rest = items.enumerated().filter { $0.offset != place }.map(\.element)
        return rest.count == 1 ? rest[0] : Expression(.list(rest), range)
      }
    default: return []
    }
  }
}
