internal import AlmanacStore

/// Events of a stretch of JSON Lines, read without a tree: those whose values are plain texts,
/// numbers and lists of them. Every other line is left to be read one by one.
struct BulkLines {
  private(set) var stretch: BulkStretch
  private var plan: BulkPlan
  private var record = BulkRecord()

  /// Reads the lines of a stretch that begins and ends with a line.
  static func read(_ bytes: [UInt8], _ range: Range<Int>, _ rules: KeyRules) -> BulkStretch {
    var lines = BulkLines(range, rules)
    lines.read(bytes.span, range)
    lines.stretch.keys = lines.plan.writtenKeys
    return lines.stretch
  }

  private init(_ range: Range<Int>, _ rules: KeyRules) {
    stretch = BulkStretch(range)
    plan = BulkPlan(rules, into: &stretch.batch)
  }

  private mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var position = range.lowerBound
    while position < range.upperBound {
      let end = endOfLine(bytes, position, range.upperBound)
      if !readLine(bytes, position..<end) { stretch.leave(position..<end) }
      stretch.lineCount &+= 1
      position = end &+ 1
    }
  }

  /// - Returns: false when the line is to be read one by one.
  private mutating func readLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    record.begin()
    plan.beginRecord()
    var upper = line.upperBound
    while upper > line.lowerBound, bytes[upper - 1] <= 0x20 { upper &-= 1 }
    guard upper > line.lowerBound else { return true }
    guard line.count <= ReadingLimits.lineBytes, bytes[line.lowerBound] == 0x7B,
      bytes[upper - 1] == 0x7D
    else { return false }
    var position = skipSpace(bytes, line.lowerBound &+ 1)
    if bytes[position] == 0x7D { return false }
    while true {
      // Within the line: its last byte is a brace, at which every scan stops.
      guard bytes[position] == 0x22,
        let key = plainText(bytes, position &+ 1, upper)
      else { return false }
      position = skipSpace(bytes, key.upperBound &+ 1)
      guard position < upper, bytes[position] == 0x3A else { return false }
      position = skipSpace(bytes, position &+ 1)
      guard position < upper, let number = plan.key(bytes, key, into: &stretch.batch),
        let next = readValue(bytes, position, upper, plan.keys[number])
      else { return false }
      position = skipSpace(bytes, next)
      guard position < upper else { return false }
      if bytes[position] == 0x7D {
        guard position &+ 1 == upper else { return false }
        return record.finish(
          at: line.lowerBound, line: stretch.lineCount, bytes, plan.placeSlot, &stretch.batch)
      }
      guard bytes[position] == 0x2C else { return false }
      position = skipSpace(bytes, position &+ 1)
      guard position < upper else { return false }
    }
  }

  /// - Returns: what stands behind the value; nil when it is none of the plain ones.
  private mutating func readValue(
    _ bytes: Span<UInt8>, _ start: Int, _ upper: Int, _ key: BulkPlan.Key
  ) -> Int? {
    switch bytes[start] {
    case 0x22:
      guard let text = plainText(bytes, start &+ 1, upper), !isBlank(bytes, text),
        record.take(key, text, .text, bytes)
      else { return nil }
      return text.upperBound &+ 1
    case 0x5B: return readList(bytes, start, upper, key)
    case 0x30...0x39:
      guard let number = wholeNumber(bytes, start, upper),
        record.take(key, number, .literal, bytes)
      else { return nil }
      return number.upperBound
    default: return nil
    }
  }

  private mutating func readList(
    _ bytes: Span<UInt8>, _ start: Int, _ upper: Int, _ key: BulkPlan.Key
  ) -> Int? {
    var position = skipSpace(bytes, start &+ 1)
    while position < upper {
      guard bytes[position] == 0x22, let text = plainText(bytes, position &+ 1, upper),
        !isBlank(bytes, text), record.take(key, text, .element, bytes)
      else { return nil }
      position = skipSpace(bytes, text.upperBound &+ 1)
      guard position < upper else { return nil }
      if bytes[position] == 0x5D { return position &+ 1 }
      guard bytes[position] == 0x2C else { return nil }
      position = skipSpace(bytes, position &+ 1)
    }
    return nil
  }

  /// A text without escapes, from behind its quotation mark to the one that ends it.
  private func plainText(_ bytes: Span<UInt8>, _ start: Int, _ upper: Int) -> Range<Int>? {
    let raw = unsafe bytes.bytes
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var position = start
    var beyondASCII: UInt64 = 0
    while position &+ 8 <= upper {
      // Within bounds: `upper` is no greater than their count.
      let word = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      let quote = word ^ (0x22 &* ones)
      let slash = word ^ (0x5C &* ones)
      let found =
        ((quote &- ones) & ~quote | (slash &- ones) & ~slash | (word &- 0x20 &* ones) & ~word)
        & highs
      if found != 0 {
        let place = found.trailingZeroBitCount &>> 3
        beyondASCII |= word & highs & ((1 &<< UInt64(place &<< 3)) &- 1)
        position &+= place
        guard bytes[position] == 0x22 else { return nil }
        return checked(bytes, start..<position, beyondASCII != 0)
      }
      beyondASCII |= word & highs
      position &+= 8
    }
    while position < upper {
      let byte = bytes[position]
      if byte == 0x22 { return checked(bytes, start..<position, beyondASCII != 0) }
      guard byte != 0x5C, byte >= 0x20 else { return nil }
      beyondASCII |= UInt64(byte & 0x80)
      position &+= 1
    }
    return nil
  }

  private func checked(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ isBeyondASCII: Bool
  ) -> Range<Int>? {
    isBeyondASCII && firstInvalidUTF8(in: bytes, range.lowerBound, range.upperBound) != nil
      ? nil : range
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

  /// Behind spaces, which can't go beyond the brace that ends the line.
  private func skipSpace(_ bytes: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position &+= 1
    }
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
