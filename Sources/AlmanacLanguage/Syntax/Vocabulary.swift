/// The nine nouns of the grammar. Singular and plural are one word, so are `org` and
/// `organization`, and `people` and `persons`.
public enum NounWord: String, CaseIterable, Sendable, Hashable {
  case event
  case organization
  case person
  case place
  case theme
  case outcome
  case figure
  case source
  case claim
}

/// The words that relate a row, or an operand, to something else.
public enum Relation: String, CaseIterable, Sendable, Hashable {
  case `in`
  case under
  case by
  case about
  case during
  case before
  case after
  case overlaps
  case contains
  case matches
}

/// The signs that compare.
public enum Comparator: String, CaseIterable, Sendable, Hashable {
  case equal = "="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
}

/// How many of several values must pass.
public enum Quantifier: String, CaseIterable, Sendable, Hashable {
  case any
  case all
  case none
  case only
  case exactly
}

/// What stands before a test: `not`, `maybe`, `possibly`.
public enum Modifier: String, CaseIterable, Sendable, Hashable {
  case not
  case maybe
  case possibly
}

/// What a record says of a field: `is known`, `is missing`, `is exact`, `is vague`.
public enum KnowledgeState: String, CaseIterable, Sendable, Hashable {
  case known
  case missing
  case exact
  case vague
}

/// The signs that calculate.
public enum ArithmeticOperator: String, CaseIterable, Sendable, Hashable {
  case plus = "+"
  case minus = "-"
  case times = "*"
  case over = "/"
}

/// What `draw` can show an answer as.
public enum View: String, CaseIterable, Sendable, Hashable {
  case table
  case cards
  case timeline
  case calendar
  case bars
  case tree
}
