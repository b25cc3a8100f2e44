internal import AlmanacStore

/// The rows of a query on their way: which they are, before anybody asks in what order.
enum Selection {
  /// Records, in the order that a query has without `sort`.
  case set(Noun, Subset)
  /// Records that are to be sorted.
  case sorted(Noun, Subset, by: [ResolvedSortKey])
  /// Records in the order of the list.
  case listed(Noun, [UInt32])
  /// Rows that a count made.
  case tuples([TupleColumn], MadeRows)

  /// What the rows are records of; nil where they are none.
  var noun: Noun? {
    switch self {
    case .set(let noun, _), .listed(let noun, _), .sorted(let noun, _, _): noun
    case .tuples: nil
    }
  }

  var rowCount: Int {
    switch self {
    case .set(_, let rows), .sorted(_, let rows, _): rows.count
    case .listed(_, let rows): rows.count
    case .tuples(_, let rows): rows.rowCount
    }
  }

  /// The records without their order; nil for made rows, and where one stands twice.
  func asSet(in store: Store) -> (noun: Noun, rows: Subset)? {
    switch self {
    case .set(let noun, let rows), .sorted(let noun, let rows, _): return (noun, rows)
    case .listed(let noun, let rows):
      let set = Subset(rows, of: store[noun].rowCount)
      return set.count == rows.count ? (noun, set) : nil
    case .tuples: return nil
    }
  }
}
