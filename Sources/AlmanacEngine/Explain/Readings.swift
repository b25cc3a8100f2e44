internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Tells how the words of a query were read: names, relation words, inexact numbers, dates.
struct Readings {
  let store: Store
  let context: QueryContext

  private var subject: Subject {
    Subject(store: store, context: context, faults: Faults(text: ""))
  }

  // MARK: - The source

  /// A thing that the query starts from.
  func readings(ofSource expression: Expression, _ source: ResolvedSource) -> [Explanation.Reading]
  {
    guard let entity = source.entity else { return [] }
    let head = expression.pathSteps.head
    return [.name(written: format(head), subject.named(entity))]
  }

  /// The source with its thing as an `@id`.
  func settled(_ expression: Expression, _ source: ResolvedSource) -> Expression {
    guard let entity = source.entity else { return expression }
    return expression.replacingHead(with: CoreSyntax(store: store).identity(entity))
  }

  // MARK: - Tests

  /// The relation word of a simple test, then what stands on its right.
  func readings(of clause: Clause, _ noun: Noun) -> [Explanation.Reading] {
    switch clause.expression.kind {
    case .phrase(let relation, _, let right):
      let meaning = meaning(of: clause.predicate, relation, noun)
      return (meaning.map { [.phrase(written: relation.rawValue, meaning: $0)] } ?? [])
        + literals(right, clause.predicate, noun)
    case .relation(_, _, let relation, _, let right):
      let meaning = meaning(of: clause.predicate.positive, relation, noun)
      return (meaning.map { [.phrase(written: relation.rawValue, meaning: $0)] } ?? [])
        + literals(right, clause.predicate, noun)
    case .comparison(_, _, _, _, let right):
      return literals(right, clause.predicate, noun)
    case .filtered(_, let inner): return names(in: inner, clause.predicate, noun)
    default: return []
    }
  }

  /// What stands on the right sides of the tests within a path.
  private func names(
    in test: Expression, _ predicate: Predicate, _ noun: Noun
  ) -> [Explanation.Reading] {
    switch test.kind {
    case .and(let left, let right), .or(let left, let right):
      names(in: left, predicate, noun) + names(in: right, predicate, noun)
    case .modified(_, let inner), .filtered(_, let inner): names(in: inner, predicate, noun)
    case .phrase(_, _, let right), .relation(_, _, _, _, let right),
      .comparison(_, _, _, _, let right):
      literals(right, predicate, noun)
    default: []
    }
  }

  private func meaning(
    of predicate: Predicate, _ relation: Relation, _ noun: Noun
  ) -> Explanation.Meaning? {
    switch predicate {
    case .exists(let field, .within): return .below(field: field.name)
    case .exists(let field, .identity): return .role(field: field.name)
    case .quantified(let field, _, .records(_, let isUnder), _):
      return isUnder ? .below(field: field.name) : .role(field: field.name)
    case .within: return .itselfOrBelow(noun: noun.word)
    case .period(let relation, _, let field): return meaning(of: relation, field)
    case .anyText: return .anyText
    case .exists(let field, _): return .through(field: field.name)
    case .or(let left, _):
      return relation == .in || relation == .under ? meaning(of: left, relation, noun) : .either
    default: return nil
    }
  }

  private func meaning(of relation: PeriodRelation, _ field: Field) -> Explanation.Meaning {
    switch relation {
    case .overlaps: .overlaps(field: field.name)
    case .during: .during(field: field.name)
    case .before: .before(field: field.name)
    case .after: .after(field: field.name)
    case .contains: .contains(field: field.name)
    }
  }

  // MARK: - Literals

  private func literals(
    _ expression: Expression, _ predicate: Predicate, _ noun: Noun
  ) -> [Explanation.Reading] {
    switch expression.kind {
    case .list(let items): return items.flatMap { literals($0, predicate, noun) }
    case .approximate(let number):
      let margin = Int64(number.millionths.magnitude / 10)
      return [
        .approximate(
          written: format(expression), low: Quantity.decimal(number.millionths - margin),
          high: Quantity.decimal(number.millionths + margin))
      ]
    case .relativeDate(let relative):
      let resolver = Resolver(store: store, context: context, text: "")
      return [.date(written: format(expression), days: resolver.dateRange(relative).text)]
    case .word(let name), .text(let name):
      return predicate.things(in: noun).filter { isName(name, $0) }.map {
        .name(written: format(expression), subject.named($0))
      }
    case .identity(_, let id):
      return predicate.things(in: noun).filter { store[$0.noun].ids[$0.row] == id }.map {
        .name(written: format(expression), subject.named($0))
      }
    default: return []
    }
  }

  private func isName(_ name: String, _ entity: Entity) -> Bool {
    NameLookup(store: store).exact(name, entity.noun).contains(entity.row)
  }
}

extension ResolvedSource {
  /// The one thing that it starts from, if it does.
  fileprivate var entity: Entity? {
    switch self {
    case .entity(let entity), .path(let entity, _): entity
    case .table, .entities, .pivot, .values, .single: nil
    }
  }
}

extension Expression {
  /// A path from another thing.
  fileprivate func replacingHead(with head: Expression) -> Expression {
    switch kind {
    case .member(let base, let name):
      Expression(.member(base.replacingHead(with: head), name), range)
    case .filtered(let base, let test):
      Expression(.filtered(base.replacingHead(with: head), test), range)
    default: head
    }
  }
}

extension Predicate {
  /// Without the `not` around it.
  fileprivate var positive: Predicate {
    if case .not(let inner) = self { return inner.positive }
    return self
  }

  /// The records that a test names, a few of each list.
  fileprivate func things(in noun: Noun) -> [Entity] {
    switch self {
    case .and(let left, let right), .or(let left, let right):
      return left.things(in: noun) + right.things(in: noun)
    case .not(let inner), .maybe(let inner), .possibly(let inner): return inner.things(in: noun)
    case .within(let tops, _): return tops.things(in: noun)
    case .identity(let rows):
      return rows.prefix(100).map { Entity(noun, $0) }
    case .refers(_, let things): return things
    case .exists(let field, let inner):
      guard case .entity(let target) = field.type else { return [] }
      return inner.things(in: target)
    case .quantified(let field, _, .records(let rows, _), _):
      guard case .entity(let target) = field.type else { return [] }
      return rows.map { Entity(target, $0) }
    default: return []
    }
  }
}
