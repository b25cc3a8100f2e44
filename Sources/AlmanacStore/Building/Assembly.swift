extension StoreBuilder {
  /// Settles references and claims, sorts values by row and builds every index.
  ///
  /// - Parameter interruption: asked before each piece of work; what comes when it is raised is of no
  ///   use.
  /// - Returns: the store, and what of the data it could not take.
  public consuming func finish(
    _ interruption: Interruption = .never
  ) -> (store: Store, faults: [BuildFault]) {
    resolveReferences()
    linkCountries()
    if interruption.isRaised { return (.none, []) }
    spreadFigures()
    settleClaims()
    resolveReferences()
    reportUnknown()
    guard !interruption.isRaised, let tables = assembleTables(interruption) else {
      return (.none, [])
    }
    return (Store(tables: tables), faults)
  }

  /// Every figure is a number field of its subject, under the measure's name.
  private mutating func spreadFigures() {
    defer { spreadInlineFigures() }
    for figure in figures {
      guard let subject = resolution.resolved[Int(figure.subject)] else { continue }
      let index = Int(subject.noun.rawValue)
      if !tables[index].measures.contains(figure.measure) {
        tables[index].measures.append(figure.measure)
      }
      setNumber(figure.measure, figure.value, of: subject)
      if subject.noun == .event {
        tables[Int(Noun.figure.rawValue)].references["event", default: ListDraft()].append(
          row: figure.row, value: figure.subject)
      }
    }
  }

  /// A fault for every use of an id that no record has.
  private mutating func reportUnknown() {
    guard resolution.resolved.contains(where: { $0 == nil }) else { return }
    for noun in Noun.allCases {
      let table = tables[Int(noun.rawValue)]
      for (field, list) in table.references {
        for position in list.values.indices {
          reportUnknown(field, list.values[position], list.place(at: position))
        }
      }
      for (field, list) in table.entities {
        for position in list.values.indices {
          reportUnknown(field, list.values[position], list.place(at: position))
        }
      }
      for link in table.links { reportUnknown("link", link.target, link.place) }
      for citation in table.citations { reportUnknown("cite", citation.source, citation.place) }
    }
  }

  private mutating func reportUnknown(
    _ field: String, _ value: UInt32, _ place: @autoclosure () -> UInt64
  ) {
    guard resolution.resolved[Int(value)] == nil else { return }
    let id: String
    switch pending[Int(value)].target {
    case .id(let key): id = pendingKeys.texts[key]
    case .number(let number): id = String(number)
    default: return
    }
    faults.append(
      BuildFault(
        kind: .unknownReference(field: field, noun: pending[Int(value)].noun, id: id),
        place: place())
    )
  }

  /// Makes the columns of all tables, each a piece of work of its own; nil when nobody waits any more.
  private mutating func assembleTables(_ interruption: Interruption) -> [Table]? {
    let parents = Noun.allCases.map { noun in
      Schema.treeField(of: noun).map { cutCycles(noun, $0) }
    }
    let eventDays = self.eventDays()
    let numbering = eventNumbering(eventDays)
    if let numbering {
      resolution.renumberEvents(numbering)
    }
    let rows = TargetRows(resolution.resolved)
    var pieces: [@Sendable () -> TablePart] = []
    var owners: [Noun] = []
    // The largest table comes last, which is begun first: no thread is left with it alone.
    for noun in Noun.allCases.sorted(by: { rowCount(of: $0) < rowCount(of: $1) }) {
      let parts = self.pieces(
        noun, parents[Int(noun.rawValue)], rows, noun == .event ? numbering : nil,
        days: noun == .event ? eventDays : [:])
      pieces += parts
      owners += [Noun](repeating: noun, count: parts.count)
    }
    let isLarge = tables.reduce(0) { $0 + $1.ids.count } > StoreBuilder.rowsForTwoThreads
    var parts = [TableParts](repeating: TableParts(), count: Noun.allCases.count)
    let made = results(of: pieces, onTwoThreads: isLarge, interruption)
    guard made.count == pieces.count else { return nil }
    for (noun, part) in zip(owners, made) {
      parts[Int(noun.rawValue)].take(part)
    }
    var tables: [Table] = []
    for noun in Noun.allCases {
      tables.append(
        table(noun, parts[Int(noun.rawValue)], noun == .event ? numbering : nil, tables))
    }
    return tables
  }

  /// The days on which events start and end, by the numbers that they have now.
  private func eventDays() -> [String: DayColumn] {
    let draft = tables[Int(Noun.event.rawValue)]
    let rowCount = draft.ids.count
    let known = ["starts", "ends"].compactMap { field in draft.days[field].map { (field, $0) } }
    let columns = results(
      of: known.map { days in { @Sendable in days.1.column(rowCount: rowCount) } },
      onTwoThreads: rowCount > StoreBuilder.rowsForTwoThreads)
    return Dictionary(uniqueKeysWithValues: zip(known.map(\.0), columns))
  }

  /// The numbers that events get so that they stand in the default order; nil where they do already.
  private func eventNumbering(_ days: [String: DayColumn]) -> RowNumbering? {
    let ids = tables[Int(Noun.event.rawValue)].ids
    let order = defaultOrder(
      ids.texts, idsRise: ids.isRising, starts: days["starts"], ends: days["ends"])
    return order.block.map { RowNumbering($0) }
  }

  /// Fewer rows are no work for two.
  private static var rowsForTwoThreads: Int { 20_000 }

  /// Ids, names, columns and the forest of a table, the longest work last.
  ///
  /// - Parameter days: columns that are there already, by the numbers that rows had.
  private func pieces(
    _ noun: Noun, _ parent: [UInt32]?, _ targets: TargetRows, _ numbering: RowNumbering?,
    days: [String: DayColumn]
  ) -> [@Sendable () -> TablePart] {
    let draft = tables[Int(noun.rawValue)]
    let gather = numbering?.gather
    let rowCount = draft.ids.count
    var pieces: [@Sendable () -> TablePart] = []
    func add(_ field: String, _ column: @escaping @Sendable () -> StoredColumn) {
      pieces.append {
        let column = column()
        return .column(field, gather?.column(column) ?? column)
      }
    }
    // Where the data says one field in several ways, the last one stands.
    for (field, list) in draft.texts { add(field) { .text(list.column(rowCount: rowCount)) } }
    for (field, list) in draft.codes {
      pieces.append { .column(field, .code(list.column(rowCount: rowCount, gather))) }
    }
    for (field, list) in draft.numbers { add(field) { .number(list.column(rowCount: rowCount)) } }
    for (key, list) in draft.further { add(key) { list.column(rowCount: rowCount) } }
    for (field, list) in draft.days {
      let made = days[field]
      add(field) { .day(made ?? list.column(rowCount: rowCount)) }
    }
    let resolved = resolution.resolved
    for (field, list) in draft.entities {
      add(field) { .entity(entityColumn(list, rowCount: rowCount, resolved)) }
    }
    let (many, few) = (draft.manyDateTexts, draft.dateTexts)
    pieces.append {
      let texts = many.united(with: few)
      return .dateTexts(gather?.sparse(texts) ?? texts)
    }
    let above = parent.map { Codes(numbering?.parents($0) ?? $0) }
    if let parent, let above {
      pieces.append {
        guard let numbering else { return .forest(Forest(parent: parent, values: above)) }
        return .forest(
          Forest(
            parent: numbering.parents(parent), values: above, in: numbering.dataOrder))
      }
    }
    for field in draft.references.keys {
      if let piece = referencePiece(noun, field, above, targets, numbering) {
        pieces.append(piece)
      }
    }
    let (ids, names) = (draft.ids.texts, draft.names)
    pieces.append {
      let texts = gather?.pool(ids) ?? ids
      // Those of figures may follow from others, which are not there yet.
      return .ids(noun == .figure ? Identifiers(.texts(texts)) : Identifiers(texts))
    }
    pieces.append {
      let names = names.table(rowCount: rowCount)
      return .names(gather?.names(names) ?? names)
    }
    return pieces
  }

  private func referencePiece(
    _ noun: Noun, _ field: String, _ parent: Codes?, _ targets: TargetRows,
    _ numbering: RowNumbering?
  ) -> (@Sendable () -> TablePart)? {
    let table = tables[Int(noun.rawValue)]
    guard let draft = table.references[field] else { return nil }
    if field == Schema.treeField(of: noun), let parent {
      return { .column(field, .reference(parentColumn(noun, parent))) }
    }
    let wanted = Schema.field(field, of: noun).flatMap { field -> Noun? in
      if case .entity(let target) = field.type { return target }
      return nil
    }
    guard let target = wanted ?? draft.values.first.flatMap({ pending[Int($0)].noun }) else {
      return nil
    }
    let (rowCount, targetCount) = (table.ids.count, tables[Int(target.rawValue)].ids.count)
    return {
      let drafted = draft.column(rowCount: rowCount, codes: targets.rows(of: target))
      var (list, lines) = (drafted.list, Block(target == .source ? drafted.lines : []))
      if let numbering { (list, lines) = numbering.gather.list(list, beside: lines) }
      return .column(
        field,
        .reference(
          ReferenceColumn(target: target, list: list, targetCount: targetCount, lines: lines)))
    }
  }

  /// - Parameter others: the tables of the nouns before it.
  private func table(
    _ noun: Noun, _ parts: TableParts, _ numbering: RowNumbering?, _ others: [Table]
  ) -> Table {
    let draft = tables[Int(noun.rawValue)]
    let resolved = resolution.resolved
    let ids = identifiers(noun, parts, others)
    let (names, columns) = (parts.names, parts.columns)
    let idsRise = draft.ids.isRising
    let dataOrder = numbering?.dataOrder ?? RowOrder(byNumber: ids.count)
    let isInOrder = noun == .event
    func row(_ row: UInt32) -> UInt32 { numbering?[row] ?? row }
    let citations = draft.citations.compactMap { citation in
      resolved[Int(citation.source)].map {
        Citations.Entry(
          row: row(citation.row), field: citation.field, source: $0.row, line: citation.line)
      }
    }
    let links = draft.links.compactMap { link in
      resolved[Int(link.target)].map {
        Links.Link(row: row(link.row), kind: link.kind, target: $0)
      }
    }
    return Table(
      noun: noun, rowCount: draft.ids.count, ids: ids, names: names, columns: columns,
      measures: draft.measures, furtherKeys: furtherKeys(noun, draft),
      dateTexts: parts.dateTexts.notMade(of: columns["starts"], columns["ends"]),
      forest: parts.forest,
      citations: Citations(
        entries: byRow(citations, \.row),
        ours: { [ours = draft.ours, rows = draft.oursRows] in
          SparseTexts(
            rows.enumerated().map {
              (numbering?[$0.element] ?? $0.element, ours[UInt32(truncatingIfNeeded: $0.offset)])
            })
        }),
      links: Links(entries: byRow(links, \.row)), dataOrder: dataOrder,
      orderBox: Lazy {
        isInOrder
          ? RowOrder(byNumber: ids.count) : defaultOrder(ids.texts, idsRise: idsRise, columns)
      },
      nameIndexBox: Lazy { NameIndex(names) },
      typingIndexBox: Lazy { TypingIndex(names) },
      idIndexBox: Lazy { KeyIndex(ids, order: dataOrder, rise: idsRise) })
  }

  /// The ids of a noun; those of figures may follow from those of events.
  private func identifiers(
    _ noun: Noun, _ parts: TableParts, _ others: [Table]
  ) -> Identifiers {
    let columns = parts.columns
    guard noun == .figure, case .texts(let texts) = parts.ids.form else { return parts.ids }
    guard texts.count > 0, others.count > Int(Noun.event.rawValue),
      case .entity(let subjects)? = columns["subject"],
      case .reference(let events)? = columns["event"],
      case .code(let measures)? = columns["measure"], measures.list.isSingle,
      subjects.nouns.allSatisfy({ $0 == Noun.event.rawValue })
    else { return Identifiers(texts) }
    let table = others[Int(Noun.event.rawValue)]
    let made = MadeIdentifiers(
      texts, subjects: subjects.rows, rowsOfSubject: events.postings,
      measures: measures.list.values, measureCount: measures.dictionary.count, of: table.ids,
      table.idIndex)
    return made.map { Identifiers(.made($0)) } ?? Identifiers(texts)
  }

  /// The fields that neither the schema nor a measure accounts for, as they came.
  private func furtherKeys(_ noun: Noun, _ draft: TableDraft) -> [String] {
    let drafted =
      draft.further.keys + draft.texts.keys + draft.codes.keys + draft.numbers.keys
      + draft.days.keys
    return drafted.filter {
      Schema.field($0, of: noun) == nil && !draft.measures.contains($0)
    }
  }

  /// The parent of each row, cycles cut with a fault at one record of each.
  private mutating func cutCycles(_ noun: Noun, _ field: String) -> [UInt32] {
    let table = tables[Int(noun.rawValue)]
    let resolved = resolution.resolved
    var parent = [UInt32](repeating: .max, count: table.ids.count)
    guard let draft = table.references[field] else { return parent }
    var positions: [UInt32: Int] = [:]
    for entry in draft.entries where !entry.isDoubtful {
      guard let above = resolved[Int(entry.value)], above.noun == noun else { continue }
      parent[Int(entry.row)] = above.row
    }
    let cyclic = Forest.rowsInCycles(parent: parent)
    if !cyclic.isEmpty {
      for (position, row) in draft.rows.enumerated() { positions[row] = position }
    }
    for row in cyclic {
      parent[Int(row)] = .max
      let position = positions[row]
      faults.append(
        BuildFault(
          kind: .cycle(field: field, id: table.ids.texts[row]),
          place: position.map { draft.place(at: $0) } ?? 0))
    }
    return parent
  }
}

/// One piece of a table.
private enum TablePart: Sendable {
  case column(String, StoredColumn)
  case ids(Identifiers)
  case names(NameTable)
  case dateTexts(SparseTexts)
  case forest(Forest)
}

/// The pieces of a table that are there.
private struct TableParts {
  private(set) var columns: [String: StoredColumn] = [:]
  private(set) var names = NameTable(
    rowCount: 0, offsets: [], texts: TextPool(), kinds: [], languages: [], languageTags: [""])
  private(set) var ids = Identifiers(.texts(TextPool()))
  private(set) var dateTexts = SparseTexts([:])
  private(set) var forest: Forest?

  init() {}

  mutating func take(_ part: TablePart) {
    switch part {
    case .column(let field, let column): columns[field] = column
    case .ids(let ids): self.ids = ids
    case .names(let names): self.names = names
    case .dateTexts(let texts): dateTexts = texts
    case .forest(let forest): self.forest = forest
    }
  }
}

/// The rows to which pending references lead, noun by noun.
private struct TargetRows: Sendable {
  private let resolved: [Entity?]

  init(_ resolved: [Entity?]) {
    self.resolved = resolved
  }

  /// By pending reference; `.max` for those that lead to another noun or nowhere.
  func rows(of noun: Noun) -> [UInt32] {
    resolved.map { entity in
      guard let entity, entity.noun == noun else { return .max }
      return entity.row
    }
  }
}

/// The column that shares its values with the forest.
private func parentColumn(_ noun: Noun, _ parent: Codes) -> ReferenceColumn {
  var stated = Bitmap(rowCount: parent.count)
  for row in parent.indices where parent[row] != .max {
    stated.insert(UInt32(truncatingIfNeeded: row))
  }
  return ReferenceColumn(
    target: noun, list: ListColumn(single: parent, stated: stated), targetCount: parent.count)
}

private func entityColumn(
  _ draft: ListDraft, rowCount: Int, _ resolved: [Entity?]
) -> EntityColumn {
  var nouns = [UInt8](repeating: 0, count: rowCount)
  var rows = [UInt32](repeating: .max, count: rowCount)
  for position in draft.rows.indices {
    guard let entity = resolved[Int(draft.values[position])] else { continue }
    nouns[Int(draft.rows[position])] = entity.noun.rawValue
    rows[Int(draft.rows[position])] = entity.row
  }
  return EntityColumn(nouns: nouns, rows: rows)
}

/// Sorted by row, what one row has left in its order.
private func byRow<Entry>(_ entries: [Entry], _ row: (Entry) -> UInt32) -> [Entry] {
  let order = entries.indices.sorted {
    (row(entries[$0]), $0) < (row(entries[$1]), $1)
  }
  return order.map { entries[$0] }
}
