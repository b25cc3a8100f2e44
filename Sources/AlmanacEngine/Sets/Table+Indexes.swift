internal import AlmanacStore

// What the engine works out from a table once and asks for again.
extension Table {
  /// No row, every row.
  var noRows: Subset { .none(of: rowCount) }
  var allRows: Subset {
    guard !hiddenRows.isEmpty else { return .all(of: rowCount) }
    return memo.value("all rows") {
      Subset.all(of: rowCount).subtracting(Subset(rising: hiddenRows, of: rowCount))
    }
  }

  /// The rows that are not stated in a column.
  func unstatedRows(_ field: String, _ stated: RowSet) -> Subset {
    if stated.isAll { return noRows }
    return memo.value("unstated \(field)") {
      let rows = Subset(stated).complement
      return rows.isEmpty ? noRows : rows.compact
    }
  }

  /// The rows that are stated in a column.
  func statedRows(_ field: String, _ stated: RowSet) -> Subset {
    if stated.isAll { return allRows }
    return memo.value("stated \(field)") {
      let rows = Subset(stated)
      return rows.count == rowCount ? allRows : rows.compact
    }
  }

  /// Rows whose list goes on.
  func openRows(_ field: String, _ list: ListColumn) -> Subset {
    list.open.isEmpty
      ? noRows
      : memo.value("open \(field)") { Subset(list.open.map(\.row), of: rowCount) }
  }

  /// Rows whose list names something in doubt.
  func doubtingRows(_ field: String, _ list: ListColumn) -> Subset {
    list.doubtful.isEmpty
      ? noRows
      : memo.value("doubting \(field)") {
        Subset(list.doubtful.map { list.row(ofPosition: $0) }, of: rowCount)
      }
  }

  /// Whether some row names a value twice, so that it stands twice among the rows of that value.
  func hasRepeats(_ field: String, _ postings: Postings) -> Bool {
    memo.value("repeats \(field)") { postings.hasRepeats }
  }

  /// The place of each row in the order that a query has without `sort`, which is not that of their
  /// numbers.
  private var rank: [UInt32] {
    memo.value("rank") {
      var rank = [UInt32](repeating: 0, count: rowCount)
      var span = rank.mutableSpan
      var place: UInt32 = 0
      for row in order {
        span[Int(row)] = place
        place &+= 1
      }
      return rank
    }
  }

  /// Some rows in the order in which the data has them.
  func inDataOrder(_ rows: [UInt32]) -> [UInt32] {
    guard rows.count > 1, let order = dataOrder.block else { return rows }
    let places = memo.value("data places") {
      var places = [UInt32](repeating: 0, count: order.count)
      for (place, row) in order.enumerated() {
        places[Int(row)] = UInt32(truncatingIfNeeded: place)
      }
      return places
    }
    return rows.map { places[Int($0)] }.sorted().map { order[Int($0)] }
  }

  /// Rows in the order that a query has without `sort`, all of them or the first.
  func ordered(_ rows: Subset, limit: Int = .max) -> [UInt32] {
    guard let order = order.block else { return rows.rows(limit: limit) }
    switch rows.form {
    case .none: return []
    case .all: return Array(order.prefix(limit))
    case .few(let few) where few.count < 2: return Array(few.prefix(limit))
    case .few(let few) where !Subset.isMany(few.count, of: rowCount / 16):
      let rank = rank
      return Array(few.sorted { rank[Int($0)] < rank[Int($1)] }.prefix(limit))
    case .few, .bits: return marked(order, rows.words, limit)
    }
  }
}

extension Subset {
  /// The same rows as a list where there are few of them.
  var compact: Subset {
    guard case .bits = form, count <= rowCount / 32 else { return self }
    return Subset(rising: rows, of: rowCount)
  }
}

extension ListColumn {
  /// The row whose values hold this position.
  func row(ofPosition position: UInt32) -> UInt32 {
    if isSingle { return position }
    var low = 0
    var high = rowCount
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle + 1] <= position { low = middle + 1 } else { high = middle }
    }
    return UInt32(truncatingIfNeeded: low)
  }
}

/// The rows of an order whose bit is set.
private func marked(_ order: Block<UInt32>, _ words: [UInt64], _ limit: Int) -> [UInt32] {
  let order = order.span
  let bits = words.span
  var rows: [UInt32] = []
  for place in order.indices {
    if rows.count >= limit { break }
    let row = order[place]
    if bits[Int(row &>> 6)] &>> UInt64(row & 63) & 1 != 0 { rows.append(row) }
  }
  return rows
}
