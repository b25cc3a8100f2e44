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
    case .within(let rows, _):
      return phrase(noun == .place ? .in : .under, rows.map { identity(Entity(noun, $0)) })
    case .refers(let field, let things):
      return compared(word(field.name), .equal, things.map(identity))
    case .exists(let field, let inner): return member(word(field.name), field, inner)
    case .quantified(let field, let quantifier, let rows, let isUnder):
      guard case .entity(let target) = field.type, !rows.isEmpty else { return nil }
      let list = listed(rows.map { identity(Entity(target, $0)) })
      return isUnder
        ? made(.relation(word(field.name), isNegated: false, under(target), quantifier, list))
        : made(.comparison(word(field.name), isNegated: false, .equal, quantifier, list))
    case .state(let field, let state):
      return made(.state(word(field.name), isNegated: false, state))
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
    case .codesOnly(let field, let words):
      guard !words.isEmpty else { return nil }
      let list = listed(words.map { made(.text($0)) })
      return made(.comparison(word(field.name), isNegated: false, .equal, .only, list))
    case .number(let operand, let comparator, let bound):
      guard let left = expression(of: operand), let right = number(bound) else { return nil }
      return made(.comparison(left, isNegated: false, comparator, nil, right))
    case .day(let field, let comparator, let range):
      guard let right = date(range) else { return nil }
      return made(.comparison(word(field.name), isNegated: false, comparator, nil, right))
    case .period(let relation, let range, let field):
      guard let right = date(range), let word = Relation(rawValue: relation.rawValue) else {
        return nil
      }
      return made(.relation(self.word(field.name), isNegated: false, word, nil, right))
    case .text(let operand, let relation, let pattern):
      guard let left = expression(of: operand) else { return nil }
      let right = made(.text(pattern))
      guard let relation = Relation(relation) else {
        return made(.comparison(left, isNegated: false, .equal, nil, right))
      }
      return made(.relation(left, isNegated: false, relation, nil, right))
    case .compare(let left, let comparator, let right):
      guard let left = expression(of: left), let right = expression(of: right) else { return nil }
      return made(.comparison(left, isNegated: false, comparator, nil, right))
    default:
      return nil
    }
  }

  /// `organizer = @org:cast`, `place in @place:china`, `organizer.country = …`,
  /// `event[organizer = … and …]`.
  private func member(_ path: Expression, _ field: Field, _ inner: Predicate) -> Expression? {
    guard case .entity(let target) = field.type else { return nil }
    switch inner {
    case .identity(let rows):
      // Every record there is: `exists(events)`.
      if rows.count == store[target].rowCount, rows.count > 1 {
        return made(.call(Name("exists", .none), isDistinct: false, [path]))
      }
      return compared(path, .equal, rows.map { identity(Entity(target, $0)) })
    case .within(let rows, let isStatement):
      guard !rows.isEmpty, isStatement == (target == .place) else { return nil }
      let list = listed(rows.map { identity(Entity(target, $0)) })
      return made(.relation(path, isNegated: false, under(target), nil, list))
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
    case .datePart(let part, let inner):
      return expression(of: inner).map {
        made(.call(Name(part.rawValue, .none), isDistinct: false, [$0]))
      }
    case .number(let quantity): return number(quantity)
    case .arithmetic(let left, let sign, let right):
      guard let left = expression(of: left), let right = expression(of: right) else { return nil }
      return made(.arithmetic(left, ArithmeticOperator(sign), right))
    default: return nil
    }
  }

  private func expression(of path: Path) -> Expression? {
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
      return made(.number(Decimal(millionths: millionths, text: decimalText(millionths))))
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

  private func phrase(_ relation: Relation, _ values: [Expression]) -> Expression? {
    values.isEmpty ? nil : made(.phrase(relation, nil, listed(values)))
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

/// Millionths as a literal of the language: `7.4`.
func decimalText(_ millionths: Int64) -> String {
  let scale = Quantity.scale
  let (whole, rest) = millionths.quotientAndRemainder(dividingBy: scale)
  guard rest != 0 else { return "\(whole)" }
  var decimals = "\(scale + rest)".dropFirst()
  while decimals.hasSuffix("0") { decimals.removeLast() }
  return "\(whole).\(decimals)"
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
