internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Answers tests for sets of rows: from lists of rows where there are any, else a column at a time,
/// else row by row, and of a conjunction all but the first test only for the rows that are left.
struct Evaluator {
  let store: Store
  let context: QueryContext

  var values: Values { Values(store: store, context: context) }
  var navigation: Navigation {
    Navigation(store: store, usesPostings: context.tuning.usesIndexes)
  }

  /// The answers of a test for rows of `noun`.
  ///
  /// - Parameter rows: those that are asked about, nil for all; of others the answer is no.
  func truths(of predicate: Predicate, _ noun: Noun, among rows: Subset? = nil) -> TruthSet {
    let table = store[noun]
    if context.isInterrupted || rows?.isNone == true {
      return TruthSet(.no, rowCount: table.rowCount)
    }
    switch predicate {
    case .and: return conjunction(predicate.conjuncts, noun, among: rows)
    case .or(let left, let right):
      return truths(of: left, noun, among: rows).or(truths(of: right, noun, among: rows))
    case .not(let inner):
      return truths(of: inner, noun, among: rows).negated(within: rows ?? table.allRows)
    case .maybe(let inner):
      return TruthSet(exactly: truths(of: inner, noun, among: rows).maybe)
    case .possibly(let inner):
      return TruthSet(exactly: truths(of: inner, noun, among: rows).possible)
    case .quantified(_, _, _, let test):
      return truths(of: test, noun, among: rows)
    case .exists(let field, let inner):
      guard case .entity(let target) = field.type else {
        return TruthSet(.no, rowCount: table.rowCount)
      }
      if case .within(let tops, isStatement: false) = inner, followsTree(field, noun) {
        return below(truths(of: tops, noun), field, noun).among(rows)
      }
      return navigation.pullBack(truths(of: inner, target), along: field, of: noun, among: rows)
    case .code(let field, let words):
      return codes(field, noun, rows) { words.compactMap($0.code(ofKey:)) }
    case .codeBesides(let field, let words):
      return codes(field, noun, rows) { column in
        let these = Set(words.compactMap(column.code(ofKey:)))
        return (0..<UInt32(column.dictionary.count)).filter { !these.contains($0) }
      }
    case .constant(let truth):
      return TruthSet(truth, rowCount: table.rowCount).among(rows)
    case .identity(let records):
      return TruthSet(exactly: Subset(records, of: table.rowCount)).among(rows)
    case .refers(let field, let things):
      return referring(field, to: things, noun).among(rows)
    case .within(let tops, let isStatement):
      return within(truths(of: tops, noun), noun, isStatement: isStatement).among(rows)
    case .linked(let field, let test):
      return values.linked(field, test, noun).among(rows)
    case .number, .day, .weekday, .period, .text, .textBesides, .anyText, .match, .state:
      return column(predicate, noun, rows ?? table.allRows)
    }
  }

  /// The rows of some that surely pass, for who does not ask what the others do: what a field surely
  /// names is told by the lists of rows beside its values, without a look at these rows.
  func certain(of predicate: Predicate, _ noun: Noun, among rows: Subset) -> Subset {
    guard context.tuning.usesIndexes else {
      return truths(of: predicate, noun, among: rows).certain
    }
    switch predicate {
    case .and(let left, let right):
      return certain(of: right, noun, among: certain(of: left, noun, among: rows))
    case .or(let left, let right):
      return certain(of: left, noun, among: rows).union(certain(of: right, noun, among: rows))
    case .quantified(_, _, _, let test): return certain(of: test, noun, among: rows)
    case .exists(let field, let inner):
      guard case .entity(let target) = field.type else { return .none(of: rows.rowCount) }
      let targets = truths(of: inner, target).certain
      return rows.intersection(navigation.firmRows(naming: targets, along: field, of: noun))
    default: return truths(of: predicate, noun, among: rows).certain
    }
  }

  /// Tests that look at each row that they are asked about.
  private func column(_ predicate: Predicate, _ noun: Noun, _ rows: Subset) -> TruthSet {
    switch predicate {
    case .number(let field, let comparator, let bound):
      return numbers(field, comparator, bound, noun, rows)
    case .day(let field, let comparator, let range):
      return days(field, comparator, range, noun, rows)
    case .weekday(let operand, let days):
      return weekdays(operand, days, noun, rows)
    case .period(let relation, let range, let field):
      return periods(relation, range, field, noun, rows)
    case .text(let field, let relation, let pattern):
      return texts(field, relation, pattern, noun, rows)
    case .textBesides(let field, let texts):
      let these = Set(texts.map(TextRelation.equals.fold))
      return self.texts(field, noun, rows) { !these.contains(TextRelation.equals.fold($0)) }
    case .anyText(let relation, let pattern):
      return anyText(relation, pattern, noun, rows)
    case .match(let left, let matching, let quantifier, let right):
      return matches(left, matching, quantifier, right, noun, rows)
    case .state(let operand, let state):
      return TruthSet(exactly: knowledge(of: operand, state, noun, rows))
    default: return TruthSet(.no, rowCount: store[noun].rowCount)
    }
  }

  /// All of several tests: the one that leaves fewest rows first, each other only for what is left.
  /// What is counted as not stated keeps the order of the text.
  private func conjunction(_ tests: [Predicate], _ noun: Noun, among rows: Subset?) -> TruthSet {
    var result: TruthSet?
    var left = rows
    var unstated: [[TruthSet.Unstated]] = Array(repeating: [], count: tests.count)
    for index in order(of: tests, noun) {
      let answers = truths(of: tests[index], noun, among: left)
      unstated[index] = answers.unstated
      result = result?.and(askedOfPossible: answers) ?? answers
      left = result?.possible
      if left?.isEmpty == true { break }
    }
    var answers = result ?? TruthSet(.yes, rowCount: store[noun].rowCount).among(rows)
    answers.unstated = unstated.flatMap(\.self)
    return answers
  }

  /// In what order tests are asked.
  private func order(of tests: [Predicate], _ noun: Noun) -> [Int] {
    guard context.tuning.usesIndexes else { return Array(tests.indices) }
    let costs = Costs(store: store)
    return tests.indices.map { (index: $0, cost: costs.cost(of: tests[$0], noun)) }
      .sorted { ($0.cost, $0.index) < ($1.cost, $1.index) }.map(\.index)
  }

  /// How many rows each of the tests that must all hold is asked about: for whoever explains them.
  func askedRows(_ predicate: Predicate, _ noun: Noun) -> [Predicate: Int] {
    let tests = predicate.conjuncts
    var asked: [Predicate: Int] = [:]
    var left = store[noun].allRows
    for index in order(of: tests, noun) {
      asked[tests[index]] = left.count
      left = truths(of: tests[index], noun, among: left.isAll ? nil : left).possible
    }
    return asked
  }

  /// Row by row: for what no column holds as it is.
  private func matches(
    _ left: Operand, _ matching: Matching, _ quantifier: Quantifier, _ right: Operand, _ noun: Noun,
    _ rows: Subset
  ) -> TruthSet {
    let values = values
    let matcher = Matcher(values: values, matching: matching)
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    let constant =
      right.dependsOnRow
      ? nil : RowReader(values: values, row: .made([])).elements(of: right)
    forEachRow(of: rows) { row in
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

  /// Row by row, until nobody waits any more.
  func forEachRow(of rows: Subset, _ body: (UInt32) -> Void) {
    var countdown = 0
    var isInterrupted = false
    rows.forEachRow { row in
      if countdown == 0 {
        countdown = 1_024
        isInterrupted = context.isInterrupted
      }
      countdown &-= 1
      if !isInterrupted { body(row) }
    }
  }

  private func referring(_ field: Field, to things: [Entity], _ noun: Noun) -> TruthSet {
    var rows: [UInt32] = []
    if let column = store[noun].entity(field.name) {
      let things = Set(things)
      for row in 0..<UInt32(store[noun].rowCount) {
        if let entity = column[row], things.contains(entity) { rows.append(row) }
      }
    }
    return TruthSet(exactly: Subset(rising: rows, of: store[noun].rowCount))
  }

  private func codes(
    _ field: Field, _ noun: Noun, _ among: Subset?, _ choose: (CodeColumn) -> [UInt32]
  ) -> TruthSet {
    let table = store[noun]
    guard let column = table.code(field.name) else {
      return
        (field.isClosed
        ? TruthSet(.no, rowCount: table.rowCount)
        : .unstated(field.name, rowCount: table.rowCount)).among(among)
    }
    let codes = Subset(choose(column), of: column.dictionary.count)
    let rows: Subset
    if !context.tuning.usesIndexes {
      rows = (among ?? table.allRows).filter { row in column.list[row].contains { codes[$0] } }
    } else if let among, among.isFewer(than: column.list.values.count / 8) {
      let lists = column.list.lookup(reading: among.count)
      rows = among.filter { row in
        for position in lists.range(of: row) where codes[lists[position]] { return true }
        return false
      }
    } else {
      let holding = table.rows(holding: codes, field.name, column.postings)
      rows = among.map { holding.intersection($0) } ?? holding
    }
    guard !field.isClosed else { return TruthSet(exactly: rows) }
    let missing = table.unstatedRows(field.name, column.list.stated)
    return TruthSet(
      certain: rows, vague: table.noRows,
      blank: among.map { missing.intersection($0) } ?? missing,
      unstated: missing.isEmpty ? [] : [TruthSet.Unstated(field: field.name, rows: missing)])
  }
}

extension Subset {
  /// Whether it is a list of fewer rows than that: worth going through one by one.
  func isFewer(than count: Int) -> Bool {
    switch form {
    case .none: true
    case .few(let rows): rows.count < count
    case .all, .bits: false
    }
  }

  /// The rows that pass.
  @inline(__always)
  func filter(_ passes: (UInt32) -> Bool) -> Subset {
    var rows: [UInt32] = []
    forEachRow { if passes($0) { rows.append($0) } }
    return Subset(rising: rows, of: rowCount)
  }
}

extension Predicate {
  /// What `and` stands between, in the order of the text.
  var conjuncts: [Predicate] {
    guard case .and(let left, let right) = self else { return [self] }
    return left.conjuncts + right.conjuncts
  }
}
