internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Writes a settled test back as syntax, with nothing left to settle: phrases are tests on fields,
/// names are `@id`s, `~60` is `54..66`.
///
/// What it writes reads back as the same test. nil where the language has no plainer form than the
/// one that was written.
struct CoreSyntax {
  let store: Store

  /// A test on the rows of a noun.
  func expression(of predicate: Predicate, _ noun: Noun) -> Expression? {
    switch predicate {
    case .and(let left, let right):
      return both(left, right, noun).map { made(.and($0, $1)) }
    case .or(let left, let right):
      return both(left, right, noun).map { made(.or($0, $1)) }
    case .not(let inner): return modified(.not, inner, noun)
    case .maybe(let inner): return modified(.maybe, inner, noun)
    case .possibly(let inner): return modified(.possibly, inner, noun)
    case .identity(let rows):
      return compared(word("id"), .equal, rows.map { Entity(noun, $0) }.map(identifier))
    case .within(let tops, _):
      return records(tops, noun).map { made(.phrase(noun == .place ? .in : .under, nil, $0)) }
    case .refers(let field, let things):
      return compared(word(field.name), .equal, things.map(identity))
    case .exists(let field, let inner): return member(word(field.name), field, inner)
    case .quantified(let field, let quantifier, let list, _):
      return quantified(field, quantifier, list)
    case .state(let operand, let state):
      return expression(of: operand).map { made(.state($0, isNegated: false, state)) }
    case .anyText(let relation, let pattern):
      guard let relation = Relation(relation) else { return nil }
      return made(.phrase(relation, nil, made(.text(pattern))))
    default:
      return valueTest(predicate)
    }
  }

  /// Tests on a value of the row itself.
  private func valueTest(_ predicate: Predicate) -> Expression? {
    switch predicate {
    case .code(let field, let words):
      return compared(word(field.name), .equal, words.map { made(.text($0)) })
    case .number(let field, let comparator, let bound):
      guard let right = number(bound) else { return nil }
      return made(.comparison(word(field.name), isNegated: false, comparator, nil, right))
    case .day(let field, let comparator, let range):
      guard let right = date(range) else { return nil }
      return made(.comparison(word(field.name), isNegated: false, comparator, nil, right))
    case .period(let relation, let range, let field):
      guard let right = date(range), let word = Relation(rawValue: relation.rawValue) else {
        return nil
      }
      return made(.relation(self.word(field.name), isNegated: false, word, nil, right))
    case .text(let field, let relation, let pattern):
      let right = made(.text(pattern))
      guard let relation = Relation(relation) else {
        return made(.comparison(word(field.name), isNegated: false, .equal, nil, right))
      }
      return made(.relation(word(field.name), isNegated: false, relation, nil, right))
    case .match(let left, let matching, let quantifier, let right):
      guard let left = expression(of: left), let right = expression(of: right) else { return nil }
      return matched(left, matching, quantifier == .any ? nil : quantifier, right)
    default:
      return nil
    }
  }

  private func matched(
    _ left: Expression, _ matching: Matching, _ quantifier: Quantifier?, _ right: Expression
  ) -> Expression? {
    let relation: Relation?
    switch matching {
    case .compares(let comparator):
      return made(.comparison(left, isNegated: false, comparator, quantifier, right))
    case .stands(let time): relation = Relation(rawValue: time.rawValue)
    case .reads(let reading): relation = Relation(reading)
    case .lies(let isStatement): relation = isStatement ? .in : .under
    }
    return relation.map { made(.relation(left, isNegated: false, $0, quantifier, right)) }
  }

  private func quantified(
    _ field: Field, _ quantifier: Quantifier, _ list: Listed
  ) -> Expression? {
    let field = (name: word(field.name), type: field.type)
    switch list {
    case .words(let words):
      let right = listed(words.map { made(.text($0)) })
      return made(.comparison(field.name, isNegated: false, .equal, quantifier, right))
    case .records(let rows, let isUnder):
      let target: Noun? =
        if case .entity(let noun) = field.type { noun } else { nil }
      guard let target, !rows.isEmpty else { return nil }
      let right = listed(rows.map { identity(Entity(target, $0)) })
      return isUnder
        ? made(.relation(field.name, isNegated: false, under(target), quantifier, right))
        : made(.comparison(field.name, isNegated: false, .equal, quantifier, right))
    }
  }

  /// Records by their ids, or as the query that finds them.
  private func records(_ test: Predicate, _ noun: Noun) -> Expression? {
    if case .identity(let rows) = test {
      return rows.isEmpty ? nil : listed(rows.map { identity(Entity(noun, $0)) })
    }
    return expression(of: test, noun).map {
      made(
        .subquery(
          Query(
            source: word(noun.plural), stages: [Stage(.filter($0, isPhrase: false), .none)],
            range: .none)))
    }
  }

  /// `organizer = @org:cast`, `place in @place:china`, `organizer.country = …`,
  /// `event[organizer = … and …]`.
  private func member(_ path: Expression, _ field: Field, _ inner: Predicate) -> Expression? {
    guard case .entity(let target) = field.type else { return nil }
    switch inner {
    case .constant(let truth) where truth == .yes:
      return made(.call(Name("exists", .none), isDistinct: false, [path]))
    case .identity(let rows):
      return compared(path, .equal, rows.map { identity(Entity(target, $0)) })
    case .within(let tops, let isStatement):
      guard isStatement == (target == .place) else { return nil }
      return records(tops, target).map {
        made(.relation(path, isNegated: false, under(target), nil, $0))
      }
    default:
      return expression(of: inner, target).map { made(.filtered(path, $0)) }
    }
  }

  private func both(
    _ left: Predicate, _ right: Predicate, _ noun: Noun
  ) -> (Expression, Expression)? {
    guard let left = expression(of: left, noun), let right = expression(of: right, noun) else {
      return nil
    }
    return (left, right)
  }

  private func modified(_ modifier: Modifier, _ inner: Predicate, _ noun: Noun) -> Expression? {
    expression(of: inner, noun).map { made(.modified(modifier, $0)) }
  }

  private func under(_ noun: Noun) -> Relation { noun == .place ? .in : .under }
}

// MARK: - Operands

extension CoreSyntax {
  func expression(of operand: Operand) -> Expression? {
    switch operand {
    case .path(let path): return expression(of: path)
    case .count(let path):
      return expression(of: path).map {
        made(.call(Name("count", .none), isDistinct: false, [$0]))
      }
    case .total(let total, let path):
      return expression(of: path).map {
        made(.call(Name(total.rawValue, .none), isDistinct: false, [$0]))
      }
    case .function(let function, let inner):
      guard let name = function.name else { return nil }
      return expression(of: inner).map {
        made(.call(Name(name, .none), isDistinct: false, [$0]))
      }
    case .text(let text): return made(.text(text))
    case .date(let range, _): return date(range)
    case .list(let operands):
      let items = operands.compactMap { expression(of: $0) }
      return items.count == operands.count ? listed(items) : nil
    case .constant(let constant): return expression(of: constant)
    case .number(let quantity): return number(quantity)
    case .arithmetic(let left, let sign, let right):
      guard let left = expression(of: left), let right = expression(of: right) else { return nil }
      return made(.arithmetic(left, ArithmeticOperator(sign), right))
    default: return nil
    }
  }

  /// The values of a query, where a literal says the same.
  private func expression(of constant: Constant) -> Expression? {
    guard !constant.goesOn, !constant.isMissing, !constant.members.isEmpty else { return nil }
    var items: [Expression] = []
    for member in constant.members {
      guard member.isSure else { return nil }
      switch member.value {
      case .entity(let entity, _): items.append(identity(entity))
      case .text(let text): items.append(made(.text(text)))
      case .number(let quantity):
        guard quantity.isExact, let literal = number(quantity) else { return nil }
        items.append(literal)
      default: return nil
      }
    }
    return listed(items)
  }

  private func expression(of path: Path) -> Expression? {
    guard path.linkField == nil else { return nil }
    var whole: Expression?
    for (index, field) in path.fields.enumerated() {
      var step = whole.map { made(.member($0, Name(field.name, .none))) } ?? word(field.name)
      if let filter = path.filters[index] {
        guard case .entity(let target) = field.type, let test = expression(of: filter, target)
        else { return nil }
        step = made(.filtered(step, test))
      }
      whole = step
    }
    return whole
  }

  func identity(_ entity: Entity) -> Expression {
    let word = NounWord(rawValue: entity.noun.word) ?? .event
    return made(.identity(word, store[entity.noun].ids[entity.row]))
  }

  private func identifier(_ entity: Entity) -> Expression {
    made(.text(store[entity.noun].ids[entity.row]))
  }

  /// `54..66`, `80`; nil for what no literal says.
  func number(_ quantity: Quantity) -> Expression? {
    func literal(_ millionths: Int64) -> Expression? {
      guard millionths >= 0 else {
        guard millionths > Quantity.lowest else { return nil }
        return literal(-millionths).map { made(.negated($0)) }
      }
      return made(.number(Decimal(millionths: millionths, text: Quantity.decimal(millionths))))
    }
    if quantity.lower == quantity.upper { return literal(quantity.lower) }
    let low = quantity.lower == Quantity.lowest ? nil : literal(quantity.lower)
    let high = quantity.upper == Quantity.highest ? nil : literal(quantity.upper)
    return low == nil && high == nil ? nil : made(.range(low, high))
  }

  /// The shortest literal of some days.
  func date(_ range: DateRange) -> Expression? {
    guard range.first != .distantPast || range.last != .distantFuture else { return nil }
    return made(.date(range, text: range.text))
  }

  private func word(_ text: String) -> Expression {
    // A key of the data may be spelt like a word of the language.
    made(.word(text))
  }

  private func compared(
    _ left: Expression, _ comparator: Comparator, _ values: [Expression]
  ) -> Expression? {
    guard !values.isEmpty else { return nil }
    return made(
      .comparison(
        left, isNegated: false, comparator, values.count > 1 ? .any : nil, listed(values)))
  }

  func listed(_ values: [Expression]) -> Expression {
    if let only = values.first, values.count == 1 { return only }
    return made(.list(values))
  }

  func made(_ kind: Expression.Kind) -> Expression { Expression(kind, .none) }
}

extension TextRange {
  /// Of what stands in no text.
  static let none = TextRange(0, 0)
}

extension Relation {
  /// nil where texts are compared by `=`.
  init?(_ relation: TextRelation) {
    switch relation {
    case .contains: self = .contains
    case .matches: self = .matches
    case .equals: return nil
    }
  }
}

extension ArithmeticOperator {
  init(_ sign: Arithmetic) {
    switch sign {
    case .plus: self = .plus
    case .minus: self = .minus
    case .times: self = .times
    case .over: self = .over
    }
  }
}
