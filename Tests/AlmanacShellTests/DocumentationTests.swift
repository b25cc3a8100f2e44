import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// The root of the package: three folders above this file.
private let root = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// With `ALMANAC_REWRITE=1` recorded outputs are written anew instead of compared.
private let rewrites = ProcessInfo.processInfo.environment["ALMANAC_REWRITE"] == "1"

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
    var session = try recordedSession(widthColumns: nil)
    let reply = session.run(Script(text, name: "\(name).alm"))
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
    // What is asked about an answer has no rows of its own.
    let statements = parseScript(text).statements.filter {
      if case .query? = $0.statement?.kind { true } else { false }
    }
    #expect(queries.count == statements.count)
    for (query, statement) in zip(queries, statements) {
      let wanted = try #require(parseStatement(String(query)).statement)
      #expect(dump(wanted) == statement.statement.map(dump))
    }
  }

  @Test(
    "every console block prints what is written below its prompts",
    arguments: ["README.md"])
  func console(file: String) throws {
    let url = root.appending(path: file)
    let text = try String(contentsOf: url, encoding: .utf8)
    var lines: [String] = []
    var promptCount = 0
    for block in Block.split(text) {
      lines += block.isConsole ? try replay(block.lines, &promptCount) : block.lines
    }
    let replayed = lines.joined(separator: "\n")
    #expect(promptCount >= 5)
    if rewrites {
      try replayed.write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(replayed == text)
    }
  }

  /// The lines of a console block with the output that its prompts have now.
  private func replay(_ lines: [String], _ promptCount: inout Int) throws -> [String] {
    var session = try recordedSession(widthColumns: 92)
    var replayed: [String] = []
    for line in lines {
      if line.hasPrefix("almanac> ") {
        replayed.append(line)
        let reply = session.submit(String(line.dropFirst("almanac> ".count)))
        replayed += reply.text.split(separator: "\n", omittingEmptySubsequences: false)
          .dropLast().map(String.init)
        promptCount += 1
      } else if line.hasPrefix("$ ") {
        replayed.append(line)
        replayed += try output(ofCommand: String(line.dropFirst(2)))
        promptCount += 1
      } else if line.hasPrefix("```") {
        // What lies between a prompt and the next one is output, empty lines too.
        replayed.append(line)
      }
    }
    return replayed
  }

  /// Standard output of a command line, run by a shell as a reader would.
  private func output(ofCommand command: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = root
    let program = URL(filePath: try ProgramRun.path)
    var environment = ProgramRun.environment()
    environment["PATH"] = program.deletingLastPathComponent().path + ":/usr/bin:/bin"
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    // CSV ends its lines with CRLF, this page with LF.
    return String(decoding: data, as: UTF8.self).replacing("\r\n", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

/// A stretch of a Markdown file: a console block with its fences, or what lies between two.
private struct Block {
  var lines: [String]
  var isConsole: Bool

  static func split(_ text: String) -> [Block] {
    var blocks = [Block(lines: [], isConsole: false)]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line == "```console" { blocks.append(Block(lines: [], isConsole: true)) }
      blocks[blocks.count - 1].lines.append(line)
      if line == "```", blocks[blocks.count - 1].isConsole {
        blocks.append(Block(lines: [], isConsole: false))
      }
    }
    return blocks
  }
}
