internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

extension Resolver {
  /// A dotted or filtered expression: from a field of the row, else from a thing or a query.
  func pathOperand(_ expression: Expression) throws(QueryError) -> Operand {
    let (head, steps) = expression.pathSteps
    if case .word(let word) = head.kind {
      if case .tuples(let columns, let maker) = scope, isField(word) {
        throw unknownMember(Name(word, head.range), columns, maker)
      }
      if isField(word) {
        guard case .path(let start) = try self.head(Name(word, head.range)) else {
          throw faults.error(
            "T03", "\(word) has no fields of its own", at: head.range,
            label: "a field is expected here")
        }
        return .path(try path(steps: steps, from: start.noun, start: start, at: expression.range))
      }
      // A misspelt field is more likely than a thing of that name.
      if Noun(word: foldedKey(word)) == nil, names.elsewhere(word, besides: nil).isEmpty {
        _ = try self.head(Name(word, head.range))
      }
    }
    if let constant = try constant(expression) { return .constant(constant) }
    throw faults.error(
      "T03", "\(faults.written(head.range)) has no fields", at: head.range,
      label: "a field is expected here")
  }

  private func unknownMember(
    _ name: Name, _ columns: [TupleColumn], _ maker: String
  ) -> QueryError {
    faults.error(
      "T02", "after `\(maker)` \(name.text) is a column, and has no fields to follow",
      at: name.range, label: "follow the path before it",
      notes: ["columns: " + columns.map(\.name).joined(separator: ", ")])
  }

  /// A dotted or filtered expression whose head is a field of the row.
  func path(_ expression: Expression) throws(QueryError) -> Path {
    guard case .path(let path) = try operand(expression) else {
      throw faults.error(
        "T03", "\(faults.written(expression.range)) is no field of the row", at: expression.range,
        label: "a field is expected here")
    }
    return path
  }

  /// The steps `.name` and `[test]` one after the other, from a noun or from a path so far.
  func path(
    steps: [Expression], from noun: Noun, start: Path? = nil, at range: TextRange
  ) throws(QueryError) -> Path {
    try requireSteps(steps.count, at: range)
    var path = start ?? Path(noun: noun, fields: [])
    for step in steps {
      if path.linkField != nil {
        try stepIntoLink(&path, step)
        continue
      }
      var reached = noun
      if let last = path.fields.last {
        guard case .entity(let target) = last.type else { throw noSteps(from: last, step) }
        reached = target
      }
      switch step.kind {
      case .member(_, let name):
        guard let field = field(name.text, of: reached) else {
          throw unknownField(name, of: reached)
        }
        path.fields.append(field)
      case .filtered(_, let test):
        var inner = self
        inner.scope = .records(reached)
        narrow(&path, try inner.test(test))
      default: continue
      }
    }
    return path
  }

  private func narrow(_ path: inout Path, _ test: Predicate) {
    let position = path.fields.count - 1
    path.filters[position] = path.filters[position].map { .and($0, test) } ?? test
  }

  /// `link[kind = announces]`, `link.to`.
  private func stepIntoLink(_ path: inout Path, _ step: Expression) throws(QueryError) {
    let columns = LinkColumn.allCases.map(\.rawValue)
    switch step.kind {
    case .member(_, let name):
      guard path.linkColumn == nil, let column = LinkColumn(rawValue: foldedText(name.text)) else {
        throw faults.error(
          "N01", "a link has no field \"\(name.text)\"", at: name.range,
          notes: ["a link has: \(columns.joined(separator: ", "))"])
      }
      path.linkColumn = column
    case .filtered(_, let test):
      guard path.linkColumn == nil else {
        throw faults.error(
          "T03", "the test of a link stands behind `link`: link[…]", at: step.range)
      }
      var inner = self
      inner.scope = .tuples(
        LinkColumn.allCases.map { column in
          let vocabulary = path.linkField.map {
            TupleColumn.Vocabulary(noun: path.nouns.last ?? path.noun, field: $0)
          }
          return TupleColumn(
            name: column.rawValue, type: column.type,
            vocabulary: column == .kind ? vocabulary : nil)
        },
        madeBy: path.linkField?.name ?? "link")
      narrow(&path, try inner.test(test))
    default: break
    }
  }

  private func noSteps(from last: Field, _ step: Expression) -> QueryError {
    if last.type == .anyEntity {
      return faults.error(
        "T03", "\(last.name) may be a thing of any noun, so it has no fields of its own",
        at: step.range, label: "compare it with a name or an @id",
        notes: fieldNames.contains("event") ? ["`event` is the subject where that is an event"] : []
      )
    }
    guard case .member(_, let name) = step.kind else {
      return faults.error(
        "T03", "\(last.name) holds no things to look into", at: step.range,
        label: "\(last.name) is \(kindPhrase(last.type))")
    }
    return faults.error(
      "N01", "\(last.name) has no field \"\(name.text)\"", at: name.range,
      label: "\(last.name) is \(kindPhrase(last.type)), not a thing")
  }
}

extension Expression {
  /// What a dotted or filtered expression begins with, and its steps `.name` and `[test]` in order.
  var pathSteps: (head: Expression, steps: [Expression]) {
    var steps: [Expression] = []
    var head = self
    while let base = head.kind.pathBase {
      steps.append(head)
      head = base
    }
    return (head, steps.reversed())
  }
}

extension Expression.Kind {
  fileprivate var pathBase: Expression? {
    switch self {
    case .member(let base, _), .filtered(let base, _): base
    default: nil
    }
  }
}
