/// What the program says to whoever started it.
///
/// Ctrl-C ends a query or a script by its signal, which a system's shell calls 130; a closed pipe does
/// so by SIGPIPE.
///
/// Source: sysexits(3); 1 as grep uses it.
public enum ExitCode: Int32, Hashable, Sendable {
  case done = 0
  /// Nothing found, with `--exit-status`, or an assertion failed.
  case nothingFound = 1
  case usage = 64
  /// A query, a script or data that can't be read as one.
  case badData = 65
  case noInput = 66
  /// A file that is there already.
  case cannotCreate = 73
  case cannotWrite = 74
}
