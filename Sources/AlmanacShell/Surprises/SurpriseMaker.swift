internal import Almanac

/// Finds statements about what is loaded, whatever that is: a kind of statement is drawn, then a record,
/// a field or a value of the data, and what it says is asked before it is said.
struct SurpriseMaker {
  let catalog: Catalog
  let context: QueryContext
  var chance: Chance

  /// Of each kind so many records are tried: most fields of most records are empty.
  private static let tryCount = 12

  init(_ catalog: Catalog, context: QueryContext, seed: UInt64) {
    self.catalog = catalog
    self.context = context
    chance = Chance(seed: seed)
  }

  /// A statement at random; nil where the data has nothing to say.
  mutating func surprise() -> Surprise? {
    for kind in Surprise.Kind.allCases.shuffled(using: &chance) {
      if let surprise = surprise(of: kind) { return surprise }
    }
    return nil
  }

  /// A statement of one kind, proven; nil where none was found.
  mutating func surprise(of kind: Surprise.Kind) -> Surprise? {
    for _ in 0..<SurpriseMaker.tryCount {
      if let draft = draft(of: kind), isProven(draft) { return draft }
    }
    return nil
  }

  private mutating func draft(of kind: Surprise.Kind) -> Surprise? {
    switch kind {
    case .weekday: weekday()
    case .length: length()
    case .share: share()
    case .greatest: greatest()
    case .earliest: earliest()
    case .mostFrequent: mostFrequent()
    case .parts: parts()
    case .figure: figure()
    case .readings: readings()
    case .name: name()
    case .together: together()
    case .sameDay: sameDay()
    case .unstated: unstated()
    case .field: field()
    case .vague: vague()
    }
  }

  /// Whether the test of a statement is surely so, and its query shows something.
  func isProven(_ surprise: Surprise) -> Bool {
    let assertion = "assert \(surprise.test)"
    guard
      case .held? = try? catalog.run(
        parseStatement(assertion), text: assertion, context: context)
    else { return false }
    return (answer(surprise.query)?.rowCount ?? 0) > 0
  }
}

// MARK: - What is there

extension SurpriseMaker {
  var store: Store { catalog.store }

  /// One of these, or nil of none.
  mutating func one<Element>(of elements: [Element]) -> Element? {
    elements.randomElement(using: &chance)
  }

  /// A record of a noun that answers list.
  mutating func record(_ noun: Noun) -> Entity? {
    let table = store[noun]
    guard table.rowCount > 0 else { return nil }
    // By its place in the data, so that chance does not change with the numbers of rows.
    let place = UInt32.random(in: 0..<UInt32(table.rowCount), using: &chance)
    let row = table.dataOrder[Int(place)]
    return table.hiddenRows.contains(row) ? nil : Entity(noun, row)
  }

  /// A noun that has records, mostly events: these are what one asks about.
  mutating func noun(among nouns: [Noun]) -> Noun? {
    let filled = nouns.filter { store[$0].rowCount > 0 }
    return Bool.random(using: &chance) && filled.contains(.event) ? .event : one(of: filled)
  }

  func answer(_ query: String) -> Answer? { try? catalog.answer(query, context: context) }

  /// What a record holds in a field, how far that is known, and who says so.
  func finding(_ field: String, of entity: Entity) -> Finding? {
    let question = "why \(identity(entity)).\(field)"
    guard
      case .reason(.field(let attribution), of: _)? = try? catalog.run(
        parseStatement(question), text: question, context: context)
    else { return nil }
    return attribution.finding
  }

  /// The fields of a noun of those types that its records have values in, with those of the data.
  func fields(of noun: Noun, where isWanted: (Field) -> Bool) -> [Field] {
    let table = store[noun]
    let further = (table.measures + table.furtherKeys).compactMap { table.dataField($0) }
    return Schema.fields(of: noun).filter {
      $0.origin == .stored && table.columns[$0.name] != nil && isWanted($0)
    } + further.filter(isWanted)
  }

  /// How many records a noun has.
  func count(of noun: Noun) -> Int { store[noun].rowCount - store[noun].hiddenRows.count }
}

// MARK: - How it is written

extension SurpriseMaker {
  func identity(_ entity: Entity) -> String { identityLiteral(entity, in: store) }

  /// A name in quotation marks, as sentences have it.
  func called(_ entity: Entity) -> String {
    "“\(store.displayName(of: entity, languages: context.languages))”"
  }

  /// A value as sentences have it: names and words in quotation marks.
  func called(_ value: Value) -> String {
    switch value {
    case .entity(let entity, name: _): called(entity)
    case .text(let text): "“\(text)”"
    default: text(of: value)
    }
  }

  /// A value as tests have it; nil where no test can name it.
  func literal(_ value: Value) -> String? {
    switch value {
    case .entity(let entity, name: _): identity(entity)
    case .text(let text): SurpriseMaker.literal(text)
    case .number(let quantity) where quantity.isExact: text(of: value)
    case .date(let date) where date.starts.isExact && date.starts == date.ends && !date.isGuess:
      date.starts.earliest.text
    default: nil
    }
  }

  /// A text as the language writes it.
  static func literal(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }

  /// That a record passes a test, as a test.
  func test(_ test: String, of entity: Entity) -> String {
    let id = SurpriseMaker.literal(store[entity.noun].ids[entity.row])
    return "exists(\(entity.noun.plural) where id = \(id) and \(test))"
  }

  /// `a`, `a and b`, `a, b and c`.
  static func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The first two rows of an answer, and how many more there are.
  func listedRows(of answer: Answer) -> String {
    let names = (0..<min(2, answer.rowCount)).compactMap { answer.entity(row: $0).map(called) }
    let rest = answer.rowCount > 2 ? ["\(separated(answer.rowCount - 2)) more"] : []
    return SurpriseMaker.listed(names + rest)
  }

  /// Who says what was found; of a document it is the document, of a thing that only its name made
  /// whoever tells of its events.
  func sources(of finding: Finding) -> [String] {
    let lines = render(finding.evidence)
    if !lines.isEmpty { return lines }
    return finding.subject.noun == .source
      ? itself(finding.subject) : sources(of: "\(identity(finding.subject)).events")
  }

  /// A document as the source of what is said of it.
  func itself(_ source: Entity) -> [String] {
    ["\(store[.source].ids[source.row]), the document itself"]
  }

  /// The sources of all rows of a query in one line, or of their events where only these have some:
  /// `3 sources: 001, 003, 004`.
  func sources(of query: String) -> [String] {
    let answers = ["(\(query)).source", "(\(query)).events.source"].lazy.compactMap {
      self.answer($0)
    }
    guard let answer = answers.first(where: { $0.rowCount > 0 }) else { return [] }
    let ids = (0..<answer.rowCount).compactMap { row in
      answer.entity(row: row).map { store[$0.noun].ids[$0.row] }
    }
    let shownIds = ids.prefix(5).joined(separator: ", ") + (ids.count > 5 ? " …" : "")
    return [ids.count == 1 ? shownIds : "\(counted(ids.count, "source")): \(shownIds)"]
  }
}
