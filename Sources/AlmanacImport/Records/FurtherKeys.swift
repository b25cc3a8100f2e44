internal import AlmanacStore

extension Importer {
  /// A key that the schema does not know is kept under its own name; what lies within an object,
  /// under dotted names: `location.room`.
  mutating func readFurther(
    _ node: Int, _ tree: ValueTree, _ key: String, _ record: RecordInProgress, depth: Int
  ) {
    switch tree.kind(node) {
    case .null: break
    case .boolean, .number, .text:
      if let text = tree.scalarText(node) { builder.addFurther(key, text, of: record.entity) }
    case .array, .table:
      guard depth < furtherDepth else {
        return fault(
          tree.offset(node), "`\(key)` goes more than \(furtherDepth) levels deep; it is left out")
      }
      let isTable = tree.kind(node) == .table
      var child = tree.firstChild(node)
      while child >= 0 {
        let name = isTable ? "\(key).\(tree.keyText(child))" : key
        readFurther(child, tree, name, record, depth: depth + 1)
        child = tree.next(child)
      }
    }
  }

  /// Keeps a member whose value is not what its key means: under the key as it is written, or as
  /// `data.KEY` where a field has that name.
  mutating func keepAsWritten(_ node: Int, _ tree: ValueTree, _ record: RecordInProgress) {
    let key = tree.keyText(node)
    let isTaken = Schema.field(key, of: record.noun) != nil
    readFurther(node, tree, isTaken ? "data.\(key)" : key, record, depth: 0)
  }

  /// A key that a corpus does not know: near a field's name it is a slip of the pen, else a key of
  /// the writer's own, which is kept with a notice.
  ///
  /// - Returns: whether the key is to be kept.
  mutating func isOwnKey(_ key: String, at offset: Int, _ noun: Noun) -> Bool {
    if let near = nearest(key, among: keys.knownKeys(of: noun)) {
      fault(offset, "\(noun.withArticle) has no field `\(key)`; did you mean `\(near)`?")
      return false
    }
    faults.appendNotice(
      file: file, offset: offset,
      "\(noun.withArticle) has no field `\(key)`; it is kept under that name")
    return true
  }

  /// A field that follows from others and is not written.
  mutating func faultDerived(_ field: String, at offset: Int, _ noun: Noun) {
    var source = "from the record's other fields"
    if noun == .figure, field == "event" { source = "from `subject`" }
    switch Schema.field(field, of: noun)?.origin {
    case .reverse(let ways):
      source =
        "from " + ways.map { "`\($0.field)` of \($0.noun.plural)" }.joined(separator: ", ")
    case .dayCount: source = "from `when`"
    case .union(let fields): source = "from " + fields.map { "`\($0)`" }.joined(separator: ", ")
    case .allNames: source = "from `name` and `alias`"
    case .ancestors, .descendants, .countryAbove: source = "from `parent`"
    default: break
    }
    fault(offset, "`\(field)` is not written, it follows \(source)")
  }
}

/// Objects and lists within each other under one key; more make no name that one would type.
private let furtherDepth = 16
