internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Runs a resolved query, stage by stage, and counts what it is unsure of.
struct Pipeline {
  let store: Store
  let context: QueryContext
  var rows: Rows
  /// The conjunction of all tests since the rows were last taken as they are, and the rows that
  /// the first of these tests saw.
  private var truths: TruthSet?
  private var scope: Bitmap?
  /// The answers to the last test without `maybe` and `possibly`: what `show answer` prints.
  private var lastAnswer: TruthSet?
  private var shown: [OutputColumn]?
  private var footer = Footer()
  /// What was counted before a `limit` made the rows a new beginning.
  private var settled = Footer()

  private var values: Values { Values(store: store, context: context) }
  private var evaluator: Evaluator { Evaluator(store: store, context: context) }

  init(store: Store, context: QueryContext, source: ResolvedSource) {
    self.store = store
    self.context = context
    switch source {
    case .table(let noun):
      self.rows = .records(noun, store[noun].order)
    case .entity(let entity):
      self.rows = .records(entity.noun, [entity.row])
    case .path(let entity, let path):
      let values = Values(store: store, context: context)
      let rows = Set(values.rows(along: path, from: entity.row, whole: true).rows)
      var noun = path.noun
      if case .entity(let target)? = path.fields.last?.type { noun = target }
      self.rows = .records(noun, store[noun].order.filter { rows.contains($0) })
    }
    if case .records(let noun, let rows) = rows {
      footer.noun = noun
      footer.total = source.isTable ? store[noun].rowCount : rows.count
    }
  }

  mutating func run(_ stage: ResolvedStage) {
    switch stage {
    case .filter(let predicate): filter(predicate)
    case .show(let columns): shown = columns
    case .sort(let keys): sort(keys)
    case .limit(let count): limit(count)
    case .distinct: distinct()
    case .count(let keys): count(keys)
    }
  }

  // MARK: - Tests

  private mutating func filter(_ predicate: Predicate) {
    switch rows {
    case .records(let noun, let rows):
      let answers = evaluator.truths(of: predicate, noun)
      lastAnswer = predicate.hasModifier ? evaluator.truths(of: predicate.plain, noun) : answers
      if truths == nil { scope = Bitmap(rowCount: store[noun].rowCount, rows: rows) }
      truths = truths.map { $0.and(answers) } ?? answers
      countMaybes()
      self.rows = .records(noun, rows.filter { answers.certain[$0] })
    case .tuples(let columns, let rows):
      let tuples = TupleEvaluator(store: store, columns: columns)
      var kept: [[Value]] = []
      for row in rows {
        switch tuples.truth(of: predicate, row) {
        case .yes: kept.append(row)
        case .maybe: footer.maybeCount += 1
        default: continue
        }
      }
      self.rows = .tuples(columns, kept)
    }
  }

  /// Counts the rows that the tests so far leave out though they may belong in the answer.
  private mutating func countMaybes() {
    guard let truths, let scope else { return }
    let maybe = truths.maybe.intersection(scope)
    let vague = truths.vague.intersection(maybe)
    let unstated = maybe.subtracting(vague)
    footer.maybeCount = settled.maybeCount + vague.count
    footer.notStatedCount = settled.notStatedCount + unstated.count
    footer.notStatedFields = settled.notStatedFields
    for leaf in truths.unstated where !leaf.rows.intersection(unstated).isEmpty {
      if !footer.notStatedFields.contains(leaf.field) { footer.notStatedFields.append(leaf.field) }
    }
  }

  // MARK: - Order

  private mutating func sort(_ keys: [ResolvedSortKey]) {
    let ordering = Ordering(store: store)
    let descending = keys.map(\.isDescending)
    switch rows {
    case .records(let noun, let rows):
      let table = store[noun]
      let keyed = rows.map { row in
        (
          row: row,
          keys: keys.map {
            ordering.key(cell($0.operand, row: row, noun), isDescending: $0.isDescending)
          }
        )
      }
      let sorted = keyed.sorted {
        ordering.precedes($0.keys, $1.keys, descending: descending)
          ?? idPrecedes(table.ids[$0.row], table.ids[$1.row])
      }
      self.rows = .records(noun, sorted.map(\.row))
    case .tuples(let columns, let rows):
      let tuples = TupleEvaluator(store: store, columns: columns)
      let keyed = rows.enumerated().map { index, row in
        (
          index: index,
          keys: keys.map {
            ordering.key(tuples.value(of: $0.operand, row), isDescending: $0.isDescending)
          }
        )
      }
      let sorted = keyed.sorted {
        ordering.precedes($0.keys, $1.keys, descending: descending) ?? ($0.index < $1.index)
      }
      self.rows = .tuples(columns, sorted.map { rows[$0.index] })
    }
  }

  private mutating func limit(_ count: Int) {
    settled = footer
    truths = nil
    switch rows {
    case .records(let noun, let rows): self.rows = .records(noun, Array(rows.prefix(count)))
    case .tuples(let columns, let rows): self.rows = .tuples(columns, Array(rows.prefix(count)))
    }
  }

  private func cell(_ operand: Operand, row: UInt32, _ noun: Noun) -> Value {
    if case .answer = operand { return .truth(lastAnswer?.truth(of: row) ?? .yes) }
    return values.value(of: operand, row: row, noun)
  }

  // MARK: - New rows

  /// One row per shown tuple, the first of equals; by how values are stated, not what they may be.
  private mutating func distinct() {
    let (columns, rows) = tuples()
    var seen: Set<[Value]> = []
    become(columns, rows.filter { seen.insert($0).inserted })
  }

  private func tuples() -> (columns: [TupleColumn], rows: [[Value]]) {
    switch rows {
    case .records(let noun, let rows):
      let output = shown ?? defaultColumns(of: noun)
      let columns = output.map { TupleColumn(name: $0.name, type: $0.operand.type) }
      return (columns, rows.map { row in output.map { cell($0.operand, row: row, noun) } })
    case .tuples(let columns, let rows):
      guard let shown else { return (columns, rows) }
      let evaluator = TupleEvaluator(store: store, columns: columns)
      return (
        shown.map { TupleColumn(name: $0.name, type: $0.operand.type) },
        rows.map { row in shown.map { evaluator.value(of: $0.operand, row) } }
      )
    }
  }

  private mutating func become(_ columns: [TupleColumn], _ rows: [[Value]]) {
    self.rows = .tuples(columns, rows)
    shown = nil
    truths = nil
    lastAnswer = nil
    footer.total = nil
    footer.noun = nil
  }

  /// `count`: one row; `count by`: a row per group, a row of many values in each of its groups.
  private mutating func count(_ keys: [OutputColumn]) {
    let counted = TupleColumn(name: "count", type: .number)
    guard !keys.isEmpty else {
      become([counted], [[.number(Quantity(exactly: rows.rowCount))]])
      return
    }
    let rowKeys: [[[Value]]]
    switch rows {
    case .records(let noun, let rows):
      rowKeys = rows.map { row in keys.map { groups(of: cell($0.operand, row: row, noun)) } }
    case .tuples(let columns, let rows):
      let evaluator = TupleEvaluator(store: store, columns: columns)
      rowKeys = rows.map { row in
        keys.map { groups(of: evaluator.value(of: $0.operand, row)) }
      }
    }
    let (counts, moreNamed, repeats) = tally(rowKeys)
    let rows = ordered(counts, keyCount: keys.count).map { key, count in
      key.map { $0 == .notNamed(nil) ? .notNamed(moreNamed) : $0 } + [
        Value.number(Quantity(exactly: count))
      ]
    }
    if repeats > 0 {
      let verb = repeats == 1 ? "row stands" : "rows stand"
      footer.remarks.append("\(repeats) \(verb) in several groups")
    }
    become(keys.map { TupleColumn(name: $0.name, type: $0.operand.type) } + [counted], rows)
  }

  /// The groups that a value puts its row into.
  private func groups(of value: Value) -> [Value] {
    switch value {
    case .missing: [.notStated]
    case .none: [.none]
    case .list(let values, let open): values + (open == nil ? [] : [.notNamed(count(open))])
    default: [value]
    }
  }

  private func count(_ open: [ListColumn.More]?) -> Int? {
    let counts = (open ?? []).map(\.count)
    return counts.isEmpty ? nil : counts.reduce(0, +)
  }

  /// Counts each combination of keys; how many more the open lists name together; and how many rows
  /// stand in several groups.
  private func tally(
    _ rowKeys: [[[Value]]]
  ) -> (counts: [[Value]: Int], moreNamed: Int?, repeats: Int) {
    var counts: [[Value]: Int] = [:]
    var moreNamed: Int?
    var repeats = 0
    for keys in rowKeys {
      var combinations: [[Value]] = [[]]
      for groups in keys {
        combinations = combinations.flatMap { start in
          groups.map { group -> [Value] in
            if case .notNamed(let count) = group {
              if let count { moreNamed = (moreNamed ?? 0) + count }
              return start + [.notNamed(nil)]
            }
            return start + [group]
          }
        }
      }
      let unique = Set(combinations)
      if unique.count > 1 { repeats += 1 }
      for combination in unique { counts[combination, default: 0] += 1 }
    }
    return (counts, moreNamed, repeats)
  }

  /// Groups in the order of their keys, `(not stated)` and `(+n not named)` last.
  private func ordered(_ counts: [[Value]: Int], keyCount: Int) -> [(key: [Value], value: Int)] {
    let ordering = Ordering(store: store)
    let keyed = counts.map { entry in
      (entry: entry, keys: entry.key.map { ordering.key($0, isDescending: false) })
    }
    let ascending = [Bool](repeating: false, count: keyCount)
    return keyed.sorted { left, right in
      ordering.precedes(left.keys, right.keys, descending: ascending)
        ?? (lastness(left.entry.key).lexicographicallyPrecedes(lastness(right.entry.key)))
    }.map(\.entry)
  }

  /// What sets groups without a key apart, and records of one name.
  private func lastness(_ key: [Value]) -> [String] {
    key.map { value in
      switch value {
      case .none: "1"
      case .notStated: "2"
      case .notNamed: "3"
      case .entity(let entity, _): "0" + store[entity.noun].ids[entity.row]
      default: "0"
      }
    }
  }

  // MARK: - The answer

  func defaultColumns(of noun: Noun) -> [OutputColumn] {
    Schema.defaultColumns(of: noun).compactMap { name in
      guard let field = Schema.field(name, of: noun) else { return nil }
      let path = Path(noun: noun, fields: [field])
      // Of an organization's events one wants to know how many there are.
      let isCounted = noun == .organization && name == "events"
      return OutputColumn(name: name, operand: isCounted ? .count(path) : .path(path))
    }
  }

  func answer(card: Entity?) -> Answer {
    switch rows {
    case .records(let noun, let rows):
      let output = shown ?? defaultColumns(of: noun)
      return Answer(
        shape: card.map(Answer.Shape.card) ?? .records(noun), columns: output.map(\.column),
        rowCount: rows.count, truths: rowTruths(rows), footer: footer, hints: [],
        cells: CellSource(
          store: store, context: context, rows: .records(noun, rows, output), answers: lastAnswer))
    case .tuples:
      let (columns, rows) = tuples()
      return Answer(
        shape: .groups,
        columns: columns.map { Answer.Column(name: $0.name, isNumber: $0.type == .number) },
        rowCount: rows.count, truths: [], footer: footer, hints: [],
        cells: CellSource(store: store, context: context, rows: .tuples(rows)))
    }
  }

  private func rowTruths(_ rows: [UInt32]) -> [Truth] {
    guard let lastAnswer else { return [] }
    let truths = rows.map { lastAnswer.truth(of: $0) == .maybe ? Truth.maybe : .yes }
    return truths.contains(.maybe) ? truths : []
  }
}

extension OutputColumn {
  var column: Answer.Column { Answer.Column(name: name, isNumber: operand.type == .number) }
}

extension ResolvedSource {
  var isTable: Bool {
    if case .table = self { return true }
    return false
  }
}

extension Predicate {
  /// Whether `maybe` or `possibly` stands in it.
  var hasModifier: Bool {
    switch self {
    case .maybe, .possibly: true
    case .and(let left, let right), .or(let left, let right):
      left.hasModifier || right.hasModifier
    case .not(let inner): inner.hasModifier
    default: false
    }
  }

  /// The same test without `maybe` and `possibly`.
  var plain: Predicate {
    switch self {
    case .maybe(let inner), .possibly(let inner): inner.plain
    case .and(let left, let right): .and(left.plain, right.plain)
    case .or(let left, let right): .or(left.plain, right.plain)
    case .not(let inner): .not(inner.plain)
    default: self
    }
  }
}
