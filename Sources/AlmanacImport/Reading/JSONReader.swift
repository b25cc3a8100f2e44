/// The one value of a JSON document.
///
/// Strict: no comments, no trailing commas, no NaN; numbers stay as written; a byte order mark at
/// the start is passed over, lone surrogates are refused. At most 512 levels deep.
///
/// Source: RFC 8259.
public func readJSON(_ bytes: [UInt8]) throws(ReadingFault) -> ValueTree {
  guard bytes.count <= ReadingLimits.documentBytes else {
    throw ReadingFault(at: 0, "a document has 2 GiB at most; JSON Lines has no such limit")
  }
  let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  var reader = JSONReader(bytes: bytes)
  try reader.read(start, bytes.count)
  return reader.tree
}

/// Reads JSON documents from stretches of one file, one after the other, into the same tree.
struct JSONReader {
  private(set) var tree: ValueTree
  private let bytes: [UInt8]
  private var position = 0
  private var upper = 0
  /// The arrays and tables that are open, outermost first.
  private var open: [Int] = []

  init(bytes: [UInt8]) {
    self.bytes = bytes
    tree = ValueTree(bytes: bytes)
  }

  /// Reads `bytes[lower..<upper]` as one document; the tree holds it afterwards.
  mutating func read(_ lower: Int, _ upper: Int) throws(ReadingFault) {
    tree.nodes.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    tree.base = lower
    position = lower
    self.upper = upper
    if let invalid = firstInvalidUTF8(in: bytes.span, lower, upper) {
      throw ReadingFault(at: invalid, "this is no UTF-8; save the file as UTF-8")
    }
    skipSpace()
    if position == upper { throw fault("a value is missing") }
    try readValue(key: nil)
    while let container = open.last { try readNext(of: container) }
    skipSpace()
    if position < upper { throw fault("the document is complete here; nothing may follow it") }
  }
}

extension JSONReader {
  private struct Key {
    var start: Int
    var end: Int
    var isEscaped: Bool
  }

  /// What comes next in an array or a table that is open: a comma and a value, or its end.
  private mutating func readNext(of container: Int) throws(ReadingFault) {
    skipSpace()
    let isTable = tree.nodes[container].kind == .table
    guard let byte = peek else {
      throw fault(isTable ? "an object ends with }" : "an array ends with ]")
    }
    if byte == (isTable ? 0x7D : 0x5D) {
      position += 1
      tree.nodes[container].end = relative(position)
      open.removeLast()
      return
    }
    if tree.nodes[container].childCount > 0 {
      guard byte == 0x2C else {
        throw fault(
          isTable ? "a comma or } comes after a member" : "a comma or ] comes after an element")
      }
      position += 1
      skipSpace()
      if peek == 0x7D || peek == 0x5D { throw fault("no comma stands before the closing bracket") }
    }
    try readValue(key: isTable ? readKey() : nil)
  }

  private mutating func readKey() throws(ReadingFault) -> Key {
    guard peek == 0x22 else { throw fault("a key in quotation marks comes here") }
    let (start, end, isEscaped) = try scanText()
    skipSpace()
    guard peek == 0x3A else { throw fault("a colon comes after the key") }
    position += 1
    skipSpace()
    return Key(start: start, end: end, isEscaped: isEscaped)
  }

  private mutating func readValue(key: Key?) throws(ReadingFault) {
    guard let byte = peek else { throw fault("a value is missing") }
    var node = ValueTree.Node(kind: .null, start: relative(position))
    if let key {
      node.keyStart = relative(key.start)
      node.keyEnd = relative(key.end)
      if key.isEscaped { node.form.insert(.hasEscapedKey) }
    }
    switch byte {
    case 0x22:
      let (start, end, isEscaped) = try scanText()
      node.kind = .text
      node.start = relative(start)
      node.end = relative(end)
      if isEscaped { node.form.insert(.isEscaped) }
    case 0x7B, 0x5B:
      guard open.count < ReadingLimits.depth else {
        throw fault("arrays and objects go \(ReadingLimits.depth) levels deep at most")
      }
      node.kind = byte == 0x7B ? .table : .array
      position += 1
      open.append(tree.append(node, to: open.last ?? -1))
      return
    case 0x2D, 0x30...0x39:
      node.kind = .number
      try scanNumber()
      node.end = relative(position)
    default:
      try scanWord(into: &node)
      node.end = relative(position)
    }
    _ = tree.append(node, to: open.last ?? -1)
  }

  /// A text from its opening quotation mark on; the range without the marks.
  private mutating func scanText() throws(ReadingFault) -> (Int, Int, isEscaped: Bool) {
    let start = position + 1
    var index = start
    var isEscaped = false
    while index < upper {
      let byte = bytes[index]
      if byte == 0x22 {
        position = index + 1
        return (start, index, isEscaped)
      }
      if byte < 0x20 {
        throw ReadingFault(
          at: index,
          byte == 0x0A || byte == 0x0D
            ? "a text ends with a quotation mark on its line; a line end in it is \\n"
            : "control characters in a text are written \\u00\(hexadecimalPair(byte))")
      }
      if byte == 0x5C {
        isEscaped = true
        index = try endOfEscape(at: index)
      } else {
        index += 1
      }
    }
    throw ReadingFault(at: upper, "a text ends with a quotation mark")
  }

  private func endOfEscape(at index: Int) throws(ReadingFault) -> Int {
    guard index + 1 < upper else { throw ReadingFault(at: upper, "an escape is cut off") }
    switch bytes[index + 1] {
    case 0x22, 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74: return index + 2
    case 0x75: break
    default:
      throw ReadingFault(
        at: index, #"no such escape; there are \" \\ \/ \b \f \n \r \t and \u0041"#)
    }
    let line = bytes[..<upper]
    guard let unit = hexadecimal(line, at: index + 2, digitCount: 4) else {
      throw ReadingFault(at: index, #"four hexadecimal digits come after \u"#)
    }
    guard 0xD800...0xDFFF ~= unit else { return index + 6 }
    if unit < 0xDC00, index + 7 < upper, bytes[index + 6] == 0x5C, bytes[index + 7] == 0x75,
      let low = hexadecimal(line, at: index + 8, digitCount: 4), 0xDC00...0xDFFF ~= low
    {
      return index + 12
    }
    throw ReadingFault(at: index, "half a surrogate pair is no character; both halves are needed")
  }

  private mutating func scanNumber() throws(ReadingFault) {
    if peek == 0x2D { position += 1 }
    let start = position
    try scanDigits("a number has digits")
    if bytes[start] == 0x30 && position > start + 1 {
      throw ReadingFault(at: start, "a number does not begin with 0; leave the zero out")
    }
    if peek == 0x2E {
      position += 1
      try scanDigits("digits come after the decimal point")
    }
    if peek == 0x65 || peek == 0x45 {
      position += 1
      if peek == 0x2B || peek == 0x2D { position += 1 }
      try scanDigits("digits come after the e of a number")
    }
  }

  private mutating func scanDigits(_ message: String) throws(ReadingFault) {
    let start = position
    while let byte = peek, byte &- 0x30 < 10 { position += 1 }
    if position == start { throw fault(message) }
  }

  private mutating func scanWord(into node: inout ValueTree.Node) throws(ReadingFault) {
    for (word, kind) in [("true", ValueTree.Kind.boolean), ("false", .boolean), ("null", .null)]
    where bytes[position..<upper].starts(with: word.utf8) {
      node.kind = kind
      if word == "true" { node.form.insert(.isTrue) }
      position += word.utf8.count
      return
    }
    throw fault(#"a value comes here: a text in "…", a number, true, false, null, […] or {…}"#)
  }

  private mutating func skipSpace() {
    while position < upper {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
    }
  }

  private var peek: UInt8? { position < upper ? bytes[position] : nil }

  private func relative(_ offset: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: offset - tree.base)
  }

  private func fault(_ message: String) -> ReadingFault { ReadingFault(at: position, message) }
}

/// Two hexadecimal digits.
func hexadecimalPair(_ byte: UInt8) -> String {
  (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
}
