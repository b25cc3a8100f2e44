/// In which way a file holds records.
public enum ImportFormat: Hashable, Sendable {
  /// A corpus: TOML, one table a record.
  case toml
  /// One JSON object a line.
  case jsonLines
  /// One JSON document: an object, or an array of them.
  case json

  /// What the bytes look like, else what the name says, else nil.
  public init?(name: String, bytes: [UInt8]) {
    let suffix = name.split(separator: ".").last?.lowercased()
    if let format = ImportFormat(bytes) {
      let isLines = format == .json && (suffix == "jsonl" || suffix == "ndjson")
      self = isLines ? .jsonLines : format
      return
    }
    switch suffix {
    case "toml": self = .toml
    case "jsonl", "ndjson": self = .jsonLines
    case "json": self = .json
    default: return nil
    }
  }

  /// `{` begins JSON, and so does `[` before another value; a comment, `[[event]]` and `key =` are
  /// TOML.
  private init?(_ bytes: [UInt8]) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = bytes[start...].firstIndex(where: { !isSpace($0) }) else { return nil }
    let line = bytes[first...].prefix { $0 != 0x0A }
    switch bytes[first] {
    case UInt8(ascii: "{"):
      // A line that is one object; an object over several lines is a document.
      let last = line.last { !isSpace($0) }
      self = last == UInt8(ascii: "}") ? .jsonLines : .json
    case UInt8(ascii: "#"): self = .toml
    case UInt8(ascii: "["):
      let next = bytes[(first + 1)...].first { !isSpace($0) }
      self = next == UInt8(ascii: "{") || next == UInt8(ascii: "]") ? .json : .toml
    default:
      let key = line.prefix { $0 != UInt8(ascii: "=") }
      guard key.count < line.count, key.allSatisfy(isKeyByte) else { return nil }
      self = .toml
    }
  }

  /// What a refusal says was expected.
  static let expectation =
    "no known format; what is read is a corpus in TOML (.toml), JSON Lines (.jsonl) and an array "
    + "of objects in JSON (.json)"
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

private func isKeyByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
    UInt8(ascii: "."), UInt8(ascii: "\""), UInt8(ascii: " "), UInt8(ascii: "\t"):
    true
  default: false
  }
}
