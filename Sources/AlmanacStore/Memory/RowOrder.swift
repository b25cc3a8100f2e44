/// Rows of a table in some order; the order of their numbers takes no memory and no look-up.
public struct RowOrder: Sendable {
  /// How many rows there are.
  public let count: Int
  /// Empty where row 0 comes first, then row 1, and so on.
  let rows: Block<UInt32>

  /// The order of their numbers.
  init(byNumber count: Int) {
    self.count = count
    rows = []
  }

  /// - Parameter rows: each once.
  init(_ rows: Block<UInt32>) {
    count = rows.count
    self.rows = RowOrder.isByNumber(rows) ? [] : rows
  }

  /// Whether row 0 comes first, then row 1, and so on.
  public var isByNumber: Bool { rows.isEmpty }

  private static func isByNumber(_ rows: Block<UInt32>) -> Bool {
    let rows = rows.span
    for place in rows.indices where Int(rows[place]) != place { return false }
    return true
  }
}

extension RowOrder: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }
  /// How many there are.
  public var endIndex: Int { count }

  /// The row at a place.
  public subscript(place: Int) -> UInt32 {
    rows.isEmpty ? UInt32(truncatingIfNeeded: place) : rows[place]
  }
}

extension RowOrder {
  /// The same order read off a snapshot, where it need not be looked at to know that it is one.
  init(known rows: Block<UInt32>, count: Int) {
    self.count = count
    self.rows = rows
  }

  /// The rows for a loop that hops about among them; nil where they are in the order of their numbers.
  public var block: Block<UInt32>? { rows.isEmpty ? nil : rows }
}
