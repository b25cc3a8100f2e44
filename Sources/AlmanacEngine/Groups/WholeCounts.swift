internal import AlmanacStore

/// How many rows of a whole table each value of a field has: the lengths of its lists of rows.
struct WholeCounts: Sendable {
  let postings: Postings
  /// Rows that state nothing.
  let unstatedCount: Int
  /// Rows with more than one value.
  let repeatCount: Int
  let isClosed: Bool

  /// The counts by code, those of rows without a value behind those of the values.
  func counts(_ dictionary: KeyDictionary) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: dictionary.fixedCount)
    let held = postings.counts
    for code in 0..<min(dictionary.count, held.count) { counts[code] = held[code] }
    counts[Int(isClosed ? dictionary.none : dictionary.notStated)] =
      UInt32(truncatingIfNeeded: unstatedCount)
    return counts
  }
}

extension Table {
  /// nil where a row's place in the groups is not told by lists of rows alone: doubts, open lists,
  /// rows that state that there is none.
  func wholeCounts(_ field: Field, _ list: ListColumn, _ postings: Postings) -> WholeCounts? {
    guard list.doubtful.isEmpty, list.open.isEmpty, field.isMany || list.isSingle else {
      return nil
    }
    let unstated = unstatedRows(field.name, list.stated).count
    let (empty, several) = memo.value("list lengths \(field.name)") { lengths(list) }
    guard empty == unstated else { return nil }
    return WholeCounts(
      postings: postings, unstatedCount: unstated, repeatCount: several, isClosed: field.isClosed)
  }

  /// How many rows have no value, and how many more than one.
  private func lengths(_ list: ListColumn) -> (empty: Int, several: Int) {
    var (empty, several) = (0, 0)
    if list.isSingle {
      for value in list.values where value == .max { empty &+= 1 }
      return (empty, several)
    }
    let offsets = list.offsets.span
    for row in 0..<rowCount {
      let (start, end) = (offsets[row], offsets[row &+ 1])
      if end <= start { empty &+= 1 }
      if end > start &+ 1 { several &+= 1 }
    }
    return (empty, several)
  }
}
