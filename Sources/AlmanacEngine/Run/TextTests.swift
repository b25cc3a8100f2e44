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
  func texts(_ field: Field, _ noun: Noun, _ passes: (String) -> Bool) -> TruthSet {
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    let values = Values(store: store, context: context)
    for row in 0..<UInt32(store[noun].rowCount) {
      let texts = values.texts(of: field, row: row, noun)
      if texts.isEmpty && !field.isClosed {
        builder.setUnstated(row)
        continue
      }
      builder.set(row, texts.contains(where: passes) ? .yes : .no)
    }
    return builder.finish(field: field.name)
  }

  /// Names, aliases, note, motto, names of themes, printed values of figures: any text of the row.
  func anyText(_ relation: TextRelation, _ pattern: String, _ noun: Noun) -> TruthSet {
    let wanted = relation.fold(pattern)
    let values = Values(store: store, context: context)
    let holds = { (text: String) in relation.holds(relation.fold(text), wanted) }
    var builder = TruthSetBuilder(rowCount: store[noun].rowCount)
    for row in 0..<UInt32(store[noun].rowCount) {
      if values.allTexts(of: row, noun).contains(where: holds) {
        builder.set(row, .yes)
      } else if values.doubtfulTexts(of: row, noun).contains(where: holds) {
        builder.set(row, .maybe)
      }
    }
    return builder.finish(field: "")
  }
}
