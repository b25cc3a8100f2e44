import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The built program on a pseudo-terminal, driven by keys.
final class TerminalRun {
  private let master: Int32
  private let process: pid_t
  private var isOver = false
  /// All that the program has written so far, escape sequences left out.
  private(set) var screen = ""
  private var bytes: [UInt8] = []

  init(
    _ arguments: [String] = [], columns: UInt16 = 80, rows: UInt16 = 24,
    environment: [String: String] = [:]
  ) throws {
    var (master, slave): (Int32, Int32) = (0, 0)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    try #require(openpty(&master, &slave, nil, nil, &size) == 0)
    // Not `ttyname`, whose answer all threads share.
    var buffer = [CChar](repeating: 0, count: 128)
    let fault = ttyname_r(slave, &buffer, buffer.count)
    guard fault == 0 else { throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .ENOTTY) }
    let name = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a new session opens becomes its own.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    posix_spawn_file_actions_addclose(&actions, master)
    self.master = master
    process = try spawn(
      arguments,
      environment: ProgramRun.environment(["TERM": "xterm-256color"]).merging(environment) { $1 },
      &actions, leadsSession: true)
    close(slave)
  }

  deinit {
    if !isOver {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    close(master)
  }

  /// Types keys.
  func type(_ keys: String) {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// So long a text or an end is waited for: it comes in milliseconds, and on a machine under load
  /// in some seconds.
  static let patienceSeconds = 60.0

  /// Whether a text came within some seconds.
  func saw(_ marker: String, within seconds: Double) -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      if let range = screen.range(of: marker) {
        screen = String(screen[range.upperBound...])
        return true
      }
      if !read(within: 20), Date() >= deadline { return false }
    }
  }

  /// Waits until the program has written a text after what was awaited before.
  @discardableResult
  func wait(
    for marker: String, seconds: Double = patienceSeconds,
    _ location: SourceLocation = #_sourceLocation
  ) -> Bool {
    if saw(marker, within: seconds) { return true }
    Issue.record(
      "\(marker) did not come; there is: \(screen.suffix(2000))", sourceLocation: location)
    return false
  }

  /// Waits for the program's end; its exit code.
  func end(seconds: Double = patienceSeconds) -> Int32? {
    let deadline = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while Date() < deadline {
      if waitpid(process, &status, WNOHANG) == process {
        isOver = true
        return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
      }
      _ = read(within: 10)
    }
    return nil
  }

  /// Changes the size of the terminal, as a window does.
  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  /// Reads what there is, waiting at most that many milliseconds; false when there is nothing.
  private func read(within milliseconds: Int32) -> Bool {
    var place = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&place, 1, milliseconds) > 0 else { return false }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    #if canImport(Glibc)
      let count = Glibc.read(master, &block, block.count)
    #else
      let count = Darwin.read(master, &block, block.count)
    #endif
    guard count > 0 else { return false }
    bytes += block[..<count]
    screen += takeText()
    return true
  }

  /// Takes what was read as text, whole sequences at a time, and leaves what has only begun.
  private func takeText() -> String {
    var text: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] != 0x1B {
        text.append(bytes[index])
        index += 1
        continue
      }
      var end = index + 1
      guard end < bytes.count else { break }
      if bytes[end] == UInt8(ascii: "[") {
        end += 1
        while end < bytes.count, !(0x40...0x7E).contains(bytes[end]) { end += 1 }
        guard end < bytes.count else { break }
      }
      index = end + 1
    }
    bytes.removeFirst(index)
    return String(decoding: text, as: UTF8.self)
  }
}
