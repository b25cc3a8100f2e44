internal import AlmanacText

/// The keys of a ``NameIndex`` in sorted order: listed, or, as those of a large table would take more
/// memory than all else of it, folded from the names each time that one is looked at.
enum NameKeys: Sendable {
  /// Sorted by bytes.
  case listed(TextPool)
  /// Those of the names at some positions, and what a search within keys needs of them.
  case folded(NameTable, ChangedWords)

  /// The words of names that a search within the names would miss, as they have other letters than
  /// their key: Cyrillic capitals, letters with accents.
  struct ChangedWords: Sendable {
    /// Positions of such names, rising.
    let positions: Block<UInt32>
    /// Their keys.
    let keys: TextPool
  }
}

/// Reads keys of an index one after the other, each into the same memory.
struct KeyReader {
  private let index: NameIndex
  private var buffer: [UInt8] = []

  init(_ index: NameIndex) {
    self.index = index
  }

  /// The key at a place of the sorted order.
  mutating func key(at place: Int) -> [UInt8] {
    buffer.removeAll(keepingCapacity: true)
    switch index.keys {
    case .listed(let keys): keys.append(UInt32(truncatingIfNeeded: place), to: &buffer)
    case .folded(let names, _):
      let position = UInt32(truncatingIfNeeded: index.match(at: place).position)
      appendFoldedKey(of: names.texts.span(of: position), to: &buffer)
    }
    return buffer
  }

  /// Whether the key at a place comes before some bytes.
  mutating func precedes(_ place: Int, _ wanted: [UInt8]) -> Bool {
    if case .listed(let keys) = index.keys {
      return keys.precedes(UInt32(truncatingIfNeeded: place), wanted.span)
    }
    return key(at: place).lexicographicallyPrecedes(wanted)
  }

  /// Whether the key at a place begins with some bytes.
  mutating func begins(_ place: Int, with wanted: [UInt8]) -> Bool {
    if case .listed(let keys) = index.keys {
      return keys.begins(UInt32(truncatingIfNeeded: place), with: wanted.span)
    }
    return key(at: place).starts(with: wanted)
  }
}
