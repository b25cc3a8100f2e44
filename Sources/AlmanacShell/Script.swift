internal import Almanac

/// A text of statements and dot-commands, taken apart.
struct Script {
  /// One thing to do.
  struct Step: Hashable {
    enum Kind {
      /// `.mode json`, with its point.
      case command
      case statement
    }

    var kind: Kind
    var text: String
    /// Where in the script it begins, in bytes.
    var start: Int
  }

  /// What the text is called in messages; nil for what was typed at the prompt.
  let name: String?
  let text: String
  /// What to do, in order. A dot-command inside of a statement comes before it.
  private(set) var steps: [Step] = []
  /// What is wrong with the statements.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ text: String, name: String?) {
    self.name = name
    self.text = text
    let parsed = parseScript(text)
    var commands = parsed.commands[...]
    for statement in parsed.statements where statement.range.byteCount > 0 {
      while let command = commands.first, command.start < statement.range.end {
        add(.command, String(text.utf8Slice(command)), at: command.start)
        commands.removeFirst()
      }
      diagnostics += statement.diagnostics
      let content = text.statement(in: statement.range, without: parsed.commands)
      add(.statement, content, at: statement.range.start)
    }
    for command in commands { add(.command, String(text.utf8Slice(command)), at: command.start) }
  }

  private mutating func add(_ kind: Step.Kind, _ content: String, at start: Int) {
    steps.append(Step(kind: kind, text: content, start: start))
  }

  /// Why nothing of it may run: the faults of its statements and dot-commands, as text with file,
  /// line and column; nil when all is well. After ten the rest is counted.
  func faults(style: Style, width: Int?, isShort: Bool) -> String? {
    var pages: [String] = []
    if !diagnostics.isEmpty {
      pages.append(
        render(
          Array(diagnostics.prefix(Script.shownFaultCount)), text: text, style: style,
          width: width, file: name, isShort: isShort))
    }
    let hiddenCount = diagnostics.count - Script.shownFaultCount
    if hiddenCount > 0 { pages.append("… \(separated(hiddenCount)) more\n") }
    let commandFaults = steps.lazy.compactMap { step -> String? in
      guard step.kind == .command, let fault = Command.fault(of: step.text) else { return nil }
      return "\(place(of: step)): error: \(fault.message)\n"
        + fault.notes.map { "  \($0)\n" }.joined()
    }
    pages += commandFaults.prefix(Script.shownFaultCount)
    return pages.isEmpty ? nil : pages.joined(separator: "\n")
  }

  /// `script.alm:3:1`: where a dot-command begins.
  func place(of step: Step) -> String {
    let line = text.utf8.prefix(step.start).count { $0 == 10 } + 1
    return "\(shown(name ?? "line")):\(line):1"
  }

  private static let shownFaultCount = 10
}

extension String {
  /// The part of the text in a range of bytes.
  func utf8Slice(_ range: TextRange) -> Substring {
    let start = utf8.index(startIndex, offsetBy: range.start, limitedBy: endIndex) ?? endIndex
    let end = utf8.index(startIndex, offsetBy: range.end, limitedBy: endIndex) ?? endIndex
    return self[start..<max(start, end)]
  }

  /// The statement in a range of bytes, the dot-commands between its lines blank, so that every byte
  /// keeps its distance from the first.
  fileprivate func statement(in range: TextRange, without commands: [TextRange]) -> String {
    let inner = commands.filter { $0.start >= range.start && $0.end <= range.end }
    guard !inner.isEmpty else { return String(utf8Slice(range)) }
    var result = ""
    var start = range.start
    for command in inner {
      result += utf8Slice(TextRange(start, command.start))
      result += String(repeating: " ", count: command.byteCount)
      start = command.end
    }
    return result + utf8Slice(TextRange(start, range.end))
  }
}

extension Script {
  /// Whether Enter may run what was typed: a dot-command always, a query when nothing is open.
  static func mayRun(_ text: String) -> Bool {
    text.trimmed.hasPrefix(".") || isComplete(text)
  }
}
