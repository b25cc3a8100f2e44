import AlmanacLanguage
import TestSupport
import Testing

/// A diagnostic as plain lines; one column a character, which is enough for these tests.
func plain(_ diagnostic: Diagnostic, in text: String) -> String {
  let bytes = Array(text.utf8)
  func mark(_ label: Diagnostic.Label, _ sign: String) -> String {
    let before = String(decoding: bytes[..<label.range.start], as: UTF8.self)
    let under = String(decoding: bytes[label.range.start..<label.range.end], as: UTF8.self)
    let indent = String(
      repeating: " ",
      count: before.split(
        separator: "\n", omittingEmptySubsequences: false
      ).last?.count ?? 0)
    let marks = String(repeating: sign, count: max(1, under.count))
    return "  \(indent)\(marks)\(label.text.isEmpty ? "" : " \(label.text)")"
  }
  var lines = ["error \(diagnostic.id): \(diagnostic.message)", mark(diagnostic.primary, "^")]
  if let secondary = diagnostic.secondary { lines.append(mark(secondary, "~")) }
  lines += diagnostic.notes.map { "  \($0)" }
  for fix in diagnostic.fixes {
    lines.append("  try:   \(fix.statement)\(fix.remark.isEmpty ? "" : "      \(fix.remark)")")
  }
  return lines.joined(separator: "\n")
}

@Test("diagnostics say what is wrong, where, and what to type instead")
func diagnostics() throws {
  try Golden("diagnostics.txt").check { _, input in
    let parsed = parseStatement(input)
    let lines = parsed.diagnostics.map { plain($0, in: input) }
    return lines.isEmpty ? "no error" : lines.joined(separator: "\n")
  }
}

@Test("every fix of a golden diagnostic reads without a fault and is written canonically")
func fixesRun() throws {
  for test in try Golden("diagnostics.txt").cases {
    for fix in parseStatement(test.input).diagnostics.flatMap(\.fixes) {
      let parsed = parseStatement(fix.statement)
      #expect(parsed.diagnostics.isEmpty, "\(test.input) → \(fix.statement)")
      #expect(parsed.statement.map { format($0) } == fix.statement)
    }
  }
}
