internal import AlmanacStore
internal import AlmanacTime

/// Where to look from a row: fields one after the other; all but the last lead to other records.
struct Path: Hashable, Sendable {
  var noun: Noun
  var fields: [Field]
  /// `events[in Beijing]`: which records of a step count; by position in `fields`.
  var filters: [Int: Predicate] = [:]
  /// What of a link the path ends in: `link.to`; nil for the link itself, and for other fields.
  var linkColumn: LinkColumn?

  /// `place.country`, as the column is called.
  var text: String {
    (fields.map(\.name) + (linkColumn.map { [$0.rawValue] } ?? [])).joined(separator: ".")
  }

  /// The nouns on the way: `nouns[i]` has the field `fields[i]`.
  var nouns: [Noun] {
    var nouns = [noun]
    for field in fields.dropLast() {
      if case .entity(let next) = field.type { nouns.append(next) }
    }
    return nouns
  }

  var isMany: Bool { fields.contains(where: \.isMany) }

  /// What the records at its end are; nil when it ends in values.
  var target: Noun? {
    if case .entity(let noun)? = fields.last?.type { return noun }
    return nil
  }

  /// The test that the records of its last step have to pass.
  var lastFilter: Predicate? { filters[fields.count - 1] }

  /// The links that it ends in.
  var linkField: Field? { fields.last.flatMap { $0.isLink ? $0 : nil } }

  /// `link` and nothing more: a column holds its kinds.
  var isPlainLink: Bool {
    linkField?.origin == .stored && linkColumn == nil && lastFilter == nil
  }

  var type: OperandType {
    if linkField != nil, let linkColumn { return linkColumn.type }
    return fields.last.map { OperandType($0.type) } ?? .text
  }
}

/// What can be asked of a link (LANGUAGE §5.1).
enum LinkColumn: String, CaseIterable, Hashable, Sendable {
  case kind
  case from
  case to
  case source

  var type: OperandType {
    switch self {
    case .kind: .code
    case .from, .to: .anyEntity
    case .source: .entity(.source)
    }
  }
}

/// Something with a value for each row, names and types settled.
indirect enum Operand: Hashable, Sendable {
  case path(Path)
  /// The record itself.
  case itself(Noun)
  case number(Quantity)
  case text(String)
  case date(DateRange, text: String)
  case truth(Truth)
  /// What a query or a thing gave: the same for every row.
  case constant(Constant)
  /// Any of these.
  case list([Operand])
  case arithmetic(Operand, Arithmetic, Operand)
  /// `count(events[during 2023])`: how many, as bounds.
  case count(Path)
  /// `sum(parts.attendance)`.
  case total(Total, Path)
  /// `year(starts)`.
  case function(Function, Operand)
  /// A test as a column.
  case test(Predicate)
  /// The row's answer to the last `where` or phrase.
  case answer
  /// A column of rows that a count made.
  case column(Int, TupleColumn)
}

/// Values that are known before the first row is looked at.
struct Constant: Hashable, Sendable {
  struct Member: Hashable, Sendable {
    var value: Value
    /// Surely one of the values; else it may be.
    var isSure: Bool
  }

  var members: [Member]
  var type: OperandType
  /// There may be others that nobody names.
  var goesOn = false
  /// Some value is not stated.
  var isMissing = false
}

enum Arithmetic: Hashable, Sendable {
  case plus
  case minus
  case times
  case over
}

/// One number made of several.
enum Total: String, CaseIterable, Hashable, Sendable {
  case sum
  case min
  case max
  case avg
  case median
}

/// A column of rows that are no records, with the type that its values have.
struct TupleColumn: Hashable, Sendable {
  var name: String
  var type: OperandType
  /// Where its words come from, so that a misspelt one is told.
  var vocabulary: Vocabulary?

  /// The words of a field.
  struct Vocabulary: Hashable, Sendable {
    var noun: Noun
    var field: Field
  }

  init(name: String, type: OperandType, vocabulary: Vocabulary? = nil) {
    self.name = name
    self.type = type
    self.vocabulary = vocabulary
  }

  /// The column that an operand makes.
  init(name: String, of operand: Operand) {
    self.init(name: name, type: operand.type)
    switch operand {
    case .path(let path):
      if path.linkField == nil, let noun = path.nouns.last, let field = path.fields.last,
        field.type == .code
      {
        vocabulary = Vocabulary(noun: noun, field: field)
      }
    case .column(_, let column): vocabulary = column.vocabulary
    default: break
    }
  }
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
    case .path(let path): path.type
    case .itself(let noun): .entity(noun)
    case .number, .arithmetic, .count, .total: .number
    case .text: .text
    case .date: .day
    case .truth, .test, .answer: .truth
    case .constant(let constant): constant.type
    case .list(let operands): operands.first?.type ?? .text
    case .function(let function, _): function.type
    case .column(_, let column): column.type
    }
  }

  var isMany: Bool {
    switch self {
    case .path(let path): path.isMany
    case .function(_, let inner): inner.isMany
    case .constant(let constant): constant.members.count != 1 || constant.goesOn
    case .list: true
    default: false
    }
  }

  /// It differs from row to row.
  var dependsOnRow: Bool {
    switch self {
    case .number, .text, .date, .truth, .constant: false
    case .list(let operands): operands.contains(where: \.dependsOnRow)
    case .arithmetic(let left, _, let right): left.dependsOnRow || right.dependsOnRow
    case .function(_, let inner): inner.dependsOnRow
    case .path, .itself, .count, .total, .test, .answer, .column: true
    }
  }

  /// Written in the query: a range or a date that means all that it covers.
  var isLiteral: Bool {
    switch self {
    case .number, .text, .date, .truth: true
    default: false
    }
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

  var isDate: Bool { self == .day || self == .period }
}
