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
          target: .event, list: column.list, targetCount: rowCount, lines: column.lines))
    }
    return Table(
      noun: noun, rowCount: self.rowCount, ids: ids, names: names, columns: changed,
      measures: measures, furtherKeys: furtherKeys, dateTexts: dateTexts, forest: forest,
      citations: citations, links: links, dataOrder: dataOrder, orderBox: orderBox,
      nameIndexBox: nameIndexBox, typingIndexBox: typingIndexBox, idIndexBox: idIndexBox)
  }

  /// The events with some more, each of which has what its series has.
  ///
  /// They come behind all others, whatever their dates, so that those keep their numbers.
  fileprivate func adding(_ occurrences: [Occurrence], hiding series: Set<UInt32>) -> Table {
    let own = (0..<UInt32(truncatingIfNeeded: rowCount)).map { $0 }
    let gather = RowGather(sources: own + occurrences.map(\.series))
    let allIDs = ids.appending(occurrences.map(\.id))
    var copied: [String: StoredColumn] = [:]
    for (field, column) in columns {
      copied[field] = gather.column(column, eventCount: gather.count, hiding: series)
    }
    copied["series"] = .reference(seriesColumn(occurrences))
    // A rule is of the series as a whole, not of each of its dates.
    for field in ["rrule", "repeats"] {
      if let column = text(field) { copied[field] = .text(leftOut(column, of: occurrences.count)) }
    }
    for field in ["starts", "ends"] {
      guard case .day(let column)? = copied[field] else { continue }
      copied[field] = .day(moved(column, field, occurrences))
    }
    let (ids, columns) = (allIDs, copied)
    let added = gather.sources.indices[rowCount...].map { UInt32(truncatingIfNeeded: $0) }
    let dataOrder = RowOrder(Block(dataOrder + added))
    let forest = self.forest.map { _ in
      addedForest(columns["part_of"], count: gather.count, in: dataOrder)
    }
    return Table(
      noun: noun, rowCount: gather.count, ids: ids, names: gather.names(names),
      columns: columns, measures: measures, furtherKeys: furtherKeys,
      dateTexts: addedDateTexts(columns), forest: forest,
      citations: citations, links: links, hiddenRows: series.sorted(), dataOrder: dataOrder,
      orderBox: Lazy {
        let order = defaultOrder(ids.texts, idsRise: false, columns)
        return RowOrder(Block(order.filter { !series.contains($0) }))
      },
      nameIndexBox: nameIndexBox, typingIndexBox: typingIndexBox,
      idIndexBox: Lazy { KeyIndex(ids, order: dataOrder) })
  }

  /// The series of each date, beside what `series` says of others.
  private func seriesColumn(_ occurrences: [Occurrence]) -> ReferenceColumn {
    let known = reference("series")?.list
    var offsets: [UInt32] = [0]
    var values: [UInt32] = []
    let count = rowCount + occurrences.count
    var stated = Bitmap(rowCount: count)
    for row in 0..<UInt32(truncatingIfNeeded: count) {
      if row < rowCount {
        if let known { values += known[row] }
      } else {
        values.append(occurrences[Int(row) - rowCount].series)
      }
      if values.count > Int(offsets[offsets.count - 1]) { stated.insert(row) }
      offsets.append(UInt32(truncatingIfNeeded: values.count))
    }
    return ReferenceColumn(
      target: .event, list: ListColumn(offsets: offsets, values: values, stated: stated),
      targetCount: count)
  }

  /// A text that so many new rows do not have.
  private func leftOut(_ column: TextColumn, of count: Int) -> TextColumn {
    var texts = column.texts
    for _ in 0..<count { texts.append("") }
    return TextColumn(
      texts: texts, stated: RowSet(Bitmap(rowCount: texts.count, rows: column.stated.bitmap.rows)),
      translations: column.translations)
  }

  /// A column of days with the dates' own in it.
  private func moved(
    _ column: DayColumn, _ field: String, _ occurrences: [Occurrence]
  ) -> DayColumn {
    var (earliest, latest) = (Array(column.earliest), Array(column.latest))
    var minutes = Dictionary(uniqueKeysWithValues: zip(column.minutes.rows, column.minutes.values))
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

  /// The trees that the parents of all rows make.
  private func addedForest(_ parents: StoredColumn?, count: Int, in order: RowOrder) -> Forest {
    guard case .reference(let column)? = parents, column.list.isSingle else {
      return Forest(parent: [UInt32](repeating: .max, count: count))
    }
    return Forest(
      parent: Array(column.list.values), values: column.list.values, in: order)
  }

  /// How dates are written, those of new rows too where a day alone does not say it.
  private func addedDateTexts(_ columns: [String: StoredColumn]) -> SparseTexts {
    var all: [(row: UInt32, text: String)] = dateTexts.rows.indices.map {
      (dateTexts.rows[$0], dateTexts.texts[UInt32(truncatingIfNeeded: $0)])
    }
    guard case .day(let starts)? = columns["starts"], case .day(let ends)? = columns["ends"] else {
      return dateTexts
    }
    for index in rowCount..<starts.earliest.count {
      let row = UInt32(truncatingIfNeeded: index)
      guard starts.minutes[row] != nil || ends.minutes[row] != nil else { continue }
      let (start, end) = (starts.text(of: row), ends.text(of: row))
      all.append((row, start == end ? start : start + "/" + end))
    }
    return SparseTexts(all)
  }
}

extension DayColumn {
  /// A day that is known, and its time.
  fileprivate func text(of row: UInt32) -> String {
    let day = bounds(of: row).earliest
    guard let minute = minutes[row] else { return day.text }
    func twoDigits(_ number: Int16) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return day.text + "T" + twoDigits(minute / 60) + ":" + twoDigits(minute % 60)
  }
}
