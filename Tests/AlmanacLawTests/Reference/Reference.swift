import AlmanacLanguage
import AlmanacTime

/// What a reference evaluator has worked out so far.
final class Memory {
  struct Place: Hashable {
    var kind: Kind
    var id: String
    var field: String
  }

  var listings: [Place: Reference.Listing] = [:]
  var courses: [Query: Course] = [:]
}

/// Answers queries over plain values of a world, row by row, by the tables of LANGUAGE §6 and
/// nothing of the engine or the store.
struct Reference {
  let world: World
  let today: Day
  var fault: Fault?
  var reach: Reach?
  private var byID: [Kind: [String: Thing]] = [:]
  private var byName: [String: [(kind: Kind, id: String)]] = [:]
  private var dates: [String: DateValue] = [:]
  /// What does not change from row to row is worked out once.
  let memory = Memory()

  init(world: World, today: Day, fault: Fault? = nil, reach: Reach? = nil) {
    (self.world, self.today, self.fault, self.reach) = (world, today, fault, reach)
    for kind in Kind.allCases {
      for thing in world[kind] {
        byID[kind, default: [:]][thing.id] = thing
        if case .date(let text)? = thing.fields["when"] { dates[text] = try? readDate(text) }
        for name in thing.everyName {
          byName[name.lowercased(), default: []].append((kind, thing.id))
        }
      }
    }
  }

  func thing(_ kind: Kind, _ id: String) -> Thing? { byID[kind]?[id] }

  func note(_ construct: String?, _ verdict: Verdict) {
    if let construct { reach?.note(construct, verdict.truth) }
  }
  func noted(_ construct: String, _ verdict: Verdict) -> Verdict {
    note(construct, verdict)
    return verdict
  }

  // MARK: - What a thing states

  /// What a field of a thing names.
  struct Listing {
    var members: [(thing: Thing, isDoubtful: Bool)] = []
    /// nil when the list names all.
    var more: [Int]?
    var isStated = true
    /// Nothing, or not everything that belongs to the field, is stated.
    var isGap = false
  }

  func listing(_ field: String, _ thing: Thing) -> Listing {
    let place = Memory.Place(kind: thing.kind, id: thing.id, field: field)
    if let known = memory.listings[place] { return known }
    let found = listed(field, thing)
    memory.listings[place] = found
    return found
  }

  private func listed(_ field: String, _ thing: Thing) -> Listing {
    func naming(_ kind: Kind, _ fields: [String]) -> Listing {
      var found = Listing()
      for other in world[kind] {
        let named = fields.flatMap { field in
          listing(field, other).members.filter {
            $0.thing.kind == thing.kind && $0.thing.id == thing.id
          }
        }
        if !named.isEmpty { found.members.append((other, named.allSatisfy(\.isDoubtful))) }
      }
      return found
    }
    let roles = ["organizer", "host", "partner"]
    switch (thing.kind, field) {
    case (_, "parts"): return naming(.event, ["part_of"])
    case (_, "children"): return naming(thing.kind, ["parent"])
    case (_, "members"): return naming(.person, ["organization"])
    case (.event, "figure"): return naming(.figure, ["event"])
    case (.organization, "events"): return naming(.event, roles)
    case (.person, "events"): return naming(.event, ["speaker"])
    case (_, "events"): return naming(.event, [thing.kind.rawValue])
    case (_, "ancestors"): return Listing(members: ancestors(of: thing).map { ($0, false) })
    case (_, "descendants"):
      let below = world[thing.kind].filter { ancestors(of: $0).contains { $0.id == thing.id } }
      return Listing(members: below.map { ($0, false) })
    case (.place, "country"):
      let country = ([thing] + ancestors(of: thing)).first {
        $0.fields["kind"] == .words(["country"])
      }
      return Listing(members: country.map { [($0, false)] } ?? [])
    case (_, "org"):
      // Also the roles that no event of a world fills: what is not stated could be anybody.
      let parts = roles.map { listing($0, thing) }
      var union = Listing(isStated: parts.contains(where: \.isStated), isGap: true)
      for part in parts {
        if let more = part.more { union.more = (union.more ?? []) + more }
        for member in part.members {
          if let place = union.members.firstIndex(where: { $0.thing.id == member.thing.id }) {
            union.members[place].isDoubtful = union.members[place].isDoubtful && member.isDoubtful
          } else {
            union.members.append(member)
          }
        }
      }
      return union
    default: break
    }
    guard case .members(let members, let more)? = thing.fields[field],
      let target = World.targets[thing.kind]?[field]
    else {
      let isClosed = World.closed.contains(field)
      return Listing(isStated: isClosed, isGap: !isClosed)
    }
    let isOpened = fault == .closedListOpened && !members.isEmpty
    return Listing(
      members: members.compactMap { member in
        self.thing(target, member.id).map { ($0, member.isDoubtful) }
      }, more: more ?? (isOpened ? [] : nil))
  }

  /// From the nearest to the root.
  func ancestors(of thing: Thing) -> [Thing] {
    guard case .members(let members, _)? = thing.fields[World.treeField(of: thing.kind)],
      let id = members.first?.id, let above = self.thing(thing.kind, id)
    else { return [] }
    return [above] + ancestors(of: above)
  }

  /// nil when nothing is stated.
  func texts(of field: String, _ thing: Thing) -> [String]? {
    if field == "name" || field == "names" { return thing.everyName }
    if field == "id" { return [thing.id] }
    switch thing.fields[field] {
    case .words(let words): return words
    case .text(let text): return [text]
    default: return nil
    }
  }

  /// Names, motto and the names of themes: the words of a row, and those that are in doubt.
  func everyText(of thing: Thing) -> (own: [String], doubted: [String]) {
    let themes = thing.kind == .event ? listing("theme", thing).members : []
    let names = { (isDoubtful: Bool) in
      themes.filter { $0.isDoubtful == isDoubtful }.flatMap(\.thing.everyName)
    }
    return (thing.everyName + (texts(of: "motto", thing) ?? []) + names(false), names(true))
  }

  /// Of `when`, or of one of its ends; nil when nothing is stated.
  func dates(_ field: String, _ thing: Thing) -> (dates: Dates, isStated: Bool)? {
    guard case .date(let text)? = thing.fields["when"], let date = dates[text] else { return nil }
    func told(_ first: DayBounds, _ last: DayBounds, _ start: Int16?, _ end: Int16?) -> Dates {
      Dates(
        starts: first, ends: last, startMinute: start, endMinute: end,
        isGuess: date.isGuess && fault != .guessTaken)
    }
    let (start, end) = (date.startMinute, date.endMinute)
    switch field {
    case "starts": return (told(date.starts, date.starts, start, start), !text.hasPrefix("/"))
    case "ends": return (told(date.ends, date.ends, end, end), !text.hasSuffix("/"))
    default: return (told(date.starts, date.ends, start, end), true)
    }
  }

  // MARK: - What the right side of a test says

  /// The head of a path without its last step, that step, and the kind that has it as a field.
  func step(_ left: Expression, _ kind: Kind) -> (base: Expression?, field: String, holder: Kind) {
    func reached(_ path: Expression) -> Kind {
      switch path.kind {
      case .word(let field): World.targets[kind]?[field] ?? kind
      case .member(let base, let name): World.targets[reached(base)]?[name.text] ?? kind
      case .filtered(let base, _): reached(base)
      default: kind
      }
    }
    switch left.kind {
    case .word(let field): return (nil, field.lowercased(), kind)
    case .member(let base, let name): return (base, name.text, reached(base))
    default: return (nil, "", kind)
    }
  }

  func texts(_ expression: Expression) -> [String] {
    switch expression.kind {
    case .text(let text), .word(let text): [text]
    case .number(let number): [number.text]
    case .list(let items): items.flatMap { texts($0) }
    default: []
    }
  }

  /// The things of a kind that a name, an identity or a list of them stands for.
  func ids(_ expression: Expression, _ kind: Kind) -> [String] {
    switch expression.kind {
    case .identity(_, let id): [id]
    case .list(let items): items.flatMap { ids($0, kind) }
    default:
      texts(expression).flatMap { named($0, kind) }
    }
  }

  /// The things of a kind that have a name.
  func named(_ name: String, _ kind: Kind) -> [String] {
    byName[name.lowercased(), default: []].filter { $0.kind == kind }.map(\.id)
  }

  /// What `in` or `under` names; of a list the first tells the kind.
  func insideTarget(_ expression: Expression) -> (kind: Kind, ids: [String]) {
    let kinds: [Kind] = [.place, .event, .theme, .organization]
    switch expression.kind {
    case .identity(let noun, let id): return (Kind(rawValue: noun.rawValue) ?? .place, [id])
    case .list(let items):
      let kind = items.first.map { insideTarget($0).kind } ?? .place
      return (kind, ids(expression, kind))
    default:
      let kind = kinds.first { !ids(expression, $0).isEmpty } ?? .place
      return (kind, ids(expression, kind))
    }
  }

  /// The days that a date of a query covers; nil for anything else.
  func days(_ expression: Expression) -> DateRange? {
    switch expression.kind {
    case .date(let range, _): return range
    case .number(let number):
      return number.text.count == 4 ? Int(number.text).flatMap { DateRange(year: $0) } : nil
    case .range(let low, let high):
      let (start, end) = (low.map { days($0) }, high.map { days($0) })
      guard let first = start.map({ $0?.first }) ?? .distantPast,
        let last = end.map({ $0?.last }) ?? .distantFuture
      else { return nil }
      return DateRange(
        first: first, last: last, firstMinute: start??.firstMinute, lastMinute: end??.lastMinute)
    case .relativeDate(.today): return DateRange(day: today)
    case .relativeDate(.yesterday): return DateRange(day: today.adding(days: -1))
    case .relativeDate(.tomorrow): return DateRange(day: today.adding(days: 1))
    case .relativeDate(.calendar(let direction, let unit)):
      guard let unit = CalendarUnit(rawValue: unit.rawValue) else { return nil }
      let offset = direction == .this ? 0 : direction == .last ? -1 : 1
      return DateRange(unit, containing: today, offset: offset)
    case .relativeDate(.rolling(let direction, let count, let unit)):
      guard let unit = CalendarUnit(rawValue: unit.rawValue) else { return nil }
      return direction == .next
        ? DateRange(next: count, unit, today: today) : DateRange(last: count, unit, today: today)
    default: return nil
    }
  }

  /// The numbers that a literal means; nil for anything else.
  func literal(_ expression: Expression) -> Amount? {
    switch expression.kind {
    case .number(let number): return Amount(low: number.millionths, high: number.millionths)
    case .approximate(let number):
      let margin = abs(number.millionths) / 10
      return Amount(low: number.millionths - margin, high: number.millionths + margin)
    case .negated(let inner): return literal(inner).map { Amount(low: -$0.high, high: -$0.low) }
    case .range(let low, let high):
      guard let first = low.map({ literal($0)?.low }) ?? Amount.lowest,
        let last = high.map({ literal($0)?.high }) ?? Amount.highest
      else { return nil }
      return Amount(low: first, high: last)
    default: return nil
    }
  }
}
