internal import AlmanacStore
internal import AlmanacTime

/// Aggregates over the rows of a group. Vague numbers are added as intervals; rows that state nothing
/// are left out and counted.
struct Aggregation {
  private let pipeline: Pipeline
  private let reader: PlaceReader
  private let columns: [AggregateColumn]
  /// For each column the places of rows that had nothing to add.
  private var missing: [Set<Int>]

  init(_ pipeline: Pipeline, _ columns: [AggregateColumn]) {
    self.pipeline = pipeline
    reader = PlaceReader(pipeline)
    self.columns = columns
    missing = columns.map { _ in [] }
  }

  /// The aggregates of the rows at these places.
  mutating func values(of places: [Int]) -> [Value] {
    columns.indices.map { index in
      let aggregate = columns[index].aggregate
      guard let operand = aggregate.operand else { return count(aggregate, places) }
      if let total = aggregate.total, operand.type == .number {
        return number(total, operand, places, &missing[index])
      }
      var found: [Value] = []
      for place in places {
        let members = flattened(reader.value(of: operand, at: place))
        if members.isEmpty { missing[index].insert(place) }
        found += members
      }
      return value(of: aggregate, found)
    }
  }

  /// `sum(attendance) leaves out 49 rows that state none`.
  var remarks: [String] {
    zip(columns, missing.map(\.count)).filter { $0.1 > 0 }.map { column, count in
      "\(column.name) leaves out \(count) \(count == 1 ? "row that states" : "rows that state") none"
    }
  }

  private func count(_ aggregate: Aggregate, _ places: [Int]) -> Value {
    switch aggregate {
    case .countKnown(let operand):
      let known = places.filter { !flattened(reader.value(of: operand, at: $0)).isEmpty }
      return .number(Quantity(exactly: known.count))
    case .countDistinct(let operand):
      let values = Set(
        places.flatMap { flattened(reader.value(of: operand, at: $0)).map(\.representation) })
      return .number(Quantity(exactly: values.count))
    case .countTrue(let predicate):
      let count = places.count { reader.value(of: .test(predicate), at: $0) == .truth(.yes) }
      return .number(Quantity(exactly: count))
    case .share:
      guard
        let share = Quantity(
          Quantity(exactly: places.count * 100), .over, Quantity(exactly: reader.rowCount))
      else { return .missing }
      return .number(share)
    default: return .number(Quantity(exactly: places.count))
    }
  }

  /// The values that a cell holds; none for what is missing.
  private func flattened(_ value: Value) -> [Value] {
    switch value {
    case .missing, .none, .notStated, .notNamed: []
    case .list(let values, _): values
    default: [value]
    }
  }

  /// Vague numbers add up as intervals; of a row every number counts, equal ones too.
  private func number(
    _ total: Total, _ operand: Operand, _ places: [Int], _ missing: inout Set<Int>
  ) -> Value {
    var all = Elements()
    for place in places {
      let elements = reader.elements(of: operand, at: place)
      if elements.members.isEmpty { missing.insert(place) }
      all.members += elements.members
    }
    all.isMissing = !places.isEmpty
    return total.quantity(of: all).map(Value.number) ?? .missing
  }

  private func value(of aggregate: Aggregate, _ values: [Value]) -> Value {
    let ordering = Ordering(store: pipeline.store)
    var seen: Set<Value> = []
    let keyed = values.filter { seen.insert($0.representation).inserted }
      .map { (value: $0, key: ordering.key($0, isDescending: false)) }
    switch aggregate {
    case .min, .max:
      let stated = keyed.compactMap { entry in entry.key.map { (value: entry.value, key: $0) } }
      if case .min = aggregate { return stated.min { $0.key < $1.key }?.value ?? .missing }
      return stated.max { $0.key < $1.key }?.value ?? .missing
    default:
      let sorted = keyed.sorted {
        ordering.precedes([$0.key], [$1.key], descending: [false])
          ?? (ordering.tieBreak($0.value) < ordering.tieBreak($1.value))
      }
      return .list(sorted.map(\.value), open: nil)
    }
  }
}
