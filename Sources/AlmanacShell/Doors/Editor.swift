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
        programName: "almanac", historyFile: historyPath,
        theme: isColored ? .colors : .monochrome, width: { displayWidth($0) }))
    editor.highlighter = { Editor.styles(of: $0) }
    editor.isComplete = { Script.mayRun($0) }
  }

  /// What was entered before, newest first.
  var history: [String] { editor.history.entries }

  /// Reads one entry; TAB asks the session.
  func readLine(prompt: String, continuation: String, for session: Session) -> Outcome {
    editor.completer = { text, byteOffset in
      let completion = session.complete(text, at: byteOffset)
      return Completions(
        replaceRange: completion.range,
        candidates: completion.candidates.map {
          Candidate(insert: $0.insert, label: $0.label, detail: $0.detail)
        }, total: completion.total)
    }
    return editor.readLine(prompt: prompt, continuationPrompt: continuation)
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

  /// What the words of a line are, for colour.
  private static func styles(of text: String) -> [StyledRange] {
    lex(text).compactMap { token in
      let bytes = token.range.start..<token.range.end
      switch token.kind {
      case .space, .newline, .end: return nil
      case .comment: return StyledRange(bytes, .comment)
      case .command: return StyledRange(bytes, .keyword)
      case .word:
        if token.keyword?.isReserved == true { return StyledRange(bytes, .keyword) }
        return token.noun == nil ? nil : StyledRange(bytes, .name)
      case .text, .unclosedText: return StyledRange(bytes, .string)
      case .number, .date: return StyledRange(bytes, .number)
      case .variable, .identity: return StyledRange(bytes, .name)
      case .singleQuoted, .foreignSign, .vagueDate, .badDate, .badNumber, .badVariable,
        .badIdentity, .unknown:
        return StyledRange(bytes, .error)
      default: return StyledRange(bytes, .symbol)
      }
    }
  }
}
