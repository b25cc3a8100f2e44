internal import AlmanacText
internal import CTextScan

// The search within keys: a pass over all bytes, 16 at once.
extension NameIndex {
  /// A search within keys looks at so many bytes at most: those of about a million names.
  public static let searchLimit = 32 << 20

  /// The places whose keys hold `text` after their beginning, in order, up to `limit` of them.
  ///
  /// Cost: a pass over the keys, 16 bytes at once, until `limit` are found or ``searchLimit`` bytes
  /// are seen; over the names and the keys of those that have other letters, where keys are not
  /// listed, and then over the order as far as `limit` reaches.
  public func places(holding text: String, limit: Int) -> [Int] {
    let wanted = Array(text.utf8)
    guard !wanted.isEmpty else { return [] }
    switch keys {
    case .listed(let keys): return keys.texts(holding: wanted, limit: limit)
    case .folded(let names, let changed):
      var found = changed.keys.texts(holding: wanted, limit: .max).map { changed.positions[$0] }
      found += names.texts.namesFolded(toHold: wanted)
      return firstPlaces(of: found, in: names, limit)
    }
  }

  /// The first places of names at some positions.
  private func firstPlaces(of found: [UInt32], in names: NameTable, _ limit: Int) -> [Int] {
    guard !found.isEmpty else { return [] }
    if found.count < count / 1_024 { return places(ofFew: found, in: names, limit) }
    let isFound = Bitmap(rowCount: names.texts.count, rows: found)
    var places: [Int] = []
    let order = positions.isEmpty ? rows.span : positions.span
    for place in order.indices where isFound[order[place]] {
      if places.count >= limit { break }
      places.append(place)
    }
    return places
  }

  private func places(ofFew found: [UInt32], in names: NameTable, _ limit: Int) -> [Int] {
    var reader = KeyReader(self)
    var key: [UInt8] = []
    let places = Set(found).compactMap { position -> Int? in
      key.removeAll(keepingCapacity: true)
      appendFoldedKey(of: names.texts.span(of: position), to: &key)
      var place = lowerBound(key, &reader)
      // Names of one key stand one after the other.
      while place < count, match(at: place).position != position { place += 1 }
      return place < count ? place : nil
    }
    return Array(places.sorted().prefix(limit))
  }
}

extension TextPool {
  /// The texts that hold some bytes after their beginning, letters of ASCII being small, up to `limit`.
  fileprivate func texts(holding wanted: [UInt8], limit: Int) -> [Int] {
    var found: [Int] = []
    forEachText(holding: wanted) { text, offset in
      if offset == 0 { return true }
      found.append(text)
      return false
    } isEnough: {
      found.count >= limit
    }
    return found
  }

  /// The positions of names whose keys hold some bytes after their beginning, as far as the words of
  /// the keys stand in the names themselves.
  fileprivate func namesFolded(toHold wanted: [UInt8]) -> [UInt32] {
    // What separates words may be written in many ways: the longest word is looked for.
    let words = wanted.split(separator: 0x20)
    guard let longest = words.max(by: { $0.count < $1.count }) else { return [] }
    let word = Array(longest)
    // A word of letters with a space before it, and nothing else.
    let isWord =
      words.count == 1 && wanted.count == word.count + 1 && wanted[0] == 0x20
      && word.allSatisfy(isLetterOrDigit)
    let bytes = bytes.span(0..<Swift.min(bytes.count, NameIndex.searchLimit))
    var found: [UInt32] = []
    var key: [UInt8] = []
    forEachText(holding: word) { text, offset in
      let position = UInt32(truncatingIfNeeded: text)
      let start = range(of: position).lowerBound + offset
      var isHeld = false
      if isWord, offset > 1, bytes[start - 1] == 0x20, isLetterOrDigit(bytes[start - 2]) {
        isHeld = true
      } else {
        key.removeAll(keepingCapacity: true)
        appendFoldedKey(of: span(of: position), to: &key)
        isHeld = holdsAfterBeginning(key, wanted)
      }
      if isHeld { found.append(position) }
      return !isHeld
    } isEnough: {
      false
    }
    return found
  }

  /// Calls `body` where texts hold some bytes, capitals of ASCII being small letters, with the text and
  /// the offset in it; as long as it says so also for later places of the same text.
  private func forEachText(
    holding wanted: [UInt8], _ body: (_ text: Int, _ offset: Int) -> Bool,
    isEnough: () -> Bool
  ) {
    let (left, right) = rarestBytes(of: wanted)
    let bytes = bytes.span(0..<Swift.min(bytes.count, NameIndex.searchLimit))
    // Behind the last place where a text may hold it, and so far from its left byte to its end.
    let end = bytes.count - wanted.count + 1
    var text = 0
    var start = 0
    while start < end, !isEnough() {
      start = position(
        of: wanted[left], and: wanted[right], at: right - left, in: bytes, from: start + left,
        to: end + left)
      start -= left
      guard start < end else { break }
      guard holds(wanted, bytes, at: start) else {
        start += 1
        continue
      }
      text = self.text(holdingByte: start, from: text)
      let range = range(of: UInt32(truncatingIfNeeded: text))
      if start + wanted.count > range.upperBound || body(text, start - range.lowerBound) {
        start += 1
      } else {
        start = range.upperBound
      }
    }
  }

  /// The text that a byte belongs to, looked for ahead in growing steps.
  private func text(holdingByte byte: Int, from start: Int) -> Int {
    var low = start
    var step = 1
    while low + step < count, Int(offsets[low + step]) <= byte {
      low += step
      step *= 2
    }
    var high = Swift.min(low + step, count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(offsets[middle]) <= byte { low = middle } else { high = middle }
    }
    return low
  }
}

extension NameKeys.ChangedWords {
  /// - Parameter keys: of all names, in their order.
  init(_ names: TextPool, keys: TextPool) {
    var positions: [UInt32] = []
    var changed = TextPool()
    for position in 0..<UInt32(truncatingIfNeeded: names.count)
    where !standsIn(names.span(of: position), keys.span(of: position)) {
      positions.append(position)
      changed.append(position, of: keys)
    }
    self.init(positions: Block(positions), keys: changed)
  }
}

/// Whether the words of a key stand in a name one after the other, but for capitals of ASCII.
private func standsIn(_ name: Span<UInt8>, _ key: Span<UInt8>) -> Bool {
  var place = 0
  var start = 0
  while start < key.count {
    var end = start
    while end < key.count, key[end] != 0x20 { end &+= 1 }
    while place &+ (end &- start) <= name.count {
      var offset = 0
      while start &+ offset < end, small(name[place &+ offset]) == key[start &+ offset] {
        offset &+= 1
      }
      if start &+ offset == end { break }
      place &+= 1
    }
    place &+= end &- start
    if place > name.count { return false }
    start = end &+ 1
  }
  return true
}

private func small(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20
}

private func holdsAfterBeginning(_ key: [UInt8], _ wanted: [UInt8]) -> Bool {
  let span = key.span
  for start in 1..<max(1, key.count) where holds(wanted, span, at: start) { return true }
  return false
}

/// Where in a text the two bytes stand that other names have least, the same place twice in a text of
/// one byte: what most names have are spaces, vowels and what Chinese syllables end in, and the first
/// bytes of letters beyond ASCII.
private func rarestBytes(of text: [UInt8]) -> (left: Int, right: Int) {
  let rare = text.indices.filter { text[$0] < 0xC0 && !" aeiounghtr".utf8.contains(text[$0]) }
  let last = text.count - 1
  if rare.count > 1 { return (rare[0], rare[rare.count - 1]) }
  guard let only = rare.first else { return (0, last) }
  return only == last ? (0, last) : (only, last)
}

/// Where in `from..<to` a byte stands and another so far behind it, or `to` or further.
private func position(
  of left: UInt8, and right: UInt8, at distance: Int, in bytes: Span<UInt8>, from: Int, to: Int
) -> Int {
  unsafe bytes.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return to }
    return unsafe text_scan(base, from, to, left, right, distance)
  }
}

private func holds(_ wanted: [UInt8], _ bytes: Span<UInt8>, at start: Int) -> Bool {
  guard start >= 0, start + wanted.count <= bytes.count else { return false }
  for offset in wanted.indices where small(bytes[start &+ offset]) != wanted[offset] {
    return false
  }
  return true
}
