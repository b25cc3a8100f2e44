internal import AlmanacStore
internal import AlmanacTime

/// One event on its way into a batch: what is known of it as its values come.
///
/// Every function returns false where the value, or the record, is one of those that are read one by
/// one; then the batch is to take back what it has of it.
struct BulkRecord {
  private var id: Range<Int>?
  private var name: Range<Int>?
  private var start: Range<Int>?
  private var end: Range<Int>?
  private var steps: [(range: Range<Int>, size: PlaceSize)] = []
  private var buffer: [UInt8] = []
  /// Nothing was said.
  private(set) var isEmpty = true

  init() {}

  mutating func begin() {
    (id, name, start, end) = (nil, nil, nil, nil)
    steps.removeAll(keepingCapacity: true)
    isEmpty = true
  }

  /// How a value was written.
  enum Shape {
    case text
    /// A number or a truth value.
    case literal
    /// A text that is an element of a list.
    case element
  }

  /// Takes a value that has no escapes and is not blank.
  @inline(__always)
  mutating func take(
    _ key: BulkPlan.Key, _ range: Range<Int>, _ shape: Shape, _ bytes: Span<UInt8>,
    _ batch: inout EventBatchWriter
  ) -> Bool {
    isEmpty = false
    switch key.meaning {
    case .code:
      guard shape != .literal else { return false }
      batch.addCode(key.slot, range, in: bytes)
    case .reference(let noun):
      if shape == .literal {
        guard noun == .event, isPlainNumber(bytes, range) else { return false }
        batch.addNumber(key.numberSlot, number(bytes, range), at: range.lowerBound)
        return true
      }
      // `+11 more` says that a list goes on.
      if bytes[range.lowerBound] == UInt8(ascii: "+") { return false }
      if noun == .theme, shape == .text { return takeThemes(key, range, bytes, &batch) }
      batch.addReference(key.slot, range, in: bytes, isName: true, noun: noun)
    case .text:
      guard shape == .text else { return false }
      batch.addText(key.slot, bytes.extracting(range))
    case .further:
      guard shape != .element else { return false }
      batch.addText(key.slot, bytes.extracting(range))
    case .measure:
      guard shape != .element, range.count <= 12, isDigits(bytes, range) else { return false }
      batch.addNumber(key.slot, number(bytes, range), at: range.lowerBound)
    case .identifier: return BulkRecord.set(&id, range, shape, isNumber: isDigits(bytes, range))
    case .name: return BulkRecord.set(&name, range, shape, isNumber: false)
    case .start: return BulkRecord.set(&start, range, shape, isNumber: false)
    case .end: return BulkRecord.set(&end, range, shape, isNumber: false)
    case .placeStep(let size):
      guard shape == .text else { return false }
      steps.append((range, size))
    case .other: return false
    }
    return true
  }

  /// Themes in one text, parted by commas and semicolons.
  private func takeThemes(
    _ key: BulkPlan.Key, _ range: Range<Int>, _ bytes: Span<UInt8>,
    _ batch: inout EventBatchWriter
  ) -> Bool {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start
      while end < range.upperBound, bytes[end] != 0x2C, bytes[end] != 0x3B { end &+= 1 }
      if start > range.lowerBound || end < range.upperBound,
        hasWideSpace(bytes, start..<end)
      {
        return false
      }
      if let part = trimmed(start..<end, bytes) {
        batch.addReference(key.slot, part, in: bytes, isName: true, noun: .theme)
      }
      start = end &+ 1
    }
    return true
  }

  private static func set(
    _ part: inout Range<Int>?, _ range: Range<Int>, _ shape: Shape, isNumber: Bool
  ) -> Bool {
    guard shape == .text || shape == .literal && isNumber, part == nil else { return false }
    part = range
    return true
  }

  /// Up to 18 digits that no zero leads.
  private func isPlainNumber(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    isDigits(bytes, range) && range.count < 19
      && (range.count == 1 || bytes[range.lowerBound] != 0x30)
  }

  private func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var number: UInt64 = 0
    for index in range { number = number &* 10 &+ UInt64(bytes[index] &- 0x30) }
    return number
  }

  private func isDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] &- 0x30 > 9 { return false }
    return !range.isEmpty
  }
}

extension BulkRecord {
  /// The record is complete.
  ///
  /// - Parameters:
  ///   - place: where it begins in the file.
  ///   - line: on which line of the batch, from 0.
  mutating func finish(
    at place: Int, line: Int, _ bytes: Span<UInt8>, _ placeSlot: UInt32,
    _ batch: inout EventBatchWriter
  ) -> Bool {
    guard let id, let name else { return false }
    buffer.removeAll(keepingCapacity: true)
    guard let period = period(bytes) else { return false }
    if case .days(let starts, let ends, let isWorded) = period {
      batch.setPeriod(starts, ends)
      if isWorded { batch.setPeriod(text: buffer.span) }
    }
    if !steps.isEmpty { addChain(bytes, placeSlot, &batch) }
    batch.endRecord(place, line: line, id: bytes.extracting(id), name: bytes.extracting(name))
    return true
  }

  /// One place inside the other, whatever the order of the keys.
  private mutating func addChain(
    _ bytes: Span<UInt8>, _ slot: UInt32, _ batch: inout EventBatchWriter
  ) {
    for index in steps.indices.dropFirst() {
      var place = index
      while place > 0, steps[place - 1].size.rawValue > steps[place].size.rawValue {
        steps.swapAt(place - 1, place)
        place -= 1
      }
    }
    for step in steps {
      batch.addPlaceStep(bytes.extracting(step.range), kind: step.size.kind)
    }
    batch.addPlaces(slot)
  }

  private enum Period {
    case unsaid
    /// Worded: the bounds don't say all of it, what does stands in the buffer.
    case days(DayBounds, DayBounds, isWorded: Bool)
  }

  /// nil where the dates are none of the plain ones.
  private mutating func period(_ bytes: Span<UInt8>) -> Period? {
    guard let start else { return end == nil ? .unsaid : nil }
    guard let first = PlainDate(bytes, start)?.bounds else { return nil }
    guard let end, !isSame(bytes, start, end) else {
      if !first.isExact { append(bytes.extracting(start)) }
      return .days(first, first, isWorded: !first.isExact)
    }
    guard let last = PlainDate(bytes, end)?.bounds, first.earliest <= last.latest else {
      return nil
    }
    let starts = DayBounds(
      earliest: first.earliest, latest: min(first.latest, last.latest))
    let ends = DayBounds(earliest: max(last.earliest, first.earliest), latest: last.latest)
    let isWorded = !(starts.isExact && ends.isExact)
    if isWorded {
      append(bytes.extracting(start))
      buffer.append(0x2F)
      append(bytes.extracting(end))
    }
    return .days(starts, ends, isWorded: isWorded)
  }

  private func isSame(_ bytes: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    for offset in 0..<one.count
    where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
      return false
    }
    return true
  }

  private mutating func append(_ text: Span<UInt8>) {
    unsafe text.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
  }
}

/// Without the spaces around it; nil when nothing is left.
func trimmed(_ range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
  var (lower, upper) = (range.lowerBound, range.upperBound)
  while lower < upper, bytes[lower] <= 0x20 { lower &+= 1 }
  while lower < upper, bytes[upper &- 1] <= 0x20 { upper &-= 1 }
  return lower < upper ? lower..<upper : nil
}

/// Whether a text may begin or end with a space beyond ASCII: U+0085, U+00A0, U+1680, U+2000 and the
/// like, U+3000.
private func hasWideSpace(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
  func isSpace(_ index: Int) -> Bool {
    guard index >= range.lowerBound, index &+ 1 < range.upperBound else { return false }
    switch (bytes[index], bytes[index &+ 1]) {
    case (0xC2, 0x85), (0xC2, 0xA0), (0xE1, 0x9A), (0xE2, 0x80), (0xE2, 0x81), (0xE3, 0x80):
      return true
    default: return false
    }
  }
  guard let part = trimmed(range, bytes) else { return false }
  return isSpace(part.lowerBound) || isSpace(part.upperBound &- 2)
    || isSpace(part.upperBound &- 3)
}
