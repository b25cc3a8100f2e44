#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The terminal on file descriptors 0 and 1.
struct Terminal {
  /// Whether both ends are a terminal.
  static var isPresent: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// Whether it can move its cursor: TERM names a terminal, and not one that is only paper.
  static var canPaint: Bool {
    let name = environment("TERM") ?? ""
    return !["", "dumb", "unknown", "emacs"].contains(name)
  }

  /// A variable of the environment.
  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Its size now; 80 by 24 when it does not know.
  static var size: ScreenSize {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0,
      size.ws_row > 0
    else { return ScreenSize(columns: 80, rows: 24) }
    return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Sends bytes, after all that the program has printed by the C library.
  static func write(_ bytes: [UInt8]) {
    fflush(nil)
    // A terminal that is gone is told by the next read.
    _ = write(bytes, to: STDOUT_FILENO)
  }

  /// Writes all bytes to a file; false when it does not take them.
  static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe systemWrite(file, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      if count < 0 && errno == EAGAIN {
        var place = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&place, 1, -1)
        continue
      }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Sees to it that the C library takes text for UTF-8, or libedit would drop what is not ASCII.
  static func useUTF8() {
    unsafe setlocale(LC_CTYPE, "")
    let codeset = unsafe nl_langinfo(nl_item(CODESET)).map { unsafe String(cString: $0) } ?? ""
    if codeset.uppercased() == "UTF-8" { return }
    for name in ["C.UTF-8", "en_US.UTF-8"] {
      if unsafe setlocale(LC_CTYPE, name) != nil { return }
    }
  }
}

/// The modes of the terminal on file descriptor 0.
struct TerminalModes {
  private var modes = termios()

  /// The modes now; nil when there is no terminal.
  static var current: TerminalModes? {
    var found = TerminalModes()
    return unsafe tcgetattr(STDIN_FILENO, &found.modes) == 0 ? found : nil
  }

  /// The keys that the terminal itself obeys (c_cc).
  var specialKeys: [UInt8] {
    unsafe withUnsafeBytes(of: modes.c_cc) { unsafe Array($0) }
  }

  /// The modes for work under way: Ctrl-C is a signal that loses nothing typed, keys are not
  /// shown and not held back until Enter.
  var forWork: TerminalModes {
    var copy = self
    copy.modes.c_lflag &= ~tcflag_t(ICANON | ECHO)
    copy.modes.c_lflag |= tcflag_t(ISIG | NOFLSH)
    return copy
  }

  /// Makes them the terminal's modes, once all output is out.
  func apply() {
    var copy = modes
    _ = unsafe tcsetattr(STDIN_FILENO, TCSADRAIN, &copy)
  }
}

/// `write` of the system, which a method of that name would hide.
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(file, bytes, count)
}
