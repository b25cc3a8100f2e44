internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Answers tests for all rows of a table at once: a column at a time, never a tree a row.
struct Evaluator {
  let store: Store
  let context: QueryContext

  private var values: Values { Values(store: store, context: context) }
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
    case .constant(let truth):
      return TruthSet(truth, rowCount: table.rowCount)
    case .identity(let rows):
      return TruthSet(exactly: Bitmap(rowCount: table.rowCount, rows: rows))
    case .refers(let field, let things):
      return referring(field, to: things, noun)
    case .within(let tops, let isStatement):
      return within(truths(of: tops, noun), noun, isStatement: isStatement)
    case .exists(let field, let inner):
      guard case .entity(let target) = field.type else {
        return TruthSet(.no, rowCount: table.rowCount)
      }
      return navigation.pullBack(truths(of: inner, target), along: field, of: noun)
    case .quantified(_, _, _, let test):
      return truths(of: test, noun)
    case .linked(let field, let test):
      return values.linked(field, test, noun)
    case .code(let field, let words):
      return codes(field, noun) { words.compactMap($0.code(ofKey:)) }
    case .codeBesides(let field, let words):
      return codes(field, noun) { column in
        let these = Set(words.compactMap(column.code(ofKey:)))
        return (0..<UInt32(column.dictionary.count)).filter { !these.contains($0) }
      }
    case .number(let field, let comparator, let bound):
      return numbers(field, comparator, bound, noun)
    case .day(let field, let comparator, let range):
      return days(field, comparator, range, noun)
    case .weekday(let operand, let days):
      return weekdays(operand, days, noun)
    case .period(let relation, let range, let field):
      return periods(relation, range, field, noun)
    case .text(let field, let relation, let pattern):
      let wanted = relation.fold(pattern)
      return texts(field, noun) { relation.holds(relation.fold($0), wanted) }
    case .textBesides(let field, let texts):
      let these = Set(texts.map(TextRelation.equals.fold))
      return self.texts(field, noun) { !these.contains(TextRelation.equals.fold($0)) }
    case .anyText(let relation, let pattern):
      return anyText(relation, pattern, noun)
    case .match(let left, let matching, let quantifier, let right):
      return matches(left, matching, quantifier, right, noun)
    case .state(let operand, let state):
      return TruthSet(exactly: knowledge(of: operand, state, noun))
    }
  }

  /// Row by row: for what no column holds as it is.
  private func matches(
    _ left: Operand, _ matching: Matching, _ quantifier: Quantifier, _ right: Operand, _ noun: Noun
  ) -> TruthSet {
    let values = values
    let matcher = Matcher(values: values, matching: matching)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    let constant =
      right.dependsOnRow
      ? nil : RowReader(values: values, row: .made([])).elements(of: right)
    for row in 0..<UInt32(store[noun].rowCount) {
      let reader = RowReader(values: values, row: .record(row, noun))
      let answer = matcher.answer(
        reader.elements(of: left), quantifier, constant ?? reader.elements(of: right))
      if answer.isUnstated { builder.setUnstated(row) } else { builder.set(row, answer.truth) }
    }
    var names: [String] = []
    for name in RowReader.fieldNames(of: left) + RowReader.fieldNames(of: right)
    where !names.contains(name) {
      names.append(name)
    }
    return builder.finish(field: names.joined(separator: ", "))
  }

  private func within(_ tops: TruthSet, _ noun: Noun, isStatement: Bool) -> TruthSet {
    guard let forest = store[noun].forest else { return tops }
    func below(_ tops: Bitmap) -> Bitmap {
      var rows = tops
      tops.forEachRow { for row in forest.descendants(of: $0) { rows.insert(row) } }
      return rows
    }
    let certain = below(tops.certain)
    var possible = below(tops.possible)
    var vague = below(tops.vague)
    if isStatement {
      tops.possible.forEachRow {
        for row in forest.ancestors(of: $0) where !possible[row] {
          possible.insert(row)
          vague.insert(row)
        }
      }
    }
    vague.subtract(certain)
    return TruthSet(
      certain: certain, possible: possible, vague: vague,
      unstated: tops.unstated.map { TruthSet.Unstated(field: $0.field, rows: below($0.rows)) })
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

  private func codes(
    _ field: Field, _ noun: Noun, _ choose: (CodeColumn) -> [UInt32]
  ) -> TruthSet {
    let rowCount = store[noun].rowCount
    guard let column = store[noun].code(field.name) else {
      return field.isClosed
        ? TruthSet(.no, rowCount: rowCount) : .unstated(field.name, rowCount: rowCount)
    }
    var rows = Bitmap(rowCount: rowCount)
    for code in choose(column) {
      for row in column.postings[code] { rows.insert(row) }
    }
    guard !field.isClosed else { return TruthSet(exactly: rows) }
    let missing = column.list.stated.complement
    return TruthSet(
      certain: rows, possible: rows.union(missing), vague: Bitmap(rowCount: rowCount),
      unstated: missing.isEmpty ? [] : [TruthSet.Unstated(field: field.name, rows: missing)])
  }
}
