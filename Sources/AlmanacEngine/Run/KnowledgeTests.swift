internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Evaluator {
  /// The rows whose record is in that state about a value: what is said, not what is true.
  func knowledge(of operand: Operand, _ state: KnowledgeState, _ noun: Noun) -> Bitmap {
    let rowCount = store[noun].rowCount
    let values = Values(store: store, context: context)
    var rows = Bitmap(rowCount: rowCount)
    var single: Field?
    if case .path(let path) = operand, path.fields.count == 1, path.filters.isEmpty,
      path.linkField == nil
    {
      single = path.fields.first
    }
    for row in 0..<UInt32(rowCount) {
      let holds: Bool
      if let single {
        let (isKnown, isVague) = knowledge(of: single, row: row, noun)
        holds = state.holds(isKnown: isKnown, isVague: isVague)
      } else {
        let reader = RowReader(values: values, row: .record(row, noun))
        holds = state.holds(of: reader.elements(of: operand))
      }
      if holds { rows.insert(row) }
    }
    return rows
  }

  private func knowledge(
    of field: Field, row: UInt32, _ noun: Noun
  ) -> (isKnown: Bool, isVague: Bool) {
    let values = Values(store: store, context: context)
    switch field.type {
    case .number:
      let quantity = values.quantity(of: field, row: row, noun)
      return (quantity != nil, quantity.map { !$0.isExact } ?? false)
    case .day, .period:
      guard let date = values.date(of: field, row: row, noun) else { return (false, false) }
      return (true, !(date.starts.isExact && date.ends.isExact) || date.isGuess)
    case .entity:
      let targets = navigation.targets(of: row, noun: noun, field: field)
      let isStated = targets.isStated && !(field.isClosed && targets.rows.isEmpty)
      return (isStated, targets.open != nil || !targets.doubtful.isEmpty)
    case .anyEntity:
      return (store[noun].entity(field.name)?[row] != nil, false)
    case .code:
      return (store[noun].code(field.name)?.list.stated[row] ?? false, false)
    case .text:
      return (!values.texts(of: field, row: row, noun).isEmpty, false)
    }
  }
}

extension KnowledgeState {
  func holds(isKnown: Bool, isVague: Bool) -> Bool {
    switch self {
    case .known: isKnown
    case .missing: !isKnown
    case .exact: isKnown && !isVague
    case .vague: isKnown && isVague
    }
  }

  /// Of several values something is known when one is, and exact when all are.
  func holds(of elements: Elements) -> Bool {
    holds(
      isKnown: elements.members.contains(where: \.isStated),
      isVague: elements.mayBeMore
        || elements.members.contains { !$0.isSure || $0.value.isVague })
  }
}
