import Foundation
import Glibc
import Testing

/// What the keys do to a line, on a real pseudo-terminal.
@Suite("Editing on a terminal", .serialized)
struct TerminalEditingTests {
  @Test(
    "words, cutting, bringing back and undoing go by characters and by lines",
    arguments: [
      ("one two\u{17}\u{17}\u{19}", "one two"), ("one\u{17}two\u{17}\u{19}\u{1B}y", "one"),
      ("a e\u{301}te\u{301}\u{1B}bX", "a Xe\u{301}te\u{301}"),
      ("e\u{301}x y\u{1}\u{1B}d", " y"), ("中国 科协\u{1B}\u{7F}", "中国 "),
      ("a\u{1B}\rb\u{10}\u{1}\u{B}x", "x\nb"), ("a\u{1B}\rb\u{15}\u{15}", "a"),
      ("one two\u{1F}", "one"), ("one two\u{1F}\u{1B}_", "one two"), ("ab\u{17}\u{1F}", "ab"),
      ("ab\u{18}\u{15}c", "c"), ("one two\u{1B}[1;5D\u{1B}[1;5DX", "Xone two"),
    ])
  func keys(keys: String, text: String) throws {
    let terminal = try PseudoTerminal()
    // One by one, as fingers do: undoing tells words from each other by that.
    for key in keys.components(separatedBy: " ").joined(separator: " \u{0}").split(
      separator: "\u{0}")
    {
      terminal.send(String(key))
    }
    terminal.send("\r")
    #expect(
      terminal.wait(for: "read \(text.utf8.count): \(text.debugDescription)"),
      "\(terminal.screen.lines)")
  }

  @Test("Ctrl-X Ctrl-E edits the text in the user's own program and runs nothing")
  func externalEditor() throws {
    let script = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: script) }
    // It sees to it that the file is the user's alone, that the terminal is in a shell's modes.
    try """
    #!/bin/sh
    stat -c %a "$1"
    stty -a | grep -o ' icanon'
    printf 'and more\\nof it\\n' >> "$1"
    """.write(to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script.path)
    let terminal = try PseudoTerminal(environment: ["EDITOR=\(script.path)", "PATH=/usr/bin:/bin"])
    terminal.send("some\u{18}\u{5}")
    #expect(
      terminal.wait(forEnd: "600\n icanon\ndemo> some\n ...> and more\n ...> of it"),
      "\(terminal.screen.lines)")
    terminal.send("\r")
    #expect(terminal.wait(for: "read 19: \"some\\nand more\\nof it\""))
  }

  @Test("an editor that is not there is told, and the line stays")
  func missingEditor() throws {
    let terminal = try PseudoTerminal(environment: ["EDITOR=no-such-editor", "PATH=/usr/bin:/bin"])
    terminal.send("some\u{18}\u{5}")
    #expect(terminal.wait(for: "there is no editor no-such-editor"))
    #expect(terminal.wait(forEnd: "demo> some"))
  }

  @Test("a draft stands in the line and can be edited, undone and run")
  func draft() throws {
    let terminal = try PseudoTerminal()
    terminal.send("draft abc\r")
    #expect(terminal.wait(forEnd: "demo> abc"))
    terminal.send("d\r")
    #expect(terminal.wait(for: "read 4: \"abcd\""))
  }

  @Test("lines that were pasted are told from lines that were typed")
  func pastedLines() throws {
    let terminal = try PseudoTerminal()
    terminal.send("\u{1B}[200~one\ntwo\u{1B}[201~\r")
    #expect(terminal.wait(for: "pasted\nread 7"))
    terminal.send("one\u{1B}\rtwo\r")
    #expect(terminal.wait(for: "demo> one\n ...> two\nread 7"))
    terminal.send("\u{1B}[200~one\u{1B}[201~\r")
    #expect(terminal.wait(for: "demo> one\nread 3"))
  }

  @Test("a paste whose end comes late is not run by the line breaks in it")
  func latePaste() throws {
    let terminal = try PseudoTerminal()
    terminal.send("\u{1B}[200~one\rtwo\r")
    usleep(100_000)
    terminal.send("\u{1B}[20")
    usleep(10_000)
    terminal.send("1~")
    #expect(terminal.wait(forEnd: "demo> one\n ...> two\n ...>"))
    #expect(!terminal.screen.text.contains("read"))
  }

  @Test("the keys are listed by the names on the keyboard, in both modes")
  func keyList() throws {
    let emacs = try PseudoTerminal(columns: 90, rows: 50)
    emacs.send("keys\r")
    #expect(emacs.wait(for: "Ctrl-X Ctrl-E: Edit the text in $VISUAL or $EDITOR"))
    #expect(emacs.wait(for: "Alt-Enter: Begin a new line"))
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try "bind -v\n".write(to: file, atomically: true, encoding: .utf8)
    let vi = try PseudoTerminal(columns: 90, rows: 50, environment: ["EDITRC=\(file.path)"])
    vi.send("keys\r")
    #expect(vi.wait(for: "u in command mode"))
    #expect(vi.wait(for: "Command mode of vi"))
  }

  @Test("vi: u undoes step by step, v edits elsewhere, dw and p are libedit's")
  func viUndo() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try "bind -v\n".write(to: file, atomically: true, encoding: .utf8)
    let terminal = try PseudoTerminal(environment: ["EDITRC=\(file.path)"])
    terminal.send("one")
    #expect(terminal.wait(forEnd: "demo> one"))
    terminal.send(" two")
    #expect(terminal.wait(forEnd: "demo> one two"))
    terminal.send("\u{1B}")
    #expect(terminal.wait { $0.column == 12 })
    terminal.send("0dw")
    #expect(terminal.wait(forEnd: "demo> two"))
    terminal.send("u")
    #expect(terminal.wait(forEnd: "demo> one two"))
    terminal.send("u")
    #expect(terminal.wait { $0.text.hasSuffix("demo> one") })
  }
}

/// What happens when the window changes, on terminals of all sizes.
@Suite("Windows", .serialized)
struct WindowTests {
  @Test("a menu that is open is laid out anew for another size")
  func resizeWithMenu() throws {
    let terminal = try PseudoTerminal(columns: 60, rows: 18)
    terminal.send("num\t")
    #expect(terminal.wait(forEnd: "  … 45 more, keep typing"))
    terminal.resize(columns: 30, rows: 9)
    #expect(terminal.wait(forEnd: "  … 48 more, keep typing"))
    #expect(terminal.screen.lines.first == "demo> num")
    terminal.send("\t")
    #expect(terminal.wait(for: "demo> number10\n"))
  }

  @Test("a window that is resized while the program works is seen at the next line")
  func resizeWhileWorking() throws {
    let terminal = try PseudoTerminal(columns: 60)
    terminal.send("work\r")
    #expect(terminal.wait(for: "working"))
    terminal.resize(columns: 30, rows: 16)
    terminal.send("\u{3}")
    #expect(terminal.wait(forEnd: "cancelled\ndemo>"))
    terminal.send(String(repeating: "x", count: 30))
    #expect(terminal.wait(forEnd: "demo> \(String(repeating: "x", count: 24))\nxxxxxx"))
  }

  @Test(
    "from 20 columns to 400 the text is whole and the cursor where it belongs",
    arguments: [20, 57, 400])
  func sizes(columns: Int) throws {
    let terminal = try PseudoTerminal(columns: columns, rows: 60)
    let text = String(repeating: "events by 中国科协 Съезд e\u{301}👩‍👩‍👧 ", count: 8)
    terminal.send(text + "\u{1}X")
    #expect(
      terminal.wait { $0.row == 0 && $0.column == 7 && $0.lines[0].hasPrefix("demo> Xevents") })
    let shown = terminal.screen.lines.joined().filter { $0 != " " }
    #expect(shown == ("demo>X" + text).filter { $0 != " " })
    terminal.send("\u{5}Y\r")
    #expect(terminal.wait(for: "read \(text.utf8.count + 2): "))
  }
}
