/// What could stand at a byte of a text: the one source of completion and of the errors that say
/// what was expected.
public struct Expectation: Hashable, Sendable {
  /// Kinds of words and signs; each stands for a table or a vocabulary.
  public struct Categories: OptionSet, Hashable, Sendable {
    /// One bit a category.
    public var rawValue: UInt64

    /// The categories of some bits.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    private static func bit(_ position: UInt64) -> Categories {
      Categories(rawValue: 1 << position)
    }

    /// A noun, a thing's name, `$name` or `@id` that a query starts from.
    public static let source = bit(0)
    /// `let`, `param`, `assert` …
    public static let statementWord = bit(1)
    /// What a test is about: a field, or a path.
    public static let operand = bit(2)
    /// What the left side is compared with; ``Role/value(of:relation:comparator:quantifier:)``.
    public static let value = bit(3)
    /// A column of `show`, `print`, `summarize`, or a key of a count.
    public static let column = bit(4)
    /// What `sort` goes by.
    public static let sortKey = bit(5)
    /// What a function takes: a field, a path, a test or a query.
    public static let argument = bit(6)
    /// The thing of `describe` and `why`.
    public static let subject = bit(7)
    /// A relation about the row itself: `in`, `by`, `about` …
    public static let phrase = bit(8)
    /// A relation after an operand: `in`, `under`, `contains` …
    public static let infixRelation = bit(9)
    /// `=`, `!=`, `<` …
    public static let comparator = bit(10)
    /// `is`.
    public static let isWord = bit(11)
    /// `known`, `missing`, `exact`, `vague`.
    public static let state = bit(12)
    /// `where`, `show`, `sort` …, all but `draw` and `export`.
    public static let stage = bit(13)
    /// `draw`.
    public static let draw = bit(14)
    /// `export`.
    public static let export = bit(15)
    /// `not`, `maybe`, `possibly`.
    public static let modifier = bit(16)
    /// `not` between an operand and a relation, or after `is` and `why`.
    public static let negation = bit(17)
    /// `and`.
    public static let and = bit(18)
    /// `or`.
    public static let or = bit(19)
    /// `any`, `all`, `none`, `only`, `exactly`.
    public static let quantifier = bit(20)
    /// `asc`, `desc`.
    public static let direction = bit(21)
    /// `as`.
    public static let asWord = bit(22)
    /// `by` after `count`, `summarize` and `sort`.
    public static let byWord = bit(23)
    /// `in` of `why X in QUERY`.
    public static let inWord = bit(24)
    /// A new name for a column.
    public static let alias = bit(25)
    /// A number, or for `limit` a `$name`.
    public static let number = bit(26)
    /// `day`, `weeks` …
    public static let unit = bit(27)
    /// A view of `draw`.
    public static let view = bit(28)
    /// A file name in quotes.
    public static let fileName = bit(29)
    /// A text in quotes.
    public static let message = bit(30)
    /// `$name`, to be defined.
    public static let variableName = bit(31)
    /// A field after `.`.
    public static let member = bit(32)
    /// `+`, `-`, `*`, `/`.
    public static let arithmetic = bit(33)
    /// `..`.
    public static let rangeDots = bit(34)
    /// `(`.
    public static let openRound = bit(35)
    /// `[`.
    public static let openSquare = bit(36)
    /// `)`.
    public static let closeRound = bit(37)
    /// `]`.
    public static let closeSquare = bit(38)
    /// `,`.
    public static let comma = bit(39)
    /// `|`.
    public static let pipe = bit(40)
    /// `=` of `let` and `param`.
    public static let equals = bit(41)
    /// `distinct` in a function.
    public static let distinctWord = bit(42)
    /// `*`, every field.
    public static let star = bit(43)
    /// Nothing more.
    public static let end = bit(44)
  }

  /// What an operand is for.
  public enum Role: Hashable, Sendable {
    case source
    /// The left side of a test.
    case operand
    /// The right side: after `organizer =` names of organizations are wanted, after `in` (without
    /// a left side) places, dates and events.
    case value(
      of: Expression?, relation: Relation?, comparator: Comparator?, quantifier: Quantifier?)
    case column
    case sortKey
    /// An argument of a function, or an element of a list when there is no function.
    case argument(of: String?)
    case subject
    /// A field of what a path leads to, after its `.`.
    case member(of: Expression)
  }

  /// All that could stand there.
  public var categories: Categories
  /// The bytes that a candidate would replace: the word under the cursor, empty between words.
  public var range: TextRange
  /// The role of the operand at the cursor, when ``categories`` holds one.
  public var role: Role
  /// The innermost query around the cursor: its source and the stages that are complete before the
  /// cursor; nil outside a query.
  public var query: Query?
  /// The stage around the cursor as far as it is typed, with the empty word of ``hole`` in the
  /// place of the operand that is being typed; nil when no operand could stand there.
  public var stage: Stage?
  /// The expression that stands for the operand being typed inside ``stage``: a candidate put in
  /// its place gives the query that it would make.
  public var hole: Expression?

  init(
    categories: Categories, range: TextRange, role: Role, query: Query? = nil,
    stage: Stage? = nil, hole: Expression? = nil
  ) {
    self.categories = categories
    self.range = range
    self.role = role
    self.query = query
    self.stage = stage
    self.hole = hole
  }
}

extension Expectation.Role {
  var category: Expectation.Categories {
    switch self {
    case .source: .source
    case .operand: .operand
    case .value: .value
    case .column: .column
    case .sortKey: .sortKey
    case .argument: .argument
    case .subject: .subject
    case .member: .member
    }
  }
}
