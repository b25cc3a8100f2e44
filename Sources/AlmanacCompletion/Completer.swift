internal import AlmanacEngine
internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

/// Collects candidates kind by kind, the likeliest kind first.
struct Completer {
  let store: Store
  let context: QueryContext
  let expectation: Expectation
  let inspection: Inspection
  let typed: Typed
  var candidates: [Completion.Candidate] = []

  mutating func collect() {
    let categories = expectation.categories
    if categories.contains(.source) {
      addNouns()
      if !typed.key.isEmpty || typed.isQuoted {
        addNames(of: [.organization, .place, .theme, .event, .person, .outcome])
      }
    }
    if categories.contains(.value), case .value(let left, let relation, _, _) = expectation.role {
      addValues(left, relation)
    }
    if categories.contains(.argument), case .argument = expectation.role { addFields() }
    if categories.contains(.member), case .member(let base) = expectation.role {
      addFields(inspection.members(of: base))
    }
    if !categories.isDisjoint(with: [.operand, .column, .sortKey]) { addFields() }
    addKeywords()
  }

  // MARK: - Words of the language

  private mutating func addNouns() {
    for noun in Noun.allCases where typed.begins(noun.plural) || typed.begins(noun.word) {
      let rows = store[noun].rowCount
      candidates.append(
        Completion.Candidate(
          insert: noun.plural, label: noun.plural, detail: "all \(rows) of them", count: rows))
    }
  }

  private mutating func addFields(_ fields: [Field]? = nil) {
    for field in fields ?? inspection.fields where typed.begins(field.name) {
      candidates.append(
        Completion.Candidate(insert: field.name, label: field.name, detail: field.summary))
    }
  }

  private mutating func addKeywords() {
    for keyword in Keyword.allCases
    where expectation.allows(keyword) && typed.begins(keyword.rawValue) {
      candidates.append(
        Completion.Candidate(
          insert: keyword.rawValue, label: keyword.rawValue, detail: keyword.help))
    }
  }

  // MARK: - Values

  private mutating func addValues(_ left: Expression?, _ relation: Relation?) {
    switch inspection.domain(of: left, relation: relation) {
    case .names(let nouns):
      addNames(of: nouns, left: left, relation: relation)
    case .words(let words):
      for word in words.sorted() where typed.begins(foldedKey(word)) {
        candidates.append(
          Completion.Candidate(insert: literal(word), label: word, detail: ""))
      }
    case .date:
      addDates()
    case .number, .text:
      break
    }
  }

  /// The words of the calendar; digits one types oneself.
  private mutating func addDates() {
    for phrase in ["today", "this month", "this year", "last year", "next month", "last 2 years"]
    where typed.begins(phrase) {
      candidates.append(
        Completion.Candidate(insert: phrase, label: phrase, detail: "counted from today"))
    }
  }

  private mutating func addNames(
    of nouns: [Noun], left: Expression? = nil, relation: Relation? = nil
  ) {
    var found: [Candidate] = []
    for noun in nouns {
      let facets = inspection.facets(of: left, relation: relation, noun: noun)
      found += names(of: noun, facets)
    }
    // What leaves something first, then by how well it fits, then by name.
    found.sort { $0.order < $1.order }
    candidates += found.map(\.shown)
  }

  private struct Candidate {
    var shown: Completion.Candidate
    var order: Order
  }

  private struct Order: Comparable {
    var isEmpty: Bool
    var fit: Int
    var count: Int
    var key: String

    static func < (left: Order, right: Order) -> Bool {
      if left.isEmpty != right.isEmpty { return right.isEmpty }
      if left.fit != right.fit { return left.fit < right.fit }
      if left.count != right.count { return left.count > right.count }
      return left.key < right.key
    }
  }

  /// The records with a name that fits, each once, by the name that fits best.
  private func names(of noun: Noun, _ facets: [UInt32: Int]?) -> [Candidate] {
    let table = store[noun]
    let index = table.nameIndex
    var best: [UInt32: (fit: Int, length: Int, position: Int)] = [:]
    for place in 0..<index.count {
      let key = index.key(at: place)
      guard let fit = fit(key) else { continue }
      let match = index.match(at: place)
      // Of names that fit alike the shortest is the one to type.
      let found = (fit: fit, length: key.utf8.count, position: match.position)
      if let known = best[match.row], known <= found { continue }
      best[match.row] = found
    }
    return best.map { row, match in
      let count = facets.map { $0[row] ?? 0 }
      let display = store.displayName(of: Entity(noun, row), languages: context.languages)
      let matched = table.names.name(at: match.position).text
      let name = typed.key.isEmpty ? display : matched
      return Candidate(
        shown: Completion.Candidate(
          insert: insert(name, Entity(noun, row)),
          label: name == display ? name : "\(name) → \(display)",
          detail: detail(of: Entity(noun, row), count), count: count),
        order: Order(
          isEmpty: count == 0, fit: match.fit, count: count ?? 0, key: foldedKey(name)))
    }
  }

  /// 0: the name begins so; 1: one of its words does; nil: neither.
  private func fit(_ key: String) -> Int? {
    if typed.key.isEmpty || key.hasPrefix(typed.key) { return 0 }
    if key.contains(" " + typed.key) { return 1 }
    // Chinese has no spaces: any place of the name will do.
    if typed.key.unicodeScalars.contains(where: { $0.value >= 0x2E80 }), key.contains(typed.key) {
      return 1
    }
    return nil
  }

  /// The name, or the id when several records bear it.
  private func insert(_ name: String, _ entity: Entity) -> String {
    let rows = store[entity.noun].nameIndex.rows(forKey: foldedKey(name))
    return rows.count > 1 ? identityLiteral(entity, in: store) : literal(name)
  }

  private func literal(_ name: String) -> String {
    let literal = nameLiteral(name)
    return typed.isQuoted && !literal.hasPrefix("\"") ? "\"\(literal)\"" : literal
  }

  private func detail(of entity: Entity, _ count: Int?) -> String {
    let table = store[entity.noun]
    let kinds = table.code("kind").map { column in
      column.list[entity.row].map { column.dictionary[$0] }
    }
    let kind = kinds?.first ?? entity.noun.word
    guard let count else { return kind }
    return "\(kind) · \(count) \(count == 1 ? "event" : "events")"
  }
}
