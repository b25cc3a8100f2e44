internal import Almanac

/// The shell on a terminal: reads a line, submits it, shows the reply, until the reader leaves.
struct Shell {
  private var session: Session
  private let environment: Environment
  private let editor: Editor

  init(session: Session, environment: Environment) {
    self.session = session
    self.environment = environment
    editor = Editor(historyPath: environment.historyPath, environment: environment)
    let editor = editor
    self.session.surroundings.history = { editor.history }
    refreshDisplay()
  }

  /// Talks until Ctrl-D or `.quit`.
  consuming func run() throws(ShellError) -> ExitCode {
    try Output.standard.write(FirstScreen(session.loading, session.display).text)
    while true {
      editor.look(at: session)
      switch editor.readLine(prompt: "almanac> ", continuation: "     ...> ") {
      case .interrupted: continue
      case .endOfInput: return .done
      case .line(let line):
        refreshDisplay()
        let (reply, isCancelled) = editor.whileInterruptible { session.submit(line) }
        if isCancelled {
          try Output.error.write("cancelled\n")
        } else {
          try show(reply)
        }
        if reply.isFinished { return .done }
        if let suggestion = reply.suggestion { editor.offer(suggestion) }
      }
    }
  }

  /// Asks the terminal's size and the settings again: both may have changed since the last line.
  private mutating func refreshDisplay() {
    session.display = Display(
      environment: environment, color: session.settings.color, isInteractive: true)
  }

  /// Shows a reply, by a pager when it is longer than the screen.
  private func show(_ reply: Reply) throws(ShellError) {
    let size = TerminalSize.current(of: Output.standard.descriptor, environment: environment)
    let text = reply.parts.reduce(into: "") { text, part in
      switch part {
      case .output(let piece), .message(let piece): text += piece
      }
    }
    if session.settings.usesPager, let command = environment.pager, isTerminal(2),
      !reply.output.isEmpty, !Pager.fits(text, in: size), Pager.show(text, with: command)
    {
      return
    }
    try reply.write()
  }
}
