internal import AlmanacStore

extension Table {
  /// The rows that hold one of some values, from the lists of rows beside each value.
  func rows(holding values: Subset, _ field: String, _ postings: Postings) -> Subset {
    switch values.form {
    case .none: return noRows
    case .few(let few) where few.count == 1:
      let rows = postings[few[few.startIndex]]
      guard hasRepeats(field, postings) else { return Subset(rising: rows, of: rowCount) }
      return Subset(rows, of: rowCount)
    case .all, .few, .bits: return union(of: postings, values)
    }
  }

  /// The rows of some values.
  func union(of postings: Postings, _ values: Subset) -> Subset {
    var total = 0
    values.forEachRow { total &+= postings[$0].count }
    guard Subset.isMany(total, of: rowCount) else {
      var rows: [UInt32] = []
      rows.reserveCapacity(total)
      values.forEachRow { rows += postings[$0] }
      return Subset(rows, of: rowCount)
    }
    var words = [UInt64](repeating: 0, count: Subset.wordCount(rowCount))
    values.forEachRow { mark(postings.rows.span(postings.range(of: $0)), in: &words) }
    return Subset(words: words, of: rowCount)
  }
}
