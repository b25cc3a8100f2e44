import AlmanacTime

extension Parser {
  /// V01: there is no such day, month, week or hour.
  mutating func failDate(
    _ token: Token, _ part: TextRange, _ message: String, _ nearest: String, _ remark: String
  ) throws(Panic) -> Never {
    try fail(
      "V01", message, at: part, edits: [Edit(token.range, nearest)], remark: remark)
  }

  /// V02: from late to early, from large to small.
  mutating func checkDirection(of range: Expression, _ left: Expression, _ right: Expression) {
    guard isBackwards(left, right) else { return }
    record(
      "V02", "this range runs backwards", at: range.range,
      edits: [
        Edit(left.range, text(in: right.range)), Edit(right.range, text(in: left.range)),
      ])
  }

  private func isBackwards(_ left: Expression, _ right: Expression) -> Bool {
    if let low = left.literalNumber, let high = right.literalNumber { return low > high }
    guard let first = left.literalPeriod, let last = right.literalPeriod else { return false }
    if first.first != last.first { return first.first > last.first }
    return (first.firstMinute ?? 0) > (last.lastMinute ?? 1440)
  }

  /// V04: data may be vague, a query never is.
  mutating func failVagueDate(_ token: Token) throws(Panic) -> Never {
    var mark = token.range.end - 1
    while mark > token.range.start, bytes[mark] & 0xC0 == 0x80 { mark -= 1 }
    let sign = bytes.scalar(at: mark)
    let dateRange = TextRange(token.range.start, mark)
    let date = text(in: dateRange)
    var replacement = date
    if sign.value != UInt32(ascii: "?"), let wider = widened(dateRange) { replacement = wider }
    try fail(
      "V04", "a query is never vague: \(text(in: token.range))", at: token.range,
      "say the range that you mean", edits: [Edit(token.range, replacement)])
  }

  /// One unit more on each side: `2022..2024` for `2023`.
  private func widened(_ range: TextRange) -> String? {
    let parts = text(in: range).split(separator: "-")
    guard let year = parts.first.flatMap({ Int($0) }), (1...9998).contains(year) else { return nil }
    switch parts.count {
    case 1: return "\(four(year - 1))..\(four(year + 1))"
    case 2:
      guard let month = Int(parts[1]), (1...12).contains(month) else { return nil }
      let before = month == 1 ? (year - 1, 12) : (year, month - 1)
      let after = month == 12 ? (year + 1, 1) : (year, month + 1)
      return "\(four(before.0))-\(two(before.1))..\(four(after.0))-\(two(after.1))"
    case 3:
      guard let month = Int(parts[1]), let number = Int(parts[2]),
        let day = Day(year: year, month: month, day: number)
      else { return nil }
      let before = Day(number: day.number - 1).civil
      let after = Day(number: day.number + 1).civil
      return "\(four(before.year))-\(two(before.month))-\(two(before.day))"
        + "..\(four(after.year))-\(two(after.month))-\(two(after.day))"
    default: return nil
    }
  }

  /// V03: `2023-1`, `6.11.2023`, `50-70`.
  mutating func failBadDate(_ token: Token) throws(Panic) -> Never {
    let text = text(of: token)
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == "." }).map(String.init)
    let isDotted = text.contains(".")
    if parts.count == 2, !isDotted, parts.allSatisfy({ Int($0) != nil }),
      parts[0].count != 4 || parts[1].count == 4
    {
      try fail(
        "V03", "a range is written with two dots", at: token.range,
        "\(parts[0])..\(parts[1]), or \(parts[0]) - \(parts[1]) to subtract",
        edits: [Edit(token.range, "\(parts[0])..\(parts[1])")])
    }
    let date = isDotted ? parts.reversed() : parts
    var edits: [Edit] = []
    if let iso = isoDate(date) { edits = [Edit(token.range, iso)] }
    try fail(
      "V03", "dates are written year-month-day: 2023-11-06", at: token.range, edits: edits)
  }

  /// V03: `2023/11/06` and `11/06/2023`, which would be divisions.
  mutating func checkSlashedDate(_ range: TextRange) {
    let parts = text(in: range).split(separator: "/").map(String.init)
    guard parts.count == 3 else { return }
    if parts[0].utf8.count == 4, let iso = isoDate(parts) {
      record(
        "V03", "dates are written year-month-day: \(iso)", at: range, edits: [Edit(range, iso)])
    } else if parts[2].utf8.count == 4 {
      // Which of the first two is the month is a matter of where its writer lives.
      let readings = [[parts[2], parts[0], parts[1]], [parts[2], parts[1], parts[0]]]
        .compactMap(isoDate)
      guard let first = readings.first else { return }
      let others = readings.dropFirst().filter { $0 != first }
      record(
        "V03", "dates are written year-month-day: 2023-11-06", at: range,
        others.first.map { "\(first) or \($0)?" } ?? "", edits: [Edit(range, first)],
        fixes: others.compactMap { mended([Edit(range, $0)]) })
    }
  }

  /// `["2023", "1", "6"]` as `2023-01-06`.
  private func isoDate(_ parts: [String]) -> String? {
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, (2...3).contains(parts.count), parts[0].utf8.count == 4,
      (1...12).contains(numbers[1])
    else { return nil }
    if numbers.count == 2 { return "\(parts[0])-\(two(numbers[1]))" }
    guard Day(year: numbers[0], month: numbers[1], day: numbers[2]) != nil else { return nil }
    return "\(parts[0])-\(two(numbers[1]))-\(two(numbers[2]))"
  }
}

private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

private func four(_ value: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

extension Expression {
  /// The number that a literal is, in millionths.
  var literalNumber: Int64? {
    switch kind {
    case .number(let number): number.millionths
    case .negated(let inner):
      if case .number(let number) = inner.kind { 0 &- number.millionths } else { nil }
    default: nil
    }
  }

  /// The period that a literal date is; four bare digits are a year.
  var literalPeriod: DateRange? {
    switch kind {
    case .date(let period, _): period
    case .number(let number): number.asYear
    default: nil
    }
  }
}
