internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// The answer of a test for one row, and what a maybe rests on.
struct MatchAnswer {
  var truth: Truth
  /// A maybe that rests on nothing but values that nobody states.
  var isUnstated = false
  /// The fields that state nothing.
  var fields: [String] = []

  init(_ truth: Truth, isUnstated: Bool = false) {
    self.truth = truth
    self.isUnstated = isUnstated && truth == .maybe
  }

  func and(_ other: MatchAnswer) -> MatchAnswer { joined(other, truth & other.truth) }

  func or(_ other: MatchAnswer) -> MatchAnswer { joined(other, truth | other.truth) }

  private func joined(_ other: MatchAnswer, _ truth: Truth) -> MatchAnswer {
    let maybes = [self, other].filter { $0.truth == .maybe }
    var answer = MatchAnswer(truth, isUnstated: maybes.allSatisfy(\.isUnstated))
    if answer.isUnstated { answer.fields = maybes.flatMap(\.fields) }
    return answer
  }
}

/// Holds the values on the left of a test against those on its right (LANGUAGE §6.2).
struct Matcher {
  let values: Values
  let matching: Matching

  /// Any pair, or as the quantifier says. Values in doubt, open lists and what is not stated make
  /// maybes.
  func answer(_ left: Elements, _ quantifier: Quantifier, _ right: Elements) -> MatchAnswer {
    let truth: Truth =
      switch quantifier {
      case .any: any(left, right)
      case .none: !any(left, right)
      case .all: all(left, right)
      case .only: only(left, right)
      case .exactly: all(left, right) & only(left, right)
      }
    guard truth == .maybe else { return MatchAnswer(truth) }
    return MatchAnswer(truth, isUnstated: isUnstated(left, right))
  }

  private func any(_ left: Elements, _ right: Elements) -> Truth {
    var best =
      left.mayBeMore && !right.isSurelyEmpty || right.mayBeMore && !left.isSurelyEmpty
      ? Truth.maybe : .no
    for one in left.members {
      best = best | found(one, in: right)
      if best == .yes { break }
    }
    return best
  }

  /// Whether something on the right passes for one on the left.
  private func found(_ one: Elements.Element, in others: Elements) -> Truth {
    var best = others.mayBeMore ? Truth.maybe : .no
    for other in others.members {
      best = best | pair(one, other).unless(one.isSure && other.isSure)
      if best == .yes { break }
    }
    return best
  }

  /// Each on the right is met by something on the left.
  private func all(_ left: Elements, _ right: Elements) -> Truth {
    var whole = right.mayBeMore ? Truth.maybe : .yes
    for other in right.members {
      var best = left.mayBeMore ? Truth.maybe : .no
      for one in left.members { best = best | pair(one, other).unless(one.isSure) }
      // What is perhaps not asked for need not be there.
      whole = whole & (other.isSure ? best : best | .maybe)
    }
    return whole
  }

  /// Something on the left is on the right, and nothing on the left is not.
  private func only(_ left: Elements, _ right: Elements) -> Truth {
    var besides = left.mayBeMore ? Truth.maybe : .no
    for one in left.members {
      var sure = one
      sure.isSure = true
      besides = besides | (!found(sure, in: right)).unless(one.isSure)
    }
    return any(left, right) & !besides
  }

  /// Whether nothing but a value that nobody states keeps the answer open.
  private func isUnstated(_ left: Elements, _ right: Elements) -> Bool {
    if left.isUnstated || right.isUnstated { return true }
    return [left, right].contains { $0.isMissing || $0.members.contains { !$0.isStated } }
      && ![left, right].contains { side in
        side.goesOn || side.members.contains { !$0.isSure || ($0.isStated && $0.value.isVague) }
      }
  }

  // MARK: - One value against one

  private func pair(_ one: Elements.Element, _ other: Elements.Element) -> Truth {
    switch (one.value, other.value) {
    case (.number(let left), .number(let right)):
      guard case .compares(let comparator) = matching else { return .no }
      return comparator.truth(of: left, right, isRange: other.isLiteral)
        .guessed(left.isGuess || right.isGuess)
    case (.date(let left), .date(let right)):
      let (left, right) = (DatedElement(left, one), DatedElement(right, other))
      return dates(left, right).guessed(left.isGuess || right.isGuess)
    case (.entity(let left, _), .entity(let right, _)): return entities(left, right)
    case (.truth(let left), .truth(let right)): return equality(left == right)
    case (let left, let right):
      guard let text = words(of: left), let pattern = words(of: right) else { return .no }
      return texts(text, pattern)
    }
  }

  private func equality(_ isEqual: Bool) -> Truth {
    guard case .compares(let comparator) = matching else { return .no }
    return (comparator == .notEqual) != isEqual ? .yes : .no
  }

  private func dates(_ left: DatedElement, _ right: DatedElement) -> Truth {
    let (one, other) = left.inOneScale(with: right)
    func stands(_ relation: PeriodRelation) -> Truth {
      relation.truth(starts: one.starts, ends: one.ends, first: other.starts, last: other.ends)
    }
    switch matching {
    case .stands(let relation): return stands(relation)
    case .lies: return stands(.overlaps)
    case .reads: return .no
    case .compares(let comparator):
      return comparator.truth(of: one, other, isRange: right.isRange) { stands(.during) }
    }
  }

  private func entities(_ left: Entity, _ right: Entity) -> Truth {
    guard case .lies(let isStatement) = matching else { return equality(left == right) }
    if left == right { return .yes }
    guard left.noun == right.noun, let forest = values.store[left.noun].forest else { return .no }
    if forest.isUnder(left.row, right.row) { return .yes }
    return isStatement && forest.isUnder(right.row, left.row) ? .maybe : .no
  }

  private func texts(_ left: [String], _ right: [String]) -> Truth {
    let relation: TextRelation
    switch matching {
    case .reads(let reading): relation = reading
    case .compares(.equal): relation = .equals
    case .compares(.notEqual):
      return !Matcher(values: values, matching: .reads(.equals)).texts(left, right)
    default: return .no
    }
    let patterns = right.map(relation.fold)
    let holds = left.contains { text in
      let folded = relation.fold(text)
      return patterns.contains { relation.holds(folded, $0) }
    }
    return holds ? .yes : .no
  }

  /// The texts that a value is: a record is all its names.
  private func words(of value: Value) -> [String]? {
    switch value {
    case .text(let text): [text]
    case .entity(let entity, _): values.store[entity.noun].names.names(of: entity.row).map(\.text)
    case .truth(let truth): [truth.word]
    default: nil
    }
  }
}

extension Elements {
  fileprivate var isSurelyEmpty: Bool { members.isEmpty && !mayBeMore }

  /// Nobody states anything of it.
  fileprivate var isUnstated: Bool { members.isEmpty && isMissing && !goesOn }
}

extension Truth {
  fileprivate func unless(_ isSure: Bool) -> Truth { isSure ? self : self & .maybe }
}

extension Value {
  /// Stated, and still not known exactly.
  var isVague: Bool {
    switch self {
    case .number(let quantity): !quantity.isExact
    case .date(let date): !(date.starts.isExact && date.ends.isExact) || date.isGuess
    case .list(let values, let open): open != nil || values.contains(where: \.isVague)
    case .doubtful: true
    default: false
    }
  }
}

extension Comparator {
  /// - Parameter isRange: the right side is a range of the query; else it is a value of the data.
  fileprivate func truth(of left: Quantity, _ right: Quantity, isRange: Bool) -> Truth {
    if isRange {
      return truth(
        of: Bounds(earliest: left.lower, latest: left.upper), first: right.lower, last: right.upper)
    }
    return truth(
      of: Bounds(earliest: left.lower, latest: left.upper),
      Bounds(earliest: right.lower, latest: right.upper))
  }

  /// Both sides vague: surely means for every pair of values, possibly for some pair.
  fileprivate func truth<Point>(of left: Bounds<Point>, _ right: Bounds<Point>) -> Truth {
    switch self {
    case .equal:
      Truth(
        isCertain: left.earliest == left.latest && right.earliest == right.latest
          && left.earliest == right.earliest,
        isPossible: left.earliest <= right.latest && right.earliest <= left.latest)
    case .notEqual: !Comparator.equal.truth(of: left, right)
    case .less:
      Truth(isCertain: left.latest < right.earliest, isPossible: left.earliest < right.latest)
    case .lessOrEqual:
      Truth(isCertain: left.latest <= right.earliest, isPossible: left.earliest <= right.latest)
    case .greater: Comparator.less.truth(of: right, left)
    case .greaterOrEqual: Comparator.lessOrEqual.truth(of: right, left)
    }
  }

  /// `when = 2023` is `during`, `<` is `before`, `<=` looks at the end, `>=` at the start.
  fileprivate func truth(
    of left: DatedElement.Ends, _ right: DatedElement.Ends, isRange: Bool, during: () -> Truth
  ) -> Truth {
    switch self {
    case .equal:
      isRange ? during() : truth(of: left.starts, right.starts) & truth(of: left.ends, right.ends)
    case .notEqual: !Comparator.equal.truth(of: left, right, isRange: isRange, during: during)
    case .less: truth(of: left.ends, right.starts)
    case .greater: truth(of: left.starts, right.ends)
    case .lessOrEqual: truth(of: left.ends, right.ends)
    case .greaterOrEqual: truth(of: left.starts, right.starts)
    }
  }
}

/// A date on one side of a test.
private struct DatedElement {
  /// Its start and its end, in days or in minutes.
  typealias Ends = (starts: Bounds<Int64>, ends: Bounds<Int64>)

  private let date: DateValue
  private let isPoint: Bool
  let isRange: Bool

  init(_ date: DateValue, _ element: Elements.Element) {
    self.date = date
    isPoint = element.isPoint
    isRange = element.isLiteral
  }

  var isGuess: Bool { date.isGuess }

  /// Both in minutes when either has a time, else both in days.
  func inOneScale(with other: DatedElement) -> (Ends, Ends) {
    if date.hasTime || other.date.hasTime { return (byMinute, other.byMinute) }
    return (byDay, other.byDay)
  }

  private var byMinute: Ends {
    if isPoint && !date.hasTime {
      return (date.pointByMinute, date.pointByMinute)
    }
    return (date.startsByMinute, date.endsByMinute)
  }

  private var byDay: Ends {
    (
      Bounds(
        earliest: Int64(date.starts.earliest.number), latest: Int64(date.starts.latest.number)),
      Bounds(earliest: Int64(date.ends.earliest.number), latest: Int64(date.ends.latest.number))
    )
  }
}

extension DateValue {
  /// Whether it says more than the day.
  var hasTime: Bool { startMinute != nil || endMinute != nil }
}
