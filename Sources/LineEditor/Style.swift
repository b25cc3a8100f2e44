/// What a piece of text is; a `Theme` says how that looks.
public enum Style: UInt8, Sendable, Hashable, CaseIterable {
  /// Text without a part of its own.
  case plain
  /// The prompt before a line.
  case prompt
  /// A word of the grammar.
  case keyword
  /// A name that is known.
  case name
  /// A name that nothing has.
  case unknown
  /// A quoted text.
  case string
  /// A number or a date.
  case number
  /// A sign such as `=`.
  case symbol
  /// A remark.
  case comment
  /// What is wrong.
  case error
  /// Text of second rank: descriptions, counts, notes.
  case dim
  /// The place where a search matched.
  case match
  /// The row of a menu that is chosen.
  case selected
  /// A character that a terminal would obey, shown by name.
  case control
}

/// A range of UTF-8 bytes of a text, and what it is.
public struct StyledRange: Sendable, Hashable {
  /// The bytes, in the text's UTF-8.
  public var bytes: Range<Int>
  /// What they are.
  public var style: Style

  /// Says that `bytes` are of `style`.
  public init(_ bytes: Range<Int>, _ style: Style) {
    self.bytes = bytes
    self.style = style
  }
}

/// The ANSI attributes of each style (ECMA-48 §8.3.117, SGR).
public struct Theme: Sendable {
  private var codes: [Style: String]

  /// Each style with its SGR parameters: `[.keyword: "1"]`. Styles left out are plain.
  public init(_ codes: [Style: String]) {
    self.codes = codes
  }

  /// Colours of the terminal's own palette.
  public static let colors = Theme([
    .prompt: "1", .keyword: "1;34", .name: "36", .string: "32", .number: "35", .comment: "2",
    .error: "31", .unknown: "4", .dim: "2", .match: "4", .selected: "7", .control: "7",
  ])

  /// No colour, for NO_COLOR: only what would be lost without it.
  public static let monochrome = Theme([
    .unknown: "4", .match: "4", .selected: "7", .control: "7",
  ])

  /// The SGR parameters of a style; nil for plain text.
  func code(_ style: Style) -> String? { codes[style] }
}
