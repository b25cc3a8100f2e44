internal import AlmanacStore

/// What bulk reading does with the values of one key.
enum BulkMeaning: Equatable {
  case identifier
  case name
  case start
  case end
  /// A part of the chain of places, the innermost first.
  case placeStep(PlaceSize)
  case code
  /// Words of a theme are parted by commas and semicolons.
  case reference(Noun)
  case text
  case further
  case measure
  /// A key whose records are read one by one.
  case other
}

/// How large the parts of a chain of places are, the smallest first.
enum PlaceSize: Int {
  case venue, city, province, country

  /// As the kind of a place.
  var kind: StaticString {
    switch self {
    case .venue: "venue"
    case .city: "city"
    case .province: "province"
    case .country: "country"
    }
  }

  init?(kind: String) {
    for size in [PlaceSize.venue, .city, .province, .country] where size.kind.description == kind {
      self = size
      return
    }
    return nil
  }
}

/// The keys of the events of one file: what each means and where its values go, found by comparing
/// the bytes of the key that came after the last one in the record before.
struct BulkPlan {
  struct Key {
    var meaning: BulkMeaning
    var slot: UInt32
    /// Where numbers go that are ids of events.
    var numberSlot: UInt32
    /// Its first and its last eight bytes, and how many it has.
    fileprivate var first: UInt64
    fileprivate var last: UInt64
    fileprivate var count: Int
    /// The key that came after this one when both came last.
    fileprivate var next: Int
  }

  private(set) var keys: [Key] = []
  /// As they are written, beside the keys.
  private var spellings: [[UInt8]] = []
  /// Where the chain of places goes.
  private(set) var placeSlot: UInt32
  private var rules: KeyRules
  private var last = 0
  private var told = 0

  /// More keys than this are looked through no longer.
  private static let limit = 256

  init(_ rules: KeyRules, into batch: inout EventBatchWriter) {
    self.rules = rules
    placeSlot = batch.addSlot(.reference("place", .place))
  }

  /// The keys that came since this was asked last, as they are written.
  mutating func takeNewKeys() -> [String] {
    defer { told = spellings.count }
    return spellings[told...].map { String(decoding: $0, as: UTF8.self) }
  }

  /// Before a record's first key.
  mutating func beginRecord() { last = -1 }

  /// The number of a key; nil where a file has too many.
  mutating func key(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into batch: inout EventBatchWriter
  ) -> Int? {
    let (first, end) = ends(bytes, range)
    let guess = last < 0 ? 0 : keys[last].next
    if guess < keys.count, matches(guess, bytes, range, first, end) {
      last = guess
      return guess
    }
    for index in keys.indices where matches(index, bytes, range, first, end) {
      if last >= 0 { keys[last].next = index }
      last = index
      return index
    }
    guard keys.count < BulkPlan.limit else { return nil }
    let found = add(Array(bytes, range), into: &batch)
    if last >= 0 { keys[last].next = found }
    last = found
    return found
  }

  @inline(__always)
  private func matches(
    _ index: Int, _ bytes: Span<UInt8>, _ range: Range<Int>, _ first: UInt64, _ end: UInt64
  ) -> Bool {
    guard keys[index].first == first, keys[index].last == end, keys[index].count == range.count
    else { return false }
    return range.count <= 16 || isSpelt(index, bytes, range)
  }

  private func isSpelt(_ index: Int, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for position in 0..<range.count
    where spellings[index][position] != bytes[range.lowerBound &+ position] {
      return false
    }
    return true
  }

  /// The first and the last eight bytes; both are the same, filled up with zeros, where there are
  /// fewer.
  @inline(__always)
  private func ends(_ bytes: Span<UInt8>, _ range: Range<Int>) -> (UInt64, UInt64) {
    let raw = unsafe bytes.bytes
    // Within bounds by the conditions.
    if range.count >= 8 {
      let first = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
      let last = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(
          fromByteOffset: range.upperBound &- 8, as: UInt64.self))
      return (first, last)
    }
    var word: UInt64 = 0
    if range.lowerBound &+ 8 <= bytes.count {
      let all = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: range.lowerBound, as: UInt64.self))
      word = all & (1 &<< UInt64(range.count &<< 3) &- 1)
    } else {
      for index in range.reversed() { word = word << 8 | UInt64(bytes[index]) }
    }
    return (word, word)
  }

  /// A key that has not been met: in lines, or that of a column.
  mutating func add(_ bytes: [UInt8], into batch: inout EventBatchWriter) -> Int {
    let (first, end) = ends(bytes.span, 0..<bytes.count)
    let rule = rules.rule(String(decoding: bytes, as: UTF8.self), of: .event)
    let (meaning, slot) = meaning(of: rule)
    var position = UInt32.max
    if let slot {
      position = batch.addSlot(slot, meaning: slot == .code("mode") ? modeWord : nil)
    }
    var numberPosition = UInt32.max
    if case .reference(let field, .event)? = slot {
      numberPosition = batch.addSlot(.event(field))
    }
    keys.append(
      Key(
        meaning: meaning, slot: position, numberSlot: numberPosition, first: first, last: end,
        count: bytes.count, next: keys.count + 1))
    spellings.append(bytes)
    return keys.count - 1
  }

  private func meaning(of rule: KeyRule?) -> (BulkMeaning, EventBatch.Slot?) {
    guard let rule else { return (.other, nil) }
    switch rule.meaning {
    case .identifier: return (.identifier, nil)
    case .name(let language) where language.isEmpty: return (.name, nil)
    case .start: return (.start, nil)
    case .end: return (.end, nil)
    case .placeStep(let kind):
      return (PlaceSize(kind: kind).map { .placeStep($0) } ?? .other, nil)
    case .code: return (.code, .code(rule.field))
    case .reference(let noun) where noun != .source:
      return (.reference(noun), .reference(rule.field, noun))
    case .text: return (.text, .text(rule.field))
    case .further: return (.further, .further(rule.field))
    case .measure: return (.measure, .measure(rule.field))
    default: return (.other, nil)
    }
  }
}

extension Array where Element == UInt8 {
  /// The bytes of a stretch.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    self = unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
  }
}
