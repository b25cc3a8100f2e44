internal import AlmanacStore
internal import AlmanacTime

/// Where to look from a row: fields one after the other; all but the last lead to other records.
struct Path: Hashable, Sendable {
  var noun: Noun
  var fields: [Field]
  /// `events[in Beijing]`: which records of a step count; by position in `fields`.
  var filters: [Int: Predicate] = [:]

  /// `place.country`, as the column is called.
  var text: String { fields.map(\.name).joined(separator: ".") }

  /// The nouns on the way: `nouns[i]` has the field `fields[i]`.
  var nouns: [Noun] {
    var nouns = [noun]
    for field in fields.dropLast() {
      if case .entity(let next) = field.type { nouns.append(next) }
    }
    return nouns
  }

  var isMany: Bool { fields.contains(where: \.isMany) }

  /// What the records at its end are; the noun it starts from when it ends in values.
  var target: Noun {
    if case .entity(let noun)? = fields.last?.type { return noun }
    return noun
  }

  /// Without the last step.
  var parent: Path? {
    guard fields.count > 1 else { return nil }
    return Path(
      noun: noun, fields: Array(fields.dropLast()),
      filters: filters.filter { $0.key < fields.count - 1 })
  }
}

/// Something with a value for each row, names and types settled.
indirect enum Operand: Hashable, Sendable {
  case path(Path)
  case number(Quantity)
  case text(String)
  case date(DateRange, text: String)
  case arithmetic(Operand, Arithmetic, Operand)
  /// `count(events[during 2023])`: how many, as bounds.
  case count(Path)
  /// `year(starts)`.
  case datePart(DatePart, Operand)
  /// A test as a column.
  case test(Predicate)
  /// The row's answer to the last `where` or phrase.
  case answer
  /// A column of rows that a count made.
  case column(Int, TupleColumn)
}

enum Arithmetic: Hashable, Sendable {
  case plus
  case minus
  case times
  case over
}

enum DatePart: String, CaseIterable, Hashable {
  case year
  case month
  case quarter
  case weekday
}

/// A column of rows that are no records, with the type that its values have.
struct TupleColumn: Hashable, Sendable {
  var name: String
  var type: OperandType
}

enum OperandType: Hashable, Sendable {
  case number
  case day
  case period
  case text
  case code
  case entity(Noun)
  case anyEntity
  case truth
}

extension Operand {
  var type: OperandType {
    switch self {
    case .path(let path): path.fields.last.map { OperandType($0.type) } ?? .text
    case .number, .arithmetic, .count: .number
    case .text: .text
    case .date: .day
    case .datePart(let part, _): part == .weekday ? .code : .number
    case .test, .answer: .truth
    case .column(_, let column): column.type
    }
  }

  var isMany: Bool {
    if case .path(let path) = self { return path.isMany }
    return false
  }
}

extension OperandType {
  init(_ type: ValueType) {
    switch type {
    case .text: self = .text
    case .code: self = .code
    case .number: self = .number
    case .day: self = .day
    case .period: self = .period
    case .entity(let noun): self = .entity(noun)
    case .anyEntity: self = .anyEntity
    }
  }
}
