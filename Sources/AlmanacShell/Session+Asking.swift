internal import Almanac

/// From a statement to what comes of it.
extension Session {
  /// Does a statement that was typed: it may go on with the last one, and name rows of the last answer.
  mutating func answerTyped(_ text: String, _ parsed: ParsedStatement, into reply: inout Reply) {
    var text = text
    var parsed = parsed
    do throws(QueryError) {
      if let named = try namingRows(in: text) {
        text = named
        parsed = parseStatement(text)
        reply.entry = text
      }
    } catch {
      return report(error.diagnostics, in: text, to: &reply)
    }
    if continuesLastStatement(text) {
      refine(text, parsed, into: &reply)
    } else {
      if reply.entry != nil { echo(text, into: &reply) }
      ask(text, parsed, into: &reply)
    }
  }

  /// Goes on with the last statement and runs it again as a whole.
  private mutating func refine(
    _ text: String, _ parsed: ParsedStatement, into reply: inout Reply
  ) {
    // `show events` names its own noun: it is a request in other words, whatever came before.
    let isRequest = parsed.diagnostics.first?.id == "S02"
    guard let last = statements.last?.text, !isRequest else {
      return ask(text, parsed, into: &reply)
    }
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
    echo(whole, into: &reply)
    ask(whole, parseStatement(whole), into: &reply)
  }

  /// Shows whoever types what is really asked, so that it can be learnt and copied.
  func echo(_ statement: String, into reply: inout Reply) {
    guard display.isInteractive else { return }
    let line = statement.split(whereSeparator: \.isNewline).joined(separator: " ")
    reply.say(display.dim(shown(line)))
  }

  /// The statement that two lines make. A comment at the end of the first must not swallow the
  /// second, so then they stay lines.
  static func joined(_ statement: String, _ line: String) -> String {
    var statement = statement[...]
    while let last = statement.last, last.isWhitespace || last == ";" { statement.removeLast() }
    let separator = statement.utf8.contains(UInt8(ascii: "#")) ? "\n  " : " "
    return statement + separator + line
  }

  /// Does a whole statement, of whatever kind, and remembers it.
  ///
  /// - Parameters:
  ///   - origin: where it stands; nil for what was typed.
  ///   - isIncluded: it stands in an included file, and nobody refines it.
  mutating func ask(
    _ text: String, _ parsed: ParsedStatement, from origin: Origin? = nil,
    isIncluded: Bool = false, into reply: inout Reply
  ) {
    let start = surroundings.nanoseconds()
    let before = context.bindings["_"]
    do throws(QueryError) {
      if let fault = outputFault(of: parsed, text) { throw QueryError([fault]) }
      let outcome = try surroundings.run(loading.catalog, parsed, text, context)
      let elapsed = surroundings.nanoseconds() &- start
      reply.timing.answerNanoseconds = elapsed
      try deliver(outcome, of: parsed, text, elapsedNanoseconds: elapsed, in: &reply)
      reply.timing.renderNanoseconds = surroundings.nanoseconds() &- start &- elapsed
      if !isIncluded, !reply.isFailure {
        remember(text, after: before)
        reply.statement = text
      }
    } catch {
      report(error.diagnostics, in: text, of: parsed, from: origin, to: &reply)
    }
  }

  /// Does what a statement says that was not typed as it is: the one that a command goes back to, or
  /// proposes.
  mutating func ask(again text: String, into reply: inout Reply) {
    for step in Script(text, name: nil, reading: surroundings.readText).steps {
      switch step.kind {
      case .command: perform(command: step.text, into: &reply)
      case .include(let script): include(script, by: step, into: &reply)
      case .statement(let parsed): ask(step.text, parsed, into: &reply)
      }
    }
  }

  private mutating func remember(_ text: String, after queryBefore: Query?) {
    if statements.last?.text != text {
      statements.append(Answered(text: text, queryBefore: queryBefore))
      if scriptDepth == 0 { transcript.append(text) }
    }
    lastFailed = false
    pendingFix = nil
  }

  /// Writes what is wrong with a statement, and keeps the first fix.
  private mutating func report(
    _ diagnostics: [Diagnostic], in text: String, of parsed: ParsedStatement? = nil,
    from origin: Origin? = nil, to reply: inout Reply
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
    let moved = origin.map { origin in diagnostics.map { $0.moved(by: origin.start) } }
    let whole = origin?.script.text ?? text
    let message = told(moved ?? diagnostics, in: whole, file: origin?.script.name)
    lastFailed = true
    pendingFix = diagnostics.lazy.compactMap(\.fixes.first).first?.statement
    reply.suggestion = pendingFix
    if let fault = diagnostics.first, fault.id.hasPrefix("A"), let parsed {
      let test = TAPTest(
        description: parsed.assertionText, failure: moved?.first ?? fault, text: whole,
        file: origin?.script.name)
      reply.add(test, message: message)
      reply.exitCode = .nothingFound
      reply.statement = text
    } else {
      reply.say(message)
      reply.exitCode = diagnostics.first?.id == "X05" ? .cannotCreate : .badData
    }
  }

  private func told(_ diagnostics: [Diagnostic], in text: String, file: String?) -> String {
    if settings.format.isJSON, !display.isInteractive {
      return renderJSON(diagnostics, text: text, file: file)
    }
    return render(
      diagnostics, text: text, style: display.messageStyle,
      width: display.messageWidthColumns, file: file, isShort: settings.errors == .short)
  }
}

extension Session {
  /// Lets the names and assertions of another file take effect; its other statements are held against
  /// the data and not run.
  mutating func include(_ script: Script, by step: Script.Step, into reply: inout Reply) {
    let faults = script.faults(
      style: display.messageStyle, width: display.messageWidthColumns,
      isShort: settings.errors == .short)
    if let faults {
      reply.say(faults)
      reply.exitCode = .badData
      lastFailed = true
      return
    }
    include(script, into: &reply)
    if !reply.isFailure { remember(step.text, after: context.bindings["_"]) }
  }

  private mutating func include(_ script: Script, into reply: inout Reply) {
    for step in script.steps {
      var part = Reply()
      let origin = Origin(script: script, start: step.start)
      switch step.kind {
      case .command: continue
      case .include(let inner): include(inner, into: &part)
      case .statement(let parsed) where step.isForOthers:
        ask(step.text, parsed, from: origin, isIncluded: true, into: &part)
      case .statement(let parsed):
        do throws(QueryError) {
          try loading.catalog.check(parsed, text: step.text, context: context)
        } catch {
          report(error.diagnostics, in: step.text, from: origin, to: &part)
        }
      }
      reply.append(part)
      if reply.isFailure || surroundings.isInterrupted() { return }
    }
  }
}

extension ParsedStatement {
  /// What an assertion says of itself, or its test as it is written.
  var assertionText: String {
    guard case .assert(let test, let message)? = statement?.kind else { return "" }
    return message?.text ?? format(test)
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

extension Session {
  /// Answers the argument of `almanac query`: as what is typed, but a whole of its own.
  mutating func answer(argument text: String) -> Reply {
    let script = Script(text, name: nil, reading: surroundings.readText)
    guard script.steps.isEmpty else { return run(script) }
    var reply = Reply()
    report([], in: text, to: &reply)
    return reply
  }
}
