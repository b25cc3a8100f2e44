internal import AlmanacStore
internal import AlmanacTime

/// One event on its way into a batch: what is known when all its values have come.
///
/// Every function returns false where the value is one of those that are read one by one.
struct BulkRecord {
  private var mark: EventBatch.Mark
  private var id: Range<Int>?
  private var name: Range<Int>?
  private var start: Range<Int>?
  private var end: Range<Int>?
  private var steps: [(range: Range<Int>, size: PlaceSize)] = []
  private var chain: [UInt8] = []
  private var period: [UInt8] = []

  init(_ batch: borrowing EventBatch) {
    mark = batch.mark
  }

  mutating func begin(_ batch: borrowing EventBatch) {
    mark = batch.mark
    (id, name, start, end) = (nil, nil, nil, nil)
    steps.removeAll(keepingCapacity: true)
  }

  func undo(_ batch: inout EventBatch) { batch.rewind(to: mark) }

  /// How a value was written.
  enum Shape {
    case text
    /// A number or a truth value.
    case literal
    /// A text that is an element of a list.
    case element
  }

  /// Takes a value that has no escapes and is not blank.
  mutating func take(
    _ key: BulkPlan.Key, _ range: Range<Int>, _ shape: Shape, _ bytes: Span<UInt8>,
    _ batch: inout EventBatch
  ) -> Bool {
    switch key.meaning {
    case .code(let isMode):
      guard shape != .literal else { return false }
      batch.addCode(key.slot, bytes.extracting(range)) { word in
        isMode ? bulkModeWord(word) : nil
      }
      return true
    case .reference(let noun):
      if shape == .literal {
        guard noun == .event, isDigits(bytes, range) else { return false }
      } else if noun == .theme, shape == .text {
        for index in range where bytes[index] == 0x2C || bytes[index] == 0x3B { return false }
      }
      // `+11 more` says that a list goes on.
      if bytes[range.lowerBound] == UInt8(ascii: "+") { return false }
      batch.addReference(
        key.slot, bytes.extracting(range), isName: shape != .literal, noun: noun,
        at: range.lowerBound)
      return true
    case .text:
      guard shape == .text else { return false }
      batch.addText(key.slot, bytes.extracting(range))
      return true
    case .further:
      guard shape != .element else { return false }
      batch.addText(key.slot, bytes.extracting(range))
      return true
    case .measure:
      guard shape != .element, range.count <= 12, isDigits(bytes, range) else { return false }
      var number = 0
      for index in range { number = number * 10 + Int(bytes[index] - 0x30) }
      batch.addNumber(key.slot, number, at: range.lowerBound)
      return true
    case .identifier: return BulkRecord.set(&id, range, shape, isNumber: isDigits(bytes, range))
    case .name: return BulkRecord.set(&name, range, shape, isNumber: false)
    case .start: return BulkRecord.set(&start, range, shape, isNumber: false)
    case .end: return BulkRecord.set(&end, range, shape, isNumber: false)
    case .placeStep(let size):
      guard shape == .text else { return false }
      steps.append((range, size))
      return true
    case .other: return false
    }
  }

  private static func set(
    _ part: inout Range<Int>?, _ range: Range<Int>, _ shape: Shape, isNumber: Bool
  ) -> Bool {
    guard shape == .text || shape == .literal && isNumber, part == nil else { return false }
    part = range
    return true
  }

  private func isDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for index in range where bytes[index] &- 0x30 > 9 { return false }
    return !range.isEmpty
  }

  /// The record is complete.
  mutating func finish(
    at place: Range<Int>, _ bytes: Span<UInt8>, _ placeSlot: UInt32, _ batch: inout EventBatch
  ) -> Bool {
    guard let id, let name, addPeriod(bytes, &batch) else { return false }
    if !steps.isEmpty { addChain(bytes, placeSlot, &batch) }
    batch.endRecord(place, id: bytes.extracting(id), name: bytes.extracting(name))
    return true
  }

  /// One place inside the other, whatever the order of the keys.
  private mutating func addChain(
    _ bytes: Span<UInt8>, _ slot: UInt32, _ batch: inout EventBatch
  ) {
    for index in steps.indices.dropFirst() {
      var place = index
      while place > 0, steps[place - 1].size.rawValue > steps[place].size.rawValue {
        steps.swapAt(place - 1, place)
        place -= 1
      }
    }
    chain.removeAll(keepingCapacity: true)
    for step in steps {
      append(bytes.extracting(step.range), to: &chain)
      chain.append(0x1F)
      chain.append(contentsOf: step.size.kind.utf8)
      chain.append(0x1E)
    }
    batch.addPlaces(slot, chain.span)
  }

  private mutating func addPeriod(_ bytes: Span<UInt8>, _ batch: inout EventBatch) -> Bool {
    guard let start else { return end == nil }
    guard let first = PlainDate(bytes, start)?.bounds else { return false }
    guard let end, !isSame(bytes, start, end) else {
      batch.setPeriod(first, first, text: first.isExact ? nil : bytes.extracting(start))
      return true
    }
    guard let last = PlainDate(bytes, end)?.bounds, first.earliest <= last.latest else {
      return false
    }
    let starts = DayBounds(
      earliest: first.earliest, latest: min(first.latest, last.latest))
    let ends = DayBounds(earliest: max(last.earliest, first.earliest), latest: last.latest)
    if starts.isExact, ends.isExact {
      batch.setPeriod(starts, ends, text: nil)
    } else {
      period.removeAll(keepingCapacity: true)
      append(bytes.extracting(start), to: &period)
      period.append(0x2F)
      append(bytes.extracting(end), to: &period)
      batch.setPeriod(starts, ends, text: period.span)
    }
    return true
  }

  private func isSame(_ bytes: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    for offset in 0..<one.count
    where bytes[one.lowerBound + offset] != bytes[other.lowerBound + offset] {
      return false
    }
    return true
  }

  private func append(_ text: Span<UInt8>, to bytes: inout [UInt8]) {
    unsafe text.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }
}

/// The word that is kept for a way of attending.
private func bulkModeWord(_ word: Span<UInt8>) -> String {
  modeWord(unsafe word.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) })
}
