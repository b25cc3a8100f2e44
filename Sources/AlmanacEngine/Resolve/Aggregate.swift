/// What is made of the rows of a group.
enum Aggregate: Hashable, Sendable {
  /// How many rows.
  case count
  /// How many rows state a value, how many surely pass a test.
  case countKnown(Operand)
  case countDistinct(Operand)
  case countTrue(Predicate)
  case sum(Operand)
  case min(Operand)
  case max(Operand)
  case avg(Operand)
  case median(Operand)
  /// The different values, in order.
  case list(Operand)
  /// The per cent of all rows that are in the group.
  case share

  var type: OperandType {
    switch self {
    case .count, .countKnown, .countDistinct, .countTrue, .sum, .avg, .median, .share: .number
    case .min(let operand), .max(let operand), .list(let operand): operand.type
    }
  }

  /// The total of numbers that it is, if it is one.
  var total: Total? {
    switch self {
    case .sum: .sum
    case .min: .min
    case .max: .max
    case .avg: .avg
    case .median: .median
    case .count, .countKnown, .countDistinct, .countTrue, .list, .share: nil
    }
  }

  /// What it looks at, when that can be missing.
  var operand: Operand? {
    switch self {
    case .sum(let operand), .min(let operand), .max(let operand), .avg(let operand),
      .median(let operand), .list(let operand):
      operand
    case .count, .countKnown, .countDistinct, .countTrue, .share: nil
    }
  }
}

/// An aggregate and the name of its column.
struct AggregateColumn: Hashable, Sendable {
  var name: String
  var aggregate: Aggregate
}
