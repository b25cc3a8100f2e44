/// How the tests of a query are answered: data for whoever words it.
public struct Plan: Hashable, Sendable {
  /// How the rows that pass a test are found.
  public enum Access: Hashable, Sendable {
    /// The rows that hold each of so many values are listed beside the field.
    case postings(field: String, valueCount: Int)
    /// The values are a stretch of the tree of that noun: so many records.
    case tree(of: String, recordCount: Int)
    /// The column of a field is read from its first row to its last.
    case column(field: String)
    /// A value is worked out for each row.
    case eachRow
    /// The rows are named outright.
    case rows
    /// A stretch of the order by start, and blocks before it that reach into it.
    case startOrder
    /// A sorted index of the field.
    case index(field: String)
    /// All texts of a field are searched at once.
    case texts(field: String)
    /// A text is looked for among the words of a field, and the rows of each word are listed.
    case words(field: String)
    /// The records at the end of a field are answered first, then followed back along it.
    case pulledBack(field: String)
    /// The answers of the parts are put together, a bit for a row.
    case bitmaps(String)
    /// The rows that a count made are tested one by one.
    case madeRows
  }

  /// One test.
  public struct Test: Hashable, Sendable {
    /// As settled: no phrases, names as `@id`s.
    public var text: String
    /// How deep it stands within others.
    public var depth: Int
    /// From what is looked up first to what is made of it.
    public var access: [Access]
    /// How many rows were left to ask when its turn came: tests that leave fewest are asked first.
    public var askedRowCount: Int
    /// How many rows were expected to pass, of all that there are.
    public var estimatedRowCount: Int
    /// How many surely do.
    public var rowCount: Int
  }

  /// The tests in the order of the text, each before its parts.
  public var tests: [Test]
}
