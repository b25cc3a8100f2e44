/// Reading a tree by the numbers of its nodes: no value carries the tree with it, so a record costs
/// no counting of references.
extension ValueTree {
  func kind(_ node: Int) -> Kind { nodes[node].kind }

  /// Byte offset of a value in the file.
  func offset(_ node: Int) -> Int { base + Int(nodes[node].start) }

  /// Byte offset of a member's key in the file.
  func keyOffset(_ node: Int) -> Int { base + Int(nodes[node].keyStart) }

  func firstChild(_ node: Int) -> Int { Int(nodes[node].firstChild) }

  func next(_ node: Int) -> Int { Int(nodes[node].next) }

  func isDamaged(_ node: Int) -> Bool { nodes[node].form.contains(.isDamaged) }

  /// The key of a member.
  func keyText(_ node: Int) -> String {
    if nodes[node].form.contains(.hasEscapedKey) {
      return String(decoding: keyBytes(node), as: UTF8.self)
    }
    return String(decoding: keySlice(node), as: UTF8.self)
  }

  /// The key of a member when it is a short one without escapes.
  func packedKey(_ node: Int) -> PackedKey? {
    guard !nodes[node].form.contains(.hasEscapedKey) else { return nil }
    return PackedKey(keySlice(node))
  }

  /// Where the words of a text stand that has no escapes and is not blank.
  func plainRange(_ node: Int) -> Range<Int>? {
    let found = nodes[node]
    guard found.kind == .text, !found.form.contains(.isEscaped) else { return nil }
    let range = base + Int(found.start)..<base + Int(found.end)
    for index in range where bytes[index] > 0x20 { return range }
    return nil
  }

  /// The words of a text, a number as written, `true` or `false`; nil for the rest.
  func scalarText(_ node: Int) -> String? {
    let found = nodes[node]
    switch found.kind {
    case .text where found.form.contains(.isEscaped):
      return String(decoding: contentBytes(node), as: UTF8.self)
    case .number where bytes[base + Int(found.start)..<base + Int(found.end)].contains(0x5F):
      return String(decoding: contentBytes(node).filter { $0 != 0x5F }, as: UTF8.self)
    case .text, .number:
      let range = base + Int(found.start)..<base + Int(found.end)
      return String(decoding: bytes[range], as: UTF8.self)
    case .boolean: return found.form.contains(.isTrue) ? "true" : "false"
    default: return nil
    }
  }

  func text(_ node: Int) -> String? { kind(node) == .text ? scalarText(node) : nil }

  /// The first element of an array; any other value is its own only element.
  func firstElement(_ node: Int) -> Int { kind(node) == .array ? firstChild(node) : node }

  /// The element after `element` of the value `node`, or -1.
  func nextElement(_ element: Int, of node: Int) -> Int { element == node ? -1 : next(element) }

  /// The member of that key, or nil.
  func member(_ key: String, of node: Int) -> Int? {
    guard kind(node) == .table else { return nil }
    var found: Int?
    var child = firstChild(node)
    while child >= 0 {
      if hasKey(child, key) { found = child }
      child = next(child)
    }
    return found
  }

  private func hasKey(_ node: Int, _ key: String) -> Bool {
    if nodes[node].form.contains(.hasEscapedKey) { return keyText(node) == key }
    return keySlice(node).elementsEqual(key.utf8)
  }
}
