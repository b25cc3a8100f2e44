import Almanac
import Foundation
import TestSupport
import Testing

@testable import AlmanacShell

/// The examples of the language with their numbers.
private func examples() throws -> [(number: Int, text: String)] {
  let url = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "AlmanacLanguageTests/Golden/examples.alm")
  let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  return zip(lines, lines.dropFirst()).compactMap { comment, text in
    Int(comment.dropFirst(2)).map { ($0, text) }
  }
}

@Test("each of the hundred examples of the language prints what its golden has, at 100 cells")
func printedExamples() throws {
  let catalog = Catalog.builtIn().catalog
  var golden = try Golden("examples.txt")
  let wanted = try examples()
  if Golden.isRewriting {
    golden.cases = wanted.map { number, text in
      Golden.Case(comments: [""], directive: "\(number)", input: text, expected: "")
    }
  }
  #expect(golden.cases.map(\.directive) == wanted.map { "\($0.number)" })
  #expect(golden.cases.map(\.input) == wanted.map(\.text))
  try golden.check { _, input in
    guard var session = try? recordedSession(over: catalog, widthColumns: 100) else { return "" }
    // Example 92 includes a file, 96 writes one.
    session.surroundings.readText = { (_) throws(ShellError) in "let $press = events by CAST" }
    session.surroundings.writeText = { (_, _, _) throws(ShellError) in }
    session.surroundings.isThere = { _ in false }
    let text = session.submit(input).text
    // A query that a hint proposes stays on one line, to be copied.
    for line in text.split(separator: "\n") where !line.hasPrefix("  events ") {
      #expect(displayWidth(line) <= 100, "\(line)")
    }
    return text.isEmpty ? "(nothing)" : String(text.dropLast())
  }
}
