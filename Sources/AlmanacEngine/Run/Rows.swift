internal import AlmanacStore

/// Rows on their way through the stages: records of one noun, or rows that a count made.
enum Rows {
  case records(Noun, [UInt32])
  case tuples([TupleColumn], MadeRows)

  var rowCount: Int {
    switch self {
    case .records(_, let rows): rows.count
    case .tuples(_, let rows): rows.rowCount
    }
  }
}
