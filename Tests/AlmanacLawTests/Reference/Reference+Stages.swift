import AlmanacLanguage
import AlmanacTime

/// Rows on their way through the stages.
struct Course {
  var kind: Kind
  /// Things that are rows, until a count makes others.
  var things: [Thing]
  /// What the first test since the last limit saw, with the answer to all tests so far.
  var seen: [(thing: Thing, verdict: Verdict)]?
  /// The answer to the last test, as `show answer` prints it.
  var answers: [String: Truth] = [:]
  var columns: [(name: String, expression: Expression)]?
  /// Rows that a count made, with the names of their columns.
  var made: (names: [String], rows: [[Cell]])?
  var settled = (maybe: 0, unstated: 0)
}

extension Reference {
  func outcome(of query: Query) -> Outcome {
    let course = course(of: query)
    var outcome = Outcome()
    let counts = counts(course)
    (outcome.maybeCount, outcome.unstatedCount) = counts
    if let made = course.made {
      outcome.columns = made.names
      outcome.rows = made.rows.map { $0.map(\.description).joined(separator: " | ") }
    } else {
      outcome.ids = course.things.map(\.id)
      outcome.columns = course.columns?.map(\.name) ?? []
      outcome.rows = course.things.map { row in
        (course.columns ?? []).map { cell($0.expression, row, course).description }
          .joined(separator: " | ")
      }
    }
    return outcome
  }

  private func cell(_ expression: Expression, _ thing: Thing, _ course: Course) -> Cell {
    if case .word("answer") = expression.kind { return .truth(course.answers[thing.id] ?? .yes) }
    return value(expression, .thing(thing))
  }

  private func counts(_ course: Course) -> (maybe: Int, unstated: Int) {
    let maybes = (course.seen ?? []).filter { $0.verdict.truth == .maybe }
    let vague = maybes.count { $0.verdict.isVague }
    return (course.settled.maybe + vague, course.settled.unstated + maybes.count - vague)
  }

  /// A query inside a test is the same for every row.
  func known(_ query: Query) -> Course {
    if let known = memory.courses[query] { return known }
    let found = quietly.course(of: query)
    memory.courses[query] = found
    return found
  }

  private func course(of query: Query) -> Course {
    var course = source(query.source)
    for stage in query.stages { run(stage, &course) }
    return course
  }

  // MARK: - Sources

  private func ordered(_ kind: Kind, _ things: [Thing]) -> [Thing] {
    let keyed = things.map { thing in
      let dates = dates("when", thing)?.dates
      // An end that nobody states comes last.
      let isEndStated = self.dates("ends", thing)?.isStated == true
      let ends = dates.map { dates in
        [dates.starts.earliest, dates.starts.latest].map { Int64($0.number) }
          + (isEndStated
            ? [dates.ends.earliest, dates.ends.latest].map { Int64($0.number) }
            : [Int64.max, Int64.max])
      }
      let minutes = dates.map { [Int64($0.startMinute ?? 0), Int64($0.endMinute ?? 1_439)] } ?? []
      return (thing: thing, keys: ends.map { $0 + minutes })
    }
    return keyed.sorted { left, right in
      if left.keys != right.keys {
        guard let first = left.keys else { return false }
        guard let second = right.keys else { return true }
        return first.lexicographicallyPrecedes(second)
      }
      return idPrecedes(left.thing.id, right.thing.id)
    }.map(\.thing)
  }

  /// Ids of digits compare as numbers and come first.
  private func idPrecedes(_ left: String, _ right: String) -> Bool {
    switch (Int(left), Int(right)) {
    case (let first?, let second?): first < second
    case (_?, nil): true
    case (nil, _?): false
    default: left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }

  private func source(_ expression: Expression) -> Course {
    switch expression.kind {
    case .word(let word):
      if let kind = noun(word) { return Course(kind: kind, things: ordered(kind, world[kind])) }
    case .subquery(let query): return course(of: query)
    case .member(let base, let name): return pivot(source(base), name.text, base)
    default: break
    }
    let kinds: [Kind] = [.organization, .place, .theme, .person, .event]
    if case .identity(let word, let id) = expression.kind, let kind = Kind(rawValue: word.rawValue)
    {
      return Course(kind: kind, things: thing(kind, id).map { [$0] } ?? [])
    }
    let kind = kinds.first { !ids(expression, $0).isEmpty } ?? .event
    return Course(kind: kind, things: ids(expression, kind).compactMap { thing(kind, $0) })
  }

  private func noun(_ word: String) -> Kind? {
    Kind.allCases.first { $0.plural == word.lowercased() || $0.rawValue == word.lowercased() }
  }

  /// From rows to what a field of theirs names: surely by what is certain, perhaps by the rest.
  private func pivot(_ course: Course, _ field: String, _ base: Expression) -> Course {
    let target = World.targets[course.kind]?[field] ?? course.kind
    var verdicts: [String: Verdict] = [:]
    let isKept = Set(course.things.map(\.id))
    let possible = course.seen?.filter { $0.verdict.truth != .no }.map(\.thing) ?? course.things
    for thing in possible {
      for (member, isDoubtful) in listing(field, thing).members {
        let verdict = isKept.contains(thing.id) && !isDoubtful ? Verdict.yes : .vague
        verdicts[member.id] = verdicts[member.id, default: .no] || verdict
      }
    }
    let all = ordered(target, world[target]).map { ($0, verdicts[$0.id] ?? .no) }
    let things = all.filter { $0.1.truth == .yes }.map(\.0)
    return Course(kind: target, things: things, seen: all)
  }

  // MARK: - Queries inside tests

  /// How many rows a query surely and possibly has.
  func count(of query: Query) -> Amount {
    let course = known(query)
    let rows = course.made?.rows.count ?? course.things.count
    let possible =
      course.made == nil ? course.seen?.count { $0.verdict.truth != .no } ?? rows : rows
    return Amount(low: Int64(rows) * Amount.unit, high: Int64(possible) * Amount.unit)
  }

  /// Whether a thing is among the rows of a query.
  func membership(_ query: Query, _ member: Thing) -> Verdict {
    let course = known(query)
    if let seen = course.seen { return seen.first { $0.thing.id == member.id }?.verdict ?? .no }
    return Verdict(course.things.contains { $0.id == member.id })
  }

  // MARK: - Stages

  private func run(_ stage: Stage, _ course: inout Course) {
    switch stage.kind {
    case .filter(let test, _): filter(test, &course)
    case .show(let columns):
      if course.made == nil {
        course.columns = named(columns)
      } else {
        course.made = shown(named(columns), course)
      }
    case .sort(let keys): sort(keys, &course)
    case .limit(let expression):
      let count = Int((literal(expression)?.low ?? 0) / Amount.unit)
      course.settled = counts(course)
      course.seen = nil
      course.things = Array(course.things.prefix(count))
      if let made = course.made { course.made = (made.names, Array(made.rows.prefix(count))) }
    case .distinct:
      let tuples = course.made ?? shown(course.columns ?? [], course)
      var seen: Set<[Cell]> = []
      make(tuples.names, tuples.rows.filter { seen.insert($0).inserted }, &course)
    case .count(let keys): summarize([("count", nil)], named(keys), &course)
    case .summarize(let columns, let keys):
      summarize(named(columns).map { ($0.name, $0.expression) }, named(keys), &course)
    }
  }

  private func filter(_ test: Expression, _ course: inout Course) {
    if let made = course.made {
      let rows = made.rows.filter { row in
        let verdict = verdict(test, .made(cells(made.names, row)))
        if verdict.truth == .maybe && verdict.isVague { course.settled.maybe += 1 }
        if verdict.truth == .maybe && !verdict.isVague { course.settled.unstated += 1 }
        return verdict.truth == .yes
      }
      course.made = (made.names, rows)
      return
    }
    let seen = course.seen ?? course.things.map { ($0, .yes) }
    let answers = seen.map { entry in
      reach?.begin()
      let verdict = verdict(test, .thing(entry.thing))
      reach?.decide(verdict.truth)
      return (thing: entry.thing, verdict: verdict, before: entry.verdict)
    }
    let plain = plain(test)
    for entry in answers {
      course.answers[entry.thing.id] =
        plain == test ? entry.verdict.truth : quietly.verdict(plain, .thing(entry.thing)).truth
    }
    course.seen = answers.map { ($0.thing, $0.before && $0.verdict) }
    let kept = Set(answers.filter { $0.verdict.truth == .yes }.map(\.thing.id))
    course.things = course.things.filter { kept.contains($0.id) }
    reach?.filtered(kept: course.things.count, of: answers.count)
  }

  /// The same without counting what decides.
  private var quietly: Reference {
    var quiet = self
    quiet.reach = nil
    return quiet
  }

  /// A test without `maybe` and `possibly`.
  private func plain(_ test: Expression) -> Expression {
    switch test.kind {
    case .modified(.not, let inner): Expression(.modified(.not, plain(inner)), test.range)
    case .modified(_, let inner): plain(inner)
    case .and(let left, let right): Expression(.and(plain(left), plain(right)), test.range)
    case .or(let left, let right): Expression(.or(plain(left), plain(right)), test.range)
    default: test
    }
  }

  private func named(_ columns: [Column]) -> [(name: String, expression: Expression)] {
    columns.compactMap { column in
      column.expression.map { (column.alias?.text ?? format($0), $0) }
    }
  }

  private func cells(_ names: [String], _ row: [Cell]) -> [String: Cell] {
    Dictionary(zip(names.map { $0.lowercased() }, row)) { first, _ in first }
  }

  private func shown(
    _ columns: [(name: String, expression: Expression)], _ course: Course
  ) -> (names: [String], rows: [[Cell]]) {
    let rows =
      if let made = course.made {
        made.rows.map { row in columns.map { value($0.expression, .made(cells(made.names, row))) } }
      } else {
        course.things.map { row in columns.map { cell($0.expression, row, course) } }
      }
    return (columns.map(\.name), rows)
  }

  private func make(_ names: [String], _ rows: [[Cell]], _ course: inout Course) {
    course.settled = counts(course)
    (course.seen, course.columns, course.things, course.answers) = (nil, nil, [], [:])
    course.made = (names, rows)
  }

  // MARK: - Order

  /// The earliest possibility, the latest, and folded text.
  struct SortKey: Comparable {
    var low: Int64 = 0
    var high: Int64 = 0
    var text = ""

    static func < (left: SortKey, right: SortKey) -> Bool {
      (left.low, left.high, left.text) < (right.low, right.high, right.text)
    }
  }

  private func key(_ cell: Cell, isDescending: Bool = false) -> SortKey? {
    switch cell {
    case .missing, .none, .notStated, .notNamed: return nil
    case .text(let text): return SortKey(text: fold(text))
    case .amount(let amount): return SortKey(low: amount.low, high: amount.high)
    case .date(let dates):
      let (start, end) = dates.spans(byMinute: true, isPoint: false)
      return SortKey(low: start.low, high: end.high)
    case .thing(let kind, let id):
      return SortKey(text: fold(thing(kind, id)?.names.first?.text ?? id))
    case .truth(let truth): return SortKey(low: truth == .yes ? 2 : truth == .maybe ? 1 : 0)
    case .doubtful(let inner): return key(inner)
    case .list(let cells, _):
      let keys = cells.compactMap { key($0) }
      return isDescending ? keys.max() : keys.min()
    }
  }

  /// Missing comes last in both directions; nil when the keys are the same.
  private func precedes(_ left: [SortKey?], _ right: [SortKey?], _ falling: [Bool]) -> Bool? {
    for (index, isFalling) in falling.enumerated() where left[index] != right[index] {
      guard let first = left[index] else { return false }
      guard let second = right[index] else { return true }
      return isFalling ? second < first : first < second
    }
    return nil
  }

  private func sort(_ keys: [AlmanacLanguage.SortKey], _ course: inout Course) {
    let falling = keys.map(\.isDescending)
    let settled = course
    if let made = course.made {
      let keyed = made.rows.enumerated().map { place, row in
        (
          place: place,
          keys: keys.map {
            key(value($0.expression, .made(cells(made.names, row))), isDescending: $0.isDescending)
          }
        )
      }
      let order = keyed.sorted { precedes($0.keys, $1.keys, falling) ?? ($0.place < $1.place) }
      course.made = (made.names, order.map { made.rows[$0.place] })
      return
    }
    let keyed = course.things.map { thing in
      (
        thing: thing,
        keys: keys.map { key(cell($0.expression, thing, settled), isDescending: $0.isDescending) }
      )
    }
    course.things = keyed.sorted {
      precedes($0.keys, $1.keys, falling) ?? idPrecedes($0.thing.id, $1.thing.id)
    }.map(\.thing)
  }

  // MARK: - Groups

  private func summarize(
    _ totals: [(name: String, expression: Expression?)],
    _ keys: [(name: String, expression: Expression)], _ course: inout Course
  ) {
    let rows: [Row] =
      course.made.map { made in made.rows.map { .made(cells(made.names, $0)) } }
      ?? course.things.map { .thing($0) }
    var groups: [(keys: [Cell], rows: [Row])] = keys.isEmpty ? [([], rows)] : []
    var places: [[Cell]: Int] = [:]
    var unnamed = [Int?](repeating: 0, count: keys.count)
    for row in rows where !keys.isEmpty {
      var combinations: [[Cell]] = [[]]
      for (index, key) in keys.enumerated() {
        let cell =
          if case .thing(let thing) = row { self.cell(key.expression, thing, course) } else {
            value(key.expression, row)
          }
        if case .list(_, let more?) = cell {
          unnamed[index] = more.isEmpty ? nil : unnamed[index].map { $0 + more.reduce(0, +) }
        }
        combinations = combinations.flatMap { start in self.groups(of: cell).map { start + [$0] } }
      }
      for combination in Set(combinations) {
        let place = places[combination] ?? groups.count
        if place == groups.count { groups.append((combination, [])) }
        places[combination] = place
        groups[place].rows.append(row)
      }
    }
    groups.sort { left, right in
      precedes(left.keys.map { key($0) }, right.keys.map { key($0) }, keys.map { _ in false })
        ?? (left.keys.map(lastness).lexicographicallyPrecedes(right.keys.map(lastness)))
    }
    let made = groups.map { group in
      zip(group.keys, unnamed).map { $0 == .notNamed(nil) ? .notNamed($1) : $0 }
        + totals.map { total($0.expression, group.rows, rows.count, course) }
    }
    make(keys.map(\.name) + totals.map(\.name), made, &course)
  }

  private func groups(of cell: Cell) -> [Cell] {
    switch cell {
    case .missing: [.notStated]
    case .list(let cells, let more): cells + (more == nil ? [] : [.notNamed(nil)])
    default: [cell]
    }
  }

  private func lastness(_ cell: Cell) -> String {
    switch cell {
    case .none: "1"
    case .notStated: "2"
    case .notNamed: "3"
    case .date(let dates):
      "0\(dates.starts.latest.text)" + (dates.startMinute.map { "T\($0)" } ?? "")
        + " \(dates.ends.earliest.text)" + (dates.endMinute.map { "T\($0)" } ?? "")
        + (dates.isGuess ? "?" : "")
    default: "0" + cell.description
    }
  }

  private func total(
    _ expression: Expression?, _ rows: [Row], _ rowCount: Int, _ course: Course
  ) -> Cell {
    let count = { (count: Int) in
      Cell.amount(Amount(low: Int64(count) * Amount.unit, high: Int64(count) * Amount.unit))
    }
    switch expression?.kind {
    case nil, .countColumn:
      reach?.total("count", rows.count)
      return count(rows.count)
    case .word:
      reach?.total("share", rows.count)
      guard rowCount > 0 else { return .missing }
      let share = Reference.quotient(
        Int128(rows.count) * 100 * Int128(Amount.unit), Int128(rowCount))
      return .amount(Amount(low: share, high: share))
    case .call(let name, let isDistinct, let arguments):
      let function = name.text.lowercased()
      reach?.total(isDistinct ? "count(distinct)" : function, rows.count)
      guard let argument = arguments.first else { return .missing }
      if function == "count", argument.isTest {
        return count(rows.count { quietly.verdict(argument, $0).truth == .yes })
      }
      let values = rows.map { value(argument, $0).flattened }
      if function == "count" && !isDistinct { return count(values.count { !$0.isEmpty }) }
      if function == "count" { return count(Set(values.joined()).count) }
      if function == "sum" && rows.isEmpty { return count(0) }
      return total(function, Array(values.joined()))
    default: return .missing
    }
  }

  /// One value of several: numbers as intervals, a list in order.
  func total(_ function: String, _ values: [Cell]) -> Cell {
    if function == "list" {
      var unique: [Cell] = []
      for value in values where !unique.contains(value) { unique.append(value) }
      return .list(unique, more: nil)
    }
    let amounts = values.compactMap { if case .amount(let amount) = $0 { amount } else { nil } }
    guard !amounts.isEmpty else { return .missing }
    let (lows, highs) = (amounts.map(\.low).sorted(), amounts.map(\.high).sorted())
    let isGuess = amounts.contains(where: \.isGuess)
    let exact = { (number: Int64) in Amount(low: number, high: number) }
    func bounds(_ low: Int64?, _ high: Int64?) -> Cell {
      .amount(Amount(low: low ?? 0, high: high ?? 0, isGuess: isGuess))
    }
    func middle(_ sorted: [Int64]) -> Int64? {
      let half = sorted.count / 2
      guard sorted.count.isMultiple(of: 2) else { return sorted[half] }
      guard case .amount(let sum) = arithmetic(exact(sorted[half - 1]), .plus, exact(sorted[half])),
        case .amount(let mean) = arithmetic(sum, .over, exact(2 * Amount.unit))
      else { return nil }
      return mean.low
    }
    switch function {
    case "min": return bounds(lows.first, highs.first)
    case "max": return bounds(lows.last, highs.last)
    case "median": return bounds(middle(lows), middle(highs))
    default:
      let sum = amounts.dropFirst().reduce(amounts[0]) { sum, amount in
        if case .amount(let total) = arithmetic(sum, .plus, amount) { return total }
        return sum
      }
      if function == "sum" { return bounds(sum.low, sum.high) }
      guard
        case .amount(let mean) = arithmetic(sum, .over, exact(Int64(amounts.count) * Amount.unit))
      else { return .missing }
      return bounds(mean.low, mean.high)
    }
  }
}

extension Expression {
  /// Whether it has a yes or no.
  var isTest: Bool {
    switch kind {
    case .or, .and, .modified, .phrase, .relation, .comparison, .state, .filtered: true
    case .call(let name, _, _): name.text == "exists"
    default: false
    }
  }
}
