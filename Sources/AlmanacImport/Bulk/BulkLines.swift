internal import AlmanacStore

// Lines of JSON: the marks are quotation marks, backslashes and control characters, so that between
// two of them there is nothing to look for.
extension BulkReader {
  mutating func readLines(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      if let end = readLine(bytes, position, range.upperBound) {
        position = end &+ 1
      } else {
        while mark < marks.count, bytes[marks[mark]] != 0x0A { mark &+= 1 }
        let end = marks[mark]
        leave(position..<end)
        position = end &+ 1
      }
      while mark < marks.count, marks[mark] < position { mark &+= 1 }
      lineCount &+= 1
    }
  }

  /// - Returns: where the line ends; nil when it is to be read one by one.
  private mutating func readLine(_ bytes: Span<UInt8>, _ start: Int, _ upper: Int) -> Int? {
    record.begin()
    plan.beginRecord()
    guard bytes[start] == 0x7B else {
      // A line of spaces is none.
      let end = endOfSpace(bytes, start, upper)
      return end == upper || bytes[end] == 0x0A ? end : nil
    }
    var position = skipSpace(bytes, start &+ 1, upper)
    while true {
      guard let key = text(bytes, position, upper) else { return nil }
      position = skipSpace(bytes, key.upperBound &+ 1, upper)
      guard position < upper, bytes[position] == 0x3A else { return nil }
      position = skipSpace(bytes, position &+ 1, upper)
      guard position < upper, let number = plan.key(bytes, key, into: &writer),
        let next = readValue(bytes, position, upper, plan.keys[number])
      else { return nil }
      position = skipSpace(bytes, next, upper)
      guard position < upper else { return nil }
      if bytes[position] == 0x7D { break }
      guard bytes[position] == 0x2C else { return nil }
      position = skipSpace(bytes, position &+ 1, upper)
    }
    let end = endOfSpace(bytes, position &+ 1, upper)
    guard end == upper || bytes[end] == 0x0A, end &- start <= ReadingLimits.lineBytes,
      record.finish(at: start, line: lineCount, bytes, plan.placeSlot, &writer)
    else { return nil }
    return end
  }

  /// - Returns: what stands behind the value; nil when it is none of the plain ones.
  private mutating func readValue(
    _ bytes: Span<UInt8>, _ start: Int, _ upper: Int, _ key: BulkPlan.Key
  ) -> Int? {
    switch bytes[start] {
    case 0x22:
      guard let text = text(bytes, start, upper), !isBlank(bytes, text),
        record.take(key, text, .text, bytes, &writer)
      else { return nil }
      return text.upperBound &+ 1
    case 0x5B: return readList(bytes, start, upper, key)
    case 0x30...0x39:
      guard let number = wholeNumber(bytes, start, upper),
        record.take(key, number, .literal, bytes, &writer)
      else { return nil }
      return number.upperBound
    default: return nil
    }
  }

  private mutating func readList(
    _ bytes: Span<UInt8>, _ start: Int, _ upper: Int, _ key: BulkPlan.Key
  ) -> Int? {
    var position = skipSpace(bytes, start &+ 1, upper)
    while position < upper {
      guard let text = text(bytes, position, upper), !isBlank(bytes, text),
        record.take(key, text, .element, bytes, &writer)
      else { return nil }
      position = skipSpace(bytes, text.upperBound &+ 1, upper)
      guard position < upper else { return nil }
      if bytes[position] == 0x5D { return position &+ 1 }
      guard bytes[position] == 0x2C else { return nil }
      position = skipSpace(bytes, position &+ 1, upper)
    }
    return nil
  }

  /// A text without escapes that begins with the quotation mark at a position: what stands between
  /// that mark and the next one.
  private mutating func text(
    _ bytes: Span<UInt8>, _ position: Int, _ upper: Int
  ) -> Range<Int>? {
    guard mark &+ 1 < marks.count, marks[mark] == position, bytes[position] == 0x22 else {
      return nil
    }
    let end = marks[mark &+ 1]
    guard bytes[end] == 0x22 else { return nil }
    mark &+= 2
    let text = position &+ 1..<end
    if marks.isWide(text), firstInvalidUTF8(in: bytes, text.lowerBound, end) != nil { return nil }
    return text
  }

  /// Digits that no further part of a number follows.
  private func wholeNumber(_ bytes: Span<UInt8>, _ start: Int, _ upper: Int) -> Range<Int>? {
    var position = start
    while position < upper, bytes[position] &- 0x30 < 10 { position &+= 1 }
    guard position < upper, position &- start == 1 || bytes[start] != 0x30 else { return nil }
    switch bytes[position] {
    case 0x2C, 0x7D, 0x5D, 0x20: return start..<position
    default: return nil
    }
  }

  private func isBlank(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] > 0x20 { return false }
    return true
  }

  private func skipSpace(_ bytes: Span<UInt8>, _ start: Int, _ upper: Int) -> Int {
    var position = start
    while position < upper, bytes[position] == 0x20 { position &+= 1 }
    return position
  }

  /// Where what is no space stands, or the line ends.
  private func endOfSpace(_ bytes: Span<UInt8>, _ start: Int, _ upper: Int) -> Int {
    var position = start
    while position < upper, bytes[position] <= 0x20, bytes[position] != 0x0A { position &+= 1 }
    return position
  }
}

/// Where the line at `start` ends, by eight bytes at once.
func endOfLine(_ bytes: Span<UInt8>, _ start: Int, _ upper: Int) -> Int {
  let raw = unsafe bytes.bytes
  let ones: UInt64 = 0x0101_0101_0101_0101
  var position = start
  while position &+ 8 <= upper {
    let word = unsafe UInt64(
      littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
    let difference = word ^ (0x0A &* ones)
    let found = (difference &- ones) & ~difference & (ones &<< 7)
    if found != 0 { return position &+ found.trailingZeroBitCount &>> 3 }
    position &+= 8
  }
  while position < upper, bytes[position] != 0x0A { position &+= 1 }
  return position
}
