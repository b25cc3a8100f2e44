/// A date as a query states it: the whole period that it covers, never vague. `2023` is the year,
/// `2023-11-06` the day, `2021..2023` the three years, `..2020` everything to the end of 2020.
public struct DateRange: Hashable, Sendable {
  /// First and last day, both included; ``Day/distantPast`` and ``Day/distantFuture`` when open.
  public var first: Day
  public var last: Day
  /// Minutes of the first and last day (0..<1440, included) when the literal had a time.
  public var firstMinute: Int16?
  public var lastMinute: Int16?

  public init(first: Day, last: Day, firstMinute: Int16? = nil, lastMinute: Int16? = nil) {
    self.first = first
    self.last = last
    self.firstMinute = firstMinute
    self.lastMinute = lastMinute
  }
}
