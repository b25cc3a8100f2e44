internal import Almanac
internal import LineEditor

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The shell on a terminal: reads a line, submits it, shows the reply, until the reader leaves.
struct Shell {
  private var session: Session
  private let environment: Environment
  private let editor: Editor

  init(session: Session, environment: Environment) {
    self.session = session
    self.environment = environment
    let editor = Editor(
      historyPath: session.surroundings.isSafe ? nil : environment.historyPath,
      isColored: session.settings.color.isColored(isTerminal: true, environment: environment))
    self.editor = editor
    self.session.surroundings.history = { editor.history }
    self.session.surroundings.keys = { editor.keys }
    if !session.surroundings.isSafe {
      self.session.surroundings.edit = { (text) throws(ShellError) in try Editor.edit(text) }
    }
    self.session.surroundings.run = { (catalog, parsed, text, context) throws(QueryError) in
      try AbandonableRun.run(catalog, parsed, text, context)
    }
    self.session.surroundings.isInterrupted = { Editor.isInterrupted }
    self.session.context.interruption = Interruption { Editor.isInterrupted }
    refreshDisplay()
  }

  /// Talks until Ctrl-D or `.quit`.
  ///
  /// - Parameter opening: what is said first, in the place of what is loaded.
  consuming func run(opening: Reply? = nil) throws(ShellError) -> ExitCode {
    // Ctrl-C never leaves, and a pager that is left early takes nobody with it.
    signal(SIGINT, SIG_IGN)
    signal(SIGPIPE, SIG_IGN)
    if let opening {
      try opening.write()
    } else {
      try Output.standard.write(FirstScreen(session.loading, session.display).text)
    }
    var draft = ""
    while true {
      session.loading.catalog.store.prepareNames()
      let outcome = editor.readLine(
        prompt: "almanac> ", continuation: "     ...> ", draft: draft, for: session)
      draft = ""
      switch outcome {
      case .interrupted: continue
      case .endOfInput:
        return .done
      case .line(let line):
        guard mayRun(line) else {
          draft = line
          continue
        }
        let reply = try answer(line)
        remember(reply.entry ?? line)
        if let suggestion = reply.suggestion { editor.offer(suggestion) }
        if reply.isFinished { return .done }
        draft = reply.draft ?? ""
      }
    }
  }

  /// Whether an entry is meant to run: one that holds a pasted script is asked about.
  private func mayRun(_ line: String) -> Bool {
    guard editor.holdsPastedLines else { return true }
    let count = Script(line, name: nil).steps.count
    return count < Shell.manyStatements || editor.confirms("run these \(count) statements?")
  }

  /// So many statements in one paste may be more than was meant.
  private static let manyStatements = 4

  /// Keeps an entry, each statement of it by itself, so that it can be had again by itself.
  private func remember(_ line: String) {
    let script = Script(line, name: nil)
    guard script.steps.count > 1, script.diagnostics.isEmpty, !line.hasPrefix(" ") else {
      return editor.remember(line)
    }
    for step in script.steps { editor.remember(step.text) }
  }

  /// Submits a line and shows what comes of it; after Ctrl-C all is as it was before.
  private mutating func answer(_ line: String) throws(ShellError) -> Reply {
    refreshDisplay()
    let before = session
    var reply = editor.whileInterruptible { session.submit(line) }
    if reply == nil {
      session = before
      try Output.error.write("cancelled: \(shown(line.prefix(60)))\n")
      reply = Reply()
    }
    guard let reply else { return Reply() }
    try show(reply)
    return reply
  }

  /// Asks the terminal's size and the settings again: both may have changed since the last line.
  private mutating func refreshDisplay() {
    session.display = Display(
      environment: environment, color: session.settings.color, isInteractive: true)
    session.dress()
  }

  /// Shows a reply, by a pager when it is longer than the screen; what a lesson says of an answer
  /// stands below, where a pager that is left early does not hide it.
  private func show(_ reply: Reply) throws(ShellError) {
    let (page, rest) = reply.pages
    let text = page.text
    let size = TerminalSize.current(of: Output.standard.descriptor, environment: environment)
    if session.settings.usesPager, !session.surroundings.isSafe, let command = environment.pager,
      !page.output.isEmpty,
      isTerminal(Output.error.descriptor), !Pager.fits(text, in: size),
      Pager.show(page.paged(for: size), with: command)
    {
      return try write(rest)
    }
    try write(reply)
  }

  private func write(_ reply: Reply) throws(ShellError) {
    try editor.whileWriting { () throws(ShellError) in
      try reply.write { Editor.isInterrupted }
    }
  }
}
