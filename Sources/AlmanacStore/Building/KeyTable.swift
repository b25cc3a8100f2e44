/// Texts, each once, found by their bytes: the ids of a table, the words of a dictionary.
///
/// Open addressing with linear probing; at most half of the places are taken. Where texts of
/// several kinds share the table, a tag tells them apart.
struct KeyTable: Sendable {
  private(set) var texts = TextPool()
  /// Tag and hash of each text in one word.
  private var marks: [UInt64] = []
  /// Codes, `UInt32.max` where nothing is; a power of two, or empty while there are few texts.
  private var places: [UInt32] = []

  /// Texts that are looked through one by one.
  private static var few: Int { 8 }

  var count: Int { texts.count }

  /// The code of a text, or nil.
  func find(_ text: Span<UInt8>, tag: UInt32 = 0) -> UInt32? {
    let mark = mark(text, tag)
    if places.isEmpty { return findAmongFew(text, mark) }
    let code = places[place(of: text, mark)]
    return code == .max ? nil : code
  }

  func find(_ text: String, tag: UInt32 = 0) -> UInt32? {
    var text = text
    return text.withUTF8 { unsafe find(Span(_unsafeElements: $0), tag: tag) }
  }

  /// The code of a text, which it gets now if it is a new one.
  mutating func insert(
    _ text: Span<UInt8>, tag: UInt32 = 0
  ) -> (code: UInt32, isNew: Bool) {
    let mark = mark(text, tag)
    if places.isEmpty {
      if let code = findAmongFew(text, mark) { return (code, false) }
      if count == KeyTable.few { grow() }
    } else if count &* 2 >= places.count {
      grow()
    }
    if places.isEmpty {
      marks.append(mark)
      return (texts.append(utf8: text), true)
    }
    let place = place(of: text, mark)
    if places[place] != .max { return (places[place], false) }
    let code = texts.append(utf8: text)
    marks.append(mark)
    places[place] = code
    return (code, true)
  }

  mutating func insert(_ text: String, tag: UInt32 = 0) -> (code: UInt32, isNew: Bool) {
    var text = text
    return text.withUTF8 { unsafe insert(Span(_unsafeElements: $0), tag: tag) }
  }

  private func findAmongFew(_ text: Span<UInt8>, _ mark: UInt64) -> UInt32? {
    for index in marks.indices where marks[index] == mark {
      let code = UInt32(truncatingIfNeeded: index)
      if texts.equals(code, text) { return code }
    }
    return nil
  }

  private mutating func grow() {
    let size = max(KeyTable.few &* 4, places.count &* 2)
    places = [UInt32](repeating: .max, count: size)
    for (code, mark) in marks.enumerated() {
      var place = Int(truncatingIfNeeded: mark) & (size &- 1)
      while places[place] != .max { place = (place &+ 1) & (size &- 1) }
      places[place] = UInt32(truncatingIfNeeded: code)
    }
  }

  /// Where the text stands, or the empty place where it would.
  private func place(of text: Span<UInt8>, _ mark: UInt64) -> Int {
    let mask = places.count &- 1
    var place = Int(truncatingIfNeeded: mark) & mask
    while true {
      let code = places[place]
      if code == .max || marks[Int(code)] == mark && texts.equals(code, text) { return place }
      place = (place &+ 1) & mask
    }
  }

  private func mark(_ text: Span<UInt8>, _ tag: UInt32) -> UInt64 {
    UInt64(tag) << 32 | UInt64(KeyTable.hash(text, tag))
  }

  /// Eight bytes at a time, multiplied and folded.
  ///
  /// Source: the construction of wyhash (Wang Yi 2019), without its seeds: what is hashed here are
  /// ids that a file writes, and a file that aims at collisions slows only its own loading.
  static func hash(_ text: Span<UInt8>, _ tag: UInt32) -> UInt32 {
    var state = UInt64(tag) ^ 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: text.count)
    let raw = unsafe text.bytes
    var index = 0
    while index &+ 8 <= text.count {
      // Within bounds by the condition.
      let word = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      state = product.high ^ product.low
      index &+= 8
    }
    var word: UInt64 = 0
    while index < text.count {
      word = word << 8 | UInt64(text[index])
      index &+= 1
    }
    let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    state = product.high ^ product.low
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }
}
