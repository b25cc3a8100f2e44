/// A run of bytes of the source text with one meaning; tokens cover every byte.
public struct Token: Hashable, Sendable {
  /// What a token is.
  public enum Kind: UInt8, Hashable, Sendable {
    // What the parser never sees.
    case space
    case newline
    case comment
    /// A line for the shell, `.mode cards`, to its end.
    case command
    // Operands.
    case word
    case text
    case number
    case date
    case variable
    case identity
    // Signs.
    case pipe
    case comma
    case semicolon
    case openRound
    case closeRound
    case openSquare
    case closeSquare
    case dot
    case dotDot
    case equal
    case notEqual
    case less
    case lessOrEqual
    case greater
    case greaterOrEqual
    case plus
    case minus
    case star
    case slash
    case tilde
    // Faults: what looks like something and is not.
    /// `"met` up to the end of the line.
    case unclosedText
    /// `'text'`.
    case singleQuoted
    /// `==`, `<>`, `&&`, `–` …: signs of other languages with a twin here.
    case foreignSign
    /// `2023~`, `2023-11?`.
    case vagueDate
    /// `2023-1`, `06.11.2023`, `50-70`.
    case badDate
    /// `7.4mm`.
    case badNumber
    /// `$` without a name.
    case badVariable
    /// `@` without a kind and an id.
    case badIdentity
    /// Characters that mean nothing here.
    case unknown
    /// After the last byte; never in the list of tokens.
    case end
  }

  /// What the bytes are.
  public var kind: Kind
  /// The word of the language that a `word` is, reserved or not.
  public var keyword: Keyword?
  /// The noun that a `word` is.
  public var noun: NounWord?
  /// UTF-8 bytes of the source text.
  public var range: TextRange

  init(_ kind: Kind, _ start: Int, _ end: Int) {
    self.kind = kind
    self.range = TextRange(start, end)
  }

  /// Whether the parser skips it.
  public var isTrivia: Bool { kind.rawValue <= Kind.command.rawValue }

  /// A reserved word: it stands for itself unless it is quoted.
  var reserved: Keyword? {
    guard let keyword, keyword.isReserved else { return nil }
    return keyword
  }
}
