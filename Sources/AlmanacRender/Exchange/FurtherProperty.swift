/// A key of the data as a property of a calendar: under its own name where it is one of the standard's
/// and the value fits, else under ours.
///
/// Source: RFC 5545 §3.8, RFC 7986 §5.
struct FurtherProperty {
  let key: String
  let text: String

  /// What a value of a standard property must be.
  private enum Form {
    case text
    case token
    case wholeNumber
    case instant
    /// An address, behind `VALUE=URI`.
    case address
  }

  private static let standard: [String: Form] = [
    "class": .token, "comment": .text, "contact": .text, "resources": .text, "transp": .token,
    "color": .token, "priority": .wholeNumber, "sequence": .wholeNumber, "created": .instant,
    "last-modified": .instant, "attach": .address, "conference": .address, "image": .address,
    "source": .address, "refresh-interval": .token,
  ]

  var line: ContentLine {
    if key == "attendee" { return attendee }
    // A key that is spelt like a field of ours.
    let plain = key.hasPrefix("data.") ? String(key.dropFirst(5)) : key
    let name = plain.uppercased()
    if key.hasPrefix("x-"), key.utf8.allSatisfy(isNameByte), !key.hasPrefix("x-almanac-") {
      return ContentLine(name, text: text)
    }
    switch FurtherProperty.standard[plain] {
    case .text?: return ContentLine(name, text: text)
    case .token? where !text.isEmpty && text.utf8.allSatisfy(isNameByte):
      return ContentLine(name, value: text)
    case .wholeNumber? where text.utf8.count < 10 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 }:
      return ContentLine(name, value: text)
    case .instant? where isInstant(text): return ContentLine(name, value: text)
    case .address? where isAddress(text):
      return ContentLine(name, [("VALUE", "URI")], value: text)
    default: return ContentLine("X-ALMANAC-DATA", [("X-KEY", key)], text: text)
    }
  }

  private var attendee: ContentLine {
    let isMail =
      text.contains("@")
      && text.utf8.allSatisfy { 0x21...0x7E ~= $0 && !",;:<>\"".utf8.contains($0) }
    return isMail
      ? ContentLine("ATTENDEE", value: "mailto:" + text)
      : ContentLine(
        "ATTENDEE", [("CN", text)], value: "urn:almanac:attendee:" + percentEncoded(text))
  }
}

/// `20240801T093000Z`
func isInstant(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else {
    return false
  }
  return bytes.indices.allSatisfy { $0 == 8 || $0 == 15 || 0x30...0x39 ~= bytes[$0] }
}

private func isNameByte(_ byte: UInt8) -> Bool {
  0x30...0x39 ~= byte || 0x41...0x5A ~= byte & 0xDF || byte == UInt8(ascii: "-")
}
