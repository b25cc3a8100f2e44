internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

extension Resolver {
  mutating func resolve(_ stage: Stage) throws(QueryError) -> ResolvedStage {
    switch stage.kind {
    case .filter(let expression, _):
      return .filter(try test(expression))
    case .show(let columns):
      let output = try outputColumns(columns)
      if case .tuples(_, let maker) = scope {
        become(output, madeBy: maker)
      } else {
        shown = output
      }
      return .show(output)
    case .sort(let keys):
      var resolved: [ResolvedSortKey] = []
      for key in keys {
        let operand = try operand(key.expression)
        try refuseConstant(operand, key.expression)
        resolved.append(ResolvedSortKey(operand: operand, isDescending: key.isDescending))
      }
      return .sort(resolved)
    case .limit(let expression):
      return .limit(try rowLimit(expression))
    case .distinct:
      if case .records(let noun) = scope {
        become(shown ?? Pipeline.defaultColumns(of: noun), madeBy: "distinct")
      }
      return .distinct
    case .count(let keys):
      let output = try keyColumns(keys)
      let count = AggregateColumn(name: "count", aggregate: .count)
      return summarize([count], by: output, madeBy: faults.written(stage.range))
    case .summarize(let columns, let keys):
      let output = try keyColumns(keys)
      var aggregates: [AggregateColumn] = []
      for column in columns {
        let aggregate = try aggregateColumn(column)
        let names = output.map(\.name) + aggregates.map(\.name)
        if names.contains(aggregate.name) { throw sameName(aggregate.name, column) }
        aggregates.append(aggregate)
      }
      return summarize(aggregates, by: output, madeBy: faults.written(stage.range))
    }
  }

  /// What rows are grouped by.
  private func keyColumns(_ keys: [Column]) throws(QueryError) -> [OutputColumn] {
    let output = try outputColumns(keys)
    for (key, column) in zip(keys, output) where output.count == keys.count {
      if let expression = key.expression { try refuseConstant(column.operand, expression) }
    }
    return output
  }

  /// Rows are tuples of these columns from here on.
  private mutating func become(_ columns: [OutputColumn], madeBy maker: String) {
    scope = .tuples(
      columns.map { TupleColumn(name: $0.name, of: $0.operand) }, madeBy: maker)
    shown = nil
  }

  private mutating func summarize(
    _ aggregates: [AggregateColumn], by keys: [OutputColumn], madeBy maker: String
  ) -> ResolvedStage {
    scope = .tuples(
      keys.map { TupleColumn(name: $0.name, of: $0.operand) }
        + aggregates.map { TupleColumn(name: $0.name, type: $0.aggregate.type) }, madeBy: maker)
    shown = nil
    return .summarize(aggregates, by: keys)
  }

  private func aggregateColumn(_ column: Column) throws(QueryError) -> AggregateColumn {
    guard let expression = column.expression else {
      throw faults.error(
        "T06", "`*` is no total", at: column.range,
        notes: ["totals: " + Resolver.aggregateNames.joined(separator: ", ")],
        fixes: [faults.fix(column.range, "count")])
    }
    let name = column.alias?.text ?? format(expression)
    return AggregateColumn(name: name, aggregate: try aggregate(expression))
  }

  static let aggregateNames = [
    "count", "count(x)", "count(distinct x)", "sum(x)", "min(x)", "max(x)", "avg(x)", "median(x)",
    "list(x)", "share",
  ]

  private func aggregate(_ expression: Expression) throws(QueryError) -> Aggregate {
    switch expression.kind {
    case .countColumn: return .count
    case .word(let word) where foldedText(word) == "share": return .share
    case .call(let name, let isDistinct, let arguments):
      guard let argument = arguments.first, arguments.count == 1 else { break }
      let key = foldedText(name.text)
      if key == "count" { return try count(argument, isDistinct: isDistinct) }
      guard !isDistinct else {
        throw faults.error(
          "T06", "only `count` takes `distinct`", at: expression.range,
          fixes: [faults.fix(name.range, "count")])
      }
      if let aggregate = try aggregate(key, argument) { return aggregate }
    default: break
    }
    throw faults.error(
      "T06", "\(faults.written(expression.range)) is no total of several rows",
      at: expression.range,
      label: "a total is expected here",
      notes: ["totals: " + Resolver.aggregateNames.joined(separator: ", ")])
  }

  private func aggregate(_ name: String, _ argument: Expression) throws(QueryError) -> Aggregate? {
    switch name {
    case "sum": return .sum(try totalled(argument, name))
    case "avg": return .avg(try totalled(argument, name))
    case "median": return .median(try totalled(argument, name))
    case "min": return .min(try operand(argument))
    case "max": return .max(try operand(argument))
    case "list": return .list(try operand(argument))
    default: return nil
    }
  }

  private func totalled(_ argument: Expression, _ name: String) throws(QueryError) -> Operand {
    let operand = try operand(argument)
    guard operand.type == .number else {
      throw faults.error(
        "T05", "`\(name)` adds up numbers, and \(faults.written(argument.range)) is none",
        at: argument.range, label: "a number is expected here")
    }
    return operand
  }

  /// `count(x)` counts the rows that state x, `count(test)` those that surely pass.
  private func count(_ argument: Expression, isDistinct: Bool) throws(QueryError) -> Aggregate {
    switch argument.kind {
    case .or, .and, .modified, .phrase, .relation, .comparison, .state:
      return .countTrue(try test(argument))
    case .filtered where !isDistinct:
      return .countTrue(try test(argument))
    case .call(let name, _, _) where foldedText(name.text) == "exists":
      return .countTrue(try test(argument))
    default:
      let operand = try operand(argument)
      return isDistinct ? .countDistinct(operand) : .countKnown(operand)
    }
  }
}
