/// The tokens of a text: every byte is in exactly one of them, faults included.
///
/// Linear in the bytes of the text.
public func lex(_ text: String) -> [Token] {
  lex(Array(text.utf8))
}

/// The tokens of bytes that may be no UTF-8 at all.
func lex(_ bytes: [UInt8]) -> [Token] {
  var lexer = Lexer(bytes: bytes)
  lexer.run()
  return lexer.tokens
}

/// Reads one token after another. Lines that begin with `.` are for the shell, unless a bracket is
/// open; `#` begins a comment at the start of a line or after a space.
struct Lexer {
  let bytes: [UInt8]
  var tokens: [Token] = []
  private var index = 0
  private var openBrackets = 0
  private var isLineStart = true

  init(bytes: [UInt8]) {
    self.bytes = bytes
    tokens.reserveCapacity(bytes.count / 4 + 8)
  }

  mutating func run() {
    while index < bytes.count {
      let start = index
      let token = next()
      index = max(token.range.end, start + 1)
      append(token)
    }
  }

  private mutating func append(_ token: Token) {
    switch token.kind {
    case .newline, .command: isLineStart = token.kind == .newline
    case .space: break
    case .unknown:
      // A run of noise is one token and one diagnostic.
      if let last = tokens.last, last.kind == .unknown {
        tokens[tokens.count - 1].range.end = token.range.end
        return
      }
      isLineStart = false
    case .openRound, .openSquare:
      openBrackets += 1
      isLineStart = false
    case .closeRound, .closeSquare:
      openBrackets = max(0, openBrackets - 1)
      isLineStart = false
    case .semicolon:
      openBrackets = 0
      isLineStart = false
    default: isLineStart = false
    }
    tokens.append(token)
  }

  private func next() -> Token {
    let scalar = bytes.scalar(at: index)
    if scalar.isSpace { return Token(.space, index, bytes.endOfSpaces(from: index)) }
    if scalar.isNewline {
      let isPair = scalar.value == 0x0D && bytes.rawScalar(at: index + 1).value == 0x0A
      return Token(.newline, index, index + (isPair ? 2 : scalar.length))
    }
    if scalar.startsWord { return word(from: index) }
    if scalar.isDigit { return bytes.numericToken(from: index) }
    return sign(scalar)
  }

  private func word(from start: Int) -> Token {
    var token = Token(.word, start, bytes.endOfWord(from: start))
    let entry = ReservedWords.entry(in: bytes, token.range)
    token.keyword = entry?.keyword
    token.noun = entry?.noun
    return token
  }

  private func sign(_ scalar: SourceScalar) -> Token {
    let start = index
    let after = start + scalar.length
    let second = bytes.scalar(at: after)
    func one(_ kind: Token.Kind) -> Token { Token(kind, start, after) }
    func two(_ kind: Token.Kind) -> Token { Token(kind, start, after + second.length) }
    switch scalar.value {
    case UInt32(ascii: "|"):
      return second.value == UInt32(ascii: "|") ? two(.foreignSign) : one(.pipe)
    case UInt32(ascii: ","): return one(.comma)
    case UInt32(ascii: ";"): return one(.semicolon)
    case UInt32(ascii: "("): return one(.openRound)
    case UInt32(ascii: ")"): return one(.closeRound)
    case UInt32(ascii: "["): return one(.openSquare)
    case UInt32(ascii: "]"): return one(.closeSquare)
    case UInt32(ascii: "="):
      return second.value == UInt32(ascii: "=") ? two(.foreignSign) : one(.equal)
    case UInt32(ascii: "!"):
      return second.value == UInt32(ascii: "=") ? two(.notEqual) : one(.foreignSign)
    case UInt32(ascii: "<"):
      if second.value == UInt32(ascii: ">") { return two(.foreignSign) }
      return second.value == UInt32(ascii: "=") ? two(.lessOrEqual) : one(.less)
    case UInt32(ascii: ">"):
      return second.value == UInt32(ascii: "=") ? two(.greaterOrEqual) : one(.greater)
    case UInt32(ascii: "&"):
      return second.value == UInt32(ascii: "&") ? two(.foreignSign) : one(.foreignSign)
    case UInt32(ascii: "+"): return one(.plus)
    case UInt32(ascii: "-"): return one(.minus)
    case UInt32(ascii: "*"): return one(.star)
    case UInt32(ascii: "/"): return one(.slash)
    case UInt32(ascii: "~"): return one(.tilde)
    // ≠ ≤ ≥ – — − … ¬
    case 0x2260, 0x2264, 0x2265, 0x2013, 0x2014, 0x2212, 0x2026, 0xAC: return one(.foreignSign)
    case UInt32(ascii: "."):
      if isLineStart && openBrackets == 0 { return Token(.command, start, bytes.endOfLine(after)) }
      return second.value == UInt32(ascii: ".") ? two(.dotDot) : one(.dot)
    case UInt32(ascii: "#"):
      let opensComment = isLineStart || tokens.last?.kind == .space
      return opensComment ? Token(.comment, start, bytes.endOfLine(after)) : one(.unknown)
    case UInt32(ascii: "$"):
      let end = bytes.endOfWord(from: after)
      return Token(end > after ? .variable : .badVariable, start, end)
    case UInt32(ascii: "@"): return bytes.identityToken(from: start, after: after)
    default: return bytes.quotedToken(from: start) ?? one(.unknown)
    }
  }
}

extension [UInt8] {
  func endOfSpaces(from start: Int) -> Int {
    var index = start
    while true {
      let scalar = scalar(at: index)
      guard scalar.isSpace, !scalar.isEnd else { return index }
      index += scalar.length
    }
  }

  func endOfLine(_ start: Int) -> Int {
    var index = start
    while index < count {
      let scalar = rawScalar(at: index)
      if scalar.isNewline { break }
      index += scalar.length
    }
    return index
  }

  /// The end of a run of word characters with single `-`, `'` or `’` between them.
  func endOfWord(from start: Int) -> Int {
    var index = start
    while index < count {
      let scalar = scalar(at: index)
      if scalar.continuesWord {
        index += scalar.length
      } else if scalar.joinsWords, index > start,
        self.scalar(at: index + scalar.length).continuesWord
      {
        index += scalar.length
      } else {
        break
      }
    }
    return index
  }
}

extension UInt32 {
  init(ascii scalar: Unicode.Scalar) { self = scalar.value }
}
