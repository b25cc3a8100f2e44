internal import Almanac

/// A line for the shell: `.load events.jsonl`. Help, completion and the check of scripts read the
/// same table.
struct Command: Sendable {
  /// What may follow the name.
  enum Argument: Hashable {
    case nothing
    /// In capitals, as the help shows it: `FILE`.
    case required(String)
    case optional(String)
    /// Several, the first of which must be there; handed on as they are written, for ``words(of:)``.
    case words(String)
  }

  /// What TAB offers behind the name.
  enum Completion: Hashable {
    case nothing
    case topics
    case files
    case lessons
    case settings
    case words([String])
  }

  let name: String
  let argument: Argument
  let completion: Completion
  let help: String
  /// It changes what comes after it, so `.script` writes it.
  let isKept: Bool
  let action: @Sendable (inout Session, String, inout Reply) -> Void

  init(
    _ name: String, takes argument: Argument = .nothing,
    completes completion: Completion = .nothing, isKept: Bool = false, _ help: String,
    action: @escaping @Sendable (inout Session, String, inout Reply) -> Void
  ) {
    self.name = name
    self.argument = argument
    self.completion = completion
    self.help = help
    self.isKept = isKept
    self.action = action
  }

  /// `.load FILE`, `.help [TOPIC]`.
  var usage: String {
    switch argument {
    case .nothing: ".\(name)"
    case .required(let word), .words(let word): ".\(name) \(word)"
    case .optional(let word): ".\(name) [\(word)]"
    }
  }
}

extension Command {
  /// Every dot-command, in the order of the help.
  static let table: [Command] =
    [
      Command("help", takes: .optional("TOPIC"), completes: .topics, "this, or about a word") {
        $0.help($1, into: &$2)
      },
      Command("fix", "run what the last error proposes") { session, _, reply in
        session.fix(into: &reply)
      },
      Command("back", "undo the last refinement: run the statement before") { session, _, reply in
        session.back(into: &reply)
      },
      Command("last", "print the last statement whole") { session, _, reply in
        session.last(into: &reply)
      },
      Command("history", takes: .optional("TEXT"), "what was entered before, or where TEXT occurs")
      {
        $0.history($1, into: &$2)
      },
      Command("edit", takes: .optional("TEXT"), "change a statement in $EDITOR: the last, or TEXT")
      {
        $0.edit($1, into: &$2)
      },
      Command("keys", "what the keys do at the prompt") { session, _, reply in
        session.keys(into: &reply)
      },
      Command("lets", "the names that are defined") { session, _, reply in
        session.lets(into: &reply)
      },
      Command("save", takes: .required("NAME"), "keep the last query under a name, for good") {
        $0.save($1, into: &$2)
      },
      Command("saved", "the queries that are kept") { session, _, reply in
        session.saved(into: &reply)
      },
      Command(
        "script", takes: .required("FILE"), completes: .files,
        "write what was done here as a script"
      ) {
        $0.script($1, into: &$2)
      },
      Command(
        "record", takes: .optional("FILE|off"), completes: .files,
        "keep what is said from here on in FILE.md or FILE.html"
      ) {
        $0.record($1, into: &$2)
      },
      Command("note", takes: .required("TEXT"), "words for the reader of what is recorded") {
        $0.note($1, into: &$2)
      },
      Command("sources", "what is loaded, and from where") { session, _, reply in
        session.sources(into: &reply)
      },
      Command("nouns", "what one can ask for, with counts and fields") { session, _, reply in
        session.nouns(into: &reply)
      },
      Command(
        "load", takes: .required("FILE [closed] [separate]"), completes: .files, isKept: true,
        "add the data of a file or folder"
      ) {
        $0.load($1, into: &$2)
      },
      Command(
        "learn", takes: .optional("LESSON"), completes: .lessons,
        "lessons: the list, one to begin, task, back, again, stop"
      ) {
        $0.learn($1, into: &$2)
      },
      Command("hint", "in a lesson: a hint, then a stronger one") { session, _, reply in
        session.hint(into: &reply)
      },
      Command("skip", "in a lesson: show a query and go on") { session, _, reply in
        session.skip(into: &reply)
      },
      Command(
        "surprise", takes: .optional("NUMBER"),
        "something that is so, at random, with its proof and source"
      ) {
        $0.surprise($1, into: &$2)
      },
      Command(
        "snapshot", takes: .required("FILE"), completes: .files,
        "write all that is loaded as FILE.almanac, which opens at once"
      ) {
        $0.snapshot($1, into: &$2)
      },
      Command(
        "run", takes: .words("FILE [--NAME VALUE]..."), completes: .files, isKept: true,
        "run a script, with values for its params"
      ) {
        $0.run(file: $1, into: &$2)
      },
      Command(
        "set", takes: .optional("NAME [VALUE]"), completes: .settings, isKept: true,
        "show or change settings"
      ) {
        $0.set($1, into: &$2)
      },
    ]
    + Setting.all.map { setting in
      Command(
        setting.name, takes: .optional(setting.values), completes: .words(setting.choices),
        isKept: true, setting.help
      ) { session, value, reply in
        session.set(setting, to: value, into: &reply)
      }
    }
    + [
      Command("quit", "leave (Ctrl-D too)") { _, _, reply in reply.isFinished = true }
    ]

  /// The command of that name, without its point, or nil.
  static func named(_ name: some StringProtocol) -> Command? {
    table.first { $0.name == name }
  }

  /// Takes a line apart: `.load  "my file.csv"` is `load` and `my file.csv`.
  static func parts(of line: String) -> (name: String, argument: String) {
    let content = line.trimmed.dropFirst()
    let name = content.prefix { !$0.isWhitespace }
    var argument = content[name.endIndex...].trimmed
    if argument.hasSuffix(";") { argument = argument.dropLast().trimmed }
    let command = named(name.lowercased().trimmedSemicolon)
    if case .words? = command?.argument { return (command?.name ?? "", String(argument)) }
    if argument.count >= 2, argument.hasPrefix("\""), argument.hasSuffix("\"") {
      argument = argument.dropFirst().dropLast()
    }
    return (name.lowercased().trimmedSemicolon, String(argument))
  }

  /// The words of an argument, as a system's shell would take it apart: `"my file.alm" --y 2024`.
  static func words(of argument: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in argument {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if quote == nil, character.isWhitespace {
        if let whole = word { words.append(whole) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }

  /// The command that a query of one word is meant to be: `.help` for `help`, `.quit` for `exit`.
  static func meant(by query: String) -> String? {
    let word = String(query.trimmed.lowercased().trimmedSemicolon)
    switch word {
    case "?", "\\?", "\\h", "man", "usage": return ".help"
    case "exit", "bye", "leave", "\\q", "q", "logout": return ".quit"
    default: return named(word).map { ".\($0.name)" }
    }
  }

  /// What is wrong with a line before it runs: an unknown name, an argument missing or too many.
  static func fault(of line: String) -> (message: String, notes: [String])? {
    let (name, argument) = parts(of: line)
    guard let command = named(name) else {
      let close = nearest(name, in: table.map(\.name))
      return (
        name.isEmpty ? "a point alone is no command" : "there is no command .\(shown(name))",
        [
          close.map { "close: " + ([".\($0)", argument].joined(separator: " ").trimmed) },
          "all of them: .help commands",
        ].compactMap { $0 }
      )
    }
    switch command.argument {
    case .nothing where !argument.isEmpty: return (".\(name) takes nothing behind it", [])
    case .required(let word) where argument.isEmpty, .words(let word) where argument.isEmpty:
      return (".\(name) needs a \(word)", ["usage: \(command.usage)"])
    default: return nil
    }
  }
}

extension Session {
  /// Does a dot-command; what a misspelt one should have been is kept for `.fix`.
  mutating func perform(command line: String, into reply: inout Reply) {
    let (name, argument) = Command.parts(of: line)
    if let fault = Command.fault(of: line) {
      reply.fail(fault.message, notes: fault.notes, .badData)
      if Command.named(name) == nil, let close = nearest(name, in: Command.table.map(\.name)) {
        reply.suggestion = [".\(close)", argument].joined(separator: " ").trimmed.string
      }
    } else if let command = Command.named(name) {
      command.action(&self, argument, &reply)
      // A setting without a value only shows itself.
      if command.isKept, !argument.isEmpty, scriptDepth == 0, !reply.isFailure {
        transcript.append(line)
      }
    }
    if let suggestion = reply.suggestion { pendingFix = suggestion }
  }
}

/// The word nearest to a misspelt one, at most two slips away (one, for words of three letters).
func nearest(_ word: String, in words: [String]) -> String? {
  guard word.utf8.count <= 64 else { return nil }
  let limit = word.count <= 3 ? 1 : 2
  var best: (word: String, distance: Int)?
  for candidate in words {
    guard
      let distance = editDistance(word.lowercased(), candidate.lowercased(), limit: limit)
    else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.word
}

extension StringProtocol {
  /// Without white space at both ends.
  var trimmed: Self.SubSequence {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }

  var string: String { String(self) }

  /// `.quit;` is `.quit`.
  fileprivate var trimmedSemicolon: String {
    hasSuffix(";") ? String(dropLast()) : String(self)
  }
}
