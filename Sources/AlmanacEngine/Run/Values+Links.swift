internal import AlmanacStore
internal import AlmanacTime

extension Field {
  /// Ties to other records: `link` and, the other way, `linked`.
  var isLink: Bool { name == "link" && type == .code || origin == .linked }
}

extension Values {
  /// One link as a row: kind, from, to, source.
  private func cells(of link: Links.Link, from noun: Noun) -> [Value] {
    LinkColumn.allCases.map { cell($0, of: link, from: noun) }
  }

  private func cell(_ column: LinkColumn, of link: Links.Link, from noun: Noun) -> Value {
    switch column {
    case .kind: return .text(link.kind)
    case .from: return named(Entity(noun, link.row))
    case .to: return named(link.target)
    case .source:
      let table = store[noun]
      var sources = table.citations.entries(row: link.row, field: "link").map(\.source)
      if sources.isEmpty, let field = Schema.field("source", of: noun) {
        sources = navigation.targets(of: link.row, noun: noun, field: field).rows
      }
      var seen: Set<UInt32> = []
      let unique = sources.filter { seen.insert($0).inserted }
      return unique.isEmpty
        ? .missing : .list(unique.map { named(Entity(.source, $0)) }, open: nil)
    }
  }

  /// The links that a record says, or those that say it, as far as they pass the filter: the link
  /// itself as its kind and what it leads to, or one of its columns.
  func links(
    of row: UInt32, _ noun: Noun, _ field: Field, _ filter: Predicate? = nil,
    _ column: LinkColumn? = nil
  ) -> Elements {
    var elements = Elements()
    for (link, from) in links(of: row, noun, field) {
      let truth = filter.map { TupleEvaluator(self).truth(of: $0, cells(of: link, from: from)) }
      if truth == .no { continue }
      var value: Value
      if let column {
        value = cell(column, of: link, from: from)
      } else {
        let other = field.origin == .linked ? Entity(from, link.row) : link.target
        let name = store.displayName(of: other, languages: context.languages)
        value = .text("\(link.kind) \(name)")
      }
      if case .list(let several, nil) = value, let only = several.first, several.count == 1 {
        value = only
      }
      let part = Elements(value, isSure: truth != .maybe)
      elements.append(part)
    }
    return elements
  }

  private func links(
    of row: UInt32, _ noun: Noun, _ field: Field
  ) -> [(link: Links.Link, from: Noun)] {
    guard field.origin == .linked else {
      return store[noun].links.links(of: row).map { ($0, noun) }
    }
    return Noun.allCases.flatMap { from in
      let links = store[from].links.links(to: Entity(noun, row))
      let rows = store[from].inDataOrder(Set(links.map(\.row)).sorted())
      return rows.flatMap { row in links.filter { $0.row == row }.map { ($0, from) } }
    }
  }

  /// The records with a link that passes, over a whole table.
  func linked(_ field: Field, _ test: Predicate, _ noun: Noun) -> TruthSet {
    let rowCount = store[noun].rowCount
    var builder = TruthSetBuilder(rowCount: rowCount)
    var best: [UInt32: Truth] = [:]
    for from in Noun.allCases {
      for link in store[from].links.entries {
        let row: UInt32
        if field.origin == .linked {
          guard link.target.noun == noun else { continue }
          row = link.target.row
        } else {
          guard from == noun else { break }
          row = link.row
        }
        if best[row] == .yes { continue }
        let truth = TupleEvaluator(self).truth(of: test, cells(of: link, from: from))
        best[row] = (best[row] ?? .no) | truth
      }
    }
    for (row, truth) in best.sorted(by: { $0.key < $1.key }) { builder.set(row, truth) }
    return builder.finish(field: field.name)
  }
}
