internal import Almanac

/// A conversation: what is loaded, how answers look, what was asked last.
///
/// Pure of terminals: a line goes in, a ``Reply`` comes out. Files are touched by dot-commands only.
struct Session {
  var loading: Loading
  /// What queries depend on besides the data.
  var context: QueryContext
  var settings: Settings
  var display: Display
  var surroundings: Surroundings

  /// Statements that were answered, oldest first; refining goes on from the last.
  var statements: [String] = []
  /// The last statement failed, so there is nothing to refine.
  var lastFailed = false
  /// The statement that the last error proposes.
  var pendingFix: String?
  /// How many scripts run each other at the moment.
  var scriptDepth = 0
  /// How often each kind of hint was shown.
  private var hintCounts: [String: Int] = [:]

  init(
    loading: Loading, context: QueryContext, settings: Settings = Settings(),
    display: Display = Display(), surroundings: Surroundings = .process
  ) {
    self.loading = loading
    self.context = context
    self.settings = settings
    self.display = display
    self.surroundings = surroundings
  }

  /// Answers what was typed or pasted at the prompt: statements and dot-commands, one after the
  /// other, until one fails.
  mutating func submit(_ line: String) -> Reply {
    run(Script(line, name: nil))
  }

  /// Does the steps of a script until one fails.
  mutating func run(_ script: Script) -> Reply {
    var reply = Reply()
    for step in script.steps {
      reply.append(perform(step, of: script))
      if reply.isFailure || reply.isFinished || surroundings.isInterrupted() { break }
    }
    return reply
  }

  /// Does one step of a script, or of what was typed.
  mutating func perform(_ step: Script.Step, of script: Script) -> Reply {
    var reply = Reply()
    switch step.kind {
    case .command:
      perform(command: step.text, into: &reply)
    case .statement where script.name == nil && continuesLastStatement(step.text):
      refine(step.text, into: &reply)
    case .statement:
      ask(step.text, from: script.name == nil ? nil : (script, step.start), into: &reply)
    }
    return reply
  }
}

extension Session {
  /// Goes on with the last statement and runs it again as a whole.
  private mutating func refine(_ text: String, into reply: inout Reply) {
    // `show events` names its own noun: it is a request in other words, whatever came before.
    let isRequest = parseStatement(text).diagnostics.first?.id == "S02"
    guard let last = statements.last, !isRequest else { return ask(text, into: &reply) }
    let whole = Session.joined(last, text)
    if lastFailed {
      let word = text.prefix { !$0.isWhitespace }
      let fault = Diagnostic(
        id: "S01", message: "there is no last query to refine: the line before was an error",
        primary: Diagnostic.Label(
          range: TextRange(0, word.utf8.count), text: "a query starts with what you look for"),
        fixes: [Diagnostic.Fix(whole)])
      return report([fault], in: text, to: &reply)
    }
    if display.isInteractive { reply.say(display.dim(shownOnOneLine(whole))) }
    ask(whole, into: &reply)
  }

  /// The statement that two lines make. A comment at the end of the first must not swallow the
  /// second, so then they stay lines.
  static func joined(_ statement: String, _ line: String) -> String {
    var statement = statement[...]
    while let last = statement.last, last.isWhitespace || last == ";" { statement.removeLast() }
    let separator = statement.utf8.contains(UInt8(ascii: "#")) ? "\n  " : " "
    return statement + separator + line
  }

  /// Asks a whole statement and remembers it.
  ///
  /// - Parameter origin: the script that it stands in and where, for errors with file and line.
  mutating func ask(
    _ text: String, from origin: (script: Script, start: Int)? = nil, into reply: inout Reply
  ) {
    let start = surroundings.nanoseconds()
    do throws(QueryError) {
      if try performOther(text, into: &reply) {
        remember(text)
        return
      }
      let answer = try surroundings.answer(loading.catalog, text, context)
      let elapsed = surroundings.nanoseconds() &- start
      reply.timing.answerNanoseconds = elapsed
      remember(text)
      write(answer, to: text, elapsedNanoseconds: elapsed, in: &reply)
      reply.timing.renderNanoseconds = surroundings.nanoseconds() &- start &- elapsed
    } catch {
      var diagnostics = error.diagnostics
      if let origin { diagnostics = diagnostics.map { $0.moved(by: origin.start) } }
      report(
        diagnostics, in: origin?.script.text ?? text, file: origin?.script.name, to: &reply)
    }
  }

  private mutating func remember(_ text: String) {
    if statements.last != text { statements.append(text) }
    lastFailed = false
    pendingFix = nil
  }

  /// Writes what is wrong with a statement, and keeps the first fix.
  private mutating func report(
    _ diagnostics: [Diagnostic], in text: String, file: String? = nil, to reply: inout Reply
  ) {
    if diagnostics.isEmpty {
      return reply.fail("nothing was asked", notes: ["try:   events"], .badData)
    }
    if display.isInteractive, let command = Command.meant(by: text) {
      lastFailed = true
      // Whoever types `fix` wants the fix of the error before.
      if command != ".fix" { pendingFix = command }
      reply.suggestion = command
      return reply.fail(
        "commands of the shell begin with a point", notes: ["try:   \(command)"], .badData)
    }
    if settings.format.isJSON, !display.isInteractive {
      reply.say(renderJSON(diagnostics, text: text))
    } else {
      reply.say(
        render(
          diagnostics, text: text, style: display.messageStyle,
          width: display.messageWidthColumns, file: file, isShort: settings.errors == .short))
    }
    lastFailed = true
    pendingFix = diagnostics.lazy.compactMap(\.fixes.first).first?.statement
    reply.suggestion = pendingFix
    let isAssertion = diagnostics.allSatisfy { $0.id.hasPrefix("A") } && !diagnostics.isEmpty
    reply.exitCode = isAssertion ? .nothingFound : .badData
  }
}

extension Session {
  /// Writes an answer, the line below it, and at most one hint of a kind that is not yet known.
  private mutating func write(
    _ answer: Answer, to statement: String, elapsedNanoseconds: UInt64, in reply: inout Reply
  ) {
    let format = settings.format
    let rowCount = answer.rowCount
    // Records for other programs have every field that has a value, unless the query chose.
    let isWhole = format.isJSON && answer.isOfRecords && !Session.choosesColumns(statement)
    var shownAnswer = isWhole ? answer.withAllFields : answer
    var hiddenCount = 0
    if format.isView, let limit = rowLimit, rowCount > limit {
      shownAnswer.rowCount = limit
      hiddenCount = rowCount - limit
    }
    reply.rowCount = rowCount
    reply.print(
      render(
        shownAnswer, format: format, width: settings.widthColumns ?? display.widthColumns,
        style: display.outputStyle, omitsMissing: isWhole))
    guard format.isView else { return }
    // A card says all there is; nothing was counted.
    if case .card = answer.shape { return }
    let style = display.messageStyle
    if hiddenCount > 0 { reply.say(renderHidden(rowCount: hiddenCount, style: style)) }
    reply.say(
      renderFooter(
        answer.footer, rowCount: rowCount,
        elapsedNanoseconds: settings.showsTime ? elapsedNanoseconds : nil, style: style,
        width: display.messageWidthColumns))
    guard settings.showsHints else { return }
    for hint in answer.hints where hintCounts[hint.id, default: 0] < 3 {
      hintCounts[hint.id, default: 0] += 1
      reply.say(renderHint(hint, style: style, width: display.messageWidthColumns))
      // An answer without rows may say in three lines why it has none; any other has one hint.
      if rowCount > 0 { break }
    }
  }

  /// How many rows a view shows; nil is all.
  private var rowLimit: Int? {
    switch settings.rowLimit {
    case .automatic: display.isInteractive ? 40 : nil
    case .all: nil
    case .count(let count): count
    }
  }

  /// Whether a statement says itself what to show.
  private static func choosesColumns(_ statement: String) -> Bool {
    guard case .query(let query, _, _)? = parseStatement(statement).statement?.kind else {
      return false
    }
    return query.stages.contains { stage in
      if case .show = stage.kind { true } else { false }
    }
  }

  private func shownOnOneLine(_ text: String) -> String {
    shown(text.split(whereSeparator: \.isNewline).joined(separator: " "))
  }
}

extension Answer {
  fileprivate var isOfRecords: Bool {
    if case .records = shape { true } else { false }
  }
}

extension Diagnostic {
  /// The same fault in a text that has `byteCount` more bytes before it.
  func moved(by byteCount: Int) -> Diagnostic {
    var moved = self
    moved.primary.range = moved.primary.range.moved(by: byteCount)
    if let range = secondary?.range { moved.secondary?.range = range.moved(by: byteCount) }
    return moved
  }
}

extension TextRange {
  fileprivate func moved(by byteCount: Int) -> TextRange {
    TextRange(start + byteCount, end + byteCount)
  }
}
