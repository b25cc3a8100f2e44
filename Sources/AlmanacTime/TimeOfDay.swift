extension DateScanner {
  /// `T14:00`, `T14:00:30Z`, `T14:00+08:00` after a day.
  mutating func scanTime(on bounds: DayBounds) throws(DateError) -> DatePart {
    guard peek == 0x54 else {
      if peek == 0x20 || peek == 0x74 {
        throw fault(.malformed, "a T stands between day and time: 2023-11-06T14:00")
      }
      throw fault(.malformed, "the date is complete here; only a time may follow: T14:00")
    }
    guard bounds.isExact else {
      throw fault(.malformed, "a time needs a day that is known")
    }
    position += 1
    let hour = try scanNumber(upTo: 23, "hours go from 00 to 23")
    guard peek == 0x3A else { throw fault(.malformed, "a time has hours and minutes: T14:00") }
    position += 1
    let minute = try scanNumber(upTo: 59, "minutes go from 00 to 59")
    if peek == 0x3A {
      position += 1
      // A leap second is the 60th of the last minute of a day in UTC, so of any minute elsewhere.
      _ = try scanNumber(upTo: 60, "seconds go from 00 to 59")
      try scanFraction()
    }
    try scanOffset()
    guard position == upper else {
      throw fault(.malformed, "after the time comes Z, an offset such as +08:00, or nothing")
    }
    return DatePart(bounds: bounds, minute: Int16(hour * 60 + minute))
  }

  private mutating func scanNumber(upTo limit: Int, _ message: String) throws(DateError) -> Int {
    guard position + 1 < upper, isDigit(bytes[position]), isDigit(bytes[position + 1]) else {
      throw fault(.malformed, "two digits come here; " + message)
    }
    let number = Int(bytes[position] - 0x30) * 10 + Int(bytes[position + 1] - 0x30)
    guard number <= limit else { throw fault(.nonexistent, message) }
    position += 2
    return number
  }

  private mutating func scanFraction() throws(DateError) {
    guard peek == 0x2E || peek == 0x2C else { return }
    position += 1
    let start = position
    while let byte = peek, isDigit(byte) { position += 1 }
    if position == start { throw fault(.malformed, "digits come after the point of the seconds") }
  }

  private mutating func scanOffset() throws(DateError) {
    if peek == 0x5A {
      position += 1
      return
    }
    guard peek == 0x2B || peek == 0x2D else { return }
    position += 1
    _ = try scanNumber(upTo: 23, "an offset has at most 23 hours: +08:00")
    guard position < upper else { return }
    if peek == 0x3A { position += 1 }
    _ = try scanNumber(upTo: 59, "minutes go from 00 to 59")
  }
}
