internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension TextRelation {
  /// - Parameters:
  ///   - text: folded by `foldedText`, or by `foldedKey` for ``TextRelation/equals``.
  ///   - pattern: folded in the same way.
  func holds(_ text: String, _ pattern: String) -> Bool {
    switch self {
    case .equals: text == pattern
    case .contains: text.utf8.containsSlice(pattern.utf8)
    case .matches: globMatches(pattern: pattern, text: text)
    }
  }

  func fold(_ text: String) -> String {
    self == .equals ? foldedKey(text) : foldedText(text)
  }
}

extension String.UTF8View {
  /// Whether the bytes of `other` stand somewhere in these; the empty text stands everywhere.
  fileprivate func containsSlice(_ other: String.UTF8View) -> Bool {
    guard let first = other.first else { return true }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      if self[found...].starts(with: other) { return true }
      start = index(after: found)
    }
    return false
  }
}

extension Evaluator {
  /// The rows of which some text of a field passes.
  func texts(
    _ field: Field, _ relation: TextRelation, _ pattern: String, _ noun: Noun, _ rows: Subset
  ) -> TruthSet {
    let wanted = relation.fold(pattern)
    if relation == .contains, !wanted.isEmpty, context.tuning.usesIndexes,
      let column = store[noun].text(field.name), field.origin == .stored, !field.isClosed
    {
      return texts(field, column, containing: wanted, store[noun], rows)
    }
    if let found = indexed(field, relation, pattern, wanted, noun) {
      return TruthSet(exactly: found.intersection(rows))
    }
    return texts(field, noun, rows) { relation.holds(relation.fold($0), wanted) }
  }

  private func texts(
    _ field: Field, _ column: TextColumn, containing wanted: String, _ table: Table, _ rows: Subset
  ) -> TruthSet {
    let found = table.rows(field.name, column, containing: wanted, context)
    let blank = rows.intersection(table.unstatedRows(field.name, column.stated))
    return TruthSet(
      certain: found.intersection(rows).subtracting(blank), vague: table.noRows, blank: blank,
      unstated: blank.isEmpty ? [] : [TruthSet.Unstated(field: field.name, rows: blank)])
  }

  /// The rows of which some text of a field passes.
  func texts(
    _ field: Field, _ noun: Noun, _ rows: Subset, _ passes: (String) -> Bool
  ) -> TruthSet {
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    let values = values
    forEachRow(of: rows) { row in
      let texts = values.texts(of: field, row: row, noun)
      if texts.isEmpty && !field.isClosed {
        builder.setUnstated(row)
      } else {
        builder.set(row, texts.contains(where: passes) ? .yes : .no)
      }
    }
    return builder.finish(field: field.name)
  }

  /// Ids and names from their indexes, parts of names from all of them at once; nil for what has to
  /// be read row by row.
  private func indexed(
    _ field: Field, _ relation: TextRelation, _ pattern: String, _ wanted: String, _ noun: Noun
  ) -> Subset? {
    let table = store[noun]
    guard context.tuning.usesIndexes else { return nil }
    switch (field.origin, relation) {
    case (.displayName, .equals), (.allNames, .equals):
      return wanted.isEmpty
        ? nil
        : Subset(
          table.nameIndex(unless: context.interruption).rows(forKey: wanted), of: table.rowCount)
    case (.displayName, .contains), (.allNames, .contains):
      return wanted.isEmpty ? nil : table.rows(nameContaining: wanted, context)
    case (.identifier, .equals): return Subset(table.rows(idKey: wanted), of: table.rowCount)
    default: return nil
    }
  }

  /// Names, aliases, note, motto, names of themes, printed values of figures: any text of the row.
  func anyText(
    _ relation: TextRelation, _ pattern: String, _ noun: Noun, _ rows: Subset
  ) -> TruthSet {
    let wanted = relation.fold(pattern)
    if relation == .contains, !wanted.isEmpty, context.tuning.usesIndexes {
      return anyText(containing: wanted, noun).among(rows)
    }
    let values = values
    let holds = { (text: String) in relation.holds(relation.fold(text), wanted) }
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    forEachRow(of: rows) { row in
      if values.allTexts(of: row, noun).contains(where: holds) {
        builder.set(row, .yes)
      } else if values.doubtfulTexts(of: row, noun).contains(where: holds) {
        builder.set(row, .maybe)
      }
    }
    return builder.finish(field: "")
  }

  private func anyText(containing wanted: String, _ noun: Noun) -> TruthSet {
    let table = store[noun]
    var certain = table.rows(nameContaining: wanted, context)
    for case (let field, .text(let column)) in table.columns {
      let found = table.rows(field, column, containing: wanted, context)
      certain = certain.union(
        found.subtracting(table.unstatedRows(field, column.stated)))
    }
    let figures = store[.figure]
    if let printed = figures.text("printed"), let field = Schema.field("figure", of: noun) {
      let found = figures.rows("printed", printed, containing: wanted, context)
        .subtracting(figures.unstatedRows("printed", printed.stated))
      certain = certain.union(
        navigation.pullBack(TruthSet(exactly: found), along: field, of: noun).possible)
    }
    guard let column = table.reference("theme") else { return TruthSet(exactly: certain) }
    let themes = store[.theme].rows(nameContaining: wanted, context).indexed
    let list = column.list
    let doubting = table.doubtingRows("theme", list)
    var doubted: [UInt32] = []
    var firm: [UInt32] = []
    doubting.forEachRow { row in
      for position in list.range(of: row)
      where themes[list.values[position]] {
        if list.isDoubtful(position: position) { doubted.append(row) } else { firm.append(row) }
      }
    }
    certain = certain.union(
      table.rows(holding: themes, "theme", column.postings).subtracting(doubting)
        .union(Subset(firm, of: table.rowCount)))
    return TruthSet(
      certain: certain, vague: Subset(doubted, of: table.rowCount).subtracting(certain),
      blank: table.noRows, unstated: [])
  }
}
