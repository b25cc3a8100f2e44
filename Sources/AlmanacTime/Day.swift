/// A civil day: days since 1970-01-01 in the proleptic Gregorian calendar.
public struct Day: Hashable, Comparable, Sendable {
  public var number: Int32

  public init(number: Int32) {
    self.number = number
  }

  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// Bounds of "nobody knows": earlier and later than every day that can be written.
  public static let distantPast = Day(number: -1_000_000_000)
  public static let distantFuture = Day(number: 1_000_000_000)
}
