public import AlmanacLanguage

/// An assertion as a test of the Test Anything Protocol.
public struct TAPTest: Hashable, Sendable {
  /// What it says of itself, or its test as it is written.
  public var description: String
  /// What is wrong with it; nil when it holds.
  public var failure: Diagnostic?
  /// The text that the failure's ranges are of.
  public var text: String
  /// What that text is called, or nil.
  public var file: String?

  /// A test, and how it went.
  public init(description: String, failure: Diagnostic?, text: String, file: String?) {
    self.description = description
    self.failure = failure
    self.text = text
    self.file = file
  }
}

/// The first line. What follows holds in version 14 as well, but Perl's `prove` refuses a number
/// that is higher than it knows, and knows 13.
///
/// Source: testanything.org, specifications of TAP 13 and 14.
public func renderTAPHeader() -> String { "TAP version 13\n" }

/// How many tests there were.
public func renderTAPPlan(testCount: Int) -> String {
  "1..\(testCount)\(testCount == 0 ? " # SKIP no assertions" : "")\n"
}

/// One test: `ok 1 - …`, or `not ok 1 - …` and a block of YAML that says why and where.
public func renderTAP(_ test: TAPTest, number: Int) -> String {
  let description = escapedForTAP(test.description)
  guard let failure = test.failure else { return "ok \(number) - \(description)\n" }
  var output = "not ok \(number) - \(description)\n  ---\n"
  func add(_ key: String, _ value: String) {
    output += "  \(key): "
    appendJSON(value, to: &output)
    output += "\n"
  }
  add("message", failure.message)
  add("severity", "fail")
  add("code", failure.id)
  if !failure.primary.text.isEmpty { add("found", failure.primary.text) }
  let line = SourceLine(holding: failure.primary.range.start, of: test.text)
  output += "  at:\n"
  if let file = test.file {
    output += "    file: "
    appendJSON(file, to: &output)
    output += "\n"
  }
  output += "    line: \(line.number)\n"
  output += "    column: \(line.column(of: failure.primary.range.start))\n"
  let notes = failure.notes.filter { !$0.hasPrefix("says:") }
  if !notes.isEmpty {
    output += "  notes:\n"
    for note in notes {
      output += "    - "
      appendJSON(note, to: &output)
      output += "\n"
    }
  }
  return output + "  ...\n"
}

/// A test that was not reached: it counts as passed, with a directive that says so.
public func renderTAPSkipped(_ description: String, number: Int, reason: String) -> String {
  "ok \(number) - \(escapedForTAP(description)) # SKIP \(escapedForTAP(reason))\n"
}

/// Why the rest of the tests did not run.
public func renderTAPBailOut(_ reason: String) -> String { "Bail out! \(reason.onOneLine)\n" }

/// What a script prints beside its tests, as comments, so that no line of it is taken for a test.
public func renderTAPComment(_ text: String) -> String {
  text.lines.reduce(into: "") { output, line in
    if !line.isEmpty { output += "# \(line)\n" }
  }
}

/// A description on one line, without what would read as a directive.
private func escapedForTAP(_ text: String) -> String {
  text.onOneLine.replacing("\\", with: "\\\\").replacing("#", with: "\\#")
}
