internal import AlmanacText

extension StoreBuilder {
  /// Gives the rows of a noun their new numbers, everywhere; what merged rows say of single values is
  /// settled on the way.
  mutating func apply(_ merge: RowMerge, to noun: Noun) {
    let index = Int(noun.rawValue)
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
  mutating func renumber(_ merge: RowMerge) {
    for index in entries.indices { entries[index].row = merge[entries[index].row] }
    none = none.map { merge[$0] }
    var opened: Set<UInt32> = []
    open = open.compactMap { entry in
      // Two files that both say "and 11 more" mean the same 11.
      guard merge.set(of: entry.row) == nil || opened.insert(merge[entry.row]).inserted else {
        return nil
      }
      return ListColumn.Open(row: merge[entry.row], more: entry.more)
    }
    markUnsorted()
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
    for (row, text) in zip(rows, texts) {
      guard merge.set(of: row) != nil else {
        kept.append(row: row, text)
        continue
      }
      // Within one record a value may well stand twice.
      let known = told[merge[row]]
      if let known, known.file != row, known.texts.contains(text) { continue }
      told[merge[row], default: (row, [])].texts.insert(text)
      kept.append(row: row, text)
    }
    kept.rows = kept.rows.map { merge[$0] }
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
    kept.tags = tags
    var keys: [UInt32: Set<[UInt8]>] = [:]
    for index in rows.indices {
      let position = UInt32(truncatingIfNeeded: index)
      let text = texts.bytes.span.extracting(texts.range(of: position))
      let row = merge[rows[index]]
      if merge.set(of: rows[index]) != nil {
        var key = [kinds[index], languages[index]]
        appendFoldedKey(of: text, to: &key)
        guard keys[row, default: []].insert(key).inserted else { continue }
      }
      kept.append(
        row: row, text, language: tags[Int(languages[index])],
        kind: NameTable.Kind(rawValue: kinds[index]) ?? .name)
    }
    self = kept
  }
}
