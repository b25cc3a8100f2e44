internal import AlmanacText

extension StoreBuilder {
  /// Words of fields that hold one (`kind`, `mode`), texts, and keys that the schema does not know:
  /// the first file's stands.
  mutating func settleWords(_ merge: RowMerge, _ noun: Noun, _ found: inout [Disagreement]) {
    let table = Int(noun.rawValue)
    for field in tables[table].codes.keys {
      guard let draft = tables[table].codes[field], Schema.field(field, of: noun)?.isMany == false
      else { continue }
      let list = draft.list
      var dropped: Set<Int> = []
      for (set, positions) in positions(of: list.rows, merge) {
        dropped.formUnion(positions.dropFirst())
        compare(
          positions.map { (list.rows[$0], draft.words.texts[list.values[$0]]) }, set, field,
          &found)
      }
      tables[table].codes.change(field) { $0.list.remove(dropped) }
    }
    for field in tables[table].texts.keys {
      guard let draft = tables[table].texts[field] else { continue }
      for (set, positions) in positions(of: draft.rows, merge) {
        var first: [UInt32: String] = [:]
        for position in positions where first[draft.rows[position]] == nil {
          first[draft.rows[position]] = draft.texts[UInt32(truncatingIfNeeded: position)]
        }
        compare(first.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, set, field, &found)
      }
    }
    settleFurther(merge, table, &found)
  }

  private mutating func settleFurther(
    _ merge: RowMerge, _ table: Int, _ found: inout [Disagreement]
  ) {
    for field in tables[table].further.keys {
      guard let draft = tables[table].further[field] else { continue }
      var dropped: Set<Int> = []
      for (set, positions) in positions(of: draft.rows, merge) {
        // Where a record has several values, it is a list, and lists are united.
        guard Set(positions.map { draft.rows[$0] }).count == positions.count else { continue }
        dropped.formUnion(positions.dropFirst())
        let texts = positions.map { position in
          (draft.rows[position], draft.texts[UInt32(truncatingIfNeeded: position)])
        }
        compare(texts, set, field, &found)
      }
      tables[table].further.change(field) { draft in
        guard !dropped.isEmpty else { return }
        var kept = FurtherDraft()
        for (index, row) in draft.rows.enumerated() where !dropped.contains(index) {
          kept.append(row: row, draft.texts.span(of: UInt32(truncatingIfNeeded: index)))
        }
        draft = kept
      }
    }
  }

  /// Notes that words differ by more than how they are written.
  private func compare(
    _ values: [(row: UInt32, text: String)], _ set: Int, _ field: String,
    _ found: inout [Disagreement]
  ) {
    func key(_ text: String) -> String { field == "url" ? addressKey(text) : foldedText(text) }
    guard let first = values.first else { return }
    let firstKey = key(first.text)
    guard values.contains(where: { key($0.text) != firstKey }) else { return }
    var spellings: [String: String] = [:]
    let plain = values.map { row, text in
      let spelling = spellings[key(text), default: text]
      spellings[key(text)] = spelling
      return (row, spelling)
    }
    found.append(disagreement(set, field, plain, isFirstFirm: true))
  }

  /// References of fields that hold one (`series`, `country`, `parent`): the first file's stands.
  mutating func settleReferences(_ merge: RowMerge, _ noun: Noun, _ found: inout [Disagreement]) {
    let table = Int(noun.rawValue)
    for field in tables[table].references.keys {
      guard Schema.field(field, of: noun)?.isMany == false,
        let draft = tables[table].references[field]
      else { continue }
      var dropped: Set<Int> = []
      for (set, positions) in positions(of: draft.rows, merge) {
        dropped.formUnion(positions.dropFirst())
        let values = positions.compactMap { position in
          idText(draft.values[position]).map { (draft.rows[position], $0) }
        }
        guard Set(values.map(\.1)).count > 1 else { continue }
        found.append(disagreement(set, field, values, isFirstFirm: true))
      }
      tables[table].references.change(field) { $0.remove(dropped) }
    }
  }

  /// The id of what a reference leads to.
  private func idText(_ value: UInt32) -> String? {
    resolution.resolved[Int(value)].map { tables[Int($0.noun.rawValue)].ids.texts[$0.row] }
  }

  /// Places of events that are one by their ids: one within the other says more; those apart are in
  /// dispute.
  mutating func settlePlaces(_ merge: RowMerge, _ found: inout [Disagreement]) {
    let table = Int(Noun.event.rawValue)
    guard let draft = tables[table].references["place"] else { return }
    let above = rowsAbovePlaces()
    var dropped: Set<Int> = []
    var doubted: Set<Int> = []
    for (set, positions) in positions(of: draft.rows, merge) {
      let places = positions.map { resolution.resolved[Int(draft.values[$0])]?.row }
      var bySource: [UInt32: Set<UInt32>] = [:]
      for (position, place) in zip(positions, places) {
        if let place { bySource[draft.rows[position], default: []].insert(place) }
      }
      guard Set(bySource.values).count > 1 else { continue }
      let all = Set(places.compactMap { $0 })
      let outer = all.filter { place in all.contains { above[$0, default: []].contains(place) } }
      let isNested = bySource.values.allSatisfy { own in
        bySource.values.allSatisfy { other in
          own.contains { place in
            other.contains {
              $0 == place || above[$0, default: []].contains(place)
                || above[place, default: []].contains($0)
            }
          }
        }
      }
      for (position, place) in zip(positions, places) {
        guard let place else { continue }
        if isNested, outer.contains(place) { dropped.insert(position) }
        if !isNested { doubted.insert(position) }
      }
      guard !isNested else { continue }
      let values = positions.compactMap { position in
        idText(draft.values[position]).map { (draft.rows[position], $0) }
      }
      found.append(disagreement(set, "place", values, isFirstFirm: false))
    }
    tables[table].references.change("place") { draft in
      draft.doubtful = doubted.union(draft.doubtful).sorted()
      draft.remove(dropped)
    }
  }

  /// The places around each place.
  private func rowsAbovePlaces() -> [UInt32: Set<UInt32>] {
    var parent: [UInt32: UInt32] = [:]
    guard let draft = tables[Int(Noun.place.rawValue)].references["parent"] else { return [:] }
    for entry in draft.entries {
      if let above = resolution.resolved[Int(entry.value)] { parent[entry.row] = above.row }
    }
    var above: [UInt32: Set<UInt32>] = [:]
    for row in parent.keys {
      var outer = parent[row]
      while let place = outer, above[row, default: []].insert(place).inserted {
        outer = parent[place]
      }
    }
    return above
  }
}

/// An address without what makes no difference: `http` or `https`, `www.`, a slash at the end.
private func addressKey(_ text: String) -> String {
  var key = text.lowercased()[...]
  for start in ["https://", "http://", "www."] where key.hasPrefix(start) {
    key = key.dropFirst(start.count)
  }
  while key.hasSuffix("/") { key.removeLast() }
  return String(key)
}

extension ListDraft {
  fileprivate mutating func remove(_ positions: Set<Int>) {
    guard !positions.isEmpty else { return }
    var kept = ListDraft()
    (kept.open, kept.none) = (open, none)
    for (position, entry) in entries.enumerated() where !positions.contains(position) {
      kept.append(
        row: entry.row, value: entry.value, isDoubtful: entry.isDoubtful, line: entry.line,
        place: place(at: position))
    }
    self = kept
  }
}
