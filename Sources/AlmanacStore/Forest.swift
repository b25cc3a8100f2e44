/// The trees that a parent field makes of a table's rows, numbered so that everything below a row
/// is one range. Rows that have neither a row above them nor one below take no part and no memory.
///
/// Source: interval labelling of trees (Agrawal, Borgida, Jagadish 1989). Built without recursion:
/// a chain a million deep is as good as a bush.
public struct Forest: Sendable {
  /// The row above, or `UInt32.max`; the values of the parent field's column. Empty when no row has
  /// one.
  public let parent: Codes
  /// Rows that have a row above or below them.
  let members: RankedSet
  /// Place of each member in the walk that visits a row before what is below it.
  let enter: Block<UInt32>
  /// One behind the last place below it.
  let leave: Block<UInt32>
  /// Members in the order of that walk.
  let order: Block<UInt32>

  init(
    parent: Codes, members: RankedSet, enter: Block<UInt32>, leave: Block<UInt32>,
    order: Block<UInt32>
  ) {
    self.parent = parent
    self.members = members
    self.enter = enter
    self.leave = leave
    self.order = order
  }

  /// - Parameter parent: free of cycles; ``rowsInCycles(parent:)`` finds those that are not.
  public init(parent: [UInt32]) {
    self.init(parent: parent, values: Codes(parent))
  }

  /// - Parameters:
  ///   - values: the same as codes, those of the parent field's column.
  ///   - dataOrder: in which rows below the same one are visited; nil for that of their numbers.
  init(parent: [UInt32], values: Codes, in dataOrder: RowOrder? = nil) {
    var isMember = Bitmap(rowCount: parent.count)
    for row in parent.indices where parent[row] != .max {
      isMember.insert(UInt32(truncatingIfNeeded: row))
      isMember.insert(parent[row])
    }
    let rows = isMember.rows
    var rankOf = [UInt32](repeating: .max, count: parent.count)
    for (rank, row) in rows.enumerated() { rankOf[Int(row)] = UInt32(truncatingIfNeeded: rank) }
    let visited = dataOrder.flatMap(\.block).map { order in
      order.map { rankOf[Int($0)] }.filter { $0 != .max }
    }
    let walk = Walk(
      parent: rows.map { parent[Int($0)] == .max ? .max : rankOf[Int(parent[Int($0)])] },
      in: visited)
    self.init(
      parent: rows.isEmpty ? Codes([]) : values, members: RankedSet(isMember),
      enter: Block(walk.enter), leave: Block(walk.leave),
      order: Block(walk.order.map { rows[Int($0)] }))
  }

  /// The row above, or nil.
  public func parent(of row: UInt32) -> UInt32? {
    guard !parent.isEmpty else { return nil }
    let above = parent[Int(row)]
    return above == .max ? nil : above
  }

  /// The row itself and everything below it.
  public func subtree(of row: UInt32) -> RowList {
    guard let rank = members.rank(of: row) else { return RowList([row]) }
    let start = Int(enter[rank])
    return RowList(order, start..<max(start, Int(leave[rank])))
  }

  /// Everything below the row, itself left out.
  public func descendants(of row: UInt32) -> RowList { subtree(of: row).dropFirst() }

  /// The rows above, the nearest first.
  public func ancestors(of row: UInt32) -> [UInt32] {
    guard var rank = members.rank(of: row) else { return [] }
    var found: [UInt32] = []
    var above = parent(of: row)
    // Whatever is above comes earlier in the walk: a damaged snapshot must not send us in circles.
    while let next = above, let nextRank = members.rank(of: next), enter[nextRank] < enter[rank] {
      found.append(next)
      (rank, above) = (nextRank, parent(of: next))
    }
    return found
  }

  /// Whether `row` is `top` or below it.
  public func isUnder(_ row: UInt32, _ top: UInt32) -> Bool {
    guard let top = members.rank(of: top), let row = members.rank(of: row) else {
      return row == top
    }
    return enter[top] <= enter[row] && enter[row] < leave[top]
  }
}

/// A walk through trees that visits a row before what is below it, and rows beside each other as they
/// come.
private struct Walk {
  private(set) var enter: [UInt32]
  private(set) var leave: [UInt32]
  private(set) var order: [UInt32] = []

  /// - Parameter rows: in which order rows below the same one are visited; nil for that of their numbers.
  init(parent: [UInt32], in rows: [UInt32]?) {
    let count = parent.count
    let rows = rows ?? (0..<count).map { UInt32(truncatingIfNeeded: $0) }
    var firstChild = [UInt32](repeating: .max, count: count)
    var nextSibling = [UInt32](repeating: .max, count: count)
    var roots: [UInt32] = []
    for row in rows.reversed() {
      let above = parent[Int(row)]
      if above == .max {
        roots.append(row)
      } else {
        nextSibling[Int(row)] = firstChild[Int(above)]
        firstChild[Int(above)] = row
      }
    }
    enter = [UInt32](repeating: 0, count: count)
    leave = [UInt32](repeating: 0, count: count)
    order.reserveCapacity(count)
    for root in roots.reversed() {
      var row = root
      descent: while true {
        enter[Int(row)] = UInt32(truncatingIfNeeded: order.count)
        order.append(row)
        if firstChild[Int(row)] != .max {
          row = firstChild[Int(row)]
          continue
        }
        while true {
          leave[Int(row)] = UInt32(truncatingIfNeeded: order.count)
          if row == root { break descent }
          if nextSibling[Int(row)] != .max {
            row = nextSibling[Int(row)]
            break
          }
          row = parent[Int(row)]
        }
      }
    }
  }
}

extension Forest {
  /// The rows that reach themselves by going up, one a cycle.
  static func rowsInCycles(parent: [UInt32]) -> [UInt32] {
    // 0 not seen, 1 on the way up, 2 done.
    var state = [UInt8](repeating: 0, count: parent.count)
    var found: [UInt32] = []
    for start in parent.indices where state[start] == 0 {
      var row = UInt32(truncatingIfNeeded: start)
      while row != .max, state[Int(row)] == 0 {
        state[Int(row)] = 1
        row = parent[Int(row)]
      }
      if row != .max, state[Int(row)] == 1 { found.append(row) }
      row = UInt32(truncatingIfNeeded: start)
      while row != .max, state[Int(row)] == 1 {
        state[Int(row)] = 2
        row = parent[Int(row)]
      }
    }
    return found
  }
}
