internal import AlmanacStore
internal import AlmanacTime

/// How the rows of a table get the codes of one group key, a block of rows at a time, from columns.
///
/// A row whose key is less than certain gets ``KeyCoder/leftOver`` and is read as a cell.
struct KeyCoder: Sendable {
  enum Source: Sendable {
    /// Each value of a list is a code.
    case list(ListColumn, isOne: Bool, isClosed: Bool, empty: UInt32, hard: Subset)
    /// Each value of a list leads to a code of its own.
    case through(ListColumn, [UInt32], isClosed: Bool, hard: Subset)
    /// A code for each row, worked out before.
    case column(Codes)
  }

  /// Read as a cell: in doubt, open, vague.
  static let leftOver = UInt32.max

  let source: Source
  /// What the key is called among what is kept with the table.
  let name: String
  let dictionary: KeyDictionary
  /// How many rows each code has among all, where lists of rows say so.
  let whole: WholeCounts?

  private init(
    _ source: Source, _ name: String, _ dictionary: KeyDictionary, whole: WholeCounts? = nil
  ) {
    self.source = source
    self.name = name
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
        let days = table.dayCodes(function, field.name, column)
      else { return nil }
      let dictionary = KeyDictionary(.numbers(days.first, count: days.count), values: values)
      return KeyCoder(
        .column(days.codes(of: column, dictionary.notStated, table)), days.name, dictionary)
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
        field.name, dictionary, whole: table.wholeCounts(field, column.list, column.postings))
    }
    guard let column = table.reference(field.name), !table.hasRepeats(field.name, column.postings)
    else { return nil }
    let dictionary = KeyDictionary(.entities(column.target), values: values)
    return KeyCoder(
      .list(
        column.list, isOne: !field.isMany, isClosed: field.isClosed, empty: dictionary.none,
        hard: table.hardRows(field.name, column.list)),
      field.name, dictionary, whole: table.wholeCounts(field, column.list, column.postings))
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
      path.text, dictionary)
  }
}

extension KeyCoder {
  /// How many rows of a stretch of the table have each code; nil where these do not stand beside the
  /// rows in a byte each, and where a row is left over.
  func tally(_ rows: Range<Int>) -> [UInt32]? {
    guard case .column(let codes) = source, case .bytes(let block) = codes.form else { return nil }
    let counts = histogram(block.span(rows))
    return counts[Int(UInt8.max)] == 0 ? Array(counts.prefix(dictionary.fixedCount)) : nil
  }

  /// Writes the codes of rows.
  func fill(_ rows: Span<UInt32>, _ block: inout CodeBlock) {
    switch source {
    case .list(let list, let isOne, let isClosed, let empty, let hard):
      let rules = CodeRules(
        isOne: isOne, missing: isClosed ? dictionary.none : dictionary.notStated, empty: empty,
        stated: list.stated, hard: hard, ends: [])
      fill(rows, list, rules, &block)
    case .through(let list, let ends, let isClosed, let hard):
      let rules = CodeRules(
        isOne: true, missing: isClosed ? dictionary.none : dictionary.notStated,
        empty: dictionary.none, stated: list.stated, hard: hard, ends: ends)
      fill(rows, list, rules, &block)
    case .column(let codes):
      block.beginSingles(rows.count)
      switch codes.form {
      case .bytes(let values): copyCodes(of: rows, values.lookup(reading: rows.count), &block.codes)
      case .shorts(let values):
        copyCodes(of: rows, values.lookup(reading: rows.count), &block.codes)
      case .words(let values): copyCodes(of: rows, values.lookup(reading: rows.count), &block.codes)
      }
    }
  }

  private func fill(
    _ rows: Span<UInt32>, _ list: ListColumn, _ rules: CodeRules, _ block: inout CodeBlock
  ) {
    switch list.values.form {
    case .bytes(let values): fillCodes(of: rows, list, values, rules, &block)
    case .shorts(let values): fillCodes(of: rows, list, values, rules, &block)
    case .words(let values): fillCodes(of: rows, list, values, rules, &block)
    }
  }
}

/// Years, months or quarters of days, looked up by day.
struct DayCodes: Sendable {
  /// What the first code stands for.
  let first: Int
  let count: Int
  fileprivate let name: String
  private let firstDay: Int32
  /// The code of each day, and its year where months are wanted: two days of two years have none.
  private let codes: [UInt16]
  private let years: [Int16]

  /// nil where the days are too many for a table.
  init?(_ function: Function, _ name: String, from firstDay: Int32, to lastDay: Int32) {
    guard firstDay <= lastDay, Int64(lastDay) - Int64(firstDay) < 200_000 else { return nil }
    let days = (firstDay...lastDay).map { Day(number: $0).civil }
    guard let low = days.first?.year, let high = days.last?.year else { return nil }
    self.firstDay = firstDay
    self.name = name
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

  /// The code of each row of a table, worked out once.
  ///
  /// - Parameter notStated: that of rows that state no day.
  fileprivate func codes(of column: DayColumn, _ notStated: UInt32, _ table: Table) -> Codes {
    table.memo.value("codes of \(name)") {
      let stated = column.stated.lookup(reading: table.rowCount)
      let hard = column.guesses.map { Subset($0) } ?? table.noRows
      let earliest = column.earliest.span
      let latest = column.latest.isEmpty ? column.earliest.span : column.latest.span
      var codes = [UInt32](repeating: notStated, count: earliest.count)
      for index in earliest.indices {
        let row = UInt32(truncatingIfNeeded: index)
        guard stated[row] else { continue }
        codes[index] =
          !hard.isNone && hard[row] ? KeyCoder.leftOver : code(earliest[index], latest[index])
      }
      return Codes(codes)
    }
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
      let earliestDays = column.earliest.span
      let latestDays = isExact ? column.earliest.span : column.latest.span
      for index in earliestDays.indices {
        let (earliest, latest) = (earliestDays[index], latestDays[index])
        // What is not bounded has no year.
        if earliest <= Day.distantPast.number || latest >= Day.distantFuture.number { continue }
        low = min(low, earliest)
        high = max(high, latest)
      }
      return DayCodes(function, "\(name) \(field)", from: low, to: high)
    }
  }
}
