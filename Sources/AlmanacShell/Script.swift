internal import Almanac

/// A text of statements and dot-commands, taken apart and read: nothing of it has run.
struct Script {
  /// One thing to do.
  struct Step {
    enum Kind {
      /// `.mode json`, with its point.
      case command
      /// Ranges in it are bytes of the step's own text.
      case statement(ParsedStatement)
      /// The statements of another file, read and taken apart too.
      case include(Script)
    }

    var kind: Kind
    var text: String
    /// Where in the script it begins, in bytes.
    var start: Int
    /// How long it took to read.
    var parseNanoseconds: UInt64 = 0

    /// The bytes of the script that it takes.
    var range: TextRange { TextRange(start, start + text.utf8.count) }
  }

  /// What the text is called in messages; nil for what was typed at the prompt.
  let name: String?
  let text: String
  /// The bytes at which its lines begin.
  private let lineStarts: [Int]
  /// What to do, in order. A dot-command inside of a statement comes before it; a file that was
  /// included before is no step.
  private(set) var steps: [Step] = []

  /// Reads a text and the files that it includes.
  ///
  /// - Parameter read: gives the text of a file.
  init(
    _ text: String, name: String?,
    reading read: @escaping Inclusion.Reader = { (path) throws(ShellError) in
      try Files.text(of: path)
    }
  ) {
    var inclusion = Inclusion(read, from: name)
    self.init(text, name: name, &inclusion)
  }

  init(_ text: String, name: String?, _ inclusion: inout Inclusion) {
    self.name = name
    self.text = text
    lineStarts = [0] + text.utf8.enumerated().lazy.filter { $0.element == 10 }.map { $0.offset + 1 }
    let (statements, commands) = splitScript(text)
    var waiting = commands[...]
    for range in statements {
      var inner: [TextRange] = []
      while let command = waiting.first, command.start < range.end {
        if command.start >= range.start { inner.append(command) }
        addCommand(command)
        waiting.removeFirst()
      }
      let content = text.statement(in: range, without: inner)
      let before = Clock.nanoseconds()
      let parsed = parseStatement(content)
      let parseNanoseconds = Clock.nanoseconds() &- before
      if var step = inclusion.step(parsed, content, at: range.start, of: name) {
        step.parseNanoseconds = parseNanoseconds
        steps.append(step)
      }
    }
    for command in waiting { addCommand(command) }
  }

  private mutating func addCommand(_ range: TextRange) {
    steps.append(
      Step(kind: .command, text: String(text.utf8Slice(range)), start: range.start))
  }
}

extension Script {
  /// What is wrong with its own statements; ranges are bytes of the script.
  var diagnostics: [Diagnostic] {
    steps.flatMap { step -> [Diagnostic] in
      guard case .statement(let parsed) = step.kind else { return [] }
      return parsed.diagnostics.map { $0.moved(by: step.start) }
    }
  }

  /// This script and all that it includes.
  private var whole: [Script] {
    [self]
      + steps.flatMap { step -> [Script] in
        if case .include(let script) = step.kind { script.whole } else { [] }
      }
  }

  /// Why nothing of it may run: the faults of statements and dot-commands, its own and those of the
  /// files that it includes, as text with file, line and column; nil when all is well. After ten of a
  /// file the rest is counted.
  func faults(style: Style, width: Int?, isShort: Bool) -> String? {
    let pages = whole.flatMap { $0.ownFaults(style: style, width: width, isShort: isShort) }
    return pages.isEmpty ? nil : pages.joined(separator: "\n")
  }

  /// What a program that can't run it exits with: 66 when all that is wrong is a missing file.
  var faultCode: ExitCode {
    let ids = whole.flatMap(\.diagnostics).map(\.id)
    return !ids.isEmpty && ids.allSatisfy { $0 == "N09" } ? .noInput : .badData
  }

  private func ownFaults(style: Style, width: Int?, isShort: Bool) -> [String] {
    let diagnostics = diagnostics
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
      guard case .command = step.kind, let fault = Command.fault(of: step.text) else { return nil }
      return "\(place(of: step).text): error: \(fault.message)\n"
        + fault.notes.map { "  \($0)\n" }.joined()
    }
    return pages + commandFaults.prefix(Script.shownFaultCount)
  }

  /// Where a step begins.
  func place(of step: Step) -> Place {
    // The first line that begins behind it.
    var (low, high) = (0, lineStarts.count)
    while low < high {
      let middle = (low + high) / 2
      if lineStarts[middle] <= step.start { low = middle + 1 } else { high = middle }
    }
    return Place(file: name ?? "line", line: low)
  }

  /// A line of a script.
  struct Place {
    var file: String
    /// 1-based.
    var line: Int

    /// `script.alm:3:1`
    var text: String { "\(shown(file)):\(line):1" }
  }

  private static let shownFaultCount = 10
}

extension Script.Step {
  /// What it is, when it is a statement without faults.
  var statement: Statement? {
    guard case .statement(let parsed) = kind, parsed.diagnostics.isEmpty else { return nil }
    return parsed.statement
  }

  /// Whether it takes effect where its file is included: it defines, or holds, something.
  var isForOthers: Bool {
    switch statement?.kind {
    case .letBinding, .param, .assert: true
    default: false
    }
  }
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
    guard !commands.isEmpty else { return String(utf8Slice(range)) }
    var result = ""
    var start = range.start
    for command in commands {
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
