internal import AlmanacStore
internal import AlmanacTime

extension Pipeline {
  /// New rows: the keys, then the aggregates. Without keys one row, also of no rows at all; with them
  /// a row per group, and a row of many values stands in each of its groups.
  mutating func summarize(_ columns: [AggregateColumn], by keys: [OutputColumn]) {
    let made =
      keys.map { TupleColumn(name: $0.name, of: $0.operand) }
      + columns.map { TupleColumn(name: $0.name, type: $0.aggregate.type) }
    if let rows = summarizedByColumn(columns, by: keys) ?? summarizedMade(columns, by: keys) {
      become(made, rows)
      return
    }
    var aggregation = Aggregation(self, columns)
    guard !keys.isEmpty else {
      let row = aggregation.values(of: Array(0..<rowCount))
      footer.remarks += aggregation.remarks
      become(made, MadeRows([row], columnCount: made.count))
      return
    }
    let rowKeys = rowKeys(keys, PlaceReader(self))
    guard Grouping.combinationCount(rowKeys) <= Pipeline.combinationLimit else {
      excess = "groups are made of at most 1 000 000 combinations of keys"
      become(made, MadeRows([], columnCount: made.count))
      return
    }
    let grouping = Grouping(rowKeys, keyCount: keys.count, context.interruption)
    if context.isInterrupted { return become(made, MadeRows([], columnCount: made.count)) }
    let rows = ordered(grouping.members, keyCount: keys.count).map { key, members in
      zip(grouping.shown[key, default: key], grouping.moreNamed).map {
        $0 == .notNamed(nil) ? .notNamed($1) : $0
      } + aggregation.values(of: members)
    }
    footer.remarks += aggregation.remarks
    if grouping.repeatCount > 0 {
      let verb = grouping.repeatCount == 1 ? "row stands" : "rows stand"
      footer.remarks.append("\(grouping.repeatCount) \(verb) in several groups")
    }
    become(made, MadeRows(rows, columnCount: made.count))
  }

  /// For each row and each key the groups that the row stands in.
  private func rowKeys(_ keys: [OutputColumn], _ reading: PlaceReader) -> [[[Value]]] {
    var groups: [[[Value]]] = []
    groups.reserveCapacity(rowCount)
    for place in 0..<rowCount {
      if place & 1_023 == 0, context.isInterrupted { break }
      groups.append(
        keys.map { Grouping.groups(of: reading.value(of: $0.operand, at: place)) })
    }
    return groups
  }

  /// Groups in the order of their keys, `(not stated)` and `(+n not named)` last.
  private func ordered(
    _ groups: [[Value]: [Int]], keyCount: Int
  ) -> [(key: [Value], value: [Int])] {
    let ordering = Ordering(store: store)
    let keyed = groups.map { entry in
      (entry: entry, keys: entry.key.map { ordering.key($0, isDescending: false) })
    }
    let ascending = [Bool](repeating: false, count: keyCount)
    return keyed.sorted { left, right in
      ordering.precedes(left.keys, right.keys, descending: ascending)
        ?? left.entry.key.map(ordering.tieBreak)
        .lexicographicallyPrecedes(right.entry.key.map(ordering.tieBreak))
    }.map(\.entry)
  }
}

/// Reads operands of the rows of a sequence by their places.
struct PlaceReader {
  private let pipeline: Pipeline
  private let rows: Rows
  private let made: [[Value]]
  let rowCount: Int

  init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
    rows = pipeline.rows
    rowCount = rows.rowCount
    if case .tuples(_, let rows) = rows { made = rows.rows } else { made = [] }
  }

  /// An operand of the row at a place of the sequence.
  func value(of operand: Operand, at place: Int) -> Value {
    switch rows {
    case .records(let noun, let rows): pipeline.cell(operand, row: rows[place], noun)
    case .tuples: TupleEvaluator(pipeline.values).value(of: operand, made[place])
    }
  }

  /// The values of an operand of the row at a place, equal ones too.
  func elements(of operand: Operand, at place: Int) -> Elements {
    let row: RowReader.Row =
      switch rows {
      case .records(let noun, let rows): .record(rows[place], noun)
      case .tuples: .made(made[place])
      }
    return RowReader(values: pipeline.values, row: row).elements(of: operand)
  }
}

/// Rows by their keys, as these are stated: two rows of "2021-12" are of one group.
struct Grouping {
  /// For each combination of keys, as they are told apart, the places of its rows, rising.
  private(set) var members: [[Value]: [Int]] = [:]
  /// The keys of a group as its first row has them.
  private(set) var shown: [[Value]: [Value]] = [:]
  /// For each key how many more its open lists have together; nil when one of them does not say, so
  /// that nobody knows how many there are.
  private(set) var moreNamed: [Int?]
  /// How many rows stand in several groups.
  private(set) var repeatCount = 0

  init(_ rowKeys: [[[Value]]], keyCount: Int, _ interruption: Interruption) {
    moreNamed = Array(repeating: 0, count: keyCount)
    for (place, keys) in rowKeys.enumerated() {
      if place & 1_023 == 0, interruption.isRaised { break }
      var combinations: [[Value]] = [[]]
      for (key, groups) in keys.enumerated() {
        let settled = groups.map { self.settled($0, key) }
        combinations = combinations.flatMap { start in settled.map { start + [$0] } }
      }
      var unique: Set<[Value]> = []
      for combination in combinations {
        let key = combination.map(\.representation)
        guard unique.insert(key).inserted else { continue }
        members[key, default: []].append(place)
        if shown[key] == nil { shown[key] = combination }
      }
      if unique.count > 1 { repeatCount += 1 }
    }
  }

  /// How often rows stand in groups, all rows together.
  static func combinationCount(_ rowKeys: [[[Value]]]) -> Int {
    var count = 0
    for keys in rowKeys {
      var product = 1
      for groups in keys {
        product = product.multipliedReportingOverflow(by: groups.count).partialValue
        if product > Pipeline.combinationLimit || product < 0 { return Int.max }
      }
      count += product
    }
    return count
  }

  /// All open lists of a key make one group.
  private mutating func settled(_ group: Value, _ key: Int) -> Value {
    guard case .notNamed(let count) = group else { return group }
    moreNamed[key] = count.flatMap { count in moreNamed[key].map { $0 + count } }
    return .notNamed(nil)
  }

  /// The groups that a value puts its row into.
  static func groups(of value: Value) -> [Value] {
    switch value {
    case .missing: return [.notStated]
    case .none: return [.none]
    case .list(let values, let open):
      guard let open else { return values }
      let counts = open.map(\.count)
      return values + [.notNamed(counts.isEmpty ? nil : counts.reduce(0, +))]
    default: return [value]
    }
  }
}
