internal import AlmanacEngine
internal import AlmanacStore

/// The records of an answer as the trees that `part_of` and `parent` make of them, with those above
/// them that are no rows.
struct Grove {
  /// A record, where it stands in its tree, and its row.
  struct Node {
    var entity: Entity
    var depth: Int
    /// nil for a record that only stands above others.
    var row: Int?
    /// Nothing comes behind it below the same record.
    var isLast: Bool
  }

  /// A record before what is below it; trees and branches in the order in which the rows name them.
  let nodes: [Node]

  /// - Parameter entities: records by their row; rows without one are left out.
  init(_ entities: [(row: Int, entity: Entity)], of answer: Answer) {
    var rows: [Entity: Int] = [:]
    for (row, entity) in entities where rows[entity] == nil { rows[entity] = row }
    var children: [Entity: [Entity]] = [:]
    var roots: [Entity] = []
    var known: Set<Entity> = []
    for (_, entity) in entities {
      var below = entity
      guard known.insert(entity).inserted else { continue }
      var isNewToRoot = true
      while let above = answer.parent(of: below) {
        children[above, default: []].append(below)
        below = above
        guard known.insert(above).inserted else {
          isNewToRoot = false
          break
        }
      }
      if isNewToRoot { roots.append(below) }
    }
    var nodes: [Node] = []
    // What is still to be visited, the next at the end: a chain a million deep is as good as a bush.
    var pending: [(entity: Entity, depth: Int, isLast: Bool)] = []
    func push(_ entities: [Entity], _ depth: Int) {
      for (index, entity) in entities.enumerated().reversed() {
        pending.append((entity, depth, index == entities.count - 1))
      }
    }
    push(roots, 0)
    while let (entity, depth, isLast) = pending.popLast() {
      nodes.append(Node(entity: entity, depth: depth, row: rows[entity], isLast: isLast))
      push(children[entity] ?? [], depth + 1)
    }
    self.nodes = nodes
  }

  private init(nodes: [Node]) { self.nodes = nodes }

  /// The nodes that are wanted and those above them that lead to two of these at least; the others'
  /// branches move up.
  func pruned(_ isWanted: (Node) -> Bool) -> Grove {
    // From the last to the first, so that what is below a node is known when it comes: how many wanted
    // branches there are below it.
    var isKept = [Bool](repeating: false, count: nodes.count)
    var branches: [Int: Int] = [:]
    for index in nodes.indices.reversed() {
      let node = nodes[index]
      let count = branches.removeValue(forKey: node.depth + 1) ?? 0
      isKept[index] = isWanted(node) || count > 1
      branches[node.depth, default: 0] += isKept[index] ? 1 : count
    }
    var kept: [Node] = []
    // The kept nodes above, by their old depth.
    var path: [Int] = []
    for (index, node) in nodes.enumerated() {
      while let last = path.last, last >= node.depth { path.removeLast() }
      guard isKept[index] else { continue }
      var moved = node
      moved.depth = path.count
      kept.append(moved)
      path.append(node.depth)
    }
    return Grove(nodes: kept.markingLast())
  }
}

extension [Grove.Node] {
  /// The same nodes, each of which knows whether it is the last below its parent.
  fileprivate func markingLast() -> [Grove.Node] {
    var marked = self
    // Whether a later node of that depth has been seen before a shallower one.
    var seen: [Bool] = []
    for index in indices.reversed() {
      let depth = self[index].depth
      while seen.count <= depth { seen.append(false) }
      marked[index].isLast = !seen[depth]
      seen[depth] = true
      seen.removeSubrange((depth + 1)...)
    }
    return marked
  }
}
