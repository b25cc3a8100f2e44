internal import AlmanacText

/// What people type in Latin letters for names that are written in other scripts: pinyin, its
/// initials, and Cyrillic in Latin letters. It finds candidates to choose from; a name is never taken
/// for another by it.
///
/// Only names with Han or Cyrillic letters are in it. Cost: made at the first need, about 10 µs for
/// each such name, of which there are at most ``pinyinSpellingLimit`` spellings.
public struct TypingIndex: Sendable {
  let pinyin: NameIndex
  let initials: NameIndex
  let cyrillic: NameIndex

  init(pinyin: NameIndex, initials: NameIndex, cyrillic: NameIndex) {
    self.pinyin = pinyin
    self.initials = initials
    self.cyrillic = cyrillic
  }

  init(_ names: NameTable) {
    var pinyin = NameIndex.Draft()
    var initials = NameIndex.Draft()
    var cyrillic = NameIndex.Draft()
    for row in 0..<UInt32(truncatingIfNeeded: names.rowCount) {
      for position in names.positions(of: row).map(UInt32.init) {
        // Letters of both scripts have three bytes or begin with D0 to D4: the rest is passed over.
        guard names.texts.utf8(position).contains(where: { $0 >= 0xD0 }) else { continue }
        let name = names.texts[position]
        var known: Set<String> = []
        for spelling in pinyinSpellings(of: name) {
          pinyin.add(Array(spelling.joined.utf8), row: row, position: position)
          if known.insert(spelling.initials).inserted {
            initials.add(Array(spelling.initials.utf8), row: row, position: position)
          }
        }
        for key in latinKeys(ofCyrillic: name) {
          cyrillic.add(Array(key.utf8), row: row, position: position)
        }
      }
    }
    self.pinyin = NameIndex(pinyin)
    self.initials = NameIndex(initials)
    self.cyrillic = NameIndex(cyrillic)
  }

  /// A name that was found by what was typed for it.
  public struct Match: Hashable, Sendable {
    /// The record that has it.
    public var row: UInt32
    /// Position in the ``NameTable``.
    public var position: Int
    /// How much of the name was typed.
    public var extent: Extent

    init(row: UInt32, position: Int, extent: Extent) {
      self.row = row
      self.position = position
      self.extent = extent
    }

    /// The same match, of no more than that much of the name.
    init(_ match: Match, atMost extent: Extent) {
      self.init(row: match.row, position: match.position, extent: max(match.extent, extent))
    }
  }

  /// How much of a name was typed.
  public enum Extent: UInt8, Comparable, Sendable {
    /// All of it.
    case whole
    /// Its beginning.
    case beginning
    /// Something within it, from the beginning of a word or syllable on.
    case middle

    /// More of the name first.
    public static func < (left: Extent, right: Extent) -> Bool { left.rawValue < right.rawValue }
  }

  /// The names that `typed` may stand for, up to `limit` for each way of typing, those typed as a
  /// whole first. A single letter stands for nothing.
  ///
  /// Han characters are looked up by their sound, so that 中國科協 and 中国科携 find 中国科协.
  public func matches(_ typed: String, in names: NameTable, limit: Int) -> [Match] {
    var found: [Match] = []
    let sounds = pinyinSpellings(of: typed).map(\.joined)
    if sounds.isEmpty {
      if let key = pinyinKey(ofTyped: typed), key.utf8.count > 1 {
        found += beginning(key, in: pinyin, limit) + beginning(key, in: initials, limit)
        found += pinyin.places(holding: key, limit: limit).map { match($0, .middle, pinyin) }
          .filter { match in
            pinyinHasSyllables(key, in: names.texts[UInt32(truncatingIfNeeded: match.position)])
          }
        found += initials.places(holding: key, limit: limit).map { match($0, .middle, initials) }
      }
      let keys = latinKeys(ofTyped: typed)
      for (number, key) in keys.enumerated() where key.utf8.count > 1 {
        found += beginning(key, in: cyrillic, limit).map { match in
          Match(match, atMost: number == 0 ? .whole : .beginning)
        }
        found += cyrillic.places(holding: " " + key, limit: limit)
          .map { match($0, .middle, cyrillic) }
      }
    } else {
      for key in sounds { found += beginning(key, in: pinyin, limit) }
    }
    return found.sorted { $0.extent < $1.extent }
  }

  private func beginning(_ key: String, in index: NameIndex, _ limit: Int) -> [Match] {
    index.range(ofPrefix: key).prefix(limit).map { place in
      let isWhole = index.key(at: place).utf8.count == key.utf8.count
      return match(place, isWhole ? .whole : .beginning, index)
    }
  }

  private func match(_ place: Int, _ extent: Extent, _ index: NameIndex) -> Match {
    let match = index.match(at: place)
    return Match(row: match.row, position: match.position, extent: extent)
  }
}
