internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Answers tests for all rows of a table at once: a column at a time, never a tree a row.
struct Evaluator {
  let store: Store
  let context: QueryContext

  var navigation: Navigation { Navigation(store: store) }

  /// The answers of a test for every row of `noun`.
  func truths(of predicate: Predicate, _ noun: Noun) -> TruthSet {
    let table = store[noun]
    switch predicate {
    case .and(let left, let right):
      return truths(of: left, noun).and(truths(of: right, noun))
    case .or(let left, let right):
      return truths(of: left, noun).or(truths(of: right, noun))
    case .not(let inner):
      return truths(of: inner, noun).negated
    case .maybe(let inner):
      return TruthSet(exactly: truths(of: inner, noun).maybe)
    case .possibly(let inner):
      return TruthSet(exactly: truths(of: inner, noun).possible)
    case .unsure:
      return TruthSet(.maybe, rowCount: table.rowCount)
    case .identity(let rows):
      return TruthSet(exactly: Bitmap(rowCount: table.rowCount, rows: rows))
    case .refers(let field, let things):
      return referring(field, to: things, noun)
    case .within(let tops, let isStatement):
      return within(tops, noun, isStatement: isStatement)
    case .exists(let field, let inner):
      guard case .entity(let target) = field.type else {
        return TruthSet(.no, rowCount: table.rowCount)
      }
      return navigation.pullBack(truths(of: inner, target), along: field, of: noun)
    case .quantified(let field, let quantifier, let rows, let isUnder):
      return quantified(field, quantifier, rows, isUnder: isUnder, noun)
    case .code(let field, let words):
      return codes(field, words, noun)
    case .codesOnly(let field, let words):
      return codesOnly(field, words, noun)
    case .number(let operand, let comparator, let bound):
      return numbers(operand, comparator, bound, noun)
    case .day(let field, let comparator, let range):
      return days(field, comparator, range, noun)
    case .weekday(let operand, let days):
      return weekdays(operand, days, noun)
    case .period(let relation, let range, let field):
      return periods(relation, range, field, noun)
    case .compare(let left, let comparator, let right):
      return comparisons(left, comparator, right, noun)
    case .text(let operand, let relation, let pattern):
      return texts(operand, relation, pattern, noun)
    case .anyText(let relation, let pattern):
      return anyText(relation, pattern, noun)
    case .state(let field, let state):
      return TruthSet(exactly: knowledge(of: field, state, noun))
    case .tuple:
      return TruthSet(.no, rowCount: table.rowCount)
    }
  }

  private func within(_ tops: [UInt32], _ noun: Noun, isStatement: Bool) -> TruthSet {
    let table = store[noun]
    var certain = Bitmap(rowCount: table.rowCount, rows: tops)
    var possible = certain
    for top in tops {
      guard let forest = table.forest else { continue }
      for row in forest.subtree(of: top) { certain.insert(row) }
      if isStatement { for row in forest.ancestors(of: top) { possible.insert(row) } }
    }
    possible.formUnion(certain)
    return TruthSet(
      certain: certain, possible: possible, vague: possible.subtracting(certain), unstated: [])
  }

  private func referring(_ field: Field, to things: [Entity], _ noun: Noun) -> TruthSet {
    var rows = Bitmap(rowCount: store[noun].rowCount)
    if let column = store[noun].entity(field.name) {
      for row in 0..<UInt32(store[noun].rowCount) {
        if let entity = column[row], things.contains(entity) { rows.insert(row) }
      }
    }
    return TruthSet(exactly: rows)
  }

  /// `all`, `none`, `only`, `exactly` over a list of records.
  private func quantified(
    _ field: Field, _ quantifier: Quantifier, _ rows: [UInt32], isUnder: Bool, _ noun: Noun
  ) -> TruthSet {
    guard case .entity(let target) = field.type else {
      return TruthSet(.no, rowCount: store[noun].rowCount)
    }
    func member(_ rows: [UInt32]) -> Predicate {
      isUnder ? .within(rows, isStatement: target == .place) : .identity(rows)
    }
    switch quantifier {
    case .any:
      return truths(of: .exists(field, member(rows)), noun)
    case .none:
      return truths(of: .exists(field, member(rows)), noun).negated
    case .all:
      return rows.reduce(TruthSet(.yes, rowCount: store[noun].rowCount)) {
        $0.and(truths(of: .exists(field, member([$1])), noun))
      }
    case .only:
      return only(field, truths(of: member(rows), target), noun)
    case .exactly:
      return quantified(field, .all, rows, isUnder: isUnder, noun)
        .and(quantified(field, .only, rows, isUnder: isUnder, noun))
    }
  }

  /// Nothing outside the set, and something in it: yes for a closed list that is not empty.
  private func only(_ field: Field, _ inside: TruthSet, _ noun: Noun) -> TruthSet {
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      let targets = navigation.targets(of: row, noun: noun, field: field)
      guard targets.isStated else {
        builder.setUnstated(row)
        continue
      }
      var isCertain = targets.open == nil
      var isPossible = true
      var firm = 0
      for (index, target) in targets.rows.enumerated() {
        let isDoubtful = targets.doubtful.contains(index)
        if !isDoubtful { firm += 1 }
        if !inside.certain[target] { isCertain = false }
        if !inside.possible[target] && !isDoubtful { isPossible = false }
      }
      let isEmpty = targets.rows.isEmpty && targets.open == nil
      let truth = Truth(
        isCertain: isCertain && isPossible && firm > 0, isPossible: isPossible && !isEmpty)
      // What one of several fields does not say may be outside the list.
      if targets.isPartlyUnstated && (truth == .yes || isEmpty) {
        builder.setUnstated(row)
      } else {
        builder.set(row, truth)
      }
    }
    return builder.finish(field: field.name)
  }

  /// A word is stated, and none that is not among these.
  private func codesOnly(_ field: Field, _ words: [String], _ noun: Noun) -> TruthSet {
    let rowCount = store[noun].rowCount
    guard let column = store[noun].code(field.name) else {
      return .unstated(field.name, rowCount: rowCount)
    }
    let allowed = Set(words.compactMap { column.code(ofKey: $0) })
    var builder = TruthSetBuilder(rowCount: rowCount)
    for row in 0..<UInt32(rowCount) {
      if column.list.stated[row] {
        let codes = column.list[row]
        builder.set(row, !codes.isEmpty && codes.allSatisfy(allowed.contains) ? .yes : .no)
      } else if field.isClosed {
        builder.set(row, .no)
      } else {
        builder.setUnstated(row)
      }
    }
    return builder.finish(field: field.name)
  }

  private func codes(_ field: Field, _ words: [String], _ noun: Noun) -> TruthSet {
    let rowCount = store[noun].rowCount
    guard let column = store[noun].code(field.name) else {
      return field.isClosed
        ? TruthSet(.no, rowCount: rowCount) : .unstated(field.name, rowCount: rowCount)
    }
    var rows = Bitmap(rowCount: rowCount)
    for word in words {
      if let code = column.code(ofKey: word) {
        for row in column.postings[code] { rows.insert(row) }
      }
    }
    guard !field.isClosed else { return TruthSet(exactly: rows) }
    let missing = column.list.stated.complement
    return TruthSet(
      certain: rows, possible: rows.union(missing), vague: Bitmap(rowCount: rowCount),
      unstated: missing.isEmpty ? [] : [TruthSet.Unstated(field: field.name, rows: missing)])
  }
}
