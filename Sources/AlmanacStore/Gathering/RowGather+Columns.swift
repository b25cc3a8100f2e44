extension RowGather {
  /// A column.
  ///
  /// - Parameters:
  ///   - eventCount: how many events there are then; nil where they are as many as before.
  ///   - hidden: new rows to which nothing leads back.
  func column(
    _ column: StoredColumn, eventCount: Int? = nil, hiding hidden: Set<UInt32> = []
  ) -> StoredColumn {
    switch column {
    case .text(let column): return .text(text(column))
    case .code(let column):
      let list = self.list(column.list).0
      return .code(
        CodeColumn(
          dictionary: column.dictionary, list: list,
          postings: list.inverted(codeCount: column.dictionary.count)))
    case .number(let column):
      return .number(
        NumberColumn(
          lower: elements(column.lower), upper: elements(column.upper), stated: set(column.stated),
          guesses: column.guesses.map(set), notation: sparse(column.notation)))
    case .day(let column): return .day(day(column))
    case .reference(let column):
      let (list, lines) = self.list(column.list, beside: column.lines)
      let knownCount = column.postings.codeCount
      let targetCount = column.target == .event ? eventCount ?? knownCount : knownCount
      let shown = hidden.isEmpty ? list : list.leavingOut(hidden)
      return .reference(
        ReferenceColumn(
          target: column.target, list: list, postings: shown.inverted(codeCount: targetCount),
          lines: lines))
    case .entity(let column):
      return .entity(
        EntityColumn(nouns: elements(column.nouns), rows: elements(column.rows), rowCounts: []))
    }
  }

  /// Free text with its forms in other languages.
  func text(_ column: TextColumn) -> TextColumn {
    let (rows, places) = places(of: column.translations.languages.rows)
    let forms = RowGather(sources: places)
    return TextColumn(
      texts: pool(column.texts), stated: set(column.stated),
      translations: TextColumn.Translations(
        languages: SparseTexts(
          rows: Block(rows), texts: forms.pool(column.translations.languages.texts)),
        texts: forms.pool(column.translations.texts)))
  }

  /// Points in time.
  func day(_ column: DayColumn) -> DayColumn {
    DayColumn(
      earliest: elements(column.earliest), latest: elements(column.latest),
      stated: set(column.stated), guesses: column.guesses.map(set),
      minutes: sparse(column.minutes))
  }

  /// Names in all languages.
  func names(_ names: NameTable) -> NameTable {
    guard !names.offsets.isEmpty else {
      let hasNames = names.texts.count > 0
      return NameTable(
        rowCount: count, offsets: [], texts: hasNames ? pool(names.texts) : TextPool(),
        kinds: elements(names.kinds), languages: elements(names.languages),
        languageTags: names.languageTags)
    }
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(count + 1)
    var positions: [UInt32] = []
    for source in sources {
      for position in names.positions(of: source) {
        positions.append(UInt32(truncatingIfNeeded: position))
      }
      offsets.append(UInt32(truncatingIfNeeded: positions.count))
    }
    let each = RowGather(sources: positions)
    return NameTable(
      rowCount: count, offsets: Block(offsets), texts: each.pool(names.texts),
      kinds: each.elements(names.kinds), languages: each.elements(names.languages),
      languageTags: names.languageTags)
  }
}

extension ListColumn {
  /// The same lists, but for some rows that name nothing.
  fileprivate func leavingOut(_ rows: Set<UInt32>) -> ListColumn {
    var offsets: [UInt32] = [0]
    offsets.reserveCapacity(rowCount + 1)
    var kept: [UInt32] = []
    for row in 0..<UInt32(truncatingIfNeeded: rowCount) {
      if !rows.contains(row) { kept += self[row] }
      offsets.append(UInt32(truncatingIfNeeded: kept.count))
    }
    return ListColumn(offsets: offsets, values: kept, stated: stated.bitmap)
  }
}
