internal import AlmanacEngine
internal import AlmanacText

/// A JSON value in the making (RFC 8259): for what is no table.
indirect enum JSONNode {
  case string(String)
  case number(Int)
  case boolean(Bool)
  case value(Value)
  case array([JSONNode])
  /// In the order of the members; those that are nil are left out.
  case object([(String, JSONNode?)])

  /// On several lines, two cells in for each level; short arrays and objects on one.
  var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text + "\n"
  }

  /// On one line, without a line end.
  var line: String {
    var text = ""
    write(to: &text, indent: nil)
    return text
  }

  private func write(to text: inout String, indent: Int?) {
    switch self {
    case .string(let string): appendJSON(string, to: &text)
    case .number(let number): text += String(number)
    case .boolean(let isTrue): text += isTrue ? "true" : "false"
    case .value(let value): appendJSON(value, to: &text)
    case .array(let items):
      write(items.map { (nil, $0) }, "[", "]", to: &text, indent: indent)
    case .object(let members):
      let present = members.compactMap { name, node in node.map { (Optional(name), $0) } }
      write(present, "{", "}", to: &text, indent: indent)
    }
  }

  private func write(
    _ members: [(String?, JSONNode)], _ open: String, _ close: String, to text: inout String,
    indent: Int?
  ) {
    let isShort = indent == nil || members.allSatisfy { $0.1.isScalar } && members.count <= 4
    let depth = indent ?? 0
    let space = isShort ? "" : "\n" + repeated(" ", count: depth + 2)
    text += open
    for (index, member) in members.enumerated() {
      if index > 0 { text += isShort ? ", " : "," }
      text += space
      if let name = member.0 {
        appendJSON(name, to: &text)
        text += ": "
      }
      member.1.write(to: &text, indent: indent.map { $0 + 2 })
    }
    if !isShort { text += "\n" + repeated(" ", count: depth) }
    text += close
  }

  private var isScalar: Bool {
    switch self {
    case .string, .number, .boolean, .value: true
    case .array(let items): items.isEmpty
    case .object: false
    }
  }

  /// nil for an empty text, so that the member is left out.
  static func nonempty(_ string: String) -> JSONNode? { string.isEmpty ? nil : .string(string) }

  /// nil for no items.
  static func nonempty(_ items: [JSONNode]) -> JSONNode? { items.isEmpty ? nil : .array(items) }
}
