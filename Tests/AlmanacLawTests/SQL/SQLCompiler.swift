import AlmanacLanguage
import AlmanacTime

/// Compiles tests to SQL by LANGUAGE §16: two boolean expressions without NULL, *certain* and
/// *possible*. Names are ids before SQL sees them.
struct SQLCompiler {
  let reference: Reference

  /// What SQL cannot judge, as the tests list it.
  struct Unsupported: Error { var construct: String }

  /// Certain and possible.
  struct Pair {
    var certain: String
    var possible: String

    init(_ certain: String, _ possible: String) {
      (self.certain, self.possible) = ("(\(certain))", "(\(possible))")
    }
    init(_ exactly: String) { self.init(exactly, exactly) }

    static func && (left: Pair, right: Pair) -> Pair {
      Pair("\(left.certain) AND \(right.certain)", "\(left.possible) AND \(right.possible)")
    }
    static func || (left: Pair, right: Pair) -> Pair {
      Pair("\(left.certain) OR \(right.certain)", "\(left.possible) OR \(right.possible)")
    }
    static prefix func ! (pair: Pair) -> Pair {
      Pair("NOT \(pair.possible)", "NOT \(pair.certain)")
    }
  }

  /// A row: its kind and how SQL names its id.
  struct Row {
    var kind: Kind
    var id: String
    var depth = 0

    var key: String { "kind = '\(kind.rawValue)' AND id = \(id)" }
    func key(_ field: String) -> String { "\(key) AND field = '\(field)'" }
  }

  // MARK: - Queries

  /// The ids of a query's rows in order, and how many rows it leaves out as maybes.
  func statements(_ query: Query) throws -> (rows: String, maybes: String) {
    guard case .word(let noun) = query.source.kind, noun == "events" else {
      throw Unsupported(construct: "source")
    }
    let row = Row(kind: .event, id: "e.id")
    var test = Pair("1")
    var order: [String] = []
    var limit = ""
    for stage in query.stages {
      guard limit.isEmpty else { throw Unsupported(construct: "stage after limit") }
      switch stage.kind {
      case .filter(let expression, _): test = test && (try pair(expression, row))
      case .sort(let keys): order = try keys.flatMap { try self.order($0) }
      case .limit(let count): limit = " LIMIT \((reference.literal(count)?.low ?? 0) / Amount.unit)"
      default: throw Unsupported(construct: "columns and groups")
      }
    }
    let from = "FROM thing e LEFT JOIN dated d ON d.id = e.id WHERE e.kind = 'event'"
    let chronology =
      order.isEmpty
      ? [
        "d.id IS NULL", "d.s_lo", "d.s_hi", "d.e_stated = 0", "d.e_lo", "d.e_hi", "d.s_min",
        "d.e_min",
      ] : []
    let keys = (order + chronology + ["e.number", "e.id"]).joined(separator: ", ")
    return (
      "SELECT e.id \(from) AND \(test.certain) ORDER BY \(keys)\(limit)",
      "SELECT count(*) \(from) AND \(test.possible) AND NOT \(test.certain)"
    )
  }

  private func order(_ key: SortKey) throws -> [String] {
    guard case .word(let field) = key.expression.kind else {
      throw Unsupported(construct: "sort by more than a field")
    }
    let falling = key.isDescending ? " DESC" : ""
    switch field {
    case "starts":
      let end = { (end: String) in "CASE WHEN d.s_stated = 1 THEN d.\(end) ELSE 0 END\(falling)" }
      let minute = { (other: Int) in
        "CASE WHEN d.s_stated = 1 THEN coalesce(nullif(d.s_told, -1), \(other)) ELSE 0 END"
      }
      return [
        "coalesce(d.s_stated, 0) = 0",
        "\(end("s_lo").dropLast(falling.count)) * 1440 + \(minute(0))\(falling)",
        "\(end("s_hi").dropLast(falling.count)) * 1440 + \(minute(1_439))\(falling)",
      ]
    default:
      let end = { (end: String) in
        "(SELECT \(end) FROM number WHERE \(Row(kind: .event, id: "e.id").key(field)))"
      }
      return ["\(end("lo")) IS NULL", end("lo") + falling, end("hi") + falling]
    }
  }

  // MARK: - Tests

  func pair(_ test: Expression, _ row: Row) throws -> Pair {
    switch test.kind {
    case .or(let left, let right): return try pair(left, row) || pair(right, row)
    case .and(let left, let right): return try pair(left, row) && pair(right, row)
    case .modified(let modifier, let inner):
      let inner = try pair(inner, row)
      switch modifier {
      case .not: return !inner
      case .maybe: return Pair("\(inner.possible) AND NOT \(inner.certain)")
      case .possibly: return Pair(inner.possible)
      }
    case .comparison(let left, let isNegated, let sign, let quantifier, let right):
      let found = try comparison(left, sign == .notEqual ? .equal : sign, quantifier, right, row)
      return (sign == .notEqual) != isNegated ? !found : found
    case .relation(let left, let isNegated, let relation, let quantifier, let right):
      let found = try self.relation(left, relation, quantifier, right, row)
      return isNegated ? !found : found
    case .state(let left, let isNegated, let state):
      guard case .word(let field) = left.kind else {
        throw Unsupported(construct: "is … of a path")
      }
      if left.isLink { throw Unsupported(construct: "links") }
      let found = try self.state(field, state, row)
      return isNegated ? !found : found
    case .phrase(let relation, let quantifier, let right):
      return try phrase(relation, quantifier, right, row)
    case .filtered(let base, _):
      if base.isLink { throw Unsupported(construct: "links") }
      return try through(test, row) { _ in Pair("1") }
    case .call(_, _, let arguments):
      guard let argument = arguments.first else { break }
      if case .subquery(let query) = argument.kind { return try count(of: query, .greater, 0) }
      return try through(argument, row) { _ in Pair("1") }
    default: break
    }
    throw Unsupported(construct: "this test")
  }

  private func through(_ path: Expression?, _ row: Row, _ test: (Row) throws -> Pair) throws -> Pair
  {
    switch path?.kind {
    case nil: return try test(row)
    case .word(let field): return try some(field, row, test)
    case .member(let base, let name):
      return try through(base, row) { try some(name.text, $0, test) }
    case .filtered(let base, let filter):
      return try through(base, row) { try pair(filter, $0) && test($0) }
    default: throw Unsupported(construct: "this path")
    }
  }

  /// The entries of a field: FROM and WHERE, the id of what is named, and whether it may go on.
  private struct Entries {
    var from: String
    var member: Row
    var doubtful: String
    /// True where the list is open or states nothing; `unstated` only the latter.
    var unstated: String
    var open: String
  }

  private func entries(_ field: String, _ row: Row) throws -> Entries {
    guard let target = World.targets[row.kind]?[field] else {
      throw Unsupported(construct: "field \(field)")
    }
    let alias = "b\(row.depth)"
    func member(_ column: String) -> Row {
      Row(kind: target, id: "\(alias).\(column)", depth: row.depth + 1)
    }
    func back(_ kind: Kind, _ fields: [String]) -> Entries {
      let fields = fields.map { "'\($0)'" }.joined(separator: ", ")
      return Entries(
        from: "(SELECT id, min(doubtful) AS doubtful FROM bridge WHERE kind = '\(kind.rawValue)'"
          + " AND field IN (\(fields)) AND target = \(row.id) GROUP BY id) \(alias) WHERE 1",
        member: member("id"), doubtful: "\(alias).doubtful", unstated: "0", open: "0")
    }
    switch (row.kind, field) {
    case (_, "parts"): return back(.event, ["part_of"])
    case (_, "children"): return back(row.kind, ["parent"])
    case (_, "members"): return back(.person, ["organization"])
    case (.event, "figure"): return back(.figure, ["event"])
    case (.organization, "events"): return back(.event, ["organizer", "host", "partner"])
    case (.person, "events"): return back(.event, ["speaker"])
    case (_, "events"): return back(.event, [row.kind.rawValue])
    case (_, "ancestors"), (_, "descendants"):
      let (mine, other) = field == "ancestors" ? ("desc", "anc") : ("anc", "desc")
      return Entries(
        from:
          "closure \(alias) WHERE \(alias).kind = '\(row.kind.rawValue)' AND \(alias).\(mine) = \(row.id)"
          + " AND \(alias).\(other) <> \(row.id)",
        member: member(other), doubtful: "0", unstated: "0", open: "0")
    case (.place, "country"): throw Unsupported(construct: "the country of a place")
    case (_, "org"): throw Unsupported(construct: "org, any role")
    default:
      let isClosed = World.closed.contains(field)
      let list = "SELECT 1 FROM list WHERE \(row.key(field))"
      return Entries(
        from:
          "bridge \(alias) WHERE \(alias).kind = '\(row.kind.rawValue)' AND \(alias).id = \(row.id)"
          + " AND \(alias).field = '\(field)'",
        member: member("target"), doubtful: "\(alias).doubtful",
        unstated: isClosed ? "0" : "NOT EXISTS(\(list))", open: "EXISTS(\(list) AND open = 1)")
    }
  }

  private func some(_ field: String, _ row: Row, _ test: (Row) throws -> Pair) throws -> Pair {
    let entries = try entries(field, row)
    let inner = try test(entries.member)
    return Pair(
      "EXISTS(SELECT 1 FROM \(entries.from) AND \(entries.doubtful) = 0 AND \(inner.certain))",
      "EXISTS(SELECT 1 FROM \(entries.from) AND \(inner.possible)) OR \(entries.open) OR \(entries.unstated)"
    )
  }

  private func quantified(
    _ field: String, _ quantifier: Quantifier?, _ ids: [String], _ row: Row,
    _ test: (Row, [String]) throws -> Pair
  ) throws -> Pair {
    switch quantifier {
    case nil, .any: return try some(field, row) { try test($0, ids) }
    case .none?: return !(try some(field, row) { try test($0, ids) })
    case .all:
      return try ids.reduce(Pair("1")) { all, id in
        try all && some(field, row) { try test($0, [id]) }
      }
    case .exactly:
      return try quantified(field, .all, ids, row, test) && quantified(field, .only, ids, row, test)
    case .only:
      return try some(field, row) { try test($0, ids) }
        && !some(field, row) { try !test($0, ids) }
    }
  }

  private func identity(_ row: Row, _ ids: [String]) -> Pair {
    Pair("\(row.id) IN (\(listed(ids)))")
  }

  private func listed(_ texts: [String]) -> String {
    texts.map { quoted($0) }.joined(separator: ", ")
  }

  private func within(_ row: Row, _ tops: [String], isStatement: Bool) -> Pair {
    let kind = "SELECT 1 FROM closure WHERE kind = '\(row.kind.rawValue)'"
    let below = "EXISTS(\(kind) AND desc = \(row.id) AND anc IN (\(listed(tops))))"
    guard isStatement && row.kind == .place else { return Pair(below) }
    return Pair(
      below, "\(below) OR EXISTS(\(kind) AND anc = \(row.id) AND desc IN (\(listed(tops))))")
  }

  /// What is looked up for each row besides, or for each item of a list, is left to the reference.
  private func refuse(_ left: Expression, _ right: Expression, _ row: Row) throws {
    if right.isPath { throw Unsupported(construct: "two fields compared") }
    if case .call(let name, _, _) = left.kind, name.text != "count" {
      throw Unsupported(construct: "functions and totals")
    }
    if left.isLink { throw Unsupported(construct: "links") }
    if case .member(let base, _) = left.kind, base.isLink { throw Unsupported(construct: "links") }
    let (_, field, _) = reference.step(left, row.kind)
    guard World.numbers.contains(field) || left.isDate, case .list = right.kind else { return }
    throw Unsupported(construct: "a list of numbers or dates")
  }

  // MARK: - Comparisons

  private func comparison(
    _ left: Expression, _ sign: Comparator, _ quantifier: Quantifier?, _ right: Expression,
    _ row: Row
  ) throws -> Pair {
    try refuse(left, right, row)
    if case .call(let name, _, let arguments) = left.kind {
      guard name.text == "count", let argument = arguments.first,
        let bounds = reference.literal(right)
      else {
        throw Unsupported(construct: "functions and totals")
      }
      if case .subquery(let query) = argument.kind { return try count(of: query, sign, bounds.low) }
      return try count(argument, sign, bounds, row)
    }
    guard case .word = left.kind else {
      guard case .member(let base, let name) = left.kind else {
        throw Unsupported(construct: "arithmetic")
      }
      return try through(base, row) {
        try comparison(Expression(.word(name.text), left.range), sign, quantifier, right, $0)
      }
    }
    let field = reference.step(left, row.kind).field
    if let target = World.targets[row.kind]?[field] {
      if case .subquery(let query) = right.kind {
        return try some(field, row) { try membership(query, $0) }
      }
      return try quantified(field, quantifier, reference.ids(right, target), row, identity)
    }
    if ["starts", "ends", "when"].contains(field) {
      guard let days = reference.days(right) else {
        throw Unsupported(construct: "two fields compared")
      }
      return try period(field, DaySign(sign), days, row)
    }
    if field == "name" { return identity(row, reference.ids(right, row.kind)) }
    if ["kind", "mode", "status", "tag", "measure", "motto"].contains(field) {
      return words(field, quantifier, reference.texts(right), row)
    }
    guard let bounds = reference.literal(right) else {
      throw Unsupported(construct: "two fields compared")
    }
    return number(field, sign, bounds, row)
  }

  private func words(_ field: String, _ quantifier: Quantifier?, _ words: [String], _ row: Row)
    -> Pair
  {
    let stated = "EXISTS(SELECT 1 FROM text WHERE \(row.key(field))"
    let folds = words.map { folded($0) }
    func holds(_ certain: String) -> Pair { Pair(certain, "\(certain) OR NOT \(stated))") }
    let any = "\(stated) AND fold IN (\(listed(folds))))"
    let all = folds.map { "\(stated) AND fold = \(quoted($0)))" }.joined(separator: " AND ")
    let only = "\(stated)) AND NOT \(stated) AND fold NOT IN (\(listed(folds))))"
    switch quantifier {
    case nil, .any: return holds(any)
    case .none?: return !holds(any)
    case .all: return holds(all)
    case .only: return holds(only)
    case .exactly: return holds("\(all) AND \(only)")
    }
  }

  private func number(_ field: String, _ sign: Comparator, _ bounds: Amount, _ row: Row) -> Pair {
    func end(_ column: String, _ missing: Int64) -> String {
      "coalesce((SELECT \(column) FROM number WHERE \(row.key(field))), \(missing))"
    }
    let guess = "EXISTS(SELECT 1 FROM number WHERE \(row.key(field)) AND guess = 1)"
    let known = "EXISTS(SELECT 1 FROM number WHERE \(row.key(field)))"
    let found = compared(end("lo", Amount.lowest), end("hi", Amount.highest), sign, bounds)
    return Pair(
      "\(known) AND NOT \(guess) AND \(found.certain)",
      "NOT \(known) OR \(guess) OR \(found.possible)")
  }

  private func compared(_ low: String, _ high: String, _ sign: Comparator, _ bounds: Amount) -> Pair
  {
    switch sign {
    case .equal, .notEqual:
      Pair(
        "\(low) >= \(bounds.low) AND \(high) <= \(bounds.high)",
        "\(low) <= \(bounds.high) AND \(high) >= \(bounds.low)")
    case .less: Pair("\(high) < \(bounds.low)", "\(low) < \(bounds.low)")
    case .lessOrEqual: Pair("\(high) <= \(bounds.high)", "\(low) <= \(bounds.high)")
    case .greater: Pair("\(low) > \(bounds.high)", "\(high) > \(bounds.high)")
    case .greaterOrEqual: Pair("\(low) >= \(bounds.low)", "\(high) >= \(bounds.low)")
    }
  }

  /// How many a list surely and possibly names.
  private func count(_ path: Expression, _ sign: Comparator, _ bounds: Amount, _ row: Row) throws
    -> Pair
  {
    var (field, filters) = ("", [Expression]())
    var head = path
    while case .filtered(let base, let filter) = head.kind {
      (head, filters) = (base, filters + [filter])
    }
    if case .word(let word) = head.kind {
      field = word
    } else {
      throw Unsupported(construct: "count of a longer path")
    }
    let entries = try entries(field, row)
    let test = try filters.reduce(Pair("1")) { try $0 && pair($1, entries.member) }
    let firm =
      "(SELECT count(DISTINCT \(entries.member.id)) FROM \(entries.from) AND \(entries.doubtful) = 0 AND \(test.certain))"
    let all =
      "(SELECT count(DISTINCT \(entries.member.id)) FROM \(entries.from) AND \(test.possible))"
    let high = "CASE WHEN \(entries.open) THEN \(Amount.highest) ELSE \(all) * \(Amount.unit) END"
    let found = compared("\(firm) * \(Amount.unit)", "(\(high))", sign, bounds)
    return Pair(
      "NOT \(entries.unstated) AND \(found.certain)", "\(entries.unstated) OR \(found.possible)")
  }

  private func period(
    _ field: String, _ sign: DaySign, _ range: DateRange, _ row: Row
  ) throws -> Pair {
    guard range.firstMinute == nil, range.lastMinute == nil else {
      throw Unsupported(construct: "a time of day")
    }
    let (first, last) = (range.first.number, range.last.number)
    let isStart = field == "starts"
    let isPoint = field != "when"
    let (s, e) = isPoint ? (isStart ? ("s", "s") : ("e", "e")) : ("s", "e")
    let pair =
      switch sign {
      case .before: Pair("\(e)_hi < \(first)", "\(e)_lo < \(first)")
      case .upTo: Pair("\(e)_hi <= \(last)", "\(e)_lo <= \(last)")
      case .after: Pair("\(s)_lo > \(last)", "\(s)_hi > \(last)")
      case .from: Pair("\(s)_lo >= \(first)", "\(s)_hi >= \(first)")
      case .during:
        Pair(
          "\(s)_lo >= \(first) AND \(e)_hi <= \(last)", "\(s)_hi >= \(first) AND \(e)_lo <= \(last)"
        )
      case .overlaps:
        Pair(
          "\(s)_hi <= \(last) AND \(e)_lo >= \(first)", "\(s)_lo <= \(last) AND \(e)_hi >= \(first)"
        )
      case .contains, .same:
        Pair(
          "\(s)_hi <= \(first) AND \(e)_lo >= \(last)", "\(s)_lo <= \(first) AND \(e)_hi >= \(last)"
        )
      }
    let dated = "EXISTS(SELECT 1 FROM dated WHERE id = \(row.id)"
    return Pair(
      "\(dated) AND guess = 0 AND \(pair.certain))",
      "NOT \(dated)) OR \(dated) AND (guess = 1 OR \(pair.possible)))")
  }

  private func state(_ field: String, _ state: KnowledgeState, _ row: Row) throws -> Pair {
    let (known, vague): (String, String)
    if ["starts", "ends", "when"].contains(field) {
      let dated = "EXISTS(SELECT 1 FROM dated WHERE id = \(row.id)"
      let side = field == "starts" ? "s" : "e"
      known = field == "when" ? "\(dated))" : "\(dated) AND \(side)_stated = 1)"
      vague =
        field == "when"
        ? "\(dated) AND (s_lo <> s_hi OR e_lo <> e_hi OR guess = 1))"
        : "\(dated) AND (\(side)_lo <> \(side)_hi OR guess = 1))"
    } else if World.targets[row.kind]?[field] != nil {
      let entries = try entries(field, row)
      let any = "EXISTS(SELECT 1 FROM \(entries.from)"
      known = World.closed.contains(field) ? "\(any))" : "NOT \(entries.unstated)"
      vague = "\(entries.open) OR \(any) AND \(entries.doubtful) = 1)"
    } else if ["kind", "mode", "status", "tag", "motto"].contains(field) {
      (known, vague) = ("EXISTS(SELECT 1 FROM text WHERE \(row.key(field)))", "0")
    } else {
      let number = "EXISTS(SELECT 1 FROM number WHERE \(row.key(field))"
      (known, vague) = ("\(number))", "\(number) AND (lo <> hi OR guess = 1))")
    }
    return switch state {
    case .known: Pair(known)
    case .missing: Pair("NOT (\(known))")
    case .exact: Pair("(\(known)) AND NOT (\(vague))")
    case .vague: Pair("(\(known)) AND (\(vague))")
    }
  }

  // MARK: - Relations and phrases

  private func relation(
    _ left: Expression, _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression,
    _ row: Row
  ) throws -> Pair {
    if relation != .in { try refuse(left, right, row) }
    if case .member(let base, let name) = left.kind {
      return try through(base, row) {
        try self.relation(Expression(.word(name.text), left.range), relation, quantifier, right, $0)
      }
    }
    let field = reference.step(left, row.kind).field
    let isTime = Asking.relation(relation).isTime
    if isTime && reference.days(right) == nil {
      throw Unsupported(construct: "the time of an event")
    }
    if let target = World.targets[row.kind]?[field] {
      if isTime { throw Unsupported(construct: "the time of an event") }
      if right.isPath { throw Unsupported(construct: "two fields compared") }
      return try quantified(field, quantifier, reference.ids(right, target), row) {
        within($0, $1, isStatement: true)
      }
    }
    if ["starts", "ends", "when"].contains(field), let days = reference.days(right) {
      return try period(field, DaySign(relation), days, row)
    }
    if relation == .contains || relation == .matches {
      if quantifier != nil { throw Unsupported(construct: "several texts") }
      let stated = "EXISTS(SELECT 1 FROM text WHERE \(row.key(field))"
      let found = try held(right, relation)
      return Pair("\(stated) AND \(found))", "\(stated) AND \(found)) OR NOT \(stated))")
    }
    guard case .list(let items) = right.kind else {
      return try comparison(left, .equal, quantifier, right, row)
    }
    return try items.reduce(Pair("0")) { try $0 || comparison(left, .equal, nil, $1, row) }
  }

  private func held(_ right: Expression, _ relation: Relation) throws -> String {
    let patterns = reference.texts(right).map { quoted(folded($0)) }
    return "("
      + patterns.map { relation == .contains ? "instr(fold, \($0)) > 0" : "fold GLOB \($0)" }
      .joined(separator: " OR ") + ")"
  }

  private func phrase(
    _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression, _ row: Row
  ) throws -> Pair {
    let field = { (name: String) in Expression(.word(name), right.range) }
    if relation == .contains || relation == .matches {
      let found = try held(right, relation)
      let themes = "SELECT target FROM bridge WHERE \(row.key("theme"))"
      let own =
        "EXISTS(SELECT 1 FROM text WHERE \(row.key) AND field IN ('name', 'motto') AND \(found))"
      func named(_ themes: String) -> String {
        "\(own) OR EXISTS(SELECT 1 FROM text WHERE kind = 'theme' AND field = 'name'"
          + " AND id IN (\(themes)) AND \(found))"
      }
      return Pair(named(themes + " AND doubtful = 0"), named(themes))
    }
    if case .list(let items) = right.kind, quantifier == nil, relation == .in || relation == .under
    {
      return try items.reduce(Pair("0")) { try $0 || phrase(relation, nil, $1, row) }
    }
    let events = field(row.kind == .figure ? "event" : "events")
    if let days = reference.days(right) {
      if row.kind != .event {
        return try through(events, row) { try phrase(relation, nil, right, $0) }
      }
      return try period("when", DaySign(relation), days, row)
    }
    guard !Asking.relation(relation).isTime else {
      throw Unsupported(construct: "the time of an event")
    }
    if relation == .by { return try comparison(field("organizer"), .equal, quantifier, right, row) }
    if relation == .about {
      if row.kind != .event {
        return try through(events, row) { try phrase(relation, quantifier, right, $0) }
      }
      return try self.relation(field("theme"), .under, quantifier, right, row)
    }
    let (kind, ids) = reference.insideTarget(right)
    if row.kind == kind { return within(row, ids, isStatement: false) }
    switch (row.kind, kind) {
    case (.event, .place): return try self.relation(field("place"), .under, quantifier, right, row)
    case (.event, .organization):
      return try self.relation(field("organizer"), .under, quantifier, right, row)
    case (.event, .theme): return try self.relation(field("theme"), .under, quantifier, right, row)
    case (.organization, .place), (.person, .place):
      return try self.relation(field("country"), .under, quantifier, right, row)
        || through(events, row) { try phrase(relation, quantifier, right, $0) }
    default: return try through(events, row) { try phrase(relation, quantifier, right, $0) }
    }
  }

  // MARK: - Queries inside tests

  private func whole(_ query: Query, _ row: Row) throws -> Pair {
    try query.stages.reduce(Pair("1")) { all, stage in
      guard case .filter(let test, _) = stage.kind else {
        throw Unsupported(construct: "a query with more than tests")
      }
      return try all && pair(test, row)
    }
  }

  private func membership(_ query: Query, _ member: Row) throws -> Pair { try whole(query, member) }

  private func count(of query: Query, _ sign: Comparator, _ bound: Int64) throws -> Pair {
    let pair = try whole(query, Row(kind: .event, id: "q.id", depth: 10))
    let count = { (test: String) in
      "((SELECT count(*) FROM thing q WHERE q.kind = 'event' AND \(test)) * \(Amount.unit))"
    }
    return compared(
      count(pair.certain), count(pair.possible), sign, Amount(low: bound, high: bound))
  }
}
