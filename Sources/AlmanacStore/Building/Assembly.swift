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
    let rows = TargetRows(resolution.resolved)
    let parents = Noun.allCases.map { noun in
      Schema.treeField(of: noun).map { cutCycles(noun, $0) }
    }
    var pieces: [@Sendable () -> TablePart] = []
    var owners: [Noun] = []
    // The largest table comes last, which is begun first: no thread is left with it alone.
    for noun in Noun.allCases.sorted(by: { rowCount(of: $0) < rowCount(of: $1) }) {
      let parts = self.pieces(noun, parents[Int(noun.rawValue)], rows)
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
    for noun in Noun.allCases { tables.append(table(noun, parts[Int(noun.rawValue)], tables)) }
    return tables
  }

  /// Fewer rows are no work for two.
  private static var rowsForTwoThreads: Int { 20_000 }

  /// Names, columns and the forest of a table, the longest work last.
  private func pieces(
    _ noun: Noun, _ parent: [UInt32]?, _ targets: TargetRows
  ) -> [@Sendable () -> TablePart] {
    let draft = tables[Int(noun.rawValue)]
    let rowCount = draft.ids.count
    let names = draft.names
    var pieces: [@Sendable () -> TablePart] = [{ .names(names.table(rowCount: rowCount)) }]
    // Where the data says one field in several ways, the last one stands.
    for (field, list) in draft.texts {
      pieces.append { .column(field, .text(list.column(rowCount: rowCount))) }
    }
    for (field, list) in draft.codes {
      pieces.append { .column(field, .code(list.column(rowCount: rowCount))) }
    }
    for (field, list) in draft.numbers {
      pieces.append { .column(field, .number(list.column(rowCount: rowCount))) }
    }
    for (key, list) in draft.further {
      pieces.append { .column(key, list.column(rowCount: rowCount)) }
    }
    for (field, list) in draft.days {
      pieces.append { .column(field, .day(list.column(rowCount: rowCount))) }
    }
    let resolved = resolution.resolved
    for (field, list) in draft.entities {
      pieces.append { .column(field, .entity(entityColumn(list, rowCount: rowCount, resolved))) }
    }
    let above = parent.map { Codes($0) }
    if let parent, let above {
      pieces.append { .forest(Forest(parent: parent, values: above)) }
    }
    for field in draft.references.keys {
      if let piece = referencePiece(noun, field, above, targets) { pieces.append(piece) }
    }
    return pieces
  }

  private func referencePiece(
    _ noun: Noun, _ field: String, _ parent: Codes?, _ targets: TargetRows
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
      let (list, lines) = draft.column(rowCount: rowCount, codes: targets.rows(of: target))
      return .column(
        field,
        .reference(
          ReferenceColumn(
            target: target, list: list, targetCount: targetCount,
            lines: target == .source ? lines : [])))
    }
  }

  /// - Parameter others: the tables of the nouns before it.
  private func table(_ noun: Noun, _ parts: TableParts, _ others: [Table]) -> Table {
    let draft = tables[Int(noun.rawValue)]
    let resolved = resolution.resolved
    let ids = identifiers(noun, parts.columns, others)
    let (names, columns) = (parts.names, parts.columns)
    let citations = draft.citations.compactMap { citation in
      resolved[Int(citation.source)].map {
        Citations.Entry(
          row: citation.row, field: citation.field, source: $0.row, line: citation.line)
      }
    }
    let links = draft.links.compactMap { link in
      resolved[Int(link.target)].map { Links.Link(row: link.row, kind: link.kind, target: $0) }
    }
    return Table(
      noun: noun, rowCount: draft.ids.count, ids: ids, names: names, columns: columns,
      measures: draft.measures, furtherKeys: furtherKeys(noun, draft),
      dateTexts: draft.manyDateTexts.united(with: draft.dateTexts)
        .notMade(of: columns["starts"], columns["ends"]),
      forest: parts.forest,
      citations: Citations(
        entries: byRow(citations, \.row),
        ours: { [ours = draft.ours, rows = draft.oursRows] in
          SparseTexts(
            rows.enumerated().map { ($0.element, ours[UInt32(truncatingIfNeeded: $0.offset)]) })
        }),
      links: Links(entries: byRow(links, \.row)),
      orderBox: Lazy { Block(defaultOrder(ids, columns)) },
      nameIndexBox: Lazy { NameIndex(names) },
      typingIndexBox: Lazy { TypingIndex(names) }, idIndexBox: Lazy { KeyIndex(ids) })
  }

  /// The ids of a noun; those of figures may follow from those of events.
  private func identifiers(
    _ noun: Noun, _ columns: [String: StoredColumn], _ others: [Table]
  ) -> Identifiers {
    let texts = tables[Int(noun.rawValue)].ids.texts
    guard noun == .figure, texts.count > 0, others.count > Int(Noun.event.rawValue),
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
  case names(NameTable)
  case forest(Forest)
}

/// The pieces of a table that are there.
private struct TableParts {
  private(set) var columns: [String: StoredColumn] = [:]
  private(set) var names = NameTable(
    rowCount: 0, offsets: [], texts: TextPool(), kinds: [], languages: [], languageTags: [""])
  private(set) var forest: Forest?

  init() {}

  mutating func take(_ part: TablePart) {
    switch part {
    case .column(let field, let column): columns[field] = column
    case .names(let names): self.names = names
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
