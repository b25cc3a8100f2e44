internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Finds who says what a record holds: claims, lines that are given for a field, the figure behind a
/// number, or the lines of the record as a whole.
struct Provenance {
  let store: Store
  let context: QueryContext

  private var values: Values { Values(store: store, context: context) }

  /// Who says a field of a record, the most particular first.
  ///
  /// - Parameter rows: of a field that leads back, the records that are of interest.
  func evidence(
    for field: Field, of entity: Entity, naming rows: Set<UInt32>? = nil
  ) -> [Evidence] {
    switch field.origin {
    case .union(let names):
      var found: [Evidence] = []
      for name in names {
        guard let part = Schema.field(name, of: entity.noun), isStated(part, of: entity) else {
          continue
        }
        for evidence in evidence(for: part, of: entity) where !found.contains(evidence) {
          found.append(evidence)
        }
      }
      return found
    case .reverse(let reverses):
      return reversed(reverses, entity, rows)
    case .ancestors, .descendants, .countryAbove:
      return Schema.field("parent", of: entity.noun).map { evidence(for: $0, of: entity) } ?? []
    default:
      return own(field, entity)
    }
  }

  private func isStated(_ field: Field, of entity: Entity) -> Bool {
    switch values.value(of: field, row: entity.row, entity.noun) {
    case .missing, .none: false
    default: true
    }
  }

  /// Claims, then lines and figures; the record's own lines only where nothing nearer is given.
  private func own(_ field: Field, _ entity: Entity) -> [Evidence] {
    var names = Provenance.names(of: field)
    // What is said of the whole period says nothing of an end that has a reading of its own.
    if field.type == .day, names.count > 1, !claims([field.name], entity).isEmpty {
      names = [field.name]
    }
    var found = claims(names, entity) + claims(aboutFigure: entity, field)
    found += figures(field, entity)
    for name in names { found += citations(name, entity) }
    let ours = ours(names, entity)
    if found.isEmpty && ours != .wholly { found = lines(of: entity, .record) }
    return ours == .no ? found : found + [Evidence(.ours)]
  }

  /// The names under which claims and citations speak of a field.
  static func names(of field: Field) -> [String] {
    switch field.origin {
    case .period, .dayCount: ["when", "starts", "ends"]
    case .displayName, .allNames: ["name", "title"]
    case .aliases: ["alias"]
    default:
      field.name == "starts" || field.name == "ends" ? [field.name, "when"] : [field.name]
    }
  }

  // MARK: - Claims

  /// Every reading of these fields, the rejected ones last.
  func claims(_ fields: [String], _ entity: Entity) -> [Evidence] {
    let table = store[.claim]
    guard let subjects = table.entity("subject"), let field = table.code("field") else { return [] }
    var found: [Evidence] = []
    for row in table.order where subjects[row] == entity {
      guard field.list[row].contains(where: { fields.contains(field.dictionary[$0]) }) else {
        continue
      }
      let lines = self.lines(of: Entity(.claim, row), .citation)
      var evidence = lines.first ?? Evidence(.citation)
      evidence.kind = .claim(verdict: word("verdict", row))
      evidence.value = table.text("value")?[row] ?? ""
      evidence.printed = table.text("printed")?[row] ?? ""
      evidence.reason = table.text("reason")?[row] ?? ""
      evidence.basis = word("basis", row)
      if let dated = Schema.field("dated", of: .claim) {
        evidence.dated = values.date(of: dated, row: row, .claim)?.text ?? ""
      }
      found.append(evidence)
    }
    return found.filter { !$0.isRejected } + found.filter(\.isRejected)
  }

  /// What is claimed of a number is claimed of the record that it is a number of.
  private func claims(aboutFigure figure: Entity, _ field: Field) -> [Evidence] {
    guard figure.noun == .figure, field.name == "value" || field.name == "printed",
      let subject = store[.figure].entity("subject")?[figure.row],
      let measures = store[.figure].code("measure")
    else { return [] }
    return claims(measures.list[figure.row].map { measures.dictionary[$0] }, subject)
  }

  private func word(_ field: String, _ row: UInt32) -> String {
    guard let column = store[.claim].code(field), let code = column.list[row].first else {
      return ""
    }
    return column.dictionary[code]
  }

  // MARK: - Figures

  /// The figures behind a measure, those that only claims made left out: the claims say it better.
  private func figures(_ field: Field, _ entity: Entity) -> [Evidence] {
    guard store[entity.noun].measures.contains(field.name) else { return [] }
    guard let figure = Schema.field("figure", of: entity.noun) else { return [] }
    let table = store[.figure]
    guard let measures = table.code("measure"), claims([field.name], entity).isEmpty else {
      return []
    }
    let rows = Navigation(store: store).targets(of: entity.row, noun: entity.noun, field: figure)
      .rows
    return rows.flatMap { row -> [Evidence] in
      let isOfField = measures.list[row].contains {
        Schema.canonicalMeasure(measures.dictionary[$0]) == field.name
      }
      guard isOfField else { return [] }
      return lines(of: Entity(.figure, row), .figure).map { line in
        var line = line
        line.printed = table.text("printed")?[row] ?? ""
        return line
      }
    }
  }

  // MARK: - Lines

  private func citations(_ field: String, _ entity: Entity) -> [Evidence] {
    store[entity.noun].citations.entries(row: entity.row, field: field).map {
      line($0.source, Int($0.line), .citation)
    }
  }

  /// The lines of documents that tell of a record.
  func lines(of entity: Entity, _ kind: Evidence.Kind) -> [Evidence] {
    guard let column = store[entity.noun].reference("source"), column.target == .source else {
      return []
    }
    let start = column.list.range(of: entity.row).lowerBound
    return column.list[entity.row].enumerated().map { index, source in
      let position = start + index
      return line(
        source, position < column.lines.count ? Int(column.lines[position]) : 0, kind)
    }
  }

  private func line(_ source: UInt32, _ line: Int, _ kind: Evidence.Kind) -> Evidence {
    var evidence = Evidence(kind)
    evidence.source = Entity(.source, source)
    evidence.sourceID = store[.source].ids[source]
    evidence.line = line
    if let published = Schema.field("published", of: .source) {
      // A document is cited by its day.
      let date = values.date(of: published, row: source, .source)?.text ?? ""
      evidence.published = String(date.prefix { $0 != "T" })
    }
    evidence.outlet = outlet(of: source)
    return evidence
  }

  private func outlet(of source: UInt32) -> String {
    let table = store[.source]
    if let publisher = table.reference("publisher")?.list[source].first {
      return store.displayName(of: Entity(.organization, publisher), languages: context.languages)
    }
    guard let kinds = table.code("kind"), let kind = kinds.list[source].first else { return "" }
    return kinds.dictionary[kind]
  }

  private enum Ours {
    case no
    /// Some forms of it: a translated name.
    case partly
    case wholly
  }

  /// How far the writer says that a field is no document's.
  private func ours(_ names: [String], _ entity: Entity) -> Ours {
    let marks = store[entity.noun].citations.ours(row: entity.row)
    if marks.contains(where: { $0 == "*" || names.contains($0) }) { return .wholly }
    let isPartly = marks.contains { mark in names.contains { mark.hasPrefix($0 + ".") } }
    return isPartly ? .partly : .no
  }

  // MARK: - The way back

  /// The lines of the first few records that name this one.
  private func reversed(
    _ reverses: [FieldOrigin.Reverse], _ entity: Entity, _ wanted: Set<UInt32>?
  ) -> [Evidence] {
    var found: [Evidence] = []
    for reverse in reverses {
      guard let field = Schema.field(reverse.field, of: reverse.noun),
        let column = store[reverse.noun].reference(reverse.field), column.target == entity.noun
      else { continue }
      let rows = column.postings[entity.row].filter { wanted?.contains($0) ?? true }
      for row in rows.prefix(3) {
        for evidence in evidence(for: field, of: Entity(reverse.noun, row))
        where !found.contains(evidence) {
          found.append(evidence)
        }
      }
    }
    return found
  }
}
