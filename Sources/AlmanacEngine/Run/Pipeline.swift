internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Runs a resolved query, stage by stage, and counts what it is unsure of.
struct Pipeline {
  let store: Store
  let context: QueryContext
  /// What the rows are so far; ``rows`` has them in order.
  private(set) var selection: Selection
  /// The conjunction of all tests since the rows were last taken as they are, and the rows that
  /// the first of these tests saw.
  private var truths: TruthSet?
  private var scope: Subset?
  /// The answers to the last test without `maybe` and `possibly`, where it has such a word: what
  /// `show answer` prints. Rows that passed a test without them are all a yes.
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
    selection = .tuples([], MadeRows([], columnCount: 0))
    start(with: source)
    if let noun = selection.noun {
      footer.noun = noun
      let count = selection.rowCount
      let table = store[noun]
      footer.total =
        source.isTable ? table.rowCount - table.hiddenRows.count : count == 0 ? nil : count
    }
    countMaybes()
  }

  /// The rows, in order.
  var rows: Rows {
    switch selection {
    case .set(let noun, let rows): .records(noun, store[noun].ordered(rows))
    case .sorted(let noun, let rows, let keys):
      .records(noun, sorting(noun, rows, keys).sorted(rows, limit: nil))
    case .listed(let noun, let rows): .records(noun, rows)
    case .tuples(let columns, let rows): .tuples(columns, rows)
    }
  }

  var rowCount: Int { selection.rowCount }

  /// The rows so far when they are records, in order.
  var certainRows: [UInt32] {
    if case .records(_, let rows) = rows { return rows }
    return []
  }

  /// The rows so far when they are records of a noun, in any order.
  func certainSet(of noun: Noun) -> Subset {
    switch selection {
    case .set(_, let rows), .sorted(_, let rows, _): rows
    case .listed(_, let rows): Subset(rows, of: store[noun].rowCount)
    case .tuples: store[noun].noRows
    }
  }

  /// The records that would be rows if every maybe were a yes.
  func possibleSet(of noun: Noun) -> Subset {
    guard let truths, let scope else { return certainSet(of: noun) }
    return truths.possible.intersection(scope)
  }

  /// The records that are left out as maybes, in the order of the table: those that rest on something
  /// stated, then those that rest on what is not.
  var maybeRows: (vague: [UInt32], unstated: [UInt32]) {
    guard let truths, let scope, let noun = selection.noun else { return ([], []) }
    let table = store[noun]
    return (
      table.ordered(truths.vague.intersection(scope)),
      table.ordered(truths.blank.intersection(scope))
    )
  }

  /// Runs a stage.
  ///
  /// - Parameter next: the stage behind it, which may spare it work.
  mutating func run(_ stage: ResolvedStage, before next: ResolvedStage? = nil) {
    switch stage {
    case .filter(let predicate): filter(predicate)
    case .show(let columns): shown = columns
    case .sort(let keys):
      if case .limit(let count)? = next { sort(keys, limit: count) } else { sort(keys) }
    case .limit(let count): limit(count)
    case .distinct: distinct()
    case .summarize(let columns, let keys): summarize(columns, by: keys)
    }
  }

  // MARK: - Tests

  private mutating func filter(_ predicate: Predicate) {
    switch selection {
    case .set(let noun, let rows):
      selection = .set(noun, pass(predicate, noun, among: rows))
    case .sorted(let noun, let rows, let keys):
      selection = .sorted(noun, pass(predicate, noun, among: rows), by: keys)
    case .listed(let noun, let rows):
      let certain = pass(predicate, noun, among: Subset(rows, of: store[noun].rowCount)).indexed
      selection = .listed(noun, rows.filter { certain[$0] })
    case .tuples(let columns, let rows):
      let tuples = TupleEvaluator(values)
      var kept: [UInt32] = []
      for place in rows.places {
        let answer = tuples.answer(to: predicate, rows.cells(at: place))
        if answer.truth == .yes { kept.append(place) }
        if answer.truth == .maybe { count(answer) }
      }
      selection = .tuples(columns, rows.taking(kept))
    }
  }

  /// The rows that pass a test, and what its answers add to what is unsure: only rows are asked about
  /// that the tests before leave possible.
  private mutating func pass(
    _ predicate: Predicate, _ noun: Noun, among rows: Subset
  ) -> Subset {
    let asked = truths?.possible ?? rows
    let answers = evaluator.truths(of: predicate, noun, among: asked.isAll ? nil : asked)
    lastAnswer =
      predicate.hasModifier
      ? evaluator.truths(of: predicate.plain, noun, among: rows.intersection(answers.certain))
      : nil
    if truths == nil { scope = rows }
    let all = truths.map { $0.and(askedOfPossible: answers) } ?? answers
    truths = all
    countMaybes()
    return all.certain
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
    let certain = Subset(sure, of: rowCount)
    let none = Subset.none(of: rowCount)
    selection = .set(noun, certain)
    truths = TruthSet(
      certain: certain, vague: Subset(possible, of: rowCount).subtracting(certain), blank: none,
      unstated: [])
    scope = .all(of: rowCount)
  }

  /// The rows are these, in the order given.
  mutating func become(_ noun: Noun, listed rows: [UInt32]) { selection = .listed(noun, rows) }

  /// The rows are no records.
  mutating func become(made columns: [TupleColumn], _ rows: [[Value]]) {
    selection = .tuples(columns, MadeRows(rows, columnCount: columns.count))
  }

  /// The rows are all records of a noun.
  mutating func become(allOf noun: Noun) { selection = .set(noun, store[noun].allRows) }

  /// Counts the rows that the tests so far leave out though they may belong in the answer.
  private mutating func countMaybes() {
    guard let truths, let scope else { return }
    let blank = truths.blank.intersection(scope)
    footer.maybeCount = settled.maybeCount + truths.vague.intersection(scope).count
    footer.notStatedCount = settled.notStatedCount + blank.count
    footer.notStatedFields = settled.notStatedFields
    for leaf in truths.unstated where !footer.notStatedFields.contains(leaf.field) {
      if leaf.rows.intersects(blank) { footer.notStatedFields.append(leaf.field) }
    }
  }

  // MARK: - Order

  /// Records are sorted when somebody asks for their order: a limit behind it needs only the first.
  ///
  /// - Parameter limit: no more rows are wanted than that.
  private mutating func sort(_ keys: [ResolvedSortKey], limit: Int? = nil) {
    switch selection {
    case .tuples(let columns, let rows):
      selection = .tuples(columns, sorted(rows, keys, limit: limit))
    case .set, .sorted, .listed:
      guard let (noun, rows) = selection.asSet(in: store) else { return sortRepeated(keys) }
      selection = .sorted(noun, rows, by: keys)
      // What the last test says is asked now: another may come.
      if keys.contains(where: { $0.operand.asksAnswer }) {
        selection = .listed(noun, sorting(noun, rows, keys).sorted(rows, limit: nil))
      }
    }
  }

  private func sorting(_ noun: Noun, _ rows: Subset, _ keys: [ResolvedSortKey]) -> Sorting {
    Sorting(store[noun], keys, rows, Ordering(store: store), context.interruption) { operand, row in
      cell(operand, row: row, noun)
    }
  }

  /// Records of which some stand twice.
  private mutating func sortRepeated(_ keys: [ResolvedSortKey]) {
    guard case .listed(let noun, let rows) = selection else { return }
    let set = Subset(rows, of: store[noun].rowCount)
    var places: [UInt32: Int] = [:]
    for (place, row) in sorting(noun, set, keys).sorted(set, limit: nil).enumerated() {
      places[row] = place
    }
    selection = .listed(noun, rows.sorted { places[$0, default: 0] < places[$1, default: 0] })
  }

  private func sorted(_ rows: MadeRows, _ keys: [ResolvedSortKey], limit: Int?) -> MadeRows {
    let ordering = Ordering(store: store)
    let descending = keys.map(\.isDescending)
    if let counts = rows.counts(of: keys.map(\.operand)) {
      return rows.sorted(limit: limit) { left, right in
        for (column, isDescending) in zip(counts, descending) {
          let (first, second) = (column[Int(left)], column[Int(right)])
          if first != second { return isDescending ? second < first : first < second }
        }
        return nil
      }
    }
    let tuples = TupleEvaluator(values)
    let read = (0..<UInt32(truncatingIfNeeded: rows.storedCount)).map { place in
      let cells = rows.cells(at: place)
      return keys.map {
        ordering.key(tuples.value(of: $0.operand, cells), isDescending: $0.isDescending)
      }
    }
    return rows.sorted(limit: limit) {
      ordering.precedes(read[Int($0)], read[Int($1)], descending: descending)
    }
  }

  private mutating func limit(_ count: Int) {
    settled = footer
    truths = nil
    switch selection {
    case .sorted(let noun, let rows, let keys):
      let sorting = sorting(noun, rows, keys)
      let usesIndexes = context.tuning.usesIndexes
      let first = usesIndexes ? sorting.firstByStart(rows, limit: count) : nil
      selection = .listed(
        noun, first ?? sorting.sorted(rows, limit: count, usesBlocks: usesIndexes))
    case .tuples(let columns, let rows):
      selection = .tuples(columns, rows.taking(Array(rows.places.prefix(count))))
    case .set(let noun, let rows):
      selection = .listed(noun, store[noun].ordered(rows, limit: count))
    case .listed(let noun, let rows): selection = .listed(noun, Array(rows.prefix(count)))
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
    let unique = rows.rows.filter {
      !context.isInterrupted && seen.insert($0.map(\.representation)).inserted
    }
    become(columns, MadeRows(unique, columnCount: columns.count))
  }

  /// The rows as they are shown.
  func tuples() -> (columns: [TupleColumn], rows: MadeRows) {
    switch rows {
    case .records(let noun, let rows):
      let output = shown ?? Pipeline.defaultColumns(of: noun)
      let columns = output.map { TupleColumn(name: $0.name, of: $0.operand) }
      var cells: [[Value]] = []
      cells.reserveCapacity(rows.count)
      for (place, row) in rows.enumerated() {
        if place & 1_023 == 0, context.isInterrupted { break }
        cells.append(output.map { cell($0.operand, row: row, noun) })
      }
      return (columns, MadeRows(cells, columnCount: columns.count))
    case .tuples(let columns, let rows):
      guard let shown else { return (columns, rows) }
      let evaluator = TupleEvaluator(values)
      let cells = rows.rows.map { row in shown.map { evaluator.value(of: $0.operand, row) } }
      return (
        shown.map { TupleColumn(name: $0.name, of: $0.operand) },
        MadeRows(cells, columnCount: shown.count)
      )
    }
  }

  mutating func become(_ columns: [TupleColumn], _ rows: MadeRows) {
    selection = .tuples(columns, rows)
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
        rowCount: rows.rowCount, truths: [], footer: footer, hints: [],
        cells: CellSource(values: values, rows: .tuples(rows.settled)))
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

extension Operand {
  /// Whether it looks at the row's answer to the last test.
  fileprivate var asksAnswer: Bool {
    switch self {
    case .answer: true
    case .arithmetic(let left, _, let right): left.asksAnswer || right.asksAnswer
    case .function(_, let inner): inner.asksAnswer
    case .list(let operands): operands.contains(where: \.asksAnswer)
    default: false
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
