#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Why a text could not be edited by another program; the text is as it was.
public struct ExternalEditorError: Error, Equatable, CustomStringConvertible {
  /// One sentence.
  public var description: String
}

/// A program of the user's choice that edits a text in a file of its own.
public struct ExternalEditor: Sendable {
  /// The command, as the system's shell understands it; it gets the file as its last argument.
  public var command: String
  /// What the file's name ends in: `.sql`, by which an editor knows the language.
  public var fileEnding: String

  /// An editor that is started by `command`.
  public init(command: String, fileEnding: String = ".txt") {
    self.command = command
    self.fileEnding = fileEnding
  }

  /// The one that the environment names: VISUAL, else EDITOR, else `vi`.
  public static func ofEnvironment(fileEnding: String = ".txt") -> ExternalEditor {
    let named = ["VISUAL", "EDITOR"].lazy.compactMap(Terminal.environment).first { !$0.isEmpty }
    return ExternalEditor(command: named ?? "vi", fileEnding: fileEnding)
  }

  /// Lets the user edit `text`, without the line break at its end; the terminal is the program's
  /// meanwhile. The file is readable by its owner alone and gone afterwards.
  public func edit(_ text: String) throws(ExternalEditorError) -> String {
    let path = try makeFile(holding: text + "\n")
    defer { _ = unsafe unlink(path) }
    fflush(nil)
    let status = unsafe system("\(command) \(Self.quoted(path))")
    if status == -1 { throw Self.error("could not start a shell for \(command)", code: errno) }
    guard status & 0x7F == 0 else { throw ExternalEditorError(description: "\(command) was ended") }
    switch (status >> 8) & 0xFF {
    case 0: break
    case 127:
      throw ExternalEditorError(
        description: "there is no editor \(command); set EDITOR to the one you like")
    case let code:
      throw ExternalEditorError(description: "\(command) ended with \(code), nothing is changed")
    }
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Self.error("could not read back \(path)", code: errno) }
    defer { close(file) }
    var reader = PlainReader(fileDescriptor: file)
    var lines: [String] = []
    while let line = reader.readLine() { lines.append(line.text) }
    return lines.joined(separator: "\n")
  }

  private func makeFile(holding text: String) throws(ExternalEditorError) -> String {
    let folder = Terminal.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    var path = Array("\(folder)/line-XXXXXX\(fileEnding)".utf8CString)
    let file = unsafe mkstemps(&path, Int32(fileEnding.utf8.count))
    guard file >= 0 else { throw Self.error("could not make a file in \(folder)", code: errno) }
    defer { close(file) }
    let name = String(
      decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    guard Terminal.write(Array(text.utf8), to: file) else {
      let code = errno
      _ = unsafe unlink(name)
      throw Self.error("could not write \(name)", code: code)
    }
    return name
  }

  private static func error(_ what: String, code: Int32) -> ExternalEditorError {
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return ExternalEditorError(description: "\(what): \(reason)")
  }

  private static func quoted(_ path: String) -> String {
    "'" + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
