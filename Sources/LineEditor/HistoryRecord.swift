/// One line of a history file: `{"time":1700000000,"text":"events by CAST"}`.
///
/// Source: RFC 8259. Unknown members are skipped, so that a later version may add some.
struct HistoryRecord: Equatable {
  /// Seconds since 1970-01-01T00:00:00Z.
  var time: Int
  /// The entry; it may hold line breaks.
  var text: String

  /// The record as one line of JSON, with the line break that ends it.
  var line: [UInt8] {
    var bytes = Array("{\"time\":\(time),\"text\":\"".utf8)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x0A: bytes += Array("\\n".utf8)
      case 0x09: bytes += Array("\\t".utf8)
      case 0..<0x20, 0x7F:
        let digits = String(byte, radix: 16)
        bytes += Array("\\u00\(byte < 0x10 ? "0" : "")\(digits)".utf8)
      default: bytes.append(byte)
      }
    }
    bytes += Array("\"}\n".utf8)
    return bytes
  }

  /// A record of a time and a text.
  init(time: Int, text: String) {
    self.time = time
    self.text = text
  }

  /// Reads one line, with or without its line break; nil when it is damaged.
  init?(line: ArraySlice<UInt8>) {
    var reader = RecordReader(rest: line)
    guard let record = reader.record() else { return nil }
    self = record
  }
}

/// Reads the flat JSON object of a record.
private struct RecordReader {
  var rest: ArraySlice<UInt8>

  mutating func record() -> HistoryRecord? {
    var time = 0
    var text: String?
    guard take(UInt8(ascii: "{")) else { return nil }
    repeat {
      guard let name = string(), take(UInt8(ascii: ":")) else { return nil }
      skipBlanks()
      if rest.first == UInt8(ascii: "\"") {
        guard let value = string() else { return nil }
        if name == "text" { text = value }
      } else {
        guard let value = number() else { return nil }
        if name == "time" { time = value }
      }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { return nil }
    skipBlanks()
    guard rest.isEmpty, let text, !text.isEmpty else { return nil }
    return HistoryRecord(time: time, text: text)
  }

  private mutating func skipBlanks() {
    while let byte = rest.first, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      rest.removeFirst()
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func number() -> Int? {
    let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    rest = rest.dropFirst(digits.count)
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func string() -> String? {
    guard take(UInt8(ascii: "\"")) else { return nil }
    var bytes: [UInt8] = []
    while let end = rest.firstIndex(where: Self.endsRun) {
      bytes += rest[..<end]
      let byte = rest[end]
      rest = rest[(end + 1)...]
      if byte == UInt8(ascii: "\"") { return String(validating: bytes, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\"), let scalar = escaped() else { return nil }
      bytes += Array(String(scalar).utf8)
    }
    return nil
  }

  /// Whether a byte of a string is not simply itself.
  private static func endsRun(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20
  }

  private mutating func escaped() -> Unicode.Scalar? {
    switch rest.popFirst() {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "u"): return codeUnits()
    default: return nil
    }
  }

  private mutating func codeUnits() -> Unicode.Scalar? {
    guard let high = codeUnit() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"),
      let low = codeUnit(), (0xDC00..<0xE000).contains(low)
    else { return nil }
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
  }

  private mutating func codeUnit() -> UInt32? {
    let digits = rest.prefix(4)
    rest = rest.dropFirst(4)
    guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
