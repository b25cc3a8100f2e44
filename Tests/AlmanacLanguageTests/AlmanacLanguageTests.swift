import AlmanacLanguage
import Foundation
import TestSupport
import Testing

/// The examples of the language with their numbers.
func examples() throws -> [(number: Int, text: String)] {
  let url = Golden.folder().appending(path: "examples.alm")
  let lines = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "\n")
  return zip(lines, lines.dropFirst()).compactMap { comment, text in
    Int(comment.dropFirst(2)).map { ($0, text) }
  }
}

@Test("there are a hundred examples")
func hundredExamples() throws {
  #expect(try examples().map(\.number) == Array(1...100))
}

@Test("every example parses without a diagnostic, and its canonical text to the same tree")
func examplesParse() throws {
  for (number, text) in try examples() {
    for parsed in parseScript(text).statements {
      #expect(parsed.diagnostics.isEmpty, "\(number): \(text)\n\(parsed.diagnostics)")
      let statement = try #require(parsed.statement)
      let canonical = format(statement)
      let again = parseStatement(canonical)
      #expect(again.diagnostics.isEmpty, "\(number): \(canonical)")
      #expect(again.statement.map { dump($0) } == dump(statement), "\(number): \(canonical)")
      #expect(again.statement.map { format($0) } == canonical)
    }
  }
}

@Test("the trees and canonical texts of the examples are the golden ones")
func exampleTrees() throws {
  var golden = try Golden("examples.txt")
  if Golden.isRewriting {
    golden.cases = try examples().map { number, text in
      Golden.Case(
        comments: number == 1 ? [] : [""], directive: "tree \(number)", input: text, expected: "")
    }
  }
  try golden.check { _, input in
    parseScript(input).statements.flatMap { parsed in
      parsed.statement.map { [format($0), dump($0)] } ?? ["nothing"]
    }.joined(separator: "\n")
  }
}
