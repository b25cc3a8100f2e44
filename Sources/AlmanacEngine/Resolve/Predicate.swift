internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// A test with its names and types settled. Applies to the rows of one noun, or to made rows.
indirect enum Predicate: Hashable, Sendable {
  case and(Predicate, Predicate)
  case or(Predicate, Predicate)
  case not(Predicate)
  case maybe(Predicate)
  case possibly(Predicate)
  /// The same answer for every row.
  case constant(Truth)
  // Tests of records, answered for a whole column at once.
  /// The row is one of these records.
  case identity([UInt32])
  /// The field, which may name a record of whatever noun, names one of these.
  case refers(Field, [Entity])
  /// The row passes, or one above it does. With `isStatement` a place above counts as maybe: what
  /// happens "in China" may happen in Beijing.
  case within(Predicate, isStatement: Bool)
  /// Some record that the field names passes.
  case exists(Field, Predicate)
  /// What the field holds, compared with a list as a whole, and the test that this is:
  /// `= only (CAST)`. The list is kept for whoever explains the test.
  case quantified(Field, Quantifier, Listed, Predicate)
  /// Some link of the record passes, a test on made rows.
  case linked(Field, Predicate)
  /// The field holds one of these words (folded).
  case code(Field, [String])
  /// The field holds a word that is none of these (folded).
  case codeBesides(Field, [String])
  case number(Field, Comparator, Quantity)
  /// A point in time.
  case day(Field, Comparator, DateRange)
  /// A day falls on one of these days of the week, Monday the first.
  case weekday(Operand, [Int])
  /// The whole period of the row, or its day where it has only that.
  case period(PeriodRelation, DateRange, Field)
  /// A text of the field, folded, is equal to, contains, or matches the pattern.
  case text(Field, TextRelation, String)
  /// The field holds a text that is none of these.
  case textBesides(Field, [String])
  /// Any text of the row.
  case anyText(TextRelation, String)
  // Tests of whatever has a value, answered row by row.
  /// Some or all of what is on the left, held against what is on the right.
  case match(Operand, Matching, Quantifier, Operand)
  /// About what is stated, not about what is true; two-valued.
  case state(Operand, KnowledgeState)
}

/// What stands in the list of a quantifier.
enum Listed: Hashable, Sendable {
  case records([UInt32], isUnder: Bool)
  case words([String])
}

enum TextRelation: Hashable, Sendable {
  case equals
  case contains
  case matches
}

/// How one value is held against another.
enum Matching: Hashable, Sendable {
  /// `=`, `<` …
  case compares(Comparator)
  /// `during`, `before` …
  case stands(PeriodRelation)
  /// `contains`, `matches`.
  case reads(TextRelation)
  /// `in` and `under`: is the same record or one below it; with `isStatement` one above is maybe.
  case lies(isStatement: Bool)
}

extension Predicate {
  /// One of them holds; no for none of them. Records and words make one test each; the rest is
  /// balanced, so that a long list is no deep tree.
  static func any(_ tests: some Sequence<Predicate>) -> Predicate {
    var records: [UInt32] = []
    var below: [Bool: [UInt32]] = [:]
    var words: [Field: [String]] = [:]
    var others: [Predicate] = []
    for test in tests {
      switch test {
      case .identity(let rows): records += rows
      case .within(.identity(let rows), let isStatement): below[isStatement, default: []] += rows
      case .code(let field, let codes): words[field, default: []] += codes
      default: others.append(test)
      }
    }
    if !records.isEmpty || (others.isEmpty && below.isEmpty && words.isEmpty) {
      others.insert(.identity(records), at: 0)
    }
    for isStatement in [false, true] {
      if let rows = below[isStatement] {
        others.append(.within(.identity(rows), isStatement: isStatement))
      }
    }
    others += words.map { .code($0.key, $0.value) }
    return joined(others, empty: .constant(.no)) { .or($0, $1) }
  }

  /// All of them hold; yes for none of them.
  static func all(_ tests: some RandomAccessCollection<Predicate>) -> Predicate {
    joined(tests, empty: .constant(.yes)) { .and($0, $1) }
  }

  private static func joined(
    _ tests: some RandomAccessCollection<Predicate>, empty: Predicate,
    _ join: (Predicate, Predicate) -> Predicate
  ) -> Predicate {
    guard let first = tests.first else { return empty }
    guard tests.count > 1 else { return first }
    let middle = tests.index(tests.startIndex, offsetBy: tests.count / 2)
    return join(
      joined(tests[..<middle], empty: empty, join), joined(tests[middle...], empty: empty, join))
  }

  /// The test itself, or maybe where it is not sure to be asked at all.
  func unless(unsure isUnsure: Bool) -> Predicate {
    isUnsure ? .and(self, .constant(.maybe)) : self
  }
}
