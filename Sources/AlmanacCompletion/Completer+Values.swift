internal import AlmanacEngine
internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

/// What stands on the right of a test: names, words of a vocabulary, dates; each with the count of
/// rows that it would leave.
extension Completer {
  /// Adds what may follow `left relation`, or a phrase's relation.
  mutating func addValues(_ left: Expression?, _ relation: Relation?) {
    switch inspection.domain(of: left, relation: relation) {
    case .names(let nouns):
      // `in` is said of times too; who types digits means one.
      let fitsDates = left == nil && relation == .in
      let isDate = typed.text.utf8.first.map { (0x30...0x39).contains($0) } ?? false
      if fitsDates && isDate { addDates(of: nil) }
      addNames(of: nouns, left: left, relation: relation)
      if fitsDates && !isDate { addDates(of: nil) }
    case .words(let words):
      addCounted(
        words.sorted().filter { typed.begins(foldedKey($0)) }.map { (literal($0), $0, "") })
    case .date:
      addDates(of: left)
      addRelativeDates()
    case .number, .text:
      break
    }
  }

  /// The words of the calendar.
  private mutating func addRelativeDates() {
    let phrases = ["today", "this month", "this year", "last year", "next month", "last 2 years"]
    addCounted(phrases.filter(typed.begins).map { ($0, $0, "counted from today") })
  }

  /// The dates that the data has: years, and what is in the year or month that was typed.
  private mutating func addDates(of left: Expression?) {
    guard !typed.isQuoted else { return }
    let parts = typed.text.split(separator: "-", omittingEmptySubsequences: false)
    let isWhole = typed.text.utf8.count == 4 || typed.text.utf8.count == 7
    let depth = min(2, max(0, parts.count - 1) + (isWhole ? 1 : 0))
    let fitting = inspection.dates(of: left).filter { date in
      date.hasPrefix(typed.text)
        && (date == typed.text || date.utf8.count { $0 == UInt8(ascii: "-") } == depth)
    }
    addCounted(fitting.map { ($0, $0, "") })
  }

  /// Adds words that one chooses from, those that would leave nothing at the end.
  private mutating func addCounted(_ words: [(insert: String, label: String, detail: String)]) {
    var empty: [Completion.Candidate] = []
    for word in words {
      let count = count(word.insert)
      let detail = [word.detail, counted(count)].filter { !$0.isEmpty }.joined(separator: " · ")
      let candidate = Completion.Candidate(
        insert: word.insert, label: word.label, detail: detail, count: count)
      if count == 0 { empty.append(candidate) } else { candidates.append(candidate) }
    }
    candidates += empty
  }

  /// Adds records that fit what was typed, each once.
  mutating func addNames(
    of nouns: [Noun], left: Expression? = nil, relation: Relation? = nil
  ) {
    let searches = nouns.map { noun in
      NameSearch(
        table: store[noun], typed: typed, languages: context.languages,
        facets: inspection.facets(of: left, relation: relation, noun: noun))
    }
    var found: [NameSearch.Found] = []
    for search in searches {
      let fitting = search.found()
      found += fitting.records
      unlistedCount += fitting.unlistedCount
    }
    if found.isEmpty && candidates.isEmpty { found = searches.flatMap { $0.misspelt() } }
    for place in found.indices {
      found[place].order.kindRank = nouns.firstIndex(of: found[place].entity.noun) ?? 0
    }
    found.removeAll { offered.contains($0.entity) }
    offered.formUnion(found.map(\.entity))
    // Places are sorted, not what stands there, which is costly to move.
    let order = found.indices.sorted { found[$0].order < found[$1].order }
    let room = max(0, Completion.limit - candidates.count)
    unlistedCount += max(0, found.count - room)
    // What a menu shows is counted, by all that the stage says; what there is no time to count keeps
    // its place.
    var shown = order.prefix(room).enumerated().map { place, index in
      let found = found[index]
      let display = store.displayName(of: found.entity, languages: context.languages)
      let insert = insert(found.name ?? display, found.entity)
      let count = place < Completer.countedLimit ? count(insert) : nil
      var order = found.order
      order.count = count ?? order.count
      return (order: order, candidate: candidate(found, count, display: display, insert: insert))
    }
    shown.sort { $0.order < $1.order }
    candidates += shown.map(\.candidate)
  }

  /// So many names are counted: more than a menu has lines.
  private static let countedLimit = 60

  private func candidate(
    _ found: NameSearch.Found, _ count: Int?, display: String, insert: String
  ) -> Completion.Candidate {
    let name = found.name ?? display
    let label =
      if found.order.fit.isIndirect {
        explainedName(name, of: found.entity, in: store, languages: context.languages)
          + " ← \(typed.text)"
      } else {
        name == display ? name : "\(name) → \(display)"
      }
    return Completion.Candidate(
      insert: insert, label: label, detail: detail(of: found.entity, count), count: count)
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

  /// What it is, where it belongs, how many rows it would leave: `municipality · China · 3 events`.
  private func detail(of entity: Entity, _ count: Int?) -> String {
    let table = store[entity.noun]
    let kinds = table.code("kind").map { column in
      column.list[entity.row].map { column.dictionary[$0] }
    }
    let kind = kinds?.first ?? entity.noun.word
    return [kind, surroundings(of: entity), counted(count)].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  /// The place around a place, the country of an organization.
  private func surroundings(of entity: Entity) -> String {
    let field: String
    switch entity.noun {
    case .place: field = "parent"
    case .organization: field = "country"
    default: return ""
    }
    guard let column = store[entity.noun].reference(field),
      let row = column.list[entity.row].first
    else { return "" }
    return store.displayName(of: Entity(column.target, row), languages: context.languages)
  }

  /// How many of the rows so far would be left if that were put in; nil where it can't be told in time.
  private func count(_ literal: String) -> Int? {
    guard let stage = expectation.stage, hasTime() else { return nil }
    let parsed = parseStatement("print \(literal)")
    guard parsed.diagnostics.isEmpty, case .print(let columns)? = parsed.statement?.kind,
      let value = columns.first?.expression
    else { return nil }
    return inspection.count(of: value, in: stage)
  }

  private func counted(_ count: Int?) -> String {
    guard let count, let noun = inspection.noun else { return "" }
    return "\(count) \(count == 1 ? noun.word : noun.plural)"
  }
}
