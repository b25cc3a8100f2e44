internal import AlmanacStore
internal import AlmanacText

extension Table {
  /// The records of which some name contains a folded text: by the words of the names, where these are
  /// in order and leave few names to read, else by all names.
  ///
  /// - Parameter wanted: not empty.
  func rows(nameContaining wanted: String, _ context: QueryContext) -> Subset {
    if let words = searchedWords, let rows = rows(nameContaining: wanted, words, context) {
      return rows
    }
    let least = context.tuning.threadRowCount
    let folded = memo.value("folded names", unless: context.interruption) {
      FoldedTexts(names.texts, least: least, context.interruption)
    }
    return rows(ofNames: folded.positions(containing: wanted, least: least))
  }

  /// The words of names and how often each byte stands in them; nil until they are in order.
  private var searchedWords: SearchedWords? {
    guard let index = wordIndex else { return nil }
    return memo.value("searched words") { SearchedWords(index) }
  }

  /// nil where too many names would have to be read.
  private func rows(
    nameContaining wanted: String, _ words: SearchedWords, _ context: QueryContext
  ) -> Subset? {
    let parts = wanted.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
    let least = context.tuning.threadRowCount
    guard parts.count > 1 else { return rows(of: words.holding(parts[0], least: least), words) }
    // The first of several parts ends a word, the last begins one, the others are words.
    var candidates = Subset.all(of: rowCount)
    for (place, part) in parts.enumerated() where !part.isEmpty {
      let codes = words.holding(part, least: least).filter { code in
        let word = words.index.words.utf8(code)
        return (place == 0 || word.starts(with: part))
          && (place == parts.count - 1 || word.reversed().starts(with: part.reversed()))
      }
      candidates = candidates.intersection(rows(of: codes, words))
    }
    guard candidates.count <= rowCount / 16 || rowCount < 1_024 else { return nil }
    let text = Array(wanted.utf8)
    return Subset(
      rising: candidates.rows.filter { row in
        names.positions(of: row).contains { hasName(at: $0, containing: text) }
      }, of: rowCount)
  }

  /// The records that have one of some words.
  private func rows(of codes: [UInt32], _ words: SearchedWords) -> Subset {
    guard codes.count > 1 else {
      return codes.first.map { Subset(rising: words.index.postings[$0], of: rowCount) } ?? noRows
    }
    return union(of: words.index.postings, Subset(rising: codes, of: words.index.words.count))
  }

  private func hasName(at position: Int, containing text: [UInt8]) -> Bool {
    var name: [UInt8] = []
    let written = Array(names.texts.utf8(UInt32(truncatingIfNeeded: position)))
    appendFoldedText(of: written.span, to: &name)
    guard name.count >= text.count else { return false }
    return (0...name.count - text.count).contains { name[$0...].starts(with: text) }
  }

  /// The records that names at rising positions belong to.
  private func rows(ofNames positions: [UInt32]) -> Subset {
    let starts = names.offsets
    // Each record has one name.
    if starts.isEmpty { return Subset(rising: positions, of: rowCount) }
    let offsets = starts.span
    var rows: [UInt32] = []
    var row = 0
    for position in positions {
      row = offsets.holder(of: position, from: row, before: rowCount)
      let found = UInt32(truncatingIfNeeded: row)
      if rows.last != found { rows.append(found) }
    }
    return Subset(rising: rows, of: rowCount)
  }
}

/// An index of words that is searched for parts of words.
private struct SearchedWords: Sendable {
  let index: WordIndex
  private let frequencies: [UInt32]

  init(_ index: WordIndex) {
    self.index = index
    frequencies = foldedFrequencies(of: [index.words])
  }

  /// The words that contain a text, rising.
  func holding(_ text: [UInt8], least: Int) -> [UInt32] {
    TextPattern(text, frequencies).matches(in: index.words, least: least)
  }
}
