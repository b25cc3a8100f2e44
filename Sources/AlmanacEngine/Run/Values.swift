internal import AlmanacStore
internal import AlmanacTime

/// The values of operands for one row: for display, sorting, grouping, and tests that no column
/// answers alone.
struct Values {
  let store: Store
  let context: QueryContext
  private let answers = FilterAnswers()

  init(store: Store, context: QueryContext) {
    self.store = store
    self.context = context
  }

  private var navigation: Navigation { Navigation(store: store) }

  /// What is shown in a cell.
  func value(of operand: Operand, row: UInt32, _ noun: Noun) -> Value {
    switch operand {
    case .path(let path): return value(of: path, row: row)
    case .number(let quantity): return .number(quantity)
    case .text(let text): return .text(text)
    case .date(let range, let text): return .date(DateValue(range, text: text))
    case .arithmetic, .count:
      return quantity(of: operand, row: row, noun).map(Value.number) ?? .missing
    case .datePart(.weekday, let inner):
      guard let days = dayBounds(of: inner, row: row, noun), days.isExact else { return .missing }
      let name = Value.text(weekdayNames[days.earliest.weekday - 1])
      return isGuess(inner, row: row, noun) ? .doubtful(name) : name
    case .datePart:
      return quantity(of: operand, row: row, noun).map(Value.number) ?? .missing
    case .test(let predicate):
      let evaluator = Evaluator(store: store, context: context)
      return .truth(evaluator.truths(of: predicate, noun).truth(of: row))
    case .answer, .column: return .missing
    }
  }

  /// Follows a path; several records on the way make a list, each value once.
  private func value(of path: Path, row: UInt32) -> Value {
    guard let field = path.fields.first else { return .missing }
    guard path.fields.count > 1 || path.filters[0] != nil else {
      return value(of: field, row: row, path.noun)
    }
    let reached = rows(along: path, from: row)
    guard path.fields.count > 1, let last = path.fields.last, let noun = path.nouns.last else {
      return list(reached.rows.map { named(Entity(target(of: field), $0)) }, reached)
    }
    var values: [Value] = []
    var isSomeMissing = false
    for row in reached.rows {
      switch value(of: last, row: row, noun) {
      case .missing: isSomeMissing = true
      case .none: continue
      case .list(let inner, _): values += inner
      case let single: values.append(single)
      }
    }
    var unique: [Value] = []
    for value in values where !unique.contains(value) { unique.append(value) }
    if unique.isEmpty && reached.open == nil {
      return isSomeMissing || !reached.isStated ? .missing : .none
    }
    if !path.isMany, let only = unique.first, unique.count == 1 { return only }
    return list(unique, reached)
  }

  private func list(_ values: [Value], _ reached: Reached) -> Value {
    if values.isEmpty && reached.open == nil { return reached.isStated ? .none : .missing }
    return .list(values, open: reached.open)
  }

  private func target(of field: Field) -> Noun {
    if case .entity(let noun) = field.type { return noun }
    return .event
  }

  /// The answers of a path's filter for all records, worked out for the first row that asks.
  private func filterAnswers(_ filter: Predicate, _ noun: Noun) -> TruthSet {
    if let known = answers.known[filter] { return known }
    let truths = Evaluator(store: store, context: context).truths(of: filter, noun)
    answers.known[filter] = truths
    return truths
  }

  /// Records that a path leads to.
  struct Reached {
    var rows: [UInt32] = []
    /// Those of `rows` that are not in doubt.
    var firm: [UInt32] = []
    /// How many of `rows` are in doubt.
    var doubtfulCount = 0
    /// How many more there may be: those that perhaps pass a filter.
    var maybeCount = 0
    var open: [ListColumn.More]?
    var isStated = true
    /// Of several fields together one says nothing, so that there may be others.
    var isPartlyUnstated = false
  }

  /// The records at the end of all steps but the last, or of all when the last one is filtered or
  /// `whole`; each once, in the order found.
  func rows(along path: Path, from row: UInt32, whole: Bool = false) -> Reached {
    var reached = Reached(rows: [row])
    var doubtful: Set<UInt32> = []
    var maybes: Set<UInt32> = []
    let steps = whole || path.fields.count == 1 ? path.fields.count : path.fields.count - 1
    for (index, noun) in path.nouns.prefix(steps).enumerated() {
      var next: [UInt32] = []
      var seen: Set<UInt32> = []
      var firm: Set<UInt32> = []
      var nextMaybes: Set<UInt32> = []
      let passing = path.filters[index].map { filterAnswers($0, target(of: path.fields[index])) }
      for row in reached.rows {
        let targets = navigation.targets(of: row, noun: noun, field: path.fields[index])
        if let open = targets.open { reached.open = (reached.open ?? []) + open }
        if !targets.isStated { reached.isStated = false }
        if targets.isPartlyUnstated { reached.isPartlyUnstated = true }
        for (place, target) in targets.rows.enumerated() {
          if passing?.certain[target] ?? true {
            if seen.insert(target).inserted { next.append(target) }
            if !doubtful.contains(row) && !targets.doubtful.contains(place) { firm.insert(target) }
          } else if passing?.possible[target] ?? true {
            nextMaybes.insert(target)
          }
        }
      }
      for row in maybes {
        let targets = navigation.targets(of: row, noun: noun, field: path.fields[index]).rows
        nextMaybes.formUnion(targets.filter { passing?.possible[$0] ?? true })
      }
      reached.rows = next
      doubtful = seen.subtracting(firm)
      maybes = nextMaybes
    }
    reached.doubtfulCount = doubtful.count
    reached.firm = reached.rows.filter { !doubtful.contains($0) }
    reached.maybeCount = maybes.subtracting(reached.rows).count
    return reached
  }

  /// One field of one record.
  func value(of field: Field, row: UInt32, _ noun: Noun) -> Value {
    let table = store[noun]
    switch field.type {
    case .text:
      let texts = texts(of: field, row: row, noun)
      if field.origin == .displayName {
        return .text(store.displayName(of: Entity(noun, row), languages: context.languages))
      }
      guard let first = texts.first else { return field.isClosed ? .none : .missing }
      return field.isMany ? .list(texts.map(Value.text), open: nil) : .text(first)
    case .code:
      guard let column = table.code(field.name), column.list.stated[row] else {
        return field.isClosed ? .none : .missing
      }
      let words = column.list[row].map { Value.text(column.dictionary[$0]) }
      return field.isMany ? .list(words, open: nil) : words.first ?? .none
    case .number:
      return quantity(of: .path(Path(noun: noun, fields: [field])), row: row, noun)
        .map(Value.number) ?? .missing
    case .day, .period:
      return date(of: field, row: row, noun).map(Value.date) ?? .missing
    case .anyEntity:
      return table.entity(field.name)?[row].map(named) ?? .none
    case .entity(let target):
      let targets = navigation.targets(of: row, noun: noun, field: field)
      let values = targets.rows.enumerated().map { index, row in
        let value = named(Entity(target, row))
        return targets.doubtful.contains(index) ? .doubtful(value) : value
      }
      guard targets.isStated else { return .missing }
      if values.isEmpty && targets.open == nil { return .none }
      if !field.isMany, let only = values.first { return only }
      return .list(values, open: targets.open)
    }
  }

  func named(_ entity: Entity) -> Value {
    .entity(entity, name: store.displayName(of: entity, languages: context.languages))
  }
}

let weekdayNames = [
  "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
]

/// What the filters of paths have answered so far. A class because it fills while values are read.
private final class FilterAnswers {
  var known: [Predicate: TruthSet] = [:]
}
