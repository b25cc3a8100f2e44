internal import Almanac

/// Holds what somebody asked against what a step of a lesson wants to know.
///
/// Not the query counts but its result: on the corpus, and on variants of it that the learner never sees,
/// so that what was copied from an answer is told from what was asked.
struct LessonJudge {
  /// The corpus, then its variants.
  private let catalogs: [Catalog]
  private let context: QueryContext
  private let step: LessonStep

  init(_ step: LessonStep, of corpus: Catalog, context: QueryContext) {
    self.step = step
    self.context = context
    catalogs =
      [corpus]
      + [1, 2].map { seed in
        Catalog(
          store: StoreVariant.made(
            of: corpus.store, seed: seed, keepingNamesIn: step.model.text))
      }
  }

  /// How far a result is from the one that is wanted.
  enum Verdict: Hashable {
    case right
    /// A statement that only looks about or gives a name, where something else is wanted.
    case noAnswer
    /// Another kind of result: what is wanted, in a sentence.
    case otherKind(String)
    /// The rows, but in another order than was asked for.
    case otherOrder
    /// So many rows too few and too many, and one of each.
    case otherRows(missing: Int, extra: Int, missingRow: Entity?, extraRow: Entity?)
    /// A value, a test or an explanation that is not the one wanted.
    case otherResult
    /// As wanted on the corpus, and not on a variant.
    case fitsThisDataOnly
    /// It can't be asked at all.
    case fault(String)
  }

  /// - Parameter text: a statement that can be asked.
  func verdict(on text: String) -> Verdict {
    let kind = Kind(text)
    if kind != Kind(step.model.text) {
      if kind == .aside { return .noAnswer }
      if Kind(step.model.text) == .name {
        return .otherKind("a name is wanted here: let $name = …")
      }
      if kind == .name { return .noAnswer }
    }
    for (place, catalog) in catalogs.enumerated() {
      let verdict = verdict(on: text, over: catalog)
      if verdict != .right { return place == 0 ? verdict : .fitsThisDataOnly }
    }
    return .right
  }

  /// The results of the model query, as text, one for each catalog: they differ where the variants
  /// tell what was asked from what was copied.
  var modelResults: [String?] {
    catalogs.map { catalog in
      switch result(of: step.model.text, over: catalog) {
      case .rows(let answer, let query): Rows(answer, of: query, store: catalog.store).text
      case .text(let text): text
      case .fault: nil
      }
    }
  }

  /// Why the model query can't be asked, by catalog.
  var modelFault: String? {
    for catalog in catalogs {
      if case .fault(let message) = result(of: step.model.text, over: catalog) { return message }
    }
    return nil
  }

  /// A query that finds nothing, where rows are wanted: no task may be done by it.
  var emptyAnswers: [LessonStep.Query] {
    guard case .rows(_, let query) = result(of: step.model.text, over: catalogs[0]) else {
      return []
    }
    return [LessonStep.Query(text: "(\(format(query))) limit 0", line: step.model.line)]
  }

  private func verdict(on text: String, over catalog: Catalog) -> Verdict {
    switch (result(of: step.model.text, over: catalog), result(of: text, over: catalog)) {
    case (_, .fault(let message)): return .fault(message)
    case (.fault, _): return .otherResult
    case (.rows(let wanted, let model), .rows(let answer, let query)):
      let verdict = Rows(wanted, of: model, store: catalog.store)
        .verdict(on: Rows(answer, of: query, store: catalog.store))
      guard case .otherRows = verdict, wanted.isOneNumber, answer.isOneNumber else {
        return verdict
      }
      return counted(model, query, over: catalog) ?? .otherResult
    case (.text(let wanted), .text(let text)): return wanted == text ? .right : .otherResult
    case (.rows, .text): return .otherKind("a query is wanted here, whose answer are rows")
    case (.text, .rows):
      return .otherKind("another statement is wanted here: \(firstWord(of: step.model.text))")
    }
  }

  /// Of two different numbers of rows, which rows make the difference; nil where that can't be told.
  private func counted(_ model: Query, _ query: Query, over catalog: Catalog) -> Verdict? {
    guard let model = model.withoutCount, let query = query.withoutCount,
      case .rows(let wanted, _) = result(of: format(model), over: catalog),
      case .rows(let found, _) = result(of: format(query), over: catalog)
    else { return nil }
    let verdict = Rows(wanted, of: model, store: catalog.store)
      .verdict(on: Rows(found, of: query, store: catalog.store))
    if case .otherRows = verdict { return verdict }
    return nil
  }

  private func firstWord(of text: String) -> String {
    String(text.prefix { !$0.isWhitespace })
  }

  // MARK: - Results

  /// What a statement is for.
  private enum Kind {
    /// It tells of an answer, or of what is there.
    case aside
    /// It gives a name to a query.
    case name
    case answer

    init(_ text: String) {
      switch parseStatement(text).statement?.kind {
      case .letBinding?, .param?: self = .name
      case .explain?, .describe?, .why?, .include?: self = .aside
      default: self = .answer
      }
    }
  }

  /// What comes of a statement, as far as two statements can be held against each other.
  private enum Result {
    case rows(Answer, Query)
    /// What was printed, or whether an assertion holds.
    case text(String)
    case fault(String)
  }

  private func result(of text: String, over catalog: Catalog) -> Result {
    do throws(QueryError) {
      switch try catalog.run(parseStatement(text), text: text, context: context) {
      case .rows(let answer, of: let query, draw: _, export: _): return .rows(answer, query)
      case .binding(_, let query):
        let answer = try catalog.answer(format(query), context: context)
        return .rows(answer, query)
      case .values(let values): return .text(renderValues(values, format: .csv))
      case .held: return .text("it is so")
      case .explanation(let explanation, of: _): return .text(plain(explanation))
      case .description(let description):
        return .text(render(description, format: .table, width: nil, style: Style(color: false)))
      case .reason(let reason, of: _):
        return .text(render(reason, format: .table, width: nil, style: Style(color: false)))
      case .include: return .fault("a lesson has no other files")
      }
    } catch {
      let fault = error.diagnostics.first
      if fault?.id == "A01" { return .text("it is not so") }
      if fault?.id == "A02" { return .text("it is maybe so") }
      return .fault(fault.map { "\($0.id): \($0.message)" } ?? "nothing was asked")
    }
  }

  private func plain(_ explanation: Explanation) -> String {
    render(explanation, format: .table, width: nil, style: Style(color: false))
  }
}

/// The rows of an answer, as they are held against those of another.
private struct Rows {
  let answer: Answer
  let query: Query
  let store: Store

  init(_ answer: Answer, of query: Query, store: Store) {
    self.answer = answer
    self.query = query
    self.store = store
  }

  /// The records of the rows; nil where rows are counts.
  private var noun: Noun? {
    switch answer.shape {
    case .records(let noun): noun
    case .card(let entity): entity.noun
    case .groups: nil
    }
  }

  /// The query chooses what is shown, so that this is what counts.
  private var isOfColumns: Bool { noun == nil || query.choosesColumns }

  private var isOrdered: Bool { query.isSorted }

  /// What counts of the rows.
  var text: String {
    if case .card = answer.shape {
      return render(
        answer.withAllFields, format: .csv, width: nil, style: Style(color: false))
    }
    guard !isOfColumns else {
      return render(answer, format: .csv, width: nil, style: Style(color: false))
    }
    return entities.map { entity in
      entity.map { "\($0.noun.word) \(store[$0.noun].ids[$0.row])" } ?? ""
    }.joined(separator: "\n")
  }

  /// What these wanted rows say of the rows of another answer.
  func verdict(on other: Rows) -> LessonJudge.Verdict {
    if noun != nil, other.noun != noun {
      let kind = noun.map { "rows of \($0.plural) are wanted" } ?? ""
      return .otherKind(kind + (other.noun.map { ", and these are \($0.plural)" } ?? ", no counts"))
    }
    if isOfColumns {
      guard answer.columns.count == other.answer.columns.count else {
        return .otherKind(
          "\(counted(answer.columns.count, "column")) are wanted: "
            + answer.columns.map(\.name).joined(separator: ", "))
      }
      return verdict(cells, other.cells, other)
    }
    return verdict(entities, other.entities, other)
  }

  private var cells: [[Value]] {
    (0..<answer.rowCount).map { row in
      answer.columns.indices.map { answer.value(row: row, column: $0) }
    }
  }

  private var entities: [Entity?] { (0..<answer.rowCount).map { answer.entity(row: $0) } }

  private func verdict<Row: Hashable>(
    _ wanted: [Row], _ found: [Row], _ other: Rows
  ) -> LessonJudge.Verdict {
    if wanted == found { return .right }
    var left: [Row: Int] = [:]
    for row in wanted { left[row, default: 0] += 1 }
    var extra: [Int] = []
    for (place, row) in found.enumerated() {
      if left[row, default: 0] > 0 { left[row, default: 0] -= 1 } else { extra.append(place) }
    }
    let missing = wanted.indices.filter { left[wanted[$0], default: 0] > 0 }
    if missing.isEmpty, extra.isEmpty { return isOrdered ? .otherOrder : .right }
    return .otherRows(
      missing: left.values.reduce(0, +), extra: extra.count,
      missingRow: missing.first.flatMap { answer.entity(row: $0) },
      extraRow: extra.first.flatMap { other.answer.entity(row: $0) })
  }
}

extension Answer {
  /// Whether it is how many there are.
  fileprivate var isOneNumber: Bool { shape == .groups && rowCount == 1 && columns.count == 1 }
}

extension Query {
  /// What it counts; nil where it does not end in a count of all rows.
  fileprivate var withoutCount: Query? {
    guard case .count(let keys)? = stages.last?.kind, keys.isEmpty else { return nil }
    var query = self
    query.stages.removeLast()
    return query
  }

  /// Whether the order of its rows was asked for.
  fileprivate var isSorted: Bool {
    stages.contains { if case .sort = $0.kind { true } else { false } }
  }
}

/// `3 columns`, `1 row`.
func counted(_ count: Int, _ word: String) -> String {
  "\(separated(count)) \(word)" + (count == 1 ? "" : "s")
}
