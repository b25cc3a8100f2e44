internal import AlmanacLanguage
public import AlmanacStore
internal import AlmanacText

/// Makes diagnostics: knows the statement's text, so that a fix is the text with one place changed.
struct Faults {
  let text: String

  func error(
    _ id: String, _ message: String, at range: TextRange, label: String = "",
    secondary: Diagnostic.Label? = nil, notes: [String] = [], fixes: [Diagnostic.Fix] = []
  ) -> QueryError {
    QueryError([
      Diagnostic(
        id: id, message: message, primary: Diagnostic.Label(range: range, text: label),
        secondary: secondary, notes: notes, fixes: fixes)
    ])
  }

  /// What the user wrote there.
  func written(_ range: TextRange) -> String {
    let bytes = Array(text.utf8)
    guard range.start >= 0, range.start <= range.end, range.end <= bytes.count else { return "" }
    return String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  /// The whole statement with that place replaced.
  func replacing(_ range: TextRange, with replacement: String) -> String {
    let bytes = Array(text.utf8)
    guard range.start >= 0, range.start <= range.end, range.end <= bytes.count else { return text }
    let head = String(decoding: bytes[..<range.start], as: UTF8.self)
    let tail = String(decoding: bytes[range.end...], as: UTF8.self)
    return head + replacement + tail
  }

  func fix(_ range: TextRange, _ replacement: String, remark: String = "") -> Diagnostic.Fix {
    Diagnostic.Fix(replacing(range, with: replacement), remark: remark)
  }

  /// More than a limit allows.
  func beyond(_ limit: String, at range: TextRange) -> QueryError {
    error("R01", limit, at: range, label: "this would take more")
  }
}

/// A name as it is written in a query: bare where it is one word, else quoted.
public func nameLiteral(_ name: String) -> String {
  let isWord =
    name.first?.isLetter == true && !name.contains { !($0.isLetter || $0.isNumber) && $0 != "-" }
    && !name.hasSuffix("-") && Keyword(spelling: name)?.isReserved != true
    && Noun(word: foldedKey(name)) == nil
  if isWord { return name }
  // Hardly any name needs it, and looking twice was a fifth of the time of a menu.
  guard name.utf8.contains(where: { $0 == 0x5C || $0 == 0x22 }) else { return "\"\(name)\"" }
  let escaped = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  return "\"\(escaped)\""
}

/// `@theme:ai`, the id quoted where it must be.
public func identityLiteral(_ entity: Entity, in store: Store) -> String {
  let id = store[entity.noun].ids[entity.row]
  let isPlain =
    !id.isEmpty
    && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
  return "@\(entity.noun.identityWord):"
    + (isPlain ? id : "\"\(id.replacing("\"", with: "\\\""))\"")
}

/// `a`, `a and b`, `a, b and c`.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}
