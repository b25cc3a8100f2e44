internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Evaluator {
  /// The rows whose record is in that state about a value: what is said, not what is true.
  func knowledge(
    of operand: Operand, _ state: KnowledgeState, _ noun: Noun, _ among: Subset
  ) -> Subset {
    var single: Field?
    if case .path(let path) = operand, path.fields.count == 1, path.filters.isEmpty,
      path.linkField == nil
    {
      single = path.fields.first
    }
    if let single, let stated = stated(single, noun) {
      if state == .known { return among.intersection(stated) }
      if state == .missing { return among.subtracting(stated) }
    }
    let values = values
    var rows: [UInt32] = []
    forEachRow(of: among) { row in
      let holds: Bool
      if let single {
        let (isKnown, isVague) = knowledge(of: single, row: row, noun)
        holds = state.holds(isKnown: isKnown, isVague: isVague)
      } else {
        let reader = RowReader(values: values, row: .record(row, noun))
        holds = state.holds(of: reader.elements(of: operand))
      }
      if holds { rows.append(row) }
    }
    return Subset(rising: rows, of: store[noun].rowCount)
  }

  /// The rows that state a field, where its column says so.
  private func stated(_ field: Field, _ noun: Noun) -> Subset? {
    let table = store[noun]
    guard field.origin == .stored, !field.isLink else { return nil }
    switch table.columns[field.name] {
    case .number(let column): return table.statedRows(field.name, column.stated)
    case .day(let column): return table.statedRows(field.name, column.stated)
    case .code(let column): return table.statedRows(field.name, column.list.stated)
    case .reference(let column) where !field.isClosed:
      return table.statedRows(field.name, column.list.stated)
    case .text, .reference, .entity: return nil
    case nil: return field.isClosed ? nil : table.noRows
    }
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
