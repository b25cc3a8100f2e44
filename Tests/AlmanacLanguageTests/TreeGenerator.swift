import TestSupport

@testable import AlmanacLanguage

/// Random statements of every form that text can have.
struct TreeGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let nowhere = TextRange(0, 0)
  private static let words = [
    "alpha", "organizer", "starts", "中国科协", "L'Oréal", "Belt-and-Road", "5G", "attendance", "exact",
    "table", "last", "Минобрнауки",
  ]
  private static let nouns = ["events", "organizations", "people", "figures"]

  mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int.random(in: 0..<choices.count, using: &random)]
  }
  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  mutating func count(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  private func make(_ kind: Expression.Kind) -> Expression { Expression(kind, Self.nowhere) }
  private mutating func name() -> Name { Name(pick(Self.words), Self.nowhere) }

  mutating func statement() -> Statement {
    let kind: Statement.Kind
    switch count(0...11) {
    case 0: kind = .letBinding(Name("x", Self.nowhere), query(3))
    case 1: kind = .param(Name("top-n", Self.nowhere), query(2))
    case 2: kind = .include(Name("a \"b\".alm", Self.nowhere))
    case 3: kind = .assert(test(3), message: chance(50) ? Name("why", Self.nowhere) : nil)
    case 4: kind = .print(columns(2))
    case 5: kind = .explain(query(2))
    case 6: kind = .describe(path())
    case 7: kind = .why(isNegated: chance(50), path(), in: chance(50) ? query(2) : nil)
    default:
      kind = .query(
        query(3), draw: chance(20) ? pick(View.allCases) : nil,
        export: chance(20) ? Name("x.csv", Self.nowhere) : nil)
    }
    return Statement(kind, Self.nowhere)
  }

  mutating func query(_ depth: Int) -> Query {
    let source: Expression
    switch count(0...4) {
    case 0: source = path()
    case 1: source = make(.variable("x"))
    case 2 where depth > 0: source = make(.member(subquery(depth - 1), name()))
    default: source = make(.word(pick(Self.nouns)))
    }
    return Query(source: source, stages: stages(0...4, depth), range: Self.nowhere)
  }

  private mutating func stages(_ range: ClosedRange<Int>, _ depth: Int) -> [Stage] {
    (0..<count(range)).map { _ in Stage(stage(depth), Self.nowhere) }
  }

  private mutating func stage(_ depth: Int) -> Stage.Kind {
    switch count(0...9) {
    case 0: .show(columns(depth))
    case 1:
      .sort(
        (0..<count(1...2)).map { _ in
          SortKey(expression: column(depth), isDescending: chance(50))
        })
    case 2: .limit(chance(50) ? number() : make(.variable("n")))
    case 3: .distinct
    case 4: .count(by: chance(50) ? columns(depth) : [])
    case 5: .summarize(columns(depth), by: chance(50) ? columns(depth) : [])
    case 6, 7: .filter(phrase(depth), isPhrase: true)
    case 8: .filter(chance(30) ? make(.word("big")) : test(depth), isPhrase: false)
    default: .filter(test(depth), isPhrase: false)
    }
  }

  private mutating func columns(_ depth: Int) -> [Column] {
    (0..<count(1...3)).map { _ in
      if chance(10) { return Column(expression: nil, alias: nil, range: Self.nowhere) }
      return Column(
        expression: column(depth), alias: chance(30) ? name() : nil, range: Self.nowhere)
    }
  }

  private mutating func column(_ depth: Int) -> Expression {
    chance(20) ? test(depth) : operand(depth, isValue: false)
  }

  private mutating func subquery(_ depth: Int) -> Expression {
    let source = chance(70) ? make(.word(pick(Self.nouns))) : make(.variable("y"))
    return make(
      .subquery(Query(source: source, stages: stages(1...2, depth), range: Self.nowhere)))
  }

  mutating func test(_ depth: Int) -> Expression {
    guard depth > 0 else { return phrase(0) }
    switch count(0...9) {
    case 0: return make(.or(test(depth - 1), test(depth - 1)))
    case 1: return make(.and(test(depth - 1), test(depth - 1)))
    case 2: return make(.modified(pick(Modifier.allCases), test(depth - 1)))
    case 3: return phrase(depth - 1)
    case 4: return make(.state(path(), isNegated: chance(50), pick(KnowledgeState.allCases)))
    case 5:
      let relation = pick(Relation.allCases.filter { $0 != .by && $0 != .about })
      return make(
        .relation(path(), isNegated: chance(50), relation, quantifier(), value(depth - 1)))
    case 6: return make(.filtered(path(), test(depth - 1)))
    case 7:
      return make(.call(Name("exists", Self.nowhere), isDistinct: false, [subquery(depth - 1)]))
    default:
      return make(
        .comparison(
          operand(depth - 1, isValue: false), isNegated: chance(20), pick(Comparator.allCases),
          quantifier(), value(depth - 1)))
    }
  }

  private mutating func quantifier() -> Quantifier? {
    chance(30) ? pick(Quantifier.allCases) : nil
  }

  private mutating func phrase(_ depth: Int) -> Expression {
    make(.phrase(pick(Relation.allCases), quantifier(), value(depth)))
  }

  private mutating func value(_ depth: Int) -> Expression { operand(depth, isValue: true) }

  private mutating func path() -> Expression {
    var result = make(.word(pick(Self.words)))
    for _ in 0..<count(0...2) { result = make(.member(result, name())) }
    return result
  }

  private mutating func number() -> Expression {
    let value = count(0...99_999)
    return make(.number(Decimal(millionths: Int64(value) * 1_000_000, text: "\(value)")))
  }

  private mutating func operand(_ depth: Int, isValue: Bool) -> Expression {
    guard depth > 0 else { return leaf() }
    switch count(0...9) {
    case 0:
      return make(
        .arithmetic(
          operand(depth - 1, isValue: isValue), pick(ArithmeticOperator.allCases),
          operand(depth - 1, isValue: isValue)))
    case 1: return make(.negated(operand(depth - 1, isValue: isValue)))
    case 2: return range(depth - 1)
    case 3: return make(.filtered(path(), test(depth - 1)))
    case 4: return make(.member(operand(depth - 1, isValue: isValue), name()))
    case 5:
      let items = (0..<count(1...3)).map { _ in chance(30) ? subquery(depth - 1) : value(depth - 1)
      }
      return make(
        .call(Name(pick(["count", "avg", "list"]), Self.nowhere), isDistinct: chance(20), items))
    case 6 where isValue:
      return make(.list((0..<count(2...3)).map { _ in value(depth - 1) }))
    case 7 where isValue: return subquery(depth - 1)
    default: return leaf()
    }
  }

  private mutating func range(_ depth: Int) -> Expression {
    switch count(0...2) {
    case 0: return make(.range(leaf(), nil))
    case 1: return make(.range(nil, operand(depth, isValue: false)))
    default: return make(.range(path(), operand(depth, isValue: false)))
    }
  }

  private mutating func leaf() -> Expression {
    switch count(0...11) {
    case 0, 1: return number()
    case 2: return make(.approximate(Decimal(millionths: 60_000_000, text: "60")))
    case 3:
      return make(.text(pick(["a b", "\"", "\\n", "line\nbreak", "“”", "", "\u{7}", "Count"])))
    case 4: return make(.relativeDate(relativeDate()))
    case 5: return make(.variable(pick(["x", "1", "_"])))
    case 6:
      return make(
        .identity(pick(NounWord.allCases), pick(["cast", "a-1", "https://x.example/1", "a b"])))
    case 7: return make(.countColumn)
    case 8:
      let text = pick(["2023-11", "2023-11-06", "2023-11-06T14:00Z", "2023-Q4", "202X", "2023年"])
      guard
        case .period(let period) = DateLiteral(Array(text.utf8), TextRange(0, text.utf8.count))
          .outcome
      else { return path() }
      return make(.date(period, text: text))
    default: return path()
    }
  }

  private mutating func relativeDate() -> RelativeDate {
    let unit = pick(RelativeDate.Unit.allCases)
    switch count(0...4) {
    case 0: return .today
    case 1: return .yesterday
    case 2: return .tomorrow
    case 3: return .calendar(pick(RelativeDate.Direction.allCases), unit)
    default: return .rolling(pick([.last, .next]), count(1...12), unit)
    }
  }
}
