internal import Almanac

/// Statements about one thing.
extension SurpriseMaker {
  /// `“A” starts on 2023-09-16, a Saturday`
  mutating func weekday() -> Surprise? {
    guard let event = record(.event), let finding = finding("starts", of: event),
      finding.state == .exact, case .date(let date) = finding.value
    else { return nil }
    let query = "\(identity(event)) show name, starts, weekday(starts)"
    guard let weekday = answer(query)?.value(row: 0, column: 2), let name = literal(weekday) else {
      return nil
    }
    let day = date.starts.earliest.text
    return Surprise(
      kind: .weekday,
      sentence: "\(called(event)) starts on \(day), a \(text(of: weekday))", query: query,
      test: test("starts = \(day) and weekday(starts) = \(name)", of: event),
      sources: sources(of: finding))
  }

  /// `“A” lasts 9 days`
  mutating func length() -> Surprise? {
    guard let event = record(.event), let finding = finding("days", of: event),
      finding.state == .exact, let days = literal(finding.value), days != "1"
    else { return nil }
    return Surprise(
      kind: .length, sentence: "\(called(event)) lasts \(days) days",
      query: "\(identity(event)) show name, when, days", test: test("days = \(days)", of: event),
      sources: sources(of: finding))
  }

  /// ``“China” has 10 `children`: “Beijing”, “Shanghai” and 8 more``
  mutating func parts() -> Surprise? {
    let nouns: [Noun] = [.event, .organization, .place, .theme, .person, .source]
    guard let noun = noun(among: nouns), let thing = record(noun),
      let field = one(of: Schema.fields(of: noun).filter { $0.isMany && $0.origin.isReverse }),
      let finding = finding(field.name, of: thing), case .list(let members, nil) = finding.value,
      members.count > 1
    else { return nil }
    let query = "\(identity(thing)).\(field.name)"
    guard let answer = answer(query), answer.rowCount == members.count else { return nil }
    return Surprise(
      kind: .parts,
      sentence: "\(called(thing)) has \(separated(members.count)) `\(field.name)`: "
        + listedRows(of: answer),
      query: query, test: "count(\(query)) = \(members.count)",
      sources: noun == .source ? itself(thing) : sources(of: query))
  }

  /// `“A” is also called “B”`
  mutating func name() -> Surprise? {
    guard let noun = noun(among: [.event, .organization, .person, .place, .theme, .outcome]),
      let thing = record(noun)
    else { return nil }
    let shown = store.displayName(of: thing, languages: context.languages)
    let others = store[noun].names.names(of: thing.row).filter { $0.text != shown }
    guard let other = one(of: others) else { return nil }
    let literal = SurpriseMaker.literal(other.text)
    return Surprise(
      kind: .name, sentence: "\(called(thing)) is also called “\(other.text)”",
      query: "\(noun.plural) where name = \(literal) show name, names",
      test: test("name = \(literal)", of: thing),
      sources: finding("name", of: thing).map { sources(of: $0) } ?? [])
  }

  /// ``the `country` of “CAST” is “China”``
  mutating func field() -> Surprise? {
    guard let noun = noun(among: [.organization, .person, .place, .theme, .outcome, .source]),
      let thing = record(noun)
    else { return nil }
    let fields = fields(of: noun) { field in
      switch field.type {
      case .entity, .code, .day: field.name != "source" && field.name != "tag"
      case .text: field.name == "acronym"
      default: false
      }
    }
    guard let field = one(of: fields), let finding = finding(field.name, of: thing),
      finding.state == .exact
    else { return nil }
    var value = finding.value
    if case .list(let members, nil) = value, members.count == 1 { value = members[0] }
    guard let literal = literal(value) else { return nil }
    return Surprise(
      kind: .field, sentence: "the `\(field.name)` of \(called(thing)) is \(called(value))",
      query: "\(identity(thing)) show name, \(field.name)",
      test: test("\(field.name) = \(literal)", of: thing), sources: sources(of: finding))
  }

  /// ``the `ends` of “A” is known only as 2023-11``
  mutating func vague() -> Surprise? {
    guard let noun = noun(among: [.event, .outcome, .place, .organization]),
      let thing = record(noun)
    else {
      return nil
    }
    let own = fields(of: noun) { $0.type == .day || $0.type == .number }.map(\.name)
    guard let field = one(of: own + (noun == .event ? ["when", "days"] : [])),
      let finding = finding(field, of: thing), finding.state == .vague
    else { return nil }
    return Surprise(
      kind: .vague,
      sentence: "the `\(field)` of \(called(thing)) is known only as \(text(of: finding.value))",
      query: "\(identity(thing)) show name, \(field)", test: test("\(field) is vague", of: thing),
      sources: sources(of: finding))
  }

  /// ``the `countries` of “A” are given as >80, in the words “more than 80 countries”``
  mutating func figure() -> Surprise? {
    guard let figure = record(.figure), let subject = store[.figure].entity("subject")?[figure.row],
      let measure = finding("measure", of: figure)?.value.onlyText,
      let finding = finding("value", of: figure), case .number(let quantity) = finding.value,
      !quantity.isGuess
    else { return nil }
    var tests: [String] = []
    if quantity.lower > Quantity.lowest {
      tests.append("low(value) = \(SurpriseMaker.number(quantity.lower))")
    }
    if quantity.upper < Quantity.highest {
      tests.append("high(value) = \(SurpriseMaker.number(quantity.upper))")
    }
    let printed = store[.figure].text("printed")?[figure.row].map { ", in the words “\($0)”" } ?? ""
    return Surprise(
      kind: .figure,
      sentence: "the `\(measure)` of \(called(subject)) are given as "
        + "\(text(of: finding.value))\(printed)",
      query: "\(identity(figure)) show subject, measure, value, printed",
      test: test(tests.joined(separator: " and "), of: figure),
      sources: sources(of: finding))
  }

  private static func number(_ millionths: Int64) -> String {
    text(of: .number(Quantity(lower: millionths, upper: millionths)))
  }

  /// ``there are 2 readings of the `when` of “A”: 2023-09-16/2023-09-24 (refined) and …``
  mutating func readings() -> Surprise? {
    guard let claim = record(.claim), let subject = store[.claim].entity("subject")?[claim.row],
      let field = finding("field", of: claim)?.value.onlyText
    else { return nil }
    let condition = "subject = \(identity(subject)) and field = \(SurpriseMaker.literal(field))"
    let query = "claims where \(condition) show value, verdict, source"
    guard let answer = answer(query), (2...4).contains(answer.rowCount) else { return nil }
    let rows = (0..<answer.rowCount).map { row in
      (
        value: text(of: answer.value(row: row, column: 0)),
        verdict: text(of: answer.value(row: row, column: 1))
      )
    }
    guard Set(rows.map(\.value)).count == rows.count else { return nil }
    let tests = rows.map { value, verdict in
      "exists(claims where \(condition) and value = \(SurpriseMaker.literal(value))"
        + " and verdict = \(SurpriseMaker.literal(verdict)))"
    }
    return Surprise(
      kind: .readings,
      sentence: "there are \(rows.count) readings of the `\(field)` of \(called(subject)): "
        + SurpriseMaker.listed(rows.map { "\($0.value) (\($0.verdict))" }),
      query: query,
      test: "count(claims where \(condition)) = \(rows.count) and "
        + tests.joined(separator: " and "),
      sources: sources(of: "claims where \(condition)"))
  }
}

extension Value {
  /// The text that it is, or the only one of a list.
  fileprivate var onlyText: String? {
    switch self {
    case .text(let text): text
    case .list(let members, nil) where members.count == 1: members[0].onlyText
    default: nil
    }
  }
}

extension FieldOrigin {
  /// Whether it holds what names the record in other records.
  fileprivate var isReverse: Bool {
    if case .reverse = self { return true }
    return false
  }
}
