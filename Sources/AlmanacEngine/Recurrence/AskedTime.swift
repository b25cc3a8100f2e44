internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// The time that a statement asks for: all that its queries' tests of dates let in.
struct AskedTime {
  /// nil when no query asks for a time.
  private(set) var window: DateRange?
  /// Dates of series that are asked for by their ids, with the series' rows.
  private(set) var named: [(series: UInt32?, day: DateRange)] = []
  private let store: Store
  private let context: QueryContext
  private let text: String

  init(_ statement: Statement, over store: Store, _ faults: Faults, _ context: QueryContext) {
    self.store = store
    self.context = context
    text = faults.text
    switch statement.kind {
    case .query(let query, _, _), .letBinding(_, let query), .param(_, let query),
      .explain(let query):
      look(at: query)
    case .assert(let test, _): look(at: test)
    case .print(let columns): for column in columns { look(at: column.expression) }
    case .describe(let thing): look(at: thing)
    case .why(_, let thing, let query):
      look(at: thing)
      if let query { look(at: query) }
    case .include: break
    }
  }

  private mutating func look(at query: Query) {
    var resolver = Resolver(store: store, context: context, text: text)
    if let resolved = try? resolver.resolve(query), let found = SeriesWindow.of(resolved) {
      window = window.map { SeriesWindow.hull($0, found) } ?? found
    }
    look(at: query.source)
    for stage in query.stages {
      switch stage.kind {
      case .filter(let test, _): look(at: test)
      case .show(let columns), .count(let columns):
        for column in columns { look(at: column.expression) }
      case .sort(let keys): for key in keys { look(at: key.expression) }
      case .summarize(let columns, let keys):
        for column in columns + keys { look(at: column.expression) }
      case .limit, .distinct: break
      }
    }
  }

  /// Queries and ids within an expression.
  private mutating func look(at expression: Expression?) {
    guard let expression else { return }
    switch expression.kind {
    case .subquery(let query): look(at: query)
    case .filtered(let source, let test):
      look(
        at: Query(
          source: source, stages: [Stage(.filter(test, isPhrase: false), test.range)],
          range: expression.range))
    case .identity(let noun, let id): note(noun, id)
    case .or(let left, let right), .and(let left, let right),
      .relation(let left, _, _, _, let right), .comparison(let left, _, _, _, let right),
      .arithmetic(let left, _, let right):
      look(at: left)
      look(at: right)
    case .modified(_, let inner), .phrase(_, _, let inner), .state(let inner, _, _),
      .negated(let inner), .member(let inner, _):
      look(at: inner)
    case .range(let low, let high):
      look(at: low)
      look(at: high)
    case .call(_, _, let arguments), .list(let arguments):
      for argument in arguments { look(at: argument) }
    case .word, .text, .number, .approximate, .date, .relativeDate, .variable, .countColumn: break
    }
  }

  /// `@event:"UID/20260310"`, where no event has that id and one is called `UID`.
  private mutating func note(_ noun: NounWord, _ id: String) {
    let events = store[.event]
    guard Noun(word: noun.rawValue) == .event, events.row(id: id) == nil,
      let slash = id.lastIndex(of: "/"), let series = events.row(id: String(id[..<slash])),
      let time = CivilTime(basic: id[id.index(after: slash)...])
    else { return }
    named.append((series, DateRange(day: time.day)))
  }
}

extension Operand {
  /// From the first to the last of years that are known before any row is looked at; nil for what is
  /// no year.
  fileprivate var years: DateRange? {
    switch self {
    case .number(let number):
      guard Quantity.lowest < number.lower, number.upper < Quantity.highest else { return nil }
      let scale: Int64 = 1_000_000
      let (first, last) = (number.lower / scale, number.upper / scale)
      guard first <= last, -9_999...9_999 ~= first, -9_999...9_999 ~= last else { return nil }
      return DateRange(years: Int(first)...Int(last))
    case .list(let operands):
      let ranges = operands.map(\.years)
      guard let first = ranges.first ?? nil, !ranges.contains(nil) else { return nil }
      return ranges.compactMap(\.self).reduce(first, SeriesWindow.hull)
    default: return nil
    }
  }
}

/// The time outside of which no event passes the tests of a query.
enum SeriesWindow {
  /// nil where they let in events of any time.
  static func of(_ query: ResolvedQuery) -> DateRange? {
    var isOfEvents = false
    var outer: DateRange?
    switch query.source {
    case .table(let noun), .entities(let noun, _): isOfEvents = noun == .event
    case .path(_, let path): isOfEvents = (path.target ?? path.noun) == .event
    case .pivot(let inner, let path):
      isOfEvents = (path.target ?? path.noun) == .event
      outer = of(inner)
    case .entity, .values, .single: return nil
    }
    var window: DateRange?
    for stage in query.stages {
      // What stands behind a count is no test of events.
      if case .summarize = stage { return joined(window, outer) }
      guard case .filter(let test) = stage else { continue }
      window = intersection(window, isOfEvents ? of(test) : ofRelated(test))
    }
    return joined(window, outer)
  }

  private static func joined(_ one: DateRange?, _ other: DateRange?) -> DateRange? {
    guard let one, let other else { return one ?? other }
    return hull(one, other)
  }

  private static func of(_ test: Predicate) -> DateRange? {
    switch test {
    case .and(let left, let right): return intersection(of(left), of(right))
    case .or(let left, let right): return either(of(left), of(right))
    case .maybe(let inner), .possibly(let inner): return of(inner)
    case .period(let relation, let range, let field) where isOfPeriod(field):
      return window(relation, range)
    case .day(let field, let comparator, let range) where isOfPeriod(field):
      return window(comparator, range)
    case .match(.function(.year, .path(let path)), .compares(let comparator), .any, let years):
      guard path.fields.count == 1, isOfPeriod(path.fields[0]), let range = years.years else {
        return nil
      }
      return window(comparator, range)
    default: return nil
    }
  }

  /// Of tests of other things, by the events that they name: `organizations where events in 2026`.
  private static func ofRelated(_ test: Predicate) -> DateRange? {
    switch test {
    case .and(let left, let right): intersection(ofRelated(left), ofRelated(right))
    case .or(let left, let right): either(ofRelated(left), ofRelated(right))
    case .maybe(let inner), .possibly(let inner): ofRelated(inner)
    case .exists(let field, let inner) where field.type == .entity(.event): of(inner)
    case .exists(_, let inner): ofRelated(inner)
    default: nil
    }
  }

  private static func either(_ one: DateRange?, _ other: DateRange?) -> DateRange? {
    guard let one, let other else { return nil }
    return hull(one, other)
  }

  /// Only an event's own time, and not another date that it has.
  private static func isOfPeriod(_ field: Field) -> Bool {
    ["when", "starts", "ends"].contains(field.name)
  }

  private static func window(_ relation: PeriodRelation, _ range: DateRange) -> DateRange {
    switch relation {
    case .before: DateRange(first: .distantPast, last: range.first)
    case .after: DateRange(first: dayAfter(range), last: .distantFuture)
    case .during, .overlaps, .contains: DateRange(first: range.first, last: range.last)
    }
  }

  private static func window(_ comparator: Comparator, _ range: DateRange) -> DateRange? {
    switch comparator {
    case .equal: DateRange(first: range.first, last: range.last)
    case .less, .lessOrEqual: DateRange(first: .distantPast, last: range.last)
    case .greater: DateRange(first: dayAfter(range), last: .distantFuture)
    case .greaterOrEqual: DateRange(first: range.first, last: .distantFuture)
    default: nil
    }
  }

  /// The first day of which something is behind a range.
  private static func dayAfter(_ range: DateRange) -> Day {
    range.lastMinute == nil ? range.last.adding(days: 1) : range.last
  }

  /// The time that two windows have in common; the first day alone where they have none.
  private static func intersection(_ one: DateRange?, _ other: DateRange?) -> DateRange? {
    guard let one, let other else { return one ?? other }
    let first = max(one.first, other.first)
    return DateRange(first: first, last: max(first, min(one.last, other.last)))
  }

  /// From the first day of either to the last of either.
  static func hull(_ one: DateRange, _ other: DateRange) -> DateRange {
    DateRange(first: min(one.first, other.first), last: max(one.last, other.last))
  }
}
