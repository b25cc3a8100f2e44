/// How text is dressed for whoever reads it: never what it says.
public struct Style: Hashable, Sendable {
  /// Bold, dim and colour by SGR sequences; taking them out again leaves the plain text.
  public var color: Bool
  /// Which colours these are.
  public var theme: Theme
  /// Rules, bars and marks of ASCII alone, for a terminal that knows no other.
  public var isASCII: Bool
  /// Bars beside the one number of a counted table, where the terminal has room for them.
  public var hasBars: Bool

  /// Plain unless said otherwise.
  public init(
    color: Bool = false, theme: Theme = .auto, isASCII: Bool = false, hasBars: Bool = true
  ) {
    self.color = color
    self.theme = theme
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

extension Style {
  /// The text in its paint, or as it is without colour.
  func paint(_ text: String, _ paint: Paint) -> String {
    guard color, !text.isEmpty else { return text }
    let parameters = theme.parameters(of: paint)
    return parameters.isEmpty ? text : "\u{1B}[\(parameters)m\(text)\u{1B}[0m"
  }

  /// The text as what is said in passing: an echo, a confirmation.
  public func dimmed(_ text: String) -> String { paint(text, .faint) }
}
