internal import AlmanacStore
public import AlmanacTime

/// Where the cells of an answer come from: rows that were made, or records looked up when asked.
struct CellSource: Sendable {
  enum Rows: Sendable {
    case records(Noun, [UInt32], [OutputColumn])
    case tuples(MadeRows)
  }

  let values: Values
  let rows: Rows
  var answers: TruthSet?
  /// The cells of the first row, where they had to be read to know the columns; else none.
  var firstRow: [Value] = []

  func value(row: Int, column: Int) -> Value {
    if row == 0, column < firstRow.count { return firstRow[column] }
    switch rows {
    case .tuples(let rows): return rows.value(row: row, column: column)
    case .records(let noun, let rows, let columns):
      if case .answer = columns[column].operand {
        return .truth(answers?.truth(of: rows[row]) ?? .yes)
      }
      return values.value(of: columns[column].operand, row: rows[row], noun)
    }
  }

  func entity(row: Int) -> Entity? {
    guard case .records(let noun, let rows, _) = rows else { return nil }
    return Entity(noun, rows[row])
  }

  /// The same rows with every field that has a value in one of them: id and name first.
  func allFields(of answer: Answer) -> Answer {
    guard case .records(let noun, let rows, _) = rows else { return answer }
    var columns: [OutputColumn] = []
    var firstRow: [Value] = []
    for field in everyField(of: noun) {
      guard let first = rows.first else { break }
      let value = values.value(of: field, row: first, noun)
      guard
        value.isStated
          || rows.dropFirst().contains(where: {
            values.value(of: field, row: $0, noun).isStated
          })
      else { continue }
      columns.append(
        OutputColumn(name: field.name, operand: .path(Path(noun: noun, fields: [field]))))
      firstRow.append(value)
    }
    return Answer(
      shape: answer.shape, columns: columns.map(\.column), rowCount: answer.rowCount,
      truths: answer.truths, footer: answer.footer, hints: answer.hints,
      cells: CellSource(
        values: values, rows: .records(noun, rows, columns), answers: answers, firstRow: firstRow))
  }

  /// Id, name, the noun's own fields, its measures, further keys. What only repeats others
  /// (`names` beside `name`, `starts` beside `when`, `org` beside the roles) is left out, and so is what
  /// the data has of no record.
  private func everyField(of noun: Noun) -> [Field] {
    let store = values.store
    let table = store[noun]
    return table.memo.value("fields of records") {
      let repeating: Set<String> = [
        "names", "alias", "starts", "ends", "days", "org", "ancestors", "descendants", "id",
        "title",
      ]
      let own = Schema.fields(of: noun).filter { !repeating.contains($0.name) }
      let id = Schema.field("id", of: noun).map { [$0] } ?? []
      let further = (table.measures + table.furtherKeys).compactMap { table.dataField($0) }
      return (id + own + further).filter { store.mayHold($0, of: noun) }
    }
  }
}

extension Store {
  /// Whether some record of a noun may have a value of a field, as far as is told without a look at
  /// records.
  fileprivate func mayHold(_ field: Field, of noun: Noun) -> Bool {
    let table = self[noun]
    switch field.origin {
    case .linked: return Noun.allCases.contains { !self[$0].links.isEmpty }
    case .stored: return table.columns[field.name] != nil || field.isLink && !table.links.isEmpty
    case .period, .dayCount: return table.day("starts") != nil || table.day("ends") != nil
    case .reverse(let reverses):
      return reverses.contains { reverse in
        let columns = self[reverse.noun].columns
        // Figures of events are found by their event.
        return columns[reverse.field] != nil
          || noun == .event && reverse.noun == .figure && columns["event"] != nil
      }
    default: return true
    }
  }
}

extension Answer {
  /// An answer of made rows, for what has no query behind it, and for tests of renderers.
  public init(
    shape: Shape = .groups, columns: [Column], rows: [[Value]], truths: [Truth] = [],
    footer: Footer = Footer()
  ) {
    self.init(
      shape: shape, columns: columns, rowCount: rows.count, truths: truths, footer: footer,
      hints: [],
      cells: CellSource(
        values: Values(
          store: .empty, context: QueryContext(today: Day(number: 0), languages: [])),
        rows: .tuples(MadeRows(rows, columnCount: columns.count))))
  }
}
