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
        throw faults.error(
          "N04",
          "\(faults.written(expression.range)) is \(entity.noun.withArticle), not \(noun.withArticle)",
          at: expression.range)
      }
      return [entity.row]
    case .list(let items):
      var rows: [UInt32] = []
      for item in items { rows += try entities(item, noun, as: use) }
      return rows
    case .subquery:
      throw faults.notYet("a query inside a test", at: expression.range)
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
    if let other = names.elsewhere(name, besides: noun).first {
      throw otherKind(name, other, noun, at: range, use)
    }
    throw unknown(name, noun, at: range)
  }

  func unknown(_ name: String, _ noun: Noun, at range: TextRange) -> QueryError {
    if let date = dashed(name) {
      return faults.error(
        "V03", "dates are written year-month-day: 2023-11-06", at: range,
        fixes: [faults.fix(range, date)])
    }
    let near = names.near(name, noun)
    let count = store[noun].rowCount
    let label = "not a name, acronym or alias of any of the \(count) \(noun.plural)"
    guard let best = near.first else {
      return faults.error(
        "N02", "no \(noun.word) is called \"\(name)\"", at: range, label: label,
        notes: ["all names: \(noun.plural) show name"],
        fixes: [Diagnostic.Fix("\(noun.plural) show name")])
    }
    return faults.error(
      "N02", "no \(noun.word) is called \"\(name)\"", at: range, label: label,
      notes: ["close: " + near.map { described($0, noun) }.joined(separator: ", ")],
      fixes: [faults.fix(range, nameLiteral(best.name))])
  }

  /// `20231106` as `2023-11-06`; nil when it is no day.
  private func dashed(_ digits: String) -> String? {
    guard digits.utf8.count == 8, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    let date = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
    return (try? readDate(date)) == nil ? nil : date
  }

  /// `CAST (China Association for Science and Technology)`.
  func described(_ suggestion: NameLookup.Suggestion, _ noun: Noun) -> String {
    let display = store.displayName(
      of: Entity(noun, suggestion.row), languages: context.languages)
    return foldedKey(display) == foldedKey(suggestion.name)
      ? suggestion.name : "\(suggestion.name) (\(display))"
  }

  func ambiguous(
    _ name: String, _ found: [Entity], what: String, at range: TextRange
  ) -> QueryError {
    let literals = found.prefix(7).map { identityLiteral($0, in: store) }
    let width = literals.map(displayWidth).max() ?? 0
    let notes = zip(literals, found).map { literal, entity in
      literal + String(repeating: " ", count: width - displayWidth(literal) + 3)
        + remark(on: entity)
    }
    return faults.error(
      "N03", "\"\(name)\" names \(found.count) \(what)", at: range,
      notes: Array(notes), fixes: literals.prefix(1).map { faults.fix(range, $0) })
  }

  private func remark(on entity: Entity) -> String {
    if let note = store[entity.noun].text("note")?[entity.row] { return note }
    let name = store.displayName(of: entity, languages: context.languages)
    return "\(entity.noun.withArticle): \(name)"
  }

  private func otherKind(
    _ name: String, _ other: Entity, _ noun: Noun, at range: TextRange, _ use: NameUse
  ) -> QueryError {
    let literal = faults.written(range)
    var fixes: [Diagnostic.Fix] = []
    if case .records(.event) = scope {
      switch other.noun {
      case .place: fixes = [faults.fix(use.range, "in \(literal)")]
      case .organization: fixes = [faults.fix(use.range, "by \(literal)")]
      case .theme: fixes = [faults.fix(use.range, "about \(literal)")]
      case .event: fixes = [faults.fix(use.range, "under \(literal)")]
      case .person: fixes = [faults.fix(use.range, "where speaker = \(literal)")]
      default: break
      }
      if !use.isPhrase { fixes = inTest(fixes, use, other, literal) }
    }
    let near = names.near(name, noun)
    if let best = near.first, let first = fixes.first {
      fixes[0].remark =
        "or: " + faults.written(use.range).replacing(literal, with: nameLiteral(best.name))
      if first.statement.isEmpty { fixes = [] }
    }
    return faults.error(
      "N04", "\"\(name)\" is \(other.noun.withArticle), not \(noun.withArticle)", at: range,
      label: "\(use.holder) takes \(noun.withArticle)", fixes: fixes)
  }

  /// Inside `where` the fix is a test with a left side.
  private func inTest(
    _ fixes: [Diagnostic.Fix], _ use: NameUse, _ other: Entity, _ literal: String
  ) -> [Diagnostic.Fix] {
    switch other.noun {
    case .place: [faults.fix(use.range, "place in \(literal)")]
    case .organization: [faults.fix(use.range, "organizer = \(literal)")]
    case .theme: [faults.fix(use.range, "theme under \(literal)")]
    case .person: [faults.fix(use.range, "speaker = \(literal)")]
    default: fixes
    }
  }

  private func wrongKind(_ expression: Expression, _ use: NameUse) -> QueryError {
    let written = faults.written(expression.range)
    return faults.error(
      "T01", "\(use.holder) and \(written) cannot be compared", at: expression.range,
      label: "a name is expected here")
  }
}
