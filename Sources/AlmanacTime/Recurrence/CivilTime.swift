/// A second of a civil day, in no zone: what calendar and clock on one wall show.
public struct CivilTime: Hashable, Comparable, Sendable {
  /// The day.
  public var day: Day
  /// Seconds since midnight, 0..<86,400; 0 for a day as a whole.
  public var second: Int

  /// A second of a day.
  public init(day: Day, second: Int = 0) {
    self.day = day
    self.second = second
  }

  /// Whether one time is earlier than another.
  public static func < (left: CivilTime, right: CivilTime) -> Bool {
    (left.day, left.second) < (right.day, right.second)
  }

  /// The time so many seconds later, or earlier when negative.
  public func adding(seconds: Int) -> CivilTime {
    let (sum, overflow) = second.addingReportingOverflow(seconds)
    if overflow { return self }
    let days = sum / 86_400 - (sum % 86_400 < 0 ? 1 : 0)
    return CivilTime(day: day.adding(days: days), second: sum - days * 86_400)
  }

  /// Seconds from another time to this one.
  public func seconds(since other: CivilTime) -> Int {
    (Int(day.number) - Int(other.day.number)) * 86_400 + second - other.second
  }
}

extension CivilTime {
  /// A time in the basic form of RFC 5545 §3.3.5: `20260310T090000`, `20260310`. What stands behind
  /// it, such as `Z`, is for whoever asks.
  public init?(basic text: some StringProtocol) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for byte in bytes[range] {
        guard 0x30...0x39 ~= byte else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count == 8 || bytes.count == 15, let year = number(0..<4),
      let month = number(4..<6), let dayOfMonth = number(6..<8),
      let day = Day(year: year, month: month, day: dayOfMonth)
    else { return nil }
    self.init(day: day)
    guard bytes.count == 15 else { return }
    guard bytes[8] == UInt8(ascii: "T"), let hour = number(9..<11), hour < 24,
      let minute = number(11..<13), minute < 60, let second = number(13..<15), second <= 60
    else { return nil }
    // A leap second is shown as the second before it.
    self.second = hour * 3_600 + minute * 60 + min(second, 59)
  }

  /// `20260310`, the day in the basic form.
  public var basicDay: String { day.text.filter { $0 != "-" } }

  /// `20260310T090000`.
  public var basicText: String {
    let (hour, minute) = (second / 3_600, second / 60 % 60)
    return basicDay + "T" + Day.twoDigits(hour) + Day.twoDigits(minute)
      + Day.twoDigits(second % 60)
  }
}
