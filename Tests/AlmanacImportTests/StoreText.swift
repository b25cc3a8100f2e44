import AlmanacStore
import AlmanacTime

/// Every value of a store as lines of text, so that two stores can be compared; the files of which
/// records are left out.
func storeText(_ store: Store, _ nouns: [Noun] = Noun.allCases) -> String {
  var lines: [String] = []
  for noun in nouns {
    let table = store[noun]
    for row in table.dataOrder where noun != .source || !isFile(row, store) {
      lines.append("\(noun.word) \(table.ids[row])")
      for name in table.names.names(of: row) {
        lines.append("  name \(name.kind) \(name.language) \(name.text)")
      }
      for (field, column) in table.columns.sorted(by: { $0.key < $1.key }) {
        if let text = valueText(column, row, store) { lines.append("  \(field): \(text)") }
      }
      if let text = table.dateTexts[row] ?? vaguePeriod(table, row) {
        lines.append("  as written: \(text)")
      }
    }
  }
  return lines.joined(separator: "\n")
}

/// What the bounds of a period make, where it is one of months or years.
private func vaguePeriod(_ table: Table, _ row: UInt32) -> String? {
  guard let starts = table.day("starts")?[row], let ends = table.day("ends")?[row],
    !(starts.isExact && ends.isExact)
  else { return nil }
  let text = periodText(starts: starts, ends: ends)
  // A set of days is what several sources come to.
  return text.contains("[") ? nil : text
}

private func valueText(_ column: StoredColumn, _ row: UInt32, _ store: Store) -> String? {
  switch column {
  case .text(let column): return column[row]
  case .number(let column):
    return column[row].map { "\($0.text ?? "\($0.lower)..\($0.upper)")\($0.isGuess ? "?" : "")" }
  case .day(let column):
    let minute = column.minutes[row].map { " at \($0)" } ?? ""
    return column[row].map { "\($0.earliest.number)..\($0.latest.number)\(minute)" }
  case .code(let column):
    return listText(column.list, row) { column.dictionary[$0] }
  case .reference(let column):
    guard column.target == .source else {
      return listText(column.list, row) { store[column.target].ids[$0] }
    }
    let ids = column.list[row].filter { !isFile($0, store) }.map { store[.source].ids[$0] }
    return ids.isEmpty ? nil : ids.joined(separator: ", ")
  case .entity(let column):
    return column[row].map { "\($0.noun.word):\(store[$0.noun].ids[$0.row])" }
  }
}

/// Whether a document is a file that was read.
private func isFile(_ row: UInt32, _ store: Store) -> Bool {
  guard let kinds = store[.source].code("kind") else { return false }
  return kinds.list[row].contains { kinds.dictionary[$0] == "file" }
}

private func listText(_ list: ListColumn, _ row: UInt32, _ word: (UInt32) -> String) -> String? {
  guard list.stated[row] else { return nil }
  let more = list.openEntry(of: row).map { entry in
    " and more" + entry.more.map { " \($0.count) \($0.unit)" }.joined()
  }
  return list[row].map(word).joined(separator: ", ") + (more ?? "")
}

extension Store {
  /// The lines of ``storeText(_:_:)`` about one record.
  func text(_ noun: Noun, _ id: String) -> String {
    let lines = storeText(self, [noun]).split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(of: "\(noun.word) \(id)") else { return "" }
    let rest = lines[(start + 1)...].prefix { $0.hasPrefix("  ") }
    return rest.map { $0.dropFirst(2) }.joined(separator: "\n")
  }
}
