internal import AlmanacShell
internal import ArgumentParser

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The command line in full: `almanac` and its subcommands.
struct AlmanacCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "almanac",
    abstract: "Ask about events: who holds them, where, when, about what.",
    discussion: """
      almanac                                         the shell
      almanac query 'events by CAST in China'         one answer
      almanac query 'events count by kind' --json
      almanac run report.alm                          a script
      almanac --data conferences.jsonl                your own data
      almanac check mine.toml report.alm              what is wrong in files
      almanac learn                                   lessons, one step after the other
      almanac convert talks.csv talks.ics             data in another format
      almanac manual lesson                           the language in fifteen minutes
      almanac format report.alm                       a script in its canonical layout

      Exit codes: 0 done, 1 nothing found (with --exit-status), 64 usage, 65 bad query or data, \
      66 no such file, 73 a file is there already, 74 cannot write.
      """,
    version: "almanac \(Program.version)",
    subcommands: [
      QueryCommand.self, RunCommand.self, CheckCommand.self, ConvertCommand.self,
      FormatCommand.self, LearnCommand.self, ManualCommand.self,
    ])

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation { shared.applied(to: .shell) }
}

/// `almanac query 'events by CAST'`
struct QueryCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Answer one query.",
    usage: "almanac query '<query>' [--format <format>] [--json] [--exit-status] [--timing]")

  @Argument(help: "The query, as one word of the shell; - reads it from standard input.")
  var query: String

  @Option(
    help: ArgumentHelp("\(Invocation.formatNames.joined(separator: ", ")).", valueName: "format"),
    completion: .list(Invocation.formatNames))
  var format: String?

  @Flag(help: "Short for --format json.")
  var json = false

  @Flag(help: "Exit with 1 when nothing is found.")
  var exitStatus = false

  @Flag(help: "Tell on standard error how many seconds each stage took.")
  var timing = false

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation {
    shared.applied(
      to: .query(
        query,
        Invocation.QueryOptions(
          format: json ? "json" : format, hasExitStatus: exitStatus, showsTiming: timing)))
  }

  func validate() throws {
    if json, let format, format != "json" {
      throw ValidationError("--json is short for --format json; here is --format \(format) too.")
    }
  }
}

/// `almanac run report.alm`
struct RunCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a script of queries.",
    usage: "almanac run [--tap] [--timing] <file> [--<param> <value>]...",
    discussion: """
      It is read whole first: what is wrong in how it is written is told, and nothing runs. The first \
      statement that fails ends it with 65; assertions that fail are counted, and make it exit with 1.
      """)

  @Argument(help: "The script; - is standard input.", completion: .file(extensions: ["alm"]))
  var file: String

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp(
      "Values for the script's params: --year 2024 for `param $year = 2023`.",
      valueName: "--param value"))
  var arguments: [String] = []

  @Flag(help: "Print assertions as the Test Anything Protocol has it.")
  var tap = false

  @Flag(help: "Tell on standard error how many seconds each stage of each statement took.")
  var timing = false

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation {
    shared.applied(
      to: .run(file, Invocation.RunOptions(isTAP: tap, showsTiming: timing, arguments: arguments)))
  }
}

/// `almanac convert talks.csv talks.ics`
struct ConvertCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write data in another format.",
    usage: "almanac convert [--format <format>] [--replace] <in>... <out>",
    discussion: """
      The last file is written, all others are read together; its ending says the format. .jsonl and \
      .json keep every record as text. .almanac is a snapshot, all of it as it lies in memory: almanac \
      --data FILE.almanac opens it in a millisecond, almanac check FILE.almanac reads and checks it. \
      Other formats keep what they have a place for: what is left out is told. --corpus adds the \
      built-in corpus.
      """)

  @Argument(
    help: "Files to read, then the one to write; - is standard input, or output with --format.",
    completion: .file())
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "\(Invocation.conversionNames.joined(separator: ", ")); else by the ending.",
      valueName: "format"),
    completion: .list(Invocation.conversionNames))
  var format: String?

  @Flag(help: "Replace a file that is there.")
  var replace = false

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation {
    shared.applied(
      to: .convert(files, Invocation.ConvertOptions(format: format, mayReplace: replace)))
  }
}

/// `almanac format report.alm`
struct FormatCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "format", abstract: "Lay out scripts in the canonical way.",
    discussion: """
      A statement that fits in 80 columns is one line, any other a line for each stage. Comments and \
      dot-commands stay. A script with a fault is not touched: what is wrong is told.
      """)

  @Argument(help: "Scripts; - is standard input.", completion: .file(extensions: ["alm"]))
  var files: [String]

  @Flag(name: [.short, .long], help: "Write each script back to its file.")
  var inPlace = false

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation { shared.applied(to: .format(files, inPlace: inPlace)) }
}

/// `almanac check mine.toml report.alm`
struct CheckCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Tell what is wrong in corpora, data and scripts.",
    discussion: """
      Every fault is one line, file:line:column: what is wrong. Of data it is told what would be read, \
      merged and kept; nothing else is done. Data files are read together, as they may refer to each other; with \
      --corpus they may refer to the built-in corpus too. Names in scripts are those of the built-in \
      corpus, or of --data.
      """)

  @Argument(
    help: "Corpora (.toml), data (.jsonl, .json), scripts (.alm); - is a script.",
    completion: .file())
  var files: [String]

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation { shared.applied(to: .check(files)) }
}

/// `almanac learn first-steps`
struct LearnCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn", abstract: "Learn to ask, step by step.",
    discussion: """
      almanac learn                  the next lesson that is not done
      almanac learn first-steps      that one
      almanac learn mine.md          one of your own; almanac check mine.md proves it

      Each step says what to find out. Ask as you like: the result counts, not the query.
      """)

  @Argument(
    help: "A lesson by name or number, a file, or list.", completion: .file(extensions: ["md"]))
  var lesson: String?

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation { shared.applied(to: .learn(lesson)) }
}

/// `almanac manual where`
struct ManualCommand: ParsableCommand, InvocationCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Read the manual.",
    discussion: """
      almanac manual             the topics
      almanac manual lesson      the language in fifteen minutes
      almanac manual language    all of it on one page
      almanac manual card        the same on a card of 60 lines
      almanac manual where       a word, a noun, a field, a command, an error: N02

      almanac manual --man > ~/.local/share/man/man1/almanac.1
      """)

  @Argument(help: "A topic, or nothing for the list of them.")
  var topic: [String] = []

  @Flag(help: "Write a page, this command line or the topic, as the program man reads it.")
  var man = false

  @OptionGroup(title: "Data and reader") var shared: SharedOptions

  var invocation: Invocation {
    shared.applied(
      to: .manual(topic.isEmpty ? nil : topic.joined(separator: " "), forMan: man))
  }
}

/// The options that stand before or after every subcommand.
struct SharedOptions: ParsableArguments {
  @Option(
    name: .customLong("data"), parsing: .singleValue,
    help: ArgumentHelp(
      "Ask this file or folder instead of the built-in corpus; may be repeated.",
      valueName: "file"),
    completion: .file())
  var dataFiles: [String] = []

  @Flag(name: .customLong("corpus"), help: "The built-in corpus beside the files of --data.")
  var includesCorpus = false

  @Flag(name: .customLong("separate"), help: "Merge nothing that several files of --data have.")
  var keepsSeparate = false

  @Flag(name: .customLong("no-corrections"), help: "The corpus as its sources printed it.")
  var skipsCorrections = false

  @Option(
    name: .customLong("lang"),
    help: ArgumentHelp("The language in which names are shown: en, zh.", valueName: "language"))
  var language: String?

  @Option(help: ArgumentHelp("The day that today means: 2023-11-06.", valueName: "date"))
  var today: String?

  @Option(
    help: ArgumentHelp("auto, always or never.", valueName: "when"),
    completion: .list(["auto", "always", "never"]))
  var color: String?

  @Flag(help: "Keep what is asked from reading and writing files and from starting programs.")
  var safe = false

  func applied(to action: Invocation.Action) -> Invocation {
    var invocation = Invocation(action)
    invocation.dataFiles = dataFiles
    invocation.includesCorpus = includesCorpus
    invocation.appliesCorrections = !skipsCorrections
    invocation.keepsSeparate = keepsSeparate
    invocation.language = language
    invocation.today = today
    invocation.color = color
    invocation.isSafe = safe
    return invocation
  }
}

/// A command that says what it wants done, and leaves the doing to ``Program``.
protocol InvocationCommand {
  var invocation: Invocation { get }
}

extension AlmanacCommand {
  /// Reads the words after the program's name and does what they ask for; the exit code.
  static func run(_ words: [String]) -> Int32 {
    do {
      var command = try parseAsRoot(words)
      if let command = command as? any InvocationCommand {
        return Program.run(command.invocation)
      }
      try command.run()
      return 0
    } catch {
      let code = exitCode(for: error).rawValue
      let text = fullMessage(for: error)
      let isFault = code != 0
      let hint = isFault ? misspeltSubcommand(in: words) ?? unquotedQuery(in: words) : nil
      Program.write(hint ?? text, toError: isFault)
      return code
    }
  }

  private static let sharedOptions = ["--data", "--lang", "--today", "--color"]
  private static let sharedFlags = [
    "--corpus", "--separate", "--no-corrections", "--safe", "--version", "--help", "-h",
  ]

  /// What to say about a first word that is no subcommand; nil when an option before it is wrong.
  static func misspeltSubcommand(in words: [String]) -> String? {
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-") {
      rest.removeFirst()
      if sharedOptions.contains(word) {
        rest = rest.dropFirst()
      } else if !sharedFlags.contains(word),
        !sharedOptions.contains(where: { word.hasPrefix($0 + "=") })
      {
        return nil
      }
    }
    let names = ["query", "run", "check", "convert", "format", "learn", "manual", "help"]
    guard let word = rest.first, !names.contains(word) else { return nil }
    return Program.aboutUnknownSubcommand(word, known: names)
  }

  /// What to say about `almanac query events by CAST`, a query in several words; nil when an
  /// option is wrong.
  static func unquotedQuery(in words: [String]) -> String? {
    guard let place = words.firstIndex(of: "query") else { return nil }
    var query: [String] = []
    var rest = words[(place + 1)...]
    while let word = rest.popFirst() {
      if sharedOptions.contains(word) || word == "--format" {
        rest = rest.dropFirst()
      } else if !word.hasPrefix("-") {
        query.append(word)
      } else if !(sharedFlags + ["--json", "--exit-status", "--timing"]).contains(word) {
        return nil
      }
    }
    return query.count > 1 ? Program.aboutUnquotedQuery(query) : nil
  }
}
