internal import Almanac

/// What a session's replies are written for: no terminal is asked, all is handed in.
struct Display: Hashable, Sendable {
  /// How data looks.
  var outputStyle = Style.plain
  /// How messages look.
  var messageStyle = Style.plain
  /// Cells of the terminal that data goes to; nil when it goes elsewhere.
  var widthColumns: Int?
  /// Cells of the terminal that messages go to; nil when they go elsewhere.
  var messageWidthColumns: Int?
  /// Someone types and reads: echoes, confirmations and a limit of rows are wanted.
  var isInteractive = false

  /// The text in dim, where messages have colour.
  func dim(_ text: String) -> String { messageStyle.dimmed(text) }

  /// A message in lines that fit the terminal, further lines two cells in.
  func wrapped(_ text: String) -> String {
    guard let width = messageWidthColumns else { return text }
    return text.wrapped(to: max(20, width), hanging: 2).joined(separator: "\n")
  }
}

extension Session {
  /// Dresses what is shown as the settings have it.
  mutating func dress() {
    display.outputStyle.theme = settings.theme
    display.outputStyle.hasBars = settings.showsBars
    display.messageStyle.theme = settings.theme
  }
}
