/// Texts, each once, one behind the other in memory: a hundred thousand of them are told apart and
/// searched in the time that a set of strings takes for some thousands.
///
/// Texts are equal when their bytes are.
struct TextPool {
  /// The UTF-8 of all texts.
  private(set) var bytes: [UInt8] = []
  /// Where each text ends.
  private var ends: [Int] = []
  /// A hash table of open addressing: the number of a text and one, or 0.
  private var slots: [UInt32] = Array(repeating: 0, count: 64)

  /// How many texts there are.
  var count: Int { ends.count }

  /// The place of a text in `bytes`.
  func range(of number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  /// A text.
  func text(_ number: Int) -> String { String(decoding: bytes[range(of: number)], as: UTF8.self) }

  /// The number of a text, which is added if it is new.
  mutating func insert(_ text: ArraySlice<UInt8>) -> (number: Int, isNew: Bool) {
    var slot = Int(truncatingIfNeeded: hash(text)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if bytes[range(of: number)].elementsEqual(text) { return (number, false) }
      slot = (slot + 1) & (slots.count - 1)
    }
    bytes += text
    ends.append(bytes.count)
    slots[slot] = UInt32(ends.count)
    if 2 * ends.count > slots.count { grow() }
    return (ends.count - 1, true)
  }

  private mutating func grow() {
    var larger = Array(repeating: UInt32(0), count: 4 * slots.count)
    for number in ends.indices {
      var slot = Int(truncatingIfNeeded: hash(bytes[range(of: number)])) & (larger.count - 1)
      while larger[slot] != 0 { slot = (slot + 1) & (larger.count - 1) }
      larger[slot] = UInt32(number + 1)
    }
    slots = larger
  }
}

/// A hash of some bytes, eight at a time; what is hashed is the user's own.
private func hash(_ text: ArraySlice<UInt8>) -> UInt64 {
  unsafe text.withUnsafeBytes { bytes in
    var hash = UInt64(text.count) &* 0x9E37_79B9_7F4A_7C15
    var offset = 0
    while offset + 8 <= text.count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      hash = mixed(hash ^ word)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < text.count {
      rest = unsafe rest << 8 | UInt64(bytes[offset])
      offset += 1
    }
    return mixed(hash ^ rest)
  }
}

/// One step of MurmurHash3's finalizer, by which every bit has an effect on the low ones.
private func mixed(_ word: UInt64) -> UInt64 {
  let product = word &* 0xFF51_AFD7_ED55_8CCD
  return product ^ (product >> 32)
}
