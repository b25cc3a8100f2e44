internal import AlmanacStore
internal import AlmanacText

extension Table {
  /// The records of which some name contains a folded text: by the words of the names, where these are
  /// in order and leave few names to read, else by all names.
  ///
  /// - Parameter least: how many texts are worth a second thread.
  func rows(nameContaining wanted: String, least: Int) -> Subset {
    if let index = wordIndex, let rows = rows(nameContaining: wanted, index, least: least) {
      return rows
    }
    let folded = memo.value("folded names") { FoldedTexts(names.texts) }
    return rows(ofNames: folded.positions(containing: wanted, least: least))
  }

  /// nil where too many names would have to be read.
  private func rows(
    nameContaining wanted: String, _ index: WordIndex, least: Int
  ) -> Subset? {
    let parts = wanted.utf8.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
    guard parts.count > 1 else {
      return rows(of: index, least: least, containing: parts[0]) { _ in true }
    }
    // The first of several parts ends a word, the last begins one, the others are words.
    var candidates = Subset.all(of: rowCount)
    for (place, part) in parts.enumerated() where !part.isEmpty {
      let (isFirst, isLast) = (place == 0, place == parts.count - 1)
      let having = rows(of: index, least: least, containing: part) { word in
        (isFirst || word.starts(with: part))
          && (isLast || word.reversed().starts(with: part.reversed()))
      }
      candidates = candidates.intersection(having)
    }
    guard candidates.count <= rowCount / 16 || rowCount < 1_024 else { return nil }
    let text = Array(wanted.utf8)
    return Subset(
      rising: candidates.rows.filter { row in
        names.positions(of: row).contains { hasName(at: $0, containing: text) }
      }, of: rowCount)
  }

  /// The records with a word that contains a text and is as wanted.
  private func rows(
    of index: WordIndex, least: Int, containing text: [UInt8],
    where isWanted: (Slice<Block<UInt8>>) -> Bool
  ) -> Subset {
    let codes = matches(of: text, in: index.words, least: least)
      .filter { isWanted(index.words.utf8($0)) }
    guard codes.count > 1 else {
      return codes.first.map { Subset(rising: index.postings[$0], of: rowCount) } ?? noRows
    }
    return union(of: index.postings, Subset(rising: codes, of: index.words.count))
  }

  private func hasName(at position: Int, containing text: [UInt8]) -> Bool {
    var name: [UInt8] = []
    appendFoldedText(
      of: Array(names.texts.utf8(UInt32(truncatingIfNeeded: position))).span, to: &name)
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
      row = firstText(endingAfter: Int(position), offsets, from: row, rowCount)
      let found = UInt32(truncatingIfNeeded: row)
      if rows.last != found { rows.append(found) }
    }
    return Subset(rising: rows, of: rowCount)
  }
}
