import Almanac
import Foundation
import Testing

@testable import AlmanacShell

/// The root of the package: three folders above this file.
let root = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// With `ALMANAC_REWRITE=1` recorded outputs are written anew instead of compared.
let rewrites = ProcessInfo.processInfo.environment["ALMANAC_REWRITE"] == "1"

/// A stretch of a Markdown file: a fenced block with its fences, or what lies between two.
struct Stretch {
  /// What stands behind the opening fence; nil for prose.
  var language: String?
  var lines: [String]

  /// A file as stretches; their lines put together are the file.
  static func split(_ text: String) -> [Stretch] {
    var stretches = [Stretch(lines: [])]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let isInFence = stretches[stretches.count - 1].language != nil
      if !isInFence, line.hasPrefix("```") {
        stretches.append(Stretch(language: String(line.dropFirst(3)), lines: []))
      }
      stretches[stretches.count - 1].lines.append(line)
      if isInFence, line.hasPrefix("```") { stretches.append(Stretch(lines: [])) }
    }
    return stretches
  }

  /// What stands between the fences.
  var content: [String] { Array(lines.dropFirst().dropLast()) }
}

/// What console blocks show is what a reader sees who types the same.
struct Transcript {
  /// The cells of the terminal.
  var widthColumns: Int
  /// How many prompts were replayed.
  private(set) var promptCount = 0
  /// Where commands run: the files of the package, and those that commands write.
  private var folder: TemporaryFolder?

  init(widthColumns: Int) {
    self.widthColumns = widthColumns
  }

  /// The lines of a console block with the output that its prompts have now. Every block is a
  /// session of its own, with a file `loop.alm` that includes itself.
  mutating func replay(_ lines: [String]) throws -> [String] {
    var session = try documentedSession(
      widthColumns: widthColumns, files: ["loop.alm": "include \"loop.alm\"\n"])
    var replayed: [String] = []
    for line in lines {
      if line.hasPrefix("almanac> ") {
        replayed.append(line)
        let reply = session.submit(String(line.dropFirst("almanac> ".count)))
        replayed += Transcript.lines(of: reply.text)
        promptCount += 1
      } else if line.hasPrefix("$ ") {
        replayed.append(line)
        replayed += try output(ofCommand: String(line.dropFirst(2)))
        promptCount += 1
      } else if line.hasPrefix("```") {
        replayed.append(line)
      }
    }
    return replayed
  }

  /// A folder that shows what the package has, so that what a command writes stays out of it.
  private mutating func workingFolder() throws -> String {
    if let folder { return folder.path }
    let made = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: root.path)
    where name != ".git" && name != ".build" {
      try FileManager.default.createSymbolicLink(
        atPath: made.path + "/" + name, withDestinationPath: root.path + "/" + name)
    }
    folder = made
    return made.path
  }

  /// Standard output of a command line, run by a shell as a reader would.
  private mutating func output(ofCommand command: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = URL(filePath: try workingFolder())
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
    return Transcript.lines(of: String(decoding: data, as: UTF8.self))
  }

  /// Whole lines; CSV ends them with CRLF, a page with LF.
  private static func lines(of text: String) -> [String] {
    text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast().map(String.init)
  }

  /// The file into which a reader puts the parts of a corpus that a page writes.
  private static let corpusName = "river.toml"

  private mutating func write(_ lines: [String], to name: String) throws {
    let path = try workingFolder() + "/" + name
    let before = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    try (before + lines.joined(separator: "\n") + "\n\n")
      .write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Holds a file against itself with every console block replayed, or rewrites it.
  mutating func check(_ url: URL) throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    var lines: [String] = []
    for stretch in Stretch.split(text) {
      if stretch.language == "toml" { try write(stretch.content, to: Transcript.corpusName) }
      lines += stretch.language == "console" ? try replay(stretch.lines) : stretch.lines
    }
    let replayed = lines.joined(separator: "\n")
    if rewrites {
      if replayed != text { try replayed.write(to: url, atomically: true, encoding: .utf8) }
    } else {
      #expect(replayed == text)
    }
  }
}

/// The shell as the documents show it: the corpus, a reader of English, no times. What it writes stays
/// in memory.
///
/// - Parameter files: what is there already, by path, beside the files of the package.
func documentedSession(widthColumns: Int?, files: [String: String] = [:]) throws -> Session {
  var session = try recordedSession(over: builtIn.get(), widthColumns: widthColumns)
  session.surroundings.keepInMemory(files)
  session.surroundings.history = { ["events in China", "events where kind = festival"] }
  // Paths in documents are seen from the root of the package.
  #expect(FileManager.default.changeCurrentDirectoryPath(root.path))
  return session
}

extension Surroundings {
  /// Writes to memory instead of files, and reads from there first; nothing was written or saved
  /// before but these.
  mutating func keepInMemory(_ files: [String: String]) {
    let journal = Journal()
    journal.files = files
    let readFile = readText
    readText = { (path) throws(ShellError) in
      if let text = journal.files[path] { return text }
      return try readFile(path)
    }
    isThere = { journal.files[$0] != nil }
    writeText = { (text, path, mayReplace) throws(ShellError) in
      if journal.files[path] != nil, !mayReplace { throw .alreadyThere(path: path) }
      journal.files[path] = text
    }
    keep = { (text, path) throws(ShellError) in journal.files[path] = text }
    savedPath = "saved.alm"
  }
}

private let builtIn = Result { try Loading(DataChoice()).catalog }
