internal import AlmanacStore
internal import AlmanacTime

/// Reads what operands have for one row: of a record, or of a row that a count made.
struct RowReader {
  enum Row {
    case record(UInt32, Noun)
    case made([Value])
  }

  let values: Values
  let row: Row

  /// What is shown in a cell.
  func value(of operand: Operand) -> Value {
    switch operand {
    case .path(let path):
      guard case .record(let row, _) = row else { return .missing }
      return values.value(of: path, row: row)
    case .itself:
      guard case .record(let row, let noun) = row else { return .missing }
      return values.named(Entity(noun, row))
    case .column(let index, _):
      guard case .made(let cells) = row, cells.indices.contains(index) else { return .missing }
      return cells[index]
    case .number(let quantity): return .number(quantity)
    case .text(let text): return .text(text)
    case .date(let range, let text): return .date(DateValue(range, text: text))
    case .truth(let truth): return .truth(truth)
    case .constant, .list: return elements(of: operand).cell
    case .arithmetic, .count, .total:
      return quantity(of: operand).map(Value.number) ?? .missing
    case .function(let function, let inner):
      if case .path(let path) = inner, case .record(let row, _) = row, !path.isMany,
        path.fields.last?.origin != .displayName
      {
        return values.apply(function, values.value(of: path, row: row))
      }
      return elements(of: inner).map { values.apply(function, $0) }.cell
    case .test(let predicate): return .truth(truth(of: predicate))
    case .answer: return .missing
    }
  }

  /// The values that a test looks at; a name is every name of the thing.
  func elements(of operand: Operand) -> Elements {
    switch operand {
    case .path(let path):
      guard case .record(let row, _) = row else { return .missing }
      return values.elements(of: path, row: row)
    case .number, .text, .date, .truth:
      return Elements(members: [.init(value: value(of: operand), isLiteral: true)])
    case .constant(let constant): return Elements(constant)
    case .list(let operands):
      var all = Elements()
      for operand in operands { all.append(elements(of: operand)) }
      return all
    case .function(let function, let inner):
      return elements(of: inner).map { values.apply(function, $0) }
    default: return Elements(value(of: operand))
    }
  }

  /// A number as bounds; nil where nothing is stated. Total: dividing by what may be zero gives nil.
  func quantity(of operand: Operand) -> Quantity? {
    switch operand {
    case .number(let quantity): return quantity
    case .arithmetic(let left, let sign, let right):
      guard let left = quantity(of: left), let right = quantity(of: right) else { return nil }
      return Quantity(left, sign, right)
    case .count(let path):
      guard case .record(let row, _) = row else { return nil }
      return values.count(along: path, row: row)
    case .total(let total, let path):
      guard case .record(let row, _) = row else { return nil }
      return total.quantity(of: values.elements(of: path, row: row))
    default:
      // What is in doubt as a whole may not be there: nobody can say a number then.
      guard case .number(let quantity) = value(of: operand) else { return nil }
      return quantity
    }
  }

  func truth(of predicate: Predicate) -> Truth {
    switch row {
    case .record(let row, let noun): values.answers(to: predicate, noun).truth(of: row)
    case .made(let cells): TupleEvaluator(values).truth(of: predicate, cells)
    }
  }

  /// The name that the footer gives to a value that is not stated.
  static func fieldNames(of operand: Operand) -> [String] {
    switch operand {
    case .path(let path), .count(let path), .total(_, let path): [path.text]
    case .arithmetic(let left, _, let right): fieldNames(of: left) + fieldNames(of: right)
    case .function(_, let inner): fieldNames(of: inner)
    case .list(let operands): operands.flatMap { fieldNames(of: $0) }
    case .column(_, let column): [column.name]
    case .itself, .number, .text, .date, .truth, .constant, .test, .answer: []
    }
  }
}
