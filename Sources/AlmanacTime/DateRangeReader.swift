/// The range of days that a date of a query covers.
///
/// `2023`, `2023-11`, `2023-11-06`, `2023-11-06T14:00`, `2023-Q4`, `2023-W45`, `202X`, `20XX`,
/// `2023-XX`, two of them with `..` or `/` between, and `a..` or `..b` that are open. What EDTF has
/// for vague dates is refused: a query is never vague.
public func readDateRange(_ text: some StringProtocol) throws(DateError) -> DateRange {
  let bytes = Array(text.utf8)
  try checkLength(bytes)
  var parts: (lower: Int, upper: Int)?
  if let slash = bytes.firstIndex(of: 0x2F) {
    parts = (slash, slash + 1)
  } else if let dots = indexOfDots(in: bytes[...]) {
    parts = (dots, dots + 2)
  }
  guard let parts else { return try readSingle(bytes, 0, bytes.count) }
  if parts.lower == 0 && parts.upper == bytes.count {
    throw DateError(.malformed, at: 0, "one side of a range needs a date: 2021.., ..2023")
  }
  var range = DateRange(first: .distantPast, last: .distantFuture)
  if parts.lower > 0 {
    let start = try readSingle(bytes, 0, parts.lower)
    (range.first, range.firstMinute) = (start.first, start.firstMinute)
  }
  if parts.upper < bytes.count {
    let end = try readSingle(bytes, parts.upper, bytes.count)
    (range.last, range.lastMinute) = (end.last, end.lastMinute)
  }
  guard range.firstByMinute <= range.lastByMinute else {
    throw DateError(
      .reversed, at: parts.upper, "the range ends before it starts; the earlier date comes first")
  }
  return range
}

private func readSingle(
  _ bytes: [UInt8], _ lower: Int, _ upper: Int
) throws(DateError) -> DateRange {
  var scanner = DateScanner(bytes: bytes, lower: lower, upper: upper, isQuery: true)
  let part = try scanner.scan()
  return DateRange(
    first: part.bounds.earliest, last: part.bounds.latest, firstMinute: part.minute,
    lastMinute: part.minute)
}
