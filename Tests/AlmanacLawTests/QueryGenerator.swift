import TestSupport

/// A query as its parts, names still as marks that a ``Wording`` fills in.
struct QueryDraft: Hashable, Sendable {
  var source: String
  var stages: [String]

  var template: String { ([source] + stages).joined(separator: "\u{1F}") }
}

/// Makes queries that are valid over a world, of every form of LANGUAGE §3; a seed repeats them.
struct QueryGenerator {
  let world: World
  var random: SeededGenerator
  private var columnCount = 0

  init(world: World, seed: UInt64) {
    self.world = world
    random = SeededGenerator(seed: seed)
  }

  mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  mutating func chance(_ percent: Int) -> Bool { number(in: 1...100) <= percent }
  mutating func pick<T>(_ choices: [T]) -> T { choices[number(in: 0...choices.count - 1)] }

  // MARK: - Queries

  mutating func query() -> QueryDraft {
    let (source, kind) = source()
    var stages = (0..<pick([1, 1, 1, 2, 2, 3])).map { _ in filter(kind) }
    if chance(20) { stages.append("sort " + sortKeys(kind)) }
    if chance(15) { stages.append("limit \(number(in: 1...12))") }
    if chance(15) { stages.append(filter(kind)) }
    switch number(in: 1...10) {
    case 1...3: stages.append("show " + columns(kind))
    case 4, 5: stages += counted(kind)
    case 6, 7: stages += summarized(kind)
    case 8: stages += ["show " + pick(keys(kind)), "distinct"]
    default: break
    }
    return QueryDraft(source: source, stages: stages)
  }

  /// Stages that only test and order, as SQL and the laws can take them.
  mutating func plainQuery() -> QueryDraft {
    var stages = (0..<pick([1, 1, 2])).map { _ in filter(.event) }
    if chance(30) {
      stages.append(
        "sort " + pick(["starts", "attendance", "days desc", "starts desc", "countries"]))
    }
    if chance(20) { stages.append("limit \(number(in: 1...12))") }
    return QueryDraft(source: "events", stages: stages)
  }

  private mutating func source() -> (String, Kind) {
    switch number(in: 1...20) {
    case 1, 2: return ("organizations", .organization)
    case 3: return ("people", .person)
    case 4: return ("places", .place)
    case 5: return ("themes", .theme)
    case 6: return ("figures", .figure)
    case 7:
      let (field, kind) = pick([
        ("organizer", Kind.organization), ("place", .place), ("theme", .theme), ("parts", .event),
        ("speaker", .person),
      ])
      return ("(events \(filter(.event))).\(field)", kind)
    case 8:
      let kind = pick([Kind.organization, .place, .theme, .person])
      return ("\(name(kind)).events", .event)
    case 9: return ("(events \(filter(.event)))", .event)
    case 10: return ("event", .event)
    default: return ("events", .event)
    }
  }

  mutating func filter(_ kind: Kind) -> String {
    if chance(35), let phrase = phrase(kind) {
      return pick(["", "", "", "not ", "possibly ", "maybe "]) + phrase
    }
    return "where " + test(kind, depth: pick([0, 0, 1, 1, 2]))
  }

  // MARK: - Tests

  mutating func test(_ kind: Kind, depth: Int) -> String {
    guard depth > 0 else { return leaf(kind) }
    let first = test(kind, depth: depth - 1)
    switch number(in: 1...8) {
    case 1, 2: return "\(bracketed(first)) and \(bracketed(test(kind, depth: depth - 1)))"
    case 3, 4: return "\(bracketed(first)) or \(bracketed(test(kind, depth: depth - 1)))"
    case 5: return "\(first) and \(leaf(kind)) or \(leaf(kind))"
    case 6: return "not \(bracketed(first))"
    case 7: return "possibly \(bracketed(first))"
    default: return "maybe \(bracketed(first))"
    }
  }

  /// A test without `maybe`, `possibly` and `is`, for the laws that they are not subject to; the
  /// bounds of a value are what is known of it too.
  mutating func monotone(_ kind: Kind) -> String {
    while true {
      let test = test(kind, depth: pick([0, 1, 1, 2]))
      let words = Set(test.split { " ()[]".contains($0) })
      let ofKnowledge: Set<Substring> = [
        "maybe", "possibly", "is", "limit", "low", "high", "earliest", "latest",
      ]
      if words.isDisjoint(with: ofKnowledge) { return test }
    }
  }

  /// In brackets a leading noun begins a query; two `not` keep it a test.
  func bracketed(_ test: String) -> String {
    let nouns = ["place", "theme", "event", "figure", "organization", "org"]
    let isNoun = nouns.contains {
      test.hasPrefix($0 + " ") || test.hasPrefix($0 + ".") || test.hasPrefix($0 + "[")
    }
    return isNoun ? "(not not \(test))" : "(\(test))"
  }

  private mutating func leaf(_ kind: Kind) -> String {
    if chance(25), let phrase = phrase(kind) { return phrase }
    switch kind {
    case .event: return eventLeaf()
    case .organization: return organizationLeaf()
    case .person:
      return pick([
        "organization \(equality()) \(quantified(.organization))",
        "organization under \(name(.organization))", "country in \(name(.place))",
        "country = \(name(.place))", "events[\(leaf(.event))]",
        "count(events) \(sign()) \(number(in: 0...3))",
        "organization \(state())", "organization.country = \(name(.place))", text("name", kind),
      ])
    case .place:
      return pick([
        "parent = \(name(.place))", "country = \(name(.place))",
        "kind \(equality()) \(pick(["country", "city", "province"]))",
        "ancestors = \(name(.place))", "descendants = \(name(.place))", "events[\(leaf(.event))]",
        "parent \(state())", "count(children) \(sign()) \(number(in: 0...3))", text("name", kind),
        "not exists(events)",
      ])
    case .theme:
      return pick([
        "parent = \(name(.theme))", "ancestors = \(name(.theme))", "descendants = \(name(.theme))",
        "events[\(leaf(.event))]", "kind \(state())", "exists(events[\(leaf(.event))])",
        text("name", kind),
      ])
    case .figure:
      return pick([
        "measure \(equality()) \(pick(World.measures))", "value \(sign()) \(numbers())",
        "value \(state())", "event.kind = \(pick(["forum", "session"]))", "value = \(numbers())",
      ])
    }
  }

  private mutating func organizationLeaf() -> String {
    pick([
      "kind \(equality()) \(pick(["society", "ministry"]))", "country = \(name(.place))",
      "country in \(name(.place))", "parent under \(name(.organization))",
      "children = \(name(.organization))", "events[\(leaf(.event))]",
      "events[\(leaf(.event)) and \(leaf(.event))]",
      "count(events[\(leaf(.event))]) \(sign()) \(number(in: 0...4))",
      "count(events) \(sign()) \(number(in: 0...6))", "country \(state())",
      "members[country in \(name(.place))]",
      "linked[kind = \(pick(["announces", "launches"]))]", "linked[from = \(name(.event))]",
      "exists(members)", text("name", .organization),
      "country.kind = country", "not exists(events[\(leaf(.event))])",
    ])
  }

  private mutating func eventLeaf() -> String {
    let role = pick(["organizer", "organizer", "host", "partner", "org"])
    switch number(in: 1...45) {
    case 37: return scalars()
    case 38, 39: return otherTimes()
    case 40: return timed()
    case 41: return links()
    case 42, 43, 45: return function()
    case 44: return queried()
    case 1, 2: return "\(role) \(equality()) \(quantified(.organization))"
    case 3: return "\(role) \(under()) \(quantified(.organization))"
    case 4: return "place \(pick(["in", "under", "not in"])) \(quantified(.place))"
    case 5: return "place \(equality()) \(quantified(.place))"
    case 6: return "theme \(equality()) \(quantified(.theme))"
    case 7: return "theme \(under()) \(quantified(.theme))"
    case 8: return "speaker \(equality()) \(quantified(.person))"
    case 9, 10: return coded()
    case 11, 12, 13:
      return
        "\(pick(["attendance", "attendance", "countries", "days", "edition"])) \(sign()) \(numbers())"
    case 14: return "attendance \(pick(["in", "not in"])) (\(numbers()), \(numbers()))"
    case 15, 16: return "\(pick(["starts", "ends", "when"])) \(sign()) \(date())"
    case 17, 35, 36:
      return
        "\(pick(["starts", "ends", "when"])) \(pick(["in", "not in", "during", "before", "after", "overlaps"])) \(date())"
    case 18: return "when contains \(date())"
    case 19: return text(pick(["name", "motto", "theme.name", "organizer.name"]), .event)
    case 20, 21:
      return pick([
        "attendance", "when", "starts", "ends", "place", "organizer", "host", "speaker", "kind",
        "motto", "part_of", "org", "tag", "days", "series", "theme", "edition",
      ]) + " " + state()
    case 22: return "organizer.country \(pick(["=", "!=", "in", "under"])) \(name(.place))"
    case 23:
      return
        "place.\(pick(["kind = city", "country = \(name(.place))", "parent = \(name(.place))"]))"
    case 24:
      return
        "part_of.\(pick(["kind = forum", "organizer = \(name(.organization))", "attendance > \(numbers())", "starts after 2022"]))"
    case 25: return "organizer[\(leaf(.organization))]"
    case 26: return "speaker[\(leaf(.person))]"
    case 27: return "figure[measure = \(pick(World.measures)) and value \(sign()) \(numbers())]"
    case 28: return "parts[\(leaf(.event))]"
    case 29:
      return
        "count(\(pick(["parts", "organizer", "speaker", "place", "theme", "org", "parts[\(leaf(.event))]", "organizer[\(leaf(.organization))]"]))) \(sign()) \(number(in: 0...3))"
    case 30:
      return
        "attendance \(pick(["/", "*", "+", "-"])) \(pick(["days", "countries", "edition", "2"])) \(sign()) \(numbers())"
    case 31:
      return pick(["year", "month", "quarter"]) + "(\(pick(["starts", "ends", "when"]))) \(sign()) "
        + pick(["2022", "2023", "3", "6", "2"])
    case 32:
      return "weekday(\(pick(["starts", "ends"]))) \(equality()) "
        + pick(["Monday", "Friday", "any (Saturday, Sunday)", "(Tuesday, Wednesday, Thursday)"])
    case 33:
      return pick([
        "attendance \(sign()) countries", "starts \(sign()) ends", "days \(sign()) edition",
        "attendance \(sign()) avg(events.attendance)", "attendance >= max(events.attendance)",
      ])
    default: return subquery()
    }
  }

  private mutating func subquery() -> String {
    let organizations = "(organizations where \(leaf(.organization)))"
    return pick([
      "organizer = \(organizations)", "place = (places \(filter(.place)))",
      "count(events \(filter(.event))) \(sign()) \(number(in: 0...20))",
      "exists(events \(filter(.event)))", "exists(events \(filter(.event)) \(filter(.event)))",
      "not exists(events \(filter(.event)))", "part_of = (events \(filter(.event)))",
      "organizer = (organizations sort name limit \(number(in: 1...4)))",
      "theme != (themes where \(leaf(.theme)))",
    ])
  }

  private mutating func coded() -> String {
    let (field, words) = pick([
      ("kind", ["conference", "festival", "forum", "session"]),
      ("mode", ["online", "offline", "hybrid"]),
      ("status", ["announced", "held"]), ("tag", ["open", "young", "large", "annual", "green"]),
    ])
    let (first, second) = (pick(words), pick(words))
    return pick([
      "\(field) \(equality()) \(first)", "\(field) in (\(first), \(second))",
      "\(field) = \(pick(["any", "all", "none", "only", "exactly"])) (\(first), \(second))",
      "\(field) not in (\(first), \(second))", "\(field) = only \(first)",
    ])
  }

  private mutating func text(_ field: String, _ kind: Kind) -> String {
    let pieces = ["ba", "ko", "ri", "open", "science", "科", "ви", "né", "x"]
    return pick([
      "\(field) contains \"\(pick(pieces))\"", "\(field) matches \"*\(pick(pieces))*\"",
      "\(field) matches \"\(pick(["B", "K", "Old", "Open", "?a"]))*\"",
      "\(field) not contains \"\(pick(pieces))\"",
    ])
  }

  private mutating func phrase(_ kind: Kind) -> String? {
    let time = { (generator: inout QueryGenerator) in
      "\(generator.pick(["in", "during", "before", "after", "overlaps"])) \(generator.date())"
    }
    switch kind {
    case .event:
      switch number(in: 1...12) {
      case 1, 2: return "by \(quantified(.organization))"
      case 3: return "about \(quantified(.theme))"
      case 4, 5:
        return
          "in \(pick([name(.place), name(.place), "(\(name(.place)), \(name(.place)))", "any (\(name(.place)), \(name(.place)))", "all (\(name(.place)), \(name(.place)))", "only (\(name(.place)), \(name(.place)))"]))"
      case 6: return "in \(pick([name(.event), "(\(name(.place)), \(date()))"]))"
      case 7:
        return "under \(pick([name(.theme), name(.organization), name(.event), name(.place)]))"
      case 8:
        return pick(["contains", "matches"]) + " "
          + pick(["\"*a*\"", "\"ba\"", "\"*science*\"", "\"open\"", "\"科\""])
      default: return time(&self)
      }
    case .organization: return pick(["in \(name(.place))", "under \(name(.organization))"])
    case .person: return pick(["in \(name(.place))", "about \(name(.theme))"])
    case .place: return "in \(name(.place))"
    case .theme: return "under \(name(.theme))"
    case .figure: return chance(50) ? "in \(name(.place))" : time(&self)
    }
  }

  // MARK: - Operands

  mutating func sign() -> String { pick(["<", "<=", ">", ">=", "=", "!="]) }
  mutating func equality() -> String { pick(["=", "=", "!="]) }
  private mutating func under() -> String { pick(["under", "under", "not under"]) }
  private mutating func state() -> String {
    pick(["is ", "is not "]) + pick(["known", "missing", "exact", "vague"])
  }

  /// A mark for any name of some thing.
  mutating func name(_ kind: Kind) -> String { "⟨\(kind.rawValue):\(pick(world[kind]).id)⟩" }

  private mutating func quantified(_ kind: Kind) -> String {
    let names = (0..<pick([1, 1, 2, 2, 3])).map { _ in name(kind) }
    let list = "(\(names.joined(separator: ", ")))"
    if chance(50) { return names.count == 1 ? names[0] : list }
    return pick(["any", "all", "none", "only", "exactly"]) + " " + list
  }

  mutating func numbers() -> String {
    let number = { (generator: inout QueryGenerator) in
      generator.pick([
        0, 9, 10, 11, 18, 20, 22, 30, 36, 40, 50, 54, 60, 66, 80, 81, 99, 100, 150, 200,
      ])
    }
    let low = number(&self)
    switch self.number(in: 1...12) {
    case 1: return "~\(low)"
    case 2, 3: return "\(low)..\(low + number(&self))"
    case 4: return pick(["\(low)..", "..\(low)"])
    case 5: return pick(["-5", "0.05K", "0.01万", "12.5", "1K"])
    default: return "\(low)"
    }
  }

  mutating func date() -> String {
    let year = number(in: 2021...2024)
    let month = pick(["01", "03", "04", "06", "09", "11", "12"])
    switch number(in: 1...16) {
    case 1...4: return "\(year)"
    case 5, 6: return "\(year)-\(month)"
    case 7: return "\(year)-\(month)-\(number(in: 10...28))"
    case 8: return "\(year)-Q\(number(in: 1...4))"
    case 9: return "\(year)..\(number(in: year...2025))"
    case 10: return pick(["\(year)..", "..\(year)", "\(year)-\(month).."])
    case 11: return pick(["202X", "20XX", "\(year)-XX"])
    case 12: return "\(year)-W\(number(in: 10...52))"
    case 13: return "2022-01-01/\(max(year, 2022))-\(month)-20"
    case 14: return pick(["last year", "this year", "next month", "last quarter", "this week"])
    case 15:
      return pick(["last 2 years", "last 500 days", "next 3 months", "today", "last 40 weeks"])
    default: return "\(year)-\(month)..\(year + 1)-02"
    }
  }

  // MARK: - Columns

  private func keys(_ kind: Kind) -> [String] {
    switch kind {
    case .event:
      [
        "kind", "mode", "organizer", "place", "theme", "place.country", "year(starts)", "tag",
        "starts", "attendance", "when", "edition", "speaker", "part_of",
      ]
    case .organization: ["kind", "country", "parent"]
    case .person: ["organization", "country"]
    case .place: ["kind", "parent", "country"]
    case .theme: ["kind", "parent"]
    case .figure: ["measure", "value"]
    }
  }

  private mutating func column(_ kind: Kind) -> String {
    columnCount += 1
    guard kind == .event else {
      let field = pick(keys(kind) + (kind == .figure ? ["value"] : ["name", "count(events)"]))
      return "\(field) as c\(columnCount)"
    }
    let column = pick([
      "name", "id", "when", "starts", "ends", "place", "organizer", "host", "attendance", "days",
      "kind",
      "tag", "motto", "place.country", "organizer.country", "part_of.name", "part_of.kind",
      "count(parts)",
      "count(organizer)", "(\(bare(test(kind, depth: 1))))", "attendance / days",
      "attendance * 2 - countries",
      "year(starts)", "month(ends)", "answer", "edition", "speaker", "org", "parts",
      "count(parts[\(leaf(.event))])", "weekday(starts)", "low(attendance)", "high(days)",
      "earliest(when)", "latest(when)", "length(motto)", "name_in(organizer, zh)", "place.kind",
    ])
    return "\(column) as c\(columnCount)"
  }

  private func bare(_ test: String) -> String {
    let bracketed = bracketed(test)
    return String(bracketed.dropFirst().dropLast())
  }

  private mutating func columns(_ kind: Kind) -> String {
    (0..<number(in: 1...4)).map { _ in column(kind) }.joined(separator: ", ")
  }

  private mutating func sortKeys(_ kind: Kind) -> String {
    let keys =
      kind == .event
      ? [
        "starts", "when", "attendance", "name", "kind", "organizer", "place", "days",
        "count(parts)", "edition", "motto", "ends", "place.country",
      ]
      : kind == .figure ? ["value", "measure"] : ["name", "kind", "count(events)"]
    return (0..<pick([1, 1, 2])).map { _ in pick(keys) + pick(["", "", " desc", " asc"]) }
      .joined(separator: ", ")
  }

  private mutating func distinctKeys(_ kind: Kind) -> [String] {
    let first = pick(keys(kind))
    let second = pick(keys(kind))
    return first == second || chance(70) ? [first] : [first, second]
  }

  private mutating func counted(_ kind: Kind) -> [String] {
    if chance(20) { return ["count"] }
    let keys = distinctKeys(kind)
    var stages = ["count by " + keys.joined(separator: ", ")]
    if chance(30) { stages.append("where count \(sign()) \(number(in: 1...4))") }
    if chance(20), ["kind", "mode", "tag"].contains(keys[0]), kind == .event {
      stages.append(
        "where \(keys[0]) "
          + pick([
            "is missing", "is known",
            "= \(keys[0] == "kind" ? "forum" : keys[0] == "mode" ? "hybrid" : "open")",
          ]))
    }
    if chance(20), keys == ["organizer"] {
      stages.append("where organizer \(equality()) \(name(.organization))")
    }
    if chance(40) { stages.append("sort " + pick(["count desc", "count", keys[0]])) }
    if chance(30) { stages.append("limit \(number(in: 1...4))") }
    return stages
  }

  private mutating func summarized(_ kind: Kind) -> [String] {
    let measure =
      kind == .event
      ? pick(["attendance", "countries", "days", "edition"])
      : kind == .figure ? "value" : "count(events)"
    let aggregates = [
      "count as n", "sum(\(measure)) as total", "min(\(measure)) as least",
      "max(\(measure)) as top",
      "avg(\(measure)) as mean", "median(\(measure)) as middle", "count(\(measure)) as stated",
      "count(distinct \(pick(keys(kind)))) as kinds", "list(\(pick(keys(kind)))) as all_of",
      "share as part",
      "count(\(bare(test(kind, depth: 0)))) as yes_rows",
      "count(maybe \(bracketed(leaf(kind)))) as unsure",
    ]
    var chosen: [String] = []
    for _ in 0..<number(in: 3...7) {
      let aggregate = pick(aggregates)
      if !chosen.contains(aggregate) { chosen.append(aggregate) }
    }
    var stage = "summarize " + chosen.joined(separator: ", ")
    if chance(65) { stage += " by " + distinctKeys(kind).joined(separator: ", ") }
    var stages = [stage]
    if chance(25), chosen.contains("count as n") {
      stages.append("where n \(sign()) \(number(in: 1...5))")
    }
    return stages
  }
}
