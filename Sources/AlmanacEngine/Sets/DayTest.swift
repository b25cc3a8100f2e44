internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacTime

/// A test of a point or a period as windows that the bounds of its ends must lie in: the same few
/// comparisons for every relation.
struct DayTest {
  /// Where the bounds must lie for the answer to be yes, and for it not to be no.
  var certain = Window()
  var possible = Window()
  var isNegated = false

  /// Each pair holds the first and the last day allowed.
  struct Window {
    var startEarliest = Int32.min...Int32.max
    var startLatest = Int32.min...Int32.max
    var endEarliest = Int32.min...Int32.max
    var endLatest = Int32.min...Int32.max
  }

  /// A relation to the days from `first` to `last`.
  init(_ relation: PeriodRelation, first: Int32, last: Int32) {
    switch relation {
    case .before:
      certain.endLatest = DayTest.below(first)
      possible.endEarliest = DayTest.below(first)
    case .after:
      certain.startEarliest = DayTest.above(last)
      possible.startLatest = DayTest.above(last)
    case .during:
      certain.startEarliest = first...Int32.max
      certain.endLatest = Int32.min...last
      possible.startLatest = first...Int32.max
      possible.endEarliest = Int32.min...last
    case .overlaps:
      certain.startLatest = Int32.min...last
      certain.endEarliest = first...Int32.max
      possible.startEarliest = Int32.min...last
      possible.endLatest = first...Int32.max
    case .contains:
      certain.startLatest = Int32.min...first
      certain.endEarliest = last...Int32.max
      possible.startEarliest = Int32.min...first
      possible.endLatest = last...Int32.max
    }
  }

  /// A comparison of a point, whose bounds stand in the start.
  init(_ comparator: Comparator, first: Int32, last: Int32) {
    switch comparator {
    case .equal, .notEqual:
      certain.startEarliest = first...Int32.max
      certain.startLatest = Int32.min...last
      possible.startEarliest = Int32.min...last
      possible.startLatest = first...Int32.max
      isNegated = comparator == .notEqual
    case .less:
      certain.startLatest = DayTest.below(first)
      possible.startEarliest = DayTest.below(first)
    case .lessOrEqual:
      certain.startLatest = Int32.min...last
      possible.startEarliest = Int32.min...last
    case .greater:
      certain.startEarliest = DayTest.above(last)
      possible.startLatest = DayTest.above(last)
    case .greaterOrEqual:
      certain.startEarliest = first...Int32.max
      possible.startLatest = first...Int32.max
    }
  }

  // Days end long before Int32 does.
  private static func below(_ day: Int32) -> ClosedRange<Int32> { Int32.min...(day &- 1) }
  private static func above(_ day: Int32) -> ClosedRange<Int32> { (day &+ 1)...Int32.max }
}

extension DayTest {
  /// The ends of a period.
  enum End {
    case start
    case end
  }

  /// The same test of a point that is one end of the period: it starts and ends there.
  func onPoint(_ end: End) -> DayTest {
    var test = self
    test.certain = certain.onPoint(end)
    test.possible = possible.onPoint(end)
    return test
  }
}

extension DayTest.Window {
  /// Whether it says anything of days.
  private static func isOpen(_ days: ClosedRange<Int32>) -> Bool { days == .min ... .max }

  /// The two bounds that it sets limits to, and the limits; an open one where it sets none.
  ///
  /// Invariant: a relation asks for two at most, so that a row is tested by two comparisons.
  var limits: (DayLimit, DayLimit) {
    let all = [
      DayLimit(bound: .startEarliest, days: startEarliest),
      DayLimit(bound: .startLatest, days: startLatest),
      DayLimit(bound: .endEarliest, days: endEarliest),
      DayLimit(bound: .endLatest, days: endLatest),
    ]
    let set = all.filter { !DayTest.Window.isOpen($0.days) }
    precondition(set.count <= 2, "a window of more than two limits")
    return (set.first ?? all[0], set.dropFirst().first ?? set.first ?? all[0])
  }

  fileprivate func onPoint(_ end: DayTest.End) -> DayTest.Window {
    let earliest = startEarliest.clamped(to: endEarliest)
    let latest = startLatest.clamped(to: endLatest)
    var window = DayTest.Window()
    switch end {
    case .start: (window.startEarliest, window.startLatest) = (earliest, latest)
    case .end: (window.endEarliest, window.endLatest) = (earliest, latest)
    }
    return window
  }

  /// No start is later in a period that passes: nothing ends before it starts.
  var lastStart: Int32 {
    min(
      min(startEarliest.upperBound, startLatest.upperBound),
      min(endEarliest.upperBound, endLatest.upperBound))
  }

  /// The day that the start, or else the end, reaches in a period that passes.
  var reach: (end: DayTest.End, day: Int32) {
    let start = max(startEarliest.lowerBound, startLatest.lowerBound)
    let end = max(endEarliest.lowerBound, endLatest.lowerBound)
    return start > .min ? (.start, start) : (.end, end)
  }
}

/// One of the bounds of a period.
enum PeriodBound {
  case startEarliest
  case startLatest
  case endEarliest
  case endLatest
}

/// Days that one bound of a period must lie in, since 1970-01-01.
struct DayLimit {
  let bound: PeriodBound
  let days: ClosedRange<Int32>
  private let first: Int32
  private let width: UInt32

  init(bound: PeriodBound, days: ClosedRange<Int32>) {
    (self.bound, self.days, first) = (bound, days, days.lowerBound)
    width = UInt32(bitPattern: days.upperBound &- days.lowerBound)
  }

  /// 1 where a day lies in it, else 0: one comparison and no jump.
  @inline(__always)
  func holds(_ day: Int32) -> UInt64 {
    UInt32(bitPattern: day &- first) <= width ? 1 : 0
  }
}
