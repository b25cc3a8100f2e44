extension TOMLReader {
  /// A key as a range of the file, without quotation marks.
  struct Key {
    var start: Int
    var end: Int
    var isEscaped = false

    /// The bytes of the key, escapes resolved.
    func content(in bytes: [UInt8]) -> [UInt8] {
      isEscaped ? unescaped(bytes[start..<end]) : Array(bytes[start..<end])
    }
  }

  /// One part of a key: bare, `"…"` or `'…'`.
  mutating func scanKey() throws(ReadingFault) -> Key {
    guard let byte = peek else { throw fault("a key is missing") }
    if byte == 0x22 || byte == 0x27 {
      let (start, end, form) = try scanText(isKey: true)
      return Key(start: start, end: end, isEscaped: form.contains(.isEscaped))
    }
    let start = position
    while position < upper, isBare(bytes[position]) { position += 1 }
    guard position > start else {
      throw fault(
        byte >= 0x80
          ? "a key of other letters than A to Z stands in quotation marks"
          : "a key comes here, such as name = \"…\"")
    }
    return Key(start: start, end: position)
  }

  private func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2D: true
    default: false
    }
  }

  /// Any value, appended to an array or, under its key, to a table.
  mutating func readValue(in parent: Int, key: Key?, depth: Int) throws(ReadingFault) {
    guard let byte = peek else { throw fault("a value is missing") }
    switch byte {
    case 0x22, 0x27:
      let (start, end, form) = try scanText(isKey: false)
      var node = ValueTree.Node(kind: .text, form: form, start: UInt32(start))
      node.end = UInt32(end)
      _ = add(node, key, to: parent)
    case 0x5B, 0x7B:
      guard depth < ReadingLimits.depth else {
        throw fault("arrays and tables go \(ReadingLimits.depth) levels deep at most")
      }
      let node = ValueTree.Node(
        kind: byte == 0x5B ? .array : .table, form: .isClosed, start: UInt32(position))
      if byte == 0x5B {
        try readArray(add(node, key, to: parent), depth: depth)
      } else {
        try readInlineTable(add(node, key, to: parent), depth: depth)
      }
    case 0x2B, 0x2D, 0x30...0x39:
      var node = ValueTree.Node(kind: .number, start: UInt32(position))
      try scanNumber()
      // A plus says nothing that the number does not.
      if byte == 0x2B { node.start += 1 }
      node.end = UInt32(position)
      _ = add(node, key, to: parent)
    default: try readBoolean(in: parent, key: key)
    }
  }

  private mutating func readBoolean(in parent: Int, key: Key?) throws(ReadingFault) {
    var end = position
    while end < upper, isBare(bytes[end]) { end += 1 }
    let word = bytes[position..<end]
    let isTrue = word.elementsEqual("true".utf8)
    guard isTrue || word.elementsEqual("false".utf8) else {
      if end == position && peek != 0x0A && peek != 0x0D && peek != 0x23 {
        throw fault("a value comes here: a text in \"…\", a number, true, false, […] or {…}")
      }
      throw fault(
        end == position
          ? "the value is missing" : "a text stands in quotation marks; only true and false do not")
    }
    var node = ValueTree.Node(
      kind: .boolean, form: isTrue ? .isTrue : [], start: UInt32(position))
    position = end
    node.end = UInt32(end)
    _ = add(node, key, to: parent)
  }

  private mutating func readArray(_ array: Int, depth: Int) throws(ReadingFault) {
    position += 1
    while true {
      try skipSpaceAndLines()
      if peek == 0x5D { break }
      try readValue(in: array, key: nil, depth: depth + 1)
      try skipSpaceAndLines()
      if peek == 0x2C {
        position += 1
      } else if peek != 0x5D {
        throw fault("a comma or ] comes after an element")
      }
    }
    position += 1
    tree.nodes[array].end = UInt32(position)
  }

  private mutating func readInlineTable(_ table: Int, depth: Int) throws(ReadingFault) {
    position += 1
    skipSpace()
    if peek != 0x7D {
      while true {
        try readMember(of: table, depth: depth)
        skipSpace()
        if peek == 0x7D { break }
        guard peek == 0x2C else {
          throw fault(
            peek == 0x0A || peek == 0x0D
              ? "a table in braces stands on one line" : "a comma or } comes after a member")
        }
        position += 1
        skipSpace()
        if peek == 0x7D { throw fault("no comma stands before the closing brace") }
      }
    }
    position += 1
    tree.nodes[table].end = UInt32(position)
  }

  /// A decimal number; dates without quotation marks are told apart and refused with the reason.
  private mutating func scanNumber() throws(ReadingFault) {
    let start = position
    if peek == 0x2B || peek == 0x2D { position += 1 }
    let first = position
    try scanDigits()
    let length = position - first
    if peek == 0x2D && length == 4 || peek == 0x3A && length == 2 {
      throw ReadingFault(at: start, "a date stands in quotation marks: \"2023-11-06\"")
    }
    if bytes[first] == 0x30 && length > 1 {
      throw ReadingFault(at: first, "a number does not begin with 0; leave the zero out")
    }
    if length == 1 && bytes[first] == 0x30, let letter = peek, [0x78, 0x6F, 0x62].contains(letter) {
      throw ReadingFault(at: start, "numbers are decimal: 31 instead of 0x1F")
    }
    if peek == 0x2E {
      position += 1
      try scanDigits()
    }
    if peek == 0x65 || peek == 0x45 {
      position += 1
      if peek == 0x2B || peek == 0x2D { position += 1 }
      try scanDigits()
    }
    if let byte = peek, isBare(byte) {
      throw ReadingFault(at: start, "this is no number; a text stands in quotation marks")
    }
  }

  /// Digits with single underscores between them.
  private mutating func scanDigits() throws(ReadingFault) {
    var isDigitBefore = false
    while let byte = peek {
      if byte &- 0x30 < 10 {
        isDigitBefore = true
      } else if byte == 0x5F && isDigitBefore {
        isDigitBefore = false
      } else {
        break
      }
      position += 1
    }
    guard isDigitBefore else { throw fault("a digit comes here") }
  }
}

// MARK: - Texts

extension TOMLReader {
  /// A text from its opening quotation mark on; the range without the marks, and how it is written.
  mutating func scanText(
    isKey: Bool
  ) throws(ReadingFault) -> (start: Int, end: Int, form: ValueTree.Form) {
    let quote = bytes[position]
    var form: ValueTree.Form = quote == 0x27 ? .isLiteral : []
    if position + 2 < upper, bytes[position + 1] == quote, bytes[position + 2] == quote {
      if isKey { throw fault("a key stands on one line, in single quotation marks") }
      return try scanLongText(quote: quote, form: form)
    }
    let start = position + 1
    var index = start
    while index < upper {
      let byte = bytes[index]
      if byte == quote {
        position = index + 1
        return (start, index, form)
      }
      if byte == 0x5C && quote == 0x22 {
        form.insert(.isEscaped)
        index = try endOfEscape(at: index)
      } else if byte < 0x20 && byte != 0x09 || byte == 0x7F {
        throw ReadingFault(at: index, controlMessage(byte))
      } else {
        index += 1
      }
    }
    throw ReadingFault(at: upper, "a text ends with a quotation mark")
  }

  /// `"""…"""` or `'''…'''`; a line end right after the opening marks is not part of it.
  private mutating func scanLongText(
    quote: UInt8, form: ValueTree.Form
  ) throws(ReadingFault) -> (start: Int, end: Int, form: ValueTree.Form) {
    var form = form
    var start = position + 3
    if start < upper && bytes[start] == 0x0A {
      start += 1
    } else if start + 1 < upper && bytes[start] == 0x0D && bytes[start + 1] == 0x0A {
      start += 2
    }
    var index = start
    while index < upper {
      let byte = bytes[index]
      if byte == quote {
        var end = index
        while end < upper && end - index < 5 && bytes[end] == quote { end += 1 }
        // Up to two marks may stand before the three that close it.
        if end - index >= 3 {
          position = end
          return (start, end - 3, form)
        }
        index = end
      } else if byte == 0x5C && quote == 0x22 {
        form.insert(.isEscaped)
        index = try endOfLineEscape(at: index)
      } else if byte == 0x0D && index + 1 < upper && bytes[index + 1] == 0x0A {
        form.insert(.isEscaped)
        index += 2
      } else if byte < 0x20 && byte != 0x09 && byte != 0x0A || byte == 0x7F {
        throw ReadingFault(at: index, controlMessage(byte))
      } else {
        index += 1
      }
    }
    throw ReadingFault(at: upper, "a long text ends with three quotation marks")
  }

  private func controlMessage(_ byte: UInt8) -> String {
    byte == 0x0A || byte == 0x0D
      ? "a text ends with a quotation mark on its line; a longer one has three of them"
      : "control characters in a text are written \\u00\(hexadecimalPair(byte))"
  }

  /// A backslash before white space and a line end, or an escape as anywhere.
  private func endOfLineEscape(at start: Int) throws(ReadingFault) -> Int {
    var index = start + 1
    while index < upper, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    if index < upper && bytes[index] == 0x0A { return index + 1 }
    if index + 1 < upper && bytes[index] == 0x0D && bytes[index + 1] == 0x0A { return index + 2 }
    return try endOfEscape(at: start)
  }

  private func endOfEscape(at index: Int) throws(ReadingFault) -> Int {
    guard index + 1 < upper else { throw ReadingFault(at: upper, "an escape is cut off") }
    let digitCount: Int
    switch bytes[index + 1] {
    case 0x62, 0x74, 0x6E, 0x66, 0x72, 0x22, 0x5C: return index + 2
    case 0x75: digitCount = 4
    case 0x55: digitCount = 8
    default:
      throw ReadingFault(
        at: index, #"no such escape; there are \" \\ \n \t \b \f \r \u0041, or use '…'"#)
    }
    let value = hexadecimal(bytes[..<upper], at: index + 2, digitCount: digitCount)
    guard let value, Unicode.Scalar(value) != nil else {
      throw ReadingFault(at: index, "\(digitCount) hexadecimal digits of a character come here")
    }
    return index + 2 + digitCount
  }
}
