import AlmanacImport
import TestSupport

/// A value as Python's `json.dumps` with sorted keys writes it; numbers that are not whole as texts.
func plain(_ value: ValueTree.Value) -> String {
  switch value.kind {
  case .null: return "null"
  case .boolean: return value.boolean == true ? "true" : "false"
  case .number:
    let number = value.number ?? ""
    return number.contains(where: { ".eE".contains($0) }) ? quoted(number) : number
  case .text: return quoted(value.text ?? "")
  case .array: return "[" + value.children.map(plain).joined(separator: ",") + "]"
  case .table:
    let members = value.children.map { ($0.key ?? "", plain($0)) }
      .sorted { Array($0.0.unicodeScalars).lexicographicallyPrecedes(Array($1.0.unicodeScalars)) }
    return "{" + members.map { quoted($0.0) + ":" + $0.1 }.joined(separator: ",") + "}"
  }
}

private func quoted(_ text: String) -> String {
  var output = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": output += "\\\""
    case "\\": output += "\\\\"
    case "\n": output += "\\n"
    case "\r": output += "\\r"
    case "\t": output += "\\t"
    case "\u{8}": output += "\\b"
    case "\u{C}": output += "\\f"
    case "\0"..<" ":
      let digits = String(scalar.value, radix: 16)
      output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: output.unicodeScalars.append(scalar)
    }
  }
  return output + "\""
}

/// The bytes with a few of them changed, taken out, put in or doubled; now and then bytes of chance.
func mutated(_ model: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
  if Int.random(in: 0..<8, using: &random) == 0 {
    return (0..<Int.random(in: 0..<64, using: &random)).map { _ in
      UInt8.random(in: 0...255, using: &random)
    }
  }
  var bytes = model
  let alphabet = Array("\"'[]{}=:,.\\u0d8-_ \n\r\t#e\u{1}é".utf8) + [0xFF, 0xC3, 0x80]
  for _ in 0..<Int.random(in: 1...5, using: &random) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let byte = alphabet.randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<4, using: &random) {
    case 0 where place < bytes.count: bytes[place] = byte
    case 1 where place < bytes.count: bytes.remove(at: place)
    case 2: bytes.removeLast(bytes.count - place)
    default: bytes.insert(byte, at: place)
    }
  }
  return bytes
}
