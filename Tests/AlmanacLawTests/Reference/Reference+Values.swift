import AlmanacLanguage
import AlmanacTime

/// How days are compared with the days of a query: by a sign or a time word.
enum DaySign {
  case before
  case upTo
  case after
  case from
  case during
  case overlaps
  case contains
  case same

  init(_ sign: Comparator) {
    switch sign {
    case .less: self = .before
    case .lessOrEqual: self = .upTo
    case .greater: self = .after
    case .greaterOrEqual: self = .from
    case .equal, .notEqual: self = .during
    }
  }

  init(_ relation: Relation) {
    switch relation {
    case .before: self = .before
    case .after: self = .after
    case .during: self = .during
    case .contains: self = .contains
    default: self = .overlaps
    }
  }
}

extension Reference {
  // MARK: - Leaves

  func period(_ field: String, _ thing: Thing, _ sign: DaySign, _ range: DateRange) -> Verdict {
    let end =
      sign == .upTo && field == "when"
      ? "ends" : sign == .from && field == "when" ? "starts" : field
    guard let found = dates(end, thing) else { return noted("nothing stated", .unstated) }
    let whole = Dates(
      starts: DayBounds(range.first), ends: DayBounds(range.last), startMinute: range.firstMinute,
      endMinute: range.lastMinute)
    let truth = stands(
      found.dates.spans(byMinute: whole.hasTime, isPoint: end != "when"), sign,
      whole.spans(byMinute: whole.hasTime, isPoint: false))
    if whole.hasTime { note("time of day", Verdict(truth)) }
    if found.dates.isGuess { return noted("guessed date", found.isStated ? .vague : .unstated) }
    let verdict = Verdict(truth)
    if verdict.truth == .maybe { note("vague date", verdict) }
    return verdict.truth == .maybe && !found.isStated ? .unstated : verdict
  }

  /// How two dates stand to each other, either as vague as it may be.
  func stands(_ left: Known.Value, _ sign: DaySign, _ right: Known.Value) -> Truth {
    guard case .date(let one) = left.cell, case .date(let other) = right.cell else { return .no }
    if one.isGuess || other.isGuess { return .maybe }
    let byMinute = one.hasTime || other.hasTime
    return stands(
      one.spans(byMinute: byMinute, isPoint: left.isPoint), sign,
      other.spans(byMinute: byMinute, isPoint: right.isPoint))
  }

  private func stands(
    _ left: (start: Dates.Span, end: Dates.Span), _ sign: DaySign,
    _ right: (start: Dates.Span, end: Dates.Span)
  ) -> Truth {
    let ((start, end), (first, last)) = (left, right)
    let (isCertain, isPossible) =
      switch sign {
      case .before: (end.high < first.low, end.low < first.high)
      case .upTo: (end.high <= last.low, end.low <= last.high)
      case .after: (start.low > last.high, start.high > last.low)
      case .from: (start.low >= first.high, start.high >= first.low)
      case .during:
        (
          start.low >= first.high && end.high <= last.low,
          start.high >= first.low && end.low <= last.high
        )
      case .overlaps:
        (
          start.high <= last.low && end.low >= first.high,
          start.low <= last.high && end.high >= first.low
        )
      case .contains:
        (
          start.high <= first.low && end.low >= last.high,
          start.low <= first.high && end.high >= last.low
        )
      case .same:
        (
          [start, end, first, last].allSatisfy { $0.low == $0.high } && start == first
            && end == last,
          start.low <= first.high && first.low <= start.high && end.low <= last.high
            && last.low <= end.high
        )
      }
    return Truth(isCertain: isCertain, isPossible: isPossible)
  }

  static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  func weekday(_ call: Expression, _ names: [String], _ thing: Thing) -> Verdict {
    guard case .call(_, _, let arguments) = call.kind, let argument = arguments.first,
      case .word(let field) = argument.kind, let (dates, isStated) = dates(field, thing)
    else { return .unstated }
    let wanted = names.map { fold($0) }
    let length = Int(dates.starts.latest.number) - Int(dates.starts.earliest.number)
    let hits = (0...min(length, 6)).map {
      wanted.contains(fold(Reference.weekdays[dates.starts.earliest.adding(days: $0).weekday - 1]))
    }
    let truth = Truth(isCertain: !hits.contains(false), isPossible: hits.contains(true))
    let verdict = dates.isGuess ? .vague : Verdict(truth)
    return verdict.truth == .maybe && !isStated ? .unstated : verdict
  }

  /// A number against the bounds of a query, which are never vague: "falls inside".
  func compare(_ amount: Amount?, _ sign: Comparator, _ bounds: Amount) -> Verdict {
    guard let amount else { return noted("nothing stated", .unstated) }
    if amount.isGuess && fault != .guessTaken { return noted("guessed number", .vague) }
    let (low, high) = (amount.low, amount.high)
    let truth =
      switch sign {
      case .equal, .notEqual:
        (low >= bounds.low && high <= bounds.high, low <= bounds.high && high >= bounds.low)
      case .less: (high < bounds.low, low < bounds.low)
      case .lessOrEqual: (high <= bounds.high, low <= bounds.high)
      case .greater where fault == .offByOneBound: (low >= bounds.high, high >= bounds.high)
      case .greater: (low > bounds.high, high > bounds.high)
      case .greaterOrEqual: (low >= bounds.low, high >= bounds.low)
      }
    let verdict = Verdict(Truth(isCertain: truth.0, isPossible: truth.1))
    if verdict.truth == .maybe { note("vague number", verdict) }
    return verdict
  }

  /// Two numbers of the world, both as vague as they may be.
  func compare(_ left: Amount, _ sign: Comparator, vague right: Amount) -> Verdict {
    if left.isGuess || right.isGuess { return .vague }
    let truth =
      switch sign {
      case .equal, .notEqual:
        (left.low == left.high && left == right, left.low <= right.high && right.low <= left.high)
      case .less: (left.high < right.low, left.low < right.high)
      case .lessOrEqual: (left.high <= right.low, left.low <= right.high)
      case .greater: (left.low > right.high, left.high > right.low)
      case .greaterOrEqual: (left.low >= right.high, left.high >= right.low)
      }
    return Verdict(Truth(isCertain: truth.0, isPossible: truth.1))
  }

  func holds(_ pattern: String, _ relation: Relation, in texts: [String]) -> Bool {
    texts.contains {
      relation == .contains
        ? fold($0).contains(fold(pattern)) : globs(Array(fold(pattern))[...], Array(fold($0))[...])
    }
  }

  private func globs(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return globs(pattern.dropFirst(), text) || !text.isEmpty && globs(pattern, text.dropFirst())
    }
    guard let next = text.first else { return false }
    return (first == "?" || first == next) && globs(pattern.dropFirst(), text.dropFirst())
  }

  /// Case and the one accent that a world has are folded.
  func fold(_ text: String) -> String { String(text.lowercased().map { $0 == "é" ? "e" : $0 }) }

  func state(_ left: Expression, _ row: Row, _ state: KnowledgeState) -> Bool {
    let cell = value(left, row)
    let isGap = [.missing, .none, .notStated].contains(cell)
    var isKnown = if case .notNamed = cell { false } else { !isGap }
    let isVague = cell.isVague
    if case .thing(let thing) = row, left.isLink {
      isKnown = !links(left, thing).isEmpty
    }
    // A list that is stated to be empty is known; a field of structure without a value is not.
    if case .thing(let thing) = row, case .word(let field) = left.kind,
      World.targets[thing.kind]?[field] != nil, !World.closed.contains(field),
      !(thing.kind == .place && field == "country")
    {
      isKnown = listing(field, thing).isStated
    }
    return switch state {
    case .known: isKnown
    case .missing: !isKnown
    case .exact: isKnown && !isVague
    case .vague: isKnown && isVague
    }
  }

  // MARK: - Values of a row

  func amount(_ expression: Expression, _ row: Row) -> Amount? {
    if case .amount(let amount) = value(expression, row) { return amount }
    return nil
  }

  func value(_ expression: Expression, _ row: Row) -> Cell {
    let thing: Thing
    switch row {
    case .made(let cells):
      if let cell = cells[format(expression).lowercased()] { return cell }
      if case .arithmetic(let left, let sign, let right) = expression.kind {
        return arithmetic(amount(left, row), sign, amount(right, row))
      }
      return literal(expression).map(Cell.amount) ?? .missing
    case .thing(let one): thing = one
    }
    switch expression.kind {
    case .word(let field): return cell(field.lowercased(), thing)
    case .member(let base, let name): return cell(base, name.text, thing)
    case .arithmetic(let left, let sign, let right):
      return arithmetic(amount(left, row), sign, amount(right, row))
    case .call(let name, _, _) where Reference.functions.contains(name.text):
      return known(expression, row).cell
    case .call(let name, _, let arguments):
      guard let argument = arguments.first else { return .missing }
      return call(name.text.lowercased(), argument, thing)
    case .number, .approximate, .negated, .range:
      return literal(expression).map(Cell.amount) ?? .missing
    default: return .truth(verdict(expression, row).truth)
    }
  }

  func cell(_ field: String, _ thing: Thing) -> Cell {
    switch field {
    case "name": return .text(thing.names.first?.text ?? thing.id)
    case "id": return .text(thing.id)
    case "days": return dayCount(thing)
    case "when", "starts", "ends":
      guard let found = dates(field, thing), found.isStated else { return .missing }
      return .date(found.dates)
    default: break
    }
    if World.targets[thing.kind]?[field] != nil {
      let listing = listing(field, thing)
      guard listing.isStated else { return .missing }
      let cells = listing.members.map { member in
        let cell = Cell.thing(member.thing.kind, member.thing.id)
        return member.isDoubtful ? Cell.doubtful(cell) : cell
      }
      if cells.isEmpty && listing.more == nil { return .none }
      let isOne = ["country", "parent", "part_of", "series", "event"].contains(field)
      return isOne ? cells[0] : .list(cells, more: listing.more)
    }
    switch thing.fields[field] {
    case .words(let words):
      return field == "tag" ? .list(words.map(Cell.text), more: nil) : .text(words[0])
    case .text(let text): return .text(text)
    case .amount(let amount, _):
      return .amount(Amount(low: amount.low, high: amount.high, isGuess: amount.isGuess))
    default: return .missing
    }
  }

  /// A field of all that a path leads to, each value once.
  private func cell(_ base: Expression, _ field: String, _ thing: Thing) -> Cell {
    let listing = reached(base, thing)
    var found: [(cell: Cell, isSure: Bool)] = []
    var (isGap, isOpen) = (!listing.isStated || listing.isGap, listing.more != nil)
    for member in listing.members {
      let cell = cell(field, member.thing)
      if cell == .missing { isGap = true }
      // Who names not all does not say of how many others this holds.
      if case .list(_, _?) = cell { isOpen = true }
      for value in cell.flattened {
        if case .doubtful(let inner) = value {
          found.append((inner, false))
        } else {
          found.append((value, !member.isDoubtful))
        }
      }
    }
    var values: [Cell] = []
    for one in found where !values.contains(where: { $0.undoubted == one.cell }) {
      let isSure = found.contains { $0.cell == one.cell && $0.isSure }
      values.append(isSure ? one.cell : .doubtful(one.cell))
    }
    if values.isEmpty && !isOpen { return isGap ? .missing : .none }
    if case .word("part_of") = base.kind, values.count == 1 { return values[0] }
    return .list(values, more: isOpen ? [] : nil)
  }

  /// What a path of one step, filtered or not, leads to; what perhaps passes the filter is in doubt.
  func reached(_ path: Expression, _ thing: Thing) -> Listing {
    switch path.kind {
    case .word(let field): return listing(field, thing)
    case .filtered(let base, let filter):
      var listing = reached(base, thing)
      listing.members = listing.members.compactMap { member in
        let truth = verdict(filter, .thing(member.thing)).truth
        return truth == .no ? nil : (member.thing, member.isDoubtful || truth == .maybe)
      }
      return listing
    default: return Listing(isStated: false, isGap: true)
    }
  }

  private func dayCount(_ thing: Thing) -> Cell {
    guard let when = dates("when", thing)?.dates else { return .missing }
    let shortest = max(1, Int64(when.ends.earliest.number) - Int64(when.starts.latest.number) + 1)
    let isBounded = when.starts.earliest > .distantPast && when.ends.latest < .distantFuture
    // Without an end it goes on for ever.
    let isEndless = when.ends.earliest == .distantFuture || when.starts.latest == .distantPast
    let longest = Int64(when.ends.latest.number) - Int64(when.starts.earliest.number) + 1
    return .amount(
      Amount(
        low: isEndless ? Amount.highest : shortest * Amount.unit,
        high: isBounded ? longest * Amount.unit : Amount.highest, isGuess: when.isGuess))
  }

  private func call(_ name: String, _ argument: Expression, _ thing: Thing) -> Cell {
    switch (name, argument.kind) {
    case ("count", .subquery(let query)): return .amount(count(of: query))
    case ("count", _):
      let listing = reached(argument, thing)
      let isNothing = listing.members.isEmpty && listing.more == nil && listing.isGap
      guard listing.isStated && !isNothing else { return .missing }
      let firm = Int64(listing.members.count { !$0.isDoubtful }) * Amount.unit
      let isOpen = listing.more != nil || listing.isGap
      return .amount(
        Amount(
          low: firm, high: isOpen ? Amount.highest : Int64(listing.members.count) * Amount.unit))
    case ("year", .word(let field)), ("month", .word(let field)), ("quarter", .word(let field)):
      guard let dates = dates(field, thing)?.dates, dates.starts.earliest > .distantPast,
        dates.starts.latest < .distantFuture
      else { return .missing }
      let (low, high) = (dates.starts.earliest.civil, dates.starts.latest.civil)
      let isOneYear = low.year == high.year
      let part = { (month: Int) in name == "month" ? month : (month + 2) / 3 }
      let (first, last) =
        name == "year"
        ? (low.year, high.year)
        : isOneYear ? (part(low.month), part(high.month)) : (1, part(12))
      return .amount(
        Amount(
          low: Int64(first) * Amount.unit, high: Int64(last) * Amount.unit, isGuess: dates.isGuess))
    case ("weekday", .word(let field)):
      guard let dates = dates(field, thing)?.dates, dates.starts.isExact else { return .missing }
      let name = Cell.text(Reference.weekdays[dates.starts.earliest.weekday - 1])
      return dates.isGuess ? .doubtful(name) : name
    case (_, .member(let base, let field)):
      // A total over all things of a noun: avg(events.attendance).
      guard case .word(let noun) = base.kind,
        let kind = Kind.allCases.first(where: { $0.plural == noun.lowercased() })
      else { return .missing }
      return total(name, world[kind].flatMap { cell(field.text, $0).flattened })
    default: return .missing
    }
  }

  // MARK: - Arithmetic

  /// Interval arithmetic (Moore 1966), exact in 128 bits; dividing by what may be zero is missing.
  func arithmetic(_ left: Amount?, _ sign: ArithmeticOperator, _ right: Amount?) -> Cell {
    guard let left, let right else { return .missing }
    if sign == .over && right.low <= 0 && right.high >= 0 { return .missing }
    let pairs: [(Int64, Int64)] =
      switch sign {
      case .plus: [(left.low, right.low), (left.high, right.high)]
      case .minus: [(left.low, right.high), (left.high, right.low)]
      case .times, .over:
        [left.low, left.high].flatMap { first in [right.low, right.high].map { (first, $0) } }
      }
    let ends = pairs.map { calculate($0.0, sign, $0.1) }
    return .amount(
      Amount(
        low: ends.min() ?? 0, high: ends.max() ?? 0, isGuess: left.isGuess || right.isGuess))
  }

  private func calculate(_ left: Int64, _ sign: ArithmeticOperator, _ right: Int64) -> Int64 {
    let isUnbounded = { (value: Int64) in value == Amount.highest || value == Amount.lowest }
    let infinite = { (isNegative: Bool) in isNegative ? Amount.lowest : Amount.highest }
    switch sign {
    case .plus, .minus:
      let second = sign == .plus ? right : -right
      if isUnbounded(left) { return left }
      if isUnbounded(second) { return second }
      return left + second
    case .times:
      if left == 0 || right == 0 { return 0 }
      if isUnbounded(left) || isUnbounded(right) { return infinite((left < 0) != (right < 0)) }
      return Reference.quotient(Int128(left) * Int128(right), Int128(Amount.unit))
    case .over:
      if left == 0 || isUnbounded(right) { return 0 }
      if isUnbounded(left) { return infinite((left < 0) != (right < 0)) }
      return Reference.quotient(Int128(left) * Int128(Amount.unit), Int128(right))
    }
  }

  /// Rounded half to even.
  static func quotient(_ value: Int128, _ divisor: Int128) -> Int64 {
    let isNegative = (value < 0) != (divisor < 0)
    let (whole, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
    let isUp = rest * 2 > divisor.magnitude || rest * 2 == divisor.magnitude && whole % 2 == 1
    let rounded = Int64(clamping: whole + (isUp ? 1 : 0))
    return isNegative ? -rounded : rounded
  }
}

extension Cell {
  /// The cell without the doubt about it.
  var undoubted: Cell {
    if case .doubtful(let inner) = self { return inner }
    return self
  }

  /// Stated, and still not known exactly.
  var isVague: Bool {
    switch self {
    case .amount(let amount): amount.low != amount.high || amount.isGuess
    case .date(let dates): !dates.starts.isExact || !dates.ends.isExact || dates.isGuess
    case .list(let cells, let more): more != nil || cells.contains(where: \.isVague)
    case .doubtful: true
    default: false
    }
  }
}
