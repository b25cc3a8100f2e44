internal import Almanac

/// A run of a script as the Test Anything Protocol has it: each assertion is a test, and what the
/// script prints besides is comments. The plan comes last, since a script may run others.
struct TAPReport {
  private var count = 0

  /// The first line.
  static let header = renderTAPHeader()

  /// A reply as text for standard output; what it says about data goes to standard error as ever.
  mutating func text(of reply: Reply) -> String {
    var text = ""
    for part in reply.parts {
      switch part {
      case .output(let piece): text += renderTAPComment(piece)
      case .message: continue
      case .assertion(let test, _):
        count += 1
        text += renderTAP(test, number: count)
      }
    }
    return text
  }

  /// The last lines: why the script stopped, or the tests that it did not come to, and the plan.
  mutating func ending(of reply: Reply?, rest: some Sequence<Script.Step>) -> String {
    if let reply, reply.isFailure {
      let reason = reply.messages.prefix { !$0.isNewline }
      return renderTAPBailOut(String(reason))
    }
    var text = ""
    for assertion in rest.flatMap(\.assertions) {
      count += 1
      text += renderTAPSkipped(assertion, number: count, reason: "the script ended before it")
    }
    return text + renderTAPPlan(testCount: count)
  }
}

extension Script.Step {
  /// What the assertions in it, or in the file that it includes, say of themselves.
  fileprivate var assertions: [String] {
    switch kind {
    case .command: return []
    case .include(let script): return script.steps.flatMap(\.assertions)
    case .statement(let parsed):
      guard case .assert? = statement?.kind else { return [] }
      return [parsed.assertionText]
    }
  }
}
