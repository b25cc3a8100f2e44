import AlmanacLanguage
import AlmanacTime

// How tests are answered, row by row, in three values: this file alone, and at most 300 lines of it.
// What they look at is in Reference+Values and Known, how rows go on in Reference+Stages.
extension Reference {
  /// The answer of a test for one row (§6.2).
  func verdict(_ test: Expression, _ row: Row) -> Verdict {
    switch test.kind {
    case .or(let left, let right): return noted("or", verdict(left, row) || verdict(right, row))
    case .and(let left, let right): return noted("and", verdict(left, row) && verdict(right, row))
    case .modified(let modifier, let inner):
      return noted(modifier.rawValue, modified(modifier, verdict(inner, row)))
    case .comparison(let left, let isNegated, let sign, let quantifier, let right):
      let positive = sign == .notEqual ? .equal : sign
      let found = held(left, .sign(positive), quantifier, right, row)
      note(quantifier?.rawValue, found)
      return noted(sign.rawValue, (sign == .notEqual) != isNegated ? !found : found)
    case .state(let left, let isNegated, let state):
      return noted("is " + state.rawValue, Verdict(self.state(left, row, state) != isNegated))
    case .relation(let left, let isNegated, let relation, let quantifier, let right):
      let found = held(left, .relation(relation), quantifier, right, row)
      note(quantifier?.rawValue, found)
      return noted("field " + relation.rawValue, isNegated ? !found : found)
    case .phrase(let relation, let quantifier, let right):
      guard case .thing(let thing) = row else { return .no }
      let found = phrase(relation, quantifier, right, thing)
      note(quantifier?.rawValue, found)
      return noted("phrase " + relation.rawValue, found)
    case .call(_, _, let arguments):
      guard let argument = arguments.first else { return .no }
      if case .subquery(let query) = argument.kind {
        let found = count(of: query)
        let truth = Truth(isCertain: found.low > 0, isPossible: found.high > 0)
        return noted("exists(query)", Verdict(truth))
      }
      return noted("exists", verdict(argument, row))
    case .filtered(let base, let filter) where base.isLink:
      guard case .thing(let thing) = row else { return .no }
      return noted("link", links(base, thing).reduce(.no) { $0 || verdict(filter, .made($1)) })
    default:
      guard case .thing(let thing) = row else { return .no }
      return noted("path[test]", through(test, thing) { _ in .yes })
    }
  }

  private func modified(_ modifier: Modifier, _ verdict: Verdict) -> Verdict {
    switch modifier {
    case .not: fault == .wrongNot ? Verdict(!verdict.truth.isCertain) : !verdict
    case .maybe: Verdict(verdict.truth == .maybe)
    case .possibly: Verdict(verdict.truth != .no)
    }
  }

  // MARK: - Paths and quantifiers

  /// Some thing that a path leads to passes.
  func through(_ path: Expression?, _ thing: Thing, _ test: (Thing) -> Verdict) -> Verdict {
    switch path?.kind {
    case nil: test(thing)
    case .member(let base, let name): through(base, thing) { some(listing(name.text, $0), test) }
    case .filtered(let base, let filter):
      through(base, thing) { verdict(filter, .thing($0)) && test($0) }
    case .word(let field): some(listing(field, thing), test)
    default: .no
    }
  }

  private func some(_ listing: Listing, _ test: (Thing) -> Verdict) -> Verdict {
    var found = Verdict.no
    for (member, isDoubtful) in listing.members {
      let verdict = test(member)
      let isTaken = !isDoubtful || verdict.truth == .no || fault == .doubtForgotten
      if !isTaken { note("doubtful member", .vague) }
      found = found || (isTaken ? verdict : .vague)
    }
    if listing.more != nil { found = found || noted("open list", .vague) }
    return listing.isGap ? found || noted("nothing stated", .unstated) : found
  }

  /// The quantifiers, from "something is one of the items" and "something is none of them".
  private func quantified<Item>(
    _ quantifier: Quantifier?, _ items: [Item],
    _ some: (_ items: [Item], _ isBesides: Bool) -> Verdict
  ) -> Verdict {
    switch quantifier {
    case nil, .any: return some(items, false)
    case .none?: return !some(items, false)
    case .all: return items.reduce(.yes) { $0 && some([$1], false) }
    case .only:
      let isOnly = !some(items, true)
      return fault == .emptyOnlyTaken ? isOnly : some(items, false) && isOnly
    case .exactly:
      return quantified(.all, items, some) && quantified(.only, items, some)
    }
  }

  /// One of these or below one; a place above one may be it.
  private func within(_ thing: Thing, _ tops: [String], isStatement: Bool) -> Verdict {
    if ([thing] + ancestors(of: thing)).contains(where: { tops.contains($0.id) }) { return .yes }
    guard isStatement, thing.kind == .place, fault != .placeAboveRefused else { return .no }
    let isAbove = tops.contains { top in
      self.thing(.place, top).map { ancestors(of: $0).contains { $0.id == thing.id } } ?? false
    }
    return isAbove ? noted("place above", .vague) : .no
  }

  // MARK: - A field against what the query says

  private func held(
    _ left: Expression, _ asked: Asking, _ quantifier: Quantifier?, _ right: Expression, _ row: Row
  ) -> Verdict {
    guard case .thing(let thing) = row else { return matched(left, asked, quantifier, right, row) }
    let (base, field, holder) = step(left, thing.kind)
    if let target = World.targets[holder]?[field] {
      if asked.isTime { return ofDates(left, "when", asked, quantifier, right, thing) }
      if right.isPath { return matched(left, asked, quantifier, right, row) }
      if case .subquery(let query) = right.kind {
        return through(left, thing) { membership(query, $0) }
      }
      return quantified(quantifier, ids(right, target)) { ids, isBesides in
        through(left, thing) { member in
          let isInside =
            asked.ofTexts == nil
            ? Verdict(ids.contains(member.id)) : within(member, ids, isStatement: true)
          return isBesides ? !isInside : isInside
        }
      }
    }
    if ["starts", "ends", "when"].contains(field) {
      return ofDates(base, field, asked, quantifier, right, thing)
    }
    if case .call(let name, _, _) = left.kind, name.text.lowercased() == "weekday" {
      return weekday(left, texts(right), thing)
    }
    if World.texts.contains(field), !right.isPath {
      return quantified(quantifier, texts(right)) { texts, isBesides in
        through(base, thing) { self.texts(field, $0, asked.ofTexts, texts, isBesides) }
      }
    }
    let bounds = right.items.compactMap { literal($0) }
    guard World.numbers.contains(field), bounds.count == right.items.count else {
      return matched(left, asked, quantifier, right, row)
    }
    return quantified(quantifier, bounds) { bounds, isBesides in
      through(base, thing) { holding in
        let number = amount(Expression(.word(field), left.range), .thing(holding))
        let found = bounds.reduce(.no) { $0 || compare(number, asked.ofNumbers, $1) }
        return isBesides ? !found : found
      }
    }
  }

  /// `contains` and `matches` ask any text, `=` whether one is among these.
  private func texts(
    _ field: String, _ thing: Thing, _ relation: Relation?, _ wanted: [String], _ isBesides: Bool
  ) -> Verdict {
    guard let stated = texts(of: field, thing) else { return noted("nothing stated", .unstated) }
    if let relation, relation == .contains || relation == .matches {
      return Verdict(wanted.contains { holds($0, relation, in: stated) } != isBesides)
    }
    let (wanted, folds) = (Set(wanted.map { fold($0) }), stated.map { fold($0) })
    return Verdict(folds.contains { wanted.contains($0) != isBesides })
  }

  /// A date, or the time of an event, against days of the query or other dates.
  private func ofDates(
    _ base: Expression?, _ field: String, _ asked: Asking, _ quantifier: Quantifier?,
    _ right: Expression, _ thing: Thing
  ) -> Verdict {
    let ranges = right.items.compactMap { days($0) }
    guard ranges.count == right.items.count else {
      let name = Name(field, right.range)
      let left = base.map { Expression(.member($0, name), right.range) }
      return matched(
        left ?? Expression(.word(field), right.range), asked, quantifier, right, .thing(thing))
    }
    return quantified(quantifier, ranges) { ranges, isBesides in
      through(base, thing) { holding in
        let found = ranges.reduce(.no) { $0 || period(field, holding, asked.ofDays, $1) }
        return isBesides ? !found : found
      }
    }
  }

  // MARK: - Values against values

  /// What is on the left against what is on the right, both as vague as they may be.
  private func matched(
    _ left: Expression, _ asked: Asking, _ quantifier: Quantifier?, _ right: Expression, _ row: Row
  ) -> Verdict {
    let one = known(left, row)
    let isDate = asked.isTime || one.holdsDates || left.isDate
    let other = isDate ? times(right, row) : known(right, row)
    let found = quantified(quantifier, other.values) { items, isBesides in
      let isMore = one.mayBeMore && !(items.isEmpty && !other.mayBeMore)
      return one.values.reduce(isMore ? .vague : .no) { found, value in
        let start = other.mayBeMore ? Truth.maybe : .no
        let inside = items.reduce(start) { $0 | pair(value, asked, $1).unless($1.isSure) }
        return found || Verdict((isBesides ? !inside : inside).unless(value.isSure))
      }
    }
    if case .call(let name, _, _) = left.kind { note(name.text + "()", found) }
    if isDate { note("time of another", found) }
    let isUnstated = Known.isUnstated(one, other)
    if found.truth == .maybe && isUnstated { return noted("nothing stated", .unstated) }
    return Verdict(found.truth)
  }

  private func pair(_ one: Known.Value, _ asked: Asking, _ other: Known.Value) -> Truth {
    switch (one.cell, other.cell) {
    case (.amount(let left), .amount(let right)):
      other.isLiteral
        ? compare(left, asked.ofNumbers, right).truth
        : compare(left, asked.ofNumbers, vague: right).truth
    case (.date, .date): stands(one, other.isLiteral ? asked.ofDays : asked.ofTwoDates, other)
    case (.thing(let kind, let id), .thing(let other, let top)) where kind == other:
      if asked.ofTexts == nil {
        Verdict(id == top).truth
      } else {
        thing(kind, id).map { within($0, [top], isStatement: kind == .place).truth } ?? .no
      }
    case (.thing(let kind, let id), .text(let name)): Verdict(named(name, kind).contains(id)).truth
    case (.text(let left), .text(let right)):
      if let relation = asked.ofTexts, relation == .contains || relation == .matches {
        Verdict(holds(right, relation, in: [left])).truth
      } else {
        Verdict(fold(left) == fold(right)).truth
      }
    default: .no
    }
  }

  // MARK: - Phrases (§5.3)

  private func phrase(
    _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression, _ thing: Thing
  ) -> Verdict {
    if relation == .contains || relation == .matches {
      let (own, doubted) = everyText(of: thing)
      let isOwn = texts(right).contains { holds($0, relation, in: own) }
      let isDoubted = texts(right).contains { holds($0, relation, in: doubted) }
      return isOwn ? .yes : isDoubted ? .vague : .no
    }
    if case .list(let items) = right.kind, quantifier == nil, relation == .in || relation == .under
    {
      return items.reduce(.no) { $0 || phrase(relation, nil, $1, thing) }
    }
    let word = { (field: String) in Expression(.word(field), right.range) }
    let events = word(thing.kind == .figure ? "event" : "events")
    func asked(_ field: String, _ asking: Asking) -> Verdict {
      held(word(field), asking, quantifier, right, .thing(thing))
    }
    let isTime = Asking.relation(relation).isTime || days(right) != nil || right.isPath
    let isOfEvents =
      isTime ? thing.kind != .event : relation == .about && thing.kind != .event
    if isOfEvents { return through(events, thing) { phrase(relation, quantifier, right, $0) } }
    if isTime { return ofDates(nil, "when", .relation(relation), quantifier, right, thing) }
    if relation == .by { return asked("organizer", .sign(.equal)) }
    if relation == .about { return asked("theme", .relation(.under)) }
    let (kind, ids) = insideTarget(right)
    if thing.kind == kind { return within(thing, ids, isStatement: false) }
    switch (thing.kind, kind) {
    case (.event, .place): return asked("place", .relation(.under))
    case (.event, .organization): return asked("organizer", .relation(.under))
    case (.event, .theme): return asked("theme", .relation(.under))
    case (.organization, .place), (.person, .place):
      return asked("country", .relation(.under))
        || through(events, thing) { phrase(relation, quantifier, right, $0) }
    default: return through(events, thing) { phrase(relation, quantifier, right, $0) }
    }
  }
}
