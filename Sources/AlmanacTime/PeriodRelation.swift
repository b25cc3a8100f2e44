/// A point of any scale, as far as it is known: days or minutes since 1970-01-01.
///
/// Invariant: `earliest` is not after `latest`.
public struct Bounds<Point: Comparable & Sendable>: Sendable {
  /// The first point that it can be.
  public var earliest: Point
  /// The last point that it can be.
  public var latest: Point

  /// Some point from `earliest` to `latest`.
  @inlinable
  public init(earliest: Point, latest: Point) {
    self.earliest = earliest
    self.latest = latest
  }

  /// A point that is known.
  @inlinable
  public init(_ point: Point) {
    self.init(earliest: point, latest: point)
  }
}

/// A relation of a period to another, in everyday words; before, overlaps and after part all exact
/// periods between them.
///
/// In Allen's names: before = before, meets; after = after, met by; during = during, starts,
/// finishes, equals; contains = contains, started by, finished by, equals; overlaps = the nine that
/// are neither before nor after.
///
/// Source: Allen 1983, "Maintaining Knowledge about Temporal Intervals".
public enum PeriodRelation: String, CaseIterable, Hashable, Sendable {
  case before
  case after
  case during
  case overlaps
  case contains

  /// Whether a period stands in this relation to `first...last`, either as vague as it may be.
  ///
  /// Exact as long as the bounds of each period are as tight as `starts <= ends` makes them, which
  /// ``DateValue`` sees to; sound otherwise.
  @inlinable
  public func truth<Point>(
    starts: Bounds<Point>, ends: Bounds<Point>, first: Bounds<Point>, last: Bounds<Point>
  ) -> Truth {
    switch self {
    case .before:
      Truth(isCertain: ends.latest < first.earliest, isPossible: ends.earliest < first.latest)
    case .after:
      Truth(isCertain: starts.earliest > last.latest, isPossible: starts.latest > last.earliest)
    case .during:
      Truth(
        isCertain: starts.earliest >= first.latest && ends.latest <= last.earliest,
        isPossible: starts.latest >= first.earliest && ends.earliest <= last.latest)
    case .overlaps:
      Truth(
        isCertain: starts.latest <= last.earliest && ends.earliest >= first.latest,
        isPossible: starts.earliest <= last.latest && ends.latest >= first.earliest)
    case .contains:
      Truth(
        isCertain: starts.latest <= first.earliest && ends.earliest >= last.latest,
        isPossible: starts.earliest <= first.latest && ends.latest >= last.earliest)
    }
  }

  /// Whether a date stands in this relation to a range of a query: by the minute when the range
  /// has a time, else by the day. A guess answers maybe.
  public func truth(of date: DateValue, _ range: DateRange) -> Truth {
    let truth =
      if range.firstMinute != nil || range.lastMinute != nil {
        self.truth(
          starts: date.startsByMinute, ends: date.endsByMinute,
          first: Bounds(range.firstByMinute), last: Bounds(range.lastByMinute))
      } else {
        self.truth(
          starts: Bounds(date.starts), ends: Bounds(date.ends), first: Bounds(range.first),
          last: Bounds(range.last))
      }
    return truth.guessed(date.isGuess)
  }
}

/// A comparison of a point with a range: `<` and `>` look at the near end of the range, `<=` and
/// `>=` at its far end, so `starts <= 2023` takes in all of 2023; `=` is falling inside it.
public enum PointComparison: String, CaseIterable, Hashable, Sendable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "="

  /// Whether a point, as far as it is known, compares so with `first...last`.
  @inlinable
  public func truth<Point>(of point: Bounds<Point>, first: Point, last: Point) -> Truth {
    switch self {
    case .less: Truth(isCertain: point.latest < first, isPossible: point.earliest < first)
    case .lessOrEqual: Truth(isCertain: point.latest <= last, isPossible: point.earliest <= last)
    case .greater: Truth(isCertain: point.earliest > last, isPossible: point.latest > last)
    case .greaterOrEqual:
      Truth(isCertain: point.earliest >= first, isPossible: point.latest >= first)
    case .equal:
      Truth(
        isCertain: point.earliest >= first && point.latest <= last,
        isPossible: point.earliest <= last && point.latest >= first)
    }
  }
}

extension Bounds<Day> {
  /// The same bounds as a store holds them.
  @inlinable
  public init(_ bounds: DayBounds) {
    self.init(earliest: bounds.earliest, latest: bounds.latest)
  }
}

extension DateValue {
  /// The start in minutes since 1970-01-01T00:00; a day without a time starts with its first.
  public var startsByMinute: Bounds<Int64> {
    let minute = startMinute ?? 0
    return Bounds(
      earliest: starts.earliest.minutes(at: minute), latest: starts.latest.minutes(at: minute))
  }

  /// The end in minutes since 1970-01-01T00:00; a day without a time ends with its last.
  public var endsByMinute: Bounds<Int64> {
    let minute = endMinute ?? 1_439
    return Bounds(
      earliest: ends.earliest.minutes(at: minute), latest: ends.latest.minutes(at: minute))
  }
}

extension DateRange {
  /// The first minute of the range, since 1970-01-01T00:00.
  public var firstByMinute: Int64 { first.minutes(at: firstMinute ?? 0) }

  /// The last minute of the range, since 1970-01-01T00:00.
  public var lastByMinute: Int64 { last.minutes(at: lastMinute ?? 1_439) }
}

extension Day {
  fileprivate func minutes(at minute: Int16) -> Int64 { Int64(number) * 1_440 + Int64(minute) }
}
