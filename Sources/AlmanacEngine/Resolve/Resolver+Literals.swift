internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

extension Resolver {
  /// A number, `~60`, or a range of numbers, as the bounds that it means.
  func quantity(_ expression: Expression) throws(QueryError) -> Quantity {
    switch expression.kind {
    case .number(let number):
      return Quantity(lower: number.millionths, upper: number.millionths)
    case .approximate(let number):
      let margin = Int64(number.millionths.magnitude / 10)
      return Quantity(
        lower: number.millionths.subtractingReportingOverflow(margin).partialValue,
        upper: number.millionths.addingReportingOverflow(margin).partialValue)
    case .negated(let inner):
      let quantity = try quantity(inner)
      return Quantity(
        lower: -max(quantity.upper, Quantity.lowest), upper: -max(quantity.lower, Quantity.lowest))
    case .range(let low, let high):
      var bounds = Quantity.unknown
      if let low { bounds.lower = try quantity(low).lower }
      if let high { bounds.upper = try quantity(high).upper }
      guard bounds.lower <= bounds.upper else { throw backwards(expression, low, high) }
      return bounds
    default:
      throw faults.error(
        "T01", "\(faults.written(expression.range)) is not a number", at: expression.range,
        label: "a number is expected here")
    }
  }

  /// The days that an expression stands for, or nil when it is no date.
  func dateRange(_ expression: Expression) throws(QueryError) -> DateRange? {
    switch expression.kind {
    case .date(let range, _):
      return range
    case .number(let number):
      guard number.text.utf8.count == 4 else { return nil }
      return number.asYear
    case .relativeDate(let relative):
      return dateRange(relative)
    case .range(let low, let high):
      var range = DateRange(first: .distantPast, last: .distantFuture)
      if let low {
        guard let start = try dateRange(low) else { return nil }
        (range.first, range.firstMinute) = (start.first, start.firstMinute)
      }
      if let high {
        guard let end = try dateRange(high) else { return nil }
        (range.last, range.lastMinute) = (end.last, end.lastMinute)
      }
      guard range.firstByMinute <= range.lastByMinute else {
        throw backwards(expression, low, high)
      }
      return range
    default:
      return nil
    }
  }

  func dateRange(_ relative: RelativeDate) -> DateRange {
    let today = context.today
    switch relative {
    case .today: return DateRange(day: today)
    case .yesterday: return DateRange(day: today.adding(days: -1))
    case .tomorrow: return DateRange(day: today.adding(days: 1))
    case .calendar(let direction, let unit):
      let offset =
        switch direction {
        case .this: 0
        case .last: -1
        case .next: 1
        }
      return DateRange(CalendarUnit(unit), containing: today, offset: offset)
    case .rolling(let direction, let count, let unit):
      return direction == .next
        ? DateRange(next: count, CalendarUnit(unit), today: today)
        : DateRange(last: count, CalendarUnit(unit), today: today)
    }
  }

  private func backwards(
    _ expression: Expression, _ low: Expression?, _ high: Expression?
  ) -> QueryError {
    guard let low, let high else {
      return faults.error("V02", "this range runs backwards", at: expression.range)
    }
    let swapped = "\(faults.written(high.range))..\(faults.written(low.range))"
    return faults.error(
      "V02", "this range runs backwards", at: expression.range,
      fixes: [faults.fix(expression.range, swapped)])
  }

  /// Words of an open vocabulary, folded. One that the data never uses is an error: a misspelt word
  /// must not be an empty answer.
  func codeWords(_ expression: Expression, _ field: Field, _ noun: Noun) throws(QueryError)
    -> [String]
  {
    switch expression.kind {
    case .word(let word), .text(let word):
      return [try codeWord(word, field, noun, at: expression.range)]
    case .number(let number):
      return [try codeWord(number.text, field, noun, at: expression.range)]
    case .countColumn:
      return [try codeWord("count", field, noun, at: expression.range)]
    case .list(let items):
      var words: [String] = []
      for item in items { words += try codeWords(item, field, noun) }
      return words
    default:
      throw faults.error(
        "T01", "\(field.name) and \(faults.written(expression.range)) cannot be compared",
        at: expression.range, label: "\(field.name) holds words")
    }
  }

  private func codeWord(
    _ word: String, _ field: Field, _ noun: Noun, at range: TextRange
  ) throws(QueryError) -> String {
    guard !field.isLink else {
      let kinds = Noun.allCases.flatMap { store[$0].links.entries.map(\.kind) }
      return try known(word, among: kinds, "kind", of: "links", at: range)
    }
    guard let column = store[noun].code(field.name) else { return foldedKey(word) }
    let fixed = field.name == "mode" ? Schema.modes : []
    if column.code(ofKey: foldedKey(word)) != nil { return foldedKey(word) }
    let words = (0..<UInt32(column.dictionary.count)).map { column.dictionary[$0] }
    return try known(word, among: words + fixed, field.name, of: noun.plural, at: range)
  }

  private func known(
    _ word: String, among words: [String], _ field: String, of things: String, at range: TextRange
  ) throws(QueryError) -> String {
    let key = foldedKey(word)
    if words.contains(where: { foldedKey($0) == key }) { return key }
    let known = Set(words).sorted()
    let near = known.compactMap { candidate -> (word: String, distance: Int)? in
      editDistance(key, foldedKey(candidate), limit: suggestionLimit(forLength: key.count))
        .map { (candidate, $0) }
    }.min { $0.distance < $1.distance }
    let list = known.prefix(7).joined(separator: ", ") + (known.count > 7 ? " …" : "")
    throw faults.error(
      "N06", "no \(field) of \(things) is called \"\(word)\"", at: range,
      label: near.map { "close: \($0.word)" } ?? "",
      notes: known.isEmpty ? [] : ["\(field) is one of: \(list)"],
      fixes: near.map { [faults.fix(range, nameLiteral($0.word))] } ?? [])
  }
}

extension CalendarUnit {
  init(_ unit: RelativeDate.Unit) {
    switch unit {
    case .day: self = .day
    case .week: self = .week
    case .month: self = .month
    case .quarter: self = .quarter
    case .year: self = .year
    }
  }
}

// MARK: - Limits

extension Resolver {
  /// Values on one side of a test.
  static let listLimit = 10_000
  /// Steps of one path.
  static let stepLimit = 64

  func requireLength(_ count: Int, at range: TextRange) throws(QueryError) {
    guard count > Resolver.listLimit else { return }
    throw faults.error(
      "R01", "a list holds at most \(Resolver.listLimit) values", at: range,
      label: "\(count) are given")
  }

  func requireSteps(_ count: Int, at range: TextRange) throws(QueryError) {
    guard count > Resolver.stepLimit else { return }
    throw faults.error(
      "R01", "a path has at most \(Resolver.stepLimit) steps", at: range,
      label: "\(count) are given")
  }
}
