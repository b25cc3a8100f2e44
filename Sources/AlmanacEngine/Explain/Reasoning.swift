public import AlmanacStore
public import AlmanacTime

/// A record with what it is called: for views that know no store.
public struct NamedThing: Hashable, Sendable {
  /// The record.
  public var entity: Entity
  /// What it is called by the reader.
  public var name: String
  /// `@org:cast`.
  public var identity: String
}

/// Why a record is a row of a query or is none: each stage, each of its tests.
public struct Reasoning: Hashable, Sendable {
  /// One test and its answer for the record.
  public struct Judgment: Hashable, Sendable {
    /// As the formatter writes it.
    public var text: String
    /// How deep it stands within `and`, `or` and the words before a test.
    public var depth: Int
    /// Its answer.
    public var truth: Truth
    /// What it found; empty for a test that is made of others.
    public var findings: [Finding]
  }

  /// What a stage does with the record.
  public enum Outcome: Hashable, Sendable {
    /// It stays a row.
    case kept
    /// It is no row from here on.
    case dropped
    /// It was dropped before; the tests are answered all the same.
    case goneBefore
    /// It is counted in rows that the stage makes.
    case gathered
  }

  /// One stage.
  public struct Step: Hashable, Sendable {
    /// As the formatter writes it.
    public var text: String
    /// What it does with the record.
    public var outcome: Outcome
    /// Its tests, those made of others before their parts.
    public var judgments: [Judgment]
    /// 1-based place among the rows, for a limit.
    public var position: Int?
  }

  /// The record asked about.
  public var thing: NamedThing
  /// The query, as the formatter writes it.
  public var query: String
  /// *yes* or *maybe* for a row of the answer, *no* for any other.
  public var truth: Truth
  /// The source, then the stages.
  public var steps: [Step]
}

/// Who says what a record holds in one field.
public struct Attribution: Hashable, Sendable {
  /// Whose field it is.
  public var thing: NamedThing
  /// What it holds, how far that is known, and every claim and line that says so.
  public var finding: Finding
}

/// Why a record is no row of a query, and what would make it one.
public struct Absence: Hashable, Sendable {
  /// A test that keeps the record out.
  public struct Test: Hashable, Sendable {
    /// As the formatter writes it, with the `not` that stands around it.
    public var text: String
    /// Its answer: *no* or *maybe*.
    public var truth: Truth
    /// What it found.
    public var findings: [Finding]
  }

  /// What keeps the record out.
  public enum Cause: Hashable, Sendable {
    /// It is in the answer, surely or as a maybe.
    case isRow(Truth)
    /// The source does not lead to it.
    case source
    /// The smallest tests to blame, at least one.
    case tests([Test])
    /// It comes too late: its place among the rows, and how many are kept.
    case limit(position: Int, count: Int)
  }

  /// What an edit does to the query.
  public enum Edit: Hashable, Sendable {
    /// `possibly` before a test.
    case possibly(String)
    /// A test asks for more: the old one and the new one.
    case wider(String, by: String)
    /// A test is left out.
    case without(String)
    /// More rows are kept.
    case limit(Int)
    /// All records of the noun instead of the source.
    case source(String)
  }

  /// The record asked about.
  public var thing: NamedThing
  /// The query, as the formatter writes it.
  public var query: String
  /// The stage that drops the record, as the formatter writes it; empty where none does.
  public var stage: String
  /// 1-based place of that stage, 0 for the source.
  public var stageNumber: Int
  /// What keeps it out.
  public var cause: Cause
  /// What is not known and would settle a maybe.
  public var unsettled: [Finding]
  /// What has to be changed: one edit wherever one is enough.
  public var edits: [Edit]
  /// The query with these edits, which has the record among its rows; empty where nothing is wanted.
  public var admitting: String
}
