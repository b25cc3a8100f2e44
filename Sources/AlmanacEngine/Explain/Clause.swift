internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// A test as written beside the same test as settled, taken apart along `and`, `or` and the words
/// before a test.
///
/// The settled test has no places in the text; walking both trees at once keeps them together.
struct Clause {
  enum Form {
    case and
    case or
    case modified(Modifier)
    /// A test that has no tests for parts.
    case simple
  }

  var form: Form
  var expression: Expression
  var predicate: Predicate
  var parts: [Clause]
  /// What the rows are.
  var noun: Noun?

  /// Each simple test is settled once, by the resolver; those made of others are put together as it
  /// would.
  ///
  /// - Parameter resolver: as it stands before the stage, which it has settled as a whole before.
  init(_ expression: Expression, _ resolver: Resolver) throws(QueryError) {
    self.expression = expression
    if case .records(let noun) = resolver.scope { self.noun = noun }
    switch expression.kind {
    case .and(let left, let right):
      let (first, second) = (try Clause(left, resolver), try Clause(right, resolver))
      form = .and
      parts = [first, second]
      predicate = .and(first.predicate, second.predicate)
    case .or(let left, let right):
      let (first, second) = (try Clause(left, resolver), try Clause(right, resolver))
      form = .or
      parts = [first, second]
      predicate = .or(first.predicate, second.predicate)
    case .modified(let modifier, let inner):
      let part = try Clause(inner, resolver)
      form = .modified(modifier)
      parts = [part]
      predicate =
        switch modifier {
        case .not: .not(part.predicate)
        case .maybe: .maybe(part.predicate)
        case .possibly: .possibly(part.predicate)
        }
    default:
      form = .simple
      parts = []
      predicate = try resolver.test(expression)
    }
  }

  /// How the formatter writes it.
  var text: String { format(expression) }

  /// All of these must be so: the parts of an `and`, however deep, or the test alone.
  var conjuncts: [Clause] {
    if case .and = form { return parts.flatMap(\.conjuncts) }
    return [self]
  }

  /// The tests at the bottom, in the order of the text.
  var simple: [Clause] { parts.isEmpty ? [self] : parts.flatMap(\.simple) }
}

extension Evaluator {
  /// The answer of a test for one record.
  func truth(of predicate: Predicate, _ entity: Entity) -> Truth {
    truths(
      of: predicate, entity.noun,
      among: Subset([entity.row], of: store[entity.noun].rowCount)
    ).truth(of: entity.row)
  }
}

/// A test that keeps a record out, and what would have to be so instead.
struct Blame {
  /// The smallest part of the stage's test that decides.
  var clause: Clause
  var truth: Truth
  /// Whether `not` stands around it, so that a *yes* keeps the record out.
  var isNegated: Bool
  /// It is asked whether it may be so: a maybe would be enough.
  var isPossibility: Bool
}

extension Clause {
  /// The parts that keep a record out; each of them would have to change. Of an `or` the part that
  /// comes nearest stands for it, since one is enough.
  ///
  /// Source: Bidoit, Herschel, Tzompanaki, Query-Based Why-Not Provenance with NedExplain (2014):
  /// the picky operator.
  func blamed(
    for entity: Entity, _ evaluator: Evaluator, isNegated: Bool = false,
    isPossibility: Bool = false
  ) -> [Blame] {
    let truth = evaluator.truth(of: predicate, entity)
    let asked = isNegated ? !truth : truth
    guard asked != .yes, !(isPossibility && asked == .maybe) else { return [] }
    func inner(_ part: Clause) -> [Blame] {
      part.blamed(
        for: entity, evaluator, isNegated: isNegated, isPossibility: isPossibility)
    }
    switch form {
    case .modified(.not):
      return parts.flatMap {
        $0.blamed(
          for: entity, evaluator, isNegated: !isNegated, isPossibility: isPossibility)
      }
    case .modified(.possibly) where !isNegated:
      return parts.flatMap {
        $0.blamed(for: entity, evaluator, isNegated: false, isPossibility: true)
      }
    case .and where !isNegated, .or where isNegated:
      return parts.flatMap(inner)
    case .and, .or:
      // One of the parts is enough: the one that is nearest to what is asked.
      let nearest = parts.map { part in
        let truth = evaluator.truth(of: part.predicate, entity)
        return (part: part, asked: isNegated ? !truth : truth)
      }
      let best = nearest.max { $0.asked < $1.asked }?.asked
      return nearest.first { $0.asked == best }.map { inner($0.part) } ?? []
    case .modified, .simple:
      return [
        Blame(
          clause: self, truth: truth, isNegated: isNegated, isPossibility: isPossibility)
      ]
    }
  }
}
