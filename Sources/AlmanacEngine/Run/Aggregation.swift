internal import AlmanacStore
internal import AlmanacTime

/// Aggregates over the rows of a group. Vague numbers are added as intervals; rows that state nothing
/// are left out and counted.
struct Aggregation {
  private let pipeline: Pipeline
  private let columns: [AggregateColumn]
  /// For each column the places of rows that had nothing to add.
  private var missing: [Set<Int>]

  init(_ pipeline: Pipeline, _ columns: [AggregateColumn]) {
    self.pipeline = pipeline
    self.columns = columns
    missing = columns.map { _ in [] }
  }

  /// The aggregates of the rows at these places.
  mutating func values(of places: [Int]) -> [Value] {
    columns.indices.map { index in
      let aggregate = columns[index].aggregate
      guard let operand = aggregate.operand else { return count(aggregate, places) }
      var found: [Value] = []
      for place in places {
        let members = flattened(pipeline.value(of: operand, at: place))
        if members.isEmpty { missing[index].insert(place) }
        found += members
      }
      return value(of: aggregate, found, isEmptyGroup: places.isEmpty)
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
      let known = places.filter { !flattened(pipeline.value(of: operand, at: $0)).isEmpty }
      return .number(Quantity(exactly: known.count))
    case .countDistinct(let operand):
      let values = Set(
        places.flatMap { flattened(pipeline.value(of: operand, at: $0)).map(\.representation) })
      return .number(Quantity(exactly: values.count))
    case .countTrue(let predicate):
      let count = places.count { pipeline.value(of: .test(predicate), at: $0) == .truth(.yes) }
      return .number(Quantity(exactly: count))
    case .share:
      guard
        let share = Quantity(
          Quantity(exactly: places.count * 100), .over, Quantity(exactly: pipeline.rows.rowCount))
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

  private func value(of aggregate: Aggregate, _ values: [Value], isEmptyGroup: Bool) -> Value {
    switch aggregate {
    case .list:
      let ordering = Ordering(store: pipeline.store)
      var seen: Set<Value> = []
      let unique = values.filter { seen.insert($0.representation).inserted }
      let keyed = unique.map { ($0, ordering.key($0, isDescending: false)) }
      let sorted = keyed.sorted {
        ordering.precedes([$0.1], [$1.1], descending: [false]) ?? false
      }
      return .list(sorted.map(\.0), open: nil)
    case .sum where isEmptyGroup:
      return .number(Quantity(exactly: 0))
    case .min, .max:
      if case .number? = values.first { break }
      let ordering = Ordering(store: pipeline.store)
      let keyed = values.compactMap { value in
        ordering.key(value, isDescending: false).map { (value, $0) }
      }
      let extreme: (Value, SortKey)?
      if case .min = aggregate {
        extreme = keyed.min { $0.1 < $1.1 }
      } else {
        extreme = keyed.max { $0.1 < $1.1 }
      }
      return extreme?.0 ?? .missing
    default: break
    }
    let numbers = values.compactMap { value -> Quantity? in
      if case .number(let quantity) = value { return quantity }
      return nil
    }
    return number(aggregate, numbers).map(Value.number) ?? .missing
  }

  private func number(_ aggregate: Aggregate, _ numbers: [Quantity]) -> Quantity? {
    guard let first = numbers.first else { return nil }
    let isGuess = numbers.contains(where: \.isGuess)
    var result: Quantity
    switch aggregate {
    case .min:
      result = Quantity(
        lower: numbers.map(\.lower).min() ?? first.lower,
        upper: numbers.map(\.upper).min() ?? first.upper)
    case .max:
      result = Quantity(
        lower: numbers.map(\.lower).max() ?? first.lower,
        upper: numbers.map(\.upper).max() ?? first.upper)
    case .median:
      guard let low = median(numbers.map(\.lower)), let high = median(numbers.map(\.upper)) else {
        return nil
      }
      result = Quantity(lower: low.lower, upper: high.upper)
    default:
      var sum = Quantity(exactly: 0)
      for number in numbers { sum = Quantity(sum, .plus, number) ?? .unknown }
      guard case .avg = aggregate else {
        result = sum
        break
      }
      result = Quantity(sum, .over, Quantity(exactly: numbers.count)) ?? .unknown
    }
    if numbers.count == 1 { result.text = first.text }
    result.isGuess = isGuess
    return result
  }

  /// The middle of the sorted values, or the mean of the two middle ones.
  private func median(_ values: [Int64]) -> Quantity? {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return nil }
    let upper = sorted[sorted.count / 2]
    guard sorted.count.isMultiple(of: 2) else { return Quantity(lower: upper, upper: upper) }
    let lower = sorted[sorted.count / 2 - 1]
    return Quantity(
      Quantity(Quantity(lower: lower, upper: lower), .plus, Quantity(lower: upper, upper: upper))
        ?? .unknown, .over, Quantity(exactly: 2))
  }
}
