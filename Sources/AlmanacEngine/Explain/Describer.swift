internal import AlmanacLanguage
internal import AlmanacStore

/// Counts what the records of a noun hold, and what refers to a record.
struct Describer {
  let store: Store
  let context: QueryContext
  let faults: Faults

  private var values: Values { Values(store: store, context: context) }

  /// The most frequent values that a field shows.
  private static let commonCount = 10

  // MARK: - Nouns and fields

  func noun(_ noun: Noun) -> NounDescription {
    let table = store[noun]
    let further = (table.measures + table.furtherKeys).compactMap { table.dataField($0) }
    let fields = Schema.fields(of: noun) + further.filter { Schema.field($0.name, of: noun) == nil }
    return NounDescription(
      noun: noun, rowCount: table.rowCount, fields: fields.map { count($0, of: noun).description })
  }

  func field(_ name: Name, of noun: Noun) throws(QueryError) -> FieldDescription {
    var resolver = Resolver(store: store, context: context, text: faults.text)
    resolver.scope = .records(noun)
    guard let field = resolver.field(name.text, of: noun) else {
      throw resolver.unknownField(name, of: noun)
    }
    var (description, counts, order) = count(field, of: noun)
    let ranked = order.enumerated().sorted { left, right in
      let (first, second) = (counts[left.element] ?? 0, counts[right.element] ?? 0)
      return first != second ? first > second : left.offset < right.offset
    }
    description.common = ranked.prefix(Describer.commonCount).map {
      FieldDescription.Common(value: $0.element, rowCount: counts[$0.element] ?? 0)
    }
    description.query = "\(noun.plural) count by \(field.name) sort count desc"
    return description
  }

  /// What a field holds over all records: how many state it, each value with its count, the values in
  /// the order of the rows.
  private func count(
    _ field: Field, of noun: Noun
  ) -> (description: FieldDescription, counts: [Value: Int], order: [Value]) {
    let table = store[noun]
    var description = FieldDescription(
      noun: noun, field: field, rowCount: table.rowCount, statedCount: 0, vagueCount: 0,
      distinctCount: 0, example: nil, common: [], query: "")
    var counts: [Value: Int] = [:]
    var order: [Value] = []
    for row in table.order {
      let value = values.value(of: field, row: row, noun)
      switch Finding.State(value) {
      case .notStated: continue
      case .none:
        if !field.isClosed { description.statedCount += 1 }
        continue
      case .exact: break
      case .vague, .open, .disputed: description.vagueCount += 1
      }
      description.statedCount += 1
      for member in value.members {
        if counts[member, default: 0] == 0 { order.append(member) }
        counts[member, default: 0] += 1
      }
    }
    description.distinctCount = counts.count
    description.example = order.first { Finding.State($0) == .exact } ?? order.first
    return (description, counts, order)
  }

  // MARK: - Things

  func thing(_ entity: Entity) -> ThingDescription {
    let subject = Subject(store: store, context: context, faults: faults)
    let names = store[entity.noun].names.names(of: entity.row).map {
      ThingDescription.Form(text: $0.text, language: $0.language, kind: $0.kind)
    }
    return ThingDescription(
      thing: subject.named(entity), names: names, cells: cells(of: entity),
      references: references(to: entity))
  }

  /// The fields of its card, names and what refers to it left out: both are told apart from it.
  private func cells(of entity: Entity) -> [ThingDescription.Cell] {
    let pipeline = Pipeline(store: store, context: context, source: .entity(entity))
    let card = pipeline.answer(card: entity).withAllFields
    return card.columns.indices.compactMap { index in
      let name = card.columns[index].name
      let field = Schema.field(name, of: entity.noun)
      if case .reverse? = field?.origin { return nil }
      if ["id", "name", "acronym"].contains(name) { return nil }
      return ThingDescription.Cell(field: name, value: card.value(row: 0, column: index))
    }
  }

  /// Every field of every noun that names it in some record, with the query that lists those.
  func references(to entity: Entity) -> [ThingDescription.Reference] {
    let identity = identityLiteral(entity, in: store)
    var found: [ThingDescription.Reference] = []
    for noun in Noun.allCases {
      let table = store[noun]
      let further = table.furtherKeys.compactMap { table.dataField($0) }
      for field in Schema.fields(of: noun) + further where field.mayName(entity.noun) {
        let query = "\(noun.plural) where \(field.name) = \(identity)"
        guard let count = count(of: query), count > 0 else { continue }
        found.append(
          ThingDescription.Reference(
            noun: noun, field: field.name, rowCount: count, query: query))
      }
      let tied = Set(table.links.entries.filter { $0.target == entity }.map(\.row))
      guard !tied.isEmpty else { continue }
      let query = "\(noun.plural) where link[to = \(identity)]"
      found.append(
        ThingDescription.Reference(
          noun: noun, field: "link", rowCount: tied.count,
          query: count(of: query) == nil ? "" : query))
    }
    return found
  }

  /// How many rows a query surely has; nil when it can't be answered.
  private func count(of query: String) -> Int? {
    guard case .query(let read, _, _)? = parseStatement(query).statement?.kind,
      let course = try? Course(read, over: store, context: context, text: query)
    else { return nil }
    return (course.steps.last?.after ?? course.start).rows.rowCount
  }
}

extension Field {
  /// Whether its stored values may be records of a noun.
  fileprivate func mayName(_ noun: Noun) -> Bool {
    // The event of a figure is its subject once more.
    guard origin == .stored, name != "event" else { return false }
    switch type {
    case .entity(noun), .anyEntity: return true
    default: return false
    }
  }
}

extension Value {
  /// The values of a list, doubts aside; a single value is itself.
  fileprivate var members: [Value] {
    switch self {
    case .list(let values, _): values.flatMap(\.members)
    case .doubtful(let inner): inner.members
    case .missing, .none, .notStated, .notNamed: []
    default: [self]
    }
  }
}
