import Foundation
import Glibc
import Testing

/// A terminal that is not ours: what tmux shows of the demo is what our own model would show.
private final class Tmux {
  /// Where it is installed; nil where it is not.
  static let path = ["/usr/bin/tmux", "/usr/local/bin/tmux", "/opt/homebrew/bin/tmux"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private let name = "line-editor-\(UUID().uuidString)"

  /// The demo in a window of its own, or a command.
  init(
    columns: Int, rows: Int,
    command: String = "env HOME=/nonexistent \(PseudoTerminal.folder)/line-editor-demo"
  ) throws {
    try run(["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command])
  }

  deinit { _ = try? run(["kill-server"]) }

  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    // Not `Process`, which would wait for the server that the first command leaves behind.
    let process = try PseudoTerminal.spawn(
      try #require(Self.path), arguments: ["-f", "/dev/null", "-L", name] + arguments,
      environment: ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin", "TERM=xterm-256color"]
    ) { actions in
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, 1, file.path, O_WRONLY | O_CREAT, 0o600)
      posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    }
    waitpid(process, nil, 0)
    let output = try Data(contentsOf: file)
    return String(decoding: output, as: UTF8.self)
  }

  func type(_ text: String) throws { try run(["send-keys", "-l", "--", text]) }

  func press(_ key: String) throws { try run(["send-keys", key]) }

  /// Waits until the screen ends so, with the cursor in that column; the screen as it is then.
  func wait(forEnd text: String, column: Int? = nil) throws -> (isThere: Bool, screen: String) {
    let deadline = Date().addingTimeInterval(60)
    while true {
      var screen = try run(["capture-pane", "-p"])
      while screen.last?.isNewline == true { screen.removeLast() }
      let place = try run(["display", "-p", "#{cursor_x}"])
      let isThere =
        screen.hasSuffix(text) && (column.map { place.hasPrefix("\($0)\n") } ?? true)
      if isThere || Date() > deadline { return (isThere, "\(screen)\ncolumn \(place)") }
      usleep(20_000)
    }
  }
}

@Suite("In tmux", .serialized, .enabled(if: Tmux.path != nil, "tmux is not installed"))
struct TmuxTests {
  private func expect(
    _ tmux: Tmux, _ text: String, column: Int? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let (isThere, screen) = try tmux.wait(forEnd: text, column: column)
    #expect(isThere, "\(screen)", sourceLocation: location)
  }

  @Test("wide, marked and joined characters are where tmux has them, and the cursor too")
  func clusters() throws {
    let tmux = try Tmux(columns: 60, rows: 12)
    try expect(tmux, "demo>")
    try tmux.type("ae\u{301}中国")
    try expect(tmux, "demo> ae\u{301}中国", column: 12)
    try tmux.press("Left")
    try tmux.type("X")
    try expect(tmux, "demo> ae\u{301}中X国", column: 11)
    try tmux.press("Home")
    try tmux.press("Delete")
    try tmux.press("Delete")
    try expect(tmux, "demo> 中X国", column: 6)
  }

  @Test("a long line is laid out anew, whatever tmux did to it, through four sizes")
  func resizing() throws {
    let tmux = try Tmux(columns: 60, rows: 16)
    try expect(tmux, "demo>")
    try tmux.type("events where organizer = 中国科协 and year = 2025")
    for (columns, text) in [
      (60, "demo> events where organizer = 中国科协 and year = 2025"),
      (30, "demo> events where organizer =\n 中国科协 and year = 2025"),
      (90, "demo> events where organizer = 中国科协 and year = 2025"),
      (25, "demo> events where organi\nzer = 中国科协 and year =\n 2025"),
    ] {
      try tmux.run(["resize-window", "-x", "\(columns)", "-y", "16"])
      try expect(tmux, text)
      let screen = try tmux.wait(forEnd: text).screen
      #expect(screen.components(separatedBy: "demo>").count == 2, "\(screen)")
    }
  }

  @Test("a menu is shown below the line and leaves nothing behind")
  func menu() throws {
    let tmux = try Tmux(columns: 60, rows: 16)
    try expect(tmux, "demo>")
    try tmux.type("Ch")
    try tmux.press("Tab")
    try expect(tmux, "  China              5 letters", column: 9)
    try tmux.press("Tab")
    try tmux.press("Right")
    try expect(tmux, "demo> China Association", column: 23)
  }

  @Test("Ctrl-Z gives a shell its terminal back, and fg the line as it was")
  func jobControl() throws {
    let tmux = try Tmux(columns: 60, rows: 16, command: "env PS1='sh: ' HOME=/nonexistent sh -i")
    try expect(tmux, "sh:")
    try tmux.type("\(PseudoTerminal.folder)/line-editor-demo")
    try tmux.press("Enter")
    try expect(tmux, "demo>")
    try tmux.type("half of 中国")
    try expect(tmux, "demo> half of 中国")
    try tmux.press("C-z")
    try expect(tmux, "sh:")
    // The shell's own line editing works: what is typed is shown and obeyed.
    try tmux.type("echo still $((2 + 3))")
    try tmux.press("Enter")
    try expect(tmux, "still 5\nsh:")
    try tmux.type("fg")
    try tmux.press("Enter")
    try expect(tmux, "demo> half of 中国", column: 18)
    try tmux.type("!")
    try tmux.press("Enter")
    try expect(tmux, "read 15: \"half of 中国!\"\ndemo>")
  }
}
