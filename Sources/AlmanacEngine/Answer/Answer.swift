public import AlmanacStore
public import AlmanacTime

/// The rows that a query answers with, and how sure it is of them.
public struct Answer: Sendable {
  /// What stands over a column.
  public struct Column: Hashable, Sendable {
    /// The field's name, the `as` name, or the canonical text of the expression.
    public var name: String
    /// Numbers stand to the right.
    public var isNumber: Bool

    /// A column of that name.
    public init(name: String, isNumber: Bool) {
      self.name = name
      self.isNumber = isNumber
    }
  }

  /// What kind of thing the answer is, so that a view can be chosen.
  public enum Shape: Hashable, Sendable {
    /// Records of one noun.
    case records(Noun)
    /// One record asked for by its name alone: its card.
    case card(Entity)
    /// Rows that a `count` or `distinct` made.
    case groups
  }

  /// What kind of thing this is.
  public var shape: Shape
  /// From left to right.
  public var columns: [Column]
  /// How many rows there are to show.
  public var rowCount: Int
  /// `maybe` for rows that `possibly` or `maybe` let in; empty when every row is a yes.
  public var truths: [Truth]
  /// What the line below says.
  public var footer: Footer
  /// What is worth knowing besides, the most useful first.
  public var hints: [Hint]
  let cells: CellSource

  /// The cell at a row (0-based) and a column, made when it is asked for.
  public func value(row: Int, column: Int) -> Value { cells.value(row: row, column: column) }

  /// The record of a row, or nil when rows are not records.
  public func entity(row: Int) -> Entity? { cells.entity(row: row) }

  /// What the rows are of: the store that was asked, with the dates of series within the time that
  /// was asked for.
  public var store: Store { cells.values.store }

  /// The same rows with every field that has a value in some row: for JSON and the card.
  public var withAllFields: Answer { cells.allFields(of: self) }
}

/// The line below an answer, as data.
public struct Footer: Hashable, Sendable {
  /// Records of the noun in all; nil when the rows are not records.
  public var total: Int?
  /// The noun that `total` counts.
  public var noun: Noun?
  /// Rows left out, or counted, that are maybe because of a stated but vague, open or disputed value.
  public var maybeCount: Int
  /// Rows left out that are maybe only because a tested field states nothing.
  public var notStatedCount: Int
  /// The fields that state nothing.
  public var notStatedFields: [String]
  /// Remarks about the counting: rows in several groups.
  public var remarks: [String]

  /// Counts that are zero are left out of the line.
  public init(
    total: Int? = nil, noun: Noun? = nil, maybeCount: Int = 0, notStatedCount: Int = 0,
    notStatedFields: [String] = [], remarks: [String] = []
  ) {
    self.total = total
    self.noun = noun
    self.maybeCount = maybeCount
    self.notStatedCount = notStatedCount
    self.notStatedFields = notStatedFields
    self.remarks = remarks
  }
}

/// Something worth knowing after an answer: never an error.
public struct Hint: Hashable, Sendable {
  /// `H1`, `H2` …: each kind is shown at most three times a session.
  public var id: String
  /// One sentence without a full stop.
  public var text: String
  /// A query that goes on from here, or empty.
  public var query: String

  /// A remark, and the query that it leads to.
  public init(id: String, text: String, query: String = "") {
    self.id = id
    self.text = text
    self.query = query
  }
}
