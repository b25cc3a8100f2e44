public import AlmanacStore
public import AlmanacTime

/// What stands in one cell of an answer.
public indirect enum Value: Hashable, Sendable {
  /// Nothing is stated: it could be anything.
  case missing
  /// A closed list without a member, or a tie that does not exist.
  case none
  case text(String)
  case number(Quantity)
  /// A point in time or a period; `text` of it is how it is shown.
  case date(DateValue)
  /// A record, and its name in the reader's language.
  case entity(Entity, name: String)
  case truth(Truth)
  /// Several values. `open` is nil when there are no others; otherwise by how many of what the list
  /// goes on, empty when nobody says.
  case list([Value], open: [ListColumn.More]?)
  /// A value that only disputed claims support.
  case doubtful(Value)
  /// The key of a group: rows that state nothing, rows whose list names not all.
  case notStated
  case notNamed(Int?)
}

extension Value {
  /// By what rows are told apart: `~60` and `54..66` are one number, however it is written.
  var representation: Value {
    switch self {
    case .number(var quantity):
      quantity.text = nil
      return .number(quantity)
    case .date(var date):
      date.text = ""
      return .date(date)
    case .list(let values, let open): return .list(values.map(\.representation), open: open)
    case .doubtful(let inner): return .doubtful(inner.representation)
    default: return self
    }
  }
}
