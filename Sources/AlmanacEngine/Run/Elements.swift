internal import AlmanacStore
internal import AlmanacTime

/// The values of an operand for one row, one by one, and whether there may be others: what a test
/// looks at (LANGUAGE §6.1).
struct Elements {
  struct Element {
    var value: Value
    /// Surely one of the values; else it may be.
    var isSure = true
    /// Stated, and not only bounded by what else is stated.
    var isStated = true
    /// A moment, not a period: without a time, any minute of its day.
    var isPoint = false
    /// Written in the query: a range that means all that it covers.
    var isLiteral = false
  }

  var members: [Element] = []
  /// A list that names not all.
  var goesOn = false
  /// Something that nobody states: it could be anything.
  var isMissing = false

  /// Whether there may be others than the members.
  var mayBeMore: Bool { goesOn || isMissing }

  static let missing = Elements(isMissing: true)

  init(members: [Element] = [], goesOn: Bool = false, isMissing: Bool = false) {
    self.members = members
    self.goesOn = goesOn
    self.isMissing = isMissing
  }

  /// What a cell shows, taken apart.
  init(_ value: Value, isSure: Bool = true) {
    switch value {
    case .missing, .notStated: isMissing = true
    case .notNamed: goesOn = true
    case .none: break
    case .list(let values, let open):
      for value in values { append(Elements(value, isSure: isSure)) }
      goesOn = goesOn || open != nil
    case .doubtful(let inner): append(Elements(inner, isSure: false))
    default: members = [Element(value: value, isSure: isSure)]
    }
  }

  mutating func append(_ others: Elements) {
    members += others.members
    goesOn = goesOn || others.goesOn
    isMissing = isMissing || others.isMissing
  }

  /// Each of them made into another value.
  func map(_ transform: (Value) -> Value) -> Elements {
    var result = Elements(goesOn: goesOn, isMissing: isMissing)
    for member in members {
      var part = Elements(transform(member.value), isSure: member.isSure)
      for index in part.members.indices { part.members[index].isStated = member.isStated }
      result.append(part)
    }
    return result
  }

  /// In doubt as a whole: they are there only if the row that they come from is.
  func unsure() -> Elements {
    var result = self
    for index in members.indices { result.members[index].isSure = false }
    return result
  }
}

extension Elements {
  /// What a query, a thing or a total gave before the first row.
  init(_ constant: Constant) {
    self.init(
      members: constant.members.map { Element(value: $0.value, isSure: $0.isSure) },
      goesOn: constant.goesOn, isMissing: constant.isMissing)
  }

  /// The same as a cell: one value, or a list of them, each once.
  var cell: Value {
    if case .list(let values, nil) = listCell, let only = values.first, values.count == 1 {
      return only
    }
    return listCell
  }

  /// The same as a cell of a field that holds many: a list, of one value too.
  var listCell: Value {
    var values: [Value] = []
    var seen: Set<Value> = []
    // What is once certain is certain, whatever else doubts it.
    let sure = Set(members.lazy.filter(\.isSure).map(\.value))
    for member in members where seen.insert(member.value).inserted {
      values.append(sure.contains(member.value) ? member.value : .doubtful(member.value))
    }
    if values.isEmpty && !goesOn { return isMissing ? .missing : .none }
    return .list(values, open: goesOn ? [] : nil)
  }
}
