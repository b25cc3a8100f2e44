import Almanac
import TestSupport

extension Law {
  static let all: [Law] = partitions + rewrites + orders + wordings + sets + knowledge

  // MARK: - Yes, no and maybe part the rows

  private static let partitions: [Law] = [
    Law("TLP: yes, no and maybe are all rows") { laws in
      let test = laws.test()
      let parts = try ["", "not ", "maybe "].flatMap {
        try laws.engine.ids("events where \($0)(not not (\(test)))")
      }
      return broken(parts.sorted(), try laws.engine.ids("events").sorted(), test)
    },
    Law("TLP under distinct: the union of the parts") { laws in
      let test = laws.bracketed()
      let shown = "show kind, mode, attendance distinct"
      let parts = try ["", "not ", "maybe "].flatMap {
        try laws.engine.outcome(of: "events where \($0)\(test) \(shown)").rows
      }
      return broken(Set(parts), Set(try laws.engine.outcome(of: "events \(shown)").rows), test)
    },
    Law("TLP of totals: count, sum, min and max of the parts make the whole's") { laws in
      let test = laws.bracketed()
      let totals = "summarize count, sum(attendance), min(attendance), max(attendance)"
      let parts = try ["", "not ", "maybe "].map {
        try laws.engine.cells("events where \($0)\(test) \(totals)")[0]
      }
      let whole = try laws.engine.cells("events \(totals)")[0]
      return broken(recombined(parts).map(\.description), whole.map(\.description), test)
    },
    Law("TLP of groups: counts of the parts add up, key by key") { laws in
      let test = laws.bracketed()
      let key = laws.generator.pick(["kind", "organizer", "place.country", "attendance", "starts"])
      var sums: [String: Int64] = [:]
      for part in ["", "not ", "maybe "] {
        for row in try laws.engine.cells("events where \(part)\(test) count by \(key)") {
          sums[groupKey(row[0]), default: 0] += count(row[1])
        }
      }
      let whole = try laws.engine.cells("events count by \(key)").map {
        (groupKey($0[0]), count($0[1]))
      }
      return broken(sums, Dictionary(whole) { $0 + $1 }, test, key)
    },
    Law("NoREC: as many rows as the test as a column has yes") { laws in
      let test = laws.test()
      let yes = try laws.engine.answers("not not (\(test))").values.count { $0 == "yes" }
      return broken(try laws.engine.ids("events where \(test)").count, yes, test)
    },
    Law("before, overlaps and after part the exact events") { laws in
      let days = laws.generator.date()
      let exact = "events where when is exact"
      let parts = try ["before", "overlaps", "after"].flatMap {
        try laws.engine.ids("\(exact) \($0) \(days)")
      }
      return broken(parts.sorted(), try laws.engine.ids(exact).sorted(), days)
    },
  ]

  private static func groupKey(_ cell: Cell) -> String {
    if case .notNamed = cell { return "not named" }
    return cell.description
  }

  private static func count(_ cell: Cell) -> Int64 {
    if case .amount(let amount) = cell { return amount.low / Amount.unit }
    return 0
  }

  /// Count and sum, min, max of rows that are parts of others.
  private static func recombined(_ parts: [[Cell]]) -> [Cell] {
    (0..<4).map { column in
      let amounts = parts.compactMap { part -> Amount? in
        if case .amount(let amount) = part[column], count(part[0]) > 0 || column == 0 {
          return amount
        }
        return nil
      }
      guard let first = amounts.first else { return .missing }
      return .amount(
        amounts.dropFirst().reduce(first) { left, right in
          let isGuess = left.isGuess || right.isGuess
          switch column {
          case 2:
            return Amount(
              low: min(left.low, right.low), high: min(left.high, right.high), isGuess: isGuess)
          case 3:
            return Amount(
              low: max(left.low, right.low), high: max(left.high, right.high), isGuess: isGuess)
          default:
            return Amount(
              low: sum(left.low, right.low), high: sum(left.high, right.high), isGuess: isGuess)
          }
        })
    }
  }

  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    for end in [Amount.lowest, Amount.highest] where left == end || right == end { return end }
    return left + right
  }

  // MARK: - Tests written otherwise

  private static func same(_ left: String, _ right: String, _ laws: LawCase) throws -> String? {
    broken(try laws.engine.answers(left), try laws.engine.answers(right), left, right)
  }

  private static let rewrites: [Law] = [
    Law("one where after the other is `and`, in any order") { laws in
      let (first, second) = (laws.bracketed(), laws.bracketed())
      let both = try laws.engine.outcome(of: "events where \(first) and \(second)")
      let chained = try laws.engine.outcome(of: "events where \(first) where \(second)")
      let swapped = try laws.engine.outcome(of: "events where \(second) where \(first)")
      return broken(both, chained, first, second) ?? broken(both.ids, swapped.ids, first, second)
    },
    Law("not not P is P") { laws in
      let test = laws.bracketed()
      return try same("not not \(test)", "\(test) and \(test)", laws)
    },
    Law("De Morgan: not (P and R) is not P or not R") { laws in
      let (first, second) = (laws.bracketed(), laws.bracketed())
      return try same("not (\(first) and \(second))", "not \(first) or not \(second)", laws)
    },
    Law("De Morgan: not (P or R) is not P and not R") { laws in
      let (first, second) = (laws.bracketed(), laws.bracketed())
      return try same("not (\(first) or \(second))", "not \(first) and not \(second)", laws)
    },
    Law("possibly P is yes or maybe") { laws in
      let test = laws.bracketed()
      let possible = try laws.engine.answers("not not \(test)").filter { $0.value != "no" }.keys
      return broken(
        try laws.engine.ids("events where possibly \(test)").sorted(), possible.sorted(), test)
    },
    Law("possibly P is not surely not P, maybe P is possibly P without P") { laws in
      let test = laws.bracketed()
      let possible = try laws.engine.ids("events where possibly \(test)")
      let surelyNot = Set(try laws.engine.ids("events where not \(test)"))
      let all = try laws.engine.ids("events")
      let surely = Set(try laws.engine.ids("events where \(test)"))
      let maybe = try laws.engine.ids("events where maybe \(test)")
      return broken(possible, all.filter { !surelyNot.contains($0) }, test)
        ?? broken(maybe, possible.filter { !surely.contains($0) }, test)
    },
    Law("P is P and (P or R)") { laws in
      let (first, second) = (laws.bracketed(), laws.bracketed())
      return try same("\(first) and (\(first) or \(second))", "not not \(first)", laws)
    },
    Law("x != v is not x = v") { laws in
      let (left, right) = laws.generator.pick([
        ("organizer", laws.generator.name(.organization)), ("kind", "forum"),
        ("attendance", "40..60"),
        ("starts", "2022"), ("place", laws.generator.name(.place)), ("tag", "open"), ("days", "1"),
        ("place.country", laws.generator.name(.place)), ("year(starts)", "2023"),
      ])
      let value = laws.text(right)
      return try same("not not \(left) != \(value)", "not \(left) = \(value)", laws)
    },
    Law("x not r v is not x r v") { laws in
      let (test, right) = laws.generator.pick([
        ("place R in", laws.generator.name(.place)), ("theme R under", laws.generator.name(.theme)),
        ("when R during", laws.generator.date()), ("name R contains", "\"a\""),
        ("starts R before", laws.generator.date()),
      ])
      let value = laws.text(right)
      let (negated, plain) = (
        test.split(separator: "R").joined(separator: "not"), test.split(separator: " R").joined()
      )
      return try same("not not \(negated) \(value)", "not \(plain) \(value)", laws)
    },
    Law("a query in a test is its value") { laws in
      let test = laws.text(
        "possibly (\(laws.generator.bracketed(laws.generator.test(.organization, depth: 0))))")
      let ids = try laws.engine.ids("organizations where \(test)")
      guard !ids.isEmpty else { return nil }
      let list = "any (" + ids.map { "@org:\($0)" }.joined(separator: ", ") + ")"
      return try same("organizer = (organizations where \(test))", "organizer = \(list)", laws)
    },
    Law("a count in a test is its number") { laws in
      let test = "possibly \(laws.bracketed())"
      let count = try laws.engine.ids("events where \(test)").count
      return try same(
        "attendance > 20 and count(events where \(test)) = \(count)", "not not attendance > 20",
        laws)
    },
  ]

  // MARK: - Order

  private static let orders: [Law] = [
    Law("sort permutes") { laws in
      let (test, key) = (
        laws.test(),
        laws.generator.pick(["when", "attendance desc", "name", "organizer", "days desc"])
      )
      let plain = try laws.engine.ids("events where \(test)")
      return broken(
        plain.sorted(), try laws.engine.ids("events where \(test) sort \(key)").sorted(), test, key)
    },
    Law("limit n is a prefix of limit n+1") { laws in
      let (test, count) = (laws.test(depth: 0), laws.generator.number(in: 0...9))
      let less = try laws.engine.ids("events where \(test) sort attendance limit \(count)")
      let more = try laws.engine.ids("events where \(test) sort attendance limit \(count + 1)")
      return broken(less, Array(more.prefix(count)), test)
    },
    Law("one more test never adds rows") { laws in
      let (first, second) = (laws.test(), laws.test())
      let all = Set(try laws.engine.ids("events where \(first)"))
      return broken(
        unless: all.isSuperset(of: try laws.engine.ids("events where \(first) where \(second)")),
        first, second)
    },
  ]

  // MARK: - Wording

  private static let wordings: [Law] = [
    Law("pipes, newlines, full-width forms and capitals give the same tree") { laws in
      let draft = laws.generator.query()
      var (plain, dressed) = (Wording(world: laws.run.world, seed: 5, isPlain: true), laws.wording)
      dressed.isPlain = false
      let first = plain.text(laws.identified(draft))
      let second = dressed.text(laws.identified(draft))
      return broken(formatted(first), formatted(second), first, second)
    },
    Law("format is idempotent and keeps the meaning") { laws in
      let text = laws.text(laws.generator.query().template)
      let once = formatted(text)
      guard let outcome = try? laws.engine.outcome(of: text) else { return nil }
      let again = try laws.engine.outcome(of: once)
      return broken(once, formatted(once), text) ?? broken(outcome, again, text, once)
    },
    Law("any name of a thing, in any language, is as good as another") { laws in
      let draft = laws.generator.query()
      let (first, second) = (laws.text(draft.template), laws.text(draft.template))
      guard let outcome = try? laws.engine.outcome(of: first) else { return nil }
      return broken(outcome, try laws.engine.outcome(of: second), first, second)
    },
    Law("the order of loading changes no answer") { laws in
      let text = laws.text(laws.generator.query().template)
      guard let outcome = try? laws.engine.outcome(of: text) else { return nil }
      return broken(outcome, try laws.run.shuffled.outcome(of: text), text)
    },
  ]

  private static func formatted(_ text: String) -> String {
    parseStatement(text).statement.map { format($0) } ?? "unreadable: \(text)"
  }

  // MARK: - Sets and ranges

  private static let sets: [Law] = [
    Law("in a place is in the place around it") { laws in
      let places = laws.run.world[.place].filter { $0.fields["parent"] != nil }
      guard !places.isEmpty else { return nil }
      let place = laws.generator.pick(places)
      guard case .members(let above, _)? = place.fields["parent"], let parent = above.first else {
        return nil
      }
      let inner = try laws.engine.ids("events in @place:\(place.id)")
      return broken(
        unless: Set(try laws.engine.ids("events in @place:\(parent.id)")).isSuperset(of: inner),
        place.id)
    },
    Law("a wider range only adds") { laws in
      let (low, width) = (laws.generator.number(in: 0...100), laws.generator.number(in: 0...60))
      let more = laws.generator.number(in: 1...60)
      let field = laws.generator.pick(["attendance", "countries", "days", "count(organizer)"])
      let narrow = try laws.engine.ids("events where \(field) = \(low)..\(low + width)")
      let wide = Set(
        try laws.engine.ids("events where \(field) = \(max(0, low - more))..\(low + width + more)"))
      return broken(unless: wide.isSuperset(of: narrow), "\(field) \(low) \(width) \(more)")
    },
    Law("a longer period only adds") { laws in
      let word = laws.generator.pick(["in", "during", "overlaps"])
      let year = laws.generator.number(in: 2021...2023)
      let narrow = try laws.engine.ids("events \(word) \(year)-03..\(year)-09")
      let wide = Set(try laws.engine.ids("events \(word) \(year - 1)-11..\(year + 1)-02"))
      return broken(unless: wide.isSuperset(of: narrow), "\(word) \(year)")
    },
    Law("only is some, exactly is all and only, none is not any") { laws in
      let field = laws.generator.pick(["organizer", "host", "org", "organizer under"])
      let names = laws.text(
        "(\(laws.generator.name(.organization)), \(laws.generator.name(.organization)))")
      let test = { (quantifier: String) in
        field.hasSuffix("under")
          ? "\(field) \(quantifier) \(names)" : "\(field) = \(quantifier) \(names)"
      }
      let any = Set(try laws.engine.ids("events where \(test("any"))"))
      let only = try laws.engine.ids("events where \(test("only"))")
      return try broken(unless: any.isSuperset(of: only), test("only"))
        ?? same("not not \(test("exactly"))", "\(test("all")) and \(test("only"))", laws)
        ?? same("not not \(test("none"))", "not \(test("any"))", laws)
    },
    Law("a list in brackets is any of them") { laws in
      let (first, second) = (
        laws.text(laws.generator.name(.place)), laws.text(laws.generator.name(.place))
      )
      return try same("in (\(first), \(second))", "in \(first) or in \(second)", laws)
    },
  ]

  // MARK: - Knowledge

  private static let knowledge: [Law] = [
    Law("knowing more turns no yes into no and no no into yes") { laws in
      let test = laws.text("not not \(laws.generator.bracketed(laws.generator.monotone(.event)))")
      return try sharpened(test, "events", laws)
    },
    Law("knowing more of events does so for organizations") { laws in
      let test = laws.text(
        "not not \(laws.generator.bracketed(laws.generator.monotone(.organization)))")
      return try sharpened(test, "organizations", laws)
    },
    Law("PQS: a row that surely passes is in the answer") { laws in
      let event = laws.generator.pick(laws.run.world[.event])
      let facts = laws.facts(of: event)
      guard !facts.isEmpty else { return nil }
      let test = laws.text(
        (0..<3).map { _ in laws.generator.pick(facts) }.joined(separator: " and "))
      return broken(
        unless: try laws.engine.ids("events where \(test)").contains(event.id), event.id, test)
    },
  ]

  private static func sharpened(_ test: String, _ source: String, _ laws: LawCase) throws -> String?
  {
    let before = try laws.engine.answers(test, source: source)
    let after = try laws.run.sharpened.answers(test, source: source)
    let turned = before.filter { id, answer in answer != "maybe" && after[id] != answer }
    return broken(unless: turned.isEmpty, test, "\(turned.sorted { $0.key < $1.key })")
  }
}

extension LawCase {
  /// A draft with every name as an identity, so that wordings differ in their dress alone.
  func identified(_ draft: QueryDraft) -> String {
    var text = ""
    for (place, part) in draft.template.split(separator: "⟨", omittingEmptySubsequences: false)
      .enumerated()
    {
      guard place > 0, let end = part.firstIndex(of: "⟩") else {
        text += part
        continue
      }
      let mark = part[..<end].split(separator: ":")
      let kind = Kind(rawValue: String(mark[0])) ?? .event
      text += "@\(kind.identityWord):\(mark[1])" + part[part.index(after: end)...]
    }
    return text
  }

  /// Tests that are surely so of an event, by its plain values.
  func facts(of event: Thing) -> [String] {
    var facts = ["id = \"\(event.id)\""]
    for (field, datum) in event.fields.sorted(by: { $0.key < $1.key }) {
      switch datum {
      case .words(let words): facts += words.map { "\(field) = \($0)" }
      case .text(let text): facts.append("\(field) = \"\(text)\"")
      case .amount(let amount, _) where amount.low == amount.high && !amount.isGuess:
        let number = amount.low / Amount.unit
        facts += [
          "\(field) = \(number)", "\(field) >= \(number)", "\(field) < \(number + 1)",
          "\(field) is exact",
        ]
      case .amount: facts.append("\(field) is vague")
      case .members(let members, _):
        guard let target = World.targets[.event]?[field] else { continue }
        for member in members where !member.isDoubtful {
          facts += [
            "\(field) = ⟨\(target.rawValue):\(member.id)⟩",
            "\(field) = any (⟨\(target.rawValue):\(member.id)⟩)",
          ]
          if World.closed.contains(field) == false, target != .person {
            facts.append("\(field) under ⟨\(target.rawValue):\(member.id)⟩")
          }
        }
      case .links: continue
      case .date(let text):
        guard let date = try? readDate(text), date.starts.isExact, date.ends.isExact, !date.isGuess,
          date.ends.latest < .distantFuture
        else { continue }
        let (start, end) = (date.starts.earliest, date.ends.latest)
        facts += [
          "in \(start.text)", "during \(start.text)..\(end.text)", "starts = \(start.year)",
          "ends >= \(end.text)", "after ..\(start.adding(days: -1).text)",
        ]
      }
    }
    return facts
  }
}
