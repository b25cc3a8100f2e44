import Almanac
import Foundation
import Testing

@testable import AlmanacShell

@Suite("What is written down")
struct DocumentationTests {
  static let examples: [String] = {
    let folder = root.appending(path: "examples")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { $0.hasSuffix(".alm") }.map { String($0.dropLast(4)) }.sorted()
  }()

  @Test("there are examples")
  func areThere() {
    #expect(Self.examples.count >= 10)
  }

  @Test("an example prints what was recorded", arguments: examples)
  func example(name: String) throws {
    let folder = root.appending(path: "examples")
    let text = try String(contentsOf: folder.appending(path: name + ".alm"), encoding: .utf8)
    var session = try documentedSession(widthColumns: nil)
    session.loading = try Self.loading(of: text) ?? session.loading
    let reply = session.run(
      Script(text, name: "\(name).alm") { (path) throws(ShellError) in
        try Files.text(of: folder.path + "/" + path)
      })
    #expect(reply.exitCode == .done, "\(reply.messages)")
    let record = folder.appending(path: name + ".out")
    if rewrites {
      try reply.text.write(to: record, atomically: true, encoding: .utf8)
    } else {
      let recorded = try String(contentsOf: record, encoding: .utf8)
      #expect(reply.text == recorded)
    }
  }

  /// The data that a script is run over, as its own remark says: `almanac --data FOLDER run FILE`.
  private static func loading(of text: String) throws -> Loading? {
    guard let match = text.firstMatch(of: /almanac --data (\S+) run/) else { return nil }
    return try Loading(DataChoice(files: [String(match.1)], includesCorpus: false))
  }

  @Test("the stories have comments, params and the command that runs them", arguments: examples)
  func stories(name: String) throws {
    let number = try #require(Int(name.prefix(2)))
    guard number >= 17 else { return }
    let text = try String(
      contentsOf: root.appending(path: "examples/\(name).alm"), encoding: .utf8)
    let run = try #require(text.firstMatch(of: /\n#   (almanac .*run .*--.*)\n/), "\(name)")
    #expect(run.1.contains("examples/\(name).alm"))
    #expect(text.contains("\nparam $"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("# ") } >= 4)
    // The command runs as it stands there, from the root of the package; what it writes stays out.
    let folder = try TemporaryFolder()
    for entry in ["examples"] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + entry, withDestinationPath: root.path + "/" + entry)
    }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", String(run.1)]
    process.currentDirectoryURL = URL(filePath: folder.path)
    var environment = ProgramRun.environment()
    let program = URL(filePath: try ProgramRun.path)
    environment["PATH"] = program.deletingLastPathComponent().path + ":/usr/bin:/bin"
    process.environment = environment
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(run.1)")
  }

  @Test("the agenda is a calendar of the rows that are shown")
  func agenda() throws {
    let text = try String(
      contentsOf: root.appending(path: "examples/23-agenda.alm"), encoding: .utf8)
    var session = try documentedSession(widthColumns: nil)
    session.loading = try #require(try Self.loading(of: text))
    let journal = Journal()
    session.surroundings.writeText = { (text, path, _) throws(ShellError) in
      journal.files[path] = text
    }
    #expect(session.run(Script(text, name: "23-agenda.alm")).exitCode == .done)
    let calendar = try #require(journal.files["agenda.ics"])
    #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count - 1 == 16)
    #expect(calendar.contains("SUMMARY:IT-Tage\r\n"))
    #expect(calendar.contains("DTSTART;VALUE=DATE:20231211\r\n"))
    #expect(calendar.contains("DTEND;VALUE=DATE:20231215\r\n"))
  }

  @Test(
    "the rows of every query of an example were found in the documents first", arguments: examples)
  func exampleIsExpected(name: String) throws {
    let text = try String(
      contentsOf: root.appending(path: "examples/\(name).alm"), encoding: .utf8)
    let expected = try String(
      contentsOf: root.appending(path: "Tests/Fixtures/expected/\(name).txt"), encoding: .utf8)
    let queries = expected.split(separator: "\n").filter { $0.hasPrefix("query: ") }.map {
      $0.dropFirst(7)
    }
    let script = Script(text, name: "\(name).alm") { (path) throws(ShellError) in
      try Files.text(of: root.appending(path: "examples/" + path).path)
    }
    var bindings: [String: Query] = [:]
    let statements = Self.queries(of: script, &bindings)
    #expect(queries.count == statements.count)
    for (query, statement) in zip(queries, statements) {
      let wanted = try #require(parseStatement(String(query)).statement)
      #expect(dump(wanted) == dump(statement))
    }
  }

  /// The queries that a script asks, names replaced by what they stand for.
  private static func queries(
    of script: Script, _ bindings: inout [String: Query]
  ) -> [Statement] {
    var queries: [Statement] = []
    for step in script.steps {
      if case .include(let included) = step.kind { _ = Self.queries(of: included, &bindings) }
      guard let statement = step.statement else { continue }
      var substitution = Substitution(bindings)
      let settled = substitution.statement(statement)
      switch settled.kind {
      case .letBinding(let name, let query), .param(let name, let query):
        bindings[name.text] = query
      case .query: queries.append(settled)
      default: break
      }
    }
    return queries
  }

  @Test(
    "every console block prints what is written below its prompts",
    arguments: ["README.md"])
  func console(file: String) throws {
    var transcript = Transcript(widthColumns: 92)
    try transcript.check(root.appending(path: file))
    #expect(transcript.promptCount >= 5)
  }

  @Test("the page on the examples tells of every one, and its commands print what it says")
  func examplesPage() throws {
    let page = root.appending(path: "examples/README.md")
    var transcript = Transcript(widthColumns: 92)
    try transcript.check(page)
    #expect(transcript.promptCount >= 2)
    let text = try String(contentsOf: page, encoding: .utf8)
    for name in Self.examples { #expect(text.contains("`\(name).alm`"), "\(name)") }
  }

  @Test("a block of the README that is not replayed calls what is there")
  func otherBlocks() throws {
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    for stretch in Stretch.split(text) where stretch.language != nil {
      #expect(["console", "sh"].contains(stretch.language))
      guard stretch.language == "sh" else { continue }
      // What installs and builds is not done by a test; its scripts have to exist.
      for word in stretch.content.flatMap({ $0.split(separator: " ") }) where word.hasPrefix(".ci")
      {
        let path = root.appending(path: String(word)).path
        #expect(FileManager.default.isExecutableFile(atPath: path), "\(word)")
      }
    }
  }
}
