import Glibc

/// The demo program on a terminal of its own, with a model of the screen.
final class PseudoTerminal {
  private(set) var screen: Screen
  private(set) var output: [UInt8] = []
  private var master: Int32 = -1
  private var process: pid_t = -1

  /// Starts the demo, or another program beside the tests, with variables of the environment before
  /// the usual; waits for its prompt.
  init(
    _ program: String = "line-editor-demo", prompt: String = "demo>", columns: Int = 60,
    rows: Int = 16, environment: [String] = []
  ) throws {
    screen = Screen(columns: columns, rows: rows)
    var slave: Int32 = -1
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw Fault.noTerminal }
    defer { close(slave) }
    // Not `ttyname`, whose answer all threads share.
    var buffer = [CChar](repeating: 0, count: 128)
    _ = ttyname_r(slave, &buffer, buffer.count)
    let name = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    process = try Self.spawn(
      Self.folder + "/" + program,
      environment: environment + ["TERM=xterm-256color", "LC_ALL=C", "HOME=/nonexistent"]
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
      posix_spawn_file_actions_adddup2(&actions, 0, 1)
      posix_spawn_file_actions_adddup2(&actions, 0, 2)
    }
    guard wait(forEnd: prompt) else { throw Fault.noPrompt }
  }

  deinit {
    close(master)
    kill(process, SIGKILL)
    waitpid(process, nil, 0)
  }

  /// Where the programs lie that the tests drive.
  static let folder = CommandLine.arguments[0].split(
    separator: "/", omittingEmptySubsequences: false
  )
  .dropLast().joined(separator: "/")

  enum Fault: Error {
    case noTerminal
    case noProgram(Int32)
    case noPrompt
  }

  /// Starts a program as the leader of a session, its files opened by `open`.
  static func spawn(
    _ program: String, arguments: [String] = [], environment: [String],
    open: (inout posix_spawn_file_actions_t) -> Void
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    open(&actions)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads of a test block all signals, and a new program would inherit that.
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(0x80 | POSIX_SPAWN_SETSIGMASK))  // 0x80: SETSID
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    var process: pid_t = -1
    let code = posix_spawn(&process, program, &actions, &attributes, &words, &variables)
    guard code == 0 else { throw Fault.noProgram(code) }
    return process
  }

  /// Types.
  func send(_ text: String) {
    send(Array(text.utf8))
  }

  /// Types bytes; takes in what the program paints meanwhile, or both would wait for each other.
  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      var place = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
      guard poll(&place, 1, 60_000) > 0 else { return }
      if place.revents & Int16(POLLIN) != 0 { receive() }
      if place.revents & Int16(POLLOUT) != 0 {
        let count = rest.prefix(1024).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  /// Waits until the screen is as `condition` wants it; false when it is not in a minute, which a
  /// machine under load may take for what is usually done in milliseconds.
  func wait(seconds: Int = 60, until condition: (Screen) -> Bool) -> Bool {
    var start = timespec()
    clock_gettime(CLOCK_MONOTONIC, &start)
    while !condition(screen) {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      if now.tv_sec - start.tv_sec > seconds { return false }
      var place = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      if poll(&place, 1, 200) > 0, !receive() { return condition(screen) }
    }
    return true
  }

  /// Waits until the text of the screen ends in `text`, with the cursor behind it.
  func wait(forEnd text: String) -> Bool {
    wait { $0.text.hasSuffix(text) }
  }

  /// Waits until the text of the screen holds `text`.
  func wait(for text: String) -> Bool {
    wait { $0.text.contains(text) }
  }

  /// Makes the window another size; the model begins empty.
  func resize(columns: Int, rows: Int) {
    screen = Screen(columns: columns, rows: rows)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// The modes of the terminal.
  var modes: termios {
    var modes = termios()
    tcgetattr(master, &modes)
    return modes
  }

  /// Sends the program a signal.
  func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Whether the program has stopped by a signal.
  func waitUntilStopped() -> Bool {
    var status: Int32 = 0
    return waitpid(process, &status, WUNTRACED) == process && status & 0xFF == 0x7F
  }

  @discardableResult
  private func receive() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    output += bytes[..<count]
    // A character may be cut in two; the rest of it waits for the next block.
    unread += bytes[..<count]
    var end = unread.count
    while end > 0 && unread.count - end < 4 && unread[end - 1] & 0xC0 == 0x80 { end -= 1 }
    let isCut = end > 0 && unread[end - 1] >= 0xC0
    let whole = isCut ? end - 1 : unread.count
    screen.feed(Array(unread[..<whole]))
    unread.removeFirst(whole)
    return true
  }

  private var unread: [UInt8] = []
}
