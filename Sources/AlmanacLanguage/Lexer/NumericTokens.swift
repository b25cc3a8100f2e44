extension [UInt8] {
  /// What begins with a digit: a number, a date, or a word such as `5G`.
  ///
  /// Four digits alone stay a number; the resolver reads them as a year where a date is wanted.
  func numericToken(from start: Int) -> Token {
    let digits = endOfDigits(from: start)
    let isFour = digitCount(start, digits) == 4
    let next = scalar(at: digits)
    if let end = maskedYearEnd(from: start, digits: digits) { return date(start, end) }
    if isFour, next.value == 0x5E74 {  // 年
      let end = ideographicDateEnd(from: digits + next.length)
      if !scalar(at: end).continuesWord { return date(start, end) }
      return Token(.word, start, endOfWord(from: start))
    }
    if next.value == UInt32(ascii: "-"), scalar(at: digits + next.length).continuesWord {
      return hyphenated(from: start, isFour: isFour)
    }
    if isFour, isQualifier(next), !isQualifier(scalar(at: digits + next.length)),
      next.value != UInt32(ascii: "%"), !scalar(at: digits + next.length).continuesWord
    {
      return Token(.vagueDate, start, digits + next.length)
    }
    return number(from: start)
  }

  private func date(_ start: Int, _ end: Int) -> Token {
    let mark = scalar(at: end)
    guard isQualifier(mark) else { return Token(.date, start, end) }
    return Token(.vagueDate, start, end + mark.length)
  }

  /// `?`, `~` and `%` as EDTF puts them behind a date.
  private func isQualifier(_ scalar: SourceScalar) -> Bool {
    scalar.value == UInt32(ascii: "?") || scalar.value == UInt32(ascii: "~")
      || scalar.value == UInt32(ascii: "%")
  }

  private func endOfDigits(from start: Int, limit: Int = .max) -> Int {
    var index = start
    var read = 0
    while read < limit {
      let scalar = scalar(at: index)
      guard scalar.isDigit else { break }
      index += scalar.length
      read += 1
    }
    return index
  }

  private func digitCount(_ start: Int, _ end: Int) -> Int {
    var index = start
    var digits = 0
    while index < end {
      index += Swift.max(1, scalar(at: index).length)
      digits += 1
    }
    return digits
  }

  /// `202X`, `20XX`.
  private func maskedYearEnd(from start: Int, digits: Int) -> Int? {
    let known = digitCount(start, digits)
    guard known == 2 || known == 3 else { return nil }
    var index = digits
    for _ in known..<4 {
      let scalar = scalar(at: index)
      guard scalar.value | 0x20 == UInt32(ascii: "x") else { return nil }
      index += scalar.length
    }
    return scalar(at: index).continuesWord ? nil : index
  }

  /// After `2023年`: `11月`, `11月6日` or nothing.
  private func ideographicDateEnd(from start: Int) -> Int {
    let month = endOfDigits(from: start, limit: 2)
    let monthSign = scalar(at: month)
    guard month > start, monthSign.value == 0x6708 else { return start }  // 月
    let afterMonth = month + monthSign.length
    let day = endOfDigits(from: afterMonth, limit: 2)
    let daySign = scalar(at: day)
    guard day > afterMonth, daySign.value == 0x65E5 || daySign.value == 0x53F7 else {  // 日 号
      return afterMonth
    }
    return day + daySign.length
  }

  /// Digits, a hyphen and more: an ISO date, a word such as `3D-printing`, or a slip.
  private func hyphenated(from start: Int, isFour: Bool) -> Token {
    var end = endOfWord(from: start)
    var shape = dateShape(start, end)
    if isFour, shape.hasPrefix("dddd-dd-ddTdd") || shape.hasPrefix("dddd-dd-ddtdd") {
      end = endOfTime(from: end)
      shape = dateShape(start, end)
    }
    if isFour, isDateShape(shape) { return date(start, end) }
    let isNumeric = shape.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "d") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "X")
        || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "T") || byte == UInt8(ascii: "+")
        || byte == UInt8(ascii: "Z")
    }
    return Token(isNumeric ? .badDate : .word, start, end)
  }

  /// Over `:30`, `:30:15`, `Z` and `+08:00` behind the hours.
  private func endOfTime(from start: Int) -> Int {
    var index = start
    while true {
      let scalar = scalar(at: index)
      guard scalar.value == UInt32(ascii: ":") || scalar.value == UInt32(ascii: "+"),
        self.scalar(at: index + scalar.length).isDigit
      else { return index }
      index = endOfWord(from: index + scalar.length)
    }
  }

  /// The text with every digit as `d`, letters of dates in upper case, others as they are.
  private func dateShape(_ start: Int, _ end: Int) -> String {
    var shape = ""
    var index = start
    while index < end {
      let scalar = scalar(at: index)
      index += Swift.max(1, scalar.length)
      switch scalar.value {
      case _ where scalar.isDigit: shape.append("d")
      case UInt32(ascii: "q"), UInt32(ascii: "Q"): shape.append("Q")
      case UInt32(ascii: "w"), UInt32(ascii: "W"): shape.append("W")
      case UInt32(ascii: "x"), UInt32(ascii: "X"): shape.append("X")
      case UInt32(ascii: "t"), UInt32(ascii: "T"): shape.append("T")
      case UInt32(ascii: "z"), UInt32(ascii: "Z"): shape.append("Z")
      default: shape.unicodeScalars.append(Unicode.Scalar(scalar.value) ?? "\u{FFFD}")
      }
    }
    return shape
  }

  private func isDateShape(_ shape: String) -> Bool {
    switch shape {
    case "dddd-dd", "dddd-dd-dd", "dddd-Qd", "dddd-Wdd", "dddd-XX", "dddd-dd-ddTdd:dd",
      "dddd-dd-ddTdd:ddZ", "dddd-dd-ddTdd:dd+dd:dd", "dddd-dd-ddTdd:dd-dd:dd":
      true
    default: false
    }
  }

  /// `1_000`, `7.4万`, `80%`; glued to letters without a point it is a word.
  private func number(from start: Int) -> Token {
    var index = endOfDigits(from: start)
    while scalar(at: index).value == UInt32(ascii: "_"), scalar(at: index + 1).isDigit {
      index = endOfDigits(from: index + 1)
    }
    var isWhole = true
    let point = scalar(at: index)
    if point.value == UInt32(ascii: "."), scalar(at: index + point.length).isDigit {
      isWhole = false
      index = endOfDigits(from: index + point.length)
      let second = scalar(at: index)
      if second.value == UInt32(ascii: "."), scalar(at: index + second.length).isDigit {
        return Token(.badDate, start, endOfDigits(from: index + second.length))
      }
    }
    let suffix = scalar(at: index)
    if isSuffix(suffix) {
      let after = scalar(at: index + suffix.length)
      if !after.continuesWord && !joinsWord(at: index + suffix.length) {
        return Token(.number, start, index + suffix.length)
      }
    }
    if !suffix.continuesWord && !joinsWord(at: index) { return Token(.number, start, index) }
    let end = endOfWord(from: isWhole ? start : index)
    return Token(isWhole ? .word : .badNumber, start, Swift.max(end, index))
  }

  private func joinsWord(at index: Int) -> Bool {
    let scalar = scalar(at: index)
    return scalar.joinsWords && self.scalar(at: index + scalar.length).continuesWord
  }

  private func isSuffix(_ scalar: SourceScalar) -> Bool {
    switch scalar.value {
    case UInt32(ascii: "K"), UInt32(ascii: "M"), UInt32(ascii: "B"): true
    case UInt32(ascii: "k"), UInt32(ascii: "m"), UInt32(ascii: "b"): true
    case UInt32(ascii: "%"), 0x4E07, 0x4EBF: true  // 万 亿
    default: false
    }
  }
}
