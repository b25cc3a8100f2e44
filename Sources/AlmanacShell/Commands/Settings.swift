internal import Almanac

/// How a session shows things. Nothing here changes what a query means.
struct Settings: Hashable {
  /// How many rows a view shows.
  enum RowLimit: Hashable {
    /// 40 on a terminal, all elsewhere.
    case automatic
    case all
    case count(Int)
  }

  /// How much an error says.
  enum ErrorLength: String, CaseIterable {
    case long
    case short
  }

  var format = Format.table
  var rowLimit = RowLimit.automatic
  var errors = ErrorLength.long
  var showsHints = true
  var showsTime = true
  var usesPager = true
  /// Bars stand beside counts.
  var showsBars = true
  var theme = Theme.auto
  /// Files that are there may be replaced.
  var overwrites = false
  var color = ColorChoice.auto
  /// The day that events of a calendar are stamped with; nil is the day of their last source.
  var stamp: Day?
  /// Cells, instead of the terminal's.
  var widthColumns: Int?
}

/// A name of `.set`, which is a dot-command of its own too: `.set hints off`, `.hints off`.
struct Setting: Sendable {
  let name: String
  /// What may be said: `on|off`, `N|all`.
  let values: String
  /// Values that completion offers.
  let choices: [String]
  let help: String
  /// The value as it is written.
  let read: @Sendable (Session) -> String
  /// Takes a value; false when it is none.
  let write: @Sendable (inout Session, String) -> Bool
}

extension Setting {
  static let all: [Setting] = [
    Setting(
      name: "mode", values: Format.names.joined(separator: "|"), choices: Format.names,
      help: "how answers are written",
      read: { $0.settings.format.rawValue },
      write: { session, value in
        guard let format = Format(rawValue: value) else { return false }
        session.settings.format = format
        return true
      }),
    Setting(
      name: "limit", values: "N|all", choices: ["10", "40", "100", "all"],
      help: "how many rows a table shows",
      read: { session in
        switch session.settings.rowLimit {
        case .automatic: session.display.isInteractive ? "40" : "all"
        case .all: "all"
        case .count(let count): String(count)
        }
      },
      write: { session, value in
        if value == "all" {
          session.settings.rowLimit = .all
        } else if let count = Int(value), count > 0 {
          session.settings.rowLimit = .count(count)
        } else {
          return false
        }
        return true
      }),
    Setting(
      name: "lang", values: "LANGUAGE", choices: ["en", "zh", "ru", "fr", "es", "de"],
      help: "the language in which names are shown: en, zh, zh-Hant",
      read: { $0.context.languages.first ?? "en" },
      write: { session, value in
        guard isLanguageTag(value) else { return false }
        let tag = canonicalLanguageTag(value)
        session.context.languages = tag == "en" ? ["en"] : [tag, "en"]
        return true
      }),
    toggle("timer", \.showsTime, "the time below an answer"),
    toggle("hints", \.showsHints, "remarks after an answer"),
    Setting(
      name: "errors", values: "long|short", choices: ["long", "short"],
      help: "how much an error says",
      read: { $0.settings.errors.rawValue },
      write: { session, value in
        guard let length = Settings.ErrorLength(rawValue: value) else { return false }
        session.settings.errors = length
        return true
      }),
    Setting(
      name: "width", values: "N|auto", choices: ["80", "100", "auto"],
      help: "the cells that a table may use",
      read: { session in session.settings.widthColumns.map { String($0) } ?? "auto" },
      write: { session, value in
        if value == "auto" {
          session.settings.widthColumns = nil
        } else if let count = Int(value), (20...10_000).contains(count) {
          session.settings.widthColumns = count
        } else {
          return false
        }
        return true
      }),
    Setting(
      name: "color", values: "auto|always|never", choices: ColorChoice.allCases.map(\.rawValue),
      help: "whether colour is used",
      read: { $0.settings.color.rawValue },
      write: { session, value in
        guard let choice = ColorChoice(rawValue: value) else { return false }
        session.settings.color = choice
        return true
      }),
    Setting(
      name: "theme", values: "auto|light|dark|mono", choices: Theme.allCases.map(\.rawValue),
      help: "colours for a light or a dark terminal, or none but bold",
      read: { $0.settings.theme.rawValue },
      write: { session, value in
        guard let theme = Theme(rawValue: value) else { return false }
        session.settings.theme = theme
        session.dress()
        return true
      }),
    Setting(
      name: "bars", values: "on|off", choices: ["on", "off"],
      help: "bars beside the numbers of a count",
      read: { $0.settings.showsBars ? "on" : "off" },
      write: { session, value in
        guard value == "on" || value == "off" else { return false }
        session.settings.showsBars = value == "on"
        session.dress()
        return true
      }),
    Setting(
      name: "index", values: "on|off|now", choices: ["on", "off", "now"],
      help: "whether tests use lists of rows and sorted orders; now: names have theirs at once",
      read: { $0.context.tuning.usesIndexes ? "on" : "off" },
      write: { session, value in
        guard ["on", "off", "now"].contains(value) else { return false }
        session.context.tuning.usesIndexes = value != "off"
        if value == "now" {
          session.loading.catalog.store.makeNames(unless: session.context.interruption)
        }
        return true
      }),
    toggle("pager", \.usesPager, "long answers page by page"),
    Setting(
      name: "stamp", values: "DATE|auto", choices: ["auto"],
      help: "the day that events of an .ics file are stamped with",
      read: { $0.settings.stamp?.text ?? "auto" },
      write: { session, value in
        guard value == "auto" || Day(iso: value) != nil else { return false }
        session.settings.stamp = Day(iso: value)
        return true
      }),
    toggle("overwrite", \.overwrites, "whether export and .script may replace files"),
  ]

  /// The setting of that name, or nil.
  static func named(_ name: some StringProtocol) -> Setting? { all.first { $0.name == name } }

  private static func toggle(
    _ name: String, _ path: any WritableKeyPath<Settings, Bool> & Sendable, _ help: String
  ) -> Setting {
    Setting(
      name: name, values: "on|off", choices: ["on", "off"], help: help,
      read: { $0.settings[keyPath: path] ? "on" : "off" },
      write: { session, value in
        guard value == "on" || value == "off" else { return false }
        session.settings[keyPath: path] = value == "on"
        return true
      })
  }
}

extension Format {
  static var names: [String] { allCases.map(\.rawValue) }
}

/// Whether a text has the form of a BCP 47 tag: `en`, `zh-Hans`, `pt-BR`.
func isLanguageTag(_ text: String) -> Bool {
  let parts = text.split(separator: "-", omittingEmptySubsequences: false)
  guard let first = parts.first, (2...3).contains(first.utf8.count),
    first.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) })
  else { return false }
  return parts.dropFirst().allSatisfy { part in
    (1...8).contains(part.utf8.count)
      && part.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
  }
}

/// A language tag in the letters in which such tags are written: `zh-Hans-CN` for `ZH-hans-cn`.
///
/// Source: RFC 5646 §2.1.1.
func canonicalLanguageTag(_ tag: String) -> String {
  tag.split(separator: "-").enumerated().map { place, part in
    switch part.utf8.count {
    case 4 where place > 0: part.prefix(1).uppercased() + part.dropFirst().lowercased()
    case 2 where place > 0: part.uppercased()
    default: part.lowercased()
    }
  }.joined(separator: "-")
}
