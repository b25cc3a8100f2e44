/// Recursive descent over the tokens of one statement: two tokens of look-ahead, no way back.
///
/// Whatever the parser asks of a token it notes in `expected`; the notes fall when the token is
/// taken. So at an error, and at the cursor of a completion, they are what could have stood there.
struct Parser {
  /// The statement has a fault that is recorded; the nearest stage goes on behind it.
  enum Panic: Error {
    case raised
  }

  /// A query whose stages are being read.
  struct Frame {
    var source: Expression
    var stages: [Stage] = []
  }

  let bytes: [UInt8]
  /// Without trivia; the last is `.end`. A word of another language is given the meaning of its twin
  /// here once its fault is recorded.
  var tokens: [Token]
  var index = 0
  var faults: [Fault] = []
  var expected: Expectation.Categories = []
  /// What the operand that is being read is for.
  var role = Expectation.Role.source
  var frames: [Frame] = []
  /// Brackets and modifiers that are open.
  var depth = 0
  /// Levels of the expression read last.
  var height = 0
  /// Where the cursor of a completion stands, seen when the parser first asks for the end.
  var snapshot: Snapshot?
  /// Whether a missing bracket at the end is no fault, as for the text before a cursor.
  var isOpenEnded = false
  /// Whether the empty word at the cursor was taken as an operand or a field.
  var isHoleSeen = false
  /// The innermost stage around that word.
  var holeStage: Stage?
  /// Whether a proposed fix is being tried, which needs no fixes of its own.
  var isProbe = false

  /// The state at the cursor of a completion.
  struct Snapshot {
    var role: Expectation.Role
    var frames: [Frame]
  }

  /// Takes the tokens of one statement; trivia is dropped.
  init(_ bytes: [UInt8], _ all: some Sequence<Token>) {
    self.bytes = bytes
    var tokens: [Token] = []
    for token in all where !token.isTrivia { tokens.append(token) }
    let end = tokens.last?.range.end ?? 0
    tokens.append(Token(.end, end, end))
    self.tokens = tokens
  }
}

extension Parser {
  var current: Token { tokens[index] }
  var following: Token { tokens[min(index + 1, tokens.count - 1)] }
  var previous: Token? { index > 0 ? tokens[index - 1] : nil }

  @discardableResult
  mutating func advance() -> Token {
    let token = tokens[index]
    if index < tokens.count - 1 {
      index += 1
      expected = []
    }
    return token
  }

  mutating func expect(_ category: Expectation.Categories) {
    if current.kind == .end, snapshot == nil { snapshot = Snapshot(role: role, frames: frames) }
    expected.formUnion(category)
  }

  /// Takes the token when it is of the kind.
  mutating func accept(_ kind: Token.Kind, _ category: Expectation.Categories) -> Token? {
    expect(category)
    return current.kind == kind ? advance() : nil
  }

  /// Takes the token when it is the word of the language.
  mutating func accept(_ keyword: Keyword, _ category: Expectation.Categories) -> Token? {
    expect(category)
    return current.keyword == keyword ? advance() : nil
  }

  func text(of token: Token) -> String {
    bytes.foldedText(in: token.range.start..<token.range.end)
  }

  func text(in range: TextRange) -> String {
    String(decoding: bytes[range.start..<range.end], as: UTF8.self)
  }

  func name(of token: Token) -> Name { Name(text(of: token), token.range) }
}

extension Parser {
  /// Opens a level; every call is paired with `depth -= 1`.
  mutating func enter() throws(Panic) {
    depth += 1
    if depth > Limits.nesting { try failTooDeep(current.range) }
  }

  /// An inner node over expressions of the heights given.
  mutating func node(
    _ kind: Expression.Kind, _ range: TextRange, over heights: Int...
  ) throws(Panic) -> Expression {
    height = 1
    for inner in heights { height = max(height, inner + 1) }
    if height > Limits.nesting { try failTooDeep(range) }
    return Expression(kind, range)
  }

  mutating func leaf(_ kind: Expression.Kind, _ range: TextRange) -> Expression {
    height = 1
    return Expression(kind, range)
  }

  /// From the first byte of a token taken before to the last byte taken.
  func range(from start: Int) -> TextRange {
    TextRange(start, max(start, previous?.range.end ?? start))
  }
}
