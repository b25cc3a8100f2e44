import Foundation
import Glibc
import Testing

/// The editor as its users meet it, on a real pseudo-terminal.
@Suite("On a terminal", .serialized)
struct TerminalTests {
  @Test("the prompt comes unasked, and nothing asks the terminal anything")
  func prompt() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.wait(forEnd: "demo>"))
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("\u{1B}[6n"))
    #expect(terminal.screen.modes.contains("?2004"))
    #expect(terminal.screen.unknown == [])
  }

  @Test("what is typed is painted, coloured and read; all scripts, in the locale C too")
  func typing() throws {
    let terminal = try PseudoTerminal()
    terminal.send("events by 中国科协 é Я\r")
    #expect(terminal.wait(for: "read 28: \"events by 中国科协 é Я\""))
    #expect(terminal.screen.lines[0] == "demo> events by 中国科协 é Я")
    #expect(terminal.screen.attributes(of: "events") == "1;34")
    #expect(terminal.screen.attributes(of: "by") == "")
  }

  @Test("Left, Backspace and Delete go by whole characters")
  func clusters() throws {
    let terminal = try PseudoTerminal()
    terminal.send("ae\u{301}👩‍👩‍👧z\u{1B}[D\u{7F}\u{7F}X\u{1B}[D\u{1B}[3~\r")
    #expect(terminal.wait(for: "read 2: \"az\""))
  }

  @Test("bytes that are no UTF-8 become U+FFFD, NUL is nothing")
  func invalidBytes() throws {
    let terminal = try PseudoTerminal()
    terminal.send([0x61, 0x00, 0xFF, 0xE4, 0xB8, 0x62, 0x0D])
    #expect(
      terminal.wait(for: "a\u{FFFD}\u{FFFD}\u{FFFD}b\"")
        || terminal.screen.text.contains("\u{FFFD}"))
  }

  @Test("TAB completes as far as all agree, shows a menu, and goes round it; Enter takes none")
  func completion() throws {
    let terminal = try PseudoTerminal()
    terminal.send("Ch\t")
    #expect(terminal.wait(for: "demo> Chi\n  China Association  17 letters\n  Chicago"))
    terminal.send("\t\t")
    #expect(terminal.wait(for: "demo> Chicago\n"))
    #expect(terminal.screen.attributes(of: "  Chicago") == "7")
    terminal.send("\u{1B}[Z")
    #expect(terminal.wait(for: "demo> China Association\n"))
    terminal.send("\t\u{1B}[C")
    #expect(terminal.wait(forEnd: "demo> Chicago"))
    terminal.send("\r")
    #expect(terminal.wait(for: "read 7: \"Chicago\""))
    terminal.send("even\t")
    #expect(terminal.wait(for: "  evenings"))
    terminal.send("\r")
    #expect(terminal.wait(for: "read 4: \"even\""))
  }

  @Test("a menu too long says how many are left, and typing on narrows it")
  func longMenu() throws {
    let terminal = try PseudoTerminal()
    terminal.send("num\t")
    #expect(terminal.wait(forEnd: "  … 46 more, keep typing"))
    terminal.send("ber3")
    #expect(terminal.wait(for: "demo> number3\n  number30"))
    #expect(terminal.wait(forEnd: "  … 6 more, keep typing"))
    terminal.send("9")
    #expect(terminal.wait(forEnd: "demo> number39\n  number39  8 letters"))
    terminal.send("\u{3}")
    #expect(terminal.wait(forEnd: "demo> number39^C\ncleared\ndemo>"))
  }

  @Test("Up recalls what begins with what is typed; an entry of two lines is one")
  func recall() throws {
    let terminal = try PseudoTerminal()
    terminal.send("events a\rpeople \\\rof it\rplaces\r")
    #expect(terminal.wait(for: "read 6"))
    terminal.send("pe\u{1B}[A")
    #expect(terminal.wait(forEnd: "demo> people \\\n ...> of it"))
    terminal.send("\u{1B}[A\u{1B}[B\u{1B}[B")
    #expect(terminal.wait(forEnd: "demo> pe"))
    terminal.send("\u{3}\u{1B}[A\u{1B}[A!\r")
    #expect(terminal.wait(for: "read 15: \"people \\\\\\nof it!\""))
  }

  @Test("Ctrl-R finds an entry in any script and shows where; Enter edits it")
  func search() throws {
    let terminal = try PseudoTerminal()
    terminal.send("events by 中国科协\revents by CAST\r")
    #expect(terminal.wait(for: "read 14"))
    terminal.send("draft\u{12}科")
    #expect(terminal.wait(for: "demo> events by 中国科协\nsearch: 科"))
    #expect(terminal.screen.lines.firstIndex(of: "demo> events by 中国科协") == 0)
    terminal.send("\r")
    #expect(terminal.wait(forEnd: "demo> events by 中国科协"))
    terminal.send("\u{12}by\u{12}\u{12}")
    #expect(terminal.wait(for: "no older entry with: by"))
    terminal.send("\u{7}")
    #expect(terminal.wait(forEnd: "demo> events by 中国科协"))
    terminal.send("!\r")
    #expect(terminal.wait(for: "read 23: \"events by 中国!科协\""))
  }

  @Test("Ctrl-D deletes in a line and leaves on an empty one")
  func endOfInput() throws {
    let terminal = try PseudoTerminal()
    terminal.send("ab\u{1}\u{4}\r")
    #expect(terminal.wait(for: "read 1: \"b\""))
    terminal.send("\u{4}")
    #expect(terminal.wait(forEnd: "bye"))
    #expect(!terminal.screen.modes.contains("?2004"))
  }

  @Test("Alt-Enter begins a new line")
  func newline() throws {
    let terminal = try PseudoTerminal()
    terminal.send("one\u{1B}\rtwo\r")
    #expect(terminal.wait(for: "read 7: \"one\\ntwo\""))
  }

  @Test("a bracketed paste stays in the line, whatever is in it, until Enter")
  func paste() throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.wait(forEnd: "demo>"))
    terminal.send("\u{1B}[200~one\r\ntwo\u{3}\rthr")
    terminal.send("ee\u{1B}[201~")
    #expect(terminal.wait(forEnd: "demo> one\n ...> two\n ...> three"))
    terminal.send("\r")
    #expect(terminal.wait(for: "read 13: \"one\\ntwo\\nthree\""))
  }

  @Test("a huge text is pasted and read whole, in brackets and without", arguments: [true, false])
  func hugePaste(isBracketed: Bool) throws {
    let terminal = try PseudoTerminal()
    #expect(terminal.wait(forEnd: "demo>"))
    let count = isBracketed ? 1 << 18 : 1 << 15
    let text = String(repeating: "events by 中国科协 ", count: count / 23)
    terminal.send(isBracketed ? "\u{1B}[200~\(text)\u{1B}[201~\r" : text + "\r")
    #expect(terminal.wait(for: "read \(text.utf8.count): "))
  }

  @Test("the line is painted anew for a window of another size")
  func resize() throws {
    let terminal = try PseudoTerminal(columns: 60)
    terminal.send("events where organizer = 中国科协 and year = 2025")
    #expect(terminal.wait(forEnd: "2025"))
    terminal.resize(columns: 30, rows: 16)
    #expect(
      terminal.wait(forEnd: "demo> events where organizer =\n 中国科协 and year = 2025"),
      "\(terminal.screen.lines)")
    terminal.send("!")
    #expect(terminal.wait(forEnd: "2025!"))
  }

  @Test("Ctrl-C during work cancels it; what was typed meanwhile is kept and not echoed")
  func interrupt() throws {
    let terminal = try PseudoTerminal()
    terminal.send("work\r")
    #expect(terminal.wait(for: "working"))
    terminal.send("ahead")
    terminal.send("\u{3}")
    #expect(
      terminal.wait(forEnd: "working\ncancelled\ndemo> ahead"), "\(terminal.screen.lines)")
    #expect(terminal.modes.c_lflag & tcflag_t(ICANON) == 0)
  }

  @Test("Ctrl-L clears the screen and keeps the line")
  func clear() throws {
    let terminal = try PseudoTerminal()
    terminal.send("one\rtwo")
    #expect(terminal.wait(forEnd: "demo> two"))
    terminal.send("\u{C}")
    #expect(terminal.wait { $0.text == "demo> two" })
  }

  @Test("Ctrl-Z stops with the terminal as it was; the line is there again after")
  func suspend() throws {
    let terminal = try PseudoTerminal()
    terminal.send("half")
    #expect(terminal.wait(forEnd: "demo> half"))
    terminal.send("\u{1A}")
    #expect(terminal.wait(for: "half^Z"))
    #expect(terminal.wait(forEnd: "demo> half"))
  }

  @Test("vi's keys by ~/.editrc, with our keys, and Escape alone")
  func viKeys() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try "# keys\ndemo:bind -v\nother:bind -e\nbind ^T ed-insert\n".write(
      to: file, atomically: true, encoding: .utf8)
    let terminal = try PseudoTerminal(environment: ["EDITRC=\(file.path)"])
    terminal.send("abc")
    #expect(terminal.wait(forEnd: "demo> abc"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { $0.column == 8 })
    terminal.send("xix\u{1B}")
    #expect(terminal.wait(forEnd: "demo> axb"))
    terminal.send("\r")
    #expect(terminal.wait(for: "read 3: \"axb\""))
    terminal.send("q")
    #expect(terminal.wait(forEnd: "demo> q"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { $0.column == 6 })
    terminal.send("/x\r\r")
    #expect(terminal.wait { $0.text.components(separatedBy: "read 3: \"axb\"").count == 3 })
  }

  @Test(
    "emacs' keys are there without a file: words, killing, bringing back",
    arguments: [
      ("abc def\u{1B}bX", "abc Xdef"), ("abc def\u{2}\u{2}\u{B}", "abc d"),
      ("abc def\u{17}\u{19}\u{19}", "abc defdef"), ("abc\u{15}d", "d"), ("ab\u{14}", "ba"),
      ("abc def\u{1B}[1;5DX", "abc Xdef"), ("ab\u{1B}3x", "abxxx"),
    ])
  func emacsKeys(keys: String, text: String) throws {
    let terminal = try PseudoTerminal()
    terminal.send(keys)
    terminal.send("\r")
    #expect(terminal.wait(for: "read \(text.utf8.count): \(text.debugDescription)"))
  }

  @Test("a burst of characters is inserted as single ones would be, after an argument too")
  func bursts() throws {
    let burst = String(repeating: "中a", count: 40)
    let terminal = try PseudoTerminal(columns: 80)
    terminal.send("xy\u{2}\(burst)\u{1B}3\(burst)\r")
    let count = burst.utf8.count * 2 + 2 + 6
    #expect(terminal.wait(for: "read \(count): \"x中a"))
  }

  @Test(
    "a terminal that is only paper gets no escape sequence", arguments: ["dumb", "unknown", ""])
  func paper(name: String) throws {
    let terminal = try PseudoTerminal(environment: ["TERM=\(name)"])
    terminal.send("events by 中国\u{7F}科\r")
    #expect(terminal.wait(for: "read 16: \"events by 中科\""))
    terminal.send("Ch\t\u{1B}[A\u{3}\u{4}")
    #expect(terminal.wait(forEnd: "bye"))
    #expect(!terminal.output.contains(0x1B))
  }

  @Test("the history of one program is there in the next")
  func history() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    let first = try PseudoTerminal(environment: ["DEMO_HISTORY=\(file.path)"])
    first.send("remember\r forget\r")
    #expect(first.wait(for: "read 7"))
    let second = try PseudoTerminal(environment: ["DEMO_HISTORY=\(file.path)"])
    second.send("\u{1B}[A")
    #expect(second.wait(forEnd: "demo> remember"))
  }
}
