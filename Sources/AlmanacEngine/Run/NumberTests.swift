internal import AlmanacLanguage
internal import AlmanacStore

/// The two answers of comparing bounds: surely, and possibly.
struct Comparison {
  var certain: Bool
  var possible: Bool

  /// `low...high` compared with `first...last`: `<` and `>` take the near end of the range, `<=` and
  /// `>=` the far one, `=` means inside (LANGUAGE §6.2).
  init<Bound: Comparable>(
    _ low: Bound, _ high: Bound, _ comparator: Comparator, _ first: Bound, _ last: Bound
  ) {
    switch comparator {
    case .equal:
      certain = low >= first && high <= last
      possible = low <= last && high >= first
    case .notEqual:
      certain = !(low <= last && high >= first)
      possible = !(low >= first && high <= last)
    case .less:
      certain = high < first
      possible = low < first
    case .lessOrEqual:
      certain = high <= last
      possible = low <= last
    case .greater:
      certain = low > last
      possible = high > last
    case .greaterOrEqual:
      certain = low >= first
      possible = high >= first
    }
  }
}

extension Evaluator {
  func numbers(
    _ operand: Operand, _ comparator: Comparator, _ bound: Quantity, _ noun: Noun
  ) -> TruthSet {
    let rowCount = store[noun].rowCount
    if case .path(let path) = operand, path.fields.count == 1, path.fields[0].origin == .stored {
      guard let column = store[noun].number(path.fields[0].name) else {
        return .unstated(path.text, rowCount: rowCount)
      }
      return numbers(column, comparator, bound, field: path.text)
    }
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: rowCount)
    for row in 0..<UInt32(rowCount) {
      guard let quantity = values.quantity(of: operand, row: row, noun) else {
        builder.setUnstated(row)
        continue
      }
      set(&builder, row, quantity, comparator, bound)
    }
    return builder.finish(field: values.fieldName(of: operand))
  }

  private func numbers(
    _ column: NumberColumn, _ comparator: Comparator, _ bound: Quantity, field: String
  ) -> TruthSet {
    var builder = TruthSetBuilder(rowCount: column.lower.count)
    let isExact = column.upper.isEmpty
    for row in column.lower.indices {
      let row32 = UInt32(truncatingIfNeeded: row)
      guard column.stated[row32] else {
        builder.setUnstated(row32)
        continue
      }
      if column.guesses?[row32] == true {
        builder.set(row32, certain: false, possible: true)
        continue
      }
      let low = column.lower[row]
      let answer = Comparison(
        low, isExact ? low : column.upper[row], comparator, bound.lower, bound.upper)
      builder.set(row32, certain: answer.certain, possible: answer.possible)
    }
    return builder.finish(field: field)
  }

  private func set(
    _ builder: inout TruthSetBuilder, _ row: UInt32, _ quantity: Quantity,
    _ comparator: Comparator, _ bound: Quantity
  ) {
    if quantity.isGuess {
      builder.set(row, certain: false, possible: true)
    } else {
      let answer = Comparison(
        quantity.lower, quantity.upper, comparator, bound.lower, bound.upper)
      builder.set(row, certain: answer.certain, possible: answer.possible)
    }
  }

  /// Two values that differ from row to row: equal surely only when both are exact and the same.
  func comparisons(
    _ left: Operand, _ comparator: Comparator, _ right: Operand, _ noun: Noun
  ) -> TruthSet {
    let values = Values(store: store, context: context)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      guard let first = values.bounds(of: left, row: row, noun),
        let second = values.bounds(of: right, row: row, noun)
      else {
        builder.setUnstated(row)
        continue
      }
      if first.isGuess || second.isGuess {
        builder.set(row, certain: false, possible: true)
        continue
      }
      let answer = compare(first, comparator, second)
      builder.set(row, certain: answer.certain, possible: answer.possible)
    }
    let names = [values.fieldName(of: left), values.fieldName(of: right)].filter { !$0.isEmpty }
    return builder.finish(field: names.joined(separator: ", "))
  }

  /// Both sides vague: surely means for every pair of values, possibly for some pair.
  private func compare(_ left: Quantity, _ comparator: Comparator, _ right: Quantity) -> Truths {
    switch comparator {
    case .equal:
      return Truths(
        left.lower == left.upper && right.lower == right.upper && left.lower == right.lower,
        left.lower <= right.upper && right.lower <= left.upper)
    case .notEqual:
      let equal = compare(left, .equal, right)
      return Truths(!equal.possible, !equal.certain)
    case .less: return Truths(left.upper < right.lower, left.lower < right.upper)
    case .lessOrEqual: return Truths(left.upper <= right.lower, left.lower <= right.upper)
    case .greater: return Truths(left.lower > right.upper, left.upper > right.lower)
    case .greaterOrEqual: return Truths(left.lower >= right.upper, left.upper >= right.lower)
    }
  }

  private struct Truths {
    var certain: Bool
    var possible: Bool

    init(_ certain: Bool, _ possible: Bool) {
      self.certain = certain
      self.possible = possible
    }
  }
}
