internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  /// The records of a noun that a word, a text, an identity or a list of them stands for.
  func entities(
    _ expression: Expression, _ noun: Noun, as use: NameUse
  ) throws(QueryError) -> [UInt32] {
    switch expression.kind {
    case .word(let name), .text(let name):
      return [try entity(named: name, noun, at: expression.range, as: use).row]
    case .number(let number):
      return [try entity(named: number.text, noun, at: expression.range, as: use).row]
    case .date(_, let text):
      return [try entity(named: text, noun, at: expression.range, as: use).row]
    case .identity(let word, let id):
      let entity = try identity(word, id, at: expression.range)
      guard entity.noun == noun else {
        throw otherKind([entity], noun, at: expression.range, use)
      }
      return [entity.row]
    case .list(let items):
      var rows: [UInt32] = []
      for item in items { rows += try entities(item, noun, as: use) }
      return rows
    default:
      throw wrongKind(expression, use)
    }
  }

  /// Where a name stands: for the words of an error and its fix.
  struct NameUse {
    /// `organizer`, or `` `by` ``.
    var holder: String
    /// The phrase or test as a whole.
    var range: TextRange
    var isPhrase: Bool
  }

  private func entity(
    named name: String, _ noun: Noun, at range: TextRange, as use: NameUse
  ) throws(QueryError) -> Entity {
    let rows = names.exact(name, noun)
    if let row = rows.first, rows.count == 1 { return Entity(noun, row) }
    if !rows.isEmpty {
      throw ambiguous(name, rows.map { Entity(noun, $0) }, what: noun.plural, at: range)
    }
    let others = names.elsewhere(name, besides: noun)
    if !others.isEmpty { throw otherKind(others, noun, at: range, use) }
    throw unknown(name, noun, at: range, as: use)
  }

  func unknown(
    _ name: String, _ noun: Noun, at range: TextRange, as use: NameUse? = nil
  ) -> QueryError {
    if let date = dashed(name) {
      return faults.error(
        "V03", "dates are written year-month-day: 2023-11-06", at: range,
        fixes: [faults.fix(range, date)])
    }
    let near = names.near(name, [noun])
    let count = store[noun].rowCount
    let label = "not a name, acronym or alias of any of the \(count) \(noun.plural)"
    guard let best = near.first else {
      if let use, let other = names.nearElsewhere(name, besides: noun) {
        let fixes = fittingTests(for: other.entity.noun, literal(other), use)
        if !fixes.isEmpty {
          return faults.error(
            "N02", "no \(noun.word) is called \"\(name)\"", at: range, label: label,
            notes: ["close: \(described(other, as: name)), \(other.entity.noun.withArticle)"],
            fixes: fixes)
        }
      }
      return faults.error(
        "N02", "no \(noun.word) is called \"\(name)\"", at: range, label: label,
        notes: ["all names: \(noun.plural) show name"],
        fixes: [Diagnostic.Fix("\(noun.plural) show name")])
    }
    return faults.error(
      "N02", "no \(noun.word) is called \"\(name)\"", at: range, label: label,
      notes: ["close: " + near.map { described($0, as: name) }.joined(separator: ", ")],
      fixes: [faults.fix(range, literal(best))])
  }

  /// `20231106` as `2023-11-06`; nil when it is no day.
  private func dashed(_ digits: String) -> String? {
    guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let date = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    return (try? readDate(date)) == nil ? nil : date
  }

  /// `CAST (China Association for Science and Technology)`, or `中国科协 (CAST) ← zgkx` where it was
  /// found by what is typed for it.
  func described(_ suggestion: NameLookup.Suggestion, as typed: String) -> String {
    let name = explainedName(
      suggestion.name, of: suggestion.entity, in: store, languages: context.languages)
    return suggestion.isTranscribed ? "\(name) ← \(typed)" : name
  }

  /// The name to write: what was meant when letters were wrong; what the reader can type when it was
  /// found by Latin letters; the identity where others have that name too.
  func literal(_ suggestion: NameLookup.Suggestion) -> String {
    let entity = suggestion.entity
    var name = suggestion.name
    if suggestion.isTranscribed {
      name = otherName(than: name, of: entity, in: store, languages: context.languages) ?? name
    }
    return names.exact(name, entity.noun).count == 1
      ? nameLiteral(name) : identityLiteral(entity, in: store)
  }

  func ambiguous(
    _ name: String, _ found: [Entity], what: String, at range: TextRange
  ) -> QueryError {
    let listed = found.prefix(found.count > 7 ? 3 : 7)
    let literals = listed.map { identityLiteral($0, in: store) }
    let width = literals.map(displayWidth).max() ?? 0
    var notes = zip(literals, listed).map { literal, entity in
      padded(literal, toWidth: width) + "   " + remark(on: entity, besides: name)
    }
    if let noun = found.first?.noun, found.count > listed.count {
      notes.append(
        "and \(found.count - listed.count) more: \(noun.plural) where name = "
          + "\"\(name.replacing("\"", with: "\\\""))\" show id, name")
    }
    return faults.error(
      "N03", "\"\(name)\" names \(found.count) \(what)", at: range,
      notes: notes, fixes: literals.prefix(1).map { faults.fix(range, $0) })
  }

  /// What tells one bearer of a name from the others: its note, else its kind, its proper name, and
  /// what it belongs to or when it was.
  private func remark(on entity: Entity, besides name: String) -> String {
    let table = store[entity.noun]
    if let note = table.text("note")?[entity.row] { return note }
    let kind = table.code("kind").flatMap { column in
      column.list[entity.row].first.map { column.dictionary[$0] }
    }
    var remark = kind ?? entity.noun.withArticle
    let display = store.displayName(of: entity, languages: context.languages)
    if foldedKey(display) != foldedKey(name) { remark += ": \(display)" }
    let ties = [
      ("parent", "under"), ("part_of", "of"), ("country", "in"), ("organization", "of"),
      ("place", "in"),
    ]
    for (field, link) in ties {
      guard let column = table.reference(field), let row = column.list[entity.row].first else {
        continue
      }
      let other = store.displayName(of: Entity(column.target, row), languages: context.languages)
      remark += " \(link) \(other)"
      break
    }
    return remark
  }

  private func otherKind(
    _ others: [Entity], _ noun: Noun, at range: TextRange, _ use: NameUse
  ) -> QueryError {
    let literal = faults.written(range)
    let kinds = others.reduce(into: [Noun]()) { kinds, entity in
      if !kinds.contains(entity.noun) { kinds.append(entity.noun) }
    }
    var fixes = kinds.prefix(1).flatMap { fittingTests(for: $0, literal, use) }
    let name = unquoted(literal)
    if let best = names.near(name, [noun]).first, !fixes.isEmpty {
      fixes[0].remark =
        "(or: " + faults.written(use.range).replacing(literal, with: self.literal(best)) + ")"
    }
    return faults.error(
      "N04",
      (literal.hasPrefix("@") ? literal : "\"\(name)\"")
        + " is \(listed(kinds.map(\.withArticle))), not \(noun.withArticle)",
      at: range, label: "\(use.holder) takes \(noun.withArticle)",
      notes: fixes.isEmpty ? ["all names: \(noun.plural) show name"] : [],
      fixes: fixes.isEmpty ? [Diagnostic.Fix("\(noun.plural) show name")] : fixes)
  }

  /// What asks events for a thing of that kind.
  private func fittingTests(
    for noun: Noun, _ literal: String, _ use: NameUse
  ) -> [Diagnostic.Fix] {
    guard case .records(.event) = scope else { return [] }
    let test: String
    switch noun {
    case .place: test = use.isPhrase ? "in \(literal)" : "place in \(literal)"
    case .organization: test = use.isPhrase ? "by \(literal)" : "organizer = \(literal)"
    case .theme: test = use.isPhrase ? "about \(literal)" : "theme under \(literal)"
    case .event: test = use.isPhrase ? "under \(literal)" : "part_of under \(literal)"
    case .person: test = use.isPhrase ? "where speaker = \(literal)" : "speaker = \(literal)"
    default: return []
    }
    return [faults.fix(use.range, test)]
  }

  func wrongKind(_ expression: Expression, _ use: NameUse) -> QueryError {
    let written = faults.written(expression.range)
    return faults.error(
      "T01", "\(use.holder) and \(written) cannot be compared", at: expression.range,
      label: "a name is expected here")
  }
}
