/// One fault in a statement: what is wrong, where, and what to do.
///
/// Ids are stable and name a page of the help: `L` lexical, `S` structure, `N` names, `V` values,
/// `T` types, `A` assertions, `X` not yet or not here. The wording follows LANGUAGE §12: the first
/// line speaks of events, never of grammar.
public struct Diagnostic: Hashable, Sendable {
  /// A span of the source with the words that stand behind its carets.
  public struct Label: Hashable, Sendable {
    /// The bytes under the carets.
    public var range: TextRange
    /// The words behind the carets, often none.
    public var text: String

    /// A value with its parts as given.
    public init(range: TextRange, text: String = "") {
      self.range = range
      self.text = text
    }
  }

  /// A whole statement that runs, and what to say behind it: `events in 2023`, `(the whole month)`.
  public struct Fix: Hashable, Sendable {
    /// What to type, on one line.
    public var statement: String
    /// What to say behind it, with its brackets; often empty.
    public var remark: String

    /// A value with its parts as given.
    public init(_ statement: String, remark: String = "") {
      self.statement = statement
      self.remark = remark
    }
  }

  /// The stable name of the fault: `S04`.
  public var id: String
  /// The first line, in terms of events.
  public var message: String
  /// The cause, under carets.
  public var primary: Label
  /// At most one more span, under tildes.
  public var secondary: Label?
  /// Lines below the carets, as they stand: `close: CAST (China Association for …)`.
  public var notes: [String]
  /// The first is the one that `.fix` takes.
  public var fixes: [Fix]

  /// A value with its parts as given.
  public init(
    id: String, message: String, primary: Label, secondary: Label? = nil, notes: [String] = [],
    fixes: [Fix] = []
  ) {
    self.id = id
    self.message = message
    self.primary = primary
    self.secondary = secondary
    self.notes = notes
    self.fixes = fixes
  }
}
