internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText
internal import AlmanacTime

/// A test that is being resolved: what stands on its left, settled, and the rest as written.
struct Asked {
  var left: Expression
  var operand: Operand
  var matching: Matching
  var quantifier: Quantifier
  var right: Expression
  /// The test as a whole.
  var range: TextRange

  /// The path on its left, where a column can answer.
  ///
  /// Not where `all`, `only` or `exactly` would ask a path with filters several times: within each
  /// other that doubles with every level.
  var path: Path? {
    guard case .path(let path) = operand, path.linkField == nil || path.isPlainLink else {
      return nil
    }
    let asksOnce = quantifier == .any || quantifier == .none
    return path.filters.isEmpty || asksOnce ? path : nil
  }

  /// What stands on the left, for the words of an error.
  var holder: String {
    switch operand {
    case .path(let path): path.fields.last?.name ?? path.text
    case .column(_, let column): column.name
    default: "this"
    }
  }
}

extension Resolver {
  /// `=`, `<` … (LANGUAGE §6.2).
  func comparison(
    _ left: Expression, _ isNegated: Bool, _ comparator: Comparator, _ quantifier: Quantifier?,
    _ right: Expression, at range: TextRange
  ) throws(QueryError) -> Predicate {
    let isUnequal = comparator == .notEqual
    let asked = Asked(
      left: left, operand: try operand(left),
      matching: .compares(isUnequal ? .equal : comparator), quantifier: quantifier ?? .any,
      right: right, range: range)
    let predicate = try comparison(asked)
    return isUnequal != isNegated ? .not(predicate) : predicate
  }

  private func comparison(_ asked: Asked) throws(QueryError) -> Predicate {
    switch asked.operand {
    case .test: throw comparedTest(asked)
    case .answer, .text:
      throw faults.error(
        "T03", "\(faults.written(asked.left.range)) is no field", at: asked.left.range,
        label: "a field is expected on the left",
        notes: ["fields: " + fieldNames.prefix(12).joined(separator: ", ")])
    case .function(.weekday, let inner):
      return try weekday(asked, of: inner)
    default: return try held(asked)
    }
  }

  /// The test by the type of its left side.
  func held(_ asked: Asked) throws(QueryError) -> Predicate {
    var asked = asked
    if case .path(var path) = asked.operand, path.linkField != nil, path.linkColumn == nil,
      !path.isPlainLink
    {
      // A link is compared by its kind.
      path.linkColumn = .kind
      asked.operand = .path(path)
    }
    switch asked.operand.type {
    case .entity(let noun): return try ofRecords(asked, noun)
    case .anyEntity: return try ofThings(asked)
    case .number: return try ofNumbers(asked)
    case .day, .period: return try ofDates(asked)
    case .code: return try ofWords(asked)
    case .text: return try ofTexts(asked)
    case .truth: return try ofAnswers(asked)
    }
  }

  /// A column of yes, no and maybe.
  private func ofAnswers(_ asked: Asked) throws(QueryError) -> Predicate {
    try requireEquality(asked)
    let truths = try texts(asked.right).map { word throws(QueryError) -> Operand in
      switch foldedKey(word) {
      case "yes": return .truth(.yes)
      case "no": return .truth(.no)
      case "maybe": return .truth(.maybe)
      default:
        throw faults.error(
          "N06", "an answer is yes, no or maybe", at: asked.right.range,
          fixes: [faults.fix(asked.right.range, "yes")])
      }
    }
    return .match(asked.operand, asked.matching, asked.quantifier, .list(truths))
  }

  /// A test is asked as it stands: `(attendance > 1M) = yes` says no more than `attendance > 1M`.
  private func comparedTest(_ asked: Asked) -> QueryError {
    let test = faults.written(asked.left.range)
    let isPlain = asked.matching == .compares(.equal) && asked.quantifier == .any
    var fix = test
    if isPlain, let word = try? texts(asked.right).first {
      switch foldedKey(word) {
      case "no", "false": fix = "not \(test)"
      case "maybe": fix = "maybe \(test)"
      default: break
      }
    }
    return faults.error(
      "T03", "a test is not compared: it is asked as it stands", at: asked.range,
      label: "yes keeps the row; `not` and `maybe` before it ask for the others",
      fixes: [faults.fix(asked.range, fix)])
  }

  /// T01: the two sides are of different kinds; carets under the sign, tildes under both.
  func incomparable(
    _ asked: Asked, _ right: Expression, _ label: String, notes: [String] = [],
    fixes: [Diagnostic.Fix] = []
  ) -> QueryError {
    let between = faults.written(TextRange(asked.left.range.end, asked.right.range.start))
    let before = between.prefix { $0 == " " }.utf8.count
    let sign = between.drop { $0 == " " }.prefix { $0 != " " }.utf8.count
    let start = asked.left.range.end + before
    return faults.error(
      "T01",
      "\(faults.written(asked.left.range)) and \(faults.written(right.range)) cannot be compared",
      at: sign > 0 ? TextRange(start, start + sign) : right.range, label: label,
      secondary: Diagnostic.Label(range: asked.left.range.joined(with: right.range)), notes: notes,
      fixes: fixes)
  }

  func requireEquality(_ asked: Asked) throws(QueryError) {
    guard case .compares(let comparator) = asked.matching else {
      throw faults.error(
        "T04", "\(asked.holder) is \(kindPhrase(asked.operand.type))", at: asked.range,
        label: "use `=` or `!=`")
    }
    guard comparator == .equal else {
      throw faults.error(
        "T01", "\(asked.holder) has no order to compare by", at: asked.range,
        label: "\(asked.holder) is \(kindPhrase(asked.operand.type)): use `=` or `!=`")
    }
  }

  // MARK: - Asking a path

  /// Some record at the end of a path passes, or some value does, told by its last field.
  func nested(_ path: Path, _ last: (Field) -> Predicate) -> Predicate {
    guard let field = path.fields.last else { return .constant(.no) }
    var predicate = last(field)
    for (index, field) in path.fields.enumerated().dropLast().reversed() {
      if let filter = path.filters[index] { predicate = .and(filter, predicate) }
      predicate = .exists(field, predicate)
    }
    return predicate
  }

  /// Some record at the end of a path passes its last filter, and the test if there is one.
  func element(_ path: Path, _ test: Predicate? = nil) -> Predicate {
    let tests = [path.lastFilter, test].compactMap(\.self)
    return nested(path) { .exists($0, .all(tests)) }
  }

  /// `any`, `all`, `none`, `only`, `exactly` over tests that each stand for a value of the list.
  ///
  /// - Parameters:
  ///   - besides: whether a value of the field is none of the list; `not` any of the tests where the
  ///     field has one value.
  ///   - ask: asks the path for a value that passes.
  func quantified(
    _ quantifier: Quantifier, _ tests: [Choice], besides: Predicate? = nil,
    _ ask: (Predicate) -> Predicate
  ) -> Predicate {
    let any = Predicate.any(tests.map { $0.test.unless(unsure: !$0.isSure) })
    switch quantifier {
    case .any: return ask(any)
    case .none: return .not(ask(any))
    case .all:
      return .all(tests.map { $0.isSure ? ask($0.test) : .or(ask($0.test), .constant(.maybe)) })
    case .only: return .and(ask(any), .not(ask(besides ?? .not(any))))
    case .exactly:
      return .and(
        quantified(.all, tests, besides: besides, ask),
        quantified(.only, tests, besides: besides, ask))
    }
  }

  /// A test on one field whose list is kept, where a quantifier stands before it and every value of the
  /// list is a record or a word.
  func keepingList(
    _ quantifier: Quantifier, _ path: Path, _ choices: [Choice], _ test: Predicate
  ) -> Predicate {
    guard quantifier != .any, path.fields.count == 1, path.filters.isEmpty, !choices.isEmpty,
      choices.allSatisfy(\.isSure)
    else { return test }
    let field = lastField(path)
    var rows: [UInt32] = []
    var words: [String] = []
    var isUnder = false
    for choice in choices {
      switch choice.test {
      case .identity(let some): rows += some
      case .within(.identity(let some), _):
        rows += some
        isUnder = true
      case .code(_, let some): words += some
      default: return test
      }
    }
    if words.isEmpty {
      return .quantified(field, quantifier, .records(rows, isUnder: isUnder), test)
    }
    return rows.isEmpty ? .quantified(field, quantifier, .words(words), test) : test
  }

  /// One of the values on the right of a test, as a test on what is at the left.
  struct Choice {
    var test: Predicate
    /// Surely on the right; else it may be.
    var isSure = true

    /// What nobody tells: it may be any value.
    static let untold = Choice(test: .constant(.maybe), isSure: false)
  }
}
