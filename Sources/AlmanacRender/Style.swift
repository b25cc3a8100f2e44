/// How text is dressed for whoever reads it: never what it says.
public struct Style: Hashable, Sendable {
  /// Bold, dim and colour by SGR sequences; taking them out again leaves the plain text.
  public var color: Bool
  /// Rules, bars and marks of ASCII alone, for a terminal that knows no other.
  public var isASCII: Bool
  /// Bars beside the one number of a counted table, where the terminal has room for them.
  public var hasBars: Bool

  /// Plain unless said otherwise.
  public init(color: Bool = false, isASCII: Bool = false, hasBars: Bool = true) {
    self.color = color
    self.isASCII = isASCII
    self.hasBars = hasBars
  }

  /// No colour, Unicode rules: what goes into a pipe.
  public static let plain = Style()

  /// What stands where text was cut.
  var ellipsis: String { isASCII ? "..." : "…" }
  /// What stands where nothing is stated.
  var dash: String { isASCII ? "-" : "—" }
  /// The stuff that the rule below a header is made of.
  var rule: String { isASCII ? "-" : "─" }
}

/// What a stretch of text is, where that is worth seeing.
enum Paint {
  case strong
  case faint
  case fault
  case secondary
  case advice

  /// The SGR parameters (ECMA-48 §8.3.117) that turn it on.
  var parameters: String {
    switch self {
    case .strong: "1"
    case .faint: "2"
    case .fault: "1;31"
    case .secondary: "33"
    case .advice: "32"
    }
  }
}

extension Style {
  /// The text in its paint, or as it is without colour.
  func paint(_ text: String, _ paint: Paint) -> String {
    color && !text.isEmpty ? "\u{1B}[\(paint.parameters)m\(text)\u{1B}[0m" : text
  }
}
