/// Finds texts of a frozen pool by their bytes: the ids of a table.
///
/// Numbers that rise in the order in which they came are found by their value and need no index. For
/// all others: open addressing with linear probing; six bytes a text. Two thirds of the places are taken.
struct KeyIndex: Sendable {
  private let texts: TextPool
  /// In which order they came.
  private let order: RowOrder
  /// Positions in the pool, `UInt32.max` where nothing is; empty while there are few texts, and where
  /// they are numbers that rise.
  let places: Block<UInt32>

  /// Texts that are looked through one by one.
  private static var few: Int { 8 }

  /// - Parameters:
  ///   - texts: each once.
  ///   - order: in which they came.
  ///   - rise: whether they are numbers that rise in that order; nil where nobody has looked.
  init(_ texts: TextPool, order: RowOrder, rise: Bool? = nil) {
    self.texts = texts
    self.order = order
    guard texts.count > KeyIndex.few, !(rise ?? (RisingNumbers(texts, in: order) != nil))
    else {
      places = []
      return
    }
    var places = [UInt32](repeating: .max, count: texts.count + texts.count / 2)
    for text in 0..<UInt32(truncatingIfNeeded: texts.count) {
      var place = KeyIndex.place(texts.span(of: text), placeCount: places.count)
      while places[place] != .max {
        place &+= 1
        if place == places.count { place = 0 }
      }
      places[place] = text
    }
    self.places = Block(places)
  }

  init(texts: TextPool, order: RowOrder, places: Block<UInt32>) {
    self.texts = texts
    self.order = order
    self.places = places
  }

  /// The position of a text, or nil.
  func find(_ text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { unsafe find(Span(_unsafeElements: $0)) }
  }

  private func find(_ text: Span<UInt8>) -> UInt32? {
    guard !places.isEmpty else {
      if texts.count > KeyIndex.few {
        return RisingNumbers(known: texts, in: order).find(text, in: texts, order)
      }
      return (0..<UInt32(truncatingIfNeeded: texts.count)).first { texts.equals($0, text) }
    }
    var place = KeyIndex.place(text, placeCount: places.count)
    // Bounded: a damaged snapshot may have no place that is free.
    for _ in 0..<places.count {
      let found = places[place]
      if found == .max { return nil }
      if texts.equals(found, text) { return found }
      place &+= 1
      if place == places.count { place = 0 }
    }
    return nil
  }

  /// Where a text would stand: its hash as a fraction of all places.
  ///
  /// Source: Lemire, "Fast Random Integer Generation in an Interval" (2019), §4.
  private static func place(_ text: Span<UInt8>, placeCount: Int) -> Int {
    Int(truncatingIfNeeded: (UInt64(KeyTable.hash(text, 0)) &* UInt64(placeCount)) >> 32)
  }
}
