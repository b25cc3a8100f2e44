internal import AlmanacEngine
internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

/// Collects candidates kind by kind, the likeliest kind first, each record once.
struct Completer {
  let store: Store
  let context: QueryContext
  let expectation: Expectation
  let inspection: Inspection
  let typed: Typed
  var candidates: [Completion.Candidate] = []
  /// The records among the candidates.
  var offered: Set<Entity> = []
  /// How many more there are, which nobody could look through.
  var unlistedCount = 0

  mutating func collect() {
    let categories = expectation.categories
    if categories.contains(.value), case .value(let left, let relation, _, _) = expectation.role {
      addValues(left, relation)
    }
    if !categories.isDisjoint(with: [.source, .value, .operand, .argument, .number]) {
      addVariables()
    }
    if categories.contains(.source) {
      addNouns()
      if !typed.key.isEmpty || typed.isQuoted {
        addNames(of: [.organization, .place, .theme, .event, .person, .outcome])
      }
    }
    if categories.contains(.argument), case .argument = expectation.role { addFields() }
    if categories.contains(.member), case .member(let base) = expectation.role {
      addFields(inspection.members(of: base))
    }
    if !categories.isDisjoint(with: [.operand, .column, .sortKey]) { addFields() }
    addKeywords()
  }

  // MARK: - Words of the language

  /// The names that `let` defined.
  private mutating func addVariables() {
    guard !typed.isQuoted, typed.text.isEmpty || typed.text.hasPrefix("$") else { return }
    for (name, query) in context.bindings.sorted(by: { $0.key < $1.key })
    where "$\(name)".hasPrefix(typed.text) {
      candidates.append(
        Completion.Candidate(insert: "$\(name)", label: "$\(name)", detail: format(query)))
    }
  }

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
    let searches = nouns.map { noun in
      NameSearch(
        table: store[noun], typed: typed, languages: context.languages,
        facets: inspection.facets(of: left, relation: relation, noun: noun))
    }
    var found = searches.flatMap { $0.found() }
    if found.isEmpty && candidates.isEmpty { found = searches.flatMap { $0.misspelt() } }
    found.removeAll { offered.contains($0.entity) }
    offered.formUnion(found.map(\.entity))
    unlistedCount += searches.reduce(0) { $0 + $1.unlistedCount }
    // What leaves something first, then by how well it fits, then by name.
    found.sort { $0.order < $1.order }
    let room = max(0, Completion.limit - candidates.count)
    unlistedCount += max(0, found.count - room)
    candidates += found.prefix(room).map(shown)
  }

  private func shown(_ found: NameSearch.Found) -> Completion.Candidate {
    let display = store.displayName(of: found.entity, languages: context.languages)
    let name = found.name ?? display
    let label =
      if found.order.fit.isIndirect {
        explainedName(name, of: found.entity, in: store, languages: context.languages)
          + " ← \(typed.text)"
      } else {
        name == display ? name : "\(name) → \(display)"
      }
    return Completion.Candidate(
      insert: insert(name, found.entity), label: label,
      detail: detail(of: found.entity, found.order.count), count: found.order.count)
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
