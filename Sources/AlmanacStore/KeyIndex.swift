/// Finds the ids of a table.
///
/// Numbers that rise in the order in which they came are found by their value, ids that are made of
/// others by theirs; both need no index. For all others: open addressing with linear probing; six bytes
/// an id. Two thirds of the places are taken.
struct KeyIndex: Sendable {
  private let ids: Identifiers
  /// In which order they came.
  private let order: RowOrder
  /// Rows, `UInt32.max` where nothing is; empty while there are few ids, and where they are numbers
  /// that rise or are made of others.
  let places: Block<UInt32>

  /// Ids that are looked through one by one.
  private static var few: Int { 8 }

  /// - Parameters:
  ///   - ids: each once.
  ///   - order: in which they came.
  ///   - rise: whether they are numbers that rise in that order; nil where nobody has looked.
  init(_ ids: Identifiers, order: RowOrder, rise: Bool? = nil) {
    self.ids = ids
    self.order = order
    guard ids.count > KeyIndex.few, !(rise == true || ids.areFoundByThemselves(in: order)) else {
      places = []
      return
    }
    var places = [UInt32](repeating: .max, count: ids.count + ids.count / 2)
    for row in 0..<UInt32(truncatingIfNeeded: ids.count) {
      var place = KeyIndex.place(ids.utf8(row).span, placeCount: places.count)
      while places[place] != .max {
        place &+= 1
        if place == places.count { place = 0 }
      }
      places[place] = row
    }
    self.places = Block(places)
  }

  init(ids: Identifiers, order: RowOrder, places: Block<UInt32>) {
    self.ids = ids
    self.order = order
    self.places = places
  }

  /// The row of an id, or nil.
  func find(_ text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { unsafe find(Span(_unsafeElements: $0)) }
  }

  private func find(_ text: Span<UInt8>) -> UInt32? {
    switch ids.form {
    case .made(let made): return made.find(String(text))
    case .numbers(let numbers):
      guard let number = RisingNumbers.number(text), number < UInt32.max else { return nil }
      let wanted = UInt32(truncatingIfNeeded: number)
      guard !places.isEmpty else {
        if numbers.count > KeyIndex.few { return numbers.row(of: wanted, risingIn: order) }
        return numbers.firstIndex(of: wanted).map { UInt32(truncatingIfNeeded: $0) }
      }
      return probe(text) { numbers[Int($0)] == wanted }
    case .texts(let texts):
      guard !places.isEmpty else {
        if texts.count > KeyIndex.few {
          return RisingNumbers(known: texts, in: order).find(text, in: texts, order)
        }
        return (0..<UInt32(truncatingIfNeeded: texts.count)).first { texts.equals($0, text) }
      }
      return probe(text) { texts.equals($0, text) }
    }
  }

  private func probe(_ text: Span<UInt8>, _ isIt: (UInt32) -> Bool) -> UInt32? {
    var place = KeyIndex.place(text, placeCount: places.count)
    // Bounded: a damaged snapshot may have no place that is free.
    for _ in 0..<places.count {
      let found = places[place]
      if found == .max { return nil }
      if isIt(found) { return found }
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

extension Identifiers {
  fileprivate func areFoundByThemselves(in order: RowOrder) -> Bool {
    switch form {
    case .texts(let texts): RisingNumbers(texts, in: order) != nil
    case .numbers(let numbers): numbers.rises(in: order)
    case .made: true
    }
  }
}

extension Block<UInt32> {
  fileprivate func rises(in order: RowOrder) -> Bool {
    let numbers = span
    for place in 1..<Swift.max(order.count, 1)
    where numbers[Int(order[place - 1])] >= numbers[Int(order[place])] {
      return false
    }
    return true
  }

  /// Where numbers rise in an order, the row of one: by a guess from the first and the last, else by
  /// halves.
  fileprivate func row(of wanted: UInt32, risingIn order: RowOrder) -> UInt32? {
    guard let least = order.first, let greatest = order.last else { return nil }
    let (first, last) = (self[Int(least)], self[Int(greatest)])
    guard wanted >= first, wanted <= last else { return nil }
    let width = UInt64(last) &- UInt64(first)
    if width > 0 {
      let guess = order[Int(UInt64(wanted - first) &* UInt64(count - 1) / width)]
      if self[Int(guess)] == wanted { return guess }
    }
    var (low, high) = (0, order.count)
    while low < high {
      let middle = (low + high) / 2
      if self[Int(order[middle])] < wanted { low = middle + 1 } else { high = middle }
    }
    return low < order.count && self[Int(order[low])] == wanted ? order[low] : nil
  }
}
