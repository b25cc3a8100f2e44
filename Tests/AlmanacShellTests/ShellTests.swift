import Foundation
import Testing

@Suite("The shell on a terminal", .serialized)
struct ShellTests {
  private func shell(
    _ arguments: [String] = [], rows: UInt16 = 24, environment: [String: String] = [:]
  ) throws -> TerminalRun {
    let terminal = try TerminalRun(
      arguments, columns: 100, rows: rows,
      environment: ["PAGER": ""].merging(environment) { $1 })
    terminal.wait(for: "almanac> ")
    return terminal
  }

  /// Ctrl-D at the next prompt.
  private func leave(_ terminal: TerminalRun) {
    terminal.wait(for: "almanac> ")
    terminal.type("\u{04}")
    #expect(terminal.end() == 0)
  }

  @Test("the first screen says what is loaded, what to try, and how to leave; Ctrl-D leaves")
  func firstScreen() throws {
    let terminal = try TerminalRun(columns: 100)
    terminal.wait(for: "Almanac")
    terminal.wait(for: "try:")
    terminal.wait(for: ".help")
    terminal.wait(for: "Ctrl-D")
    leave(terminal)
  }

  @Test("an answer has its footer, and a refinement echoes the whole query")
  func answer() throws {
    let terminal = try shell()
    terminal.type("events limit 2\r")
    terminal.wait(for: "2 events")
    terminal.wait(for: "ms")
    terminal.wait(for: "almanac> ")
    terminal.type("count by kind\r")
    terminal.wait(for: "\r\n")
    terminal.wait(for: "events limit 2 count by kind")
    terminal.wait(for: "almanac> ")
    terminal.type(".quit\r")
    #expect(terminal.end() == 0)
  }

  @Test("an open bracket asks for more, and the entry runs as one")
  func continuation() throws {
    let terminal = try shell()
    terminal.type("events where (days > 0\r")
    terminal.wait(for: "     ...> ")
    terminal.type(") limit 1\r")
    terminal.wait(for: "1 event")
    leave(terminal)
  }

  @Test("TAB completes a dot-command")
  func tab() throws {
    let terminal = try shell()
    terminal.type(".hist\t")
    terminal.wait(for: ".history")
    terminal.type("\u{03}")
    leave(terminal)
  }

  @Test("an error shows its cause and its fix, and Up takes the fix")
  func upTakesFix() throws {
    let terminal = try shell()
    terminal.type(".hlep\r")
    terminal.wait(for: "close: .help")
    terminal.wait(for: "almanac> ")
    terminal.type("\u{1B}[A")
    terminal.wait(for: ".help")
    terminal.type("\r")
    terminal.wait(for: "the language in fifteen minutes")
    terminal.type(".quit\r")
    #expect(terminal.end() == 0)
  }

  @Test("Ctrl-C at the prompt clears the line and stays")
  func interrupt() throws {
    let terminal = try shell()
    terminal.type("events by nobody")
    terminal.wait(for: "nobody")
    terminal.type("\u{03}")
    terminal.wait(for: "almanac> ")
    terminal.type("events limit 1\r")
    terminal.wait(for: "1 event")
    leave(terminal)
  }

  @Test("Ctrl-C while a script runs ends it, says so, and stays")
  func cancel() throws {
    let folder = try TemporaryFolder()
    let script = try folder.file(
      "long.alm", String(repeating: "events count by organizer\n", count: 4000))
    let terminal = try shell()
    terminal.type(".run \(script)\r")
    let deadline = Date().addingTimeInterval(TerminalRun.patienceSeconds)
    // A key that comes before the script runs is nobody's: so it is pressed until it is heard.
    var isCancelled = false
    while !isCancelled, Date() < deadline {
      terminal.type("\u{03}")
      isCancelled = terminal.saw("cancelled: .run", within: 0.1)
    }
    #expect(isCancelled)
    terminal.wait(for: "almanac> ")
    terminal.type("events limit 1\r")
    terminal.wait(for: "1 event")
    leave(terminal)
  }

  @Test("Ctrl-C ends a query, says which, and leaves the session as it was")
  func cancelQuery() throws {
    let folder = try TemporaryFolder()
    let events = (0..<20_000).map {
      "{\"id\":\"x\($0)\",\"title\":\"Forum of aaaaaaaaaaaaaaaa \($0)\",\"start\":\"2020-01-01\"}\n"
    }
    let data = try folder.file("many.jsonl", events.joined())
    let terminal = try shell(["--data", data])
    terminal.type("events limit 1 show id\r")
    terminal.wait(for: "1 event")
    // A terminal that is not yet read by the editor forgets at Ctrl-C what was typed.
    terminal.wait(for: "almanac> ")
    // Patterns that no index knows: more than twenty seconds, if nobody ends it.
    let tests = (0..<120).map { "name matches \"*a*a*\($0)z*\"" }.joined(separator: " or ")
    terminal.type("events where \(tests) count\r")
    let deadline = Date().addingTimeInterval(TerminalRun.patienceSeconds)
    var isCancelled = false
    while !isCancelled, Date() < deadline {
      terminal.type("\u{03}")
      isCancelled = terminal.saw("cancelled: events where", within: 0.1)
    }
    #expect(isCancelled)
    terminal.wait(for: "almanac> ")
    // The last statement is the one before.
    terminal.type("show id, name\r")
    terminal.wait(for: "1 event")
    leave(terminal)
  }

  @Test("tomorrow Up brings back what was entered today")
  func history() throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_STATE_HOME": folder.path]
    let today = try shell(environment: environment)
    today.type("events limit 1 show name\r")
    today.wait(for: "1 event")
    today.wait(for: "almanac> ")
    today.type(".quit\r")
    #expect(today.end() == 0)
    let tomorrow = try shell(environment: environment)
    tomorrow.type("\u{1B}[A\u{1B}[A")
    tomorrow.wait(for: "events limit 1 show name")
    tomorrow.type("\r")
    tomorrow.wait(for: "1 event")
    leave(tomorrow)
    let path = folder.path + "/almanac/history"
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600, "what one asks is nobody else's affair")
  }

  @Test("two shells at once see what is entered in the other, behind what is entered here")
  func sharedHistory() throws {
    let folder = try TemporaryFolder()
    let environment = ["XDG_STATE_HOME": folder.path]
    let (here, there) = (
      try shell(environment: environment), try shell(environment: environment)
    )
    here.type("print 20 + 3\r")
    here.wait(for: "\r\n23")
    here.wait(for: "almanac> ")
    there.type("print 40 + 2\r")
    there.wait(for: "\r\n42")
    there.wait(for: "almanac> ")
    here.type("\u{1B}[A\r")
    here.wait(for: "\r\n23")
    here.wait(for: "almanac> ")
    here.type("\u{1B}[A\u{1B}[A\r")
    here.wait(for: "\r\n42")
    for terminal in [here, there] {
      terminal.type(".quit\r")
      #expect(terminal.end() == 0)
    }
  }

  @Test("a pager shows what does not fit, and only that")
  func pager() throws {
    let pager = ["PAGER": "sed s/^/PAGED:/"]
    let terminal = try shell(rows: 10, environment: pager)
    terminal.type(".help\r")
    terminal.wait(for: "PAGED:")
    terminal.wait(for: "almanac> ")
    terminal.type(".timer\r")
    terminal.wait(for: "\r\ntimer on")
    terminal.wait(for: "almanac> ")
    terminal.type(".pager off\r")
    terminal.wait(for: "pager off")
    terminal.type(".help\r")
    terminal.wait(for: "\r\nA query says what")
    leave(terminal)
  }

  @Test("a window that is resized gives the next answer its width")
  func resize() throws {
    let terminal = try shell()
    terminal.resize(columns: 40, rows: 24)
    terminal.type("events limit 1 show name, when, place, organizer\r")
    terminal.wait(for: "1 event")
    leave(terminal)
  }

  @Test("a pasted script is asked about once before it runs, and each statement is an entry")
  func pastedScript() throws {
    let terminal = try shell()
    terminal.type(
      "\u{1B}[200~events limit 1\nplaces count\n.timer off\nthemes limit 1\u{1B}[201~\r")
    terminal.wait(for: "run these 4 statements?")
    terminal.type("n\r")
    terminal.wait(for: "themes limit 1")
    terminal.type("\r")
    terminal.wait(for: "1 theme")
    terminal.wait(for: "almanac> ")
    terminal.type("\u{1B}[A\u{1B}[A\u{1B}[A")
    terminal.wait(for: "places count")
    terminal.type("\u{3}")
    leave(terminal)
  }

  @Test(".edit brings a statement back from $EDITOR to the prompt, .keys lists the keys")
  func editElsewhere() throws {
    let folder = try TemporaryFolder()
    let script = try folder.file("editor", "echo 'events limit 2' > \"$1\"\n")
    let terminal = try shell(environment: ["EDITOR": "sh \(script)", "VISUAL": ""])
    terminal.type(".edit events\r")
    terminal.wait(for: "almanac> events limit 2")
    terminal.type("\r")
    terminal.wait(for: "2 events")
    terminal.wait(for: "almanac> ")
    terminal.type(".keys\r")
    terminal.wait(for: "Ctrl-X Ctrl-E")
    leave(terminal)
  }
}
