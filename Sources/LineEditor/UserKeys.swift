#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The user's file of key bindings, editrc(5).
///
/// It is read here and not by libedit, for the lines that choose a mode undo all bindings: they
/// must come before ours, the others after.
enum UserKeys {
  /// The lines of `$EDITRC`, or of `~/.editrc`; none if it cannot be read.
  static func lines() -> [String] {
    let home = Terminal.environment("HOME").map { $0 + "/.editrc" }
    guard let path = Terminal.environment("EDITRC") ?? home else { return [] }
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var reader = PlainReader(fileDescriptor: file)
    var lines: [String] = []
    while let line = reader.readLine(), line.number <= 10_000 { lines.append(line.text) }
    return lines
  }
}
