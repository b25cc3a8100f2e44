/// A source and its stages, in the order written.
public struct Query: Hashable, Sendable {
  public var source: Expression
  public var stages: [Stage]
  public var range: TextRange

  public init(source: Expression, stages: [Stage], range: TextRange) {
    self.source = source
    self.stages = stages
    self.range = range
  }
}

public struct Stage: Hashable, Sendable {
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

  public var kind: Kind
  public var range: TextRange

  public init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }
}

/// A column of `show`, `print`, `summarize` or a key: an operand, or `*` for every field.
public struct Column: Hashable, Sendable {
  /// nil is `*`.
  public var expression: Expression?
  public var alias: Name?
  public var range: TextRange

  public init(expression: Expression?, alias: Name?, range: TextRange) {
    self.expression = expression
    self.alias = alias
    self.range = range
  }
}

public struct SortKey: Hashable, Sendable {
  public var expression: Expression
  public var isDescending: Bool

  public init(expression: Expression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
