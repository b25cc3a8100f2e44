internal import AlmanacStore

// Tests that descend along the tree of a noun.
extension Evaluator {
  /// The answers of "the row passes, or one above it does".
  func within(_ tops: TruthSet, _ noun: Noun, isStatement: Bool) -> TruthSet {
    guard let forest = store[noun].forest else { return tops }
    let rowCount = tops.rowCount
    func below(_ tops: Subset) -> Subset {
      if tops.isNone || tops.isAll { return tops }
      return Subset(forest.subtrees(of: tops.rows), of: rowCount)
    }
    let certain = below(tops.certain)
    var vague = below(tops.vague).subtracting(certain)
    let blank = below(tops.blank).subtracting(certain).subtracting(vague)
    if isStatement {
      let possible = certain.union(vague).union(blank)
      let above = Subset(forest.ancestors(of: tops.possible.rows), of: rowCount)
      vague = vague.union(above.subtracting(possible))
    }
    return TruthSet(
      certain: certain, vague: vague, blank: blank,
      unstated: tops.unstated.map { TruthSet.Unstated(field: $0.field, rows: below($0.rows)) })
  }

  /// Whether what a field of a noun names is told by the noun's own tree: `part_of` of events, which
  /// nobody doubts and none leaves open.
  func followsTree(_ field: Field, _ noun: Noun) -> Bool {
    guard context.tuning.usesIndexes, store[noun].forest != nil,
      field.name == Schema.treeField(of: noun), let column = store[noun].reference(field.name)
    else { return false }
    return column.list.doubtful.isEmpty && column.list.open.isEmpty
  }

  /// The answers of `part_of under …`: what is below, from the tree alone.
  ///
  /// - Parameter field: that which ``followsTree(_:_:)``.
  func below(_ tops: TruthSet, _ field: Field, _ noun: Noun) -> TruthSet {
    let table = store[noun]
    func below(_ tops: Subset) -> Subset {
      guard !tops.isNone, let forest = table.forest else { return table.noRows }
      return Subset(forest.descendants(of: tops.rows), of: table.rowCount)
    }
    let missing =
      field.isClosed
      ? table.noRows
      : table.reference(field.name).map { table.unstatedRows(field.name, $0.list.stated) }
        ?? table.allRows
    let certain = below(tops.certain)
    let vague = below(tops.vague).subtracting(certain)
    let unstated =
      tops.unstated.map { TruthSet.Unstated(field: $0.field, rows: below($0.rows)) }
      + (missing.isEmpty ? [] : [TruthSet.Unstated(field: field.name, rows: missing)])
    return TruthSet(
      certain: certain, vague: vague,
      blank: below(tops.blank).union(missing).subtracting(certain).subtracting(vague),
      unstated: unstated)
  }
}
