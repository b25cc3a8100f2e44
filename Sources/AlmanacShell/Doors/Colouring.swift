internal import Almanac
internal import LineEditor

internal import enum LineEditor.Style

/// The colours of a text that is being typed: its words by the lexer, its names by the catalog.
struct Colouring {
  /// In order, not overlapping.
  private(set) var ranges: [StyledRange] = []
  private let tokens: [Token]
  private let text: String

  /// A longer text is coloured by its words alone: looking up its names would be felt.
  private static let mostResolvedBytes = 8192

  /// Colours what is typed into `session`.
  init(of text: String, in session: Session) {
    self.text = text
    tokens = lex(text).filter { $0.kind != .space && $0.kind != .newline }
    let isCommand = tokens.first?.kind == .command
    let faults =
      isCommand || text.utf8.count > Colouring.mostResolvedBytes
      ? TypedFaults() : session.typedFaults(in: text)
    for index in tokens.indices {
      let token = tokens[index]
      guard var style = style(at: index) else { continue }
      if faults.others.contains(where: { $0.overlaps(token.range) }) { style = .error }
      if faults.names.contains(where: { $0.overlaps(token.range) }) { style = .unknown }
      ranges.append(StyledRange(token.range.start..<token.range.end, style))
    }
  }

  private func style(at index: Int) -> Style? {
    let token = tokens[index]
    switch token.kind {
    case .space, .newline, .end: return nil
    case .comment: return .comment
    case .command: return .keyword
    case .word:
      return isKeyword(at: index) ? .keyword : token.noun == nil && isField(token) ? .plain : .name
    case .text, .unclosedText: return .string
    case .number, .date: return .number
    case .variable, .identity: return .name
    case .singleQuoted, .foreignSign, .vagueDate, .badDate, .badNumber, .badVariable, .badIdentity,
      .unknown:
      return .error
    default: return .symbol
    }
  }

  /// Whether a word means itself here: reserved ones always, the others in their place.
  private func isKeyword(at index: Int) -> Bool {
    guard let keyword = tokens[index].keyword else { return false }
    if keyword.isReserved { return true }
    let before = tokens[..<index].last { $0.kind != .comment }
    switch keyword.category {
    case .statement: return before == nil || before?.kind == .semicolon
    case .state: return before?.keyword == .is || before?.keyword == .not
    case .view: return before?.keyword == .draw
    default: return before?.keyword != nil || before?.kind == .number
    }
  }

  /// Whether a word is the name of a field: as plain as what it is about.
  private func isField(_ token: Token) -> Bool {
    let word = text.utf8Slice(token.range).lowercased()
    return Noun.allCases.contains { Schema.field(word, of: $0) != nil }
  }
}

extension TextRange {
  fileprivate func overlaps(_ other: TextRange) -> Bool { start < other.end && other.start < end }
}
