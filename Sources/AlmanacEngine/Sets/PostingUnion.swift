internal import AlmanacStore

extension Table {
  /// The rows that hold one of some values, from the lists of rows beside each value.
  func rows(holding values: Subset, _ field: String, _ postings: Postings) -> Subset {
    switch values.form {
    case .none: return noRows
    case .few(let few) where few.count == 1:
      let value = few[few.startIndex]
      if let set = postings.set(of: value) { return Subset(set) }
      let rows = postings[value]
      guard hasRepeats(field, postings) else { return Subset(rising: rows, of: rowCount) }
      return Subset(rows, of: rowCount)
    case .all, .few, .bits: return union(of: postings, values)
    }
  }

  /// The rows of some values.
  func union(of postings: Postings, _ values: Subset) -> Subset {
    guard postings.areLists else { return unionOfSets(postings, values) }
    let lists = postings.lookup(reading: values.count)
    var total = 0
    values.forEachRow { total &+= lists.range(of: $0).count }
    guard Subset.isMany(total, of: rowCount) else {
      var rows: [UInt32] = []
      rows.reserveCapacity(total)
      values.forEachRow { value in
        for position in lists.range(of: value) { rows.append(lists.rows[position]) }
      }
      return Subset(rows, of: rowCount)
    }
    var words = [UInt64](repeating: 0, count: Subset.wordCount(rowCount))
    var bits = words.mutableSpan
    values.forEachRow { value in
      for position in lists.range(of: value) {
        let row = lists.rows[position]
        bits[Int(row &>> 6)] |= 1 &<< UInt64(row & 63)
      }
    }
    return Subset(words: words, of: rowCount)
  }

  /// The same where the rows of a value are a set, or a stretch of the column.
  private func unionOfSets(_ postings: Postings, _ values: Subset) -> Subset {
    var total = 0
    values.forEachRow { total &+= postings.count(of: $0) }
    guard Subset.isMany(total, of: rowCount) else {
      var rows: [UInt32] = []
      values.forEachRow { rows += postings[$0] }
      return Subset(rows, of: rowCount)
    }
    var words = [UInt64](repeating: 0, count: Subset.wordCount(rowCount))
    values.forEachRow { value in
      if let set = postings.set(of: value) {
        unite(set.bitmap.words, &words)
      } else {
        mark(postings[value].span, in: &words)
      }
    }
    return Subset(words: words, of: rowCount)
  }
}

private func unite(_ set: [UInt64], _ words: inout [UInt64]) {
  let set = set.span
  var united = words.mutableSpan
  for index in set.indices { united[index] |= set[index] }
}
