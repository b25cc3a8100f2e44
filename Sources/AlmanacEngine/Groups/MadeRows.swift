internal import AlmanacStore

/// Rows that a count made, a column at a time; cells become values when somebody asks for them.
struct MadeRows: Sendable {
  private(set) var columns: [MadeColumn]
  let rowCount: Int
  /// In what order the rows stand; nil while nobody needed to know.
  private var order: Order

  private enum Order: Sendable {
    case asMade
    case listed([UInt32])
    /// By the first so many columns, which are keys.
    case byKeys(GroupOrder)
  }

  /// Rows of values, in order.
  init(_ rows: [[Value]], columnCount: Int) {
    columns = (0..<columnCount).map { column in .values(rows.map { $0[column] }) }
    rowCount = rows.count
    order = .asMade
  }

  /// Groups, whose order their keys give when it is asked for.
  init(groups columns: [MadeColumn], rowCount: Int, order: GroupOrder) {
    self.columns = columns
    self.rowCount = rowCount
    self.order = .byKeys(order)
  }

  /// The rows as they stand in the columns, from the first of the order to the last.
  var places: [UInt32] {
    switch order {
    case .asMade: Array(0..<UInt32(truncatingIfNeeded: rowCount))
    case .listed(let places): places
    case .byKeys(let order): order.sorted(rowCount)
    }
  }

  /// The rows as they stand in the columns, in any order.
  var anyPlaces: [UInt32] {
    if case .listed(let places) = order { return places }
    return Array(0..<UInt32(truncatingIfNeeded: rowCount))
  }

  /// The same rows, looked up once in what order they stand.
  var settled: MadeRows {
    guard case .byKeys = order else { return self }
    return taking(places)
  }

  /// Some of the rows in the order given.
  func taking(_ places: [UInt32]) -> MadeRows {
    var taken = MadeRows(rowCount: places.count, columns: columns)
    taken.order = .listed(places)
    return taken
  }

  private init(rowCount: Int, columns: [MadeColumn]) {
    self.rowCount = rowCount
    self.columns = columns
    order = .asMade
  }

  /// The first rows of an order of their own; those that it does not tell apart stay as they are.
  ///
  /// - Parameter precedes: whether a place of the columns comes before another; nil for neither.
  func sorted(limit: Int?, by precedes: (UInt32, UInt32) -> Bool?) -> MadeRows {
    switch order {
    case .asMade, .listed:
      let places = self.places
      let sorted = firstOnes(places.indices.map { UInt32(truncatingIfNeeded: $0) }, limit) {
        precedes(places[Int($0)], places[Int($1)]) ?? ($0 < $1)
      }
      return taking(sorted.map { places[Int($0)] })
    case .byKeys(let order):
      let ranks = GroupRanks(order.columns)
      let all = Array(0..<UInt32(truncatingIfNeeded: rowCount))
      return taking(firstOnes(all, limit) { precedes($0, $1) ?? ranks.precedes($0, $1) })
    }
  }

  /// How many rows the columns hold, those included that were left out.
  var storedCount: Int { columns.first?.count ?? rowCount }

  /// The columns that operands name, where all of them hold whole numbers.
  func counts(of operands: [Operand]) -> [[Int]]? {
    var counts: [[Int]] = []
    for operand in operands {
      guard case .column(let index, _) = operand, columns.indices.contains(index),
        case .counts(let column) = columns[index]
      else { return nil }
      counts.append(column)
    }
    return counts
  }

  /// The cells at a place of the columns.
  func cells(at place: UInt32) -> [Value] { columns.map { $0.value(at: Int(place)) } }

  /// All rows, in order.
  var rows: [[Value]] { places.map(cells) }

  /// The cells of a row of the order.
  func value(row: Int, column: Int) -> Value {
    switch order {
    case .listed(let places): columns[column].value(at: Int(places[row]))
    default: columns[column].value(at: row)
    }
  }
}

/// One column of rows that a count made.
enum MadeColumn: Sendable {
  case values([Value])
  /// Whole numbers, each exact.
  case counts([Int])
  /// Codes of keys.
  case keys([UInt32], KeyDictionary)

  var count: Int {
    switch self {
    case .values(let values): values.count
    case .counts(let counts): counts.count
    case .keys(let codes, _): codes.count
    }
  }

  func value(at place: Int) -> Value {
    switch self {
    case .values(let values): values[place]
    case .counts(let counts): .number(Quantity(exactly: counts[place]))
    case .keys(let codes, let dictionary): dictionary.value(of: codes[place])
    }
  }
}

/// The first rows of an order: all sorted, or as many as are wanted kept sorted while the others pass.
func firstOnes(
  _ rows: [UInt32], _ limit: Int?, _ precedes: (UInt32, UInt32) -> Bool
) -> [UInt32] {
  guard let limit, limit < rows.count / 4 else {
    return Array(rows.sorted(by: precedes).prefix(limit ?? rows.count))
  }
  if limit == 0 { return [] }
  var best: [UInt32] = []
  best.reserveCapacity(limit + 1)
  for row in rows {
    if best.count == limit {
      guard precedes(row, best[limit &- 1]) else { continue }
      best.removeLast()
    }
    var low = 0
    var high = best.count
    while low < high {
      let middle = (low &+ high) / 2
      if precedes(row, best[middle]) { high = middle } else { low = middle &+ 1 }
    }
    best.insert(row, at: low)
  }
  return best
}
