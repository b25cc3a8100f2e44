import Foundation
import Testing

/// The root of the package: three folders above this file.
private let root = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite("The page of the module", .serialized)
struct PageTests {
  @Test("its program is ten lines, and the one that is built")
  func program() throws {
    let page = try String(
      contentsOf: root.appending(path: "Sources/LineEditor/LineEditor.docc/LineEditor.md"),
      encoding: .utf8)
    let parts = page.components(separatedBy: "```")
    #expect(parts.count == 3)
    let built = try String(
      contentsOf: root.appending(path: "Tests/LineEditorExample/main.swift"), encoding: .utf8)
    #expect(parts[1] == "swift\n" + built)
    #expect(built.split(separator: "\n").count <= 10)
  }

  @Test("it does what the page says")
  func runs() throws {
    let terminal = try PseudoTerminal("line-editor-example", prompt: "fruit>")
    terminal.send("a\t")
    #expect(terminal.wait(for: "fruit> ap\n  apple\n  apricot"))
    terminal.send("p\t\r")
    #expect(terminal.wait(for: "apple is fine"))
    terminal.send("\u{1B}[A")
    #expect(terminal.wait(forEnd: "fruit> apple"))
    terminal.send("\u{15}中国\r")
    #expect(terminal.wait(for: "中国 is fine"))
  }
}
