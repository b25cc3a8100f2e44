internal import Almanac

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The program behind the door step: does what an ``Invocation`` asks for.
public struct Program {
  /// What `--version` prints.
  public static let version = "0.1.0"

  private let environment: Environment
  private let color: ColorChoice

  /// Does it, and returns the exit code. Errors are told on standard error.
  public static func run(_ invocation: Invocation) -> Int32 {
    do throws(ShellError) {
      let program = try Program(invocation)
      return try program.run(invocation).rawValue
    } catch {
      write("almanac: \(error.message)", toError: true)
      return error.exitCode.rawValue
    }
  }

  /// Writes what the command line's reader has to say; a stream that takes nothing is left alone.
  public static func write(_ text: String, toError isError: Bool) {
    guard !text.isEmpty else { return }
    let line = text.hasSuffix("\n") ? text : text + "\n"
    (isError ? Output.error : Output.standard).attempt(line)
  }

  /// What to say about a word that stands where a subcommand is expected.
  public static func aboutUnknownSubcommand(_ word: String, known: [String]) -> String {
    let advice: String
    if let close = nearest(word, in: known) {
      advice = "did you mean almanac \(close)?"
    } else if word.contains(where: \.isWhitespace) || !parseStatement(word).isFaulty {
      advice = "to ask it: almanac query '\(shown(word))'"
    } else {
      advice = "there are: " + known.joined(separator: ", ")
    }
    return "almanac: \(shown(word)) is no subcommand\n  \(advice)\n  more: almanac --help\n"
  }

  /// What to say about a query that the system's shell has taken apart.
  public static func aboutUnquotedQuery(_ words: [String]) -> String {
    let query = shown(words.joined(separator: " ")).replacing("'", with: "'\\''")
    return "almanac: a query is one argument; quote it\n  try: almanac query '\(query)'\n"
  }

  private init(_ invocation: Invocation) throws(ShellError) {
    environment = .process
    color = try invocation.checkedColor()
  }

  private func run(_ invocation: Invocation) throws(ShellError) -> ExitCode {
    let format = try invocation.checkedFormat()
    let context = try invocation.checkedContext(environment: environment)
    var choice = DataChoice(
      files: invocation.dataFiles,
      includesCorpus: invocation.dataFiles.isEmpty || invocation.includesCorpus,
      appliesCorrections: invocation.appliesCorrections)
    choice.merges = !invocation.keepsSeparate
    switch invocation.action {
    case .manual(let topic, forMan: true):
      return try writeManPage(topic ?? "program")
    case .manual(let topic, forMan: false):
      return try showManual(about: topic)
    case .check(let files):
      let check = try FileCheck(
        files, over: choice, mayReferToCorpus: invocation.includesCorpus, context: context)
      for line in check.lines { try Output.error.write(line + "\n") }
      for line in check.summary { try Output.standard.write(line + "\n") }
      return check.exitCode
    case .format(let files, let isInPlace):
      return try formatScripts(files, isInPlace: isInPlace)
    case .convert(let files, let options):
      choice.files += files.dropLast()
      choice.includesCorpus = invocation.includesCorpus
      guard !invocation.isSafe else { throw .forbidden }
      return try convert(choice, to: files.last ?? "", options, context: context)
    case .shell, .query, .run, .learn: break
    }
    let start = Clock.nanoseconds()
    let loading = try Loading(choice)
    let loadNanoseconds = Clock.nanoseconds() &- start
    for remark in loading.remarks { try Output.error.write(remark + "\n") }

    var session = Session(loading: loading, context: context, display: display)
    session.settings.format = format ?? .table
    session.settings.color = color
    if format != nil { session.settings.rowLimit = .all }
    session.surroundings.savedPath = environment.savedPath
    session.surroundings.lessonsPath = environment.lessonsPath
    if invocation.isSafe { session.surroundings = session.surroundings.withoutFiles }
    switch invocation.action {
    case .query(let text, let options):
      let query = text == "-" ? try Files.text(of: "-") : text
      return try Program.answer(
        query, options, loadNanoseconds: loadNanoseconds, in: &session)
    case .run(let path, let options):
      return try ScriptRun(path, options, loadNanoseconds: loadNanoseconds).run(in: &session)
    case .check, .convert, .format, .manual:
      return .done  // Done before anything was loaded.
    case .learn(let lesson):
      return try learn(lesson, in: session)
    case .shell where isTerminal(STDIN_FILENO) && isTerminal(STDOUT_FILENO):
      for line in loading.summary { try Output.error.write(display.wrapped(line) + "\n") }
      if let remark = session.defineSaved() { try Output.error.write(remark) }
      return try Shell(session: session, environment: environment).run()
    case .shell:
      return try ScriptRun("-", Invocation.RunOptions(), loadNanoseconds: loadNanoseconds)
        .run(in: &session)
    }
  }

  /// How things look on the streams that the program was given.
  private var display: Display {
    Display(environment: environment, color: color, isInteractive: false)
  }
}

extension Display {
  init(environment: Environment, color: ColorChoice, isInteractive: Bool) {
    for output in [Output.standard, .error] {
      let isTerminal = isTerminal(output.descriptor)
      let style = Style(
        color: color.isColored(isTerminal: isTerminal, environment: environment),
        isASCII: isTerminal && !environment.knowsUnicode)
      let width =
        isTerminal
        ? TerminalSize.current(of: output.descriptor, environment: environment).columns : nil
      switch output {
      case .standard:
        outputStyle = style
        widthColumns = width
      case .error:
        messageStyle = style
        messageWidthColumns = width
      }
    }
    self.isInteractive = isInteractive
  }
}

extension Program {
  /// `almanac query`
  private static func answer(
    _ text: String, _ options: Invocation.QueryOptions, loadNanoseconds: UInt64,
    in session: inout Session
  ) throws(ShellError) -> ExitCode {
    session.settings.showsTime = !options.showsTiming
    let reply = session.answer(argument: text)
    try reply.write()
    if options.showsTiming, !reply.isFailure {
      let text = reply.timing.text(
        after: [("load", loadNanoseconds)], asJSON: session.settings.format.isJSON)
      try Output.error.write(text)
    }
    if options.hasExitStatus, reply.exitCode == .done, reply.rowCount == 0 { return .nothingFound }
    return reply.exitCode
  }
}

extension Program {
  /// `almanac learn`: statements that are no answer to a task don't end it.
  private func learn(_ lesson: String?, in session: Session) throws(ShellError) -> ExitCode {
    var session = session
    var opening = Reply()
    if let lesson {
      session.learn(lesson, into: &opening)
    } else {
      session.learnNext(into: &opening)
    }
    guard !opening.isFailure, isTerminal(STDIN_FILENO), isTerminal(STDOUT_FILENO) else {
      try opening.write()
      if opening.isFailure { return opening.exitCode }
      let script = Script(
        try Files.text(of: "-"), name: nil, reading: session.surroundings.readText)
      for step in script.steps {
        let reply = session.perform(step, of: script)
        try reply.write()
        if reply.isFinished { break }
      }
      return .done
    }
    return try Shell(session: session, environment: environment).run(opening: opening)
  }

  /// `almanac manual`, page by page on a terminal that it does not fit.
  private func showManual(about topic: String?) throws(ShellError) -> ExitCode {
    guard let article = Manual.article(about: topic ?? "topics") else {
      let close = nearest(topic ?? "", in: Manual.topics).map { "close: almanac manual \($0)" }
      throw .usage(
        "the manual has nothing about \"\(shown(topic ?? ""))\"\n  "
          + (close ?? "all there is: almanac manual"))
    }
    let display = display
    let text = ManualText(
      asking: "almanac manual", width: display.widthColumns, style: display.outputStyle
    ).text(of: article)
    let output = Output.standard
    if isTerminal(output.descriptor), let pager = environment.pager,
      !Pager.fits(text, in: TerminalSize.current(of: output.descriptor, environment: environment)),
      Pager.show(text, with: pager)
    {
      return .done
    }
    try output.write(text)
    return .done
  }

  /// `almanac manual --man`
  private func writeManPage(_ topic: String) throws(ShellError) -> ExitCode {
    guard let page = Manual.page(topic) else {
      throw .usage(
        "\(shown(topic)) is no page of the manual\n  there are: "
          + Manual.pages.map(\.topic).joined(separator: ", "))
    }
    try Output.standard.write(ManPage(page).text)
    return .done
  }

  /// `almanac convert`: data files in another format.
  private func convert(
    _ choice: DataChoice, to output: String, _ options: Invocation.ConvertOptions,
    context: QueryContext
  ) throws(ShellError) -> ExitCode {
    guard !choice.files.isEmpty || choice.includesCorpus else {
      throw .usage(
        "there is nothing to convert: the last file is the one that is written\n  "
          + "try: almanac convert talks.csv talks.jsonl, or almanac --corpus convert corpus.jsonl")
    }
    let conversion = try Conversion(
      to: output, format: options.format, mayReplace: options.mayReplace)
    try conversion.checkOutput()
    let loading = try Loading(choice)
    for remark in loading.remarks { try Output.error.write(remark + "\n") }
    try conversion.run(loading.catalog, context: context)
    return .done
  }

  /// `almanac format`: scripts in their canonical layout; one with faults stays as it is.
  private func formatScripts(
    _ paths: [String], isInPlace: Bool
  ) throws(ShellError) -> ExitCode {
    var exitCode = ExitCode.done
    for path in paths {
      let text = try Files.text(of: path)
      // What it includes is not its own text.
      let script = Script(
        text, name: path == "-" ? "standard input" : path,
        reading: { (_) throws(ShellError) in "" })
      let style = Style(
        color: color.isColored(isTerminal: isTerminal(STDERR_FILENO), environment: environment))
      if let faults = script.faults(style: style, width: nil, isShort: false) {
        try Output.error.write(faults)
        exitCode = .badData
        continue
      }
      let formatted = formatScript(text)
      if !isInPlace || path == "-" {
        try Output.standard.write(formatted)
      } else if formatted != text {
        try Files.write(formatted, to: path, mayReplace: true)
      }
    }
    return exitCode
  }
}

extension Reply {
  /// Writes each part to its stream, and stops between two blocks when it is told to.
  func write(until isInterrupted: () -> Bool = { false }) throws(ShellError) {
    for part in parts {
      switch part {
      case .output(let text): try Output.standard.write(text, until: isInterrupted)
      case .message(let text), .assertion(_, let text):
        try Output.error.write(text, until: isInterrupted)
      }
    }
  }
}

extension Invocation {
  fileprivate func checkedColor() throws(ShellError) -> ColorChoice {
    guard let color else { return .auto }
    guard let choice = ColorChoice(rawValue: color) else {
      throw Invocation.unknown(color, of: "--color", in: ColorChoice.allCases.map(\.rawValue))
    }
    return choice
  }

  fileprivate func checkedFormat() throws(ShellError) -> Format? {
    guard case .query(_, let options) = action, let name = options.format else { return nil }
    guard let format = Format(rawValue: name) else {
      throw Invocation.unknown(name, of: "--format", in: Format.names)
    }
    return format
  }

  fileprivate func checkedContext(
    environment: Environment
  ) throws(ShellError) -> QueryContext {
    if let language, !isLanguageTag(language) {
      throw .usage("--lang takes a language such as en or zh-Hans, not \"\(shown(language))\"")
    }
    var day: Day?
    if let today {
      day = Day(iso: today)
      if day == nil {
        throw .usage("--today takes a day such as 2023-11-06, not \"\(shown(today))\"")
      }
    }
    return QueryContext(
      today: day ?? Clock.today(), languages: environment.languages(wanted: language))
  }

  private static func unknown(
    _ word: String, of option: String, in words: [String]
  ) -> ShellError {
    let close = nearest(word, in: words).map { "; did you mean \($0)?" } ?? ""
    return .usage(
      "\(option) can't be \"\(shown(word))\"\(close)\n  it takes: "
        + words.joined(separator: ", "))
  }

  /// The names that `--format` takes.
  public static var formatNames: [String] { Format.names }
}

extension Day {
  /// The day of `2023-11-06`.
  init?(iso text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    let numbers = parts.map { $0.reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    self.init(year: numbers[0], month: numbers[1], day: numbers[2])
  }
}

extension ParsedStatement {
  /// Whether it can't be run as it stands.
  fileprivate var isFaulty: Bool { statement == nil || !diagnostics.isEmpty }
}
