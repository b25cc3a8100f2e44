internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Settles every name of a query: syntax in, ids and types out.
///
/// A path's head is a field, a measure, a key of the data; what stands on the right of a test is
/// looked for among the things that its left side holds (LANGUAGE §5.2). A name that fits nothing
/// or several things is an error with a fix, never a guess.
struct Resolver {
  let store: Store
  let context: QueryContext
  let faults: Faults
  /// What the rows are at this stage. Other rows have other columns.
  var scope: Scope { didSet { shown = nil } }
  /// The columns that the last `show` chose, while rows are records.
  var shown: [OutputColumn]?

  enum Scope {
    case records(Noun)
    case tuples([TupleColumn], madeBy: String)
  }

  var names: NameLookup {
    NameLookup(
      store: store, proposes: context.proposesNames, interruption: context.interruption)
  }

  init(store: Store, context: QueryContext, text: String) {
    self.store = store
    self.context = context
    faults = Faults(text: text)
    scope = .records(.event)
  }

  /// - Throws: up to three faults, at most one a stage.
  mutating func resolve(_ query: Query) throws(QueryError) -> ResolvedQuery {
    if case .subquery(let inner) = query.source.kind {
      // Brackets around the first stages change nothing.
      let start = try resolve(inner)
      var rest = query
      rest.source = inner.source
      return ResolvedQuery(source: start.source, stages: start.stages + (try stages(of: rest)))
    }
    let source = try resolveSource(query.source)
    return ResolvedQuery(source: source, stages: try stages(of: query))
  }

  private mutating func stages(of query: Query) throws(QueryError) -> [ResolvedStage] {
    var stages: [ResolvedStage] = []
    var diagnostics: [Diagnostic] = []
    for (place, stage) in query.stages.enumerated() {
      do throws(QueryError) {
        stages.append(try resolve(stage))
      } catch {
        diagnostics += error.diagnostics.map { askedBeforeCount($0, query, place) }
        if case .count = stage.kind { break }
        if case .summarize = stage.kind { break }
      }
    }
    if !diagnostics.isEmpty { throw QueryError(Array(diagnostics.prefix(3))) }
    return stages
  }

  /// A test that asks for what the count used up is proposed before the count.
  private func askedBeforeCount(_ fault: Diagnostic, _ query: Query, _ place: Int) -> Diagnostic {
    guard fault.id == "T02", fault.fixes.isEmpty, case .filter = query.stages[place].kind,
      let count = query.stages[..<place].firstIndex(where: {
        if case .count = $0.kind { return true }
        return false
      })
    else { return fault }
    var moved = query
    moved.stages.insert(moved.stages.remove(at: place), at: count)
    var fault = fault
    fault.notes = []
    fault.fixes = [Diagnostic.Fix(format(moved))]
    return fault
  }

  /// What is the same for every row puts none before the other: `sort "when"`, `count by 5`.
  func refuseConstant(_ operand: Operand, _ expression: Expression) throws(QueryError) {
    switch operand {
    case .text, .number, .date: break
    default: return
    }
    var fixes: [Diagnostic.Fix] = []
    if case .text(let name) = expression.kind, fieldNames.contains(foldedText(name)) {
      fixes = [faults.fix(expression.range, foldedText(name))]
    }
    throw faults.error(
      "T03", "\(faults.written(expression.range)) is no field", at: expression.range,
      label: "the same for every row", fixes: fixes)
  }

  func rowLimit(_ expression: Expression) throws(QueryError) -> Int {
    guard case .number(let number) = expression.kind, number.millionths >= 0,
      number.millionths % Quantity.scale == 0
    else {
      throw faults.error(
        "V03", "`limit` takes a whole number of rows", at: expression.range,
        fixes: [faults.fix(expression.range, "10")])
    }
    return Int(clamping: number.millionths / Quantity.scale)
  }
}

// MARK: - Sources

extension Resolver {
  private mutating func resolveSource(_ expression: Expression) throws(QueryError) -> ResolvedSource
  {
    switch expression.kind {
    case .word(let word):
      if let noun = Noun(word: foldedKey(word)) {
        scope = .records(noun)
        return .table(noun)
      }
      return entitySource(try thing(named: word, at: expression.range))
    case .text(let name):
      return entitySource(try thing(named: name, at: expression.range))
    case .identity(let noun, let id):
      return entitySource(try identity(noun, id, at: expression.range))
    case .member, .filtered:
      return try pathSource(expression)
    case .subquery(let query):
      return try resolve(query).source
    case .list(let items):
      return try listSource(items, at: expression.range)
    default:
      return try valueSource(expression)
    }
  }

  /// `count(events)`, `12 * 3`: a value alone is one row.
  private mutating func valueSource(_ expression: Expression) throws(QueryError) -> ResolvedSource {
    var inner = self
    inner.scope = .tuples([], madeBy: "a value alone")
    let operand = try inner.operand(expression)
    let reader = RowReader(values: Values(store: store, context: context), row: .made([]))
    let column = TupleColumn(name: format(expression), type: operand.type)
    scope = .tuples([column], madeBy: column.name)
    return .single(column, reader.value(of: operand))
  }

  /// `(CAST, WFEO)`: the things themselves, all of one noun.
  private mutating func listSource(
    _ items: [Expression], at range: TextRange
  ) throws(QueryError) -> ResolvedSource {
    try requireLength(items.count, at: range)
    var rows: [UInt32] = []
    var noun: Noun?
    for item in items {
      guard case .entity(let entity) = try resolveSource(item) else {
        throw faults.error(
          "T03", "\(faults.written(item.range)) is no thing to list", at: item.range,
          label: "names of things stand in these brackets: (CAST, WFEO)")
      }
      if let noun, noun != entity.noun {
        throw faults.error(
          "N04",
          "\(faults.written(item.range)) is \(entity.noun.withArticle), the first is \(noun.withArticle)",
          at: item.range, label: "a list holds things of one kind")
      }
      noun = entity.noun
      if !rows.contains(entity.row) { rows.append(entity.row) }
    }
    scope = .records(noun ?? .event)
    return .entities(noun ?? .event, rows)
  }

  private mutating func entitySource(_ entity: Entity) -> ResolvedSource {
    scope = .records(entity.noun)
    return .entity(entity)
  }

  /// `CAST.events`, `CAST.events[in Beijing]`.
  private mutating func pathSource(_ expression: Expression) throws(QueryError) -> ResolvedSource {
    let (head, steps) = expression.pathSteps
    if case .subquery(let query) = head.kind { return try pivot(query, steps, expression) }
    if case .word(let word) = head.kind, Noun(word: foldedKey(word)) != nil {
      let query = Query(source: head, stages: [], range: head.range)
      return try pivot(query, steps, expression)
    }
    guard case .entity(let entity) = try resolveSource(head) else {
      throw faults.error(
        "T03", "\(faults.written(head.range)) has no fields", at: head.range,
        label: "a path starts from a thing or a query")
    }
    let path = try path(steps: steps, from: entity.noun, at: expression.range)
    if let target = path.target {
      scope = .records(target)
      return .path(entity, path)
    }
    let values = Values(store: store, context: context)
    let column = TupleColumn(name: path.text, type: path.type)
    scope = .tuples([column], madeBy: format(expression))
    let value = values.value(of: path, row: entity.row)
    guard case .list = value else { return .single(column, value) }
    return .values(column, Constant(Elements(value), path.type))
  }

  /// From all rows of a query along a path to other records or to values, each once.
  private mutating func pivot(
    _ query: Query, _ steps: [Expression], _ expression: Expression
  ) throws(QueryError) -> ResolvedSource {
    let resolved = try resolve(query)
    guard case .records(let noun) = scope else {
      throw faults.error(
        "T02", "a path starts from records, and the count made other rows", at: expression.range)
    }
    let path = try path(steps: steps, from: noun, at: expression.range)
    if let target = path.target {
      scope = .records(target)
      return .pivot(resolved, path)
    }
    guard let constant = try constant(expression) else {
      return .table(noun)
    }
    let column = TupleColumn(name: path.text, type: path.type)
    scope = .tuples([column], madeBy: format(expression))
    return .values(column, constant)
  }

  /// A thing that stands where any thing may: at the start of a query.
  func thing(named name: String, at range: TextRange) throws(QueryError) -> Entity {
    let found = names.elsewhere(name, besides: nil)
    if let only = found.first, found.count == 1 { return only }
    if !found.isEmpty { throw ambiguous(name, found, what: "things", at: range) }
    throw unknownThing(name, at: range)
  }

  private func unknownThing(_ name: String, at range: TextRange) -> QueryError {
    let key = foldedKey(name)
    let nouns = Noun.allCases.flatMap { [$0.plural, $0.word] }
    let near = nouns.filter {
      editDistance(key, $0, limit: suggestionLimit(forLength: key.count)) != nil
    }
    if let noun = near.first {
      return faults.error(
        "N02", "nothing is called \"\(name)\"", at: range, label: "close: \(noun)",
        fixes: [faults.fix(range, noun)])
    }
    if let suggestion = names.near(name, NameLookup.nouns).first {
      return faults.error(
        "N02", "nothing is called \"\(name)\"", at: range, label: "no noun and no name",
        notes: ["close: \(described(suggestion, as: name))"],
        fixes: [faults.fix(range, literal(suggestion))])
    }
    return faults.error(
      "N02", "nothing is called \"\(name)\"", at: range, label: "no noun and no name",
      notes: ["a query starts with what you look for: events, organizations, people, places …"],
      fixes: [Diagnostic.Fix("events")])
  }

  func identity(_ word: NounWord, _ id: String, at range: TextRange) throws(QueryError) -> Entity {
    guard let noun = Noun(word: word.rawValue) else {
      throw faults.error("N02", "nothing has the id \"\(id)\"", at: range)
    }
    if let row = store[noun].row(id: id) { return Entity(noun, row) }
    if let near = names.nearestID(id, noun) {
      throw faults.error(
        "N02", "no \(noun.word) has the id \"\(id)\"", at: range,
        label: "close: \(store[noun].ids[near])",
        fixes: [faults.fix(range, identityLiteral(Entity(noun, near), in: store))])
    }
    throw faults.error(
      "N02", "no \(noun.word) has the id \"\(id)\"", at: range,
      notes: ["ids are listed by: \(noun.plural) show id, name"],
      fixes: [Diagnostic.Fix("\(noun.plural) show id, name")])
  }
}
