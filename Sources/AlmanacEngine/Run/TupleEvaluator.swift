internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// Tests and values on rows that a count or `distinct` made: few, so row by row.
struct TupleEvaluator {
  private let values: Values

  init(_ values: Values) {
    self.values = values
  }

  func value(of operand: Operand, _ row: [Value]) -> Value {
    RowReader(values: values, row: .made(row)).value(of: operand)
  }

  func truth(of predicate: Predicate, _ row: [Value]) -> Truth { answer(to: predicate, row).truth }

  /// - Returns: the answer, and for a maybe whether it rests on cells that state nothing.
  func answer(to predicate: Predicate, _ row: [Value]) -> MatchAnswer {
    switch predicate {
    case .and(let left, let right):
      return answer(to: left, row).and(answer(to: right, row))
    case .or(let left, let right):
      return answer(to: left, row).or(answer(to: right, row))
    case .not(let inner):
      var answer = answer(to: inner, row)
      answer.truth = !answer.truth
      return answer
    case .maybe(let inner):
      return MatchAnswer(answer(to: inner, row).truth == .maybe ? .yes : .no)
    case .possibly(let inner):
      return MatchAnswer(answer(to: inner, row).truth == .no ? .no : .yes)
    case .constant(let truth):
      return MatchAnswer(truth)
    case .match(let left, let matching, let quantifier, let right):
      let reader = RowReader(values: values, row: .made(row))
      let matcher = Matcher(values: values, matching: matching)
      var answer = matcher.answer(
        reader.elements(of: left), quantifier, reader.elements(of: right))
      if answer.isUnstated { answer.fields = RowReader.fieldNames(of: left) }
      return answer
    case .state(let operand, let state):
      let reader = RowReader(values: values, row: .made(row))
      return MatchAnswer(state.holds(of: reader.elements(of: operand)) ? .yes : .no)
    // Tests of records never come here: the resolver makes none for made rows.
    case .identity, .refers, .within, .exists, .quantified, .linked, .code, .codeBesides, .number,
      .day,
      .weekday, .period, .text, .textBesides, .anyText:
      return MatchAnswer(.no)
    }
  }
}
