/// The canonical text of a statement, on one line: no pipes but where juxtaposition would read
/// otherwise, words of the language in lower case, brackets only where the tree needs them.
public func format(_ statement: Statement) -> String {
  switch statement.kind {
  case .query(let query, let view, let file):
    var text = format(query)
    if let view { text += " draw \(view.rawValue)" }
    if let file { text += " export \(quoted(file.text))" }
    return text
  case .letBinding(let name, let query): return "let $\(name.text) = \(format(query))"
  case .param(let name, let query): return "param $\(name.text) = \(format(query))"
  case .include(let file): return "include \(quoted(file.text))"
  case .assert(let test, let message):
    return "assert \(format(test))" + (message.map { ", \(quoted($0.text))" } ?? "")
  case .print(let columns): return "print \(list(columns))"
  case .explain(let query): return "explain \(format(query))"
  case .describe(let thing): return "describe \(operand(thing, .postfix))"
  case .why(let isNegated, let thing, let query):
    return "why \(isNegated ? "not " : "")\(operand(thing, .postfix))"
      + (query.map { " in \(format($0))" } ?? "")
  }
}

/// The canonical text of a query, on one line.
public func format(_ query: Query) -> String {
  pieces(query).joined(separator: " ")
}

/// The canonical text of a test or an operand, on one line.
public func format(_ expression: Expression) -> String {
  operand(expression, .or)
}

/// The source and the stages of a query, each as one text; a stage that would be read as part of the
/// one before it begins with `|`.
func pieces(_ query: Query) -> [String] {
  var pieces = [source(query.source)]
  var before: Stage.Kind?
  for stage in query.stages {
    let text = format(stage)
    pieces.append(needsPipe(stage.kind, after: before) ? "| \(text)" : text)
    before = stage.kind
  }
  return pieces
}

/// A noun is a word of the language where a query starts from it.
private func source(_ expression: Expression) -> String {
  if case .word(let word) = expression.kind, NounWord(spelling: word) != nil {
    return word.lowercased()
  }
  let text = operand(expression, .sum)
  // A line that begins with `.` is for the shell.
  return text.hasPrefix(".") ? "(\(text))" : text
}

private func needsPipe(_ stage: Stage.Kind, after before: Stage.Kind?) -> Bool {
  guard case .filter(let test, true) = stage, case .phrase(let relation, _, _) = test.kind else {
    return false
  }
  switch before {
  case .filter(let test, isPhrase: false): return relation.hasLeftSide && test.endsInBareOperand
  case .count(let keys): return relation == .by && keys.isEmpty
  case .summarize(_, let keys): return relation == .by && keys.isEmpty
  default: return false
  }
}

/// The canonical text of a stage, on one line.
public func format(_ stage: Stage) -> String {
  switch stage.kind {
  case .filter(let test, let isPhrase):
    if isPhrase, case .phrase = test.kind { return operand(test, .test) }
    return "where \(format(test))"
  case .show(let columns): return "show \(list(columns))"
  case .sort(let keys): return "sort \(keys.map(format).joined(separator: ", "))"
  case .limit(let count): return "limit \(operand(count, .primary))"
  case .distinct: return "distinct"
  case .count(let keys): return keys.isEmpty ? "count" : "count by \(list(keys))"
  case .summarize(let columns, let keys):
    return "summarize \(list(columns))" + (keys.isEmpty ? "" : " by \(list(keys))")
  }
}

private func format(_ key: SortKey) -> String {
  operand(key.expression, .sum) + (key.isDescending ? " desc" : "")
}

private func list(_ columns: [Column]) -> String {
  columns.map(format).joined(separator: ", ")
}

/// The column as the formatter spells it.
func format(_ column: Column) -> String {
  let text = column.expression.map { operand($0, .sum) } ?? "*"
  return text + (column.alias.map { " as \($0.text)" } ?? "")
}

/// How tightly a form binds, loose to tight.
private enum Level: Int, Comparable {
  case or
  case and
  case not
  case test
  case sum
  case product
  case range
  case postfix
  case primary

  static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
}

extension Expression {
  private var level: Level {
    switch kind {
    case .or: .or
    case .and: .and
    case .modified: .not
    case .phrase, .relation, .comparison, .state: .test
    case .arithmetic(_, .plus, _), .arithmetic(_, .minus, _): .sum
    case .arithmetic: .product
    case .range: .range
    case .member, .filtered: .postfix
    default: .primary
    }
  }

  fileprivate func binds(_ least: Level) -> Bool { level >= least }

  /// The form of the first operand.
  fileprivate var head: Kind {
    switch kind {
    case .member(let inner, _), .filtered(let inner, _), .range(let inner?, _): inner.head
    default: kind
    }
  }

  fileprivate var endsInNumber: Bool {
    switch kind {
    case .number, .approximate: true
    case .negated(let inner): inner.endsInNumber
    default: false
    }
  }

  /// Whether a relation word after it would take its last operand as a left side.
  var endsInBareOperand: Bool {
    switch kind {
    case .or(_, let right), .and(_, let right): right.endsInBareOperand
    case .modified(_, let inner): inner.endsInBareOperand
    default: !isWholeTest
    }
  }
}

extension Relation {
  fileprivate var hasLeftSide: Bool { self != .by && self != .about }
}

/// An expression in brackets unless it binds at least as tightly.
private func operand(_ expression: Expression, _ least: Level) -> String {
  let text = bare(expression)
  return expression.binds(least) ? text : "(\(text))"
}

private func bare(_ expression: Expression) -> String {
  switch expression.kind {
  case .or(let left, let right): return "\(operand(left, .or)) or \(operand(right, .and))"
  case .and(let left, let right): return "\(operand(left, .and)) and \(operand(right, .not))"
  case .modified(let modifier, let inner): return "\(modifier.rawValue) \(operand(inner, .not))"
  case .phrase(let relation, let quantifier, let value):
    return "\(relation.rawValue) \(right(quantifier, value))"
  case .relation(let left, let isNegated, let relation, let quantifier, let value):
    return "\(operand(left, .sum))\(isNegated ? " not" : "") \(relation.rawValue) "
      + right(quantifier, value)
  case .comparison(let left, let isNegated, let comparator, let quantifier, let value):
    return "\(operand(left, .sum))\(isNegated ? " not" : "") \(comparator.rawValue) "
      + right(quantifier, value)
  case .state(let left, let isNegated, let state):
    return "\(operand(left, .sum)) is \(isNegated ? "not " : "")\(state.rawValue)"
  case .arithmetic(let left, let sign, let right):
    let isSum = sign == .plus || sign == .minus
    return "\(operand(left, isSum ? .sum : .product)) \(sign.rawValue) "
      + (sign == .over ? divisor(right) : operand(right, isSum ? .product : .range))
  case .negated(let inner): return "-\(operand(inner, .primary))"
  case .range(let left, let right):
    return (left.map { operand($0, .postfix) } ?? "") + ".." + (right.map(rangeEnd) ?? "")
  case .member(let inner, let name):
    let path = operand(inner, .postfix)
    // `(60).5G`: without brackets a point between digits is part of a number.
    let isNumber = inner.endsInNumber && name.text.utf8.first.map { $0 &- 0x30 < 10 } == true
    return "\(isNumber ? "(\(path))" : path).\(name.text)"
  case .filtered(let inner, let test): return "\(operand(inner, .postfix))[\(format(test))]"
  case .list(let elements): return "(\(items(elements)))"
  case .subquery(let query): return "(\(format(query)))"
  case .call(let name, let isDistinct, let arguments):
    return "\(name.text.lowercased())(\(isDistinct ? "distinct " : "")"
      + "\(items(arguments)))"
  default: return literal(expression)
  }
}

/// `2023-11 / 2023-12` is a range of dates, so a date that divides is in brackets.
private func divisor(_ expression: Expression) -> String {
  if case .date = expression.head { return "(\(bare(expression)))" }
  return operand(expression, .range)
}

/// Behind `..` the word `count` would be a stage.
private func rangeEnd(_ expression: Expression) -> String {
  if case .countColumn = expression.head { return "(\(bare(expression)))" }
  return operand(expression, .postfix)
}

private func right(_ quantifier: Quantifier?, _ value: Expression) -> String {
  let text = operand(value, .sum)
  return quantifier.map { "\($0.rawValue) \(text)" } ?? text
}

/// The elements of a list, or arguments: a query needs no brackets of its own there, unless it ends in
/// columns and more elements follow.
private func items(_ expressions: [Expression]) -> String {
  expressions.enumerated().map { position, expression in
    guard case .subquery(let query) = expression.kind else { return format(expression) }
    let isLast = position == expressions.count - 1
    return !isLast && query.endsInList ? "(\(format(query)))" : format(query)
  }.joined(separator: ", ")
}

extension Query {
  /// Whether a comma behind it would go on with its last stage.
  fileprivate var endsInList: Bool {
    switch stages.last?.kind {
    case .show, .sort, .summarize: true
    case .count(let keys): !keys.isEmpty
    default: false
    }
  }
}

private func literal(_ expression: Expression) -> String {
  switch expression.kind {
  case .word(let word):
    // A tree that was not read from text may hold a reserved word.
    return Keyword(spelling: word)?.isReserved == true ? quoted(word) : word
  case .text(let text): return quoted(text)
  case .number(let number): return number.text
  case .approximate(let number): return "~\(number.text)"
  case .date(_, let text): return text
  case .relativeDate(let date): return format(date)
  case .variable(let name): return "$\(name)"
  case .identity(let noun, let id):
    let isPlain =
      !id.isEmpty
      && id.unicodeScalars.allSatisfy {
        $0.properties.isXIDContinue || $0 == "-"
      }
    return "@\(noun.identityPrefix):\(isPlain ? id : quoted(id))"
  case .countColumn: return "count"
  default: return ""
  }
}

private func format(_ date: RelativeDate) -> String {
  switch date {
  case .today: "today"
  case .yesterday: "yesterday"
  case .tomorrow: "tomorrow"
  case .calendar(let direction, let unit): "\(direction.rawValue) \(unit.rawValue)"
  case .rolling(let direction, let count, let unit):
    "\(direction.rawValue) \(count) \(unit.rawValue)\(count == 1 ? "" : "s")"
  }
}
