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
      return Quantity(lower: -quantity.upper, upper: -quantity.lower)
    case .range(let low, let high):
      var bounds = Quantity.unknown
      if let low { bounds.lower = try quantity(low).lower }
      if let high { bounds.upper = try quantity(high).upper }
      guard bounds.lower <= bounds.upper else { throw backwards(expression, low, high) }
      return bounds
    case .subquery:
      throw faults.notYet("a query inside a test", at: expression.range)
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
      guard range.firstMinute == nil, range.lastMinute == nil else {
        throw faults.notYet(
          "a time of day", at: expression.range,
          fixes: [faults.fix(expression.range, range.first.text)])
      }
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
        range.first = start.first
      }
      if let high {
        guard let end = try dateRange(high) else { return nil }
        range.last = end.last
      }
      guard range.first <= range.last else { throw backwards(expression, low, high) }
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
    let key = foldedKey(word)
    guard let column = store[noun].code(field.name) else { return key }
    let fixed = field.name == "mode" ? Schema.modes : []
    if column.code(ofKey: key) != nil || fixed.contains(key) { return key }
    let known = Set((0..<UInt32(column.dictionary.count)).map { column.dictionary[$0] } + fixed)
      .sorted()
    let near = known.compactMap { candidate -> (word: String, distance: Int)? in
      editDistance(key, foldedKey(candidate), limit: suggestionLimit(forLength: key.count))
        .map { (candidate, $0) }
    }.min { $0.distance < $1.distance }
    let list = known.prefix(7).joined(separator: ", ") + (known.count > 7 ? " …" : "")
    throw faults.error(
      "N06", "no \(field.name) of \(noun.plural) is called \"\(word)\"", at: range,
      label: near.map { "close: \($0.word)" } ?? "",
      notes: ["\(field.name) is one of: \(list)"],
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
