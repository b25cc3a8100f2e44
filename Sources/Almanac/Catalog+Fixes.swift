internal import AlmanacEngine
internal import AlmanacLanguage
internal import AlmanacStore
internal import AlmanacText

// The parser knows no names: what it proposes reads well and may still ask for a theme that there is
// not. So each fix is tried before it is shown, and one that fails is mended or left out.
extension Catalog {
  /// The same error with fixes that run.
  func proven(_ error: QueryError, _ text: String, _ context: QueryContext) -> QueryError {
    QueryError(
      error.diagnostics.map {
        related(named(proven($0, context), in: text, context), in: text, context)
      })
  }

  /// `events Beijing`: the name of a thing without the relation that leads to it.
  private func related(
    _ diagnostic: Diagnostic, in text: String, _ context: QueryContext
  ) -> Diagnostic {
    let start = diagnostic.primary.range.start
    guard diagnostic.id == "S20", diagnostic.message.hasPrefix("`"),
      let rest = slice(text, TextRange(start, text.utf8.count)),
      let (written, name, noun) = leadingName(of: rest)
    else { return diagnostic }
    let relation: String
    switch noun {
    case .place: relation = "in"
    case .organization: relation = "by"
    case .theme: relation = "about"
    case .event: relation = "under"
    default: return diagnostic
    }
    let head = slice(text, TextRange(0, start)) ?? ""
    let statement = onOneLine(
      "\(head)\(relation) \(nameLiteral(name))\(rest.dropFirst(written.count))")
    guard fault(in: statement, context) == nil else { return diagnostic }
    var related = diagnostic
    related.primary = Diagnostic.Label(
      range: TextRange(start, start + written.utf8.count), text: "`\(name)` is \(noun.withArticle)")
    related.fixes = [Diagnostic.Fix(statement)]
    return related
  }

  /// The longest name that a text begins with, of up to eight words, as it is written and without
  /// quotation marks.
  private func leadingName(of text: String) -> (written: String, name: String, noun: Noun)? {
    let spaces = text.indices.filter { text[$0] == " " }.prefix(7)
    for end in [text.endIndex] + spaces.reversed() {
      let written = String(text[..<end])
      let name = written.filter { !"\"“”«»「」".contains($0) }
      if name.utf8.count <= 200, let noun = onlyNoun(of: name) { return (written, name, noun) }
    }
    return nil
  }

  /// The noun of the things of that name, when all are of one.
  private func onlyNoun(of name: String) -> Noun? {
    let key = foldedKey(name)
    guard !key.isEmpty else { return nil }
    let nouns = Noun.allCases.filter { !store[$0].nameIndex.rows(forKey: key).isEmpty }
    return nouns.count == 1 ? nouns.first : nil
  }

  private func slice(_ text: String, _ range: TextRange) -> String? {
    guard range.start >= 0, range.start <= range.end, range.end <= text.utf8.count else {
      return nil
    }
    return String(decoding: Array(text.utf8)[range.start..<range.end], as: UTF8.self)
  }

  /// The parser can only guess that several words are one name; whether they are is known here.
  private func named(
    _ diagnostic: Diagnostic, in text: String, _ context: QueryContext
  ) -> Diagnostic {
    guard diagnostic.id == "S05", let rest = diagnostic.primary.text.firstIndex(of: ";"),
      let name = slice(text, diagnostic.primary.range)
    else { return diagnostic }
    guard let noun = onlyNoun(of: name) else {
      return parted(diagnostic, name, in: text, context) ?? diagnostic
    }
    var named = diagnostic
    let count = diagnostic.primary.text[..<rest]
    named.primary.text = "\(count); `\(name)` is \(noun.withArticle)"
    return named
  }

  /// `events in Beijing 2023`, `CAST events`: a name, and what goes on from it without a word between.
  private func parted(
    _ diagnostic: Diagnostic, _ words: String, in text: String, _ context: QueryContext
  ) -> Diagnostic? {
    guard let (written, name, noun) = leadingName(of: words), written.count < words.count
    else { return nil }
    let range = diagnostic.primary.range
    let more = words.dropFirst(written.count).drop { $0 == " " }
    let head = slice(text, TextRange(0, range.start)) ?? ""
    let tail = slice(text, TextRange(range.end, text.utf8.count)) ?? ""
    for (joint, missing) in [(".", "a point"), (" in ", "`in`")] {
      let statement = onOneLine("\(head)\(nameLiteral(name))\(joint)\(more)\(tail)")
      guard fault(in: statement, context) == nil else { continue }
      var parted = diagnostic
      parted.message = "\(missing) is missing between `\(name)` and `\(more)`"
      parted.primary.text = "`\(name)` is \(noun.withArticle)"
      parted.notes = []
      parted.fixes = [Diagnostic.Fix(statement)]
      return parted
    }
    return nil
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
