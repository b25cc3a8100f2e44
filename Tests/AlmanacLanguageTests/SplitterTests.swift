import AlmanacLanguage
import TestSupport
import Testing

@Test("a script falls into the golden statements")
func splitting() throws {
  try Golden("splitting.txt").check { _, input in
    let bytes = Array(input.utf8)
    let script = parseScript(input)
    return
      (script.statements.map { parsed in
        let text = String(decoding: bytes[parsed.range.start..<parsed.range.end], as: UTF8.self)
        return "[\(text.replacing("\n", with: "⏎"))]"
      }
      + script.commands.map { range in
        "shell: \(String(decoding: bytes[range.start..<range.end], as: UTF8.self))"
      }).joined(separator: "\n")
  }
}

@Test(
  "a line is complete unless a bracket is open or it ends in a pipe, a comma or an operator",
  arguments: [
    ("", true), ("events", true), ("events |", false), ("events show name,", false),
    ("events where organizer =", false), ("events where (kind = forum", false),
    ("events where a and", false), ("events where not", false), ("events show *", true),
    ("events show a *", false), ("events show count *", false), ("events during 2020..", true),
    ("events contains \"met", true), ("events in", true), ("let $x =", false),
    ("events # and", true), ("events where a = (b; c", true), ("events where x[a", false),
  ])
func completeness(text: String, expected: Bool) {
  #expect(isComplete(text) == expected, "\(text)")
}

@Test(
  "a line goes on with the last statement when it begins with a stage or a relation",
  arguments: [
    ("where a = b", true), ("in Beijing", true), ("count by kind", true), ("count(events)", false),
    ("count (events)", false), ("and in China", true), ("or a = b", true), ("| limit 5", true),
    ("not in Beijing", true), ("not a = b", false), ("COUNT", true), ("events", false),
    ("let $x = events", false), ("", false), (".mode cards", false), ("# where", false),
    ("draw bars", true), ("by CAST", true), ("asc", false), ("  sort when", true),
  ])
func continuation(line: String, expected: Bool) {
  #expect(continuesLastStatement(line) == expected, "\(line)")
}
