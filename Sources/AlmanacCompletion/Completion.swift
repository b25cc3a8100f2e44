/// What TAB offers: candidates for a stretch of the text.
public struct Completion: Hashable, Sendable {
  /// One of them.
  public struct Candidate: Hashable, Sendable {
    /// What takes the place of ``Completion/range``, quoted where it must be.
    public var insert: String
    /// What the menu shows: the name that matched, and the name proper when that is another.
    public var label: String
    /// What it is, in a few words: `association · 2 events`.
    public var detail: String
    /// How many of the rows so far it would leave; nil where that can't be told.
    public var count: Int?

    /// A candidate as it is to be shown and inserted.
    public init(insert: String, label: String, detail: String, count: Int? = nil) {
      self.insert = insert
      self.label = label
      self.detail = detail
      self.count = count
    }
  }

  /// Bytes of the text that a candidate replaces.
  public var range: Range<Int>
  /// The best first, at most ``limit`` of them.
  public var candidates: [Candidate]
  /// How many there are in all.
  public var total: Int

  /// Candidates for a range of the text.
  public init(range: Range<Int>, candidates: [Candidate], total: Int) {
    self.range = range
    self.candidates = candidates
    self.total = total
  }

  /// More than a screen can show.
  public static let limit = 200
}
