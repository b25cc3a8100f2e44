internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

extension Evaluator {
  /// The rows whose record is in that state about a field: what is said, not what is true.
  func knowledge(of field: Field, _ state: KnowledgeState, _ noun: Noun) -> Bitmap {
    let rowCount = store[noun].rowCount
    var rows = Bitmap(rowCount: rowCount)
    for row in 0..<UInt32(rowCount) {
      let (isKnown, isVague) = knowledge(of: field, row: row, noun)
      let holds =
        switch state {
        case .known: isKnown
        case .missing: !isKnown
        case .exact: isKnown && !isVague
        case .vague: isKnown && isVague
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
      let quantity = values.quantity(
        of: .path(Path(noun: noun, fields: [field])), row: row, noun)
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
