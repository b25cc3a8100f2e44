internal import AlmanacStore
internal import AlmanacTime
internal import Synchronization

/// The values of records, one row at a time: for display, sorting, grouping, and tests that no column
/// answers alone.
struct Values: Sendable {
  let store: Store
  let context: QueryContext
  private let known = KnownAnswers()

  init(store: Store, context: QueryContext) {
    self.store = store
    self.context = context
  }

  var navigation: Navigation { Navigation(store: store) }

  /// What is shown in a cell.
  func value(of operand: Operand, row: UInt32, _ noun: Noun) -> Value {
    RowReader(values: self, row: .record(row, noun)).value(of: operand)
  }

  /// The answers of a test for all records, worked out for the first row that asks.
  func answers(to test: Predicate, _ noun: Noun) -> TruthSet {
    known.answers(to: test) {
      Evaluator(store: store, context: context).truths(of: test, noun)
    }
  }

  func named(_ entity: Entity) -> Value {
    .entity(entity, name: store.displayName(of: entity, languages: context.languages))
  }
}

/// What tests have answered so far. A class because it fills while values are read.
private final class KnownAnswers: Sendable {
  private let known = Mutex<[Predicate: TruthSet]>([:])

  func answers(to test: Predicate, _ find: () -> TruthSet) -> TruthSet {
    if let found = known.withLock({ $0[test] }) { return found }
    let found = find()
    known.withLock { $0[test] = found }
    return found
  }
}

// MARK: - One field of one record

extension Values {
  /// What a field of a record shows.
  func value(of field: Field, row: UInt32, _ noun: Noun) -> Value {
    let table = store[noun]
    if field.isLink { return links(of: row, noun, field).listCell }
    switch field.type {
    case .text:
      if field.origin == .displayName {
        return .text(store.displayName(of: Entity(noun, row), languages: context.languages))
      }
      let texts = texts(of: field, row: row, noun)
      guard let first = texts.first else { return field.isClosed ? .none : .missing }
      return field.isMany ? .list(texts.map(Value.text), open: nil) : .text(first)
    case .code:
      guard let column = table.code(field.name), column.list.stated[row] else {
        return field.isClosed ? .none : .missing
      }
      let words = column.list[row].map { Value.text(column.dictionary[$0]) }
      return field.isMany ? .list(words, open: nil) : words.first ?? .none
    case .number:
      return quantity(of: field, row: row, noun).map(Value.number) ?? .missing
    case .day, .period:
      return date(of: field, row: row, noun).map(Value.date) ?? .missing
    case .anyEntity:
      return table.entity(field.name)?[row].map(named) ?? .none
    case .entity(let target):
      let targets = navigation.targets(of: row, noun: noun, field: field)
      let values = targets.rows.enumerated().map { index, row in
        let value = named(Entity(target, row))
        return targets.doubtful.contains(index) ? .doubtful(value) : value
      }
      guard targets.isStated else { return .missing }
      if values.isEmpty && targets.open == nil { return .none }
      if !field.isMany, let only = values.first { return only }
      return .list(values, open: targets.open)
    }
  }

  /// What a test on the field looks at: every name where it is a name, and the bounds that the end
  /// sets to a start that nobody states.
  func elements(of field: Field, row: UInt32, _ noun: Noun) -> Elements {
    if field.origin == .displayName {
      return Elements(
        members: texts(of: field, row: row, noun).map { Elements.Element(value: .text($0)) })
    }
    if field.type == .day, let date = point(field, row: row, noun) {
      let isStated = store[noun].day(field.name)?.stated[row] == true
      return Elements(
        members: [Elements.Element(value: .date(date), isStated: isStated, isPoint: true)])
    }
    return Elements(value(of: field, row: row, noun))
  }
}
