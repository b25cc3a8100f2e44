#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// How much a terminal shows.
struct TerminalSize: Hashable, Sendable {
  var columns: Int
  var rows: Int

  /// What `COLUMNS` and `LINES` say, else the terminal behind a descriptor, else 80 × 24.
  static func current(of descriptor: Int32, environment: Environment) -> TerminalSize {
    var size = winsize()
    let isKnown = unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
    return TerminalSize(
      columns: positive(environment["COLUMNS"])
        ?? (isKnown && size.ws_col > 0 ? Int(size.ws_col) : 80),
      rows: positive(environment["LINES"]) ?? (isKnown && size.ws_row > 0 ? Int(size.ws_row) : 24))
  }

  private static func positive(_ text: String?) -> Int? {
    guard let text, let number = Int(text), (1...100_000).contains(number) else { return nil }
    return number
  }
}

/// Whether a descriptor is a terminal.
func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }
