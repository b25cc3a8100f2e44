internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Tells how the evaluator answers a test, and how many rows it could expect before it looks.
struct Planner {
  let store: Store
  let context: QueryContext

  private var evaluator: Evaluator { Evaluator(store: store, context: context) }
  private var core: CoreSyntax { CoreSyntax(store: store) }

  /// A share of the rows that state a value, where nothing better is known of a comparison.
  ///
  /// Source: Selinger et al., Access Path Selection (1979): one third for an open range.
  private static let comparisonDivisor = 3

  /// A clause and its parts.
  func tests(of clause: Clause, _ noun: Noun) -> [Plan.Test] {
    tests(of: clause, noun, depth: 0, asked: evaluator.askedRows(clause.predicate, noun))
  }

  private func tests(
    of clause: Clause, _ noun: Noun, depth: Int, asked: [Predicate: Int]
  ) -> [Plan.Test] {
    let text = core.expression(of: clause.predicate, noun).map { format($0) } ?? clause.text
    let whole = Plan.Test(
      text: text, depth: depth, access: access(clause.predicate, noun),
      askedRowCount: asked[clause.predicate] ?? store[noun].rowCount,
      estimatedRowCount: estimate(clause.predicate, noun),
      rowCount: evaluator.truths(of: clause.predicate, noun).certain.count)
    return [whole]
      + clause.parts.flatMap {
        tests(of: $0, noun, depth: depth + 1, asked: asked)
      }
  }

  // MARK: - How

  private func access(_ predicate: Predicate, _ noun: Noun) -> [Plan.Access] {
    switch predicate {
    case .and: return [.bitmaps("and")]
    case .or: return [.bitmaps("or")]
    case .not: return [.bitmaps("not")]
    case .maybe: return [.bitmaps("maybe")]
    case .possibly: return [.bitmaps("possibly")]
    case .identity, .constant: return [.rows]
    case .within(let tops, _): return [tree(tops, noun)]
    case .exists(let field, let inner): return along(field, inner, noun)
    case .quantified(let field, let quantifier, let list, _):
      guard case .records(let rows, let isUnder) = list, case .entity(let target) = field.type,
        quantifier == .all || quantifier == .none
      else { return [.column(field: field.name)] }
      let inside = isUnder ? [tree(.identity(rows), target)] : []
      return inside + [.postings(field: field.name, valueCount: rows.count)]
    case .code(let field, let words):
      return [.postings(field: field.name, valueCount: words.count)]
    case .day, .period: return [days(predicate, noun)]
    case .text(let field, let relation, _): return [texts(field, relation)]
    case .anyText(.contains, _) where context.tuning.usesIndexes: return [.texts(field: "any text")]
    case .refers(let field, _), .codeBesides(let field, _), .textBesides(let field, _):
      return [.column(field: field.name)]
    case .number(let field, _, _):
      return [field.origin == .stored ? .column(field: field.name) : .eachRow]
    case .linked, .weekday, .anyText, .match, .state: return [.eachRow]
    }
  }

  /// A stretch of the order by start where that is narrow.
  private func days(_ predicate: Predicate, _ noun: Noun) -> Plan.Access {
    guard let (test, field) = evaluator.dayTest(predicate) else { return .eachRow }
    let table = store[noun]
    guard table.day(field.name) != nil || table.day("starts") != nil || table.day("ends") != nil
    else { return .column(field: field.name) }
    return evaluator.isNarrow(test, field, noun) ? .startOrder : .column(field: field.name)
  }

  private func texts(_ field: Field, _ relation: TextRelation) -> Plan.Access {
    guard context.tuning.usesIndexes else { return .column(field: field.name) }
    switch (field.origin, relation) {
    case (.displayName, .equals), (.allNames, .equals), (.identifier, .equals):
      return .index(field: field.name)
    case (.displayName, .contains), (.allNames, .contains): return .words(field: field.name)
    case (.stored, .contains) where field.type == .text: return .texts(field: field.name)
    default: return .column(field: field.name)
    }
  }

  private func tree(_ tops: Predicate, _ noun: Noun) -> Plan.Access {
    .tree(of: noun.plural, recordCount: subtrees(tops, noun).count)
  }

  private func subtrees(_ tops: Predicate, _ noun: Noun) -> Set<UInt32> {
    let rows = evaluator.truths(of: tops, noun).certain.rows
    guard let forest = store[noun].forest else { return Set(rows) }
    return Set(forest.subtrees(of: rows))
  }

  private func descendants(_ tops: Predicate, _ noun: Noun) -> [UInt32] {
    store[noun].forest?.descendants(of: evaluator.truths(of: tops, noun).certain.rows) ?? []
  }

  private func along(_ field: Field, _ inner: Predicate, _ noun: Noun) -> [Plan.Access] {
    guard case .entity(let target) = field.type else { return [.eachRow] }
    switch inner {
    case .identity(let rows): return [.postings(field: field.name, valueCount: rows.count)]
    case .within(let tops, isStatement: false) where evaluator.followsTree(field, noun):
      return [.tree(of: noun.plural, recordCount: descendants(tops, noun).count)]
    case .within(let tops, _):
      let inside = subtrees(tops, target).count
      return [tree(tops, target), .postings(field: field.name, valueCount: inside)]
    default: return access(inner, target) + [.pulledBack(field: field.name)]
    }
  }

  // MARK: - How many

  /// How many rows of a table a test may be expected to let through, from what is known of the
  /// columns alone.
  func estimate(_ predicate: Predicate, _ noun: Noun) -> Int {
    let all = store[noun].rowCount
    switch predicate {
    case .and(let left, let right):
      return all == 0 ? 0 : estimate(left, noun) * estimate(right, noun) / all
    case .or(let left, let right):
      return min(all, estimate(left, noun) + estimate(right, noun))
    case .not(let inner): return all - estimate(inner, noun)
    case .maybe: return third(of: all)
    case .possibly(let inner): return max(estimate(inner, noun), third(of: all))
    case .identity(let rows): return rows.count
    case .within(let tops, _): return subtrees(tops, noun).count
    case .exists(let field, let inner): return estimate(field, inner, noun)
    case .quantified(let field, _, .records(let rows, let isUnder), _):
      guard case .entity(let target) = field.type else { return all }
      let inside = isUnder ? subtrees(.identity(rows), target) : Set(rows)
      return min(all, postings(field, inside, noun))
    case .quantified(let field, _, .words, _), .codeBesides(let field, _),
      .text(let field, _, _), .textBesides(let field, _), .number(let field, _, _):
      return third(of: stated(field, noun))
    case .code(let field, let words):
      guard let column = store[noun].code(field.name) else { return 0 }
      return words.reduce(0) { sum, word in
        sum + (column.code(ofKey: word).map { column.postings.count(of: $0) } ?? 0)
      }
    case .state(.path(let path), let state):
      let stated = path.fields.first.map { self.stated($0, noun) } ?? all
      return state == .missing ? all - stated : state == .known ? stated : stated / 2
    case .day(let field, _, _), .period(_, _, let field):
      return third(of: stated(field, noun))
    case .constant(let truth): return truth == .yes ? all : 0
    default: return third(of: all)
    }
  }

  /// Not nothing where there is something.
  private func third(of count: Int) -> Int {
    (count + Planner.comparisonDivisor - 1) / Planner.comparisonDivisor
  }

  private func estimate(_ field: Field, _ inner: Predicate, _ noun: Noun) -> Int {
    guard case .entity(let target) = field.type else { return 0 }
    let all = store[noun].rowCount
    switch inner {
    case .identity(let rows): return min(all, postings(field, Set(rows), noun))
    case .within(let tops, isStatement: false) where evaluator.followsTree(field, noun):
      return descendants(tops, noun).count
    case .within(let tops, _): return min(all, postings(field, subtrees(tops, target), noun))
    default:
      let passing = estimate(inner, target)
      let targets = store[target].rowCount
      return targets == 0 ? 0 : min(all, stated(field, noun) * passing / targets)
    }
  }

  /// The lengths of the lists of some values; where a field has none of its own, as many rows as
  /// state it.
  private func postings(_ field: Field, _ values: Set<UInt32>, _ noun: Noun) -> Int {
    if case .union(let names) = field.origin {
      return names.compactMap { Schema.field($0, of: noun) }
        .reduce(0) { $0 + postings($1, values, noun) }
    }
    guard let column = store[noun].reference(field.name) else { return 0 }
    return values.reduce(0) { $0 + column.postings.count(of: $1) }
  }

  /// How many rows state a field.
  private func stated(_ field: Field, _ noun: Noun) -> Int {
    let table = store[noun]
    switch field.origin {
    case .period, .dayCount: return table.day("starts")?.stated.count ?? 0
    default: break
    }
    switch table.columns[field.name] {
    case .text(let column): return column.stated.count
    case .code(let column): return column.list.stated.count
    case .number(let column): return column.stated.count
    case .day(let column): return column.stated.count
    case .reference(let column): return column.list.stated.count
    case .entity: return table.rowCount
    case nil: return field.isClosed ? table.rowCount : 0
    }
  }
}
