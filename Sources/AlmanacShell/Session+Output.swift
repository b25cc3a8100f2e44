internal import Almanac

/// `draw` and `export`: how rows are shown, and where they are written.
extension Session {
  /// Why a statement can't be drawn or written as it says, found before it is answered.
  func outputFault(of parsed: ParsedStatement, _ text: String) -> Diagnostic? {
    guard case .query(let query, let view, let file)? = parsed.statement?.kind,
      parsed.diagnostics.isEmpty
    else { return nil }
    if let view, !View.built.contains(view) {
      return Session.notDrawn(view, behind: query, in: text)
    }
    guard let file else { return nil }
    if surroundings.isSafe {
      return Diagnostic(
        id: "X03", message: "`export` writes a file, and --safe forbids that",
        primary: Diagnostic.Label(range: file.range))
    }
    if let fault = Session.endingFault(of: file, in: text) { return fault }
    guard !settings.overwrites, surroundings.isThere(file.text) else { return nil }
    return Diagnostic(
      id: "X05", message: "\(shown(file.text)) is there already",
      primary: Diagnostic.Label(range: file.range, text: "it would be replaced"),
      notes: [".set overwrite on lets files be replaced"])
  }

  /// A picture that is part of the language and can't be drawn yet.
  private static func notDrawn(_ view: View, behind query: Query, in text: String) -> Diagnostic {
    let words = lex(text).filter { $0.range.start >= query.range.end && $0.kind == .word }
    let place = words.first { $0.keyword?.rawValue == view.rawValue }?.range ?? query.range
    let views = View.built.map(\.rawValue)
    let head = text.utf8Slice(TextRange(0, place.start))
    let tail = text.utf8Slice(TextRange(place.end, text.utf8.count))
    return Diagnostic(
      id: "X01", message: "`draw \(view.rawValue)` is part of the language but not drawn yet",
      primary: Diagnostic.Label(range: place, text: "so far: \(views.joined(separator: ", "))"),
      fixes: [Diagnostic.Fix("\(head)table\(tail)")])
  }

  /// A file whose name ends in no format.
  static func endingFault(of file: Name, in text: String) -> Diagnostic? {
    guard Format(ending: file.text) == nil else { return nil }
    let stem = file.text.lastIndex(of: ".").map { file.text[..<$0] } ?? file.text[...]
    let head = text.utf8Slice(TextRange(0, file.range.start))
    let tail = text.utf8Slice(TextRange(file.range.end, text.utf8.count))
    let endings = Format.allCases.filter { !$0.isView }.map { ".\($0.rawValue)" }
    return Diagnostic(
      id: "X04", message: "the name of a file says its format, and \(shown(file.text)) does not",
      primary: Diagnostic.Label(
        range: file.range, text: "endings: \(endings.joined(separator: ", "))"),
      fixes: stem.contains("\"") ? [] : [Diagnostic.Fix("\(head)\"\(stem).csv\"\(tail)")])
  }

  /// Writes rows to a file; every field that has a value, unless the query chose.
  func export(_ answer: Answer, of query: Query, to path: String, in reply: inout Reply) {
    guard let format = Format(ending: path) else { return }
    var rows = answer
    var omitsMissing = false
    if case .records = answer.shape, format != .md, !query.choosesColumns {
      rows = answer.withAllFields
      omitsMissing = format.isJSON
    }
    do throws(ShellError) {
      try surroundings.writeText(
        render(
          rows, format: format, width: nil, style: .plain, omitsMissing: omitsMissing),
        path, settings.overwrites)
      let count = answer.rowCount
      reply.say("wrote \(separated(count)) row\(count == 1 ? "" : "s") to \(shown(path))")
    } catch {
      reply.fail(error)
    }
  }
}

extension Format {
  /// The format that the name of a file ends with: `china.csv`.
  fileprivate init?(ending path: String) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let point = name.lastIndex(of: "."), point > name.startIndex else { return nil }
    self.init(rawValue: name[name.index(after: point)...].lowercased())
    if isView { return nil }
  }
}
