/// Two digits of a date, each of which may be unspecified: `07`, `1X`, `XX`.
struct Mask {
  var tens: UInt8?
  var ones: UInt8?

  static let unspecified = Mask(tens: nil, ones: nil)

  var isUnspecified: Bool { tens == nil && ones == nil }

  /// The number when both digits are there.
  var number: Int? {
    guard let tens, let ones else { return nil }
    return Int(tens) * 10 + Int(ones)
  }

  func admits(_ number: Int) -> Bool {
    (tens.map { Int($0) == number / 10 } ?? true) && (ones.map { Int($0) == number % 10 } ?? true)
  }
}

/// Four digits of a year, each of which may be unspecified: `2023`, `-201X`, `1X9X`.
struct YearMask {
  var isNegative: Bool
  var digits: [UInt8?]

  var isUnspecified: Bool { digits.allSatisfy { $0 == nil } }

  /// The year when all digits are there.
  var number: Int? { digits.contains(nil) ? nil : least }

  /// The earliest year that fits.
  var least: Int { isNegative ? -filled(with: 9) : filled(with: 0) }

  /// The latest year that fits.
  var greatest: Int { isNegative ? -filled(with: 0) : filled(with: 9) }

  /// How many years one step of the precision is: 1, 10 for `201X`, 100 for `20XX`.
  var unit: Int {
    var unit = 1
    for digit in digits.reversed() {
      if digit != nil { break }
      unit *= 10
    }
    return unit
  }

  func admits(_ year: Int) -> Bool {
    var rest = year.magnitude
    for digit in digits.reversed() {
      if let digit, UInt(digit) != rest % 10 { return false }
      rest /= 10
    }
    return true
  }

  private func filled(with filler: UInt8) -> Int {
    digits.reduce(0) { $0 * 10 + Int($1 ?? filler) }
  }
}

/// The marks `?`, `~` and `%` on the parts of one date.
struct Qualifiers {
  /// A part of a date.
  struct Unit: OptionSet {
    let rawValue: Int

    static let year = Unit(rawValue: 1)
    static let month = Unit(rawValue: 2)
    static let day = Unit(rawValue: 4)
  }

  var approximate: Unit = []
  var isGuess = false
  /// Years and months that one unit of the precision is: 10 for a decade, 3 for a season.
  var yearCount = 1
  var monthCount = 1

  /// The bounds with one unit more at each side for every part that is approximate.
  func widen(_ bounds: DayBounds) -> DayBounds {
    guard !approximate.isEmpty && bounds != .unknown else { return bounds }
    var months = 0
    if approximate.contains(.year) { months += 12 * yearCount }
    if approximate.contains(.month) { months += monthCount }
    let days = approximate.contains(.day) ? 1 : 0
    // The day after the last is shifted, so that the end of a month stays one.
    let end = bounds.latest.adding(days: 1).adding(months: months)
    return DayBounds(
      earliest: bounds.earliest.adding(months: -months).adding(days: -days),
      latest: end.adding(days: days - 1))
  }
}
