internal import AlmanacStore
internal import AlmanacTime

extension Values {
  /// A number for one row, as bounds; nil where nothing is stated. Total: dividing by what may be
  /// zero gives nil.
  func quantity(of operand: Operand, row: UInt32, _ noun: Noun) -> Quantity? {
    switch operand {
    case .number(let quantity): return quantity
    case .path(let path):
      guard let field = path.fields.first, path.fields.count == 1 else {
        if case .number(let quantity) = value(of: operand, row: row, noun) { return quantity }
        return nil
      }
      if field.origin == .dayCount { return dayCount(row: row, noun) }
      return store[noun].number(field.name)?[row]
    case .arithmetic(let left, let sign, let right):
      guard let left = quantity(of: left, row: row, noun),
        let right = quantity(of: right, row: row, noun)
      else { return nil }
      return Quantity(left, sign, right)
    case .count(let path):
      let reached = rows(along: path, from: row, whole: true)
      guard reached.isStated else { return nil }
      let certainCount = reached.rows.count - reached.doubtfulCount
      var quantity = Quantity(exactly: certainCount)
      quantity.upper = Quantity(exactly: reached.rows.count + reached.maybeCount).upper
      if reached.open != nil || reached.isPartlyUnstated {
        quantity.upper = Quantity.highest
        quantity.text = ">=\(certainCount)"
      }
      return quantity
    case .datePart(let part, let inner):
      guard var quantity = dayBounds(of: inner, row: row, noun).flatMap({ part.quantity(of: $0) })
      else { return nil }
      quantity.isGuess = isGuess(inner, row: row, noun)
      return quantity
    case .text, .date, .test, .answer, .column: return nil
    }
  }

  /// Numbers and days alike as bounds that can be compared: days in their numbers.
  func bounds(of operand: Operand, row: UInt32, _ noun: Noun) -> Quantity? {
    switch operand.type {
    case .day, .period:
      guard let days = dayBounds(of: operand, row: row, noun) else { return nil }
      return Quantity(
        lower: Int64(days.earliest.number), upper: Int64(days.latest.number),
        isGuess: isGuess(operand, row: row, noun))
    default:
      return quantity(of: operand, row: row, noun)
    }
  }

  /// How many days it lasts: at least one, at most from the earliest start to the latest end.
  private func dayCount(row: UInt32, _ noun: Noun) -> Quantity? {
    guard let when = Schema.field("when", of: noun), let date = date(of: when, row: row, noun)
    else { return nil }
    let shortest = max(
      1, Int64(date.ends.earliest.number) - Int64(date.starts.latest.number) + 1)
    let isBounded =
      date.starts.earliest > Day.distantPast && date.ends.latest < Day.distantFuture
    // Without a beginning or without an end the days of the bounds are no count.
    let isEndless =
      date.starts.latest <= Day.distantPast || date.ends.earliest >= Day.distantFuture
    let longest = Int64(date.ends.latest.number) - Int64(date.starts.earliest.number) + 1
    return Quantity(
      lower: shortest * Quantity.scale,
      upper: isBounded ? max(shortest, longest) * Quantity.scale : Quantity.highest,
      text: isEndless ? "∞" : nil, isGuess: date.isGuess)
  }

  /// The name that the footer gives to a number that is not stated.
  func fieldName(of operand: Operand) -> String {
    switch operand {
    case .path(let path), .count(let path): path.text
    case .arithmetic(let left, _, let right):
      [fieldName(of: left), fieldName(of: right)].filter { !$0.isEmpty }.joined(separator: ", ")
    case .datePart(_, let inner): fieldName(of: inner)
    default: ""
    }
  }
}

extension Quantity {
  /// Interval arithmetic; nil when it divides by what may be zero.
  ///
  /// Source: Moore, Interval Analysis (1966).
  init?(_ left: Quantity, _ sign: Arithmetic, _ right: Quantity) {
    let isGuess = left.isGuess || right.isGuess
    switch sign {
    case .plus:
      self.init(
        lower: Self.sum(left.lower, right.lower), upper: Self.sum(left.upper, right.upper),
        isGuess: isGuess)
    case .minus:
      self.init(
        lower: Self.sum(left.lower, Self.negative(right.upper)),
        upper: Self.sum(left.upper, Self.negative(right.lower)), isGuess: isGuess)
    case .times:
      let products = [left.lower, left.upper].flatMap { first in
        [right.lower, right.upper].map { Self.product(first, $0) }
      }
      self.init(
        lower: products.min() ?? Self.lowest, upper: products.max() ?? Self.highest,
        isGuess: isGuess)
    case .over:
      if right.lower <= 0 && right.upper >= 0 { return nil }
      let quotients = [left.lower, left.upper].flatMap { first in
        [right.lower, right.upper].map { Self.quotient(first, $0) }
      }
      self.init(
        lower: quotients.min() ?? Self.lowest, upper: quotients.max() ?? Self.highest,
        isGuess: isGuess)
    }
  }

  private static func isUnbounded(_ value: Int64) -> Bool { value == highest || value <= lowest }

  private static func negative(_ value: Int64) -> Int64 {
    value == highest ? lowest : value <= lowest ? highest : -value
  }

  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    if isUnbounded(left) { return left }
    if isUnbounded(right) { return right }
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? (left < 0 ? lowest : highest) : sum
  }

  private static func product(_ left: Int64, _ right: Int64) -> Int64 {
    if left == 0 || right == 0 { return 0 }
    let isNegative = (left < 0) != (right < 0)
    if isUnbounded(left) || isUnbounded(right) { return isNegative ? lowest : highest }
    let full = left.magnitude.multipliedFullWidth(by: right.magnitude)
    return scaled(full, dividedBy: scale.magnitude, isNegative: isNegative)
  }

  private static func quotient(_ left: Int64, _ right: Int64) -> Int64 {
    if left == 0 { return 0 }
    let isNegative = (left < 0) != (right < 0)
    if isUnbounded(right) { return 0 }
    if isUnbounded(left) { return isNegative ? lowest : highest }
    let full = left.magnitude.multipliedFullWidth(by: scale.magnitude)
    return scaled(full, dividedBy: right.magnitude, isNegative: isNegative)
  }

  /// Rounded half to even, kept within the bounds.
  private static func scaled(
    _ full: (high: UInt64, low: UInt64), dividedBy divisor: UInt64, isNegative: Bool
  ) -> Int64 {
    guard full.high < divisor else { return isNegative ? lowest : highest }
    var (quotient, remainder) = divisor.dividingFullWidth(full)
    let half = divisor / 2
    if remainder > half || (remainder == half && divisor % 2 == 0 && quotient % 2 == 1) {
      quotient &+= 1
    }
    guard quotient < UInt64(highest) else { return isNegative ? lowest : highest }
    return isNegative ? -Int64(quotient) : Int64(quotient)
  }
}
