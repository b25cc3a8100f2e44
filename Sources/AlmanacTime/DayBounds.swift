/// A point in time as far as it is known: some day from `earliest` to `latest`, both included.
public struct DayBounds: Hashable, Sendable, BitwiseCopyable {
  /// The first day that it can be.
  public var earliest: Day
  /// The last day that it can be.
  public var latest: Day

  /// Some day from `earliest` to `latest`.
  public init(earliest: Day, latest: Day) {
    self.earliest = earliest
    self.latest = latest
  }

  /// Nothing is known.
  public static let unknown = DayBounds(earliest: .distantPast, latest: .distantFuture)

  /// Whether the day is known.
  public var isExact: Bool { earliest == latest }
}

extension DayBounds {
  /// A day that is known.
  public init(_ day: Day) {
    self.init(earliest: day, latest: day)
  }

  /// The bounds that hold these and others: what is known when either may be true.
  public func hull(with other: DayBounds) -> DayBounds {
    DayBounds(earliest: min(earliest, other.earliest), latest: max(latest, other.latest))
  }
}
