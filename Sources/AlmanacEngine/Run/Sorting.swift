internal import AlmanacStore
internal import AlmanacTime

/// Sorts records by what columns hold; where a key is in no column it is read row by row.
struct Sorting {
  let table: Table
  let keys: [ResolvedSortKey]
  private let columns: [Column]

  /// Where a key comes from.
  private enum Column {
    case numbers(NumberColumn, field: String)
    case days(DayColumn, field: String)
    /// Keys that were read, by row.
    case read([UInt32: SortKey])
  }

  /// - Parameter cell: what a row shows for an operand.
  init(
    _ table: Table, _ keys: [ResolvedSortKey], _ rows: Subset, _ ordering: Ordering,
    _ interruption: Interruption, cell: (Operand, UInt32) -> Value
  ) {
    self.table = table
    self.keys = keys
    columns = keys.map { key in
      if let column = Sorting.column(key.operand, table) { return column }
      var read: [UInt32: SortKey] = [:]
      read.reserveCapacity(rows.count)
      rows.forEachRow(falling: false) { row in
        if read.count & 1_023 == 0, interruption.isRaised { return false }
        read[row] = ordering.key(cell(key.operand, row), isDescending: key.isDescending)
        return true
      }
      return .read(read)
    }
  }

  private static func column(_ operand: Operand, _ table: Table) -> Column? {
    guard case .path(let path) = operand, path.fields.count == 1, path.filters.isEmpty,
      let field = path.fields.first, field.origin == .stored
    else { return nil }
    if let column = table.number(field.name) { return .numbers(column, field: field.name) }
    if let column = table.day(field.name) { return .days(column, field: field.name) }
    return nil
  }

  /// The first rows of an order by start, read off either end of rows that are numbered by it; nil
  /// where they are not, or too few state a start.
  ///
  /// Rows of the last day that is looked at are all taken, so that their ids decide.
  func firstByStart(_ rows: Subset, limit: Int) -> [UInt32]? {
    guard table.order.isByNumber, keys.count == 1, limit > 0,
      case .days(let column, _)? = columns.first, column.minutes.isEmpty,
      case .path(let path) = keys[0].operand, path.fields.first?.name == "starts"
    else { return nil }
    var found: [UInt32] = []
    var last: (low: Int64, high: Int64)?
    var isDone = false
    rows.forEachRow(falling: keys[0].isDescending) { row -> Bool in
      guard let key = bounds(columns[0], row) else { return true }
      if found.count >= limit, let last, last != key {
        isDone = true
        return false
      }
      last = key
      found.append(row)
      return true
    }
    return isDone || found.count == rows.count ? firstOnes(found, limit, precedes) : nil
  }

  /// The first rows of the order; rows of equal keys by their ids.
  ///
  /// - Parameter usesBlocks: what blocks of rows hold at most is asked first.
  func sorted(_ rows: Subset, limit: Int?, usesBlocks: Bool = true) -> [UInt32] {
    firstOnes(limit.flatMap { contenders(rows, limit: $0, usesBlocks) } ?? rows.rows, limit) {
      precedes($0, $1)
    }
  }

  /// The rows that may be among the first so many, by the lower bounds of the first key alone; nil
  /// where these don't say.
  private func contenders(_ rows: Subset, limit: Int, _ usesBlocks: Bool) -> [UInt32]? {
    guard 1...1_000 ~= limit, rows.count > 16 * limit else { return nil }
    switch columns.first {
    case .numbers(let column, let field):
      return contenders(rows, column.lower, column.stated, field, limit, usesBlocks)
    case .days(let column, let field):
      return contenders(rows, column.earliest, column.stated, field, limit, usesBlocks)
    case .read, nil: return nil
    }
  }

  private func contenders<Bound: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ rows: Subset, _ bounds: Block<Bound>, _ stated: RowSet, _ field: String, _ limit: Int,
    _ usesBlocks: Bool
  ) -> [UInt32]? {
    var contenders = Contenders<Bound>(limit: limit, isDescending: keys[0].isDescending)
    // Each block has to be found in the set: that pays where it is some rows more than one.
    if usesBlocks, rows.count > 4 * table.rowCount / BlockExtremes<Bound>.blockSize {
      let extremes = table.memo.value("block extremes \(field)") {
        BlockExtremes(bounds.span, stated.lookup(reading: table.rowCount))
      }
      contenders.look(at: rows, bounds, stated, extremes)
    } else {
      contenders.look(at: rows, bounds, stated)
    }
    return contenders.finish()
  }

  private func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    for (index, column) in columns.enumerated() {
      switch column {
      case .read(let keys):
        switch (keys[left], keys[right]) {
        case (nil, nil): continue
        case (nil, _): return false
        case (_, nil): return true
        case (let first?, let second?):
          if first == second { continue }
          return self.keys[index].isDescending ? second < first : first < second
        }
      case .numbers, .days:
        switch (bounds(column, left), bounds(column, right)) {
        case (nil, nil): continue
        case (nil, _): return false
        case (_, nil): return true
        case (let first?, let second?):
          if first == second { continue }
          return self.keys[index].isDescending ? second < first : first < second
        }
      }
    }
    return idPrecedes(table.ids[left], table.ids[right])
  }

  /// What a row is ordered by: the earliest possibility, then the latest; nil where nothing is stated.
  @inline(__always)
  private func bounds(_ column: Column, _ row: UInt32) -> (low: Int64, high: Int64)? {
    switch column {
    case .numbers(let column, _):
      guard column.stated[row] else { return nil }
      let low = column.lower[Int(row)]
      return (low, column.upper.isEmpty ? low : column.upper[Int(row)])
    case .days(let column, _):
      guard let days = column[row] else { return nil }
      let minute = column.minutes.isEmpty ? nil : column.minutes[row]
      return (
        Int64(days.earliest.number) * 1_440 + Int64(minute ?? 0),
        Int64(days.latest.number) * 1_440 + Int64(minute ?? 1_439)
      )
    case .read: return nil
    }
  }
}
