public import AlmanacStore
internal import AlmanacTime

/// One thing of the store, field by field: for formats that hold whole things instead of cells.
public struct Record: Sendable {
  /// Which one it is.
  public let entity: Entity
  private let values: Values

  init(_ entity: Entity, values: Values) {
    self.entity = entity
    self.values = values
  }

  /// A record of a store, for a reader of those languages.
  public init(_ entity: Entity, in store: Store, languages: [String]) {
    self.init(
      entity,
      values: Values(
        store: store, context: QueryContext(today: Day(number: 0), languages: languages)))
  }

  private var table: Table { values.store[entity.noun] }

  /// What it is called in the data.
  public var id: String { table.ids[entity.row] }

  /// What it is called, in the reader's language.
  public var name: String {
    values.store.displayName(of: entity, languages: values.context.languages)
  }

  /// Every name, in the order in which they were given.
  public var names: [NameTable.Name] { table.names.names(of: entity.row) }

  /// What a field, a measure or a further key of the data holds.
  public subscript(name: String) -> Value {
    guard let field = Schema.field(name, of: entity.noun) ?? table.dataField(name) else {
      return .missing
    }
    return values.value(of: field, row: entity.row, entity.noun)
  }

  /// The numbers that figures give of it, by measure, and the further keys of the data, as far as
  /// they have a value.
  public var ownFields:
    (measures: [(name: String, value: Value)], keys: [(name: String, value: Value)])
  {
    func stated(_ names: [String]) -> [(name: String, value: Value)] {
      names.map { ($0, self[$0]) }.filter { $0.1.isStated }
    }
    return (stated(table.measures.sorted()), stated(table.furtherKeys.sorted()))
  }

  /// The things that a field surely names, in the order of the data.
  public func things(_ field: String) -> [Record] {
    self[field].listed.compactMap { member in
      guard case .entity(let entity, _) = member else { return nil }
      return Record(entity, values: values)
    }
  }

  /// The words or texts of a field, the names of what it surely names.
  public func texts(_ field: String) -> [String] {
    self[field].listed.compactMap { member in
      switch member {
      case .text(let text), .entity(_, let text): text
      default: nil
      }
    }
  }

  /// The first text of a field, or nil.
  public func firstText(_ field: String) -> String? { texts(field).first }

  /// What it lies in or belongs to, from itself outwards.
  public func chain(_ field: String) -> [Record] {
    var chain = [self]
    while let next = chain.last?.things(field).first, chain.count < 32 { chain.append(next) }
    return chain
  }
}

extension Value {
  /// Something is said, if only that there is none.
  public var isStated: Bool {
    switch self {
    case .missing, .none: false
    case .number(let quantity): quantity != .unknown
    case .list(let members, let open): !members.isEmpty || open != nil
    default: true
    }
  }

  /// The values of a list, or the only one.
  public var listed: [Value] {
    switch self {
    case .missing, .none: []
    case .list(let members, _): members
    default: [self]
    }
  }
}

extension Answer {
  /// The thing that a row is, or nil when rows are none.
  public func record(row: Int) -> Record? {
    entity(row: row).map { Record($0, values: cells.values) }
  }

  /// The things that the rows are; none when rows are counts.
  public var records: [Record] { (0..<rowCount).compactMap { record(row: $0) } }

  /// The language that its reader asked for, as BCP 47 has it.
  public var language: String { cells.values.context.languages.first ?? "en" }
}
