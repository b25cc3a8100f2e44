/// One line of a history file: `{"time":1700000000,"text":"events by CAST"}`.
///
/// Source: RFC 8259. Unknown members are skipped, so that a later version may add some.
struct HistoryRecord: Equatable {
  /// Seconds since 1970-01-01T00:00:00Z.
  var time: Int
  /// The entry; it may hold line breaks.
  var text: String

  /// No record that holds something takes fewer bytes: `{"text":"a"}` and its line break.
  static let leastBytes = 13

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

  /// The text of a record, in UTF-8; nil when it is damaged. Where nothing is
  /// escaped, as in most, it is not copied.
  static func text(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    plainText(of: line) ?? HistoryRecord(line: line).map { Array($0.text.utf8)[...] }
  }

  /// The text of a record that is written as `line` writes it, if nothing in it is escaped.
  private static func plainText(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard line.starts(with: opening) else { return nil }
    let digits = line[(line.startIndex + opening.count)...]
    guard let comma = digits.firstIndex(where: { !(0x30...0x39).contains($0) }),
      comma > digits.startIndex, line[comma...].starts(with: middle), line.last == 0x7D
    else { return nil }
    let start = comma + middle.count
    let end = line.endIndex - 2
    guard start < end, line[end] == 0x22 else { return nil }
    let text = line[start..<end]
    let bytes = text.span
    var kinds: UInt8 = 0
    for index in bytes.indices { kinds |= Self.kinds[Int(bytes[index])] }
    if kinds & 1 != 0 { return nil }
    return kinds == 0 || String(validating: text, as: UTF8.self) != nil ? text : nil
  }

  private static let opening = Array("{\"time\":".utf8)
  private static let middle = Array(",\"text\":\"".utf8)

  /// What a byte of a text is: 1 when it is or has to be escaped, 2 when it is not ASCII.
  private static let kinds = (0..<256).map { byte -> UInt8 in
    byte < 0x20 || byte == 0x22 || byte == 0x5C ? 1 : byte < 0x80 ? 0 : 2
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
