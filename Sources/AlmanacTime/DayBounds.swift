/// A point in time as far as it is known: some day from `earliest` to `latest`, both included.
public struct DayBounds: Hashable, Sendable {
  public var earliest: Day
  public var latest: Day

  public init(earliest: Day, latest: Day) {
    self.earliest = earliest
    self.latest = latest
  }

  public static let unknown = DayBounds(earliest: .distantPast, latest: .distantFuture)

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
