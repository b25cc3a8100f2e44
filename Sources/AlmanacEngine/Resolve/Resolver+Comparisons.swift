internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  func comparison(
    _ left: Expression, _ isNegated: Bool, _ comparator: Comparator, _ quantifier: Quantifier?,
    _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    let operand = try operand(left)
    let isUnequal = comparator == .notEqual
    let positive = isUnequal ? Comparator.equal : comparator
    let predicate: Predicate
    switch operand {
    case .path(let path):
      predicate = try pathComparison(path, left, positive, quantifier, right, at: range)
    case .column(let index, let column):
      predicate = try columnComparison(index, column, operand, positive, right, at: range)
    case .answer, .text, .date:
      throw faults.error(
        "T03", "\(faults.written(left.range)) is no field", at: left.range,
        label: "a field is expected on the left",
        notes: ["fields: " + fieldNames.prefix(12).joined(separator: ", ")])
    case .test:
      throw faults.notYet("comparing a test", at: range)
    case .datePart(.weekday, let inner):
      predicate = try weekday(inner, positive, right, at: range)
    case .number, .arithmetic, .count, .datePart:
      predicate = try numberComparison(operand, positive, right)
    }
    return isUnequal != isNegated ? .not(predicate) : predicate
  }

  private func pathComparison(
    _ path: Path, _ left: Expression, _ comparator: Comparator, _ quantifier: Quantifier?,
    _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    guard let field = path.fields.last, let noun = path.nouns.last else { return .identity([]) }
    if let quantifier, quantifier != .any, field.type != .code, !field.type.isEntity {
      throw faults.notYet("`\(quantifier.rawValue)` with \(field.name)", at: range)
    }
    switch field.type {
    case .entity(let target):
      try requireEquality(comparator, field, left, right, at: range)
      if case .subquery(let query) = right.kind, quantifier == nil || quantifier == .any {
        let members = try membership(of: query, target, at: right.range)
        return nested(path) { .exists($0, members) }
      }
      let use = NameUse(holder: field.name, range: range, isPhrase: false)
      let rows = try entities(right, target, as: use)
      if let quantifier, quantifier != .any {
        return nested(path) { .quantified($0, quantifier, rows, isUnder: false) }
      }
      return nested(path) { .exists($0, .identity(rows)) }
    case .anyEntity:
      try requireEquality(comparator, field, left, right, at: range)
      let things = try things(right)
      return nested(path) { .refers($0, things) }
    case .number:
      if let other = try fieldOperand(right), path.fields.count == 1 {
        guard other.type == .number else { throw incomparable(left, right, "") }
        return .compare(.path(path), comparator, other)
      }
      let bound = try number(right, for: field, left)
      return nested(path) {
        .number(.path(Path(noun: noun, fields: [$0])), comparator, bound)
      }
    case .day:
      if let other = try fieldOperand(right), path.fields.count == 1 {
        guard other.type == .day || other.type == .period else {
          throw incomparable(left, right, "")
        }
        return .compare(.path(path), comparator, other)
      }
      let days = try days(right, for: field, left)
      return nested(path) { .day($0, comparator, days) }
    case .period:
      let days = try days(right, for: field, left)
      return nested(path) { periodComparison($0, comparator, days, noun) }
    case .code:
      try requireEquality(comparator, field, left, right, at: range)
      let words = try codeWords(right, field, noun)
      return nested(path) { codes($0, quantifier, words) }
    case .text:
      try requireEquality(comparator, field, left, right, at: range)
      return try textComparison(path, field, noun, right, at: range)
    }
  }

  private func codes(_ field: Field, _ quantifier: Quantifier?, _ words: [String]) -> Predicate {
    func all() -> Predicate {
      words.dropFirst().reduce(.code(field, Array(words.prefix(1)))) {
        .and($0, .code(field, [$1]))
      }
    }
    switch quantifier {
    case nil, .any: return .code(field, words)
    case .none?: return .not(.code(field, words))
    case .all: return all()
    case .only: return .codesOnly(field, words)
    case .exactly: return .and(all(), .codesOnly(field, words))
    }
  }

  /// `when = 2023` is `during`, `<` is `before`, `<=` looks at the end, `>=` at the start.
  private func periodComparison(
    _ field: Field, _ comparator: Comparator, _ days: DateRange, _ noun: Noun
  ) -> Predicate {
    switch comparator {
    case .less: return .period(.before, days, field)
    case .greater: return .period(.after, days, field)
    case .lessOrEqual:
      return Schema.field("ends", of: noun).map { .day($0, .lessOrEqual, days) } ?? .identity([])
    case .greaterOrEqual:
      return Schema.field("starts", of: noun).map { .day($0, .greaterOrEqual, days) }
        ?? .identity([])
    case .equal, .notEqual: return .period(.during, days, field)
    }
  }

  private func textComparison(
    _ path: Path, _ field: Field, _ noun: Noun, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    switch field.origin {
    case .displayName, .allNames, .aliases, .acronym:
      let use = NameUse(holder: field.name, range: range, isPhrase: false)
      let rows = try entities(right, noun, as: use)
      return nested(path) { _ in .identity(rows) }
    case .identifier:
      let rows = try identifiers(right, noun)
      return nested(path) { _ in .identity(rows) }
    default:
      let texts = try texts(right)
      let predicates = texts.map { text in
        nested(path) { .text(.path(Path(noun: noun, fields: [$0])), .equals, text) }
      }
      guard let first = predicates.first else { return .identity([]) }
      return predicates.dropFirst().reduce(first) { .or($0, $1) }
    }
  }

  private func identifiers(_ expression: Expression, _ noun: Noun) throws(QueryError) -> [UInt32] {
    switch expression.kind {
    case .list(let items):
      var rows: [UInt32] = []
      for item in items { rows += try identifiers(item, noun) }
      return rows
    case .identity(let word, let id):
      return [try identity(word, id, at: expression.range).row]
    default:
      var ids: [String] = []
      if case .number(let number) = expression.kind {
        ids = [number.text]
      } else if case .date(_, let text) = expression.kind {
        ids = [text]
      } else {
        ids = try texts(expression)
      }
      return try ids.map { id throws(QueryError) in
        if let row = store[noun].row(id: id) { return row }
        throw faults.error(
          "N02", "no \(noun.word) has the id \"\(id)\"", at: expression.range,
          fixes: [Diagnostic.Fix("\(noun.plural) show id, name")])
      }
    }
  }

  /// The texts that an expression spells: a word counts as itself.
  func texts(_ expression: Expression) throws(QueryError) -> [String] {
    switch expression.kind {
    case .text(let text), .word(let text): return [text]
    case .number(let number): return [number.text]
    case .date(_, let text): return [text]
    case .countColumn: return ["count"]
    case .list(let items):
      var texts: [String] = []
      for item in items { texts += try self.texts(item) }
      return texts
    default:
      throw faults.error(
        "T01", "\(faults.written(expression.range)) is not a text", at: expression.range,
        label: "text in double quotes is expected here")
    }
  }

  private func numberComparison(
    _ operand: Operand, _ comparator: Comparator, _ right: Expression
  ) throws(QueryError) -> Predicate {
    if case .tuples = scope {
      return .tuple(.number(operand, comparator, try quantity(right)))
    }
    if let other = try fieldOperand(right) { return .compare(operand, comparator, other) }
    return .number(operand, comparator, try quantity(right))
  }

  private func weekday(
    _ inner: Operand, _ comparator: Comparator, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    guard comparator == .equal else {
      throw faults.error(
        "T01", "days of the week have no order to compare by", at: range,
        label: "use `=` or `!=`: weekday(starts) = any (Saturday, Sunday)")
    }
    var days: [Int] = []
    for name in try texts(right) {
      let key = foldedKey(name)
      guard let place = weekdayNames.firstIndex(where: { foldedKey($0) == key }) else {
        let near = weekdayNames.first {
          editDistance(key, foldedKey($0), limit: suggestionLimit(forLength: key.count)) != nil
        }
        throw faults.error(
          "N06", "no day of the week is called \"\(name)\"", at: right.range,
          label: near.map { "close: \($0)" } ?? "",
          notes: ["days: " + weekdayNames.joined(separator: ", ")],
          fixes: near.map { [faults.fix(right.range, $0)] } ?? [])
      }
      days.append(place + 1)
    }
    return .weekday(inner, days)
  }

  /// A field of the row on the right side, for comparing two fields; nil for anything else.
  private func fieldOperand(_ expression: Expression) throws(QueryError) -> Operand? {
    switch expression.kind {
    case .word(let word):
      guard case .records(let noun) = scope, let field = field(word, of: noun) else { return nil }
      return .path(Path(noun: noun, fields: [field]))
    case .arithmetic, .call: return try operand(expression)
    case .member: return try operand(expression)
    default: return nil
    }
  }

  private func number(
    _ right: Expression, for field: Field, _ left: Expression
  ) throws(QueryError) -> Quantity {
    switch right.kind {
    case .number, .approximate, .negated, .range: return try quantity(right)
    case .subquery: throw faults.notYet("a query inside a test", at: right.range)
    default:
      throw incomparable(left, right, "\(field.name) is a number")
    }
  }

  /// T01: the two sides are of different kinds; carets under the sign, tildes under both.
  private func incomparable(
    _ left: Expression, _ right: Expression, _ label: String, notes: [String] = [],
    fixes: [Diagnostic.Fix] = []
  ) -> QueryError {
    let between = faults.written(TextRange(left.range.end, right.range.start))
    let before = between.prefix { $0 == " " }.utf8.count
    let sign = between.drop { $0 == " " }.prefix { $0 != " " }.utf8.count
    let start = left.range.end + before
    return faults.error(
      "T01",
      "\(faults.written(left.range)) and \(faults.written(right.range)) cannot be compared",
      at: sign > 0 ? TextRange(start, start + sign) : right.range, label: label,
      secondary: Diagnostic.Label(range: left.range.joined(with: right.range)), notes: notes,
      fixes: fixes)
  }

  private func days(
    _ right: Expression, for field: Field, _ left: Expression
  ) throws(QueryError) -> DateRange {
    if let days = try dateRange(right) { return days }
    try refuseOtherTimes(right)
    throw incomparable(left, right, "\(field.name) is a date: 2023, 2023-11, 2023-11-06")
  }

  private func requireEquality(
    _ comparator: Comparator, _ field: Field, _ left: Expression, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) {
    guard comparator == .equal else {
      throw faults.error(
        "T01", "\(field.name) has no order to compare by", at: range,
        label: "\(field.name) is \(kindPhrase(field.type)): use `=` or `!=`")
    }
    guard case .records(.event) = scope, try dateRange(right) != nil, case .entity = field.type
    else {
      return
    }
    throw incomparable(
      left, right, "",
      notes: ["\(field.name) holds \(plural(of: field)); dates are in: when, starts, ends"],
      fixes: dateFix(range, right))
  }

  private func plural(of field: Field) -> String {
    if case .entity(let noun) = field.type { return noun.plural }
    return "things"
  }

  /// `where place = 2023` becomes `in 2023`, the word `where` included when the test stands alone.
  private func dateFix(_ range: TextRange, _ right: Expression) -> [Diagnostic.Fix] {
    let before = faults.written(TextRange(0, range.start))
    let phrase = "in \(faults.written(right.range))"
    if before.hasSuffix("where ") {
      return [faults.fix(TextRange(range.start - 6, range.end), phrase)]
    }
    return [faults.fix(range, phrase)]
  }

  // MARK: - Made rows

  private func columnComparison(
    _ index: Int, _ column: TupleColumn, _ operand: Operand, _ comparator: Comparator,
    _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    switch column.type {
    case .number:
      return .tuple(.number(operand, comparator, try quantity(right)))
    case .entity(let noun):
      let use = NameUse(holder: column.name, range: range, isPhrase: false)
      return .tuple(.entity(index, noun: noun, try entities(right, noun, as: use), isUnder: false))
    case .day, .period:
      guard let days = try dateRange(right) else {
        throw faults.error(
          "T01", "\(column.name) and \(faults.written(right.range)) cannot be compared",
          at: right.range, label: "\(column.name) is a date")
      }
      return .tuple(.day(index, comparator, days))
    case .text, .code, .anyEntity, .truth:
      guard comparator == .equal else {
        throw faults.error(
          "T01", "\(column.name) has no order to compare by", at: range,
          label: "\(column.name) holds words: use `=` or `!=`")
      }
      let predicates = try texts(right).map { Predicate.tuple(.text(index, .equals, $0)) }
      guard let first = predicates.first else { return .identity([]) }
      return predicates.dropFirst().reduce(first) { .or($0, $1) }
    }
  }
}
