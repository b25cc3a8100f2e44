import Almanac

/// The engine as users meet it, its answers as plain values.
struct EngineDoor: Sendable {
  let catalog: Catalog
  let context: QueryContext

  /// - Parameter tuning: worlds are small, so two threads share what is far too little for two.
  init(_ store: Store, today: Day, tuning: Tuning = Tuning(threadRowCount: 1)) {
    catalog = Catalog(store: store)
    var context = QueryContext(today: today, languages: ["en"])
    context.tuning = tuning
    self.context = context
  }

  func outcome(of text: String) throws -> Outcome {
    let answer = try catalog.answer(text, context: context)
    var outcome = Outcome()
    outcome.maybeCount = answer.footer.maybeCount
    outcome.unstatedCount = answer.footer.notStatedCount
    outcome.columns = answer.columns.map(\.name)
    for row in 0..<answer.rowCount {
      if let entity = answer.entity(row: row) {
        outcome.ids.append(catalog.store[entity.noun].ids[entity.row])
      }
      outcome.rows.append(
        answer.columns.indices.map { description(of: answer.value(row: row, column: $0)) }
          .joined(separator: " | "))
    }
    return outcome
  }

  /// The cells of an answer, row by row.
  func cells(_ text: String) throws -> [[Cell]] {
    let answer = try catalog.answer(text, context: context)
    return (0..<answer.rowCount).map { row in
      answer.columns.indices.map { cell(answer.value(row: row, column: $0)) }
    }
  }

  /// The ids of the records that a query finds.
  func ids(_ text: String) throws -> [String] { try outcome(of: text).ids }

  /// Which of the three answers a test has, by id.
  func answers(_ test: String, source: String = "events") throws -> [String: String] {
    let outcome = try outcome(of: "\(source) show (\(test)) as a")
    return Dictionary(zip(outcome.ids, outcome.rows)) { first, _ in first }
  }

  private func description(of value: Value) -> String { cell(value).description }

  private func cell(_ value: Value) -> Cell {
    switch value {
    case .missing: .missing
    case .none: .none
    case .text(let text): .text(text)
    case .number(let quantity):
      .amount(Amount(low: quantity.lower, high: quantity.upper, isGuess: quantity.isGuess))
    case .date(let date):
      .date(
        Dates(
          starts: date.starts, ends: date.ends, startMinute: date.startMinute,
          endMinute: date.endMinute, isGuess: date.isGuess))
    case .entity(let entity, _):
      .thing(Kind(rawValue: entity.noun.word) ?? .event, catalog.store[entity.noun].ids[entity.row])
    case .truth(let truth): .truth(truth)
    case .list(let values, let open): .list(values.map { cell($0) }, more: open?.map(\.count))
    case .doubtful(let inner): .doubtful(cell(inner))
    case .notStated: .notStated
    case .notNamed(let count): .notNamed(count)
    }
  }
}
