internal import Almanac

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The only place that asks what time it is.
enum Clock {
  /// Nanoseconds since some moment; never goes back.
  static func nanoseconds() -> UInt64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(clamping: time.tv_sec) &* 1_000_000_000 &+ UInt64(clamping: time.tv_nsec)
  }

  /// The civil day where the reader is.
  static func today() -> Day {
    var now = time(nil)
    var civil = unsafe tm()
    guard unsafe localtime_r(&now, &civil) != nil else { return day(now) }
    return day(unsafe now &+ civil.tm_gmtoff)
  }

  private static func day(_ seconds: Int) -> Day {
    let days = (seconds >= 0 ? seconds : seconds &- 86_399) / 86_400
    return Day(number: Int32(clamping: days))
  }
}
