/// Other numbers for the rows of a table, which put it into an order.
struct RowNumbering: Sendable {
  /// The new number of each row.
  let numbers: Block<UInt32>
  /// Makes columns with the new numbers of those with the old ones.
  let gather: RowGather

  /// - Parameter order: the old numbers in the new order.
  init(_ order: Block<UInt32>) {
    gather = RowGather(sources: Array(order))
    numbers = Block(inverse(of: gather.sources))
  }

  /// The new number of a row.
  subscript(row: UInt32) -> UInt32 { numbers[Int(row)] }

  /// The new numbers in the order of the old ones.
  var dataOrder: RowOrder { RowOrder(numbers) }

  /// For each row the one above it.
  func parents(_ parents: [UInt32]) -> [UInt32] {
    renumbered(Array(gather.elements(Block(parents))))
  }

  /// Rows by their new numbers; `.max` stays what it is.
  private func renumbered(_ rows: [UInt32]) -> [UInt32] {
    let numbers = numbers.span
    var renumbered: [UInt32] = []
    renumbered.append(count: rows.count) { index in
      rows[index] == .max ? .max : numbers[Int(rows[index])]
    }
    return renumbered
  }
}

/// At which place each row stands.
private func inverse(of rows: [UInt32]) -> [UInt32] {
  var places = [UInt32](repeating: 0, count: rows.count)
  var output = places.mutableSpan
  for index in rows.indices { output[Int(rows[index])] = UInt32(truncatingIfNeeded: index) }
  return places
}
