internal import AlmanacStore

/// Groups and totals of records, from columns.
extension Pipeline {
  /// The rows that a summary makes; nil where some key or total has to be read row by row.
  mutating func summarizedByColumn(
    _ columns: [AggregateColumn], by keys: [OutputColumn]
  ) -> MadeRows? {
    guard context.tuning.usesIndexes, let (noun, rows) = selection.asSet(in: store) else {
      return nil
    }
    let table = store[noun]
    var totals: [TotalColumn] = []
    for column in columns {
      switch column.aggregate {
      case .count, .share: continue
      default:
        guard let total = TotalColumn(column.aggregate, table) else { return nil }
        totals.append(total)
      }
    }
    var coders: [KeyCoder] = []
    for key in keys {
      guard let coder = KeyCoder.make(key.operand, noun, values) else { return nil }
      coders.append(coder)
    }
    guard !keys.isEmpty else { return whole(rows, of: table, columns, totals) }
    guard let counted = count(rows, noun, keys, coders, totals) else { return nil }
    let missing = totals.map {
      rows.intersection(table.unstatedRows($0.field, $0.column.stated)).count
    }
    footer.remarks += remarks(columns, missing)
    return groups(counted.count, counted.dictionaries, counted.further, columns, rows.count)
  }

  /// One row of all.
  private mutating func whole(
    _ rows: Subset, of table: Table, _ columns: [AggregateColumn], _ totals: [TotalColumn]
  ) -> MadeRows {
    let sums = totals.map { total -> Totals in
      let stated = rows.intersection(table.statedRows(total.field, total.column.stated))
      let parts = stated.inTwoThreads(least: context.tuning.threadRowCount) {
        [context] part -> Totals in
        var sum = Totals(total, groupCount: 1)
        part.forEachBlock { block in
          if !context.isInterrupted { sum.add(stated: block, total.column) }
        }
        return sum
      }
      var whole = Totals(total, groupCount: 1)
      for part in parts { whole.merge(part) }
      return whole
    }
    let count = rows.count
    footer.remarks += remarks(columns, sums.map { count - $0.count(of: 0) })
    var next = 0
    let cells = columns.map { column -> Value in
      switch column.aggregate {
      case .count: return .number(Quantity(exactly: count))
      case .share: return GroupShare.value(count, of: count)
      default:
        next += 1
        return sums[next - 1].value(of: 0, totals[next - 1].column, rowCount: count)
      }
    }
    return MadeRows([cells], columnCount: cells.count)
  }

  /// `sum(attendance) leaves out 49 rows that state none`.
  ///
  /// - Parameter missing: how many rows have no number, total by total.
  private func remarks(_ columns: [AggregateColumn], _ missing: [Int]) -> [String] {
    let named = columns.filter {
      switch $0.aggregate {
      case .count, .share: false
      default: true
      }
    }
    return zip(named, missing).compactMap { column, missing in
      guard missing > 0 else { return nil }
      return
        "\(column.name) leaves out \(missing) \(missing == 1 ? "row that states" : "rows that state") none"
    }
  }

  private struct Counted {
    var count: GroupCount
    var dictionaries: [KeyDictionary]
    /// Codes of groups behind those of fixed codes.
    var further: [[UInt32]]
  }

  private func count(
    _ rows: Subset, _ noun: Noun, _ keys: [OutputColumn], _ coders: [KeyCoder],
    _ totals: [TotalColumn]
  ) -> Counted? {
    guard var count = GroupCount.counted(rows, of: store[noun], coders, totals, context) else {
      return nil
    }
    var dictionaries = coders.map(\.dictionary)
    var further: [[UInt32]] = []
    var known: [[UInt32]: Int] = [:]
    let fixedCount = count.counts.count
    for row in store[noun].ordered(Subset(count.leftOver, of: store[noun].rowCount)) {
      var combinations: [[UInt32]] = [[]]
      for (key, column) in keys.enumerated() {
        let codes = Grouping.groups(of: cell(column.operand, row: row, noun))
          .map { dictionaries[key].code(of: $0) }
        combinations = combinations.flatMap { start in codes.map { start + [$0] } }
        if combinations.count > Pipeline.combinationLimit { return nil }
      }
      let groups = combinations.map { codes -> Int in
        if let group = count.group(of: codes) { return group }
        if let group = known[codes] { return group }
        further.append(codes)
        known[codes] = fixedCount + further.count - 1
        return fixedCount + further.count - 1
      }
      count.count(leftOver: row, in: Set(groups))
    }
    return Counted(count: count, dictionaries: dictionaries, further: further)
  }

  private mutating func groups(
    _ count: GroupCount, _ dictionaries: [KeyDictionary], _ further: [[UInt32]],
    _ columns: [AggregateColumn], _ rowCount: Int
  ) -> MadeRows {
    let groups = count.groups
    let codes = count.codes(of: groups, further)
    var made = zip(codes, dictionaries).map { MadeColumn.keys($0, $1) }
    var next = 0
    for column in columns {
      switch column.aggregate {
      case .count: made.append(.counts(groups.map { Int(count.counts[Int($0)]) }))
      case .share:
        made.append(
          .values(groups.map { GroupShare.value(Int(count.counts[Int($0)]), of: rowCount) }))
      default:
        let (sums, total) = (count.sums[next], count.totals[next])
        next += 1
        made.append(
          .values(
            groups.map {
              sums.value(of: Int($0), total.column, rowCount: Int(count.counts[Int($0)]))
            }))
      }
    }
    if count.repeatCount > 0 {
      let verb = count.repeatCount == 1 ? "row stands" : "rows stand"
      footer.remarks.append("\(count.repeatCount) \(verb) in several groups")
    }
    return MadeRows(
      groups: made, rowCount: groups.count,
      order: GroupOrder(columns: zip(codes, dictionaries).map { (codes: $0, dictionary: $1) }))
  }
}

/// The per cent of all rows that are in a group.
enum GroupShare {
  static func value(_ count: Int, of all: Int) -> Value {
    guard let share = Quantity(Quantity(exactly: count * 100), .over, Quantity(exactly: all)) else {
      return .missing
    }
    return .number(share)
  }
}
