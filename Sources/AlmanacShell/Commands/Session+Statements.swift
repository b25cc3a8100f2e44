internal import Almanac

/// The commands that go back to earlier statements.
extension Session {
  /// `.fix`
  mutating func fix(into reply: inout Reply) {
    guard let statement = pendingFix else {
      return reply.fail(
        lastFailed ? "the last error proposes nothing" : "there is no error to fix", .badData)
    }
    echo(statement, into: &reply)
    guard statement.hasPrefix(".") else { return ask(again: statement, into: &reply) }
    pendingFix = nil
    perform(command: statement, into: &reply)
  }

  /// `.back`
  mutating func back(into reply: inout Reply) {
    // After an error the statement to go back to is the last good one; it stays.
    if !lastFailed, let undone = statements.popLast() {
      if transcript.last == undone.text { transcript.removeLast() }
      context.bindings["_"] = undone.queryBefore
    }
    guard let statement = statements.last?.text else {
      lastFailed = false
      return reply.fail("there is no statement before", .badData)
    }
    echo(statement, into: &reply)
    ask(again: statement, into: &reply)
  }

  /// `.last`
  func last(into reply: inout Reply) {
    guard let statement = statements.last?.text else {
      return reply.fail("nothing was asked yet", .badData)
    }
    reply.print(statement)
  }

  /// `.history [TEXT]`
  func history(_ text: String, into reply: inout Reply) {
    let wanted = text.lowercased()
    let entries = surroundings.history().filter {
      wanted.isEmpty || $0.lowercased().contains(wanted)
    }
    guard !entries.isEmpty else {
      return reply.say(wanted.isEmpty ? "nothing yet" : "nothing with \(shown(text))")
    }
    for entry in entries.prefix(wanted.isEmpty ? 20 : 100).reversed() {
      reply.print(
        entry.split(whereSeparator: \.isNewline).map { shown($0) }.joined(separator: "\n  "))
    }
  }

  /// `.edit [TEXT]`
  func edit(_ text: String, into reply: inout Reply) {
    guard let edit = surroundings.edit else {
      return reply.fail(".edit is for the prompt of a terminal", .badData)
    }
    do throws(ShellError) {
      let edited = try edit(text.isEmpty ? statements.last?.text ?? "" : text)
      if edited.contains(where: { !$0.isWhitespace }) { reply.draft = edited }
    } catch {
      reply.fail(error)
    }
  }

  /// `.keys`
  func keys(into reply: inout Reply) {
    let keys = surroundings.keys()
    guard !keys.isEmpty else {
      return reply.fail("there are no keys where nobody types: .keys is for the prompt", .badData)
    }
    let width = keys.map { displayWidth($0.keys) }.max() ?? 0
    let columns = display.widthColumns ?? 80
    for (name, help) in keys {
      // Beside each other where they fit, else below, so that no line breaks inside of a word.
      let padding = String(repeating: " ", count: width - displayWidth(name) + 2)
      let isNarrow = width + 2 + displayWidth(help) > columns
      reply.print(isNarrow ? "\(name)\n    \(help)" : name + padding + help)
    }
    reply.say(display.dim("keys of your own: ~/.editrc, editrc(5)"))
  }
}
