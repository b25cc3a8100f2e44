import AlmanacTime

/// A statement as an s-expression without its ranges, so that trees compare as texts.
public func dump(_ statement: Statement) -> String {
  switch statement.kind {
  case .query(let query, let view, let file):
    guard view != nil || file != nil else { return dump(query) }
    return node(
      "output",
      [dump(query)] + (view.map { ["draw:\($0.rawValue)"] } ?? [])
        + (file.map { ["export:\(quoted($0.text))"] } ?? []))
  case .letBinding(let name, let query): return node("let", ["$\(name.text)", dump(query)])
  case .param(let name, let query): return node("param", ["$\(name.text)", dump(query)])
  case .include(let file): return node("include", [quoted(file.text)])
  case .assert(let test, let message):
    return node("assert", [dump(test)] + (message.map { [quoted($0.text)] } ?? []))
  case .print(let columns): return node("print", columns.map(dump))
  case .explain(let query): return node("explain", [dump(query)])
  case .describe(let thing): return node("describe", [dump(thing)])
  case .why(let isNegated, let thing, let query):
    return node(
      isNegated ? "why-not" : "why", [dump(thing)] + (query.map { [dump($0)] } ?? []))
  }
}

/// A query as an s-expression.
public func dump(_ query: Query) -> String {
  node("query", [dump(query.source)] + query.stages.map(dump))
}

/// A test or an operand as an s-expression.
public func dump(_ expression: Expression) -> String {
  switch expression.kind {
  case .or(let left, let right): return node("or", [dump(left), dump(right)])
  case .and(let left, let right): return node("and", [dump(left), dump(right)])
  case .modified(let modifier, let inner): return node(modifier.rawValue, [dump(inner)])
  case .phrase(let relation, let quantifier, let value):
    return node("phrase", [relation.rawValue] + named(quantifier) + [dump(value)])
  case .relation(let left, let isNegated, let relation, let quantifier, let value):
    return negated(
      isNegated, node(relation.rawValue, [dump(left)] + named(quantifier) + [dump(value)]))
  case .comparison(let left, let isNegated, let comparator, let quantifier, let value):
    return negated(
      isNegated, node(comparator.rawValue, [dump(left)] + named(quantifier) + [dump(value)]))
  case .state(let left, let isNegated, let state):
    return node(isNegated ? "is-not" : "is", [dump(left), state.rawValue])
  case .arithmetic(let left, let sign, let right):
    return node(sign.rawValue, [dump(left), dump(right)])
  case .negated(let inner): return node("negate", [dump(inner)])
  case .range(let left, let right):
    return node("range", [left.map(dump) ?? "_", right.map(dump) ?? "_"])
  case .member(let inner, let name): return node(".", [dump(inner), name.text])
  case .filtered(let inner, let test): return node("filtered", [dump(inner), dump(test)])
  case .word(let word): return word
  case .text(let text): return quoted(text)
  case .number(let number): return decimal(number.millionths)
  case .approximate(let number): return "~\(decimal(number.millionths))"
  case .date(let period, _):
    return node("date", [period.first, period.last].map(iso) + time(period))
  case .relativeDate(let date): return dump(date)
  case .variable(let name): return "$\(name)"
  case .identity(let noun, let id): return node("id", [noun.rawValue, quoted(id)])
  case .countColumn: return "#count"
  case .call(let name, let isDistinct, let arguments):
    return node(
      "call", [name.text.lowercased()] + (isDistinct ? ["distinct"] : []) + arguments.map(dump))
  case .list(let items): return node("list", items.map(dump))
  case .subquery(let query): return dump(query)
  }
}

private func dump(_ stage: Stage) -> String {
  switch stage.kind {
  case .filter(let test, let isPhrase): return isPhrase ? dump(test) : node("where", [dump(test)])
  case .show(let columns): return node("show", columns.map(dump))
  case .sort(let keys):
    return node(
      "sort",
      keys.map { $0.isDescending ? node("desc", [dump($0.expression)]) : dump($0.expression) })
  case .limit(let count): return node("limit", [dump(count)])
  case .distinct: return "(distinct)"
  case .count(let keys): return node("count", keys.map(dump))
  case .summarize(let columns, let keys):
    return node(
      "summarize", columns.map(dump) + (keys.isEmpty ? [] : [node("by", keys.map(dump))]))
  }
}

private func dump(_ column: Column) -> String {
  let value = column.expression.map(dump) ?? "*"
  return column.alias.map { node("as", [value, $0.text]) } ?? value
}

private func dump(_ date: RelativeDate) -> String {
  switch date {
  case .today: "(today)"
  case .yesterday: "(yesterday)"
  case .tomorrow: "(tomorrow)"
  case .calendar(let direction, let unit): node(direction.rawValue, [unit.rawValue])
  case .rolling(let direction, let count, let unit):
    node(direction.rawValue, ["\(count)", unit.rawValue])
  }
}

private func node(_ head: String, _ parts: [String]) -> String {
  "(\(([head] + parts).joined(separator: " ")))"
}

private func named(_ quantifier: Quantifier?) -> [String] {
  quantifier.map { ["\($0.rawValue):"] } ?? []
}

private func negated(_ isNegated: Bool, _ text: String) -> String {
  isNegated ? node("not-", [text]) : text
}

private func iso(_ date: Day) -> String {
  let (year, month, day) = date.civil
  return "\(year)-\(month)-\(day)"
}

private func time(_ period: DateRange) -> [String] {
  period.firstMinute.map { ["minute:\($0)"] } ?? []
}

/// Millionths as a plain decimal.
private func decimal(_ millionths: Int64) -> String {
  let whole = millionths / 1_000_000
  let rest = (millionths % 1_000_000).magnitude
  if rest == 0 { return String(whole) }
  var digits = String(rest)
  digits = String(repeating: "0", count: 6 - digits.utf8.count) + digits
  while digits.hasSuffix("0") { digits.removeLast() }
  return "\(millionths < 0 && whole == 0 ? "-" : "")\(whole).\(digits)"
}
