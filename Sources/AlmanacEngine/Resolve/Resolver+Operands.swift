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
      return try pathOperand(expression)
    case .number(let number):
      return .number(Quantity(lower: number.millionths, upper: number.millionths))
    case .negated(let inner) where !inner.isNumber:
      return .arithmetic(.number(Quantity(exactly: 0)), .minus, try number(inner))
    case .range:
      if let days = try dateRange(expression) {
        return .date(days, text: faults.written(expression.range))
      }
      return .number(try quantity(expression))
    case .approximate, .negated:
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
      let days = dateRange(relative)
      return .date(days, text: days.text)
    case .subquery:
      guard let constant = try constant(expression) else { return .text("") }
      return .constant(constant)
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
      let written = faults.written(expression.range)
      throw faults.error(
        "T05", "\(written) has many values, and arithmetic takes one number", at: expression.range,
        label: "a total makes one number of them: sum, min, max, avg, median",
        fixes: [faults.fix(expression.range, "sum(\(written))")])
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
  func head(_ name: Name) throws(QueryError) -> Operand {
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
      if let column = shownColumn(name.text) { return column }
      if foldedKey(name.text) == "answer" { return .answer }
      throw unknownField(name, of: noun)
    }
  }

  /// A column that `show` named: `show attendance / days as rate sort rate`.
  private func shownColumn(_ name: String) -> Operand? {
    let key = foldedText(name)
    return shown?.first { foldedText($0.name) == key }?.operand
  }

  func isField(_ word: String) -> Bool {
    switch scope {
    case .records(let noun): return field(word, of: noun) != nil || shownColumn(word) != nil
    case .tuples(let columns, _):
      let key = foldedText(word)
      return columns.contains { foldedText($0.name) == key }
    }
  }

  /// A field of the schema, a measure, or a further key of the data, keywords folded.
  func field(_ name: String, of noun: Noun) -> Field? {
    let key = foldedText(name)
    return Schema.field(key, of: noun) ?? store[noun].dataField(key) ?? store[noun].dataField(name)
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

extension Expression {
  /// A number as it is written.
  fileprivate var isNumber: Bool {
    switch kind {
    case .number, .approximate: true
    case .negated(let inner): inner.isNumber
    default: false
    }
  }
}
