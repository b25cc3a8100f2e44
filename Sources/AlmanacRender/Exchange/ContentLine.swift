/// One property of a calendar: a name, parameters, a value.
///
/// Source: RFC 5545 §3.1 and §3.2, RFC 6868 for quotes in parameters.
struct ContentLine {
  private var line: String

  /// - Parameters:
  ///   - parameters: in the order in which they are written; those without a value are left out.
  ///   - value: as the type of the property has it: escaped where that is text.
  init(_ name: String, _ parameters: [(name: String, value: String?)] = [], value: String) {
    line = name
    for case (let name, let value?) in parameters where !value.isEmpty {
      line += ";\(name)=\(ContentLine.parameter(value))"
    }
    line += ":" + ContentLine.withoutControls(value)
  }

  /// A property whose value is text.
  init(_ name: String, _ parameters: [(name: String, value: String?)] = [], text: String) {
    self.init(name, parameters, value: ContentLine.escaped(text))
  }

  /// A property whose value is a list of texts.
  init(_ name: String, _ parameters: [(name: String, value: String?)] = [], texts: [String]) {
    self.init(name, parameters, value: texts.map(ContentLine.escaped).joined(separator: ","))
  }

  /// The line in pieces of at most 75 octets, each ended by CRLF, each but the first begun by a
  /// space; a code point is never divided.
  var folded: String {
    var text = ""
    var length = 0
    for scalar in line.unicodeScalars {
      let width = UTF8.width(scalar)
      if length + width > 75 {
        text += "\r\n "
        length = 1
      }
      text.unicodeScalars.append(scalar)
      length += width
    }
    return text + "\r\n"
  }

  /// `\\`, `\;`, `\,` and `\n` for what divides values and lines.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      case "\n" where previous == "\r": break
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return escaped
  }

  /// In quotation marks where it must be.
  private static func parameter(_ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "^": escaped += "^^"
      case "\"": escaped += "^'"
      case "\n": escaped += "^n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    let plain = withoutControls(escaped)
    return plain.contains(where: { ":;,".contains($0) }) ? "\"\(plain)\"" : plain
  }

  /// Control characters have no place in a calendar, not even escaped.
  private static func withoutControls(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isControl($0) }) else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isControl($0) }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F
  }
}
