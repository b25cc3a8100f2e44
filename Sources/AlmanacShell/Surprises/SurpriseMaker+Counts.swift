internal import Almanac

/// Statements about many records.
extension SurpriseMaker {
  /// `of 50 events 7 are surely in “Beijing”, and 39 more may be`
  mutating func share() -> Surprise? {
    guard let noun = noun(among: Noun.allCases.filter { $0 != .claim }),
      let field = one(of: groupable(noun)), let record = record(noun),
      let finding = finding(field.name, of: record),
      let value = one(of: finding.value.members), let literal = literal(value)
    else { return nil }
    let (condition, words) = SurpriseMaker.condition(field, literal, called(value))
    let query = "\(noun.plural) \(condition)"
    guard self.count(of: noun) > 1, let answer = answer(query), answer.rowCount > 0 else {
      return nil
    }
    let count = answer.rowCount
    let maybes = answer.footer.maybeCount + answer.footer.notStatedCount
    let rest = maybes > 0 ? ", and \(separated(maybes)) more may \(words.perhaps)" : ""
    return Surprise(
      kind: .share,
      sentence: "of \(separated(self.count(of: noun))) \(noun.plural) \(separated(count)) "
        + (count == 1 ? words.one : words.several) + rest,
      query: query + " count",
      test: "low(count(\(query))) = \(count) and high(count(\(query))) = \(count + maybes)",
      sources: sources(of: query))
  }

  /// The stage that asks for a value, and what is said of one, of several and of those that may.
  private static func condition(
    _ field: Field, _ literal: String, _ name: String
  ) -> (stage: String, words: (one: String, several: String, perhaps: String)) {
    func being(_ words: String) -> (one: String, several: String, perhaps: String) {
      ("is surely \(words)", "are surely \(words)", "be")
    }
    switch field.name {
    case "place": return ("in \(literal)", being("in \(name)"))
    case "organizer": return ("by \(literal)", being("organized by \(name)"))
    case "theme": return ("about \(literal)", being("about \(name)"))
    default:
      let words = "\(name) as `\(field.name)`"
      return (
        "where \(field.name) = \(literal)",
        ("surely has \(words)", "surely have \(words)", "have it")
      )
    }
  }

  /// Stored fields whose values may be shared: words, and records of other nouns.
  private func groupable(_ noun: Noun) -> [Field] {
    fields(of: noun) { field in
      switch field.type {
      case .code: true
      case .entity: field.name != "source"
      default: false
      }
    }
  }

  /// ``“A” has the greatest `days` that is known exactly: 9``
  mutating func greatest() -> Surprise? {
    guard let noun = noun(among: [.event, .organization, .place]) else { return nil }
    let names = fields(of: noun) { $0.type == .number }.map(\.name)
    guard let field = one(of: names + (noun == .event ? ["days"] : [])) else { return nil }
    return extreme(
      field, of: noun, kind: .greatest, order: "desc", sign: ">=",
      sentence: { "\($0) has the greatest `\(field)` that is known exactly: \($1)" })
  }

  /// ``“A” has the earliest `starts` that is known exactly: 2021-12-03``
  mutating func earliest() -> Surprise? {
    guard let noun = noun(among: [.event, .outcome, .source]),
      let field = one(of: fields(of: noun) { $0.type == .day })
    else { return nil }
    return extreme(
      field.name, of: noun, kind: .earliest, order: "asc", sign: "<=",
      sentence: { "\($0) has the earliest `\(field.name)` that is known exactly: \($1)" })
  }

  private func extreme(
    _ field: String, of noun: Noun, kind: Surprise.Kind, order: String, sign: String,
    sentence: (_ name: String, _ value: String) -> String
  ) -> Surprise? {
    let known = "\(noun.plural) where \(field) is exact"
    let query = "\(known) sort \(field) \(order) limit 2 show name, \(field)"
    guard let answer = answer(query), answer.rowCount == 2, let first = answer.entity(row: 0),
      let value = literal(answer.value(row: 0, column: 1)),
      answer.value(row: 0, column: 1) != answer.value(row: 1, column: 1)
    else { return nil }
    return Surprise(
      kind: kind, sentence: sentence(called(first), value), query: query,
      test: test("\(field) = \(value)", of: first)
        + " and count(\(known) and \(field) \(sign) \(value)) = 1",
      sources: finding(field, of: first).map { sources(of: $0) } ?? [])
  }

  /// ``more events surely have “action” as `kind` than any other: 13``
  mutating func mostFrequent() -> Surprise? {
    guard let noun = noun(among: Noun.allCases), let field = one(of: groupable(noun)) else {
      return nil
    }
    let groups = "\(noun.plural) where \(field.name) is known count by \(field.name)"
    let query = "\(groups) sort count desc limit 2"
    guard let answer = answer(query), answer.rowCount == 2,
      let value = literal(answer.value(row: 0, column: 0)),
      let count = literal(answer.value(row: 0, column: 1)),
      answer.value(row: 0, column: 1) != answer.value(row: 1, column: 1)
    else { return nil }
    let all = "\(noun.plural) where \(field.name) = \(value)"
    return Surprise(
      kind: .mostFrequent,
      sentence: "more \(noun.plural) surely have \(called(answer.value(row: 0, column: 0))) "
        + "as `\(field.name)` than any other: \(count)",
      query: query,
      test: "low(count(\(all))) = \(count) and count(\(groups) where count >= \(count)) = 1",
      sources: sources(of: all))
  }

  /// `“A” and “B” both have a part in “C”`
  mutating func together() -> Surprise? {
    guard let event = record(.event), let finding = finding("org", of: event) else { return nil }
    let organizations = finding.value.members.shuffled(using: &chance)
    guard organizations.count > 1, let first = literal(organizations[0]),
      let second = literal(organizations[1])
    else { return nil }
    let condition = "org = all (\(first), \(second))"
    return Surprise(
      kind: .together,
      sentence: "\(called(organizations[0])) and \(called(organizations[1])) both have a part in "
        + called(event),
      query: "events where \(condition)", test: test(condition, of: event),
      sources: sources(of: finding))
  }

  /// `2 events surely start on 2023-11-06: “A” and “B”`
  mutating func sameDay() -> Surprise? {
    guard let event = record(.event), let finding = finding("starts", of: event),
      finding.state == .exact, case .date(let date) = finding.value
    else { return nil }
    let condition = "events where starts = \(date.starts.earliest.text)"
    guard let answer = answer(condition), answer.rowCount > 1 else { return nil }
    return Surprise(
      kind: .sameDay,
      sentence: "\(separated(answer.rowCount)) events surely start on "
        + "\(date.starts.earliest.text): \(listedRows(of: answer))",
      query: condition, test: "low(count(\(condition))) = \(answer.rowCount)",
      sources: sources(of: condition))
  }

  /// ``of 50 events 37 state no `place```
  mutating func unstated() -> Surprise? {
    guard let noun = noun(among: Noun.allCases),
      let field = one(of: fields(of: noun) { !$0.isClosed })
    else { return nil }
    let query = "\(noun.plural) where \(field.name) is missing"
    guard self.count(of: noun) > 1, let answer = answer(query), answer.rowCount > 0 else {
      return nil
    }
    let count = answer.rowCount
    return Surprise(
      kind: .unstated,
      sentence: "of \(separated(self.count(of: noun))) \(noun.plural) \(separated(count)) "
        + "\(count == 1 ? "states" : "state") no `\(field.name)`",
      query: "\(query) count", test: "count(\(query)) = \(count)", sources: [])
  }
}

extension Value {
  /// The values of a list that are beyond doubt; a single value is itself.
  fileprivate var members: [Value] {
    switch self {
    case .list(let values, _): values.flatMap(\.members)
    case .missing, .none, .notStated, .notNamed, .doubtful: []
    default: [self]
    }
  }
}
