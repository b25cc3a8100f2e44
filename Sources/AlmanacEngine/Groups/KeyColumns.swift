internal import AlmanacStore

/// A group key as columns of the whole table, so that the codes of rows that stand one behind the other
/// are read as they lie there.
struct KeyColumns: Sendable {
  enum Form: Sendable {
    /// A code for each row; all ones stand for another code, or for rows that are left over.
    case singles(Codes, none: UInt32)
    /// Any number of codes for each row.
    case lists(ListColumn)
  }

  let form: Form
  /// Rows whose lists are empty, and the code of these.
  let empty: [(rows: Subset, code: UInt32)]
  /// Rows that are to be read as cells.
  let leftOver: Subset

  var isLists: Bool {
    if case .lists = form { return true }
    return false
  }
}

extension KeyCoder {
  /// The key as columns, some of them worked out once and kept with the table.
  func columns(of table: Table, _ interruption: Interruption) -> KeyColumns {
    switch source {
    case .column(let codes):
      return KeyColumns(
        form: .singles(codes, none: KeyCoder.leftOver), empty: [],
        leftOver: table.leftOverRows(name, codes, interruption))
    case .through: return workedOut(table, interruption)
    case .list(let list, let isOne, let isClosed, let empty, let hard):
      let missing = isClosed ? dictionary.none : dictionary.notStated
      if !list.isSingle && !isOne { return lists(list, missing, empty, hard, table) }
      guard whole != nil, list.isSingle else { return workedOut(table, interruption) }
      return KeyColumns(
        form: .singles(list.values, none: missing), empty: [], leftOver: table.noRows)
    }
  }

  private func lists(
    _ list: ListColumn, _ missing: UInt32, _ empty: UInt32, _ hard: Subset, _ table: Table
  ) -> KeyColumns {
    let unstated = table.unstatedRows(name, list.stated)
    if whole != nil {
      return KeyColumns(form: .lists(list), empty: [(unstated, missing)], leftOver: hard)
    }
    let none = table.memo.value("stated without \(name)") {
      Subset(rising: emptyRows(list.offsets.span), of: table.rowCount).subtracting(unstated).compact
    }
    if empty == KeyCoder.leftOver {
      return KeyColumns(
        form: .lists(list), empty: [(unstated, missing)], leftOver: hard.union(none))
    }
    return KeyColumns(
      form: .lists(list), empty: [(unstated, missing), (none, empty)], leftOver: hard)
  }

  /// A code for each row, from what the key looks at row by row.
  private func workedOut(_ table: Table, _ interruption: Interruption) -> KeyColumns {
    let codes = table.memo.value("codes of \(name)", unless: interruption) {
      var codes = [UInt32](repeating: KeyCoder.leftOver, count: table.rowCount)
      var block = CodeBlock()
      var count = 0
      RowPart(rows: .all(of: table.rowCount), range: 0..<table.rowCount).forEachBlock { rows in
        if interruption.isRaised { return }
        fill(rows, &block)
        for place in rows.indices { codes[count &+ place] = block.codes[place] }
        count &+= rows.count
      }
      return Codes(codes)
    }
    return KeyColumns(
      form: .singles(codes, none: KeyCoder.leftOver), empty: [],
      leftOver: table.leftOverRows(name, codes, interruption))
  }
}

extension Table {
  /// Rows whose code is all ones.
  fileprivate func leftOverRows(
    _ key: String, _ codes: Codes, _ interruption: Interruption
  ) -> Subset {
    memo.value("left over \(key)", unless: interruption) {
      switch codes.form {
      case .bytes(let codes): greatestRows(codes.span, rowCount)
      case .shorts(let codes): greatestRows(codes.span, rowCount)
      case .words(let codes): greatestRows(codes.span, rowCount)
      }
    }
  }
}

private func greatestRows<Code: FixedWidthInteger & BitwiseCopyable>(
  _ codes: Span<Code>, _ rowCount: Int
) -> Subset {
  var rows: [UInt32] = []
  for row in codes.indices where codes[row] == .max {
    rows.append(UInt32(truncatingIfNeeded: row))
  }
  return Subset(rising: rows, of: rowCount).indexed
}

private func emptyRows(_ offsets: Span<UInt32>) -> [UInt32] {
  var rows: [UInt32] = []
  for row in 0..<max(offsets.count - 1, 0) where offsets[row &+ 1] <= offsets[row] {
    rows.append(UInt32(truncatingIfNeeded: row))
  }
  return rows
}
