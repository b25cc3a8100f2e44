/// A TOML document as far as it could be read, with every fault found.
public struct TOMLDocument: Sendable {
  /// The values; a table that a fault fell in is ``ValueTree/Value/isDamaged``.
  public var tree: ValueTree
  /// In the order of the file; none when all was read.
  public var faults: [ReadingFault]
}

/// Reads TOML, the subset in which a corpus is written.
///
/// Tables, arrays of tables, bare, quoted and dotted keys, texts of all four kinds, decimal
/// numbers (kept as written), booleans, arrays, tables in braces. Refused, though TOML has them:
/// dates without quotation marks, `inf`, `nan`, and numbers that are not decimal. After a fault
/// reading goes on at the next header, so that one bad record costs no other.
///
/// Source: TOML 1.0.0 (toml.io).
public func readTOML(_ bytes: [UInt8]) -> TOMLDocument {
  var reader = TOMLReader(bytes: bytes)
  reader.read()
  return TOMLDocument(tree: reader.tree, faults: reader.faults)
}

/// Reads a document from first byte to last; ``TOMLReader/read()`` does it all.
struct TOMLReader {
  var tree: ValueTree
  private(set) var faults: [ReadingFault] = []
  let bytes: [UInt8]
  let upper: Int
  var position = 0
  /// The tables that the last header went through; the last of them is the one it opened.
  private var path = [0]
  /// The members of tables too large to look through, by key.
  var largeTables: [Int: [[UInt8]: Int]] = [:]

  init(bytes: [UInt8]) {
    self.bytes = bytes
    upper = bytes.count
    tree = ValueTree(bytes: bytes)
    tree.nodes.reserveCapacity(bytes.count / 16)
    _ = tree.append(ValueTree.Node(kind: .table, start: 0), to: -1)
  }

  mutating func read() {
    guard upper <= ReadingLimits.documentBytes else {
      faults.append(ReadingFault(at: 0, "a TOML document has 2 GiB at most"))
      return
    }
    if let invalid = firstInvalidUTF8(in: bytes.span, 0, upper) {
      faults.append(ReadingFault(at: invalid, "this is no UTF-8; save the file as UTF-8"))
      tree.nodes[0].form.insert(.isDamaged)
      return
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while position < upper && faults.count < ReadingLimits.faults {
      let start = position
      do throws(ReadingFault) {
        try readLine()
      } catch {
        faults.append(error)
        for table in path { tree.nodes[table].form.insert(.isDamaged) }
        skipToHeader(after: start)
      }
    }
  }
}

// MARK: - Lines

extension TOMLReader {
  private mutating func readLine() throws(ReadingFault) {
    skipSpace()
    guard let byte = peek else { return }
    switch byte {
    case 0x0A, 0x0D, 0x23: break
    case 0x5B: try readHeader()
    default: try readMember(of: path.last ?? 0, depth: 0)
    }
    skipSpace()
    try readLineEnd()
  }

  /// A comment, if there is one, and the end of the line or the file.
  private mutating func readLineEnd() throws(ReadingFault) {
    if peek == 0x23 { try skipComment() }
    guard position < upper else { return }
    try readNewline("the line is complete here; what follows needs a line of its own")
  }

  private mutating func readNewline(_ message: String) throws(ReadingFault) {
    if peek == 0x0A {
      position += 1
    } else if peek == 0x0D && position + 1 < upper && bytes[position + 1] == 0x0A {
      position += 2
    } else {
      throw fault(message)
    }
  }

  mutating func skipComment() throws(ReadingFault) {
    var index = position
    while index < upper, bytes[index] != 0x0A {
      let byte = bytes[index]
      if byte < 0x20 && byte != 0x09 || byte == 0x7F {
        if byte == 0x0D && index + 1 < upper && bytes[index + 1] == 0x0A { break }
        throw ReadingFault(at: index, "a comment holds no control characters")
      }
      index += 1
    }
    position = index
  }

  /// After a fault: to the next line that looks like a header, be it one that a text or an array
  /// without its end has swallowed.
  private mutating func skipToHeader(after start: Int) {
    position = start
    while position < upper {
      while position < upper && bytes[position] != 0x0A { position += 1 }
      position += 1
      if looksLikeHeader(position) { return }
    }
  }

  private func looksLikeHeader(_ start: Int) -> Bool {
    guard start < upper && bytes[start] == 0x5B else { return false }
    let index = start + 1 < upper && bytes[start + 1] == 0x5B ? start + 2 : start + 1
    return index < upper && (bytes[index] | 0x20) &- 0x61 < 26
  }

  /// `[table]` or `[[array of tables]]`.
  private mutating func readHeader() throws(ReadingFault) {
    let start = position
    position += 1
    let isElement = peek == 0x5B
    if isElement { position += 1 }
    // A header that is refused does no harm to the table before it.
    path.removeAll(keepingCapacity: true)
    path.append(0)
    skipSpace()
    var parent = 0
    var key = try scanKey()
    skipSpace()
    var depth = 1
    while peek == 0x2E {
      parent = try openTable(key, in: parent, at: start)
      path.append(parent)
      position += 1
      skipSpace()
      key = try scanKey()
      skipSpace()
      depth += 1
      if depth > ReadingLimits.depth {
        throw fault("tables go \(ReadingLimits.depth) levels deep at most")
      }
    }
    guard peek == 0x5D else { throw fault("a header ends with ]") }
    position += 1
    if isElement {
      guard peek == 0x5D else { throw fault("the header of a record ends with ]]") }
      position += 1
      path.append(try addElement(key, in: parent))
    } else {
      path.append(try declareTable(key, in: parent))
    }
  }

  /// `key = value`, `a.b = value`.
  mutating func readMember(of table: Int, depth: Int) throws(ReadingFault) {
    var parent = table
    var key = try scanKey()
    skipSpace()
    var level = depth
    while peek == 0x2E {
      parent = try dottedTable(key, in: parent)
      position += 1
      skipSpace()
      key = try scanKey()
      skipSpace()
      level += 1
      if level > ReadingLimits.depth {
        throw fault("tables go \(ReadingLimits.depth) levels deep at most")
      }
    }
    guard peek == 0x3D else { throw fault("an equals sign comes after the key") }
    position += 1
    skipSpace()
    if member(key, of: parent) != nil { throw twice(key) }
    try readValue(in: parent, key: key, depth: level + 1)
  }
}

// MARK: - Tables

extension TOMLReader {
  /// A table on the way of a header, made if need be; of an array of tables the last.
  private mutating func openTable(
    _ key: Key, in parent: Int, at start: Int
  ) throws(ReadingFault) -> Int {
    guard let found = member(key, of: parent) else {
      return add(ValueTree.Node(kind: .table, start: UInt32(start)), key, to: parent)
    }
    let node = tree.nodes[found]
    if node.form.contains(.isClosed) { throw closed(key) }
    if node.kind == .array { return Int(node.lastChild) }
    guard node.kind == .table else { throw noTable(key) }
    return found
  }

  /// The table of a header, which no other header or dotted key may have made before.
  private mutating func declareTable(_ key: Key, in parent: Int) throws(ReadingFault) -> Int {
    guard let found = member(key, of: parent) else {
      var node = ValueTree.Node(kind: .table, start: UInt32(key.start))
      node.form.insert(.hasHeader)
      return add(node, key, to: parent)
    }
    let node = tree.nodes[found]
    if node.form.contains(.isClosed) { throw closed(key) }
    guard node.kind == .table else {
      throw node.kind == .array
        ? fault(key, "this is an array of tables; its next element has [[ ]] around it")
        : noTable(key)
    }
    if !node.form.isDisjoint(with: [.hasHeader, .isDotted]) { throw twice(key) }
    tree.nodes[found].form.insert(.hasHeader)
    return found
  }

  /// A new element of an array of tables.
  private mutating func addElement(_ key: Key, in parent: Int) throws(ReadingFault) -> Int {
    let array: Int
    if let found = member(key, of: parent) {
      let node = tree.nodes[found]
      if node.form.contains(.isClosed) { throw closed(key) }
      guard node.kind == .array else { throw noTable(key) }
      array = found
    } else {
      array = add(ValueTree.Node(kind: .array, start: UInt32(key.start)), key, to: parent)
    }
    var node = ValueTree.Node(kind: .table, start: UInt32(key.start))
    node.form.insert(.hasHeader)
    return tree.append(node, to: array)
  }

  /// A table on the way of a dotted key, made if need be.
  private mutating func dottedTable(_ key: Key, in parent: Int) throws(ReadingFault) -> Int {
    guard let found = member(key, of: parent) else {
      var node = ValueTree.Node(kind: .table, start: UInt32(key.start))
      node.form.insert(.isDotted)
      return add(node, key, to: parent)
    }
    let form = tree.nodes[found].form
    if form.contains(.isClosed) { throw closed(key) }
    guard tree.nodes[found].kind == .table else { throw noTable(key) }
    if form.contains(.hasHeader) {
      throw fault(key, "this table has a header of its own; the line belongs under it")
    }
    tree.nodes[found].form.insert(.isDotted)
    return found
  }

  /// Appends a value as the member of that key.
  mutating func add(_ node: ValueTree.Node, _ key: Key?, to parent: Int) -> Int {
    var node = node
    if let key {
      node.keyStart = UInt32(key.start)
      node.keyEnd = UInt32(key.end)
      if key.isEscaped { node.form.insert(.hasEscapedKey) }
    }
    let index = tree.append(node, to: parent)
    guard let key, tree.nodes[parent].childCount > TOMLReader.smallTable else { return index }
    if largeTables[parent] == nil {
      var members: [[UInt8]: Int] = [:]
      var child = Int(tree.nodes[parent].firstChild)
      while child >= 0 {
        members[tree.keyBytes(child)] = child
        child = Int(tree.nodes[child].next)
      }
      largeTables[parent] = members
    } else {
      largeTables[parent]?[key.content(in: bytes)] = index
    }
    return index
  }

  /// Up to so many members are looked through one by one.
  private static var smallTable: UInt32 { 32 }

  /// The member of that key.
  private func member(_ key: Key, of parent: Int) -> Int? {
    let node = tree.nodes[parent]
    if node.childCount > TOMLReader.smallTable {
      return largeTables[parent]?[key.content(in: bytes)]
    }
    var child = Int(node.firstChild)
    while child >= 0 {
      if isKey(key, of: child) { return child }
      child = Int(tree.nodes[child].next)
    }
    return nil
  }

  private func isKey(_ key: Key, of child: Int) -> Bool {
    let node = tree.nodes[child]
    if key.isEscaped || node.form.contains(.hasEscapedKey) {
      return tree.keyBytes(child) == key.content(in: bytes)
    }
    let start = Int(node.keyStart)
    guard Int(node.keyEnd) - start == key.end - key.start else { return false }
    for offset in 0..<key.end - key.start where bytes[start + offset] != bytes[key.start + offset] {
      return false
    }
    return true
  }

  private func closed(_ key: Key) -> ReadingFault {
    fault(key, "this value is complete in its brackets; nothing can be added to it")
  }

  private func noTable(_ key: Key) -> ReadingFault {
    fault(key, "this key has a value already, which is no table")
  }

  func twice(_ key: Key) -> ReadingFault {
    fault(key, "this key is there already; a key stands once in its table")
  }

  private func fault(_ key: Key, _ message: String) -> ReadingFault {
    ReadingFault(at: key.start, message)
  }
}

// MARK: - Bytes

extension TOMLReader {
  var peek: UInt8? { position < upper ? bytes[position] : nil }

  func fault(_ message: String) -> ReadingFault { ReadingFault(at: position, message) }

  mutating func skipSpace() {
    while position < upper, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
  }

  /// White space, line ends and comments, as they may stand in an array.
  mutating func skipSpaceAndLines() throws(ReadingFault) {
    while true {
      skipSpace()
      switch peek {
      case 0x23: try skipComment()
      case 0x0A, 0x0D: try readNewline("a carriage return is followed by a line feed")
      default: return
      }
    }
  }
}
