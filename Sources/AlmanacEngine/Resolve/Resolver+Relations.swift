internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  /// A relation with a left side: `place not in China`, `starts after 2022`, `name contains "x"`.
  func relation(
    _ left: Expression, _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    let operand = try operand(left)
    if case .column(let index, let column) = operand {
      return try columnRelation(index, column, relation, right, at: range)
    }
    guard case .path(let path) = operand, let field = path.fields.last, let noun = path.nouns.last
    else {
      guard relation == .in, operand.type == .number else {
        throw faults.error(
          "T04", "`\(relation.rawValue)` needs a field on its left", at: left.range,
          label: "a field is expected here")
      }
      return .number(operand, .equal, try quantity(right))
    }
    switch relation {
    case .in, .under:
      return try membership(path, field, noun, relation, quantifier, left, right, at: range)
    case .during, .before, .after, .overlaps:
      return try timeRelation(path, field, relation, left, right, at: range)
    case .contains:
      if field.type == .period || field.type == .day {
        return try timeRelation(path, field, relation, left, right, at: range)
      }
      return try textRelation(path, field, noun, .contains, right, at: range)
    case .matches:
      return try textRelation(path, field, noun, .matches, right, at: range)
    case .by, .about:
      throw faults.error(
        "T04", "`\(relation.rawValue)` takes nothing on its left", at: range,
        label: "it speaks about the row")
    }
  }

  private func membership(
    _ path: Path, _ field: Field, _ noun: Noun, _ relation: Relation, _ quantifier: Quantifier?,
    _ left: Expression, _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    switch field.type {
    case .entity(let target):
      if relation == .in, target != .place, target != .event {
        let (subject, object) = (faults.written(left.range), faults.written(right.range))
        let list = object.hasPrefix("(") ? object : "(\(object))"
        throw faults.error(
          "T04", "`in` asks for a place or a time, and \(field.name) is \(target.withArticle)",
          at: range, label: "one of them: `= any`; it or below: `under`",
          fixes: [
            faults.fix(range, "\(subject) = any \(list)"),
            faults.fix(range, "\(subject) under \(object)"),
          ])
      }
      let use = NameUse(holder: field.name, range: range, isPhrase: false)
      let rows = try entities(right, target, as: use)
      if let quantifier, quantifier != .any {
        return nested(path) { .quantified($0, quantifier, rows, isUnder: true) }
      }
      return nested(path) { .exists($0, .within(rows, isStatement: target == .place)) }
    case .period:
      guard let days = try dateRange(right) else { throw noDate(field, right) }
      return nested(path) { .period(.overlaps, days, $0) }
    case .day:
      guard let days = try dateRange(right) else { throw noDate(field, right) }
      return nested(path) { .day($0, .equal, days) }
    case .number:
      if case .list(let items) = right.kind {
        let bounds = try items.map { item throws(QueryError) in try quantity(item) }
        let tests = bounds.map { bound in
          nested(path) {
            Predicate.number(.path(Path(noun: noun, fields: [$0])), .equal, bound)
          }
        }
        guard let first = tests.first else { return .identity([]) }
        return tests.dropFirst().reduce(first) { .or($0, $1) }
      }
      let bound = try quantity(right)
      return nested(path) { .number(.path(Path(noun: noun, fields: [$0])), .equal, bound) }
    case .code:
      let words = try codeWords(right, field, noun)
      return nested(path) { .code($0, words) }
    case .text, .anyEntity:
      throw faults.error(
        "T04", "\(field.name) is \(kindPhrase(field.type)): nothing lies in it", at: range,
        label: "use `=` or `contains`")
    }
  }

  private func noDate(_ field: Field, _ right: Expression) -> QueryError {
    faults.error(
      "T01", "\(field.name) and \(faults.written(right.range)) cannot be compared",
      at: right.range, label: "\(field.name) is a date: 2023, 2023-11, 2023-11-06")
  }

  private func timeRelation(
    _ path: Path, _ field: Field, _ relation: Relation, _ left: Expression, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    guard field.type == .period || field.type == .day else {
      throw faults.error(
        "T01", "\(field.name) is no date", at: left.range,
        label: "\(field.name) is \(kindPhrase(field.type))",
        notes: ["dates are in: when, starts, ends"])
    }
    let days = try timeDays(relation, right)
    let time = PeriodRelation(relation)
    return nested(path) { .period(time, days, $0) }
  }

  /// The days on the right of a time word.
  func timeDays(_ relation: Relation, _ right: Expression) throws(QueryError) -> DateRange {
    if let days = try dateRange(right) { return days }
    try refuseOtherTimes(right)
    throw faults.error(
      "T01", "`\(relation.rawValue)` takes a date, and \(faults.written(right.range)) is none",
      at: right.range, label: "2023, 2023-11, 2023-11-06, 2021..2023, last year")
  }

  /// What may stand for a time in the language and can't be answered yet.
  func refuseOtherTimes(_ right: Expression) throws(QueryError) {
    if case .subquery = right.kind { throw faults.notYet("a query inside a test", at: right.range) }
    if let name = try? texts(right).first, !names.exact(name, .event).isEmpty {
      throw faults.notYet("the time of another event", at: right.range)
    }
  }

  private func textRelation(
    _ path: Path, _ field: Field, _ noun: Noun, _ relation: TextRelation, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    guard field.type == .text || field.type == .code else {
      let subject = faults.written(range)
      throw faults.error(
        "T01", "\(field.name) is no text", at: range,
        label: "\(field.name) is \(kindPhrase(field.type))",
        notes: field.type.isEntity ? ["its names are a text: \(field.name).name"] : [],
        fixes: field.type.isEntity
          ? [faults.fix(range, subject.replacing(field.name, with: "\(field.name).name"))] : [])
    }
    let predicates = try texts(right).map { text in
      nested(path) { .text(.path(Path(noun: noun, fields: [$0])), relation, text) }
    }
    guard let first = predicates.first else { return .identity([]) }
    return predicates.dropFirst().reduce(first) { .or($0, $1) }
  }

  private func columnRelation(
    _ index: Int, _ column: TupleColumn, _ relation: Relation, _ right: Expression,
    at range: TextRange
  ) throws(QueryError) -> Predicate {
    switch (relation, column.type) {
    case (.in, .entity(let noun)), (.under, .entity(let noun)):
      let use = NameUse(holder: column.name, range: range, isPhrase: false)
      return .tuple(.entity(index, noun: noun, try entities(right, noun, as: use), isUnder: true))
    case (.in, .number):
      return .tuple(.number(.column(index, column), .equal, try quantity(right)))
    case (.contains, _), (.matches, _):
      let relation: TextRelation = relation == .contains ? .contains : .matches
      let predicates = try texts(right).map { Predicate.tuple(.text(index, relation, $0)) }
      guard let first = predicates.first else { return .identity([]) }
      return predicates.dropFirst().reduce(first) { .or($0, $1) }
    default:
      throw faults.notYet("`\(relation.rawValue)` after a count", at: range)
    }
  }
}

extension ValueType {
  var isEntity: Bool {
    if case .entity = self { return true }
    return false
  }
}

extension PeriodRelation {
  /// - Parameter relation: a time word or `contains`; `in` and `during` of others overlap.
  init(_ relation: Relation) {
    switch relation {
    case .before: self = .before
    case .after: self = .after
    case .during: self = .during
    case .contains: self = .contains
    default: self = .overlaps
    }
  }
}
