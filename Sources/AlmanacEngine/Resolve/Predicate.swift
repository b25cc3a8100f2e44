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
  /// The row is one of these records.
  case identity([UInt32])
  /// Maybe, whatever the row.
  case unsure
  /// The field, which may name a record of whatever noun, names one of these.
  case refers(Field, [Entity])
  /// The row is one of these records or below one. With `isStatement` a place above counts as
  /// maybe: what happens "in China" may happen in Beijing.
  case within([UInt32], isStatement: Bool)
  /// Some record that the field names passes.
  case exists(Field, Predicate)
  /// What the field names, compared with a list as a whole: `= only (CAST)`.
  case quantified(Field, Quantifier, [UInt32], isUnder: Bool)
  /// The field holds one of these words (folded).
  case code(Field, [String])
  /// The field holds a word, and none but these.
  case codesOnly(Field, [String])
  case number(Operand, Comparator, Quantity)
  /// A point in time.
  case day(Field, Comparator, DateRange)
  /// A day falls on one of these days of the week, Monday the first.
  case weekday(Operand, [Int])
  /// The whole period of the row, or its day where it has only that.
  case period(PeriodRelation, DateRange, Field)
  /// Two things that differ from row to row: yes only when both are exact.
  case compare(Operand, Comparator, Operand)
  /// The text, folded, is equal to, contains, or matches the pattern.
  case text(Operand, TextRelation, String)
  /// Any text of the row.
  case anyText(TextRelation, String)
  /// About the record itself; two-valued.
  case state(Field, KnowledgeState)
  /// Tests on made rows.
  case tuple(TuplePredicate)
}

enum TextRelation: Hashable, Sendable {
  case equals
  case contains
  case matches
}

/// A test on rows that a count made.
enum TuplePredicate: Hashable, Sendable {
  case number(Operand, Comparator, Quantity)
  case entity(Int, noun: Noun, [UInt32], isUnder: Bool)
  case text(Int, TextRelation, String)
  case day(Int, Comparator, DateRange)
  case state(Int, KnowledgeState)
  /// The same for every row.
  case constant(Truth)
}
