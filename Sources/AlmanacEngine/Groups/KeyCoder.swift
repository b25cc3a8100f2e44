internal import AlmanacStore
internal import AlmanacTime

/// How the rows of a table get the codes of one group key, a block of rows at a time, from columns.
///
/// A row whose key is less than certain gets ``KeyCoder/leftOver`` and is read as a cell.
struct KeyCoder: Sendable {
  private enum Source: Sendable {
    /// Each value of a list is a code.
    case list(ListColumn, isOne: Bool, isClosed: Bool, empty: UInt32, hard: Subset)
    /// Each value of a list leads to a code of its own.
    case through(ListColumn, [UInt32], isClosed: Bool, hard: Subset)
    /// A part of a day.
    case days(DayColumn, DayCodes, hard: Subset)
  }

  /// Read as a cell: in doubt, open, vague.
  static let leftOver = UInt32.max

  private let source: Source
  let dictionary: KeyDictionary
  /// How many rows each code has among all, where lists of rows say so.
  let whole: WholeCounts?

  private init(_ source: Source, _ dictionary: KeyDictionary, whole: WholeCounts? = nil) {
    self.source = source
    self.dictionary = dictionary
    self.whole = whole
  }

  /// nil where no column holds the key as it is.
  static func make(_ operand: Operand, _ noun: Noun, _ values: Values) -> KeyCoder? {
    let table = values.store[noun]
    switch operand {
    case .path(let path):
      guard path.filters.isEmpty, path.linkField == nil, let first = path.fields.first,
        first.origin == .stored
      else { return nil }
      return path.fields.count == 1
        ? single(first, table, values) : through(path, first, table, values)
    case .function(let function, .path(let path)):
      guard path.filters.isEmpty, path.fields.count == 1, let field = path.fields.first,
        field.origin == .stored, field.type == .day, let column = table.day(field.name),
        let codes = table.dayCodes(function, field.name, column)
      else { return nil }
      return KeyCoder(
        .days(column, codes, hard: column.guesses.map { Subset($0) } ?? table.noRows),
        KeyDictionary(.numbers(codes.first, count: codes.count), values: values))
    default: return nil
    }
  }

  private static func single(_ field: Field, _ table: Table, _ values: Values) -> KeyCoder? {
    if let column = table.code(field.name), !field.isLink {
      let dictionary = KeyDictionary(.words(column.dictionary), values: values)
      guard column.list.open.isEmpty, !table.hasRepeats(field.name, column.postings) else {
        return nil
      }
      return KeyCoder(
        .list(
          column.list, isOne: !field.isMany, isClosed: field.isClosed,
          // A list without words puts its row into no group.
          empty: field.isMany ? leftOver : dictionary.none,
          hard: table.doubtingRows(field.name, column.list)),
        dictionary, whole: table.wholeCounts(field, column.list, column.postings))
    }
    guard let column = table.reference(field.name), !table.hasRepeats(field.name, column.postings)
    else { return nil }
    let dictionary = KeyDictionary(.entities(column.target), values: values)
    return KeyCoder(
      .list(
        column.list, isOne: !field.isMany, isClosed: field.isClosed, empty: dictionary.none,
        hard: table.hardRows(field.name, column.list)),
      dictionary, whole: table.wholeCounts(field, column.list, column.postings))
  }

  /// `place.country`: what each place has is looked up once.
  private static func through(
    _ path: Path, _ first: Field, _ table: Table, _ values: Values
  ) -> KeyCoder? {
    guard let end = path.target, let column = table.reference(first.name),
      values.store[column.target].rowCount < table.rowCount
    else { return nil }
    let rest = Path(noun: column.target, fields: Array(path.fields.dropFirst()))
    let target = values.store[column.target]
    let dictionary = KeyDictionary(.entities(end), values: values)
    let codes = target.memo.value("ends of \(rest.text)") {
      (0..<UInt32(target.rowCount)).map { row -> UInt32 in
        switch values.value(of: rest, row: row) {
        case .missing: dictionary.notStated
        case .none: dictionary.none
        case .entity(let entity, _) where entity.noun == end: entity.row
        case .list(let values, nil):
          if case .entity(let entity, _)? = values.first, values.count == 1, entity.noun == end {
            entity.row
          } else {
            leftOver
          }
        default: leftOver
        }
      }
    }
    return KeyCoder(
      .through(
        column.list, codes, isClosed: first.isClosed, hard: table.hardRows(first.name, column.list)),
      dictionary)
  }
}

/// The codes of a block of rows: those of row i are `codes[starts[i]..<starts[i + 1]]`.
struct CodeBlock {
  var starts: [Int] = []
  var codes: [UInt32] = []

  mutating func clear() {
    starts.removeAll(keepingCapacity: true)
    codes.removeAll(keepingCapacity: true)
  }
}

extension KeyCoder {
  /// Writes the codes of rows.
  func fill(_ rows: RowList, _ block: inout CodeBlock) {
    block.clear()
    switch source {
    case .list(let list, let isOne, let isClosed, let empty, let hard):
      let rules = ListRules(
        isOne: isOne, missing: isClosed ? dictionary.none : dictionary.notStated, empty: empty,
        stated: list.stated, hard: hard)
      switch list.values.form {
      case .bytes(let values): fillLists(rows, list.offsets, values, rules, &block)
      case .shorts(let values): fillLists(rows, list.offsets, values, rules, &block)
      case .words(let values): fillLists(rows, list.offsets, values, rules, &block)
      }
    case .through(let list, let ends, let isClosed, let hard):
      let missing = isClosed ? dictionary.none : dictionary.notStated
      for row in rows {
        block.starts.append(block.codes.count)
        let range = list.range(of: row)
        if !hard.isNone && hard[row] || range.count > 1 {
          block.codes.append(KeyCoder.leftOver)
        } else if range.isEmpty {
          block.codes.append(list.stated[row] ? dictionary.none : missing)
        } else {
          block.codes.append(ends[Int(list.values[range.lowerBound])])
        }
      }
      block.starts.append(block.codes.count)
    case .days(let column, let codes, let hard):
      fillDays(rows, column, codes, dictionary.notStated, hard, &block)
    }
  }
}

/// What becomes of rows without a value, and of those that are less than certain.
private struct ListRules {
  /// Only the first value counts.
  let isOne: Bool
  /// The code of rows that state nothing, and of those that state that there is none.
  let missing: UInt32
  let empty: UInt32
  let stated: RowSet
  let hard: Subset
}

private func fillLists<Code: FixedWidthInteger & UnsignedInteger & BitwiseCopyable & Sendable>(
  _ rows: RowList, _ offsets: Block<UInt32>, _ values: Block<Code>, _ rules: ListRules,
  _ block: inout CodeBlock
) {
  let list = rows.base
  let rows = list.span(rows.startIndex..<rows.endIndex)
  let values = values.span
  let offsets = offsets.span
  let isSingle = offsets.isEmpty
  let hasHard = !rules.hard.isNone
  for index in rows.indices {
    let row = rows[index]
    block.starts.append(block.codes.count)
    if hasHard && rules.hard[row] {
      block.codes.append(KeyCoder.leftOver)
    } else if isSingle {
      let code = values[Int(row)]
      block.codes.append(
        code != .max
          ? UInt32(truncatingIfNeeded: code)
          : rules.stated[row] ? rules.empty : rules.missing)
    } else {
      let start = Int(offsets[Int(row)])
      let end = Int(offsets[Int(row) &+ 1])
      if start >= end {
        block.codes.append(rules.stated[row] ? rules.empty : rules.missing)
      } else {
        var position = start
        repeat {
          block.codes.append(UInt32(truncatingIfNeeded: values[position]))
          position &+= 1
        } while position < end && !rules.isOne
      }
    }
  }
  block.starts.append(block.codes.count)
}

private func fillDays(
  _ rows: RowList, _ column: DayColumn, _ codes: DayCodes, _ notStated: UInt32, _ hard: Subset,
  _ block: inout CodeBlock
) {
  let list = rows.base
  let rows = list.span(rows.startIndex..<rows.endIndex)
  let earliest = column.earliest.span
  let isExact = column.latest.isEmpty
  let latest = isExact ? column.earliest.span : column.latest.span
  let hasHard = !hard.isNone
  for index in rows.indices {
    let row = rows[index]
    block.starts.append(index)
    if !column.stated[row] {
      block.codes.append(notStated)
    } else if hasHard && hard[row] {
      block.codes.append(KeyCoder.leftOver)
    } else {
      block.codes.append(codes.code(earliest[Int(row)], latest[Int(row)]))
    }
  }
  block.starts.append(rows.count)
}

/// Years, months or quarters of days, looked up by day.
struct DayCodes: Sendable {
  /// What the first code stands for.
  let first: Int
  let count: Int
  private let firstDay: Int32
  /// The code of each day, and its year where months are wanted: two days of two years have none.
  private let codes: [UInt16]
  private let years: [Int16]

  /// nil where the days are too many for a table.
  init?(_ function: Function, from firstDay: Int32, to lastDay: Int32) {
    guard firstDay <= lastDay, Int64(lastDay) - Int64(firstDay) < 200_000 else { return nil }
    let days = (firstDay...lastDay).map { Day(number: $0).civil }
    guard let low = days.first?.year, let high = days.last?.year else { return nil }
    self.firstDay = firstDay
    switch function {
    case .year:
      (first, count) = (low, high - low + 1)
      codes = days.map { UInt16(truncatingIfNeeded: $0.year - low) }
    case .month:
      (first, count) = (1, 12)
      codes = days.map { UInt16($0.month - 1) }
    case .quarter:
      (first, count) = (1, 4)
      codes = days.map { UInt16(($0.month - 1) / 3) }
    default: return nil
    }
    years = days.map { Int16(truncatingIfNeeded: $0.year) }
  }

  /// The code of both days, or none of one.
  @inline(__always)
  func code(_ earliest: Int32, _ latest: Int32) -> UInt32 {
    let (low, high) = (Int(earliest) &- Int(firstDay), Int(latest) &- Int(firstDay))
    guard low >= 0, high < codes.count else { return KeyCoder.leftOver }
    let code = codes[low]
    if low == high { return UInt32(code) }
    return code == codes[high] && years[low] == years[high] ? UInt32(code) : KeyCoder.leftOver
  }
}

extension Table {
  /// Rows whose list goes on or names something in doubt.
  fileprivate func hardRows(_ field: String, _ list: ListColumn) -> Subset {
    openRows(field, list).union(doubtingRows(field, list))
  }

  /// A table of the days that a column holds; nil where these are too many.
  fileprivate func dayCodes(
    _ function: Function, _ field: String, _ column: DayColumn
  ) -> DayCodes? {
    guard let name = function.name else { return nil }
    return memo.value("\(name) \(field)") {
      var (low, high) = (Int32.max, Int32.min)
      let isExact = column.latest.isEmpty
      for index in column.earliest.indices {
        let earliest = column.earliest[index]
        let latest = isExact ? earliest : column.latest[index]
        // What is not bounded has no year.
        if earliest <= Day.distantPast.number || latest >= Day.distantFuture.number { continue }
        low = min(low, earliest)
        high = max(high, latest)
      }
      return DayCodes(function, from: low, to: high)
    }
  }
}
