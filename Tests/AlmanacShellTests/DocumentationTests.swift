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
