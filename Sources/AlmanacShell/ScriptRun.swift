internal import Almanac

/// `almanac run`, and standard input that is no terminal: a script is read whole before anything of
/// it runs; the first statement that fails ends it, and assertions that fail are only counted.
struct ScriptRun {
  private let path: String
  private let options: Invocation.RunOptions
  private let loadNanoseconds: UInt64

  /// - Parameter loadNanoseconds: how long the data took that the session is about.
  init(_ path: String, _ options: Invocation.RunOptions, loadNanoseconds: UInt64) {
    self.path = path
    self.options = options
    self.loadNanoseconds = loadNanoseconds
  }

  /// Runs it in a session, and writes what comes as it comes.
  func run(in session: inout Session) throws(ShellError) -> ExitCode {
    let script = Script(
      try Files.text(of: path), name: path == "-" ? "standard input" : path,
      reading: session.surroundings.readText)
    let faults = script.faults(
      style: session.display.messageStyle, width: session.display.messageWidthColumns,
      isShort: false)
    if let faults {
      try Output.error.write(faults)
      return script.faultCode
    }
    do throws(ShellError) {
      session.context.arguments = try ScriptArguments(
        options.arguments, for: script, context: session.context, settings: session.settings,
        display: session.display
      ).values
    } catch {
      guard case .told(let text, let code) = error else { throw error }
      try Output.error.write(text)
      return code
    }
    if options.showsTiming { session.settings.showsTime = false }
    var loadStage = [(name: "load", nanoseconds: loadNanoseconds)]
    var report = options.isTAP ? TAPReport() : nil
    if report != nil { try Output.standard.write(TAPReport.header) }
    var exitCode = ExitCode.done
    for (place, step) in script.steps.enumerated() {
      let reply = session.perform(step, of: script)
      try write(reply, &report)
      if options.showsTiming, case .statement = step.kind, !reply.isFailure {
        let text = reply.timing.text(
          of: script.place(of: step), after: loadStage,
          asJSON: session.settings.format.isJSON)
        loadStage = []
        try Output.error.write(text)
      }
      if reply.exitCode == .nothingFound { exitCode = .nothingFound }
      guard reply.isFailure || reply.isFinished else { continue }
      if var ended = report {
        try Output.standard.write(ended.ending(of: reply, rest: script.steps[(place + 1)...]))
      }
      return reply.isFailure ? reply.exitCode : exitCode
    }
    if var ended = report { try Output.standard.write(ended.ending(of: nil, rest: [])) }
    return exitCode
  }

  private func write(_ reply: Reply, _ report: inout TAPReport?) throws(ShellError) {
    guard report != nil else { return try reply.write() }
    if let text = report?.text(of: reply) { try Output.standard.write(text) }
    for case .message(let text) in reply.parts { try Output.error.write(text) }
  }
}
