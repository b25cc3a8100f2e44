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
  var shown: [OutputColumn]?
  var footer = Footer()
  /// The limit that a stage would have gone beyond, in words; there are no rows then.
  var excess: String?
  static let combinationLimit = 1_000_000
  /// What was counted before a `limit` made the rows a new beginning.
  private var settled = Footer()

  let values: Values
  private var evaluator: Evaluator { Evaluator(store: store, context: context) }

  init(store: Store, context: QueryContext, source: ResolvedSource) {
    self.store = store
    self.context = context
    values = Values(store: store, context: context)
    rows = .tuples([], [])
    start(with: source)
    if case .records(let noun, let rows) = rows {
      footer.noun = noun
      footer.total = source.isTable ? store[noun].rowCount : rows.isEmpty ? nil : rows.count
    }
    countMaybes()
  }

  /// The rows so far when they are records.
  var certainRows: [UInt32] {
    if case .records(_, let rows) = rows { return rows }
    return []
  }

  /// The records that would be rows if every maybe were a yes.
  var possibleRows: [UInt32] {
    guard let truths, let scope else { return certainRows }
    return truths.possible.intersection(scope).rows
  }

  /// The records that are left out as maybes, in the order of the table: those that rest on something
  /// stated, then those that rest on what is not.
  var maybeRows: (vague: [UInt32], unstated: [UInt32]) {
    guard let truths, let scope, case .records(let noun, _) = rows else { return ([], []) }
    let maybes = truths.maybe.intersection(scope)
    let order = store[noun].order.filter { maybes[$0] }
    return (order.filter { truths.vague[$0] }, order.filter { !truths.vague[$0] })
  }

  mutating func run(_ stage: ResolvedStage) {
    switch stage {
    case .filter(let predicate): filter(predicate)
    case .show(let columns): shown = columns
    case .sort(let keys): sort(keys)
    case .limit(let count): limit(count)
    case .distinct: distinct()
    case .summarize(let columns, let keys): summarize(columns, by: keys)
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
      let tuples = TupleEvaluator(values)
      var kept: [[Value]] = []
      for row in rows {
        let answer = tuples.answer(to: predicate, row)
        if answer.truth == .yes { kept.append(row) }
        if answer.truth == .maybe { count(answer) }
      }
      self.rows = .tuples(columns, kept)
    }
  }

  private mutating func count(_ maybe: MatchAnswer) {
    guard maybe.isUnstated else {
      footer.maybeCount += 1
      return
    }
    footer.notStatedCount += 1
    for field in maybe.fields where !footer.notStatedFields.contains(field) {
      footer.notStatedFields.append(field)
    }
  }

  /// The rows are the records that are surely reached; those that perhaps are, are maybes.
  mutating func become(_ noun: Noun, sure: [UInt32], possible: [UInt32]) {
    let rowCount = store[noun].rowCount
    let certain = Bitmap(rowCount: rowCount, rows: sure)
    let reachable = certain.union(Bitmap(rowCount: rowCount, rows: possible))
    rows = .records(noun, store[noun].order.filter { certain[$0] })
    truths = TruthSet(
      certain: certain, possible: reachable, vague: reachable.subtracting(certain), unstated: [])
    scope = Bitmap(allOf: rowCount)
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
      let tuples = TupleEvaluator(values)
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

  func cell(_ operand: Operand, row: UInt32, _ noun: Noun) -> Value {
    if case .answer = operand { return .truth(lastAnswer?.truth(of: row) ?? .yes) }
    return values.value(of: operand, row: row, noun)
  }

  // MARK: - New rows

  /// One row per shown tuple, the first of equals; by how values are stated, not what they may be.
  private mutating func distinct() {
    let (columns, rows) = tuples()
    var seen: Set<[Value]> = []
    become(columns, rows.filter { seen.insert($0.map(\.representation)).inserted })
  }

  /// The rows as they are shown.
  func tuples() -> (columns: [TupleColumn], rows: [[Value]]) {
    switch rows {
    case .records(let noun, let rows):
      let output = shown ?? Pipeline.defaultColumns(of: noun)
      let columns = output.map { TupleColumn(name: $0.name, of: $0.operand) }
      return (columns, rows.map { row in output.map { cell($0.operand, row: row, noun) } })
    case .tuples(let columns, let rows):
      guard let shown else { return (columns, rows) }
      let evaluator = TupleEvaluator(values)
      return (
        shown.map { TupleColumn(name: $0.name, of: $0.operand) },
        rows.map { row in shown.map { evaluator.value(of: $0.operand, row) } }
      )
    }
  }

  mutating func become(_ columns: [TupleColumn], _ rows: [[Value]]) {
    self.rows = .tuples(columns, rows)
    shown = nil
    truths = nil
    lastAnswer = nil
    footer.total = nil
    footer.noun = nil
  }

  // MARK: - The answer

  static func defaultColumns(of noun: Noun) -> [OutputColumn] {
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
      let output = shown ?? Pipeline.defaultColumns(of: noun)
      return Answer(
        shape: card.map(Answer.Shape.card) ?? .records(noun), columns: output.map(\.column),
        rowCount: rows.count, truths: rowTruths(rows), footer: footer, hints: [],
        cells: CellSource(
          values: values, rows: .records(noun, rows, output), answers: lastAnswer))
    case .tuples:
      let (columns, rows) = tuples()
      return Answer(
        shape: .groups,
        columns: columns.map { Answer.Column(name: $0.name, isNumber: $0.type == .number) },
        rowCount: rows.count, truths: [], footer: footer, hints: [],
        cells: CellSource(values: values, rows: .tuples(rows)))
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
  /// What the rows are records of, where they may be all records of a noun.
  var tableNoun: Noun? {
    switch self {
    case .table(let noun): noun
    case .pivot(_, let path): path.target
    case .entity, .entities, .path, .values, .single: nil
    }
  }

  var isTable: Bool {
    switch self {
    case .table, .pivot: true
    case .entity, .entities, .path, .values, .single: false
    }
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
