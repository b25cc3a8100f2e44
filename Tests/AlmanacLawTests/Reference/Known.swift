import AlmanacLanguage
import AlmanacTime

/// The values that an expression has for a row, one by one, and whether there may be others.
struct Known {
  struct Value {
    var cell: Cell
    var isSure = true
    var isStated = true
    var isPoint = false
    var isLiteral = false
  }

  var values: [Value] = []
  var goesOn = false
  var isMissing = false

  init(_ values: [Value] = [], isMissing: Bool = false) {
    (self.values, self.isMissing) = (values, isMissing)
  }

  init(_ cell: Cell, isSure: Bool = true) {
    switch cell {
    case .missing, .notStated: isMissing = true
    case .notNamed: goesOn = true
    case .none: break
    case .doubtful(let inner): self = Known(inner, isSure: false)
    case .list(let cells, let more):
      for cell in cells { add(Known(cell, isSure: isSure)) }
      goesOn = goesOn || more != nil
    default: values = [Value(cell: cell, isSure: isSure)]
    }
  }

  var mayBeMore: Bool { goesOn || isMissing }
  var holdsDates: Bool {
    values.contains { if case .date = $0.cell { true } else { false } }
  }

  mutating func add(_ other: Known, isSure: Bool = true) {
    values += other.values.map { value in
      var value = value
      value.isSure = value.isSure && isSure
      return value
    }
    goesOn = goesOn || other.goesOn
    isMissing = isMissing || other.isMissing
  }

  func map(_ transform: (Cell) -> Cell) -> Known {
    var mapped = Known()
    (mapped.goesOn, mapped.isMissing) = (goesOn, isMissing)
    for value in values {
      var part = Known(transform(value.cell), isSure: value.isSure)
      for index in part.values.indices { part.values[index].isStated = value.isStated }
      mapped.add(part)
    }
    return mapped
  }

  /// As one cell: a list of one is that one.
  var cell: Cell {
    var cells: [Cell] = []
    for value in values {
      let isSure = values.contains { $0.cell == value.cell && $0.isSure }
      let cell = isSure ? value.cell : .doubtful(value.cell)
      if !cells.contains(cell) { cells.append(cell) }
    }
    if cells.isEmpty && !goesOn { return isMissing ? .missing : .none }
    return cells.count == 1 && !goesOn ? cells[0] : .list(cells, more: goesOn ? [] : nil)
  }

  /// Whether a maybe between two sides rests on nothing that is stated.
  static func isUnstated(_ left: Known, _ right: Known) -> Bool {
    let sides = [left, right]
    if sides.contains(where: { $0.values.isEmpty && $0.isMissing && !$0.goesOn }) { return true }
    return sides.contains { $0.isMissing || $0.values.contains { !$0.isStated } }
      && !sides.contains { side in
        side.goesOn || side.values.contains { !$0.isSure || $0.isStated && $0.cell.isVague }
      }
  }
}

extension Truth {
  /// In doubt as a whole it is never yes.
  func unless(_ isSure: Bool) -> Truth { isSure ? self : self & .maybe }
}

extension Expression {
  /// The items of a list, or itself.
  var items: [Expression] {
    if case .list(let items) = kind { return items }
    return [self]
  }
  /// `part_of.starts`: looked up for each row.
  var isPath: Bool {
    if case .member = kind { return true }
    return false
  }
  /// A date field, or a function that gives a day.
  var isDate: Bool {
    switch kind {
    case .word(let word): ["starts", "ends", "when"].contains(word)
    case .member(_, let name): ["starts", "ends", "when"].contains(name.text)
    case .call(let name, _, _): ["earliest", "latest"].contains(name.text.lowercased())
    default: false
    }
  }
  var isLink: Bool {
    if case .word(let word) = kind { return word == "link" || word == "linked" }
    return false
  }
}

extension Reference {
  /// What a test looks at: a name is every name, an end that nobody states is bounded by the other.
  func known(_ expression: Expression, _ row: Row) -> Known {
    switch expression.kind {
    case .number, .approximate, .negated, .range:
      guard let amount = literal(expression) else { return Known(isMissing: true) }
      return Known([Known.Value(cell: .amount(amount), isLiteral: true)])
    case .text(let text): return Known([Known.Value(cell: .text(text))])
    case .identity(let noun, let id):
      return Known(Kind(rawValue: noun.rawValue).map { .thing($0, id) } ?? .missing)
    case .list(let items):
      var all = Known()
      for item in items { all.add(known(item, row)) }
      return all
    default: break
    }
    guard case .thing(let thing) = row else {
      if case .word(let word) = expression.kind, case .made(let cells) = row,
        cells[word.lowercased()] == nil
      {
        return Known([Known.Value(cell: .text(word))])
      }
      return Known(value(expression, row))
    }
    switch expression.kind {
    case .word(let field): return known(field: field.lowercased(), thing)
    case .member(let base, let name): return known(name.text, of: base, thing)
    case .call(let name, _, let arguments) where Reference.functions.contains(name.text):
      let second = arguments.last.flatMap { texts($0).first } ?? ""
      return known(arguments[0], name.text == "name_in", thing)
        .map { apply(name.text, $0, second) }
    default: return Known(value(expression, row))
    }
  }

  private func known(_ argument: Expression, _ isThing: Bool, _ thing: Thing) -> Known {
    if isThing, case .word("name") = argument.kind { return Known(.thing(thing.kind, thing.id)) }
    return known(argument, .thing(thing))
  }

  private func known(field: String, _ thing: Thing) -> Known {
    if field == "name" { return Known(thing.everyName.map { Known.Value(cell: .text($0)) }) }
    if field == "link" {
      return Known(
        links(Expression(.word(field), TextRange(0, 0)), thing).map {
          Known.Value(cell: $0["kind"] ?? .missing)
        })
    }
    guard ["starts", "ends"].contains(field) else {
      // A word that is no field is the name of something.
      return World.isField(field, of: thing.kind)
        ? Known(cell(field, thing)) : Known([Known.Value(cell: .text(field))])
    }
    guard let dates = dates(field, thing) else { return Known(isMissing: true) }
    return Known([
      Known.Value(cell: .date(dates.dates), isStated: dates.isStated, isPoint: true)
    ])
  }

  private func known(_ field: String, of base: Expression, _ thing: Thing) -> Known {
    if base.isLink {
      return Known(links(base, thing).map { Known.Value(cell: $0[field] ?? .missing) })
    }
    var all = Known()
    if case .subquery(let query) = base.kind {
      let course = known(query)
      for row in course.things { all.add(known(field: field, row)) }
      for row in course.seen ?? [] where row.verdict.truth == .maybe {
        all.add(known(field: field, row.thing), isSure: false)
      }
      return all
    }
    let listing = reached(base, thing)
    all.goesOn = listing.more != nil
    all.isMissing = !listing.isStated
    for member in listing.members {
      all.add(known(field: field, member.thing), isSure: !member.isDoubtful)
    }
    return all
  }

  /// The days of a query, or the times of events.
  func times(_ expression: Expression, _ row: Row) -> Known {
    var all = Known()
    for item in expression.items {
      if let range = days(item) {
        let dates = Dates(
          starts: DayBounds(range.first), ends: DayBounds(range.last),
          startMinute: range.firstMinute, endMinute: range.lastMinute)
        all.add(Known([Known.Value(cell: .date(dates), isLiteral: true)]))
        continue
      }
      let isName =
        switch item.kind {
        case .text, .identity: true
        case .word(let word): !["starts", "ends", "when", "part_of"].contains(word)
        default: false
        }
      let found =
        isName
        ? Known(ids(item, .event).map { Known.Value(cell: .thing(.event, $0)) }) : known(item, row)
      all.add(found.holdsDates ? found : found.map { time(of: $0) })
    }
    return all
  }

  private func time(of cell: Cell) -> Cell {
    guard case .thing(_, let id) = cell, let event = thing(.event, id),
      let dates = dates("when", event)
    else { return .missing }
    return .date(dates.dates)
  }

  /// The ties that a thing says, or those that events say of it, as rows.
  func links(_ field: Expression, _ thing: Thing) -> [[String: Cell]] {
    func rows(of event: Thing) -> [(link: Link, cells: [String: Cell])] {
      guard case .links(let links)? = event.fields["link"] else { return [] }
      return links.map { link in
        (
          link,
          [
            "kind": .text(link.word), "to": .thing(link.target, link.id),
            "from": .thing(event.kind, event.id),
          ]
        )
      }
    }
    if case .word("link") = field.kind { return rows(of: thing).map(\.cells) }
    return world[.event].flatMap { rows(of: $0) }
      .filter { $0.link.target == thing.kind && $0.link.id == thing.id }.map(\.cells)
  }

  /// Functions of one value.
  static let functions = [
    "length", "lower", "low", "high", "earliest", "latest", "name_in",
  ]

  func apply(_ function: String, _ cell: Cell, _ language: String) -> Cell {
    func exact(_ value: Int64, _ isGuess: Bool) -> Cell {
      value == Amount.lowest || value == Amount.highest
        ? .missing : .amount(Amount(low: value, high: value, isGuess: isGuess))
    }
    func day(_ day: Day, _ minute: Int16?, _ dates: Dates) -> Cell {
      guard day > .distantPast, day < .distantFuture else { return .missing }
      return .date(
        Dates(
          starts: DayBounds(day), ends: DayBounds(day), startMinute: minute, endMinute: minute,
          isGuess: dates.isGuess))
    }
    switch (function, cell) {
    case ("length", .text(let text)):
      return exact(Int64(text.count) * Amount.unit, false)
    case ("lower", .text(let text)): return .text(text.lowercased())
    case ("low", .amount(let amount)): return exact(amount.low, amount.isGuess)
    case ("high", .amount(let amount)): return exact(amount.high, amount.isGuess)
    case ("earliest", .date(let dates)):
      return day(dates.starts.earliest, dates.startMinute, dates)
    case ("latest", .date(let dates)): return day(dates.ends.latest, dates.endMinute, dates)
    case ("name_in", .thing(let kind, let id)):
      return thing(kind, id)?.names.first { $0.language == language }.map { .text($0.text) }
        ?? .missing
    default: return .missing
    }
  }
}
