public import AlmanacTime

/// An operand or a test. Brackets that only group leave no node: the formatter puts back those that
/// the tree needs.
public struct Expression: Hashable, Sendable {
  /// The form of an expression.
  public indirect enum Kind: Hashable, Sendable {
    // Tests.
    case or(Expression, Expression)
    case and(Expression, Expression)
    case modified(Modifier, Expression)
    /// A relation about the row itself: `in China`, `by any (CAST, WFEO)`.
    case phrase(Relation, Quantifier?, Expression)
    /// `place not in China`, `starts after 2022`.
    case relation(Expression, isNegated: Bool, Relation, Quantifier?, Expression)
    case comparison(Expression, isNegated: Bool, Comparator, Quantifier?, Expression)
    /// `place is not known`.
    case state(Expression, isNegated: Bool, KnowledgeState)
    // Operands.
    case arithmetic(Expression, ArithmeticOperator, Expression)
    case negated(Expression)
    /// `a..b`, `a..`, `..b`; never both nil. `2023-11-06/2023-11-07` is one too.
    case range(Expression?, Expression?)
    /// `organizer.country`.
    case member(Expression, Name)
    /// `events[in Beijing]`.
    case filtered(Expression, Expression)
    /// A bareword: a noun, a field, a thing's name. Text as typed, full-width forms folded.
    case word(String)
    /// A quoted name or text, escapes resolved.
    case text(String)
    /// Four bare digits too: `2023` stays a number, and the resolver reads it as a year, by
    /// ``Decimal/asYear``, where a date is wanted; so with both ends of `2021..2023`.
    case number(Decimal)
    /// `~60`.
    case approximate(Decimal)
    /// A date that is more than four digits: `2023-11`, `202X`, `2023年`. Letters in upper case.
    case date(DateRange, text: String)
    /// `today`, `last 2 years`.
    case relativeDate(RelativeDate)
    /// `$name`, without the sign.
    case variable(String)
    /// `@org:cast`.
    case identity(NounWord, String)
    /// `count` where an operand is expected: the column that the stage of that name makes.
    case countColumn
    /// `avg(events.attendance)`. An argument is an operand, a test or a query.
    case call(Name, isDistinct: Bool, [Expression])
    /// Two or more in brackets; one in brackets is itself.
    case list([Expression])
    /// A query in brackets, or in a function: `(organizations where country = France)`. It has at least
    /// one stage: a query without stages is its source, so `exists(events)` holds a word.
    case subquery(Query)
  }

  /// What it is.
  public var kind: Kind
  /// Where it stands in the text.
  public var range: TextRange

  /// A value with its parts as given.
  public init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }
}

/// A word with its place in the source.
public struct Name: Hashable, Sendable {
  /// The characters as typed, full-width forms folded.
  public var text: String
  /// Where it stands in the text.
  public var range: TextRange

  /// A value with its parts as given.
  public init(_ text: String, _ range: TextRange) {
    self.text = text
    self.range = range
  }
}

/// An exact decimal number as the language writes it: value × 10⁶ in 64 bits, so `7.4万` is
/// 74_000_000_000. Text as typed for the formatter.
public struct Decimal: Hashable, Sendable {
  /// The value × 10⁶.
  public var millionths: Int64
  /// The characters as typed, full-width forms folded.
  public var text: String

  /// A value with its parts as given.
  public init(millionths: Int64, text: String) {
    self.millionths = millionths
    self.text = text
  }
}

/// `today`, `last year` (the calendar unit), `last 2 years` (rolling, ends today).
public enum RelativeDate: Hashable, Sendable {
  /// What is counted.
  public enum Unit: String, CaseIterable, Hashable, Sendable {
    case day
    case week
    case month
    case quarter
    case year
  }

  /// The unit around today, before it or after it.
  public enum Direction: String, CaseIterable, Hashable, Sendable {
    case this
    case last
    case next
  }

  case today
  case yesterday
  case tomorrow
  case calendar(Direction, Unit)
  case rolling(Direction, Int, Unit)
}
