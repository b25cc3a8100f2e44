internal import Almanac

/// What a session has to say to one line: text for standard output, text for standard error, in the
/// order in which they belong on a terminal.
struct Reply: Hashable, Sendable {
  /// A piece of text and the stream it is for; pieces end with a newline.
  enum Part: Hashable, Sendable {
    /// Data.
    case output(String)
    /// What is said about the data: echoes, footers, hints, errors.
    case message(String)
    /// How an assertion went, and what is said of one that does not hold.
    case assertion(TAPTest, message: String)
  }

  /// In the order in which they belong on a terminal.
  private(set) var parts: [Part] = []
  /// The reader wants to leave.
  var isFinished = false
  /// What this line would make of the program's exit code.
  var exitCode = ExitCode.done
  /// The rows of the last answer, or nil without one.
  var rowCount: Int?
  /// How long each stage of it took.
  var timing = Timing()
  /// A statement to offer next, for Up: the fix of an error.
  var suggestion: String?
  /// What was entered, for the history, where `$1` and its kin became the `@id` of what they were.
  var entry: String?
  /// The statement that was done, whole, or an assertion that does not hold: what a lesson judges.
  var statement: String?
  /// How many parts a pager may hold; the others are seen however it is left. nil is all of them.
  var pagedPartCount: Int?

  /// What is to stand at the next prompt, for the reader to look at and run.
  public var draft: String?

  /// Nanoseconds of the stages of an answer.
  struct Timing: Hashable, Sendable {
    /// From the text to its syntax.
    var parseNanoseconds: UInt64 = 0
    /// From the syntax to the answer: names, plan, run.
    var answerNanoseconds: UInt64 = 0
    /// From the answer to the reply.
    var renderNanoseconds: UInt64 = 0
  }

  /// A reply that says nothing.
  init() {}

  /// All that is for standard output.
  var output: String {
    parts.reduce(into: "") { if case .output(let text) = $1 { $0 += text } }
  }

  /// All that is for standard error.
  var messages: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .output: break
      case .message(let piece), .assertion(_, let piece): text += piece
      }
    }
  }

  /// All of it, as it follows each other on a terminal.
  var text: String {
    parts.reduce(into: "") { text, part in
      switch part {
      case .output(let piece), .message(let piece), .assertion(_, let piece): text += piece
      }
    }
  }

  /// What a pager may hold, and what is to be seen behind it.
  var pages: (page: Reply, rest: Reply) {
    guard let pagedPartCount else { return (self, Reply()) }
    var (page, rest) = (self, Reply())
    page.parts.removeLast(parts.count - pagedPartCount)
    rest.parts = Array(parts[pagedPartCount...])
    return (page, rest)
  }

  /// Whether the line could not be done; a failed assertion is none.
  var isFailure: Bool { exitCode != .done && exitCode != .nothingFound }
}

extension Reply {
  mutating func print(_ text: String) {
    if !text.isEmpty {
      parts.append(.output(text.utf8.last == UInt8(ascii: "\n") ? text : text + "\n"))
    }
  }

  mutating func add(_ test: TAPTest, message: String) {
    parts.append(.assertion(test, message: message))
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
    guard case .told(let text, let code) = error else {
      return fail(error.message, error.exitCode)
    }
    say(text)
    exitCode = code
  }

  /// What is said from here on is seen when a pager is left.
  mutating func endPage() {
    if pagedPartCount == nil { pagedPartCount = parts.count }
  }

  mutating func append(_ other: Reply) {
    if pagedPartCount == nil, let count = other.pagedPartCount {
      pagedPartCount = parts.count + count
    }
    parts += other.parts
    isFinished = isFinished || other.isFinished
    if exitCode == .done || other.isFailure { exitCode = other.exitCode }
    rowCount = other.rowCount ?? rowCount
    timing.parseNanoseconds &+= other.timing.parseNanoseconds
    timing.answerNanoseconds &+= other.timing.answerNanoseconds
    timing.renderNanoseconds &+= other.timing.renderNanoseconds
    suggestion = other.suggestion
    draft = other.draft
  }
}
