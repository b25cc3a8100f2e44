internal import AlmanacEngine
internal import AlmanacLanguage

// The parser knows no names: what it proposes reads well and may still ask for a theme that there is
// not. So each fix is tried before it is shown, and one that fails is mended or left out.
extension Catalog {
  /// The same error with fixes that run.
  func proven(_ error: QueryError, _ context: QueryContext) -> QueryError {
    QueryError(error.diagnostics.map { proven($0, context) })
  }

  private func proven(_ diagnostic: Diagnostic, _ context: QueryContext) -> Diagnostic {
    var proven = diagnostic
    proven.fixes = []
    for var fix in diagnostic.fixes {
      fix.statement = onOneLine(fix.statement)
      guard let fault = fault(in: fix.statement, context) else {
        proven.fixes.append(fix)
        continue
      }
      // Two faults in one place: the second is told below the first, with the fix for both.
      if fault.id.hasPrefix("N"), diagnostic.fixes.count == 1 {
        proven.notes += [fault.message] + fault.notes
      }
      if let second = fault.fixes.first, self.fault(in: second.statement, context) == nil,
        !proven.fixes.contains(second)
      {
        proven.fixes.append(second)
      }
    }
    return proven
  }

  /// A fix is typed in one line, where the comment of a first line would swallow the second.
  private func onOneLine(_ text: String) -> String {
    guard text.contains(where: \.isNewline), let statement = parseStatement(text).statement else {
      return text
    }
    return format(statement)
  }

  /// The first thing that is wrong with a statement, without running it.
  private func fault(in text: String, _ context: QueryContext) -> Diagnostic? {
    let parsed = parseStatement(text)
    guard parsed.diagnostics.isEmpty, let statement = parsed.statement else {
      return parsed.diagnostics.first
    }
    do throws(QueryError) {
      try AlmanacEngine.check(statement, text: text, over: store, context: context)
      return nil
    } catch {
      return error.diagnostics.first
    }
  }
}
