import Almanac

/// The answer in a line: ids in order or the cells of made rows, then how many are maybe and how many
/// state nothing, where there are any.
func line(_ answer: Answer, _ store: Store) -> String {
  var words = (0..<answer.rowCount).map { row in
    guard let entity = answer.entity(row: row) else {
      return answer.columns.indices.map { cell(answer.value(row: row, column: $0)) }
        .joined(separator: "=")
    }
    let mark = answer.truths.isEmpty || answer.truths[row] == .yes ? "" : "?"
    return mark + store[entity.noun].ids[entity.row]
  }
  if answer.footer.maybeCount > 0 { words.append("maybe:\(answer.footer.maybeCount)") }
  if answer.footer.notStatedCount > 0 {
    let fields = answer.footer.notStatedFields.joined(separator: ",")
    words.append("unstated:\(answer.footer.notStatedCount)(\(fields))")
  }
  return words.joined(separator: " ")
}

private func cell(_ value: Value) -> String {
  switch value {
  case .text(let text), .entity(_, let text): text
  case .number: text(of: value)
  case .date(let date): date.text
  case .truth(let truth): truth.word
  case .list(let values, let open):
    values.map(cell).joined(separator: "+") + (open == nil ? "" : "+…")
  case .notStated: "(not stated)"
  case .notNamed(let count): "(+\(count ?? 0))"
  case .missing: "–"
  case .none: "none"
  case .doubtful(let inner): cell(inner) + "?"
  }
}
