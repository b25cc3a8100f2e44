internal import AlmanacStore
internal import AlmanacText

extension Table {
  /// The records whose folded id is that key.
  ///
  /// Ids are mostly folded as they stand, numbers above all; the others are kept aside.
  func rows(idKey key: String) -> [UInt32] {
    var rows = foldedIds[key] ?? []
    if let row = row(id: key) { rows.append(row) }
    return Array(Set(rows)).sorted()
  }

  /// The rows of ids that are not their own folded form, by that.
  private var foldedIds: [String: [UInt32]] {
    memo.value("folded ids") {
      var folded: [String: [UInt32]] = [:]
      if ids.areNumbers { return folded }
      var key: [UInt8] = []
      for row in 0..<UInt32(truncatingIfNeeded: rowCount) {
        let id = ids.utf8(row)
        if id.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 }), !id.isEmpty { continue }
        key.removeAll(keepingCapacity: true)
        appendFoldedKey(of: id.span, to: &key)
        folded[String(decoding: key, as: UTF8.self), default: []].append(row)
      }
      return folded
    }
  }
}
