internal import Foundation

/// The strings of a public suite of EDTF dates, and how the manual's table judges them.
public enum EDTFSuite {
  /// One string, and the list of the suite that it comes from.
  public struct Entry: Sendable {
    /// `invalid…` where it must be refused.
    public var list: String
    /// The string.
    public var date: String

    /// What becomes of it.
    public var judgement: Judgement {
      if list.hasPrefix("invalid") { return readThough.contains(date) ? .read : .refused }
      let isLeftOut = date.contains("Y") || date.contains("S") || date.hasPrefix("{")
      return isLeftOut ? .leftOut : .read
    }
  }

  /// What becomes of a string where data have it.
  public enum Judgement: Sendable {
    case read
    /// No EDTF.
    case refused
    /// EDTF that Almanac does not have: years with Y, significant digits, lists of periods.
    case leftOut
  }

  /// Every string, from `Tests/Fixtures/edtf`.
  public static func entries() throws -> [Entry] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/edtf/edtf-validate.tsv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map {
      let columns = $0.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      return Entry(list: String(columns[0]), date: columns.count > 1 ? String(columns[1]) : "")
    }
  }

  /// What the suite refuses and we read: periods with times, as ISO 8601-1 has them; and periods
  /// whose end may well lie after their start, as it is less precise.
  private static let readThough: Set<String> = [
    "2005-07-25T10:10:10Z/2006-01-01T10:10:10Z", "2005-07-25T10:10:10Z/2006-01",
    "2005-07-25/2006-01-01T10:10:10Z", "0000-01-03/0000-01", "0000-02/0000",
    "2004-06-11%/2004-%06", "2004-06-11%/2004-06~",
  ]
}
