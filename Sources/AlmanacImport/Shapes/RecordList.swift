internal import AlmanacStore

/// Where the records of a JSON document are: in itself, or in a list somewhere within what a service
/// wraps around it.
///
/// `[…]`, `{"events": […], "pagination": {…}}`, `{"data": {"events": {"edges": [{"node": {…}}]}}}`,
/// `{"a": {…}, "b": {…}}`.
struct RecordList {
  /// The nodes of the records.
  var records: [Int] = []
  /// The keys that lead to their lists: `data.events.edges`; empty where the document is the list.
  var paths: [String] = []
  /// The keys of the document that hold none.
  var leftOut: [String] = []

  /// Lists lie no deeper than this.
  private static let depth = 5

  init(of tree: ValueTree, _ keys: inout KeyRules) {
    guard tree.kind(0) == .table else {
      records = RecordList.elements(of: 0, tree, &keys)
      return
    }
    records = [0]
    guard tree.member("noun", of: 0) == nil, !RecordList.isEvent(0, tree, &keys) else { return }
    guard let found = RecordList.lists(in: tree, &keys) else { return }
    records = found.flatMap { RecordList.elements(of: $0.node, tree, &keys) }
    paths = found.map(\.path)
    let roots = Set(paths.compactMap { $0.split(separator: ".").first.map(String.init) })
    leftOut = tree.keys(of: 0).filter { !roots.contains($0) }
  }

  /// The nearest lists whose first elements are events, else an object whose members are.
  private static func lists(
    in tree: ValueTree, _ keys: inout KeyRules
  ) -> [(node: Int, path: String)]? {
    var level: [(node: Int, path: String)] = [(0, "")]
    for _ in 0..<depth {
      var found: [(node: Int, path: String)] = []
      var next: [(node: Int, path: String)] = []
      for (node, path) in level {
        if isDictionary(node, tree, &keys) { found.append((node, path)) }
        var member = tree.firstChild(node)
        while member >= 0 {
          let key = path.isEmpty ? tree.keyText(member) : "\(path).\(tree.keyText(member))"
          if tree.kind(member) == .table { next.append((member, key)) }
          if tree.kind(member) == .array, tree.firstChild(member) >= 0,
            isEvent(unwrapped(tree.firstChild(member), tree, &keys), tree, &keys)
          {
            found.append((member, key))
          }
          member = tree.next(member)
        }
      }
      if !found.isEmpty { return found }
      level = next
    }
    return nil
  }

  private static func elements(
    of list: Int, _ tree: ValueTree, _ keys: inout KeyRules
  ) -> [Int] {
    var nodes: [Int] = []
    var element = tree.kind(list) == .table ? tree.firstChild(list) : tree.firstElement(list)
    while element >= 0 {
      nodes.append(unwrapped(element, tree, &keys))
      element = tree.kind(list) == .table ? tree.next(element) : tree.nextElement(element, of: list)
    }
    return nodes
  }

  /// What an edge of a graph or a feature of a map leads to; anything else is itself.
  private static func unwrapped(_ node: Int, _ tree: ValueTree, _ keys: inout KeyRules) -> Int {
    for key in ["node", "event", "properties"] {
      if let inner = tree.member(key, of: node), tree.kind(inner) == .table,
        isEvent(inner, tree, &keys), !isEvent(node, tree, &keys)
      {
        return inner
      }
    }
    return node
  }

  private static func isDictionary(
    _ node: Int, _ tree: ValueTree, _ keys: inout KeyRules
  ) -> Bool {
    var member = tree.firstChild(node)
    guard member >= 0 else { return false }
    while member >= 0 {
      guard isEvent(member, tree, &keys) else { return false }
      member = tree.next(member)
    }
    return true
  }

  /// It has a name and a time.
  private static func isEvent(_ node: Int, _ tree: ValueTree, _ keys: inout KeyRules) -> Bool {
    guard tree.kind(node) == .table else { return false }
    var (hasName, hasTime) = (false, false)
    for key in tree.keys(of: node) {
      switch keys.tabularMeaning(of: key, .event) {
      case .name: hasName = true
      case .start, .startTime, .period: hasTime = true
      default: break
      }
    }
    return hasName && hasTime
  }
}

extension ValueTree {
  /// The keys of a table, in the order written.
  fileprivate func keys(of node: Int) -> [String] {
    guard kind(node) == .table else { return [] }
    var keys: [String] = []
    var member = firstChild(node)
    while member >= 0 {
      keys.append(keyText(member))
      member = next(member)
    }
    return keys
  }
}
