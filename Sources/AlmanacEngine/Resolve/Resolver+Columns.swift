internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

extension Resolver {
  func outputColumns(_ columns: [Column]) throws(QueryError) -> [OutputColumn] {
    var output: [OutputColumn] = []
    for column in columns {
      guard let expression = column.expression else {
        output += everyColumn()
        continue
      }
      let operand = try operand(expression)
      let name = column.alias?.text ?? columnName(expression, operand)
      if output.contains(where: { $0.name == name }) {
        throw sameName(name, column)
      }
      output.append(OutputColumn(name: name, operand: operand))
    }
    return output
  }

  func sameName(_ name: String, _ column: Column) -> QueryError {
    let written = column.expression.map { faults.written($0.range) } ?? name
    return faults.error(
      "S12", "two columns are called \"\(name)\"", at: column.range,
      label: "give it another name with `as`",
      fixes: [faults.fix(column.range, "\(written) as other")])
  }

  /// The name of a column without `as`: its text in the formatter's spelling.
  private func columnName(_ expression: Expression, _ operand: Operand) -> String {
    if case .path(let path) = operand, path.filters.isEmpty { return path.text }
    if case .column(_, let column) = operand { return column.name }
    return format(expression)
  }

  /// `*`: every field, or every column.
  private func everyColumn() -> [OutputColumn] {
    switch scope {
    case .tuples(let columns, _):
      return columns.enumerated().map {
        OutputColumn(name: $1.name, operand: .column($0, $1))
      }
    case .records(let noun):
      let table = store[noun]
      let data = (table.measures + table.furtherKeys).compactMap { table.dataField($0) }
      return (Schema.fields(of: noun) + data).map {
        OutputColumn(name: $0.name, operand: .path(Path(noun: noun, fields: [$0])))
      }
    }
  }
}
