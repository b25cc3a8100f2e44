/// The trees that a parent field makes of a table's rows, numbered so that everything below a row
/// is one range.
///
/// Source: interval labelling of trees (Agrawal, Borgida, Jagadish 1989). Built without recursion:
/// a chain a million deep is as good as a bush.
public struct Forest: Sendable {
  /// The row above, or `UInt32.max`.
  public let parent: Block<UInt32>
  /// Place of each row in the walk that visits a row before what is below it.
  let enter: Block<UInt32>
  /// One behind the last place below it.
  let leave: Block<UInt32>
  /// Rows in the order of that walk.
  let order: Block<UInt32>

  init(
    parent: Block<UInt32>, enter: Block<UInt32>, leave: Block<UInt32>, order: Block<UInt32>
  ) {
    self.parent = parent
    self.enter = enter
    self.leave = leave
    self.order = order
  }

  /// - Parameters:
  ///   - parent: free of cycles; ``rowsInCycles(parent:)`` finds those that are not.
  ///   - dataOrder: in which rows below the same one are visited; nil for that of their numbers.
  public init(parent: [UInt32], in dataOrder: RowOrder? = nil) {
    let dataOrder = dataOrder ?? RowOrder(byNumber: parent.count)
    let count = parent.count
    var firstChild = [UInt32](repeating: .max, count: count)
    var nextSibling = [UInt32](repeating: .max, count: count)
    var roots: [UInt32] = []
    for row in dataOrder.reversed() {
      let above = parent[Int(row)]
      if above == .max {
        roots.append(row)
      } else {
        nextSibling[Int(row)] = firstChild[Int(above)]
        firstChild[Int(above)] = row
      }
    }
    var enter = [UInt32](repeating: 0, count: count)
    var leave = [UInt32](repeating: 0, count: count)
    var order: [UInt32] = []
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
    self.init(
      parent: Block(parent), enter: Block(enter), leave: Block(leave), order: Block(order))
  }

  /// The row itself and everything below it.
  public func subtree(of row: UInt32) -> RowList {
    let start = Int(enter[Int(row)])
    return RowList(order, start..<max(start, Int(leave[Int(row)])))
  }

  /// Everything below the row, itself left out.
  public func descendants(of row: UInt32) -> RowList { subtree(of: row).dropFirst() }

  /// The rows above, the nearest first.
  public func ancestors(of row: UInt32) -> [UInt32] {
    var found: [UInt32] = []
    var below = row
    var above = parent[Int(row)]
    // Whatever is above comes earlier in the walk: a damaged snapshot must not send us in circles.
    while above != .max, enter[Int(above)] < enter[Int(below)] {
      found.append(above)
      (below, above) = (above, parent[Int(above)])
    }
    return found
  }

  /// Whether `row` is `top` or below it.
  public func isUnder(_ row: UInt32, _ top: UInt32) -> Bool {
    enter[Int(top)] <= enter[Int(row)] && enter[Int(row)] < leave[Int(top)]
  }

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
