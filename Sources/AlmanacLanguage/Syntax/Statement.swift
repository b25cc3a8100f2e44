/// One statement of a script, or one line at the prompt.
public struct Statement: Hashable, Sendable {
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

  public var kind: Kind
  public var range: TextRange

  public init(_ kind: Kind, _ range: TextRange) {
    self.kind = kind
    self.range = range
  }
}
