/// What the values of a section of a snapshot must be, so that whoever goes by them stays within the
/// columns that they lead into. Held against each block as it comes in: a file that was made with
/// right checksums and wrong offsets is as harmless as a damaged one.
struct SectionDomain: Sendable {
  /// What its values may be.
  enum Values: Hashable, Sendable {
    /// Whatever they like: dates, numbers, bytes of texts.
    case any
    /// Less than the limit, or all bits set for "none".
    case codes(below: Int)
    /// Less than the limit.
    case rows(below: Int)
    /// Never falling, and no more than the limit.
    case offsets(upTo: Int)
  }

  /// In the arena.
  var bytes: Range<Int>
  /// Bytes of one value.
  var width: Int
  var values: Values

  /// Whether the values that lie in some bytes of the arena are such.
  func holds(in range: Range<Int>, of base: UnsafeRawPointer) -> Bool {
    let part = bytes.clamped(to: range)
    guard !part.isEmpty else { return true }
    let start = unsafe base + part.lowerBound
    switch width {
    case 1: return unsafe holds(UInt8.self, start, part.count)
    case 2: return unsafe holds(UInt16.self, start, part.count / 2)
    default: return unsafe holds(UInt32.self, start, part.count / 4)
    }
  }

  private func holds<Value: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _: Value.Type, _ start: UnsafeRawPointer, _ count: Int
  ) -> Bool {
    let values = unsafe Span(
      _unsafeStart: start.assumingMemoryBound(to: Value.self), count: count)
    var isWithin = true
    switch self.values {
    case .any: break
    case .codes(let limit):
      // "None" is one less than zero.
      let limit = Value(clamping: limit)
      for index in 0..<count {
        let value = values[index]
        isWithin = isWithin && (value < limit || value == .max)
      }
    case .rows(let limit):
      let limit = Value(clamping: limit)
      for index in 0..<count { isWithin = isWithin && values[index] < limit }
    case .offsets(let limit):
      let limit = Value(clamping: limit)
      var last: Value = 0
      for index in 0..<count {
        let value = values[index]
        isWithin = isWithin && value >= last && value <= limit
        last = value
      }
    }
    return isWithin
  }
}
