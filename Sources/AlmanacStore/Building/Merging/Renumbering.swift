internal import AlmanacText

extension StoreBuilder {
  /// Gives the rows of a noun their new numbers, everywhere; what merged rows say of single values is
  /// settled on the way.
  mutating func apply(_ merge: RowMerge, to noun: Noun) {
    let index = Int(noun.rawValue)
    tables[index].singleOutDateTexts(merge)
    let disagreements = settleValues(merge, of: noun)
    let oldIDs = tables[index].ids
    tables[index].renumber(merge)
    if noun == .figure {
      figures = figures.compactMap { figure in
        guard merge.leads(figure.row) else { return nil }
        var figure = figure
        figure.row = merge[figure.row]
        return figure
      }
    }
    inlineFigures.renumber(merge, of: noun)
    for position in resolution.resolved.indices {
      if let entity = resolution.resolved[position], entity.noun == noun {
        resolution.resolved[position] = Entity(noun, merge[entity.row])
      }
    }
    resolution.forgetNames(of: noun)
    if noun == .place { countryPlaces.renumber(merge) }
    for (key, id) in renamed where key.noun == noun {
      if let row = oldIDs.find(id) { renamed[key] = tables[index].ids.texts[merge[row]] }
    }
    claim(disagreements, merge, of: noun)
  }
}

extension TableDraft {
  /// Texts of dates of rows that are merged are looked at one by one.
  fileprivate mutating func singleOutDateTexts(_ merge: RowMerge) {
    guard manyDateTexts.rows.contains(where: { merge.set(of: $0) != nil }) else { return }
    var others = DateTextDraft()
    for (index, row) in manyDateTexts.rows.enumerated() {
      let position = UInt32(truncatingIfNeeded: index)
      if merge.set(of: row) == nil {
        others.append(row: row, manyDateTexts.texts.span(of: position))
      } else if dateTexts[row] == nil {
        dateTexts[row] = manyDateTexts.texts[position]
      }
    }
    manyDateTexts = others
  }

  /// Gives every value the new number of its row.
  fileprivate mutating func renumber(_ merge: RowMerge) {
    renumberIDs(merge)
    names.renumber(merge)
    references.forEachDraft { $0.renumber(merge) }
    codes.forEachDraft { $0.list.renumber(merge) }
    entities.forEachDraft { $0.renumber(merge) }
    numbers.forEachDraft { draft in draft.rows = draft.rows.map { merge[$0] } }
    days.forEachDraft { $0.renumber(merge) }
    texts.forEachDraft { $0.renumber(merge) }
    further.forEachDraft { $0.renumber(merge) }
    dateTexts = merged(dateTexts, merge)
    manyDateTexts.renumber(merge)
    for index in links.indices { links[index].row = merge[links[index].row] }
    for index in citations.indices { citations[index].row = merge[citations[index].row] }
    oursRows = oursRows.map { merge[$0] }
  }

  private mutating func renumberIDs(_ merge: RowMerge) {
    var ids = KeyTable()
    var places: [UInt64] = []
    places.reserveCapacity(merge.rowCount)
    for row in 0..<UInt32(truncatingIfNeeded: self.ids.count) where merge.leads(row) {
      _ = ids.insert(self.ids.texts.bytes.span.extracting(self.ids.texts.range(of: row)))
      places.append(self.places[Int(row)])
    }
    self.ids = ids
    self.places = places
  }
}

/// What the first row of a set has stays; what it lacks comes from the next.
private func merged<Value>(_ values: [UInt32: Value], _ merge: RowMerge) -> [UInt32: Value] {
  var result: [UInt32: Value] = [:]
  result.reserveCapacity(values.count)
  for row in values.keys.sorted() where result[merge[row]] == nil {
    result[merge[row]] = values[row]
  }
  return result
}

extension ListDraft {
  fileprivate mutating func renumber(_ merge: RowMerge) {
    for index in rows.indices { rows[index] = merge[rows[index]] }
    isSorted = zip(rows, rows.dropFirst()).allSatisfy { $0 <= $1 }
    none = none.map { merge[$0] }
    var opened: Set<UInt32> = []
    open = open.compactMap { entry in
      // Two files that both say "and 11 more" mean the same 11.
      guard merge.set(of: entry.row) == nil || opened.insert(merge[entry.row]).inserted else {
        return nil
      }
      return ListColumn.Open(row: merge[entry.row], more: entry.more)
    }
  }
}

extension DateTextDraft {
  /// None of these rows is merged, so that they keep their order.
  fileprivate mutating func renumber(_ merge: RowMerge) {
    var kept = DateTextDraft()
    for (index, row) in rows.enumerated() {
      kept.append(row: merge[row], texts.span(of: UInt32(truncatingIfNeeded: index)))
    }
    self = kept
  }
}

extension DayDraft {
  fileprivate mutating func renumber(_ merge: RowMerge) {
    rows = rows.map { merge[$0] }
    guesses = guesses.map { merge[$0] }
    implied = merged(implied, merge)
    minutes = merged(minutes, merge)
    for row in rows where implied[row] != nil { implied[row] = nil }
  }
}

extension FurtherDraft {
  /// A value that several files give is one.
  fileprivate mutating func renumber(_ merge: RowMerge) {
    var kept = FurtherDraft()
    var told: [UInt32: (file: UInt32, texts: Set<String>)] = [:]
    for (index, row) in rows.enumerated() {
      let position = UInt32(truncatingIfNeeded: index)
      guard merge.set(of: row) != nil else {
        kept.append(row: merge[row], texts.span(of: position))
        continue
      }
      let text = texts[position]
      // Within one record a value may well stand twice.
      let known = told[merge[row]]
      if let known, known.file != row, known.texts.contains(text) { continue }
      told[merge[row], default: (row, [])].texts.insert(text)
      kept.append(row: merge[row], text)
    }
    self = kept
  }
}

extension TextDraft {
  fileprivate mutating func renumber(_ merge: RowMerge) {
    rows = rows.map { merge[$0] }
    var united: [UInt32: [TextColumn.Translation]] = [:]
    for row in translations.keys.sorted() {
      for translation in translations[row, default: []]
      where !united[merge[row], default: []].contains(where: {
        $0.language == translation.language
      }) {
        united[merge[row], default: []].append(translation)
      }
    }
    translations = united
  }
}

extension NameDraft {
  /// Names that differ in nothing that counts are told once.
  fileprivate mutating func renumber(_ merge: RowMerge) {
    var kept = NameDraft()
    var keys: [UInt32: Set<[UInt8]>] = [:]
    for index in 0..<count {
      let text = texts.span(of: UInt32(truncatingIfNeeded: index))
      let (oldRow, kind, language) = (row(at: index), kind(at: index), language(at: index))
      let row = merge[oldRow]
      if merge.set(of: oldRow) != nil {
        var key = [kind.rawValue, UInt8(truncatingIfNeeded: language)]
        appendFoldedKey(of: text, to: &key)
        guard keys[row, default: []].insert(key).inserted else { continue }
      }
      kept.append(row: row, text, language: tags[language], kind: kind)
    }
    self = kept
  }
}
