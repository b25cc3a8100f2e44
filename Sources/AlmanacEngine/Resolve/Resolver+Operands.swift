internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  /// An expression that has a value for each row.
  func operand(_ expression: Expression) throws(QueryError) -> Operand {
    if let column = column(named: expression) { return column }
    switch expression.kind {
    case .word(let word):
      return try head(Name(word, expression.range))
    case .countColumn:
      return try head(Name("count", expression.range))
    case .member, .filtered:
      return .path(try path(expression))
    case .number(let number):
      return .number(Quantity(lower: number.millionths, upper: number.millionths))
    case .approximate, .range, .negated:
      return .number(try quantity(expression))
    case .text(let text):
      return .text(text)
    case .date(let range, let text):
      return .date(range, text: text)
    case .arithmetic(let left, let sign, let right):
      return .arithmetic(try number(left), Arithmetic(sign), try number(right))
    case .call(let name, let isDistinct, let arguments):
      return try call(name, isDistinct, arguments, at: expression.range)
    case .or, .and, .modified, .phrase, .relation, .comparison, .state:
      return .test(try test(expression))
    case .relativeDate(let relative):
      return .date(dateRange(relative), text: faults.written(expression.range))
    case .subquery:
      throw faults.notYet("a query inside a test", at: expression.range)
    // Names are settled before anything is resolved; one that is left has been told as N05.
    case .identity, .list, .variable:
      throw faults.error(
        "T03", "\(faults.written(expression.range)) is no value of a row", at: expression.range,
        label: "a field is expected here", notes: ["fields: \(fieldNames.joined(separator: ", "))"])
    }
  }

  private func number(_ expression: Expression) throws(QueryError) -> Operand {
    let operand = try operand(expression)
    guard operand.type == .number else {
      throw faults.error(
        "T05", "\(faults.written(expression.range)) is no number", at: expression.range,
        label: "arithmetic takes numbers")
    }
    guard !operand.isMany else {
      throw faults.notYet("arithmetic on a field of many values", at: expression.range)
    }
    return operand
  }

  /// `place.country` and `year(starts)` after a count by them: the column of that name.
  private func column(named expression: Expression) -> Operand? {
    guard case .tuples(let columns, _) = scope else { return nil }
    switch expression.kind {
    case .member, .filtered, .call, .arithmetic: break
    default: return nil
    }
    let name = foldedText(format(expression))
    return columns.firstIndex { foldedText($0.name) == name }.map { .column($0, columns[$0]) }
  }

  /// A word at the head of a path.
  private func head(_ name: Name) throws(QueryError) -> Operand {
    switch scope {
    case .tuples(let columns, let maker):
      let key = foldedText(name.text)
      if let index = columns.firstIndex(where: { foldedText($0.name) == key }) {
        return .column(index, columns[index])
      }
      throw unknownColumn(name, columns, maker)
    case .records(let noun):
      if let field = field(name.text, of: noun) {
        return .path(Path(noun: noun, fields: [field]))
      }
      if foldedKey(name.text) == "answer" { return .answer }
      throw unknownField(name, of: noun)
    }
  }

  private func isField(_ word: String) -> Bool {
    guard case .records(let noun) = scope else { return false }
    return field(word, of: noun) != nil
  }

  /// A field of the schema, a measure, or a further key of the data, keywords folded.
  func field(_ name: String, of noun: Noun) -> Field? {
    let key = foldedText(name)
    return Schema.field(key, of: noun) ?? store[noun].dataField(key) ?? store[noun].dataField(name)
  }

  /// A dotted or filtered expression whose head is a field.
  func path(_ expression: Expression) throws(QueryError) -> Path {
    let (head, steps) = expression.pathSteps
    switch head.kind {
    case .word(let word):
      if case .tuples(let columns, let maker) = scope {
        throw unknownColumn(Name(word, head.range), columns, maker)
      }
      guard case .path(let start) = try self.head(Name(word, head.range)) else {
        throw faults.error(
          "T03", "\(word) has no fields of its own", at: head.range,
          label: "a field is expected here")
      }
      return try path(steps: steps, from: start.noun, start: start)
    case .subquery:
      throw faults.notYet("a query inside a test", at: head.range)
    default:
      throw faults.error(
        "T03", "\(faults.written(head.range)) has no fields", at: head.range,
        label: "a field is expected here")
    }
  }

  /// The steps `.name` and `[test]` one after the other, from a noun or from a path so far.
  func path(
    steps: [Expression], from noun: Noun, start: Path? = nil
  ) throws(QueryError) -> Path {
    var path = start ?? Path(noun: noun, fields: [])
    for step in steps {
      var reached = noun
      if let last = path.fields.last {
        guard case .entity(let target) = last.type else {
          if case .anyEntity = last.type {
            throw faults.error(
              "T03", "\(last.name) may be a thing of any noun, so it has no fields of its own",
              at: step.range, label: "compare it with a name or an @id",
              notes: fieldNames.contains("event")
                ? ["`event` is the subject where that is an event"] : [])
          }
          if case .member(_, let name) = step.kind {
            throw faults.error(
              "N01", "\(last.name) has no field \"\(name.text)\"", at: name.range,
              label: "\(last.name) is \(kindPhrase(last.type)), not a thing")
          }
          if last.name == "link" { throw faults.notYet("looking into links", at: step.range) }
          throw faults.error(
            "T03", "\(last.name) holds no things to look into", at: step.range)
        }
        reached = target
      }
      switch step.kind {
      case .member(_, let name):
        guard let field = field(name.text, of: reached) else {
          throw unknownField(name, of: reached)
        }
        path.fields.append(field)
      case .filtered(_, let test):
        var inner = self
        inner.scope = .records(reached)
        let predicate = try inner.test(test)
        let position = path.fields.count - 1
        path.filters[position] = path.filters[position].map { .and($0, predicate) } ?? predicate
      default: continue
      }
    }
    return path
  }

  private func call(
    _ name: Name, _ isDistinct: Bool, _ arguments: [Expression], at range: TextRange
  ) throws(QueryError) -> Operand {
    let key = foldedText(name.text)
    if let part = DatePart(rawValue: key), let argument = arguments.first, arguments.count == 1 {
      let inner = try operand(argument)
      guard inner.type == .day || inner.type == .period, !inner.isMany else {
        throw faults.error(
          "T05", "`\(key)` takes a date: starts, ends, when", at: argument.range,
          fixes: [faults.fix(argument.range, "starts")])
      }
      return .datePart(part, inner)
    }
    if let argument = arguments.first, arguments.count == 1, !isDistinct,
      let total = try total(key, argument)
    {
      return total
    }
    if key == "count", let argument = arguments.first, arguments.count == 1, !isDistinct {
      switch argument.kind {
      case .subquery(let query):
        return .number(try count(of: query))
      case .word(let word) where Noun(word: foldedKey(word)) != nil && !isField(word):
        let query = Query(source: argument, stages: [], range: argument.range)
        return .number(try count(of: query))
      case .word, .member, .filtered:
        if case .path(let path) = try operand(argument), case .entity? = path.fields.last?.type {
          return .count(path)
        }
      default: break
      }
    }
    if key == "length" || key == "lower", let argument = arguments.first, arguments.count == 1 {
      let inner = try operand(argument)
      guard inner.type == .text || inner.type == .code else {
        throw faults.error(
          "T05", "`\(key)` takes a text: name, note, motto", at: argument.range,
          label: "\(faults.written(argument.range)) is none",
          fixes: [faults.fix(argument.range, "name")])
      }
    }
    throw faults.notYet("`\(faults.written(range))`", at: range)
  }

  // MARK: - Columns

  func outputColumns(_ columns: [Column]) throws(QueryError) -> [OutputColumn] {
    var output: [OutputColumn] = []
    for column in columns {
      guard let expression = column.expression else {
        output += everyColumn()
        continue
      }
      let operand = try operand(expression)
      let name = column.alias?.text ?? columnName(expression, operand)
      if output.contains(where: { $0.name == name }) {
        throw sameName(name, column)
      }
      output.append(OutputColumn(name: name, operand: operand))
    }
    return output
  }

  func sameName(_ name: String, _ column: Column) -> QueryError {
    let written = column.expression.map { faults.written($0.range) } ?? name
    return faults.error(
      "S12", "two columns are called \"\(name)\"", at: column.range,
      label: "give it another name with `as`",
      fixes: [faults.fix(column.range, "\(written) as other")])
  }

  /// The name of a column without `as`: its text in the formatter's spelling.
  private func columnName(_ expression: Expression, _ operand: Operand) -> String {
    if case .path(let path) = operand, path.filters.isEmpty { return path.text }
    if case .column(_, let column) = operand { return column.name }
    return format(expression)
  }

  /// `*`: every field, or every column.
  private func everyColumn() -> [OutputColumn] {
    switch scope {
    case .tuples(let columns, _):
      return columns.enumerated().map {
        OutputColumn(name: $1.name, operand: .column($0, $1))
      }
    case .records(let noun):
      let table = store[noun]
      let data = (table.measures + table.furtherKeys).compactMap { table.dataField($0) }
      return (Schema.fields(of: noun) + data).map {
        OutputColumn(name: $0.name, operand: .path(Path(noun: noun, fields: [$0])))
      }
    }
  }

  // MARK: - Faults

  /// The names that may stand where a field is wanted.
  var fieldNames: [String] {
    switch scope {
    case .tuples(let columns, _): columns.map(\.name)
    case .records(let noun):
      Schema.fields(of: noun).map(\.name) + store[noun].measures + store[noun].furtherKeys
    }
  }

  func unknownField(_ name: Name, of noun: Noun) -> QueryError {
    let key = foldedText(name.text)
    let table = store[noun]
    let known = Schema.fields(of: noun).map(\.name) + table.measures + table.furtherKeys
    let near =
      known.filter { $0 + "s" == key || key + "s" == $0 }
      + known.compactMap { candidate -> (String, Int)? in
        editDistance(key, candidate, limit: suggestionLimit(forLength: key.count))
          .map { (candidate, $0) }
      }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    if near.isEmpty, let usual = usualNames[key], known.contains(usual) {
      return faults.error(
        "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
        label: "here it is `\(usual)`", fixes: [faults.fix(name.range, usual)])
    }
    if near.isEmpty, let holder = holder(of: key, noun) {
      return faults.error(
        "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
        label: "\(holder.name) has one", fixes: [faults.fix(name.range, "\(holder.name).\(key)")])
    }
    guard let best = near.first else {
      return faults.error(
        "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
        notes: ["fields: " + wrapped(known)])
    }
    return faults.error(
      "N01", "\(noun.plural) have no field \"\(name.text)\"", at: name.range,
      label: "close: \(best)", fixes: [faults.fix(name.range, best)])
  }

  /// The field that leads to things with a field of that name: `place` for `country`.
  private func holder(of key: String, _ noun: Noun) -> Field? {
    Schema.fields(of: noun).first { field in
      guard case .entity(let target) = field.type else { return false }
      return Schema.field(key, of: target) != nil
    }
  }

  /// Names for one line of a note.
  private func wrapped(_ names: [String]) -> String {
    names.count <= 12
      ? names.joined(separator: ", ")
      : names.prefix(12).joined(separator: ", ") + " … (\(names.count) in all)"
  }

  private func unknownColumn(
    _ name: Name, _ columns: [TupleColumn], _ maker: String
  ) -> QueryError {
    if columns.isEmpty {
      return faults.error(
        "T03", "`\(name.text)` is no value: there is no row to look at", at: name.range,
        notes: ["values: count(events by CAST), sum(events.attendance), 12, \"text\""])
    }
    let names = columns.map(\.name).joined(separator: ", ")
    return faults.error(
      "T02", "after `\(maker)` only these columns exist: \(names)", at: name.range,
      label: "used up by the count",
      notes: ["put what asks for it before the count"])
  }

  func kindPhrase(_ type: ValueType) -> String {
    switch type {
    case .text: "a text"
    case .code: "a word"
    case .number: "a number"
    case .day: "a day"
    case .period: "a period"
    case .entity(let noun): noun.withArticle
    case .anyEntity: "a thing"
    }
  }
}

extension Arithmetic {
  init(_ sign: ArithmeticOperator) {
    switch sign {
    case .plus: self = .plus
    case .minus: self = .minus
    case .times: self = .times
    case .over: self = .over
    }
  }
}

/// What other data call a field.
private let usualNames = [
  "title": "name", "date": "when", "dates": "when", "time": "when", "day": "when",
  "location": "place", "city": "place", "venue": "place", "where": "place", "type": "kind",
  "category": "kind", "topic": "theme", "topics": "theme", "subject": "theme",
  "description": "note", "link": "url", "website": "url", "duration": "days",
]

extension Expression {
  /// What a dotted or filtered expression begins with, and its steps `.name` and `[test]` in order.
  var pathSteps: (head: Expression, steps: [Expression]) {
    var steps: [Expression] = []
    var head = self
    while let base = head.kind.pathBase {
      steps.append(head)
      head = base
    }
    return (head, steps.reversed())
  }
}

extension Expression.Kind {
  fileprivate var pathBase: Expression? {
    switch self {
    case .member(let base, _), .filtered(let base, _): base
    default: nil
    }
  }
}
