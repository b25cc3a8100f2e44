internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Looks up what one record says of the fields that a test reads.
struct Findings {
  let store: Store
  let context: QueryContext

  private var values: Values { Values(store: store, context: context) }
  private var evaluator: Evaluator { Evaluator(store: store, context: context) }
  private var provenance: Provenance { Provenance(store: store, context: context) }

  /// Records at the end of a path that are looked into, at most.
  private static let followLimit = 3

  /// What a test finds at a record, each field once.
  func findings(of predicate: Predicate, for entity: Entity) -> [Finding] {
    var found: [Finding] = []
    for finding in all(predicate, entity) {
      let isKnown = found.contains {
        $0.subject == finding.subject && $0.field == finding.field
      }
      if !isKnown { found.append(finding) }
    }
    return found
  }

  private func all(_ predicate: Predicate, _ entity: Entity) -> [Finding] {
    switch predicate {
    case .and(let left, let right), .or(let left, let right):
      return all(left, entity) + all(right, entity)
    case .not(let inner), .maybe(let inner), .possibly(let inner): return all(inner, entity)
    case .exists(let field, let inner): return member(field, inner, entity)
    case .within:
      let tree = Schema.treeField(of: entity.noun).flatMap { Schema.field($0, of: entity.noun) }
      return tree.map { [finding($0, entity)] } ?? []
    case .identity:
      return Schema.field("name", of: entity.noun).map { [finding($0, entity)] } ?? []
    case .quantified(let field, _, _, _), .refers(let field, _), .linked(let field, _),
      .code(let field, _), .codeBesides(let field, _), .number(let field, _, _),
      .day(let field, _, _), .period(_, _, let field), .text(let field, _, _),
      .textBesides(let field, _):
      return [finding(field, entity)]
    case .weekday(let operand, _), .state(let operand, _): return findings(of: operand, entity)
    case .match(let left, _, _, let right):
      return findings(of: left, entity) + findings(of: right, entity)
    case .anyText(let relation, let pattern): return matchingText(relation, pattern, entity)
    case .constant: return []
    }
  }

  // MARK: - Fields

  /// A field of a record as it is.
  func finding(_ field: Field, _ entity: Entity) -> Finding {
    let value = values.value(of: field, row: entity.row, entity.noun)
    let state = Finding.State(value)
    var evidence = provenance.evidence(for: field, of: entity)
    // What tells of the record does not say what nobody says; a rejected reading does not either, and
    // is worth knowing.
    if state == .notStated || state == .none && field.isClosed {
      evidence = evidence.filter(\.isClaim)
    }
    return Finding(
      subject: entity, subjectName: name(entity), field: field.name, value: value, state: state,
      lineage: [], otherCount: 0, evidence: evidence)
  }

  /// A field that names records: the members that pass where some surely do, else all of it; and
  /// what the test asks of them, where it asks more than who they are.
  private func member(_ field: Field, _ inner: Predicate, _ entity: Entity) -> [Finding] {
    guard case .entity(let target) = field.type else { return [] }
    let targets = Navigation(store: store).targets(of: entity.row, noun: entity.noun, field: field)
    let answers = evaluator.truths(of: inner, target)
    var whole = finding(field, entity)
    let passing = targets.rows.enumerated().filter { index, row in
      answers.certain[row] && !targets.doubtful.contains(index)
    }.map(\.element)
    if !passing.isEmpty {
      let members = passing.map { values.named(Entity(target, $0)) }
      whole.value = members.count == 1 ? members[0] : .list(members, open: nil)
      whole.state = .exact
      whole.otherCount = targets.rows.count - passing.count
      if passing.count == 1 { whole.lineage = lineage(passing[0], inner, target) }
      if case .reverse = field.origin {
        whole.evidence = provenance.evidence(for: field, of: entity, naming: Set(passing))
      }
    }
    switch inner {
    case .identity, .within: return [whole]
    default: break
    }
    // Those that pass, or else those that may: they decide.
    let maybes = targets.rows.filter { answers.possible[$0] }
    let deciding = !passing.isEmpty ? passing : !maybes.isEmpty ? maybes : targets.rows
    return [whole]
      + deciding.prefix(Findings.followLimit).flatMap { all(inner, Entity(target, $0)) }
  }

  /// From a record up its tree to the one that a test names.
  private func lineage(_ row: UInt32, _ inner: Predicate, _ noun: Noun) -> [String] {
    guard case .within(let tops, _) = inner, let forest = store[noun].forest else { return [] }
    let isTop = evaluator.truths(of: tops, noun).certain
    guard !isTop[row] else { return [] }
    var chain = [row]
    for ancestor in forest.ancestors(of: row) {
      chain.append(ancestor)
      if isTop[ancestor] { break }
    }
    return chain.map { name(Entity(noun, $0)) }
  }

  private func findings(of operand: Operand, _ entity: Entity) -> [Finding] {
    switch operand {
    case .path(let path), .count(let path), .total(_, let path):
      return path.fields.first.map { [finding($0, entity)] } ?? []
    case .arithmetic(let left, _, let right):
      return findings(of: left, entity) + findings(of: right, entity)
    case .function(_, let inner): return findings(of: inner, entity)
    case .list(let operands): return operands.flatMap { findings(of: $0, entity) }
    default: return []
    }
  }

  /// The first text of the record that matches, if any does.
  private func matchingText(
    _ relation: TextRelation, _ pattern: String, _ entity: Entity
  ) -> [Finding] {
    let wanted = relation.fold(pattern)
    let texts = values.allTexts(of: entity.row, entity.noun)
    guard let match = texts.first(where: { relation.holds(relation.fold($0), wanted) }) else {
      return []
    }
    return [
      Finding(
        subject: entity, subjectName: name(entity), field: "text", value: .text(match),
        state: .exact, lineage: [], otherCount: 0,
        evidence: provenance.lines(of: entity, .record))
    ]
  }

  func name(_ entity: Entity) -> String {
    store.displayName(of: entity, languages: context.languages)
  }
}
