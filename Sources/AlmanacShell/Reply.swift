internal import Almanac

/// What a session has to say to one line: text for standard output, text for standard error, in the
/// order in which they belong on a terminal.
public struct Reply: Hashable, Sendable {
  /// A piece of text and the stream it is for; pieces end with a newline.
  public enum Part: Hashable, Sendable {
    /// Data.
    case output(String)
    /// What is said about the data: echoes, footers, hints, errors.
    case message(String)
  }

  /// In the order in which they belong on a terminal.
  public private(set) var parts: [Part] = []
  /// The reader wants to leave.
  public var isFinished = false
  /// What this line would make of the program's exit code.
  public var exitCode = ExitCode.done
  /// The rows of the last answer, or nil without one.
  public var rowCount: Int?
  /// How long the query ran, and how long its answer was written.
  public var timing = Timing()
  /// A statement to offer next, for Up: the fix of an error.
  public var suggestion: String?

  /// What is to stand at the next prompt, for the reader to look at and run.
  public var draft: String?

  /// Nanoseconds of the two stages of an answer.
  public struct Timing: Hashable, Sendable {
    /// From the text to the answer.
    public var answerNanoseconds: UInt64 = 0
    /// From the answer to the reply.
    public var renderNanoseconds: UInt64 = 0
  }

  /// A reply that says nothing.
  public init() {}

  /// All that is for standard output.
  public var output: String {
    parts.reduce(into: "") { if case .output(let text) = $1 { $0 += text } }
  }

  /// All that is for standard error.
  public var messages: String {
    parts.reduce(into: "") { if case .message(let text) = $1 { $0 += text } }
  }

  /// Whether the line could not be done; a failed assertion is none.
  public var isFailure: Bool { exitCode != .done && exitCode != .nothingFound }
}

extension Reply {
  mutating func print(_ text: String) {
    if !text.isEmpty {
      parts.append(.output(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"))
    }
  }

  mutating func say(_ text: String) {
    if !text.isEmpty {
      parts.append(.message(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"))
    }
  }

  /// Says what went wrong with something that is no query.
  mutating func fail(_ message: String, notes: [String] = [], _ code: ExitCode = .usage) {
    say((["error: " + message] + notes.map { "  " + $0 }).joined(separator: "\n"))
    exitCode = code
  }

  mutating func fail(_ error: ShellError) {
    fail(error.message, error.exitCode)
  }

  mutating func append(_ other: Reply) {
    parts += other.parts
    isFinished = isFinished || other.isFinished
    if exitCode == .done || other.isFailure { exitCode = other.exitCode }
    rowCount = other.rowCount ?? rowCount
    timing.answerNanoseconds &+= other.timing.answerNanoseconds
    timing.renderNanoseconds &+= other.timing.renderNanoseconds
    suggestion = other.suggestion
    draft = other.draft
  }
}
