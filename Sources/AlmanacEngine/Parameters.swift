public import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

/// Holds what the command line gives to a `param` against its default, and reads nothing else.
///
/// - Parameters:
///   - name: as the `param` has it; its value is looked up in ``QueryContext/arguments``.
///   - text: the statement that holds both.
/// - Throws: ``QueryError`` with `V05` when the value is of another type than the default.
public func checkArgument(
  for name: Name, default value: Query, text: String, context: QueryContext
) throws(QueryError) {
  _ = try argument(for: name, default: value, Faults(text: text), context)
}

/// The default of a `param` as one would type it on a command line.
public func commandLineExample(of value: Query) -> String {
  var text = format(value)
  if value.stages.isEmpty, case .text(let name) = value.source.kind { text = name }
  let isPlain = !text.contains { " ()[]$\"'*;&|<>~\\".contains($0) }
  return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}

/// What a `param` stands for: its value on the command line, read as the type of its default, or the
/// default.
func argument(
  for name: Name, default value: Query, _ faults: Faults, _ context: QueryContext
) throws(QueryError) -> Query {
  guard let given = context.arguments[name.text] else { return value }
  let type = ParameterType(of: value)
  guard let read = type.read(given) else {
    throw faults.error(
      "V05", "$\(name.text) takes \(type.description), not \"\(visible(given))\"",
      at: value.range, label: "its default says what it takes",
      notes: ["such as: --\(name.text) \(commandLineExample(of: value))"])
  }
  // The value was not written in this text: errors in it point at the default.
  var substitution = Substitution([name.text: read])
  let place = Expression(.variable(name.text), value.range)
  return substitution.query(Query(source: place, stages: [], range: value.range))
}

/// What a `param` takes, as its default says.
enum ParameterType: Equatable {
  case number
  /// Four digits: a number, or a date.
  case year
  case date
  /// A name or a text, which the command line gives without quotes.
  case name
  case list
  case query

  init(of query: Query) {
    guard query.stages.isEmpty else {
      self = .query
      return
    }
    self.init(of: query.source)
  }

  private init(of expression: Expression) {
    switch expression.kind {
    case .number(let number): self = number.isYear ? .year : .number
    case .approximate, .negated, .arithmetic, .call: self = .number
    case .date, .relativeDate: self = .date
    case .range(let low, let high):
      self = [low, high].compactMap { $0.map(ParameterType.init) }.first ?? .number
    case .list: self = .list
    case .word(let word) where Noun(word: foldedKey(word)) != nil: self = .query
    case .word, .text, .identity: self = .name
    default: self = .query
    }
  }

  /// The value that a text on the command line is, nil when it is none of this type.
  func read(_ text: String) -> Query? {
    let parsed = parseStatement(text)
    var written: Query?
    if parsed.diagnostics.isEmpty, case .query(let query, nil, nil)? = parsed.statement?.kind {
      written = query
    }
    switch self {
    case .name:
      if let written, written.stages.isEmpty, case .identity = written.source.kind {
        return written
      }
      let range = TextRange(0, text.utf8.count)
      return text.isEmpty
        ? nil : Query(source: Expression(.text(text), range), stages: [], range: range)
    case .query:
      return written
    case .number, .year, .date, .list:
      guard let written else { return nil }
      let type = ParameterType(of: written)
      // A year is a number and a date; a number is no date.
      let isFitting =
        switch (self, type) {
        case (.year, .number), (.year, .date), (.number, .year), (.date, .year): true
        default: type == self
        }
      return isFitting ? written : nil
    }
  }

  var description: String {
    switch self {
    case .number: "a number"
    case .year: "a year, a date or a number"
    case .date: "a date"
    case .name: "a name or a text"
    case .list: "a list in brackets"
    case .query: "a query"
    }
  }
}

extension Decimal {
  fileprivate var isYear: Bool { text.utf8.count == 4 && asYear != nil }
}
