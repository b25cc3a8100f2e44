/// Texts, each once, found by their bytes: the ids of a table, the words of a dictionary.
///
/// Open addressing with linear probing; at most half of the places are taken. Where texts of
/// several kinds share the table, a tag tells them apart.
struct KeyTable: Sendable {
  private(set) var texts = TextPool()
  private var tags: [UInt32] = []
  private var hashes: [UInt32] = []
  /// Codes, `UInt32.max` where nothing is; a power of two.
  private var places: [UInt32] = []

  var count: Int { texts.count }

  /// The code of a text, or nil.
  func find(_ text: Span<UInt8>, tag: UInt32 = 0) -> UInt32? {
    guard !places.isEmpty else { return nil }
    let code = places[place(of: text, tag, hash(text, tag))]
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
    if texts.count &* 2 >= places.count { grow() }
    let hash = hash(text, tag)
    let place = place(of: text, tag, hash)
    if places[place] != .max { return (places[place], false) }
    let code = texts.append(utf8: text)
    tags.append(tag)
    hashes.append(hash)
    places[place] = code
    return (code, true)
  }

  mutating func insert(_ text: String, tag: UInt32 = 0) -> (code: UInt32, isNew: Bool) {
    var text = text
    return text.withUTF8 { unsafe insert(Span(_unsafeElements: $0), tag: tag) }
  }

  private mutating func grow() {
    let size = max(16, places.count &* 2)
    places = [UInt32](repeating: .max, count: size)
    for (code, hash) in hashes.enumerated() {
      var place = Int(hash) & (size &- 1)
      while places[place] != .max { place = (place &+ 1) & (size &- 1) }
      places[place] = UInt32(truncatingIfNeeded: code)
    }
  }

  /// Where the text stands, or the empty place where it would.
  private func place(of text: Span<UInt8>, _ tag: UInt32, _ hash: UInt32) -> Int {
    let mask = places.count &- 1
    var place = Int(hash) & mask
    while true {
      let code = places[place]
      if code == .max { return place }
      if hashes[Int(code)] == hash && tags[Int(code)] == tag && texts.equals(code, text) {
        return place
      }
      place = (place &+ 1) & mask
    }
  }

  /// Eight bytes at a time, multiplied and folded.
  ///
  /// Source: the construction of wyhash (Wang Yi 2019), without its seeds: what is hashed here are
  /// ids that a file writes, and a file that aims at collisions slows only its own loading.
  private func hash(_ text: Span<UInt8>, _ tag: UInt32) -> UInt32 {
    var state = UInt64(tag) ^ 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: text.count)
    var index = 0
    while index < text.count {
      var word: UInt64 = 0
      let end = min(index &+ 8, text.count)
      while index < end {
        word = word << 8 | UInt64(text[index])
        index &+= 1
      }
      let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
      state = product.high ^ product.low
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }
}
