/// One content line of a calendar, unfolded: `DTSTART;TZID=Europe/Paris:20260310T090000`.
///
/// Source: RFC 5545 §3.1; RFC 6868 for `^` in parameters.
struct ContentLine {
  /// In capitals: `DTSTART`.
  var name: String
  /// In the order written, names in capitals, values without quotation marks.
  var parameters: [(name: String, value: String)] = []
  /// What stands behind the colon, escapes left in.
  var value: String
  /// Where its first line begins in the file.
  var offset: Int

  /// The first value of that parameter, or nil.
  func parameter(_ name: String) -> String? {
    parameters.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// The value as a text: `\n` is a line end, `\,` a comma.
  var text: String { unescapedText(value[...]) }

  /// The texts of a list, divided by commas that have no backslash before them.
  var texts: [String] {
    var parts: [String] = []
    var start = value.startIndex
    var index = start
    while index < value.endIndex {
      if value[index] == "\\" {
        index = value.index(after: index)
        if index == value.endIndex { break }
      } else if value[index] == "," {
        parts.append(unescapedText(value[start..<index]))
        start = value.index(after: index)
      }
      index = value.index(after: index)
    }
    parts.append(unescapedText(value[start...]))
    return parts.filter { !$0.isEmpty }
  }
}

extension ContentLine {
  /// Reads a line whose folds are taken out; nil when it is none.
  init?(unfolded bytes: [UInt8], offset: Int) {
    var index = 0
    func word() -> Int {
      var end = index
      while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
      return end
    }
    let nameEnd = word()
    guard nameEnd > 0 else { return nil }
    name = String(decoding: bytes[..<nameEnd], as: UTF8.self).uppercased()
    value = ""
    self.offset = offset
    index = nameEnd
    while index < bytes.count, bytes[index] == UInt8(ascii: ";") {
      index += 1
      let end = word()
      let parameter = String(decoding: bytes[index..<end], as: UTF8.self).uppercased()
      index = end
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        // A semicolon too many, or a parameter without a value, says nothing.
        if index < bytes.count,
          bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: ";")
        {
          continue
        }
        return nil
      }
      guard let value = ContentLine.parameterValue(bytes, &index) else { return nil }
      parameters.append((parameter, value))
    }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return nil }
    value = String(decoding: bytes[(index + 1)...], as: UTF8.self)
  }

  /// A list of values behind `=`, some of them in quotation marks.
  private static func parameterValue(_ bytes: [UInt8], _ index: inout Int) -> String? {
    var value: [UInt8] = []
    index += 1
    var isQuoted = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: ":") || byte == UInt8(ascii: ";") {
        break
      } else if byte == UInt8(ascii: "^"), index + 1 < bytes.count,
        let plain = caretEscapes[bytes[index + 1]]
      {
        value.append(plain)
        index += 1
      } else {
        value.append(byte)
      }
      index += 1
    }
    return isQuoted ? nil : String(decoding: value, as: UTF8.self)
  }
}

private let caretEscapes: [UInt8: UInt8] = [
  UInt8(ascii: "n"): 0x0A, UInt8(ascii: "'"): UInt8(ascii: "\""),
  UInt8(ascii: "^"): UInt8(ascii: "^"),
]

private func isNameByte(_ byte: UInt8) -> Bool {
  0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF || byte == UInt8(ascii: "-")
    || byte == UInt8(ascii: "_")
}

private func unescapedText(_ text: Substring) -> String {
  guard text.utf8.contains(UInt8(ascii: "\\")) else { return String(text) }
  var plain = ""
  var isEscaped = false
  for character in text {
    if isEscaped {
      plain.append(character == "n" || character == "N" ? "\n" : character)
      isEscaped = false
    } else if character == "\\" {
      isEscaped = true
    } else {
      plain.append(character)
    }
  }
  return plain
}

/// Takes a calendar apart into its lines. Folds go before the bytes are decoded, as a fold may stand
/// within a character.
struct ContentLines {
  private let bytes: [UInt8]
  private var position: Int
  /// Where the line that was read last begins.
  private(set) var start = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The next line that is not blank: its bytes, or nil where it is longer than may be.
  mutating func next() -> [UInt8]?? {
    while position < bytes.count {
      start = position
      var line: [UInt8] = []
      var isTooLong = false
      repeat {
        var end = position
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        var upper = end
        while upper > position, bytes[upper - 1] == 0x0D { upper -= 1 }
        if line.count + upper - position > ReadingLimits.lineBytes {
          isTooLong = true
        } else {
          line += bytes[position..<upper]
        }
        position = end + 1
        guard position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 else {
          break
        }
        position += 1
      } while position < bytes.count
      if isTooLong { return .some(nil) }
      if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { return line }
    }
    return nil
  }

  /// Where the next line begins.
  var end: Int { min(position, bytes.count) }
}
