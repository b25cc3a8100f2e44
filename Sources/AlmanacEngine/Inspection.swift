public import AlmanacLanguage
public import AlmanacStore
internal import AlmanacText
internal import AlmanacTime
internal import Synchronization

/// What stands at a place of a query that is still being typed: for completion and live colour.
public struct Inspection: Sendable {
  /// What may stand on the right side of a test.
  public enum Domain: Hashable, Sendable {
    /// Names of records of these nouns.
    case names([Noun])
    /// Words of a field's vocabulary.
    case words([String])
    case number
    case date
    case text
  }

  /// What the rows are records of; nil after a count.
  public let noun: Noun?
  /// What a path may begin with, or the columns that a count left.
  public let fields: [Field]
  private let resolver: Resolver
  private let rows: Subset?
  private let tests = CandidateTests()

  /// - Parameter query: the source and the stages that are complete, as far as they make sense; nil
  ///   outside a query.
  public init(_ query: Query?, over store: Store, context: QueryContext) {
    var resolver = Resolver(store: store, context: context, text: "")
    var rows: Subset?
    var substitution = Substitution(context.bindings)
    let query = query.map { substitution.query($0) }
    if let query, let resolved = try? resolver.resolve(query) {
      if resolved.stages.allSatisfy({ $0.isQuick(over: resolver.store) }) {
        var pipeline = Pipeline(store: store, context: context, source: resolved.source)
        for stage in resolved.stages { pipeline.run(stage) }
        rows = pipeline.selection.noun.map { pipeline.certainSet(of: $0) }
      }
    } else if let query {
      // A stage is wrong: what the source says is still worth more than nothing.
      let source = Query(source: query.source, stages: [], range: query.range)
      _ = try? resolver.resolve(source)
    }
    self.resolver = resolver
    self.rows = rows
    switch resolver.scope {
    case .records(let noun):
      self.noun = noun
      let table = store[noun]
      fields =
        Schema.fields(of: noun)
        + (table.measures + table.furtherKeys).compactMap { table.dataField($0) }
    case .tuples(let columns, _):
      noun = nil
      fields = columns.map {
        Field(
          name: $0.name, type: .text, isMany: false, isTree: false, isClosed: true,
          origin: .stored, summary: "a column of the count")
      }
    }
  }

  /// What may follow `left relation` or `left comparator`; without a left side, a phrase.
  public func domain(of left: Expression?, relation: Relation?) -> Domain {
    guard let left else { return phraseDomain(relation) }
    guard let path = path(left), let field = path.fields.last, let noun = path.nouns.last else {
      return .text
    }
    switch field.type {
    case .entity(let target): return .names([target])
    case .anyEntity: return .names([.event, .organization, .place])
    case .number: return .number
    case .day, .period: return .date
    case .code:
      guard let column = resolver.store[noun].code(field.name) else { return .words([]) }
      return .words((0..<UInt32(column.dictionary.count)).map { column.dictionary[$0] })
    case .text:
      if relation == .contains || relation == .matches { return .text }
      switch field.origin {
      case .displayName, .allNames, .aliases, .acronym: return .names([noun])
      default: return .text
      }
    }
  }

  private func phraseDomain(_ relation: Relation?) -> Domain {
    switch relation {
    case .by: .names([.organization])
    case .about: .names([.theme])
    case .in: .names([.place, .event])
    case .under: .names([.place, .theme, .organization, .event])
    case .contains, .matches: .text
    default: .date
    }
  }

  /// The fields of what a path leads to: what may follow `organizer.`.
  public func members(of base: Expression) -> [Field] {
    guard let path = path(base), case .entity(let noun)? = path.fields.last?.type else {
      if case .word(let word) = base.kind,
        let entity = try? resolver.thing(named: word, at: base.range)
      {
        return Schema.fields(of: entity.noun)
      }
      return []
    }
    return Schema.fields(of: noun)
  }

  private func path(_ expression: Expression) -> Path? {
    guard case .path(let path)? = try? resolver.operand(expression) else { return nil }
    return path
  }

  /// About how many of the rows so far each record would leave if it were named here, by row of its
  /// table: to have the likely ones first. Nil where that can't be told soon.
  ///
  /// - Parameters:
  ///   - left: the field on the left, or nil for a phrase.
  ///   - noun: of the records.
  public func facets(of left: Expression?, relation: Relation?, noun target: Noun) -> FacetCounts? {
    guard let rows, let noun, let (field, isUnder) = facetField(left, relation, noun, target) else {
      return nil
    }
    if rows.count > Inspection.quickRowCount {
      guard field.origin == .stored, let column = resolver.store[noun].reference(field.name) else {
        return nil
      }
      return FacetCounts(
        rows, column, forest: isUnder ? resolver.store[target].forest : nil, resolver.context)
    }
    let navigation = Navigation(store: resolver.store)
    let forest = resolver.store[target].forest
    var counts = FacetCounts(recordCount: resolver.store[target].rowCount)
    rows.forEachRow { row in
      var named: Set<UInt32> = []
      for value in navigation.targets(of: row, noun: noun, field: field).rows {
        named.insert(value)
        if isUnder { named.formUnion(forest?.ancestors(of: value) ?? []) }
      }
      for value in named { counts.add(1, to: value) }
    }
    return counts
  }

  /// More rows than this are not looked at one by one while somebody waits for a menu.
  static let quickRowCount = 20_000

  private func facetField(
    _ left: Expression?, _ relation: Relation?, _ noun: Noun, _ target: Noun
  ) -> (Field, isUnder: Bool)? {
    if let left {
      guard let path = path(left), path.fields.count == 1, let field = path.fields.first,
        field.type == .entity(target)
      else { return nil }
      return (field, relation == .in || relation == .under)
    }
    guard noun == .event else { return nil }
    let name: String
    switch target {
    case .organization: name = "organizer"
    case .theme: name = "theme"
    case .place: name = "place"
    default: return nil
    }
    return Schema.field(name, of: noun).map { ($0, relation != .by) }
  }
}

extension Inspection {
  /// How many of the rows so far would surely be left if `candidate` stood at the hole of `stage`, the
  /// one that is being typed, with all else that is in it: `or`, `not`, other tests. Nil where that
  /// can't be told soon.
  public func count(of candidate: Expression, in stage: Stage) -> Int? {
    guard let rows, let noun else { return nil }
    var substitution = Substitution(resolver.context.bindings, filling: candidate)
    var resolver = resolver
    guard let resolved = try? resolver.resolve(substitution.stage(stage)),
      resolved.isQuick(over: resolver.store), case .filter(let predicate) = resolved
    else { return nil }
    let evaluator = Evaluator(store: resolver.store, context: resolver.context)
    var left = rows
    // The tests beside the one with the hole are those of every candidate: answered for the first.
    let (known, others) = tests.parted(predicate.conjuncts) {
      evaluator.truths(of: $0, noun).certain
    }
    for passing in known { left = left.intersection(passing) }
    if others.count == 1, let (field, row) = others[0].named, field.origin == .stored,
      let column = resolver.store[noun].reference(field.name), column.list.doubtful.isEmpty,
      !resolver.store[noun].hasRepeats(field.name, column.postings)
    {
      // One look at the rows counts for all candidates what they name.
      return tests.counts(of: field) {
        FacetCounts(left, column, forest: nil, resolver.context)
      }[row]
    }
    for test in others {
      left = evaluator.certain(of: test, noun, among: left)
    }
    return left.count
  }

  /// The days, months and years that the rows so far state in a field, in order: `2023`, `2023-09`,
  /// `2023-09-16`. Without a left side, when the rows are.
  public func dates(of left: Expression?) -> [String] {
    var noun = noun
    var name = "when"
    if let left {
      guard let path = path(left), let field = path.fields.last else { return [] }
      (noun, name) = (path.nouns.last, field.name)
    }
    guard let noun else { return [] }
    let table = resolver.store[noun]
    let isOwn = noun == self.noun
    let rows =
      isOwn && self.rows != nil
      ? table.ordered(self.rows ?? table.noRows, limit: Inspection.quickRowCount)
      : Array(table.order.prefix(Inspection.quickRowCount))
    let columns = (name == "when" ? ["starts", "ends"] : [name]).compactMap { table.day($0) }
    var stated: Set<DayBounds> = []
    for column in columns {
      for row in rows {
        if let bounds = column[row] { stated.insert(bounds) }
      }
    }
    var dates: Set<[Int]> = []
    for bounds in stated {
      guard bounds.earliest > Day.distantPast, bounds.latest < Day.distantFuture else { continue }
      let (first, last) = (bounds.earliest.civil, bounds.latest.civil)
      guard first.year == last.year else { continue }
      dates.insert([first.year])
      guard first.month == last.month else { continue }
      dates.insert([first.year, first.month])
      if first.day == last.day { dates.insert([first.year, first.month, first.day]) }
    }
    return dates.sorted { $0.lexicographicallyPrecedes($1) }.map { parts in
      parts.enumerated().map { place, part in
        let digits = String(part)
        return String(repeating: "0", count: max(0, (place == 0 ? 4 : 2) - digits.count)) + digits
      }.joined(separator: "-")
    }
  }
}

/// The rows that pass the tests of a stage whose hole is filled with one candidate after the other. A
/// class because it fills while candidates are counted.
private final class CandidateTests: Sendable {
  private let passing = Mutex<[Predicate: Subset]>([:])
  private let counts = Mutex<[Field: FacetCounts]>([:])

  /// How many of the rows that pass what candidates have in common name each record in a field.
  func counts(of field: Field, _ count: () -> FacetCounts) -> FacetCounts {
    if let known = counts.withLock({ $0[field] }) { return known }
    let counted = count()
    counts.withLock { $0[field] = counted }
    return counted
  }

  /// The rows that pass those tests which the first candidate came with too, and the tests that it did
  /// not come with.
  ///
  /// - Parameter find: the rows that pass a test.
  func parted(
    _ tests: [Predicate], _ find: (Predicate) -> Subset
  ) -> (known: [Subset], others: [Predicate]) {
    let found = passing.withLock { $0 }
    guard found.isEmpty else {
      return (tests.compactMap { found[$0] }, tests.filter { found[$0] == nil })
    }
    let first = tests.map { ($0, find($0)) }
    passing.withLock { passing in for (test, rows) in first { passing[test] = rows } }
    return (first.map(\.1), [])
  }
}

extension ResolvedStage {
  /// Whether it is done while somebody waits for a menu: columns answer it, or there are few rows.
  fileprivate func isQuick(over store: Store) -> Bool {
    if Noun.allCases.allSatisfy({ store[$0].rowCount <= Inspection.quickRowCount }) { return true }
    switch self {
    case .filter(let predicate): return predicate.isAnsweredByColumns
    case .show, .limit: return true
    case .sort, .distinct, .summarize: return false
    }
  }
}

extension Predicate {
  /// That a field names this one record.
  fileprivate var named: (field: Field, row: UInt32)? {
    switch self {
    case .quantified(_, .any, _, let test): return test.named
    case .exists(let field, .identity(let rows)) where rows.count == 1: return (field, rows[0])
    default: return nil
    }
  }

  /// Whether no row is looked at by itself.
  fileprivate var isAnsweredByColumns: Bool {
    switch self {
    case .and(let left, let right), .or(let left, let right):
      left.isAnsweredByColumns && right.isAnsweredByColumns
    case .not(let inner), .maybe(let inner), .possibly(let inner), .within(let inner, _),
      .exists(_, let inner), .quantified(_, _, _, let inner):
      inner.isAnsweredByColumns
    case .constant, .identity, .refers, .code, .codeBesides, .number, .day, .period: true
    case .linked, .weekday, .text, .textBesides, .anyText, .match, .state: false
    }
  }
}
