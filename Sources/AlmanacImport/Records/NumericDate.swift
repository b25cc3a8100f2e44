internal import AlmanacTime

/// A date that is written as one number, in a file of records: `20240903`, or the seconds or
/// milliseconds since 1970, which are in UTC.
struct NumericDate {
  /// The same in EDTF.
  let text: String

  /// nil for any other number.
  init?(_ text: String) {
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(text) else { return nil }
    switch text.utf8.count {
    case 8:
      guard 19...20 ~= number / 1_000_000, let day = CivilTime(basic: text)?.day else { return nil }
      self.text = day.text
    case 10, 13:
      let seconds = text.utf8.count == 10 ? number : number / 1_000
      let time = CivilTime(day: Day(number: 0)).adding(seconds: seconds)
      func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
      self.text =
        "\(time.day.text)T\(digits(time.second / 3_600)):\(digits(time.second / 60 % 60))Z"
    default: return nil
    }
  }

  /// The day that a spreadsheet means by a number of five digits, if it has been left without a
  /// format: days since the end of 1899.
  static func daySerial(_ text: String) -> Day? {
    guard text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E || $0 == 0x2C }) else {
      return nil
    }
    let days = text.prefix { $0.isNumber }
    guard days.utf8.count == 5, let count = Int32(days), 20_000..<80_000 ~= count else {
      return nil
    }
    return Day(number: count - 25_569)
  }
}
