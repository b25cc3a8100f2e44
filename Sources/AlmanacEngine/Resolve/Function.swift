/// A function of one value of a row (LANGUAGE §6.4).
enum Function: Hashable, Sendable {
  case year
  case month
  case quarter
  case weekday
  /// The number of characters.
  case length
  case lower
  /// The first and the last day that a date can be.
  case earliest
  case latest
  /// The least and the most that a number can be.
  case low
  case high
  /// What something is called in a language (BCP 47, lower case).
  case nameIn(String)

  /// The function of that name, but for `name_in`, which takes a language besides.
  init?(name: String) {
    switch name {
    case "year": self = .year
    case "month": self = .month
    case "quarter": self = .quarter
    case "weekday": self = .weekday
    case "length": self = .length
    case "lower": self = .lower
    case "earliest": self = .earliest
    case "latest": self = .latest
    case "low": self = .low
    case "high": self = .high
    default: return nil
    }
  }

  /// As queries spell it; nil for the one that takes a language besides.
  var name: String? {
    switch self {
    case .year: "year"
    case .month: "month"
    case .quarter: "quarter"
    case .weekday: "weekday"
    case .length: "length"
    case .lower: "lower"
    case .earliest: "earliest"
    case .latest: "latest"
    case .low: "low"
    case .high: "high"
    case .nameIn: nil
    }
  }

  /// As queries spell them.
  static let names = [
    "year", "month", "quarter", "weekday", "length", "lower", "earliest", "latest", "low", "high",
    "name_in",
  ]

  var type: OperandType {
    switch self {
    case .year, .month, .quarter, .length, .low, .high: .number
    case .weekday: .code
    case .lower, .nameIn: .text
    case .earliest, .latest: .day
    }
  }

  /// What it takes, for the words of an error, and a field to propose.
  var argument: (words: String, example: String) {
    switch self {
    case .year, .month, .quarter, .weekday, .earliest, .latest:
      ("a date: starts, ends, when", "starts")
    case .length, .lower: ("a text: name, motto, note", "name")
    case .low, .high: ("a number: days, attendance", "days")
    case .nameIn: ("something with a name", "name")
    }
  }

  func takes(_ type: OperandType) -> Bool {
    switch self {
    case .year, .month, .quarter, .weekday, .earliest, .latest: type.isDate
    case .length, .lower: type == .text || type == .code
    case .low, .high: type == .number
    case .nameIn:
      switch type {
      case .entity, .anyEntity: true
      default: false
      }
    }
  }
}
