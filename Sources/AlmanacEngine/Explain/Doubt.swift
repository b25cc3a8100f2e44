internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// Tells of an assertion that is maybe which records it hangs on.
struct Doubt {
  let store: Store
  let context: QueryContext
  let faults: Faults

  /// Records that are told by name, at most.
  private static let nameLimit = 3

  /// `maybe:` with the vague ones by name and the count of those that state nothing, `why:` with a
  /// question about the first; nothing where the test counts no rows.
  func notes(_ test: Expression) -> [String] {
    for query in test.countedQueries {
      guard let course = try? Course(query, over: store, context: context, text: faults.text),
        let noun = course.noun
      else { continue }
      let last = course.steps.last?.after ?? course.start
      let maybes = last.maybeRows
      guard let first = maybes.vague.first ?? maybes.unstated.first else { continue }
      let question = Subject(store: store, context: context, faults: faults)
        .named(Entity(noun, first))
      return [
        "maybe: " + listing(course, noun, maybes, last.footer),
        "why:   why not \(literal(question)) in \(format(query))",
      ]
    }
    return []
  }

  private func listing(
    _ course: Course, _ noun: Noun, _ maybes: (vague: [UInt32], unstated: [UInt32]),
    _ footer: Footer
  ) -> String {
    var parts = maybes.vague.prefix(Doubt.nameLimit).map { described(Entity(noun, $0), course) }
    let others = maybes.vague.count - parts.count
    if others > 0 { parts.append("\(others) more that \(others == 1 ? "is" : "are") vague") }
    if !maybes.unstated.isEmpty {
      let count = maybes.unstated.count
      let more =
        parts.isEmpty ? "\(count) \(count == 1 ? noun.word : noun.plural)" : "\(count) more"
      let fields = footer.notStatedFields
      let verb = fields.count == 1 ? "is" : "are"
      parts.append("\(more) where \(listed(fields)) \(verb) not stated")
    }
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return parts.dropLast().joined(separator: ", ") + ", and " + last
  }

  /// `National Science Popularization Day 2022 (3000000..300000000?, source 004)`.
  private func described(_ entity: Entity, _ course: Course) -> String {
    let name = store.displayName(of: entity, languages: context.languages)
    let findings = Findings(store: store, context: context)
    for step in course.steps {
      for blame in step.clause?.blamed(for: entity, course.evaluator) ?? [] {
        for finding in findings.findings(of: blame.clause.predicate, for: entity)
        where finding.state != .exact {
          guard let value = finding.value.brief else { return name }
          let source = finding.evidence.first { $0.source != nil }.map { ", source \($0.sourceID)" }
          return "\(name) (\(value)\(source ?? ""))"
        }
      }
    }
    return name
  }

  /// The name where it is that of one record only, else the `@id`.
  private func literal(_ thing: NamedThing) -> String {
    let rows = NameLookup(store: store).exact(thing.name, thing.entity.noun)
    let elsewhere = NameLookup(store: store).elsewhere(thing.name, besides: thing.entity.noun)
    return rows == [thing.entity.row] && elsewhere.isEmpty
      ? nameLiteral(thing.name) : thing.identity
  }
}

extension Expression {
  /// The queries whose rows a test counts, or asks whether there are any.
  fileprivate var countedQueries: [Query] {
    switch kind {
    case .or(let left, let right), .and(let left, let right), .arithmetic(let left, _, let right):
      return left.countedQueries + right.countedQueries
    case .modified(_, let inner), .negated(let inner): return inner.countedQueries
    case .comparison(let left, _, _, _, let right):
      return left.countedQueries + right.countedQueries
    case .call(_, _, let arguments):
      return arguments.compactMap { argument in
        if case .subquery(let query) = argument.kind { return query }
        return nil
      }
    default: return []
    }
  }
}

extension Value {
  /// A number or a date as it was written; nil for what takes more room.
  fileprivate var brief: String? {
    switch self {
    case .number(let quantity):
      let mark = quantity.isGuess ? "?" : ""
      if let text = quantity.text { return text.hasSuffix("?") ? text : text + mark }
      let high = quantity.upper == Quantity.highest ? "" : Quantity.shortDecimal(quantity.upper)
      let low = quantity.lower == Quantity.lowest ? "" : Quantity.shortDecimal(quantity.lower)
      if quantity.lower == quantity.upper { return Quantity.decimal(quantity.lower) + mark }
      return "\(low)..\(high)\(mark)"
    case .date(let date): return date.text
    default: return nil
    }
  }
}
