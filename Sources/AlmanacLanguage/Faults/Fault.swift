/// A change of the source text that takes part in a fix.
struct Edit: Hashable {
  var range: TextRange
  var replacement: String

  init(_ range: TextRange, _ replacement: String) {
    self.range = range
    self.replacement = replacement
  }

  static func insert(_ text: String, at byte: Int) -> Edit {
    Edit(TextRange(byte, byte), text)
  }
}

/// A diagnostic before its fix: the fix is a whole statement, so it is made when all edits of a
/// statement are known, and given only when it reads without a fault.
struct Fault {
  var diagnostic: Diagnostic
  var edits: [Edit] = []
  /// A whole statement, where the text is not mended but said anew.
  var statement: String?
  /// What to say behind the fix.
  var remark = ""
}

extension Parser {
  /// Keeps a fault and goes on.
  mutating func record(
    _ id: String, _ message: String, at range: TextRange, _ label: String = "",
    secondary: Diagnostic.Label? = nil, notes: [String] = [], edits: [Edit] = [],
    statement: String? = nil, remark: String = "", fixes: [String] = []
  ) {
    guard faults.count < Limits.diagnostics else { return }
    let diagnostic = Diagnostic(
      id: id, message: message, primary: Diagnostic.Label(range: range, text: label),
      secondary: secondary, notes: notes, fixes: fixes.map { Diagnostic.Fix($0) })
    faults.append(
      Fault(diagnostic: diagnostic, edits: edits, statement: statement, remark: remark))
  }

  /// Keeps a fault and gives the stage up.
  mutating func fail(
    _ id: String, _ message: String, at range: TextRange, _ label: String = "",
    secondary: Diagnostic.Label? = nil, notes: [String] = [], edits: [Edit] = [],
    statement: String? = nil, remark: String = "", fixes: [String] = []
  ) throws(Panic) -> Never {
    record(
      id, message, at: range, label, secondary: secondary, notes: notes, edits: edits,
      statement: statement, remark: remark, fixes: fixes)
    throw .raised
  }

  /// Goes on to the next stage word, over whole brackets. Whether there is one.
  ///
  /// Always takes a token, or nothing is left: no loop around it can be endless.
  mutating func recover(from start: Int) -> Bool {
    if index == start, current.kind != .end { advance() }
    var open = 0
    while current.kind != .end {
      switch current.kind {
      case .openRound, .openSquare: open += 1
      case .closeRound, .closeSquare:
        if open == 0, depth > 0 { return true }
        open = max(0, open - 1)
      case .pipe where open == 0: return true
      case .word where current.keyword?.isStage == true && following.kind != .openRound:
        return true
      default: break
      }
      advance()
    }
    return false
  }
}
