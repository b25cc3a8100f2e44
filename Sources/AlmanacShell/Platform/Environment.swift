#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The variables of the process, and what they mean here.
struct Environment: Sendable {
  private let lookUp: @Sendable (String) -> String?

  init(lookUp: @escaping @Sendable (String) -> String?) {
    self.lookUp = lookUp
  }

  /// The environment that the program was started with.
  static let process = Environment { name in
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }

  /// The value of a variable that is set and not empty.
  subscript(name: String) -> String? {
    guard let value = lookUp(name), !value.isEmpty else { return nil }
    return value
  }
}

extension Environment {
  /// The reader's languages, BCP 47, most wanted first: `--lang`, else the locale's; English last.
  func languages(wanted: String?) -> [String] {
    let first =
      wanted
      ?? (self["LC_ALL"] ?? self["LC_MESSAGES"] ?? self["LANG"]).flatMap {
        Environment.languageTag(posix: $0)
      }
    guard let first = first.map(canonicalLanguageTag), first != "en" else { return ["en"] }
    return [first, "en"]
  }

  /// The BCP 47 tag of a POSIX locale: `zh_CN.UTF-8` is `zh-CN`; nil for `C` and `POSIX`.
  static func languageTag(posix locale: String) -> String? {
    let name = locale.prefix { $0 != "." && $0 != "@" }
    if name.isEmpty || name == "C" || name == "POSIX" { return nil }
    return String(name.map { $0 == "_" ? "-" : $0 })
  }

  /// Whether terminals of this locale show Unicode; one that says nothing does.
  var knowsUnicode: Bool {
    guard let locale = self["LC_ALL"] ?? self["LC_CTYPE"] ?? self["LANG"] else { return true }
    guard let charset = locale.split(separator: ".").dropFirst().first else {
      return locale != "C" && locale != "POSIX"
    }
    return ["utf-8", "utf8"].contains(charset.prefix { $0 != "@" }.lowercased())
  }

  /// Where the history is kept; nil when there is no home. Relative values are ignored, as the XDG
  /// Base Directory Specification demands.
  var historyPath: String? { path("XDG_STATE_HOME", "/.local/state", "/almanac/history") }

  /// Where `.save` keeps queries, as ``historyPath`` for data.
  var savedPath: String? { path("XDG_DATA_HOME", "/.local/share", "/almanac/saved.alm") }

  /// `$XDG_DATA_HOME/almanac/lessons`, or nil without a home.
  var lessonsPath: String? { path("XDG_DATA_HOME", "/.local/share", "/almanac/lessons") }

  private func path(_ variable: String, _ folderInHome: String, _ file: String) -> String? {
    if let folder = self[variable], folder.hasPrefix("/") { return folder + file }
    guard let home = self["HOME"], home.hasPrefix("/") else { return nil }
    return home + folderInHome + file
  }

  /// The pager's command, or nil when it is switched off by an empty `PAGER` or by `cat`. Whoever sees
  /// `less` for the first time is told how to leave it.
  var pager: String? {
    guard let command = lookUp("PAGER") else { return "less -FRX '-Psspace\\: on, q\\: back'" }
    return command.isEmpty || command == "cat" ? nil : command
  }
}

/// What `--color` says.
public enum ColorChoice: String, CaseIterable, Hashable, Sendable {
  case auto
  case always
  case never

  /// Whether a stream gets colour: the option wins over `NO_COLOR`, that over `CLICOLOR_FORCE`, and
  /// last comes what the stream is.
  ///
  /// Source: no-color.org, bixense.com/clicolors.
  func isColored(isTerminal: Bool, environment: Environment) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      if environment["NO_COLOR"] != nil {
        false
      } else if let force = environment["CLICOLOR_FORCE"], force != "0" {
        true
      } else {
        isTerminal && environment["TERM"] != "dumb"
      }
    }
  }
}
