internal import Almanac
internal import CManual

/// The manual, which is the help: `.help where` and `almanac manual where` print what the pages of
/// `Almanac.docc` say about a word, with what the tables of the schema add.
///
/// A heading that begins with code is a topic: ``### `where`: keep the rows …``. So is every page.
/// Nothing is read before someone asks.
enum Manual {
  /// All pages, in reading order.
  static let pages: [ManualPage] = {
    var count = 0
    let first = unsafe manual_files(&count)
    return (0..<count).map { index in
      let file = unsafe first[index]
      let bytes = unsafe UnsafeBufferPointer(start: file.bytes, count: file.count)
      return unsafe ManualPage(
        name: String(cString: file.name), text: String(decoding: bytes, as: UTF8.self))
    }
  }()

  /// What it says about a topic: a page, or all that a word is; nil when that is nothing.
  ///
  /// - Parameter dataFields: the fields that only the loaded data has.
  static func article(
    about topic: String, dataFields: [DataField] = []
  ) -> [MarkdownBlock]? {
    let key = aliases[topic.lowercased()] ?? topic.lowercased()
    switch key {
    case "": return article(about: ".help").map { Array($0.dropFirst()) }
    case "topics": return contents
    default: break
    }
    if let page = page(key) { return page.overview }
    var blocks = sections(about: key) + fields(named: key) + dataFields.blocks(about: key)
    // `last` is a word of the language and a command.
    if !key.hasPrefix(".") { blocks += sections(about: "." + key) }
    if !blocks.isEmpty { return blocks }
    // Of `sort by` and `why not` the first word is the topic.
    guard let space = key.firstIndex(of: " ") else { return nil }
    return article(about: String(key[..<space]), dataFields: dataFields)
  }

  /// The page that is called so, in whatever case, or by another word.
  static func page(_ topic: String) -> ManualPage? {
    let key = aliases[topic.lowercased()] ?? topic.lowercased()
    return pages.first { $0.topic == key }
  }

  /// Every topic, for the nearest to a misspelt one.
  static var topics: [String] { index.map(\.topic) }

  /// Every topic with what it is, for completion.
  static let index: [(topic: String, gloss: String)] = {
    var index = [("topics", "what there is help about"), ("language", "all of it on one page")]
    index += pages.map { ($0.topic, $0.title) } + pages.flatMap { $0.index }
    let words = Set(index.map(\.0))
    return index + fieldNames.filter { !words.contains($0) }.map { ($0, "a field") }
  }()

  /// Other words for topics, those of other query languages among them.
  private static let aliases = [
    "contents": "topics", "manual": "topics",
    "language": "reference", "syntax": "reference", "grammar": "reference",
    "tutorial": "lesson", "functions": "words", "keywords": "words", "cheatsheet": "card",
    "options": "program", "command-line": "program", "exit-codes": "program", "man": "program",
    "swift": "library", "api": "library", "toml": "corpus", "csv": "formats", "tsv": "formats",
    "json": "formats", "jsonl": "formats", "md": "formats", "html": "formats", "ics": "formats",
    "jsonld": "formats", "geojson": "formats", "csl": "formats", "bib": "formats", "svg": "formats",
    "fields": "nouns", "dot-commands": "commands", "shell": "commands", "settings": ".set",
    "sql": "s02", "select": "s02", "from": "s02", "having": "s02", "join": "s02", "group": "s03",
    "order": "sort", "null": "missing", "true": "answers", "false": "answers",
  ]

  private static func sections(about key: String) -> [MarkdownBlock] {
    let noun = Noun(word: key)
    let word = noun?.plural ?? key
    let sections = pages.flatMap { $0.section(about: word) }
    guard let noun, !sections.isEmpty else { return sections }
    return sections + [
      .paragraph("Its fields, `*` those with several values:"), fieldTable(of: noun),
    ]
  }
}

extension Manual {
  /// The topics: pages with what they are about, then the words.
  private static var contents: [MarkdownBlock] {
    var blocks: [MarkdownBlock] = [
      .heading(level: 1, text: "The manual of Almanac"),
      .paragraph("Pages, in reading order:"),
      .table(header: [], rows: pages.map { ["`\($0.topic)`", $0.abstract] }),
    ]
    for page in pages where !page.topics.isEmpty {
      // A star alone would be taken for emphasis.
      let topics = page.topics.map { $0 == "*" ? "`*`" : $0 }
      blocks.append(.paragraph("\(page.title): \(topics.joined(separator: ", "))"))
    }
    return blocks + [
      .paragraph("Every field is a topic too: \(fieldNames.joined(separator: ", "))"),
      .paragraph("To read about one of them, say `where`: <doc:where>"),
    ]
  }

  private static let fieldNames: [String] = {
    var names: [String] = []
    for field in Noun.allCases.flatMap({ Schema.fields(of: $0) }) where !names.contains(field.name)
    {
      names.append(field.name)
    }
    return names
  }()

  private static func fieldTable(of noun: Noun) -> MarkdownBlock {
    .table(
      header: [],
      rows: Schema.fields(of: noun).map { field in
        [field.name + (field.isMany ? "*" : ""), field.summary]
      })
  }

  /// What a field is, of each noun that has it, and a query that shows it.
  private static func fields(named name: String) -> [MarkdownBlock] {
    let found = Noun.allCases.compactMap { noun in
      Schema.field(name, of: noun).map { (noun: noun, field: $0) }
    }
    guard let first = found.first else { return [] }
    let isCommon =
      found.count == Noun.allCases.count && found.allSatisfy { $0.field == first.field }
    let rows = (isCommon ? [first] : found).map { noun, field in
      [isCommon ? "everything" : noun.plural, description(of: field)]
    }
    let columns = name == "name" ? "names" : "name, \(name)"
    return [
      .heading(level: 3, text: "\(name): a field of"), .table(header: [], rows: rows),
      .code(
        language: "almanac",
        lines: ["\(first.noun.plural) where \(name) is known show \(columns) limit 5"]),
    ]
  }

  /// `who organizes it; organizations, in a tree; several`.
  private static func description(of field: Field) -> String {
    let type =
      switch field.type {
      case .text: "text"
      case .code: "a word"
      case .number: "a number"
      case .day: "a date"
      case .period: "a start and an end"
      case .entity(let noun): field.isMany ? noun.plural : noun.withArticle
      case .anyEntity: "a thing of any kind"
      }
    return field.summary + "; " + type + (field.isTree ? ", `under` descends" : "")
      + (field.isMany ? ", several values" : "")
  }
}

/// A field that the loaded data has of a noun besides those of the schema: a number that sources give, or
/// a key of its own.
struct DataField: Hashable {
  let noun: Noun
  let name: String
  let isMeasure: Bool
}

extension [DataField] {
  fileprivate func blocks(about key: String) -> [MarkdownBlock] {
    guard let field = first(where: { $0.name.lowercased() == key }) else { return [] }
    let meaning =
      field.isMeasure
      ? "a number that sources give of some \(field.noun.plural)"
      : "a key of the data that is loaded, of \(field.noun.plural)"
    return [
      .paragraph("\(field.name): \(meaning)"),
      .code(
        language: "almanac",
        lines: [
          "\(field.noun.plural) where \(field.name) is known show name, \(field.name)",
          "describe \(field.noun.plural).\(field.name)",
        ]),
    ]
  }
}
