/// A source and its stages, in the order written.
public struct Query: Hashable, Sendable {
  /// What the stages work on: a noun, a path, a thing, a variable, any value.
  public var source: Expression
  /// In the order written, which is the order of doing.
  public var stages: [Stage]
  /// Where it stands in the text.
  public var range: TextRange

  /// A value with its parts as given.
  public init(source: Expression, stages: [Stage], range: TextRange) {
    self.source = source
    self.stages = stages
    self.range = range
  }
}

/// One step of a query.
public struct Stage: Hashable, Sendable {
  /// What the step does.
  public enum Kind: Hashable, Sendable {
    /// `where` and its test; a phrase that stands as a stage is one too, with `isPhrase` true, so
    /// that it is written back as a phrase.
    case filter(Expression, isPhrase: Bool)
    case show([Column])
    case sort([SortKey])
    case limit(Expression)
    case distinct
    case count(by: [Column])
    case summarize([Column], by: [Column])
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

/// A column of `show`, `print`, `summarize` or a key: an operand, or `*` for every field.
public struct Column: Hashable, Sendable {
  /// nil is `*`.
  public var expression: Expression?
  /// The name after `as`.
  public var alias: Name?
  /// Where it stands in the text.
  public var range: TextRange

  /// A value with its parts as given.
  public init(expression: Expression?, alias: Name?, range: TextRange) {
    self.expression = expression
    self.alias = alias
    self.range = range
  }
}

/// What `sort` goes by, first key first.
public struct SortKey: Hashable, Sendable {
  /// An operand, or a test in brackets.
  public var expression: Expression
  /// Whether `desc` stands behind it.
  public var isDescending: Bool

  /// A value with its parts as given.
  public init(expression: Expression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
