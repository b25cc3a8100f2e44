internal import AlmanacEngine
internal import AlmanacStore

/// Records below what they are part of; of counted records the counts beside them.
struct Tree: Sendable {
  /// One line of it.
  struct Node: Sendable {
    var label: String
    /// What stands beside it: when an event is, how many there are.
    var remark: String
    var depth: Int
    /// Nothing comes behind it below the same record.
    var isLast: Bool
    /// It is a row of the answer, and no record that only stands above rows.
    var isRow: Bool
    var isMaybe: Bool
  }

  var nodes: [Node]
  /// Rows that are no records of a tree: `(not stated)`.
  let looseCount: Int
  /// What the rows are, one and many.
  let words: (one: String, many: String)

  init(_ answer: Answer) throws(PictureRefusal) {
    let column = answer.columns.indices.first { column in
      (0..<answer.rowCount).contains { row in
        guard case .entity(let entity, _) = answer.value(row: row, column: column) else {
          return false
        }
        return Schema.treeField(of: entity.noun) != nil
      }
    }
    var records: [(row: Int, entity: Entity)] = []
    for row in 0..<answer.rowCount {
      if let entity = answer.entity(row: row) {
        records.append((row, entity))
      } else if let column, case .entity(let entity, _) = answer.value(row: row, column: column) {
        records.append((row, entity))
      }
    }
    records = records.filter { Schema.treeField(of: $0.entity.noun) != nil }
    guard !records.isEmpty else { throw .noTree }
    var names: [Entity: String] = [:]
    if let column {
      for (row, _) in records {
        guard case .entity(let entity, let name) = answer.value(row: row, column: column) else {
          continue
        }
        names[entity] = name
      }
    }
    // A thing that is the key of several rows has the rest of each beside it.
    var remarks: [Entity: [String]] = [:]
    for (row, entity) in records {
      let remark = Tree.remark(answer, row: row, beside: column)
      if !remark.isEmpty { remarks[entity, default: []].append(remark) }
    }
    let grove = Grove(records, of: answer)
    nodes = grove.nodes.map { node in
      Node(
        label: (names[node.entity] ?? answer.name(of: node.entity)).onOneLine,
        remark: remarks[node.entity]?.joined(separator: ", ") ?? "",
        depth: node.depth, isLast: node.isLast, isRow: node.row != nil,
        isMaybe: node.row.map { answer.isMaybe(row: $0) } ?? false)
    }
    looseCount = answer.rowCount - records.count
    let noun = answer.footer.noun
    words = (noun?.word ?? "row", noun?.plural ?? "rows")
  }

  /// When an event is, or the other cells of a row that was counted.
  private static func remark(_ answer: Answer, row: Int, beside column: Int?) -> String {
    if answer.entity(row: row) != nil {
      guard let date = answer.value(ofField: "when", row: row)?.date else { return "" }
      return text(of: .date(date))
    }
    return answer.label(row: row, without: column.map { [$0] } ?? [])
  }

  /// What a reader who sees nothing is told.
  var summary: String {
    let roots = nodes.count { $0.depth == 0 }
    let deepest = (nodes.map(\.depth).max() ?? 0) + 1
    return "\(grouped(nodes.count)) names in \(grouped(roots)) \(roots == 1 ? "tree" : "trees"),"
      + " \(deepest) \(deepest == 1 ? "level" : "levels") deep"
  }

  /// What is not in the picture, or nil when all is.
  var remark: String? {
    looseCount == 0
      ? nil
      : "not drawn: \(grouped(looseCount)) \(looseCount == 1 ? words.one : words.many) that"
        + " \(looseCount == 1 ? "stands" : "stand") in no tree"
  }
}
