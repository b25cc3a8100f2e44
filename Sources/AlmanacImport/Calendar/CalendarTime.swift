internal import AlmanacTime

/// A time as a calendar writes it.
struct CalendarTime: Hashable {
  var civil: CivilTime
  /// A day as a whole.
  var isDay: Bool
  /// `UTC`, the TZID, or nil for the clock on whatever wall.
  var zone: String?

  /// `2026-03-10`, `2026-03-10T09:00`.
  var text: String {
    guard !isDay else { return civil.day.text }
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return civil.day.text + "T" + twoDigits(civil.second / 3_600) + ":"
      + twoDigits(civil.second / 60 % 60)
  }
}

extension ContentLine {
  /// The times of a line; of periods where they begin. A part that is no time is nil.
  var times: [CalendarTime?] {
    let zone = parameter("TZID")
    return value.split(separator: ",").map { part in
      let start = part.split(separator: "/").first ?? part
      return CalendarTime(start, zone: zone)
    }
  }
}

extension CalendarTime {
  /// `20260310`, `20260310T090000`, with `Z` for UTC; with hyphens and colons too, which some write.
  fileprivate init?(_ text: Substring, zone: String?) {
    var plain = text.filter { $0 != "-" && $0 != ":" && $0 != " " }
    let isUTC = plain.last == "Z" || plain.last == "z"
    if isUTC { plain.removeLast() }
    if plain.utf8.count == 13 { plain += "00" }
    guard let civil = CivilTime(basic: plain) else { return nil }
    self.civil = civil
    isDay = plain.utf8.count == 8
    self.zone = isDay ? nil : isUTC ? "UTC" : zone
  }
}

/// Seconds of a length of time, or nil: `PT1H30M`, `P1D`, `-P2W`. A month and a year, which
/// schema.org may have, are of 30 and 365 days.
///
/// Source: RFC 5545 §3.3.6; ISO 8601.
func durationSeconds(_ text: some StringProtocol) -> Int? {
  var rest = text.uppercased()[...]
  var sign = 1
  if let first = rest.first, first == "-" || first == "+" {
    sign = first == "-" ? -1 : 1
    rest.removeFirst()
  }
  guard rest.popFirst() == "P", !rest.isEmpty else { return nil }
  var seconds = 0
  var digits = ""
  var isTime = false
  for character in rest {
    if character == "T", digits.isEmpty {
      isTime = true
      continue
    }
    if character.isASCII, character.isNumber || character == "." {
      digits.append(character)
      continue
    }
    guard let number = Double(digits), number < 1e7, let unit = units(isTime)[character] else {
      return nil
    }
    seconds += Int(number * Double(unit))
    digits = ""
  }
  return digits.isEmpty ? sign * seconds : nil
}

private func units(_ isTime: Bool) -> [Character: Int] {
  isTime
    ? ["H": 3_600, "M": 60, "S": 1]
    : ["Y": 365 * 86_400, "M": 30 * 86_400, "W": 7 * 86_400, "D": 86_400]
}
