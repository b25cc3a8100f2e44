internal import Almanac

/// `.help`: a first page that fits a screen, then one page a word. All words come from the tables
/// of the language, the schema and the commands.
extension Session {
  /// `.help [TOPIC]`
  func help(_ topic: String, into reply: inout Reply) {
    let topic = topic.lowercased()
    if topic.isEmpty { return reply.print(Help.firstPage) }
    if let page = Help.page(topic) { return reply.print(page) }
    let close = nearest(topic, in: Help.topics)
    reply.fail(
      "there is no help about \"\(shown(topic))\"",
      notes: [close.map { "close: .help \($0)" } ?? "all of it: .help"], .badData)
    reply.suggestion = close.map { ".help \($0)" }
  }
}

enum Help {
  /// What `.help` knows a page of.
  static var topics: [String] {
    ["commands", "settings", "errors"] + Noun.allCases.map(\.plural)
      + Keyword.allCases.map(\.rawValue) + Command.table.map { ".\($0.name)" }
  }

  /// What to type, the words there are, and how to go on: one screen.
  static var firstPage: String {
    """
    A query is what you look for, then phrases and stages in the order of doing:
      events by CAST in China during 2023
      events about "science literacy" where days > 2 sort when show name, when
      events count by kind
    A line that begins with such a word goes on with the last query; TAB shows what fits.

    \(table([
      ("nouns", Noun.allCases.map(\.plural).joined(separator: " ")),
      ("stages", words(.stage)),
      ("relations", words(.relation)),
      ("tests", words(.joining) + " · is " + words(.state, separator: "|")),
      ("many values", words(.quantifier)),
      ("statements", words(.statement)),
      ("shell", Command.table.map { ".\($0.name)" }.joined(separator: " ")),
    ]))

    .help WORD tells more: .help where · .help events · .help commands · .help N02
    """
  }

  /// The page of a topic, or nil.
  static func page(_ topic: String) -> String? {
    let bare = topic.hasPrefix(".") ? String(topic.dropFirst()) : topic
    switch topic {
    case "commands", "dot-commands":
      return table(Command.table.map { ($0.usage, $0.help) })
    case "settings", ".set", "set":
      return "usage: .set [NAME [VALUE]], or .NAME VALUE\n\n"
        + table(Setting.all.map { ("\($0.name) \($0.values)", $0.help) })
    case "errors":
      return "Every error has a code; its letter says what it is about.\n\n" + table(errorFamilies)
    default: break
    }
    if let noun = Noun(word: bare), !topic.hasPrefix(".") { return page(noun) }
    if !topic.hasPrefix("."), let keyword = Keyword(rawValue: topic) {
      return "\(keyword.rawValue): \(keyword.help)"
        + (Command.named(topic).map { "\n\($0.usage): \($0.help)" } ?? "")
    }
    if let command = Command.named(bare) { return "\(command.usage): \(command.help)" }
    if let family = errorFamilies.first(where: { isCode(topic, of: $0.0) }) {
      return "\(topic.uppercased()) is an error about \(family.1)\n"
        + "Its text says what is wrong and what to try; .fix runs the first proposal."
    }
    return nil
  }

  private static func page(_ noun: Noun) -> String {
    let fields = Schema.fields(of: noun).map { field in
      (field.name + (field.isMany ? "*" : ""), field.summary)
    }
    return "\(noun.plural): their fields (* several values)\n\n" + table(fields)
  }

  private static let errorFamilies = [
    ("L", "how something is written: quotes, numbers, dates"),
    ("S", "the order of words: stages, brackets, words of other languages"),
    ("N", "a name that nothing or several things have"),
    ("V", "a value that can't be"),
    ("T", "two things that can't be compared"),
    ("A", "an assertion of a script that does not hold"),
    ("X", "what can't be done yet, or not here"),
  ]

  private static func isCode(_ topic: String, of family: String) -> Bool {
    topic.uppercased().hasPrefix(family) && topic.utf8.count == 3
      && topic.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func words(
    _ category: Keyword.Category, separator: String = " "
  ) -> String {
    Keyword.words(in: category).map(\.rawValue).joined(separator: separator)
  }

  /// Two columns; the right one is wrapped to 78 cells.
  static func table(_ rows: [(String, String)]) -> String {
    let width = min(24, rows.map { displayWidth($0.0) }.max() ?? 0)
    return rows.flatMap { left, right -> [String] in
      var lines: [String] = []
      var line = ""
      for word in right.split(separator: " ") {
        if !line.isEmpty, displayWidth(line) + displayWidth(word) + 1 > 78 - width - 2 {
          lines.append(line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " " + word
      }
      lines.append(line)
      let padding = String(repeating: " ", count: max(0, width - displayWidth(left)) + 2)
      let indent = String(repeating: " ", count: width + 2)
      if displayWidth(left) > width {
        return [left] + lines.map { indent + $0 }
      }
      return lines.enumerated().map {
        $0.offset == 0 ? left + padding + $0.element : indent + $0.element
      }
    }.joined(separator: "\n")
  }
}
