/// Texts, each once, found by their bytes: the ids of a table, the words of a dictionary.
///
/// Ids that are numbers mostly rise: as long as they do, each is new without being looked for, and is
/// found by its value. Everything else goes by hash: open addressing with linear probing, at most
/// half of the places taken, the hash beside the code so that a place that is another's costs no look
/// at its text. Where texts of several kinds share the table, a tag tells them apart.
struct KeyTable: Sendable {
  private(set) var texts = TextPool()
  /// Beside the texts; empty while none has a tag.
  private var tags: [UInt32] = []
  /// The hash in the upper half, the code in the lower one; all bits where nothing is. A power of
  /// two, or empty while there are few texts or rising numbers.
  private var places: [UInt64] = []
  /// nil once a text came that does not go on.
  private var rising: RisingNumbers? = RisingNumbers()
  /// Whether texts are found by what was said; else they are all looked through.
  private var isIndexed = true

  /// Texts that are looked through one by one.
  private static var few: Int { 8 }

  var count: Int { texts.count }

  /// Whether every text is a number, and greater than the one before.
  var isRising: Bool { rising != nil }

  /// The code of a text, or nil.
  func find(_ text: Span<UInt8>, tag: UInt32 = 0) -> UInt32? {
    if let rising, count > KeyTable.few { return tag == 0 ? rising.find(text, in: texts) : nil }
    if places.isEmpty { return findAmongFew(text, tag) }
    let hash = KeyTable.hash(text, tag)
    return code(at: place(of: text, tag, hash))
  }

  func find(_ text: String, tag: UInt32 = 0) -> UInt32? {
    var text = text
    return text.withUTF8 { unsafe find(Span(_unsafeElements: $0), tag: tag) }
  }

  /// The code of the text that is a number without leading zeros, or nil.
  func find(_ number: UInt64) -> UInt32? {
    if let rising { return rising.find(number, in: texts) }
    return find(String(number))
  }

  /// For many texts at once, by their hashes: the code that each has if it is here; `.max` where it is
  /// surely not, or nothing can be said. Their memory is on its way to the cache then.
  func candidates(_ hashes: Span<UInt32>) -> [UInt32] {
    var codes = [UInt32](repeating: .max, count: hashes.count)
    guard !places.isEmpty else { return codes }
    let entries = places.span
    let mask = entries.count &- 1
    // Entries that are looked at first, for many at once.
    for index in hashes.indices {
      var place = Int(hashes[index]) & mask
      var entry = entries[place]
      while entry != .max, UInt32(truncatingIfNeeded: entry &>> 32) != hashes[index] {
        place = (place &+ 1) & mask
        entry = entries[place]
      }
      codes[index] = UInt32(truncatingIfNeeded: entry)
    }
    let (offsets, bytes) = (texts.offsets.span, texts.bytes.span)
    var starts = [UInt32](repeating: 0, count: codes.count)
    for index in codes.indices where codes[index] != .max {
      starts[index] = offsets[Int(codes[index])]
    }
    var sum: UInt8 = 0
    for index in codes.indices where Int(starts[index]) < bytes.count {
      sum &+= bytes[Int(starts[index])]
    }
    // Never true, which only we know: the bytes have to be looked at.
    if sum == 1, codes.isEmpty { codes.append(UInt32(sum)) }
    return codes
  }

  /// Whether a code's text is this one.
  func holds(_ code: UInt32, _ text: Span<UInt8>, tag: UInt32) -> Bool {
    hasTag(code, tag) && texts.equals(code, text)
  }

  /// The code of a text, which it gets now if it is a new one.
  mutating func insert(
    _ text: Span<UInt8>, tag: UInt32 = 0
  ) -> (code: UInt32, isNew: Bool) {
    index()
    if rising != nil {
      if tag == 0, rising?.goesOn(with: text) == true { return (texts.append(utf8: text), true) }
      if let code = find(text, tag: tag) { return (code, false) }
      rising = nil
      if count > KeyTable.few { hashAll() }
    }
    if places.isEmpty {
      if let code = findAmongFew(text, tag) { return (code, false) }
      if count < KeyTable.few { return (append(text, tag), true) }
      hashAll()
    } else if count &* 2 >= places.count {
      grow()
    }
    let hash = KeyTable.hash(text, tag)
    let place = place(of: text, tag, hash)
    if let code = code(at: place) { return (code, false) }
    let code = append(text, tag)
    places[place] = UInt64(hash) << 32 | UInt64(code)
    return (code, true)
  }

  mutating func insert(_ text: String, tag: UInt32 = 0) -> (code: UInt32, isNew: Bool) {
    var text = text
    return text.withUTF8 { unsafe insert(Span(_unsafeElements: $0), tag: tag) }
  }

  /// Takes some texts of a pool, all of them new, where they are numbers that go on with those that
  /// are here.
  ///
  /// - Parameter numbers: what the whole pool holds.
  /// - Returns: false when they don't; then nothing was taken.
  mutating func insert(
    _ range: Range<Int>, of pool: TextPool, numbers: RisingNumbers
  ) -> Bool {
    guard var rising, !range.isEmpty,
      rising.goesOn(with: pool.span(of: UInt32(truncatingIfNeeded: range.lowerBound)))
    else { return false }
    _ = rising.goesOn(with: pool.span(of: UInt32(truncatingIfNeeded: range.upperBound - 1)))
    self.rising = rising
    texts.append(range, of: pool)
    return true
  }

  /// Takes a text that is known to be a new one; whoever looks for one of these makes the index.
  mutating func add(_ text: Span<UInt8>) {
    if count == 0 { (rising, isIndexed) = (nil, false) }
    if isIndexed {
      _ = insert(text)
    } else {
      texts.append(utf8: text)
    }
  }

  /// Makes ``find(_:tag:)`` quick after ``add(_:)``.
  mutating func index() {
    guard !isIndexed else { return }
    isIndexed = true
    if count > KeyTable.few { hashAll() }
  }

  /// Makes room for texts to come.
  mutating func reserve(_ textCount: Int, byteCount: Int) {
    texts.reserve(textCount, byteCount: byteCount)
  }

  /// Makes room for so many times the texts that there are.
  mutating func makeRoom(_ times: Double) { texts.makeRoom(times) }

  private mutating func append(_ text: Span<UInt8>, _ tag: UInt32) -> UInt32 {
    if tag != 0 || !tags.isEmpty {
      if tags.isEmpty { tags = [UInt32](repeating: 0, count: count) }
      tags.append(tag)
    }
    return texts.append(utf8: text)
  }

  private func hasTag(_ code: UInt32, _ tag: UInt32) -> Bool {
    tags.isEmpty ? tag == 0 : tags[Int(code)] == tag
  }

  private func findAmongFew(_ text: Span<UInt8>, _ tag: UInt32) -> UInt32? {
    for code in 0..<UInt32(truncatingIfNeeded: count)
    where texts.equals(code, text) && hasTag(code, tag) {
      return code
    }
    return nil
  }

  private mutating func hashAll() {
    var size = KeyTable.few &* 4
    while size < count &* 2 &+ 2 { size &*= 2 }
    places = [UInt64](repeating: .max, count: size)
    for code in 0..<UInt32(truncatingIfNeeded: count) {
      let tag = tags.isEmpty ? 0 : tags[Int(code)]
      put(UInt64(KeyTable.hash(texts.span(of: code), tag)) << 32 | UInt64(code))
    }
  }

  private mutating func grow() {
    let old = places
    places = [UInt64](repeating: .max, count: old.count &* 2)
    for entry in old where entry != .max { put(entry) }
  }

  private mutating func put(_ entry: UInt64) {
    let mask = places.count &- 1
    var place = Int(truncatingIfNeeded: entry &>> 32) & mask
    while places[place] != .max { place = (place &+ 1) & mask }
    places[place] = entry
  }

  private func code(at place: Int) -> UInt32? {
    let entry = places[place]
    return entry == .max ? nil : UInt32(truncatingIfNeeded: entry)
  }

  /// Where the text stands, or the empty place where it would.
  private func place(of text: Span<UInt8>, _ tag: UInt32, _ hash: UInt32) -> Int {
    let entries = places.span
    let mask = entries.count &- 1
    var place = Int(hash) & mask
    while true {
      let entry = entries[place]
      if entry == .max { return place }
      if UInt32(truncatingIfNeeded: entry &>> 32) == hash {
        let code = UInt32(truncatingIfNeeded: entry)
        if texts.equals(code, text), hasTag(code, tag) { return place }
      }
      place = (place &+ 1) & mask
    }
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
    if index > 0, index < text.count {
      // The last eight bytes, some of them once more.
      word = unsafe UInt64(
        littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: text.count &- 8, as: UInt64.self))
    } else {
      while index < text.count {
        word = word << 8 | UInt64(text[index])
        index &+= 1
      }
    }
    let product = (state ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
    state = product.high ^ product.low
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }
}
