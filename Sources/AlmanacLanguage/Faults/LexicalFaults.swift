extension Parser {
  /// L01: the text runs to the end of its line.
  mutating func failUnclosedText(_ token: Token) throws(Panic) {
    let opening = bytes.rawScalar(at: token.range.start)
    let closing: String
    switch opening.value {
    case 0x201C, 0x201D: closing = "”"
    case 0xAB: closing = "»"
    case 0x300C: closing = "」"
    default: closing = "\""
    }
    record(
      "L01", "the quote opened here is never closed",
      at: TextRange(token.range.start, token.range.start + opening.length),
      "a text ends on its line", edits: [.insert(closing, at: token.range.end)])
  }

  mutating func recordBadEscape(_ range: TextRange) {
    record(
      "L01", "`\(text(in: range))` means nothing inside a text", at: range,
      "after a backslash: \\\" \\\\ \\n \\t \\u{…}",
      edits: [.insert("\\", at: range.start)])
  }

  /// L03: single quotes are apostrophes here.
  mutating func recordSingleQuotes(_ token: Token, _ content: String) {
    record(
      "L03", "text goes in double quotes", at: token.range,
      edits: [Edit(token.range, quoted(content))])
  }

  /// L04: `7,4` outside a list, `1,000` anywhere.
  mutating func checkComma(after token: Token) {
    let second = following
    guard current.kind == .comma, second.kind == .number,
      current.range.start == token.range.end, second.range.start == current.range.end
    else { return }
    let left = text(of: token)
    let right = text(of: second)
    let isThousands = right.utf8.count == 3 && right.utf8.allSatisfy { $0 &- 0x30 < 10 }
    guard isThousands || !isInList else { return }
    advance()
    advance()
    var range = token.range.joined(with: second.range)
    var joined = left + right
    while isThousands, current.kind == .comma, following.kind == .number,
      current.range.start == range.end, following.range.byteCount == 3
    {
      advance()
      joined += text(of: current)
      range.end = advance().range.end
    }
    let pointed = "\(left).\(right)"
    if isThousands {
      record(
        "L04", "numbers are written without commas", at: range,
        range.end == second.range.end ? "\(joined) or \(pointed)?" : "",
        edits: [Edit(range, joined)])
    } else {
      let tenfold = right.utf8.count == 1 && left.utf8.allSatisfy { $0 &- 0x30 < 10 }
      record(
        "L04", "numbers are written without commas", at: range, "\(pointed) or \(joined)?",
        edits: [Edit(range, pointed)],
        remark: tenfold
          ? "(\(pointed) thousand: \(pointed)K; \(pointed)万: \(joined)K)" : "")
    }
  }

  /// L05: more than the language can keep exactly.
  mutating func failNumber(_ token: Token, _ refusal: Decimal.Refusal) throws(Panic) -> Never {
    switch refusal {
    case .tooLarge:
      try fail(
        "L05", "this number is too large", at: token.range,
        "numbers go up to 9_223_372_036_854")
    case .tooFine:
      try fail(
        "L05", "this number is too fine", at: token.range, "numbers have up to six decimals")
    }
  }

  /// L02, L06 and their kin: a token that is a fault of its own. Comes back when it is none.
  mutating func failIfFaulty(_ token: Token) throws(Panic) {
    switch token.kind {
    case .unknown:
      let text = text(in: token.range)
      // One stray sign was mistyped; several are something else.
      let isStray = tokens.count { $0.kind == .unknown } == 1
      try fail(
        "L02", "`\(text.prefix(12))` means nothing here", at: token.range,
        "a name with such signs goes in double quotes",
        edits: isStray ? [Edit(token.range, "")] : [])
    case .badVariable:
      try fail("L06", "`$` needs a name", at: token.range, "as in $year")
    case .badIdentity:
      try fail(
        "L06", "`@` needs a kind and an id", at: token.range,
        "as in @org:cast or @event:\"an id with spaces\"")
    case .badNumber:
      try fail(
        "L06", "`\(text(of: token))` is neither a number nor a name", at: token.range,
        "a name goes in double quotes; numbers end in K, M, B, 万, 亿 or %",
        edits: [Edit(token.range, quoted(text(of: token)))])
    case .badDate: try failBadDate(token)
    default: return
    }
  }

  /// Whether a list in brackets is being read, where a comma stands between two numbers.
  private var isInList: Bool { depth > 0 }
}

/// A text as the language writes it.
func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case _
    where scalar.value < 0x20 || scalar.value == 0x7F
      || scalar.value == 0x85 || scalar.value == 0x2028 || scalar.value == 0x2029:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
