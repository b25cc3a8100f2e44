public import AlmanacTime

/// One date of a series: a row of its own that has what the series has, at another time.
public struct Occurrence: Hashable, Sendable {
  /// The row of the series.
  public var series: UInt32
  /// What the date is called: `UID/20260310`.
  public var id: String
  /// When it starts; the second counts only where the series has a time.
  public var start: CivilTime

  /// A date of a series.
  public init(series: UInt32, id: String, start: CivilTime) {
    self.series = series
    self.id = id
    self.start = start
  }
}

extension Store {
  /// The same records with dates of series as events of their own, and those series out of the order
  /// in which events are listed. Names still lead to the series alone.
  ///
  /// Cost: a copy of the columns of events, and of what refers to events.
  public func adding(_ occurrences: [Occurrence], hiding series: Set<UInt32>) -> Store {
    let events = self[.event].adding(occurrences, hiding: series)
    return Store(
      tables: Noun.allCases.map { noun in
        noun == .event ? events : self[noun].referring(toEvents: events.rowCount)
      }, arena: arena)
  }
}

extension Table {
  /// The table with its references to events made ready for more of them.
  fileprivate func referring(toEvents rowCount: Int) -> Table {
    var changed = columns
    for (field, column) in columns {
      guard case .reference(let column) = column, column.target == .event else { continue }
      changed[field] = .reference(
        ReferenceColumn(
          target: .event, list: column.list, targetCount: rowCount, lines: Array(column.lines)))
    }
    return Table(
      noun: noun, rowCount: self.rowCount, ids: ids, names: names, columns: changed,
      measures: measures, furtherKeys: furtherKeys, dateTexts: dateTexts, forest: forest,
      citations: citations, links: links, orderBox: orderBox, nameIndexBox: nameIndexBox,
      typingIndexBox: typingIndexBox, idIndexBox: idIndexBox)
  }

  /// The events with some more, each of which has what its series has.
  fileprivate func adding(_ occurrences: [Occurrence], hiding series: Set<UInt32>) -> Table {
    let copying = RowCopying(
      rowCount: rowCount, sources: occurrences.map(\.series), hidden: series)
    let allIDs = ids.appending(occurrences.map(\.id))
    var copied: [String: StoredColumn] = [:]
    for (field, column) in columns { copied[field] = copying.column(column) }
    let forest = forest.map { _ in copying.forest(copied["part_of"]) }
    copied["series"] = .reference(seriesColumn(copying))
    // A rule is of the series as a whole, not of each of its dates.
    for field in ["rrule", "repeats"] {
      if let column = text(field) { copied[field] = .text(copying.leftOut(column)) }
    }
    for field in ["starts", "ends"] {
      guard case .day(let column)? = copied[field] else { continue }
      copied[field] = .day(moved(column, field, occurrences))
    }
    let (ids, columns) = (allIDs, copied)
    return Table(
      noun: noun, rowCount: copying.count, ids: ids, names: copying.names(names),
      columns: columns, measures: measures, furtherKeys: furtherKeys,
      dateTexts: copying.dateTexts(dateTexts, columns), forest: forest,
      citations: citations, links: links, hiddenRows: series.sorted(),
      orderBox: Lazy { Block(defaultOrder(ids, columns).filter { !series.contains($0) }) },
      nameIndexBox: nameIndexBox, typingIndexBox: typingIndexBox,
      idIndexBox: Lazy { KeyIndex(ids) })
  }

  /// The series of each date, beside what `series` says of others.
  private func seriesColumn(_ copying: RowCopying) -> ReferenceColumn {
    let known = reference("series")?.list
    var offsets: [UInt32] = [0]
    var values: [UInt32] = []
    var stated = Bitmap(rowCount: copying.count)
    for row in 0..<UInt32(truncatingIfNeeded: copying.count) {
      if row < rowCount {
        if let known { values += known[row] }
      } else {
        values.append(copying.sources[Int(row) - rowCount])
      }
      if values.count > Int(offsets[offsets.count - 1]) { stated.insert(row) }
      offsets.append(UInt32(truncatingIfNeeded: values.count))
    }
    return ReferenceColumn(
      target: .event, list: ListColumn(offsets: offsets, values: values, stated: stated),
      targetCount: copying.count)
  }

  /// A column of days with the dates' own in it.
  private func moved(
    _ column: DayColumn, _ field: String, _ occurrences: [Occurrence]
  ) -> DayColumn {
    var (earliest, latest) = (Array(column.earliest), Array(column.latest))
    var minutes = column.minutes.dictionary
    for (place, occurrence) in occurrences.enumerated() {
      let index = rowCount + place
      let row = UInt32(truncatingIfNeeded: index)
      guard column.stated[row], let start = day("starts")?[occurrence.series]?.earliest else {
        continue
      }
      let startMinute = day("starts")?.minutes[occurrence.series]
      let first = CivilTime(day: start, second: Int(startMinute ?? 0) * 60)
      let own = CivilTime(
        day: Day(number: earliest[index]), second: Int(minutes[row] ?? 0) * 60)
      // As long after the start as the series' own; an end that is a day stays one.
      let time =
        minutes[row] == nil
        ? CivilTime(
          day: occurrence.start.day.adding(days: Int(own.day.number) - Int(start.number)))
        : occurrence.start.adding(seconds: own.seconds(since: first))
      earliest[index] = time.day.number
      if !latest.isEmpty { latest[index] = time.day.number }
      if minutes[row] != nil { minutes[row] = Int16(truncatingIfNeeded: time.second / 60) }
    }
    return DayColumn(
      earliest: earliest, latest: latest, stated: column.stated.bitmap,
      guesses: column.guesses?.bitmap, minutes: minutes)
  }
}

/// Rows that are appended to a table as copies of rows that it has.
private struct RowCopying {
  let rowCount: Int
  /// The row of which each new row is a copy.
  let sources: [UInt32]
  /// Rows to which nothing leads back.
  let hidden: Set<UInt32>

  var count: Int { rowCount + sources.count }

  /// Each row, and the row that it is a copy of.
  private func forEachRow(_ body: (_ row: UInt32, _ source: UInt32) -> Void) {
    for row in 0..<UInt32(truncatingIfNeeded: rowCount) { body(row, row) }
    for (place, source) in sources.enumerated() {
      body(UInt32(truncatingIfNeeded: rowCount + place), source)
    }
  }

  func list<Element>(_ elements: [Element]) -> [Element] {
    elements.isEmpty ? [] : elements + sources.map { elements[Int($0)] }
  }

  private func set(_ rows: RowSet) -> Bitmap {
    var copied = Bitmap(rowCount: count)
    forEachRow { row, source in if rows[source] { copied.insert(row) } }
    return copied
  }

  private func sparse<Value>(_ values: [UInt32: Value]) -> [UInt32: Value] {
    var copied = values
    for (place, source) in sources.enumerated() {
      if let value = values[source] { copied[UInt32(truncatingIfNeeded: rowCount + place)] = value }
    }
    return copied
  }

  func column(_ column: StoredColumn) -> StoredColumn {
    switch column {
    case .text(let column):
      var texts = column.texts
      for source in sources { texts.append(source, of: column.texts) }
      var translations: [UInt32: [TextColumn.Translation]] = [:]
      forEachRow { row, source in
        if let forms = column.translations[source] { translations[row] = forms }
      }
      return .text(
        TextColumn(texts: texts, stated: set(column.stated), translations: translations))
    case .code(let column):
      let list = self.list(column.list).list
      return .code(
        CodeColumn(
          dictionary: column.dictionary, list: list,
          postings: list.inverted(codeCount: column.dictionary.count)))
    case .number(let column):
      var notation: [UInt32: String] = [:]
      forEachRow { row, source in
        if let text = column.notation[source] { notation[row] = text }
      }
      return .number(
        NumberColumn(
          lower: list(Array(column.lower)), upper: list(Array(column.upper)),
          stated: set(column.stated), guesses: column.guesses.map(set), notation: notation))
    case .day(let column):
      return .day(
        DayColumn(
          earliest: list(Array(column.earliest)), latest: list(Array(column.latest)),
          stated: set(column.stated), guesses: column.guesses.map(set),
          minutes: sparse(column.minutes.dictionary)))
    case .reference(let column):
      let (list, positions) = self.list(column.list, keepsOffsets: !column.lines.isEmpty)
      let seen = hidden.isEmpty ? list : self.list(column.list, isHiding: true).list
      let codeCount =
        column.target == .event ? count : column.postings.codeCount
      return .reference(
        ReferenceColumn(
          target: column.target, list: list, postings: seen.inverted(codeCount: codeCount),
          lines: Block(column.lines.isEmpty ? [] : positions.map { column.lines[$0] })))
    case .entity(let column):
      return .entity(
        EntityColumn(nouns: list(Array(column.nouns)), rows: list(Array(column.rows))))
    }
  }

  /// The trees that a column of parents makes.
  func forest(_ column: StoredColumn?) -> Forest {
    guard case .reference(let column)? = column, column.list.isSingle else {
      return Forest(parent: [UInt32](repeating: .max, count: count))
    }
    return Forest(parent: Array(column.list.values), values: column.list.values)
  }

  /// A text that the new rows do not have.
  func leftOut(_ column: TextColumn) -> TextColumn {
    var texts = column.texts
    for _ in sources { texts.append("") }
    return TextColumn(
      texts: texts, stated: Bitmap(rowCount: count, rows: column.stated.bitmap.rows),
      translations: [:])
  }

  /// The list, and at which place of the old one each of its values stood.
  private func list(
    _ column: ListColumn, keepsOffsets: Bool = false, isHiding: Bool = false
  ) -> (list: ListColumn, positions: [Int]) {
    var offsets: [UInt32] = [0]
    var values: [UInt32] = []
    var positions: [Int] = []
    var doubtful: [UInt32] = []
    var open: [ListColumn.Open] = []
    forEachRow { row, source in
      let isLeftOut = isHiding && hidden.contains(row)
      for position in column.range(of: source) where !isLeftOut {
        if column.isDoubtful(position: position) {
          doubtful.append(UInt32(truncatingIfNeeded: values.count))
        }
        values.append(column.values[position])
        positions.append(position)
      }
      offsets.append(UInt32(truncatingIfNeeded: values.count))
      if let entry = column.openEntry(of: source) {
        open.append(ListColumn.Open(row: row, more: entry.more))
      }
    }
    let list = ListColumn(
      offsets: offsets, values: values, stated: set(column.stated), open: open,
      doubtful: doubtful, keepsOffsets: keepsOffsets)
    return (list, positions)
  }

  func names(_ names: NameTable) -> NameTable {
    var (offsets, texts): ([UInt32], TextPool) = ([0], TextPool())
    var kinds: [UInt8] = []
    var languages: [UInt8] = []
    forEachRow { _, source in
      for position in names.positions(of: source) {
        texts.append(UInt32(truncatingIfNeeded: position), of: names.texts)
        kinds.append(names.kind(at: position).rawValue)
        languages.append(names.languages.isEmpty ? 0 : names.languages[position])
      }
      offsets.append(UInt32(truncatingIfNeeded: texts.count))
    }
    return NameTable(
      offsets: offsets, texts: texts, kinds: kinds, languages: languages,
      languageTags: names.languageTags)
  }

  /// How the new rows' dates are written, where a day alone does not say it.
  func dateTexts(_ texts: SparseTexts, _ columns: [String: StoredColumn]) -> SparseTexts {
    var all: [(row: UInt32, text: String)] = texts.rows.indices.map {
      (texts.rows[$0], texts.texts[UInt32(truncatingIfNeeded: $0)])
    }
    guard case .day(let starts)? = columns["starts"], case .day(let ends)? = columns["ends"] else {
      return texts
    }
    for place in sources.indices {
      let row = UInt32(truncatingIfNeeded: rowCount + place)
      guard starts.minutes[row] != nil || ends.minutes[row] != nil else { continue }
      let (start, end) = (text(of: starts, row), text(of: ends, row))
      all.append((row, start == end ? start : start + "/" + end))
    }
    return SparseTexts(all)
  }

  private func text(of column: DayColumn, _ row: UInt32) -> String {
    let day = column.bounds(of: row).earliest
    guard let minute = column.minutes[row] else { return day.text }
    func twoDigits(_ number: Int16) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return day.text + "T" + twoDigits(minute / 60) + ":" + twoDigits(minute % 60)
  }
}

extension SparseColumn {
  /// The values by row.
  fileprivate var dictionary: [UInt32: Element] {
    Dictionary(uniqueKeysWithValues: zip(rows, values))
  }
}
