/// Why a text is no date, and where.
public struct DateError: Error, Hashable, Sendable {
  /// What sort of fault it is.
  public enum Reason: Hashable, Sendable {
    /// The characters do not make a date.
    case malformed
    /// The form is right, but the calendar has no such day, month or week, the clock no such time.
    case nonexistent
    /// The end lies before the start.
    case reversed
    /// EDTF has it and Almanac does not: years beyond four digits, lists of periods.
    case unsupported
    /// `?`, `~` or unspecified digits where a query wants a date that is not vague.
    case vague
  }

  /// The sort of fault.
  public var reason: Reason
  /// Byte offset in the text of the first character that is wrong.
  public var offset: Int
  /// What is wrong and what would be right, as the rest of a sentence: `November has 30 days`.
  public var message: String

  /// A fault at a byte offset.
  public init(_ reason: Reason, at offset: Int, _ message: String) {
    self.reason = reason
    self.offset = offset
    self.message = message
  }
}
