import Almanac
import Foundation
import TestSupport
import Testing

@testable import AlmanacShell

/// A case of a golden file of faults: `N02 corpus`, `H1 fixture` for what the corpus lacks, `X03 safe`
/// for a session that may touch no file.
private struct FaultCase {
  /// The id that the message must have.
  var id: String
  /// The statements to ask, one a line; the last is the one with the fault.
  var lines: [Substring]
  private var catalog: Catalog
  private var isSafe: Bool

  private static let corpus = Catalog.builtIn().catalog
  private static let fixture = Result { try smallCatalog() }

  init(_ directive: String, _ input: String) throws {
    let words = directive.split(separator: " ")
    id = String(words.first ?? "")
    lines = input.split(separator: "\n")
    catalog = words.last == "fixture" ? try Self.fixture.get() : Self.corpus
    isSafe = words.last == "safe"
  }

  /// The session as it is before the last line.
  func session(widthColumns: Int?) throws -> Session {
    var session = try recordedSession(
      over: catalog, widthColumns: nil, messageWidthColumns: widthColumns)
    session.surroundings.readText = { (path) throws(ShellError) in
      guard let text = scripts.first(where: { path.hasSuffix($0.key) })?.value else {
        throw .unreadable(path: path, reason: "No such file or directory")
      }
      return text
    }
    session.surroundings.writeText = { (_, _, _) throws(ShellError) in }
    session.surroundings.isThere = { $0.hasSuffix("there.csv") }
    if isSafe { session.surroundings = session.surroundings.withoutFiles }
    for line in lines.dropLast() { _ = session.submit(String(line)) }
    return session
  }

  /// What is said to the last line.
  func reply(widthColumns: Int?) throws -> Reply {
    var session = try session(widthColumns: widthColumns)
    return session.submit(String(lines.last ?? ""))
  }
}

/// The files that the cases speak of.
private let scripts = [
  "common.alm": "let $press = events where kind = press-conference",
  "loop.alm": "include \"loop.alm\"", "report.alm": "param $year = 2023\nevents in $year count",
]

/// What only the library can be asked wrongly: the shell looks at what a statement gives.
private let libraryOnly: Set = ["X02", "X08"]

/// Five events in China, one of them anywhere in it; two days without a number of visitors.
private func smallCatalog() throws -> Catalog {
  var builder = StoreBuilder()
  for (id, name, parent) in [
    ("china", "China", nil), ("beijing", "Beijing", "china"), ("chongqing", "Chongqing", "china"),
  ] as [(String, String, String?)] {
    let place = try builder.add(.place, id: id)
    builder.addName(name, language: "en", to: place)
    if let parent { builder.addReference("parent", to: .id(parent), noun: .place, of: place) }
  }
  for (id, place, attendance) in [
    ("fair", "china", "24"), ("forum", "beijing", "60"), ("summit", "beijing", "100"),
    ("day", "chongqing", nil), ("week", "chongqing", nil),
  ] as [(String, String, String?)] {
    let event = try builder.add(.event, id: id)
    builder.addName(id, language: "en", to: event)
    builder.addReference("place", to: .id(place), noun: .place, of: event)
    if let attendance, let value = Quantity(attendance) {
      try builder.addFigure(
        id: "\(id)-attendance", subject: .id(id), measure: "attendance", value: value)
    }
  }
  let (store, faults) = builder.finish()
  #expect(faults.isEmpty)
  return Catalog(store: store)
}

/// What stands before a statement that is proposed.
private let copied = ["  try:   ", "  why:   ", "  or:    "]

/// The golden files of faults in this folder.
private let files = ["manual.txt", "faults.txt", "unsatisfying.txt"]

@Suite("What the program says of faults")
struct FaultTests {
  @Test("the messages of the manual have its wording, with the names and numbers of the store")
  func manual() throws {
    try Golden("manual.txt").check { directive, input in
      guard let test = try? FaultCase(directive, input),
        let messages = try? test.reply(widthColumns: nil).messages
      else { return "no such case" }
      // A hint stands below its answer.
      if test.id.hasPrefix("H") {
        return messages.split(separator: "\n").filter { $0.hasPrefix("hint") }
          .joined(separator: "\n")
      }
      return String(messages.dropLast())
    }
  }

  @Test("the messages are the golden ones at 80 cells", arguments: files.dropFirst())
  func messages(file: String) throws {
    try Golden(file).check { directive, input in
      guard let messages = try? FaultCase(directive, input).reply(widthColumns: 80).messages
      else { return "no such case" }
      return String(messages.dropLast())
    }
  }

  @Test("every id of a diagnostic in the sources has a golden, and every golden an id")
  func ids() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let sources = FileManager.default.enumerator(
      at: root.appending(path: "Sources"), includingPropertiesForKeys: nil)
    var known: Set<String> = []
    for case let url as URL in sources ?? FileManager.DirectoryEnumerator()
    where url.pathExtension == "swift" {
      let text = try String(contentsOf: url, encoding: .utf8)
      for match in text.matches(of: #/"([A-Z][0-9]{2}|H[0-9])"/#) { known.insert(String(match.1)) }
    }
    #expect(known.count > 40)
    var golden: Set<String> = []
    for file in files {
      for test in try Golden(file).cases {
        let id = try FaultCase(test.directive, test.input).id
        golden.insert(id)
        #expect(test.expected.contains(" \(id): "), "\(file): \(test.input)")
      }
    }
    #expect(known.subtracting(golden).sorted() == libraryOnly.sorted(), "no golden")
    #expect(golden.subtracting(known).sorted() == [], "no such fault any more")
  }

  @Test("a fault has up to seven lines of 80 cells and speaks of no inner thing", arguments: files)
  func craft(file: String) throws {
    for test in try Golden(file).cases where !test.directive.hasPrefix("H") {
      let messages = try FaultCase(test.directive, test.input).reply(widthColumns: 80).messages
      let name = "\(file): \(test.input)"
      for message in messages.components(separatedBy: "\n\n") {
        let lines = message.split(separator: "\n")
        #expect(lines.count <= 7, "\(name)\n\(message)")
        // A statement to be copied stays on one line.
        for line in lines where !copied.contains(where: line.hasPrefix) {
          #expect(displayWidth(line) <= 80, "\(name)\n\(line)")
        }
        let says = lines.first?.lowercased() ?? ""
        for word in ["token", "expected", "internal", "syntax", "unexpected", "invalid", "nil"] {
          #expect(!says.contains(word), "\(name)\n\(says)")
        }
      }
    }
  }

  @Test("what is to be tried runs", arguments: files)
  func fixes(file: String) throws {
    var triedCount = 0
    for test in try Golden(file).cases {
      let fault = try FaultCase(test.directive, test.input)
      for line in try fault.reply(widthColumns: nil).messages.split(separator: "\n")
      where copied.contains(where: line.hasPrefix) {
        let statement = line.dropFirst(copied[0].count).split(separator: "      (").first ?? ""
        var session = try fault.session(widthColumns: nil)
        let reply = session.submit(String(statement))
        #expect(!reply.isFailure, "\(test.input)\n→ \(statement)\n\(reply.messages)")
        triedCount += 1
      }
    }
    #expect(triedCount > 0 || file == "unsatisfying.txt")
  }
}
