internal import AlmanacTime

extension StoreBuilder {
  /// Settles references and claims, sorts values by row and builds every index.
  ///
  /// - Returns: the store, and what of the data it could not take.
  public consuming func finish() -> (store: Store, faults: [BuildFault]) {
    var resolved = resolveReferences()
    settleClaims(resolved)
    if resolved.count < pending.count { resolved = resolveReferences() }
    spreadFigures(resolved)
    reportUnknown(resolved)
    var finished: [Table] = []
    for noun in Noun.allCases { finished.append(assemble(noun, resolved)) }
    return (Store(tables: finished), faults)
  }

  /// Every figure is a number field of its subject, under the measure's name.
  private mutating func spreadFigures(_ resolved: [Entity?]) {
    for figure in figures {
      guard let subject = resolved[Int(figure.subject)] else { continue }
      let index = Int(subject.noun.rawValue)
      if !tables[index].measures.contains(figure.measure) {
        tables[index].measures.append(figure.measure)
      }
      tables[index].numbers[figure.measure, default: NumberDraft()].rows.append(subject.row)
      tables[index].numbers[figure.measure, default: NumberDraft()].values.append(figure.value)
      if subject.noun == .event {
        tables[Int(Noun.figure.rawValue)].references["event", default: ListDraft()].append(
          row: figure.row, value: figure.subject)
      }
    }
  }

  /// A fault for every use of an id that no record has.
  private mutating func reportUnknown(_ resolved: [Entity?]) {
    for noun in Noun.allCases {
      let table = tables[Int(noun.rawValue)]
      let lists = table.references.merging(table.entities) { first, _ in first }
      for (field, list) in lists.sorted(by: { $0.key < $1.key }) {
        for (value, place) in zip(list.values, list.places) where resolved[Int(value)] == nil {
          guard case .id(let id) = pending[Int(value)].target else { continue }
          faults.append(
            BuildFault(
              kind: .unknownReference(field: field, noun: pending[Int(value)].noun, id: id),
              place: place))
        }
      }
    }
  }

  private mutating func assemble(_ noun: Noun, _ resolved: [Entity?]) -> Table {
    let draft = tables[Int(noun.rawValue)]
    let rowCount = draft.ids.count
    var columns: [String: StoredColumn] = [:]
    for (field, list) in draft.texts { columns[field] = .text(list.column(rowCount: rowCount)) }
    for (field, list) in draft.codes { columns[field] = .code(list.column(rowCount: rowCount)) }
    for (field, list) in draft.numbers { columns[field] = .number(list.column(rowCount: rowCount)) }
    for (field, list) in draft.days { columns[field] = .day(list.column(rowCount: rowCount)) }
    for (field, list) in draft.entities {
      columns[field] = .entity(entityColumn(list, rowCount: rowCount, resolved))
    }
    var forest: Forest?
    if let field = Schema.treeField(of: noun) {
      let parent = cutCycles(noun, field, resolved)
      forest = Forest(parent: parent)
    }
    for field in draft.references.keys {
      if let column = referenceColumn(noun, field, forest, resolved) {
        columns[field] = .reference(column)
      }
    }
    return table(noun, draft, columns, forest, resolved)
  }

  private func table(
    _ noun: Noun, _ draft: TableDraft, _ columns: [String: StoredColumn], _ forest: Forest?,
    _ resolved: [Entity?]
  ) -> Table {
    var ids = TextPool()
    for id in draft.ids { ids.append(id) }
    let names = draft.names.table(rowCount: draft.ids.count)
    let rowsByID = draft.rowsByID
    let entries = draft.citations.compactMap { citation in
      resolved[Int(citation.target)].map {
        Citations.Entry(
          row: citation.row, field: citation.field, source: $0.row, line: citation.line)
      }
    }
    return Table(
      noun: noun, rowCount: draft.ids.count, ids: ids, names: names, columns: columns,
      measures: draft.measures, furtherKeys: draft.furtherKeys, dateTexts: draft.dateTexts,
      order: defaultOrder(draft.ids, columns), forest: forest,
      citations: Citations(entries: entries.sorted { $0.row < $1.row }, ours: draft.ours),
      nameIndexBox: Lazy { NameIndex(names) }, idIndexBox: Lazy { rowsByID })
  }

  private func referenceColumn(
    _ noun: Noun, _ field: String, _ forest: Forest?, _ resolved: [Entity?]
  ) -> ReferenceColumn? {
    guard let draft = tables[Int(noun.rawValue)].references[field] else { return nil }
    let wanted = Schema.field(field, of: noun).flatMap { field -> Noun? in
      if case .entity(let target) = field.type { return target }
      return nil
    }
    guard let target = wanted ?? draft.values.first.flatMap({ pending[Int($0)].noun }) else {
      return nil
    }
    if field == Schema.treeField(of: noun), let forest {
      return ReferenceColumn(
        target: noun, list: parentList(forest), targetCount: forest.parent.count)
    }
    let (list, lines) = draft.column(rowCount: tables[Int(noun.rawValue)].ids.count) {
      resolved[Int($0)].flatMap { $0.noun == target ? $0.row : nil }
    }
    return ReferenceColumn(
      target: target, list: list, targetCount: tables[Int(target.rawValue)].ids.count,
      lines: target == .source ? lines : [])
  }

  private func parentList(_ forest: Forest) -> ListColumn {
    var draft = ListDraft()
    for (row, parent) in forest.parent.enumerated() where parent != .max {
      draft.append(row: UInt32(truncatingIfNeeded: row), value: parent)
    }
    return draft.column(rowCount: forest.parent.count) { $0 }.list
  }

  private func entityColumn(
    _ draft: ListDraft, rowCount: Int, _ resolved: [Entity?]
  ) -> EntityColumn {
    var nouns = [UInt8](repeating: 0, count: rowCount)
    var rows = [UInt32](repeating: .max, count: rowCount)
    for (row, value) in zip(draft.rows, draft.values) {
      guard let entity = resolved[Int(value)] else { continue }
      nouns[Int(row)] = entity.noun.rawValue
      rows[Int(row)] = entity.row
    }
    return EntityColumn(nouns: nouns, rows: rows)
  }

  /// The parent of each row, cycles cut with a fault at one record of each.
  private mutating func cutCycles(
    _ noun: Noun, _ field: String, _ resolved: [Entity?]
  ) -> [UInt32] {
    let table = tables[Int(noun.rawValue)]
    var parent = [UInt32](repeating: .max, count: table.ids.count)
    var places: [UInt32: UInt64] = [:]
    if let draft = table.references[field] {
      for index in draft.rows.indices where !draft.doubtful[index] {
        guard let above = resolved[Int(draft.values[index])], above.noun == noun else { continue }
        parent[Int(draft.rows[index])] = above.row
        places[draft.rows[index]] = draft.places[index]
      }
    }
    for row in Forest.rowsInCycles(parent: parent) {
      parent[Int(row)] = .max
      faults.append(
        BuildFault(
          kind: .cycle(field: field, id: table.ids[Int(row)]), place: places[row] ?? 0))
    }
    return parent
  }

  /// Starts, ends, id; ids that are numbers by their value.
  private func defaultOrder(_ ids: [String], _ columns: [String: StoredColumn]) -> [UInt32] {
    func bounds(_ field: String) -> DayColumn? {
      if case .day(let column)? = columns[field] { return column }
      return nil
    }
    let (starts, ends) = (bounds("starts"), bounds("ends"))
    let unknown = (Int32.max, Int32.max)
    func point(_ column: DayColumn?, _ row: UInt32) -> (Int32, Int32) {
      column?[row].map { ($0.earliest.number, $0.latest.number) } ?? unknown
    }
    // An unknown start is as early as can be where an end is known; no date at all comes last.
    func start(_ row: UInt32) -> (Int32, Int32) {
      if starts?[row] == nil, let end = ends?[row] {
        return (Day.distantPast.number, end.latest.number)
      }
      return point(starts, row)
    }
    let numbers = ids.map { UInt64($0) ?? .max }
    return (0..<UInt32(truncatingIfNeeded: ids.count)).sorted { left, right in
      let (leftStart, rightStart) = (start(left), start(right))
      if leftStart != rightStart { return leftStart < rightStart }
      let (leftEnd, rightEnd) = (point(ends, left), point(ends, right))
      if leftEnd != rightEnd { return leftEnd < rightEnd }
      if numbers[Int(left)] != numbers[Int(right)] {
        return numbers[Int(left)] < numbers[Int(right)]
      }
      return ids[Int(left)].utf8.lexicographicallyPrecedes(ids[Int(right)].utf8)
    }
  }
}
