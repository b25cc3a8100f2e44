internal import Almanac

/// What outlives a session: saved queries, and the session itself as a script.
extension Session {
  /// `.lets`
  func lets(into reply: inout Reply) {
    let names = context.bindings.filter { $0.key != "_" }
    guard !names.isEmpty else {
      return reply.say("no name is defined yet: let $cast = events by CAST")
    }
    for (name, query) in names.sorted(by: { $0.key < $1.key }) {
      reply.print("let $\(name) = \(format(query))")
    }
  }

  /// `.save NAME`
  mutating func save(_ name: String, into reply: inout Reply) {
    let name = name.hasPrefix("$") ? String(name.dropFirst()) : name
    guard Session.isName(name) else {
      return reply.fail(
        "\"\(shown(name))\" can't be a name", notes: ["names are like: .save cast"], .badData)
    }
    guard let query = context.bindings["_"] else {
      return reply.fail(
        "there is no query to save yet", notes: ["ask one first: events by CAST"], .badData)
    }
    guard let path = surroundings.savedPath else {
      return reply.fail(
        surroundings.isSafe
          ? .forbidden
          : .unwritableFile(path: "saved.alm", reason: "HOME and XDG_DATA_HOME are not set"))
    }
    let definition = "let $\(name) = \(format(query))"
    do throws(ShellError) {
      try surroundings.keep(Session.saving(definition, as: name, in: savedText(path)), path)
      context.bindings[name] = query
      reply.say("saved: \(shown(definition))")
    } catch {
      reply.fail(error)
    }
  }

  /// `.saved`
  func saved(into reply: inout Reply) {
    do throws(ShellError) {
      let text = try surroundings.savedPath.map { (path) throws(ShellError) in
        try savedText(path)
      }
      let steps = Script(text ?? "", name: nil, reading: surroundings.readText).steps
      guard !steps.isEmpty else {
        return reply.say("nothing is saved yet; .save NAME keeps the last query")
      }
      for step in steps { reply.print(shown(step.text)) }
    } catch {
      reply.fail(error)
    }
  }

  /// Defines what was saved in earlier sessions, as it is written: whether it has an answer over what
  /// is loaded shows when it is used.
  ///
  /// - Returns: what is wrong with the file, or nil.
  mutating func defineSaved() -> String? {
    guard let path = surroundings.savedPath, surroundings.isThere(path) else { return nil }
    do throws(ShellError) {
      let script = Script(
        try surroundings.readText(path), name: path, reading: surroundings.readText)
      for step in script.steps {
        guard case .letBinding(let name, let query)? = step.statement?.kind else { continue }
        var substitution = Substitution(context.bindings)
        context.bindings[name.text] = substitution.query(query)
      }
      return script.faults(style: display.messageStyle, width: nil, isShort: true)
    } catch {
      return "warning: \(error.message)"
    }
  }

  private func savedText(_ path: String) throws(ShellError) -> String {
    surroundings.isThere(path) ? try surroundings.readText(path) : ""
  }

  /// The text of the saved queries with one more, or with another one of that name.
  static func saving(_ definition: String, as name: String, in text: String) -> String {
    let steps = Script(text, name: nil, reading: { (_) throws(ShellError) in "" }).steps
    let same = steps.last { step in
      guard case .letBinding(let other, _)? = step.statement?.kind else { return false }
      return other.text == name
    }
    if let range = same?.range {
      return text.utf8Slice(TextRange(0, range.start)) + definition
        + text.utf8Slice(TextRange(range.end, text.utf8.count))
    }
    return text + (text.isEmpty || text.hasSuffix("\n") ? "" : "\n") + definition + "\n"
  }

  /// Whether `$name` is a name that one can give.
  private static func isName(_ name: String) -> Bool {
    let tokens = lex("$" + name)
    return tokens.first?.kind == .variable && tokens.first?.range.byteCount == name.utf8.count + 1
      && name != "_" && name.first?.isNumber == false
  }
}

extension Session {
  /// `.script FILE`
  func script(_ path: String, into reply: inout Reply) {
    guard !transcript.isEmpty else {
      return reply.fail(
        "there is nothing to write yet", notes: ["ask something first: events by CAST"], .badData)
    }
    let lines = transcript.map { Session.movable($0, to: path, from: surroundings.folder()) }
    do throws(ShellError) {
      try surroundings.writeText(
        "#!/usr/bin/env -S almanac run\n" + lines.map { $0 + "\n" }.joined(), path,
        settings.overwrites)
      let count = lines.count
      reply.say("wrote \(separated(count)) step\(count == 1 ? "" : "s") to \(shown(path))")
    } catch {
      reply.fail(error)
    }
  }

  /// A statement that means the same in a file of that path: what is included here is looked for
  /// beside the file there.
  private static func movable(_ text: String, to path: String, from folder: String) -> String {
    guard path.contains("/"), case .include(let file)? = parseStatement(text).statement?.kind,
      !file.text.hasPrefix("/")
    else { return text }
    let range = TextRange(0, text.utf8.count)
    return format(Statement(.include(Name(folder + file.text, file.range)), range))
  }
}
