internal import AlmanacStore

/// What a check remembers of a record of a corpus until all records are known.
struct CheckedRecord {
  var entity: Entity
  /// Where the record begins: file and byte.
  var file: Int
  var offset: Int
  /// It has `source`, written or empty.
  var hasSource = false
  /// Byte of `ours = true`.
  var oursOffset: Int?
  /// What a claim says, and where.
  var claim: CheckedClaim?
}

/// A claim as it was read.
struct CheckedClaim {
  var field: String
  var fieldOffset: Int
  var value: String
  var valueOffset: Int
  /// It rests on something that is in none of the sources.
  var isFromOutside: Bool
  /// It has `dated`.
  var isDated: Bool
}

extension Importer {
  /// Remembers a record of a corpus for the checks at the end.
  mutating func note(_ entity: Entity, _ table: Int, _ tree: ValueTree) {
    guard isChecking else { return }
    var record = CheckedRecord(entity: entity, file: file, offset: tree.offset(table))
    record.hasSource = tree.member("source", of: table) != nil
    if let node = tree.member("ours", of: table), tree.kind(node) == .boolean {
      record.oursOffset = tree.offset(node)
    }
    if entity.noun == .claim { record.claim = claim(table, tree) }
    checked.append(record)
  }

  private func claim(_ table: Int, _ tree: ValueTree) -> CheckedClaim? {
    guard let field = tree.member("field", of: table), let value = tree.member("value", of: table)
    else { return nil }
    let basis = tree.member("basis", of: table).flatMap { tree.text($0) }
    return CheckedClaim(
      field: tree.scalarText(field) ?? "", fieldOffset: tree.offset(field),
      value: tree.scalarText(value) ?? "", valueOffset: tree.offset(value),
      isFromOutside: basis == "outside", isDated: tree.member("dated", of: table) != nil)
  }
}
