/// A query in plain words: what it asks once all is settled, what each stage leaves, how each test is
/// answered.
public struct Explanation: Hashable, Sendable {
  /// How something that was written is read.
  public enum Reading: Hashable, Sendable {
    /// A name stands for a record.
    case name(written: String, NamedThing)
    /// A phrase or relation word asks for this.
    case phrase(written: String, meaning: Meaning)
    /// `~60` is 54 to 66.
    case approximate(written: String, low: String, high: String)
    /// A date stands for these days.
    case date(written: String, days: String)
  }

  /// What a relation asks, which goes by what stands behind it.
  public enum Meaning: Hashable, Sendable {
    /// `by`: that field holds it, and nothing below it counts.
    case role(field: String)
    /// `in`, `under`, `about`: that field holds it or something below it.
    case below(field: String)
    /// `in` and a time: some day in common.
    case overlaps(field: String)
    /// `during`: wholly inside.
    case during(field: String)
    /// `before` and `after`: surely ended or begun.
    case before(field: String)
    case after(field: String)
    /// The period holds all of those days.
    case contains(field: String)
    /// The record itself or one below it.
    case itselfOrBelow(noun: String)
    /// Any text of the record.
    case anyText
    /// The same is asked of records that a field leads to.
    case through(field: String)
    /// It is one of several tests.
    case either
  }

  /// One stage and what it leaves.
  public struct Step: Hashable, Sendable {
    /// As the formatter writes it.
    public var text: String
    /// Rows that are surely so.
    public var rowCount: Int
    /// Rows left out so far that are maybe by something stated.
    public var maybeCount: Int
    /// Rows left out so far that are maybe only because a field states nothing.
    public var notStatedCount: Int
    /// Those fields.
    public var notStatedFields: [String]
  }

  /// As the formatter writes it.
  public var query: String
  /// The same query with nothing left to settle: it can be run and answers alike.
  public var settled: String
  /// What names, phrases and vague words are read as, in the order of the text.
  public var readings: [Reading]
  /// The source, then the stages.
  public var steps: [Step]
  /// How the tests are answered.
  public var plan: Plan
}
