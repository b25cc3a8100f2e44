internal import Almanac

/// The commands about data and files.
extension Session {
  /// `.sources`
  func sources(into reply: inout Reply) {
    var lines: [String] = []
    if loading.choice.includesCorpus {
      lines.append(
        loading.choice.appliesCorrections
          ? "the built-in corpus" : "the built-in corpus, as printed (no corrections)")
    }
    lines += loading.choice.files.map { shown($0) }
    lines.append(loading.catalog.summary)
    reply.print(lines.joined(separator: "\n"))
  }

  /// `.nouns`
  func nouns(into reply: inout Reply) {
    let nouns = Noun.allCases.map { noun -> (noun: Noun, count: Int, fields: String) in
      let table = loading.catalog.store[noun]
      let fields = Schema.fields(of: noun).map(\.name) + table.measures + table.furtherKeys
      return (noun, table.rowCount, fields.joined(separator: " "))
    }
    if settings.format.isView {
      // What every noun has is said once.
      let common = Schema.fieldsOfAll.map(\.name)
      let rows =
        nouns.map { noun, count, fields in
          let own = fields.split(separator: " ").filter { !common.contains(String($0)) }
          return ["\(separated(count)) \(noun.plural)", own.joined(separator: " ")]
        } + [["all of them", common.joined(separator: " ")]]
      let text = ManualText(
        asking: ".help", width: display.widthColumns, style: display.outputStyle)
      return reply.print(text.text(of: [.table(header: [], rows: rows)]))
    }
    let answer = Answer(
      columns: [
        Answer.Column(name: "noun", isNumber: false),
        Answer.Column(name: "records", isNumber: true),
        Answer.Column(name: "fields", isNumber: false),
      ],
      rows: nouns.map {
        [.text($0.noun.plural), .number(Quantity(exactly: $0.count)), .text($0.fields)]
      })
    reply.print(
      render(answer, format: settings.format, width: nil, style: display.outputStyle))
  }

  /// `.load FILE [closed] [separate]`
  mutating func load(_ words: String, into reply: inout Reply) {
    var choice = loading.choice
    let path = Session.path(in: words, &choice)
    choice.files.append(path)
    do throws(ShellError) {
      let (before, told) = (loading.catalog, Set(loading.remarks))
      loading = try surroundings.load(choice)
      // What was said of the files before is not said again.
      for remark in loading.remarks where !told.contains(remark) { reply.say(remark) }
      if display.isInteractive { for line in loading.summary { reply.say(display.wrapped(line)) } }
      reply.say(display.wrapped(Session.growth(from: before, to: loading.catalog)))
    } catch {
      reply.fail(error)
    }
  }

  /// The path of a line that may end in `closed` or `separate`; paths may hold spaces.
  private static func path(in words: String, _ choice: inout DataChoice) -> String {
    var path = words[...]
    var (isClosed, isSeparate) = (false, false)
    while true {
      if path.hasSuffix(" closed") {
        isClosed = true
        path = path.dropLast(" closed".count).trimmed
      } else if path.hasSuffix(" separate") {
        isSeparate = true
        path = path.dropLast(" separate".count).trimmed
      } else {
        break
      }
    }
    if path.count >= 2, path.hasPrefix("\""), path.hasSuffix("\"") {
      path = path.dropFirst().dropLast()
    }
    if isClosed { choice.closedFiles.insert(String(path)) }
    if isSeparate { choice.separateFiles.insert(String(path)) }
    return String(path)
  }

  /// `.snapshot FILE`
  func snapshot(_ path: String, into reply: inout Reply) {
    let path = path.lowercased().hasSuffix(".almanac") ? path : path + ".almanac"
    do throws(ShellError) {
      let catalog = loading.catalog
      let before = catalog.store.damageCount
      try surroundings.writeSnapshot(catalog, path, settings.overwrites)
      guard catalog.store.damage(since: before) == nil else { return }
      reply.say("wrote \(catalog.summary) to \(shown(path)); to ask it: --data \(shown(path))")
    } catch {
      reply.fail(error)
    }
  }

  /// `added 120 events and 3 places; now 172 events · 34 places`.
  static func growth(from before: Catalog, to after: Catalog) -> String {
    let parts = Noun.allCases.compactMap { noun -> String? in
      let count = after.store[noun].rowCount - before.store[noun].rowCount
      return count <= 0 ? nil : "\(separated(count)) \(count == 1 ? noun.word : noun.plural)"
    }
    return "added \(parts.isEmpty ? "nothing new" : parts.joined(separator: " · ")); "
      + "now \(after.summary)"
  }

  /// `.run FILE [--NAME VALUE]...`
  mutating func run(file words: String, into reply: inout Reply) {
    guard scriptDepth < Session.deepestScript else {
      return reply.fail(
        "scripts run each other more than \(Session.deepestScript) deep", .badData)
    }
    var words = Command.words(of: words)[...]
    guard let path = words.popFirst() else { return reply.fail(".run needs a FILE", .badData) }
    do throws(ShellError) {
      let script = Script(
        try surroundings.readText(path), name: path, reading: surroundings.readText)
      let faults = script.faults(
        style: display.messageStyle, width: display.messageWidthColumns,
        isShort: settings.errors == .short)
      if let faults { throw .told(faults, .badData) }
      let arguments = try ScriptArguments(
        Array(words), for: script, context: context, settings: settings, display: display)
      reply.append(run(script, arguments))
    } catch {
      reply.fail(error)
    }
  }

  /// Runs a script as one step of the conversation: what it defines stays, and what was typed last
  /// is still what the next line goes on with.
  private mutating func run(_ script: Script, _ arguments: ScriptArguments) -> Reply {
    let before = (statements, lastFailed, context.bindings["_"], context.arguments)
    scriptDepth += 1
    context.arguments = arguments.values
    let reply = run(script)
    scriptDepth -= 1
    (statements, lastFailed, context.bindings["_"], context.arguments) = before
    return reply
  }

  /// How deep scripts may run scripts.
  private static let deepestScript = 16
}
