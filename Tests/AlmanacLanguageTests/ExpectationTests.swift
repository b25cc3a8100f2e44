import AlmanacLanguage
import TestSupport
import Testing

/// What is expected at the `▮` of a text, as lines.
func described(_ marked: String) -> String {
  let parts = marked.split(separator: "▮", maxSplits: 1, omittingEmptySubsequences: false)
  let text = parts.joined()
  let found = expectation(at: parts[0].utf8.count, in: text)
  var lines = [found.categories.names.joined(separator: " ")]
  let operands: AlmanacLanguage.Expectation.Categories = [
    .source, .operand, .value, .column, .sortKey, .argument, .subject, .member,
  ]
  if !found.categories.isDisjoint(with: operands) { lines.append("role: \(described(found.role))") }
  if found.range.byteCount > 0 {
    let bytes = Array(text.utf8)[found.range.start..<found.range.end]
    lines.append("typed: \(String(decoding: bytes, as: UTF8.self))")
  }
  if let query = found.query { lines.append("query: \(dump(query))") }
  if let stage = found.stage {
    let query = Query(
      source: Expression(.word("…"), stage.range), stages: [stage], range: stage.range)
    lines.append("stage: \(dump(query))")
  }
  return lines.joined(separator: "\n")
}

private func described(_ role: AlmanacLanguage.Expectation.Role) -> String {
  switch role {
  case .source: "source"
  case .operand: "operand"
  case .value(let left, let relation, let comparator, let quantifier):
    [
      "value of", left.map { dump($0) } ?? "the row", relation?.rawValue, comparator?.rawValue,
      quantifier?.rawValue,
    ].compactMap(\.self).joined(separator: " ")
  case .column: "column"
  case .sortKey: "sort key"
  case .argument(let function): "argument of \(function ?? "a list")"
  case .subject: "subject"
  case .member(let path): "member of \(dump(path))"
  }
}

extension AlmanacLanguage.Expectation.Categories {
  fileprivate var names: [String] {
    let table: [(AlmanacLanguage.Expectation.Categories, String)] = [
      (.source, "source"), (.statementWord, "statementWord"), (.operand, "operand"),
      (.value, "value"), (.column, "column"), (.sortKey, "sortKey"), (.argument, "argument"),
      (.subject, "subject"), (.phrase, "phrase"), (.infixRelation, "infixRelation"),
      (.comparator, "comparator"), (.isWord, "is"), (.state, "state"), (.stage, "stage"),
      (.draw, "draw"), (.export, "export"), (.modifier, "modifier"), (.negation, "not"),
      (.and, "and"), (.or, "or"), (.quantifier, "quantifier"), (.direction, "direction"),
      (.asWord, "as"), (.byWord, "by"), (.inWord, "in"), (.alias, "alias"), (.number, "number"),
      (.unit, "unit"), (.view, "view"), (.fileName, "fileName"), (.message, "message"),
      (.variableName, "variableName"), (.member, "member"), (.arithmetic, "arithmetic"),
      (.rangeDots, ".."), (.openSquare, "["), (.closeRound, ")"), (.closeSquare, "]"),
      (.comma, ","), (.pipe, "|"), (.equals, "="), (.distinctWord, "distinct"), (.star, "*"),
      (.end, "end"),
    ]
    return table.compactMap { contains($0.0) ? $0.1 : nil }
  }
}

@Test("at every cursor the golden words are expected, with what stands around it")
func expectations() throws {
  try Golden("expectations.txt").check { _, input in described(input) }
}

@Test("the words expected after a source are stages and relations, not quantifiers")
func keywordsExpected() {
  let words = expectation(at: 7, in: "events ").keywords
  #expect(words.contains(.where) && words.contains(.in) && words.contains(.draw))
  #expect(!words.contains(.any) && !words.contains(.asc))
}
