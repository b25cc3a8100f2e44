internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Tests and values on rows that a count or `distinct` made: few, so row by row.
struct TupleEvaluator {
  let store: Store
  let columns: [TupleColumn]

  func value(of operand: Operand, _ row: [Value]) -> Value {
    switch operand {
    case .column(let index, _): return row[index]
    case .number(let quantity): return .number(quantity)
    case .text(let text): return .text(text)
    case .arithmetic(let left, let sign, let right):
      guard case .number(let left) = value(of: left, row),
        case .number(let right) = value(of: right, row),
        let result = Quantity(left, sign, right)
      else { return .missing }
      return .number(result)
    case .test(let predicate): return .truth(truth(of: predicate, row))
    default: return .missing
    }
  }

  func truth(of predicate: Predicate, _ row: [Value]) -> Truth {
    switch predicate {
    case .and(let left, let right):
      return min(truth(of: left, row), truth(of: right, row))
    case .or(let left, let right):
      return max(truth(of: left, row), truth(of: right, row))
    case .not(let inner):
      return !truth(of: inner, row)
    case .maybe(let inner): return truth(of: inner, row) == .maybe ? .yes : .no
    case .possibly(let inner): return truth(of: inner, row) == .no ? .no : .yes
    case .tuple(let test): return truth(of: test, row)
    default: return .no
    }
  }

  private func truth(of test: TuplePredicate, _ row: [Value]) -> Truth {
    switch test {
    case .number(let operand, let comparator, let bound):
      guard case .number(let quantity) = value(of: operand, row) else { return .maybe }
      return comparator.truth(
        of: Bounds(earliest: quantity.lower, latest: quantity.upper), first: bound.lower,
        last: bound.upper)
    case .entity(let index, let noun, let rows, let isUnder):
      return any(row[index]) { value in
        guard case .entity(let entity, _) = value, entity.noun == noun else { return .no }
        let forest = isUnder ? store[noun].forest : nil
        let passes = rows.contains { $0 == entity.row || forest?.isUnder(entity.row, $0) == true }
        return passes ? .yes : .no
      }
    case .text(let index, let relation, let pattern):
      let wanted = relation.fold(pattern)
      return any(row[index]) { value in
        let texts =
          switch value {
          case .text(let text): [text]
          case .entity(let entity, _):
            store[entity.noun].names.names(of: entity.row).map(\.text)
          default: [String]()
          }
        return texts.contains { relation.holds(relation.fold($0), wanted) } ? .yes : .no
      }
    case .day(let index, let comparator, let range):
      return any(row[index]) { value in
        guard case .date(let date) = value, !date.isGuess else { return .maybe }
        return comparator.truth(
          of: Bounds(earliest: date.starts.earliest, latest: date.ends.latest),
          first: range.first, last: range.last)
      }
    case .constant(let truth): return truth
    case .state(let index, let state): return holds(state, row[index]) ? .yes : .no
    }
  }

  /// Some value of the cell passes.
  private func any(_ value: Value, _ test: (Value) -> Truth) -> Truth {
    switch value {
    case .missing, .notStated, .notNamed: return .maybe
    case .none: return .no
    case .doubtful(let inner): return test(inner) == .no ? .no : .maybe
    case .list(let values, let open):
      let best = values.map(test).max() ?? .no
      return open == nil ? best : max(best, .maybe)
    default: return test(value)
    }
  }

  private func holds(_ state: KnowledgeState, _ value: Value) -> Bool {
    let isKnown =
      switch value {
      case .missing, .none, .notStated, .notNamed: false
      default: true
      }
    let isVague =
      switch value {
      case .number(let quantity): !quantity.isExact
      case .date(let date): !(date.starts.isExact && date.ends.isExact) || date.isGuess
      case .list(_, let open): open != nil
      case .doubtful: true
      default: false
      }
    return switch state {
    case .known: isKnown
    case .missing: !isKnown
    case .exact: isKnown && !isVague
    case .vague: isKnown && isVague
    }
  }
}
