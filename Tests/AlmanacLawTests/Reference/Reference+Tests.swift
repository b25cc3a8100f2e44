import AlmanacLanguage
import AlmanacTime

/// A row: a thing, or the cells that a count made, by the folded names of their columns.
enum Row {
  case thing(Thing)
  case made([String: Cell])
}

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
      let found = comparison(left, positive, quantifier, right, row)
      note(quantifier?.rawValue, found)
      return noted(sign.rawValue, (sign == .notEqual) != isNegated ? !found : found)
    case .state(let left, let isNegated, let state):
      return noted("is " + state.rawValue, Verdict(self.state(left, row, state) != isNegated))
    case .relation(let left, let isNegated, let relation, let quantifier, let right):
      guard case .thing(let thing) = row else {
        return comparison(left, .equal, quantifier, right, row)
      }
      let found = self.relation(left, relation, quantifier, right, thing)
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

  // MARK: - Paths and lists

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

  private func quantified(
    _ listing: Listing, _ quantifier: Quantifier?, _ ids: [String],
    _ inside: (Thing, [String]) -> Verdict
  ) -> Verdict {
    switch quantifier {
    case nil, .any: return some(listing) { inside($0, ids) }
    case .none?: return !some(listing) { inside($0, ids) }
    case .all: return ids.reduce(.yes) { all, id in all && some(listing) { inside($0, [id]) } }
    case .exactly:
      return quantified(listing, .all, ids, inside) && quantified(listing, .only, ids, inside)
    case .only:
      let answers = listing.members.map {
        (truth: inside($0.thing, ids).truth, isDoubtful: $0.isDoubtful)
      }
      let isEmpty = answers.isEmpty && listing.more == nil && fault != .emptyOnlyTaken
      let isSomethingFirm = answers.contains { !$0.isDoubtful } || fault == .emptyOnlyTaken
      let truth = Truth(
        isCertain: listing.more == nil && isSomethingFirm
          && answers.allSatisfy { $0.truth == .yes },
        isPossible: !isEmpty && answers.allSatisfy { $0.isDoubtful || $0.truth != .no })
      return listing.isGap && (truth == .yes || isEmpty)
        ? noted("nothing stated", .unstated) : Verdict(truth)
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

  private func words(_ quantifier: Quantifier?, _ wanted: [String], _ stated: [String]?) -> Verdict
  {
    guard let stated else { return noted("nothing stated", .unstated) }
    let isAll = wanted.allSatisfy(stated.contains)
    let isOnly = !stated.isEmpty && stated.allSatisfy(wanted.contains)
    switch quantifier {
    case nil, .any: return Verdict(stated.contains(where: wanted.contains))
    case .none?: return Verdict(!stated.contains(where: wanted.contains))
    case .all: return Verdict(isAll)
    case .only: return Verdict(isOnly)
    case .exactly: return Verdict(isAll && isOnly)
    }
  }

  // MARK: - Comparisons and relations

  private func comparison(
    _ left: Expression, _ sign: Comparator, _ quantifier: Quantifier?, _ right: Expression,
    _ row: Row
  ) -> Verdict {
    guard case .thing(let thing) = row else { return madeComparison(value(left, row), sign, right) }
    let (base, field, holder) = step(left, thing.kind)
    if let target = World.targets[holder]?[field] {
      return through(base, thing) { holding in
        if case .subquery(let query) = right.kind { return membership(query, holding, field) }
        return quantified(listing(field, holding), quantifier, ids(right, target)) {
          Verdict($1.contains($0.id))
        }
      }
    }
    if ["starts", "ends", "when"].contains(field), let range = days(right) {
      return through(base, thing) { period(field, $0, DaySign(sign), range) }
    }
    if case .word(let other) = right.kind, let first = dayAmount(field, thing) {
      return compare(first, sign, dayAmount(other, thing) ?? nil)
    }
    if field == "name" {
      return through(base, thing) { Verdict(ids(right, $0.kind).contains($0.id)) }
    }
    if ["motto", "id", "kind", "mode", "status", "tag", "measure"].contains(field) {
      return through(base, thing) { words(quantifier, texts(right), texts(of: field, $0)) }
    }
    if case .call(let name, _, _) = left.kind, name.text.lowercased() == "weekday" {
      return weekday(left, texts(right), thing)
    }
    return through(base, thing) { holding in
      let found = amount(base == nil ? left : Expression(.word(field), left.range), .thing(holding))
      if let bounds = literal(right) { return compare(found, sign, bounds) }
      return compare(found, sign, amount(right, row))
    }
  }

  private func madeComparison(_ cell: Cell, _ sign: Comparator, _ right: Expression) -> Verdict {
    switch cell {
    case .missing, .notStated, .notNamed: return .vague
    case .none: return .no
    case .amount(let amount): return literal(right).map { compare(amount, sign, $0) } ?? .no
    case .doubtful(let inner):
      return madeComparison(inner, sign, right).truth == .no ? .no : .vague
    case .list(let cells, let more):
      return cells.reduce(more == nil ? .no : .vague) { $0 || madeComparison($1, sign, right) }
    case .thing(let kind, let id): return Verdict(ids(right, kind).contains(id))
    case .text(let text): return Verdict(texts(right).contains { fold($0) == fold(text) })
    case .date, .truth: return .no
    }
  }

  private func relation(
    _ left: Expression, _ relation: Relation, _ quantifier: Quantifier?, _ right: Expression,
    _ thing: Thing
  ) -> Verdict {
    let (base, field, holder) = step(left, thing.kind)
    if let target = World.targets[holder]?[field] {
      return through(base, thing) {
        quantified(listing(field, $0), quantifier, ids(right, target)) {
          within($0, $1, isStatement: true)
        }
      }
    }
    if let range = days(right), ["starts", "ends", "when"].contains(field) {
      return through(base, thing) { period(field, $0, DaySign(relation), range) }
    }
    if relation == .contains || relation == .matches {
      return through(base, thing) { holding in
        guard let stated = texts(of: field, holding) else {
          return noted("nothing stated", .unstated)
        }
        return Verdict(texts(right).contains { holds($0, relation, in: stated) })
      }
    }
    guard case .list(let items) = right.kind else {
      return comparison(left, .equal, quantifier, right, .thing(thing))
    }
    return items.reduce(.no) { $0 || comparison(left, .equal, nil, $1, .thing(thing)) }
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
    let events = Expression(.word(thing.kind == .figure ? "event" : "events"), right.range)
    let word = { (field: String) in Expression(.word(field), right.range) }
    if let range = days(right) {
      if thing.kind != .event { return through(events, thing) { phrase(relation, nil, right, $0) } }
      return period("when", thing, DaySign(relation), range)
    }
    switch (relation, thing.kind) {
    case (.by, _): return comparison(word("organizer"), .equal, quantifier, right, .thing(thing))
    case (.about, .event): return self.relation(word("theme"), .under, quantifier, right, thing)
    case (.about, _): return through(events, thing) { phrase(relation, quantifier, right, $0) }
    default: break
    }
    let (kind, ids) = insideTarget(right)
    if thing.kind == kind { return within(thing, ids, isStatement: false) }
    switch (thing.kind, kind) {
    case (.event, .place): return self.relation(word("place"), .under, quantifier, right, thing)
    case (.event, .organization):
      return self.relation(word("organizer"), .under, quantifier, right, thing)
    case (.event, .theme): return self.relation(word("theme"), .under, quantifier, right, thing)
    case (.organization, .place), (.person, .place):
      return self.relation(word("country"), .under, quantifier, right, thing)
        || through(events, thing) { phrase(relation, quantifier, right, $0) }
    default: return through(events, thing) { phrase(relation, quantifier, right, $0) }
    }
  }
}
