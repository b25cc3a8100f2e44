// Sets of rows: what is below or above them is gone through once, however the trees of one lie inside
// those of another.
extension Forest {
  /// Some rows and everything below them, in no order.
  public func subtrees(of tops: [UInt32]) -> [UInt32] {
    let members = members.lookup(reading: tops.count)
    return tops.filter { members.rank(of: $0) == nil } + rows(of: stretches(of: tops))
  }

  /// Everything below some rows, of which one that is below another is there too; in no order.
  public func descendants(of tops: [UInt32]) -> [UInt32] {
    rows(of: stretches(of: tops).map { $0.dropFirst() })
  }

  /// How many rows there are of some and everything below them.
  public func subtreeRowCount(of tops: [UInt32]) -> Int {
    let members = members.lookup(reading: tops.count)
    return tops.count { members.rank(of: $0) == nil }
      + stretches(of: tops).reduce(0) { $0 + $1.count }
  }

  /// Everything above some rows, each once, in no order.
  public func ancestors(of rows: [UInt32]) -> [UInt32] {
    var found: Set<UInt32> = []
    for row in rows {
      var above = parent(of: row)
      // What is above one that was found already was found too.
      while let next = above, found.insert(next).inserted { above = parent(of: next) }
    }
    return Array(found)
  }

  /// The stretches of the walk that some rows and everything below them take: rising, none within
  /// another. Rows without a tree have none.
  private func stretches(of tops: [UInt32]) -> [Range<Int>] {
    let members = members.lookup(reading: tops.count)
    let enter = enter.lookup(reading: tops.count)
    let leave = leave.lookup(reading: tops.count)
    // The start above the end in one number: numbers are sorted without asking which of two comes first.
    var bounds: [UInt64] = []
    bounds.reserveCapacity(tops.count)
    for top in tops {
      guard let rank = members.rank(of: top) else { continue }
      let start = enter[rank]
      bounds.append(UInt64(start) &<< 32 | UInt64(max(start, leave[rank])))
    }
    bounds.sort()
    var stretches: [Range<Int>] = []
    for bound in bounds {
      let (start, end) = (Int(bound &>> 32), Int(bound & 0xFFFF_FFFF))
      if start >= stretches.last?.upperBound ?? 0 { stretches.append(start..<end) }
    }
    return stretches
  }

  private func rows(of stretches: [Range<Int>]) -> [UInt32] {
    var rows: [UInt32] = []
    rows.reserveCapacity(stretches.reduce(0) { $0 + $1.count })
    for stretch in stretches where !stretch.isEmpty {
      let stretch = order.span(stretch)
      for index in stretch.indices { rows.append(stretch[index]) }
    }
    return rows
  }
}
