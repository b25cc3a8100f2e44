/// The values of a document in TOML or JSON, in the order written, each with its place.
///
/// All values lie in one array of nodes; texts and numbers are ranges of the document's bytes until
/// somebody asks for them, so reading makes no `String`.
public struct ValueTree: Sendable {
  /// What sort of value a node is.
  public enum Kind: UInt8, Hashable, Sendable {
    case null
    case boolean
    /// Kept as written: ``Value/number`` is exact.
    case number
    case text
    case array
    /// A table of TOML, an object of JSON.
    case table
  }

  /// The whole file.
  public private(set) var bytes: [UInt8]
  /// Where the document begins in ``bytes``; the offsets of nodes count from here.
  var base: Int
  var nodes: [Node] = []
  /// The keys of members where they stand apart from the values: the header of CSV.
  private var header: [UInt8]?

  init(bytes: [UInt8], base: Int = 0) {
    self.bytes = bytes
    self.base = base
  }

  /// The outermost value.
  public var root: Value { Value(tree: self, index: 0) }

  /// From now on the ranges of keys are ranges of `header`.
  mutating func setKeys(_ header: [UInt8]) { self.header = header }

  /// Lets go of all values; those that come stand behind that byte of the file.
  mutating func beginRecord(at offset: Int) {
    nodes.removeAll(keepingCapacity: true)
    base = offset
  }
}

extension ValueTree {
  /// One value: its bytes, its key when it is a member, and its links to those within it.
  struct Node {
    var kind: Kind
    var form: Form = []
    var start: UInt32
    var end: UInt32 = 0
    var keyStart: UInt32 = 0
    var keyEnd: UInt32 = 0
    var firstChild: Int32 = -1
    var lastChild: Int32 = -1
    var next: Int32 = -1
    var childCount: UInt32 = 0
  }

  /// How a value was written, as far as reading it needs to know.
  struct Form: OptionSet {
    let rawValue: UInt16

    /// The text holds escapes (or line ends) to be resolved.
    static let isEscaped = Form(rawValue: 1)
    /// The key holds escapes.
    static let hasEscapedKey = Form(rawValue: 2)
    /// TOML: a text in `'` or `'''`, in which nothing is an escape.
    static let isLiteral = Form(rawValue: 4)
    /// The boolean `true`.
    static let isTrue = Form(rawValue: 8)
    /// TOML: a table that has had its header.
    static let hasHeader = Form(rawValue: 16)
    /// TOML: a table that dotted keys made.
    static let isDotted = Form(rawValue: 32)
    /// TOML: a value in brackets, to which nothing can be added later.
    static let isClosed = Form(rawValue: 64)
    /// A fault stands within: what is here is not all.
    static let isDamaged = Form(rawValue: 128)
    /// CSV: two quotation marks stand for one.
    static let isDoubled = Form(rawValue: 256)
  }

  /// Appends a node as the last child of another and returns its index.
  mutating func append(_ node: Node, to parent: Int) -> Int {
    let index = nodes.count
    nodes.append(node)
    guard parent >= 0 else { return index }
    let last = Int(nodes[parent].lastChild)
    if last >= 0 {
      nodes[last].next = Int32(truncatingIfNeeded: index)
    } else {
      nodes[parent].firstChild = Int32(truncatingIfNeeded: index)
    }
    nodes[parent].lastChild = Int32(truncatingIfNeeded: index)
    nodes[parent].childCount += 1
    return index
  }

  /// The bytes of a node's key, escapes resolved.
  func keyBytes(_ index: Int) -> [UInt8] {
    let raw = keySlice(index)
    return nodes[index].form.contains(.hasEscapedKey) ? unescaped(raw) : Array(raw)
  }

  /// The bytes of a node's key as they are written.
  func keySlice(_ index: Int) -> ArraySlice<UInt8> {
    let node = nodes[index]
    if let header { return header[Int(node.keyStart)..<Int(node.keyEnd)] }
    return bytes[base + Int(node.keyStart)..<base + Int(node.keyEnd)]
  }

  /// The bytes of a text or number, escapes resolved.
  func contentBytes(_ index: Int) -> [UInt8] {
    let node = nodes[index]
    let raw = bytes[base + Int(node.start)..<base + Int(node.end)]
    guard node.form.contains(.isEscaped) else { return Array(raw) }
    if node.form.contains(.isDoubled) { return withSingleMarks(raw) }
    return node.form.contains(.isLiteral) ? withPlainLineEnds(raw) : unescaped(raw)
  }
}

// MARK: - Values

extension ValueTree {
  /// One value of a tree.
  public struct Value: Sendable {
    let tree: ValueTree
    let index: Int

    private var node: Node { tree.nodes[index] }

    /// What sort of value it is.
    public var kind: Kind { node.kind }

    /// Byte offset in the file at which the value begins; for a text, its first character.
    public var offset: Int { tree.base + Int(node.start) }

    /// The key under which it stands in its table.
    public var key: String? {
      node.keyStart == node.keyEnd && node.keyEnd == 0
        ? nil : String(decoding: tree.keyBytes(index), as: UTF8.self)
    }

    /// Byte offset in the file of the key's first character.
    public var keyOffset: Int { tree.base + Int(node.keyStart) }

    /// The text, escapes resolved; nil when it is no text.
    public var text: String? {
      guard kind == .text else { return nil }
      let node = node
      if node.form.contains(.isEscaped) {
        return String(decoding: tree.contentBytes(index), as: UTF8.self)
      }
      let range = tree.base + Int(node.start)..<tree.base + Int(node.end)
      return String(decoding: tree.bytes[range], as: UTF8.self)
    }

    /// A number as written, without TOML's underscores: `1000`, `-7.40`, `6e3`.
    public var number: String? {
      guard kind == .number else { return nil }
      return String(decoding: tree.contentBytes(index).filter { $0 != 0x5F }, as: UTF8.self)
    }

    /// A whole number of 64 bits; nil for every other.
    public var integer: Int? { number.flatMap { Int($0) } }

    /// `true` or `false`.
    public var boolean: Bool? { kind == .boolean ? node.form.contains(.isTrue) : nil }

    /// A fault stands within a table of TOML, so what it holds is not all.
    public var isDamaged: Bool { node.form.contains(.isDamaged) }

    /// How many elements or members it has.
    public var count: Int { Int(node.childCount) }

    /// The elements of an array or the members of a table, in the order written.
    public var children: Children { Children(tree: tree, index: Int(node.firstChild)) }

    /// The member of that key; the last one where JSON has several. Cost: one pass over the members.
    public subscript(key: String) -> Value? {
      guard kind == .table else { return nil }
      var found: Value?
      for child in children where child.hasKey(key) { found = child }
      return found
    }

    private func hasKey(_ key: String) -> Bool {
      let node = node
      guard !node.form.contains(.hasEscapedKey) else { return self.key == key }
      return tree.keySlice(index).elementsEqual(key.utf8)
    }
  }

  /// The values within an array or a table.
  public struct Children: Sequence, IteratorProtocol, Sendable {
    let tree: ValueTree
    var index: Int

    /// The next value in the order written.
    public mutating func next() -> Value? {
      guard index >= 0 else { return nil }
      let value = Value(tree: tree, index: index)
      index = Int(tree.nodes[index].next)
      return value
    }
  }
}
