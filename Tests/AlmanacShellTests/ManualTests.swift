import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// The folder of the pages.
private let folder = root.appending(path: "Sources/Almanac/Almanac.docc")

/// The pages that are about the language and the shell: all but the library's front page and the
/// plan of the house.
private let pageNames: [String] = {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  return files.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    .filter { !["Almanac", "Architecture"].contains($0) }.sorted()
}()

private func text(of page: String) throws -> String {
  try String(contentsOf: folder.appending(path: page + ".md"), encoding: .utf8)
}

/// Cells that fit a terminal of 80 when the help moves code in by two.
private let blockWidth = 78

@Suite("The manual")
struct ManualTests {
  @Test("every page of the folder lies in the program as it stands, and on the front page")
  func embedded() throws {
    #expect(pageNames.count >= 10)
    #expect(Manual.pages.map(\.name).sorted() == pageNames)
    let front = try text(of: "Almanac")
    for page in Manual.pages {
      #expect(page.blocks == MarkdownBlock.read(try text(of: page.name)))
      #expect(front.contains("- <doc:\(page.name)>"))
    }
  }

  @Test("no fence escapes the tests", arguments: pageNames + ["Almanac"])
  func fences(page: String) throws {
    let stretches = Stretch.split(try text(of: page))
    let kinds = stretches.compactMap(\.language)
    let more = ["Almanac": ["swift"], "Library": ["swift", "text"], "Corpus": ["toml"]]
    let known = ["almanac", "console"] + more[page, default: []]
    #expect(kinds.allSatisfy { known.contains($0) }, "\(kinds)")
    #expect(!kinds.isEmpty)
    // What is only indented is no code to the manual.
    for stretch in stretches where stretch.language == nil {
      #expect(!stretch.lines.contains { $0.hasPrefix("    ") })
    }
    let fenceCount = try text(of: page).split(separator: "\n").count { $0.contains("```") }
    #expect(fenceCount == 2 * kinds.count, "a fence begins its line and is closed")
    for stretch in stretches where stretch.language != nil {
      #expect(!stretch.content.isEmpty)
      // Output is as wide as the program makes it; what one types has to fit.
      let isTyped = stretch.language == "almanac"
      for line in stretch.content where isTyped || line.hasPrefix("almanac> ") {
        #expect(displayWidth(line) <= blockWidth, "\(line)")
      }
    }
  }

  @Test("what a page refers to is a page", arguments: pageNames + ["Almanac"])
  func references(page: String) throws {
    for match in try text(of: page).matches(of: /<doc:([^>]*)>/) {
      let name = String(match.1)
      #expect(pageNames.contains(name) || name == "Architecture", "\(name)")
    }
  }

  @Test("every console block prints what is written below its prompts", arguments: pageNames)
  func console(page: String) throws {
    var transcript = Transcript(widthColumns: blockWidth)
    try transcript.check(folder.appending(path: page + ".md"))
  }

  /// The page on writing a corpus asks what it writes: `CorpusPageTests`.
  @Test(
    "every block of statements is answered", arguments: pageNames.filter { $0 != "Corpus" })
  func statements(page: String) throws {
    for stretch in Stretch.split(try text(of: page)) where stretch.language == "almanac" {
      try expectAnswers(stretch.content, of: page)
    }
  }

  @Test("what the front page shows of the library is in a test that is compiled")
  func library() throws {
    let context = QueryContext(today: Day(number: 20_000), languages: ["en"])
    let (catalog, _) = Catalog.builtIn()
    let answer = try catalog.answer("events where organizer = CAST", context: context)
    var printed = ""
    print(render(answer, format: .table, width: nil, style: .plain), to: &printed)
    #expect(printed.contains("International Month"))
    let shown = Stretch.split(try text(of: "Almanac")).filter { $0.language == "swift" }
    let source = try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)
    #expect(shown.count == 1)
    for line in shown.flatMap(\.content) {
      #expect(source.contains(line.dropLast()), "\(line)")
    }
  }

  @Test("a heading that explains a word of the language or a command says what its table says")
  func headings() throws {
    for page in ["Words", "Commands"] {
      let before = try text(of: page)
      let after = before.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        heading(for: line) ?? String(line)
      }.joined(separator: "\n")
      if rewrites {
        try after.write(
          to: folder.appending(path: page + ".md"), atomically: true, encoding: .utf8)
      } else {
        #expect(after == before)
      }
    }
  }

  /// What a heading has to be: its word with what the table says of it.
  private func heading(for line: Substring) -> String? {
    guard case .heading(3, let text)? = MarkdownBlock.read(String(line)).first,
      let word = MarkdownBlock.heading(level: 3, text: text).topicWords.first
    else { return nil }
    if let keyword = Keyword(rawValue: word) { return "### `\(word)`: \(keyword.help)" }
    if word.hasPrefix("."), let command = Command.named(word.dropFirst()) {
      return "### `\(command.usage)`: \(command.help)"
    }
    return nil
  }
}

/// Runs statements as a script; each must be answered.
private func expectAnswers(_ lines: [String], of place: String) throws {
  var session = try documentedSession(widthColumns: nil)
  let reply = session.run(Script(lines.joined(separator: "\n"), name: place))
  #expect(reply.exitCode == .done, "\(place): \(reply.messages)")
  #expect(!reply.text.isEmpty || lines.allSatisfy { $0.hasPrefix("assert") }, "\(place)")
}

@Suite("Topics of the help")
struct TopicTests {
  /// Words that are explained and have no example: pictures that are not drawn yet, an error that only
  /// the library makes, and what ends the session.
  private static let withoutExample: Set<String> = [
    "X02", "X08", ".snapshot", ".quit", ".edit", ".keys",
  ]

  @Test("every word, noun, function, command and error has a heading, and none has two")
  func complete() throws {
    let headings = Manual.pages.flatMap(\.topics)
    #expect(Set(headings).count == headings.count)
    let words =
      Keyword.allCases.map(\.rawValue) + Noun.allCases.map(\.plural)
      + Command.table.map { ".\($0.name)" } + (try diagnosticIds())
    for word in words where !headings.contains(word) { Issue.record("nothing explains \(word)") }
    let functions = try Set(functionNames())
    let others = Set(headings).subtracting(words).filter { $0.contains(where: \.isLetter) }
    #expect(others.isSubset(of: functions), "\(others.subtracting(functions)) is no word any more")
    #expect(functions.isSubset(of: headings), "\(functions.subtracting(headings))")
  }

  /// The ids of all errors and hints that the sources make.
  private func diagnosticIds() throws -> [String] {
    var ids: Set<String> = []
    let sources = root.appending(path: "Sources")
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    for case let file as String in files where file.hasSuffix(".swift") {
      let source = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
      for match in source.matches(of: /"([A-Z]\d\d|H\d)"/) { ids.insert(String(match.1)) }
    }
    #expect(ids.count > 30)
    return ids.sorted()
  }

  /// The words in code of the reference's table of functions.
  private func functionNames() throws -> [String] {
    let page = try #require(Manual.pages.first { $0.name == "Reference" })
    let start = try #require(page.blocks.firstIndex(of: .heading(level: 2, text: "Functions")))
    guard case .table(_, let rows) = page.blocks[start + 1] else { return [] }
    return rows.flatMap { $0 }.joined(separator: " ").matches(of: /`([a-z_]+)/).map { String($0.1) }
      .filter { Keyword(rawValue: $0) == nil }
  }

  @Test("every topic is answered, without marks of Markdown, within the width")
  func rendered() throws {
    var session = try documentedSession(widthColumns: 80)
    for topic in Manual.topics {
      let reply = session.submit(".help \(topic)")
      #expect(reply.exitCode == .done)
      #expect(!reply.output.isEmpty)
      for mark in ["``", "<doc:", "**", "](", "|---"] {
        #expect(!reply.output.contains(mark), "\(topic) shows \(mark)")
      }
      for line in reply.output.split(separator: "\n") where !line.hasPrefix("  ") {
        #expect(displayWidth(line) <= 80, "\(topic): \(line)")
      }
    }
  }

  @Test("every topic has an example, and it runs")
  func examples() throws {
    for topic in Manual.topics where topic != "corpus" {
      let article = try #require(Manual.article(about: topic))
      let code = article.compactMap { block -> (language: String, lines: [String])? in
        if case .code(let language, let lines) = block { (language, lines) } else { nil }
      }
      let isPage = Manual.pages.contains { $0.topic == topic } || topic == "topics"
      #expect(!code.isEmpty || isPage || Self.withoutExample.contains(topic), "\(topic)")
      for block in code where block.language == "almanac" {
        try expectAnswers(block.lines, of: topic)
      }
    }
  }

  @Test("the example of an error gives that error")
  func errors() throws {
    let page = try #require(Manual.pages.first { $0.name == "Errors" })
    for id in page.topics where !Self.withoutExample.contains(id) {
      let shown = page.section(about: id.lowercased()).contains { block in
        guard case .code("console", let lines) = block else { return false }
        // Before an error of a file stands its place.
        return lines.contains {
          $0.hasPrefix("error \(id): ") || $0.hasPrefix("hint \(id): ")
            || $0.contains(".alm:") && $0.contains(": error \(id): ")
        }
      }
      #expect(shown, "\(id)")
    }
  }

  @Test("help alone is twelve lines")
  func firstPage() throws {
    var session = try documentedSession(widthColumns: 80)
    let page = session.submit(".help").output
    #expect(page.split(separator: "\n", omittingEmptySubsequences: false).dropLast().count == 12)
    #expect(page == session.submit(".help .help").output.replacing(/^\.help.*\n\n/, with: ""))
  }

  @Test(
    "a topic may be in any case, a short word or another name, and a misspelt one finds the nearest",
    arguments: [
      ("WHERE", "where: keep the rows"), ("n02", "N02: "), ("org", "organizations: "),
      ("person", "people: "), ("load", ".load FILE [closed] [separate]: "),
      ("Language", "The language on one page"),
      ("matches", "\"*Conference*\""), ("sources", "language*  "),
      ("last", ".last"), ("attendance", "attendance: a number"), ("functions", "Words"),
      ("sort by", "sort: put"), ("group by", "S03: "), ("settings", ".set ["),
      ("json", "Formats"), ("timeline", "timeline: "), ("toml", "Writing a corpus"),
      ("!=", "=, !=: it is this"), ("..", "a range"), (".", "what a thing has"),
    ])
  func spellings(topic: String, part: String) throws {
    var session = try documentedSession(widthColumns: 80)
    #expect(session.submit(".help \(topic)").output.contains(part))
  }

  @Test("a misspelt topic is answered with the nearest, which .fix opens")
  func misspelt() throws {
    var session = try documentedSession(widthColumns: 80)
    #expect(session.submit(".help organiser").messages.contains("close: .help organizer"))
    #expect(session.submit(".fix").output.contains("organizer: a field of"))
    #expect(session.submit(".help zzzzzz").messages.contains(".help topics"))
  }

  @Test("what only the data has is explained too; of a thing it is said how to see it")
  func dataWords() throws {
    var session = try documentedSession(widthColumns: 80)
    #expect(session.submit(".help 中国科协").messages.contains("all that is known of it: 中国科协"))
    #expect(session.submit(".fix").output.contains("what refers to it"))
    session.loading = try Loading(
      DataChoice(files: ["examples/conferences"], includesCorpus: false))
    #expect(session.submit(".help cfpenddate").output.contains("a key of the data"))
    #expect(session.submit(".help cfpEndDat").messages.contains("close: .help cfpEndDate"))
    #expect((session.submit("events where cfpEndDate is known").rowCount ?? 0) > 0)
  }

  @Test("almanac manual prints the same, and how to go on from the command line")
  func program() throws {
    let run = try ProgramRun(["manual", "where"])
    var session = try documentedSession(widthColumns: nil)
    let help = session.submit(".help where").output
    #expect(run.exitCode == 0)
    #expect(run.output == help.replacing(".help ", with: "almanac manual "))
    #expect(try ProgramRun(["manual", "group", "by"]).output.hasPrefix("S03"))
    let contents = try ProgramRun(["manual"])
    for page in Manual.pages { #expect(contents.output.contains("`\(page.topic)`")) }
    let misspelt = try ProgramRun(["manual", "wher"])
    #expect(misspelt.exitCode == 64)
    #expect(misspelt.messages.contains("close: almanac manual where"))
  }

  @Test("a narrow terminal gets narrow text", arguments: [20, 40, 60])
  func narrow(width: Int) throws {
    var session = try documentedSession(widthColumns: width)
    for topic in ["language", "answers", ".help", "topics"] {
      for line in session.submit(".help \(topic)").output.split(separator: "\n")
      where !line.hasPrefix("  ") {
        #expect(displayWidth(line) <= width, "\(line)")
      }
    }
  }
}
