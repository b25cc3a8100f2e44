internal import Almanac

/// `draw` and `export`: how rows are shown, and where they are written.
extension Session {
  /// Why a statement can't be drawn or written as it says, found before it is answered.
  func outputFault(of parsed: ParsedStatement, _ text: String) -> Diagnostic? {
    guard case .query(_, _, let file?)? = parsed.statement?.kind, parsed.diagnostics.isEmpty
    else { return nil }
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
  func export(
    _ answer: Answer, of query: Query, drawn view: View?, to path: String, in reply: inout Reply
  ) {
    guard let format = Format(ending: path) else { return }
    var rows = answer
    var omitsMissing = false
    if case .records = answer.shape, format != .md, !query.choosesColumns {
      rows = answer.withAllFields
      omitsMissing = format.isJSON
    }
    do throws(ShellError) {
      let text =
        if format == .svg, let picture = picture(of: answer, drawn: view) {
          renderSVG(picture, title: Almanac.format(query))
        } else {
          render(rows, format: format, width: nil, style: .plain, omitsMissing: omitsMissing)
        }
      try surroundings.writeText(text, path, settings.overwrites)
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
