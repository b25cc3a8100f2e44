public import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Whether Ctrl-C was pressed since the work began.
private let raised = Atomic<Bool>(false)

/// Ctrl-C while the program works, as a flag that the work looks at.
public enum Interrupt {
  /// Whether Ctrl-C was pressed since `withInterrupts` began.
  public static var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Runs `body` while Ctrl-C sets the flag it is handed, and does nothing else.
  ///
  /// What is typed meanwhile is not echoed into the output, not cut at 4095 bytes by the
  /// terminal, not lost by Ctrl-C: the next line gets it. The modes of the terminal and the
  /// handler of SIGINT are as before when it returns.
  ///
  /// Calls may nest, and each lowers the flag as it begins: one around a whole session keeps a
  /// Ctrl-C between a line and its work from ending the program, one around each work hears it.
  public static func withInterrupts<Value, Failure: Error>(
    _ body: (borrowing Atomic<Bool>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    // The flag exists before the handler can run: making it is not safe in a handler.
    raised.store(false, ordering: .relaxed)
    var action = sigaction()
    var actionBefore = sigaction()
    action.setHandler { _ in raised.store(true, ordering: .relaxed) }
    _ = unsafe sigaction(SIGINT, &action, &actionBefore)
    defer { _ = unsafe sigaction(SIGINT, &actionBefore, nil) }

    let modesBefore = TerminalModes.current
    modesBefore?.forWork.apply()
    defer { modesBefore?.apply() }
    return try body(raised)
  }
}
