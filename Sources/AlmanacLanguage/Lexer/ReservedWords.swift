/// The words of the language by their letters packed into one integer: a look-up is a few
/// comparisons and builds no `String`.
enum ReservedWords {
  struct Entry {
    var key: UInt128
    var keyword: Keyword?
    var noun: NounWord?
  }

  /// By ascending key.
  private static let entries: [Entry] = {
    var entries: [UInt128: Entry] = [:]
    func add(_ spelling: String, keyword: Keyword? = nil, noun: NounWord? = nil) {
      guard let key = packed(Array(spelling.utf8), TextRange(0, spelling.utf8.count)) else {
        preconditionFailure("a word of the language is longer than a key: \(spelling)")
      }
      entries[key] = Entry(key: key, keyword: keyword, noun: noun)
    }
    for keyword in Keyword.allCases {
      add(keyword.rawValue, keyword: keyword)
      if keyword.category == .unit { add(keyword.rawValue + "s", keyword: keyword) }
    }
    for noun in NounWord.allCases {
      for spelling in noun.spellings { add(spelling, noun: noun) }
    }
    return entries.values.sorted { $0.key < $1.key }
  }()

  static func entry(in bytes: [UInt8], _ range: TextRange) -> Entry? {
    guard let key = packed(bytes, range) else { return nil }
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].key == key ? entries[low] : nil
  }

  /// Up to 16 ASCII letters, folded in case and width; nil for any other word.
  private static func packed(_ bytes: [UInt8], _ range: TextRange) -> UInt128? {
    guard range.byteCount > 0, range.byteCount <= 48 else { return nil }
    var key: UInt128 = 0
    var letters = 0
    var index = range.start
    while index < range.end {
      let scalar = bytes.scalar(at: index)
      let letter = scalar.value | 0x20
      guard letter &- 0x61 < 26, letters < 16 else { return nil }
      key = key << 8 | UInt128(letter)
      letters += 1
      index += scalar.length
    }
    return key
  }
}
