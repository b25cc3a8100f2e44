internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

extension Resolver {
  func call(
    _ name: Name, _ isDistinct: Bool, _ arguments: [Expression], at range: TextRange
  ) throws(QueryError) -> Operand {
    let key = foldedText(name.text)
    if key == "exists" {
      return .test(try test(Expression(.call(name, isDistinct: isDistinct, arguments), range)))
    }
    if key == "name_in" { return try nameIn(arguments, at: range) }
    guard let argument = arguments.first, arguments.count == 1 else {
      throw faults.error(
        "S14", "`\(name.text)` takes one argument", at: range, label: "\(arguments.count) are given"
      )
    }
    guard !isDistinct || key == "count" else {
      throw faults.error(
        "T06", "only `count` takes `distinct`", at: range, fixes: [faults.fix(name.range, "count")])
    }
    if let function = Function(name: key) { return try self.function(function, name, argument) }
    if let total = Total(rawValue: key) { return try self.total(total, argument) }
    if key == "count" { return try counted(argument, at: range) }
    throw unknownFunction(name)
  }

  private func function(
    _ function: Function, _ name: Name, _ argument: Expression
  ) throws(QueryError) -> Operand {
    let inner = try operand(argument)
    guard function.takes(inner.type) else {
      throw faults.error(
        "T05", "`\(foldedText(name.text))` takes \(function.argument.words)", at: argument.range,
        label: "\(faults.written(argument.range)) is \(kindPhrase(inner.type))",
        fixes: isField(function.argument.example)
          ? [faults.fix(argument.range, function.argument.example)] : [])
    }
    return .function(function, inner)
  }

  /// `name_in(organizer, fr)`; `name_in(name, fr)` is of the row itself.
  private func nameIn(_ arguments: [Expression], at range: TextRange) throws(QueryError) -> Operand
  {
    guard arguments.count == 2, let language = try texts(arguments[1]).first else {
      throw faults.error(
        "S14", "`name_in` takes a thing and a language: name_in(name, fr)", at: range)
    }
    var inner = try operand(arguments[0])
    if case .path(var path) = inner, path.fields.last?.origin == .displayName,
      let noun = path.nouns.last
    {
      path.fields.removeLast()
      inner = path.fields.isEmpty ? .itself(noun) : .path(path)
    }
    let function = Function.nameIn(language.lowercased())
    guard function.takes(inner.type) else {
      throw faults.error(
        "T05", "`name_in` takes \(function.argument.words)", at: arguments[0].range,
        label: "\(faults.written(arguments[0].range)) is \(kindPhrase(inner.type))")
    }
    return .function(function, inner)
  }

  private func unknownFunction(_ name: Name) -> QueryError {
    let known = Function.names + ["exists", "count"] + Total.allCases.map(\.rawValue)
    let key = foldedText(name.text)
    let near = known.compactMap { candidate -> (name: String, distance: Int)? in
      editDistance(key, candidate, limit: suggestionLimit(forLength: key.count))
        .map { (candidate, $0) }
    }.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    if key == "list" {
      return faults.error(
        "T06", "`list` gathers the values of several rows", at: name.range,
        label: "it stands in `summarize`: summarize list(name) by kind")
    }
    return faults.error(
      "N07", "there is no function \"\(name.text)\"", at: name.range,
      label: near.map { "close: \($0.name)" } ?? "",
      notes: ["functions: " + known.joined(separator: ", ")],
      fixes: near.map { [faults.fix(name.range, $0.name)] } ?? [])
  }
}
