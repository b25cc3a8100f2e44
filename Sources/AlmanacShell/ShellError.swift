/// What goes wrong outside of the language: files, options, streams.
public enum ShellError: Error, Hashable, Sendable {
  /// A file that is not there, not readable or no file; `reason` as the system puts it.
  case unreadable(path: String, reason: String)
  /// Bytes that are no UTF-8; line and column are 1-based, the column in bytes.
  case invalidText(path: String, line: Int, column: Int)
  /// Data that was refused, in the words of who refused it.
  case badData(String)
  /// A word on the command line that means nothing there.
  case usage(String)
  /// A text that the reader's own editor could not change.
  case notEdited(reason: String)
  /// A stream that takes no more.
  case unwritable(reason: String)
  /// A file that can't be written; `reason` as the system puts it.
  case unwritableFile(path: String, reason: String)
  /// A file that is there already and may not be replaced.
  case alreadyThere(path: String)
  /// What `--safe` keeps from happening.
  case forbidden
  /// What was put into words already, whole lines with an `error` of their own.
  case told(String, ExitCode)

  /// The exit code of a program that ends with this.
  public var exitCode: ExitCode {
    switch self {
    case .unreadable: .noInput
    case .invalidText, .badData: .badData
    case .usage, .notEdited: .usage
    case .unwritable, .unwritableFile: .cannotWrite
    case .alreadyThere: .cannotCreate
    case .forbidden: .usage
    case .told(_, let exitCode): exitCode
    }
  }

  /// One sentence without a full stop, for behind `error: `.
  public var message: String {
    switch self {
    case .unreadable(let path, let reason): "cannot read \(shown(path)): \(reason)"
    case .invalidText(let path, let line, let column):
      "\(shown(path)):\(line):\(column): not valid UTF-8 from here"
    case .badData(let message), .usage(let message): message
    case .notEdited(let reason): shown(reason)
    case .unwritable(let reason): "cannot write: \(reason)"
    case .unwritableFile(let path, let reason): "cannot write \(shown(path)): \(reason)"
    case .alreadyThere(let path):
      "\(shown(path)) is there already; .set overwrite on lets it be replaced"
    case .forbidden: "--safe keeps the shell from files and other programs"
    case .told(let text, _): text
    }
  }
}

/// A text of the user's, such as a path, made fit for the terminal: control characters are shown
/// as `\u{…}`, never obeyed.
func shown(_ text: some StringProtocol) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069:
      result += "\\u{\(String(scalar.value, radix: 16))}"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}
