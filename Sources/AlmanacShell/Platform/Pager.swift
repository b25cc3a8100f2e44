internal import Almanac

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The program that shows long texts page by page.
enum Pager {
  /// Whether a text leaves room for the next prompt.
  static func fits(_ text: String, in size: TerminalSize) -> Bool {
    var rows = 0
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      // A line is rarely too long, so its cells are counted only when its bytes are.
      let cells = line.utf8.count <= size.columns ? 1 : displayWidth(withoutColor(line))
      rows += max(1, (cells + size.columns - 1) / size.columns)
      if rows > size.rows { return false }
    }
    return true
  }

  /// Pipes a text into a command, as the system's shell understands it; false when it can't be
  /// started. Ctrl-C is for the pager meanwhile.
  static func show(_ text: String, with command: String) -> Bool {
    // Where the locale is C, less would show names as bytes.
    unsafe setenv("LESSCHARSET", "utf-8", 0)
    guard let pipe = unsafe popen(command, "w") else { return false }
    let interrupt = signal(SIGINT, SIG_IGN)
    var text = text
    _ = text.withUTF8 { bytes in
      unsafe Output.write(UnsafeRawBufferPointer(bytes), to: fileno(pipe))
    }
    let status = unsafe pclose(pipe)
    signal(SIGINT, interrupt)
    // The system's shell says 127 when there is no such command.
    return (status >> 8) & 0xFF != 127
  }
}

/// A text without its SGR sequences.
func withoutColor(_ text: some StringProtocol) -> String {
  guard text.utf8.contains(0x1B) else { return String(text) }
  var result = ""
  var isInside = false
  for character in text {
    if character == "\u{1B}" { isInside = true }
    if !isInside { result.append(character) }
    if isInside, character == "m" { isInside = false }
  }
  return result
}
