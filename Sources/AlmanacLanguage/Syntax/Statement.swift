/// One statement of a script, or one line at the prompt.
public struct Statement: Hashable, Sendable {
  /// The form of a statement.
  public enum Kind: Hashable, Sendable {
    case query(Query, draw: View?, export: Name?)
    case letBinding(Name, Query)
    case param(Name, Query)
    case include(Name)
    case assert(Expression, message: Name?)
    case print([Column])
    case explain(Query)
    case describe(Expression)
    case why(isNegated: Bool, Expression, in: Query?)
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
