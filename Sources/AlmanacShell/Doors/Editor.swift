internal import Almanac
internal import LineEditor
internal import Synchronization

/// The line editor as the shell uses it: knows the language, where LineEditor knows only text.
///
/// A class, because it stands for the one editor of the terminal.
final class Editor {
  private let editor: LineEditor

  /// How the reading of a line ended.
  typealias Outcome = LineEditor.Outcome

  init(historyPath: String?, isColored: Bool) {
    editor = LineEditor(
      LineEditor.Configuration(
        programName: "almanac", historyFile: historyPath, historyLimit: Editor.historyLimit,
        theme: isColored ? .colors : .monochrome, width: { displayWidth($0) }))
  }

  /// As much as Ctrl-R looks through while a key is pressed.
  private static let historyLimit = 100_000

  /// What was entered before, newest first.
  var history: [String] { editor.history.entries }

  /// What the keys do, as a table.
  var keys: [(keys: String, help: String)] { editor.keyHelp.map { ($0.keys, $0.help) } }

  /// Whether lines were pasted into the entry that was read last.
  var holdsPastedLines: Bool { editor.holdsPastedLines }

  /// Reads one entry, in which `draft` stands at first; TAB and the colours ask the session.
  func readLine(
    prompt: String, continuation: String, draft: String = "", for session: Session
  ) -> Outcome {
    // The session knows this editor: what it is asked through is let go with the line, and with it
    // the records that the session had then.
    defer { letGoOfSession() }
    editor.highlighter = { Colouring(of: $0, in: session).ranges }
    editor.isComplete = { Script.mayRun($0) }
    editor.externalEditor =
      session.surroundings.isSafe ? nil : .ofEnvironment(fileEnding: ".alm")
    editor.completer = { text, byteOffset in
      let completion = session.complete(text, at: byteOffset)
      return Completions(
        replaceRange: completion.range,
        candidates: completion.candidates.map {
          Candidate(insert: $0.insert, label: $0.label, detail: $0.detail)
        }, total: completion.total)
    }
    return editor.readLine(prompt: prompt, continuationPrompt: continuation, draft: draft)
  }

  private func letGoOfSession() {
    editor.highlighter = nil
    editor.isComplete = nil
    editor.externalEditor = nil
    editor.completer = nil
  }

  /// Asks a question that is answered by `y`, or by anything else.
  func confirms(_ question: String) -> Bool {
    guard case .line(let answer) = editor.readLine(prompt: question + " (y/n) ") else {
      return false
    }
    return ["y", "yes"].contains(answer.trimmed.lowercased())
  }

  /// Lets the reader change a text in the program that the environment names.
  static func edit(_ text: String) throws(ShellError) -> String {
    do throws(ExternalEditorError) {
      return try ExternalEditor.ofEnvironment(fileEnding: ".alm").edit(text)
    } catch {
      throw .notEdited(reason: error.description)
    }
  }

  /// Keeps what was entered.
  func remember(_ line: String) { editor.history.add(line) }

  /// Puts a text under Up that was not entered.
  func offer(_ text: String) { editor.history.offer(text) }
}

extension Editor {
  /// Whether Ctrl-C was pressed since the work began.
  static var isInterrupted: Bool { Interrupt.isRaised }

  /// Does work that Ctrl-C may end: nil when it did.
  func whileInterruptible<Value>(_ work: () -> Value) -> Value? {
    Interrupt.withInterrupts { isRaised in
      let value = work()
      return isRaised.load(ordering: .relaxed) ? nil : value
    }
  }

  /// Writes what Ctrl-C may cut short.
  func whileWriting(_ work: () throws(ShellError) -> Void) throws(ShellError) {
    try Interrupt.withInterrupts { (_) throws(ShellError) in try work() }
  }
}
