internal import AlmanacStore

extension Values {
  /// The texts of a field; a name is every name of the thing, in all languages, aliases included.
  func texts(of field: Field, row: UInt32, _ noun: Noun) -> [String] {
    let table = store[noun]
    switch field.origin {
    case .displayName, .allNames: return table.names.names(of: row).map(\.text)
    case .aliases: return table.names.names(of: row).filter { $0.kind == .alias }.map(\.text)
    case .acronym: return table.names.acronym(of: row).map { [$0] } ?? []
    case .identifier: return [table.ids[row]]
    default: break
    }
    switch table.columns[field.name] {
    case .text(let column): return column[row].map { [$0] } ?? []
    case .code(let column): return column.list[row].map { column.dictionary[$0] }
    default: return []
    }
  }

  /// Texts of a row that are only perhaps its own: the names of themes that it has in doubt.
  func doubtfulTexts(of row: UInt32, _ noun: Noun) -> [String] {
    themeNames(of: row, noun, inDoubt: true)
  }

  private func themeNames(of row: UInt32, _ noun: Noun, inDoubt: Bool) -> [String] {
    guard let list = store[noun].reference("theme")?.list else { return [] }
    let themes = list[row]
    return themes.indices.filter { list.isDoubtful(position: $0) == inDoubt }
      .flatMap { store[.theme].names.names(of: themes[$0]).map(\.text) }
  }

  /// Every text of a row that `contains` looks at.
  func allTexts(of row: UInt32, _ noun: Noun) -> [String] {
    let table = store[noun]
    var texts = table.names.names(of: row).map(\.text)
    for case (_, .text(let column)) in table.columns {
      if let text = column[row] { texts.append(text) }
    }
    texts += themeNames(of: row, noun, inDoubt: false)
    if let printed = store[.figure].text("printed"), let figures = Schema.field("figure", of: noun)
    {
      let navigation = Navigation(store: store)
      texts += navigation.targets(of: row, noun: noun, field: figures).rows.compactMap {
        printed[$0]
      }
    }
    return texts
  }
}
