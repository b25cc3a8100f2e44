/// One date of an EDTF text, without intervals and sets.
struct DatePart {
  var bounds: DayBounds
  var minute: Int16?
  var isGuess = false
}

/// Reads one date from the bytes `lower..<upper` of a text, byte by byte.
///
/// `2004-?06-11~` is a year, a month with a mark before it (which qualifies the month alone) and a
/// day with a mark after it (which qualifies all that stands before).
struct DateScanner {
  let bytes: [UInt8]
  let upper: Int
  var position: Int
  /// Queries are never vague: no marks, no seasons, unspecified digits only at the end, but
  /// `2023-Q4` and `2023-W45`.
  let isQuery: Bool

  private var qualifiers = Qualifiers()

  init(bytes: [UInt8], lower: Int, upper: Int, isQuery: Bool = false) {
    self.bytes = bytes
    self.position = lower
    self.upper = upper
    self.isQuery = isQuery
  }

  /// The whole of the bytes as one date.
  mutating func scan() throws(DateError) -> DatePart {
    try scanPrefix(of: .year)
    let year = try scanYear()
    qualifiers.yearCount = year.unit
    try scanSuffix(of: .year)
    guard position < upper else { return part(yearBounds(year)) }
    try expectHyphen(after: "the year")
    if isQuery, let range = try scanQuarterOrWeek(year) { return range }
    try scanPrefix(of: .month)
    let monthOffset = position
    let month = try scanTwoDigits("a month")
    if let season = month.number, 21...41 ~= season {
      return try scanSeason(season, of: year, at: monthOffset)
    }
    try checkMonth(month, at: monthOffset)
    try scanSuffix(of: .month)
    guard position < upper else {
      return part(try bounds(year, month, .unspecified, at: monthOffset))
    }
    try expectHyphen(after: "the month")
    try scanPrefix(of: .day)
    let dayOffset = position
    let day = try scanTwoDigits("a day")
    let bounds = try bounds(year, month, day, at: dayOffset)
    try scanSuffix(of: .day)
    guard position < upper else { return part(bounds) }
    return try scanTime(on: bounds)
  }

  private func part(_ bounds: DayBounds) -> DatePart {
    DatePart(bounds: qualifiers.widen(bounds), isGuess: qualifiers.isGuess)
  }
}

// MARK: - The parts of a date

extension DateScanner {
  private mutating func scanYear() throws(DateError) -> YearMask {
    let start = position
    if peek == 0x59 {  // Y
      throw fault(.unsupported, "years go from -9999 to 9999, with four digits and no Y")
    }
    let isNegative = peek == 0x2D
    if isNegative { position += 1 }
    var digits: [UInt8?] = []
    while let byte = peek, isDigit(byte) || byte == 0x58 {
      digits.append(byte == 0x58 ? nil : byte - 0x30)
      position += 1
      if digits.count > 8 { break }
    }
    if digits.count == 8 && !isNegative && !digits.contains(nil) {
      let all = bytes[start..<position].map { String(UnicodeScalar($0)) }
      let dashed = [all[..<4], all[4..<6], all[6...]].map { $0.joined() }.joined(separator: "-")
      throw DateError(.malformed, at: start, "hyphens part year, month and day: \(dashed)")
    }
    guard digits.count == 4 else {
      if digits.isEmpty, let byte = peek { throw unexpected(byte, wanted: "a year of four digits") }
      throw DateError(.malformed, at: start, "a year has four digits: 2023, 0987, 201X")
    }
    let year = YearMask(isNegative: isNegative, digits: digits)
    if isNegative && year.number == 0 {
      throw DateError(.nonexistent, at: start, "the year 0000 has no sign")
    }
    if peek == 0x53 || peek == 0x45 {  // S, E
      throw fault(.unsupported, "significant digits are not read; write the bounds: [1900..1999]")
    }
    if isQuery && digits != digits.sorted(by: { $0 != nil && $1 == nil })
      || isQuery && year.isUnspecified
    {
      throw DateError(.vague, at: start, "in a query X stands for the last digits: 202X, 20XX")
    }
    return year
  }

  private mutating func scanTwoDigits(_ what: String) throws(DateError) -> Mask {
    var digits: [UInt8?] = []
    let start = position
    while digits.count < 2, let byte = peek, isDigit(byte) || byte == 0x58 {
      digits.append(byte == 0x58 ? nil : byte - 0x30)
      position += 1
    }
    guard digits.count == 2 else {
      if digits.isEmpty, let byte = peek { throw unexpected(byte, wanted: "\(what) of two digits") }
      throw DateError(.malformed, at: start, "\(what) has two digits: 07")
    }
    let mask = Mask(tens: digits[0], ones: digits[1])
    if isQuery && mask.number == nil && !mask.isUnspecified {
      throw DateError(.vague, at: start, "a query is never vague; write the range: a..b")
    }
    return mask
  }

  private func checkMonth(_ month: Mask, at offset: Int) throws(DateError) {
    if (1...12).contains(where: month.admits) { return }
    let seasons = isQuery ? "" : " (21 to 41 are seasons, quarters and halves)"
    throw DateError(.nonexistent, at: offset, "months go from 01 to 12" + seasons)
  }

  /// `Q4` or `W45` after the year; nil when there is neither.
  private mutating func scanQuarterOrWeek(_ year: YearMask) throws(DateError) -> DatePart? {
    guard let letter = peek, letter == 0x51 || letter == 0x57 else { return nil }
    let start = position
    position += 1
    var number = 0
    var digitCount = 0
    while let byte = peek, isDigit(byte), digitCount < 3 {
      number = number * 10 + Int(byte - 0x30)
      digitCount += 1
      position += 1
    }
    let isQuarter = letter == 0x51
    guard let year = year.number, position == upper, digitCount == (isQuarter ? 1 : 2) else {
      throw DateError(
        .malformed, at: start,
        isQuarter ? "a quarter is written 2023-Q4" : "a week is written 2023-W45")
    }
    let range =
      isQuarter ? DateRange(year: year, quarter: number) : DateRange(isoYear: year, week: number)
    guard let range else {
      let last = DateRange(isoYear: year, week: 53) == nil ? 52 : 53
      throw DateError(
        .nonexistent, at: start + 1,
        isQuarter ? "quarters go from Q1 to Q4" : "\(Day.yearText(year)) has weeks 01 to \(last)")
    }
    return DatePart(bounds: DayBounds(earliest: range.first, latest: range.last))
  }

  /// A season as its months, in the north unless the number says south; winter ends in the next
  /// year.
  private mutating func scanSeason(
    _ season: Int, of year: YearMask, at offset: Int
  ) throws(DateError) -> DatePart {
    if isQuery {
      throw DateError(.vague, at: offset, "a query names months or a quarter: 2023-Q4")
    }
    try scanSuffix(of: .month)
    guard position == upper else {
      throw fault(.malformed, "a season has no days; the date ends after it")
    }
    let (firstMonth, length) = DateScanner.months(ofSeason: season)
    qualifiers.monthCount = length
    guard !year.isUnspecified else { return part(.unknown) }
    let first = Day(uncheckedYear: year.least, month: firstMonth, day: 1)
    let last = Day(uncheckedYear: year.greatest, month: firstMonth, day: 1)
    return part(
      DayBounds(earliest: first, latest: last.adding(months: length).adding(days: -1)))
  }

  /// Source: ISO 8601-2:2019 §4.8, sub-year groupings.
  private static func months(ofSeason season: Int) -> (first: Int, length: Int) {
    switch season {
    case 21...24: (season * 3 - 60, 3)
    case 25...28: (season * 3 - 72, 3)
    case 29, 30: (season * 3 - 78, 3)
    case 31, 32: (season * 3 - 90, 3)
    case 33...36: (season * 3 - 98, 3)
    case 37...39: (season * 4 - 147, 4)
    default: (season * 6 - 239, 6)
    }
  }

  private mutating func expectHyphen(after what: String) throws(DateError) {
    guard let byte = peek, byte == 0x2D else {
      if peek == 0x2E || peek == 0x2F || peek == 0x20 {
        throw fault(.malformed, "hyphens part year, month and day: 2023-11-06")
      }
      throw fault(.malformed, "a hyphen or nothing comes after \(what): 2023-11-06")
    }
    position += 1
    if position == upper { throw fault(.malformed, "a number is missing after the hyphen") }
  }

  var peek: UInt8? { position < upper ? bytes[position] : nil }

  func fault(_ reason: DateError.Reason, _ message: String) -> DateError {
    DateError(reason, at: position, message)
  }

  func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  private func unexpected(_ byte: UInt8, wanted: String) -> DateError {
    switch byte {
    case 0x20: fault(.malformed, "no space belongs in a date; \(wanted) comes here")
    case 0x80...: fault(.malformed, "\(wanted) comes here, of the digits 0 to 9")
    default: fault(.malformed, "\(wanted) comes here")
    }
  }
}

// MARK: - Marks

extension DateScanner {
  private mutating func scanPrefix(of unit: Qualifiers.Unit) throws(DateError) {
    try scanMark(of: unit)
  }

  private mutating func scanSuffix(of unit: Qualifiers.Unit) throws(DateError) {
    try scanMark(of: unit)
  }

  /// `?`, `~` or `%`. Before a part a mark qualifies that part, after it all parts so far, whose
  /// unit is that of the last: the same widening for both.
  private mutating func scanMark(of unit: Qualifiers.Unit) throws(DateError) {
    guard let mark = peek, isMark(mark) else { return }
    if isQuery {
      throw fault(.vague, "a query is never vague; write the range that you mean: 2022..2024")
    }
    position += 1
    if let next = peek, isMark(next) { throw fault(.malformed, "% says both ? and ~") }
    if mark != 0x7E { qualifiers.isGuess = true }
    if mark != 0x3F { qualifiers.approximate.insert(unit) }
  }

  private func isMark(_ byte: UInt8) -> Bool { byte == 0x3F || byte == 0x7E || byte == 0x25 }
}

// MARK: - Bounds

extension DateScanner {
  private func yearBounds(_ year: YearMask) -> DayBounds {
    if year.isUnspecified { return .unknown }
    return DayBounds(
      earliest: Day(uncheckedYear: year.least, month: 1, day: 1),
      latest: Day(uncheckedYear: year.greatest, month: 12, day: 31))
  }

  /// The first and the last day that fit the masks.
  private func bounds(
    _ year: YearMask, _ month: Mask, _ day: Mask, at offset: Int
  ) throws(DateError) -> DayBounds {
    let years = year.least...year.greatest
    guard let earliest = firstDay(years, year, month, day) else {
      throw noSuchDay(year, month, day, at: offset)
    }
    if year.isUnspecified { return .unknown }
    let latest = firstDay(years.reversed(), year, month, day, isReversed: true)
    return DayBounds(earliest: earliest, latest: latest ?? earliest)
  }

  private func firstDay(
    _ years: some Sequence<Int>, _ year: YearMask, _ month: Mask, _ day: Mask,
    isReversed: Bool = false
  ) -> Day? {
    // Months and days repeat with the calendar, so a year that fits turns up within a few, or
    // never: 29 February needs a leap year, and the mask may exclude eight years of ten.
    for number in years where year.admits(number) {
      let months = (1...12).filter(month.admits)
      for month in isReversed ? months.reversed() : months {
        let days = (1...Day.daysInMonth(year: number, month: month)).filter(day.admits)
        if let day = isReversed ? days.last : days.first {
          return Day(uncheckedYear: number, month: month, day: day)
        }
      }
    }
    return nil
  }

  private func noSuchDay(
    _ year: YearMask, _ month: Mask, _ day: Mask, at offset: Int
  ) -> DateError {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    if day.number == 0 {
      return DateError(.nonexistent, at: offset, "days of a month begin at 01")
    }
    guard let number = month.number, 1...12 ~= number else {
      return DateError(.nonexistent, at: offset, "no month has such a day")
    }
    if number == 2, let year = year.number, let day = day.number, day == 29 {
      return DateError(
        .nonexistent, at: offset, "February \(Day.yearText(year)) has 28 days")
    }
    let length = Day.daysInMonth(year: year.number ?? 2000, month: number)
    return DateError(.nonexistent, at: offset, "\(names[number - 1]) has \(length) days")
  }
}
