/// What a command line asks for, as words: nothing is checked or opened yet.
public struct Invocation: Hashable, Sendable {
  /// What is to be done.
  public enum Action: Hashable, Sendable {
    /// The shell on a terminal, a script from standard input elsewhere.
    case shell
    /// One query.
    case query(String, QueryOptions)
    /// A script; `-` is standard input.
    case run(String, RunOptions)
    /// A lesson, or the next one: in the shell on a terminal, of statements from standard input elsewhere.
    case learn(String?)
    /// Files to find the faults of, and nothing more.
    case check([String])
    /// Data in another format: the files to read, then the one to write.
    case convert([String], ConvertOptions)
    /// What the manual says about a topic; nil lists the topics. With `forMan` a page of it is written
    /// as `man` reads it: nil is the one on the command line.
    case manual(String?, forMan: Bool)
    /// Scripts to lay out anew: on standard output, or in their place.
    case format([String], inPlace: Bool)
  }

  /// The options of `almanac query`.
  public struct QueryOptions: Hashable, Sendable {
    /// A name of a format, or nil for a table.
    public var format: String?
    /// Exit code 1 when the answer has no rows.
    public var hasExitStatus: Bool
    /// Tell on standard error how long each stage took.
    public var showsTiming: Bool

    /// A table, exit code 0, no timing, unless said otherwise.
    public init(format: String? = nil, hasExitStatus: Bool = false, showsTiming: Bool = false) {
      self.format = format
      self.hasExitStatus = hasExitStatus
      self.showsTiming = showsTiming
    }
  }

  /// The options of `almanac convert`.
  public struct ConvertOptions: Hashable, Sendable {
    /// A name of a format, or nil where the name of the file says it.
    public var format: String?
    /// A file that is there may be replaced.
    public var mayReplace: Bool

    /// By the name of the file, and nothing is replaced, unless said otherwise.
    public init(format: String? = nil, mayReplace: Bool = false) {
      self.format = format
      self.mayReplace = mayReplace
    }
  }

  /// The options of `almanac run`.
  public struct RunOptions: Hashable, Sendable {
    /// Print assertions as the Test Anything Protocol has it.
    public var isTAP: Bool
    /// Tell on standard error how long each stage of each statement took.
    public var showsTiming: Bool
    /// What stands behind the file: `--y 2024`.
    public var arguments: [String]

    /// Answers as ever, and the script's own defaults, unless said otherwise.
    public init(isTAP: Bool = false, showsTiming: Bool = false, arguments: [String] = []) {
      self.isTAP = isTAP
      self.showsTiming = showsTiming
      self.arguments = arguments
    }
  }

  /// The names that `--format` of `almanac convert` takes.
  public static var conversionNames: [String] { ConversionTarget.all.map(\.name) }

  /// What is to be done.
  public var action: Action
  /// Files to ask instead of the built-in corpus.
  public var dataFiles: [String] = []
  /// The built-in corpus beside the files.
  public var includesCorpus = false
  /// The corpus as checked against its sources, rather than as printed.
  public var appliesCorrections = true
  /// What several files say of one thing stays several records.
  public var keepsSeparate = false
  /// A BCP 47 tag, or nil for the locale's.
  public var language: String?
  /// The day that `today` means, `2023-11-06`, or nil for the calendar's.
  public var today: String?
  /// `auto`, `always`, `never`, or nil for `auto`.
  public var color: String?
  /// What is asked may not touch files or start programs.
  public var isSafe = false

  /// That action over the built-in corpus, for the reader of the locale.
  public init(_ action: Action) {
    self.action = action
  }
}
