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
  /// Whether there is time to count another candidate.
  let hasTime: () -> Bool
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
}
