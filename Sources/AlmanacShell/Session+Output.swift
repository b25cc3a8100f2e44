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
    let endings = Format.allCases.compactMap(\.ending)
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
    let isWhole = format != .md && format != .html && answer.isWhole(query)
    let options = RenderOptions(
      omitsMissing: isWhole && format.isJSON, stamp: settings.stamp, zones: .system)
    do throws(ShellError) {
      let text =
        if format == .svg, let picture = picture(of: answer, drawn: view) {
          renderSVG(picture, title: Almanac.format(query))
        } else if format == .html, let view, Format(view).isPicture,
          let picture = picture(of: answer, drawn: view)
        {
          renderHTML(picture, of: answer, title: Almanac.format(query))
        } else {
          render(
            isWhole ? answer.withAllFields : answer, format: format, width: nil, style: .plain,
            options: options)
        }
      try surroundings.writeText(text, path, settings.overwrites)
      let count = answer.rowCount
      reply.say("wrote \(separated(count)) row\(count == 1 ? "" : "s") to \(shown(path))")
      for loss in format.losses(answer) { reply.say(loss) }
    } catch {
      reply.fail(error)
    }
  }

  /// Rows that are nothing of the kind that a format holds: `ics` of organizations.
  func misfitFault(
    _ answer: Answer, drawn view: View?, exported file: Name?, _ text: String
  ) -> Diagnostic? {
    if let file, let format = Format(ending: file.text), let reason = format.misfit(answer) {
      let stem = file.text.dropLast(format.ending?.count ?? 0)
      let head = text.utf8Slice(TextRange(0, file.range.start))
      let tail = text.utf8Slice(TextRange(file.range.end, text.utf8.count))
      return Diagnostic(
        id: "X06", message: reason,
        primary: Diagnostic.Label(range: file.range, text: "csv, json and html hold any rows"),
        fixes: stem.contains("\"") ? [] : [Diagnostic.Fix("\(head)\"\(stem).csv\"\(tail)")])
    }
    guard view == nil, file == nil, let reason = settings.format.misfit(answer) else { return nil }
    return Diagnostic(
      id: "X06", message: reason,
      primary: Diagnostic.Label(range: TextRange(0, text.utf8.count)),
      notes: ["csv, json and html hold any rows: .mode json, or --format json"])
  }
}

extension Answer {
  /// Records for other programs have every field that has a value, unless the query chose.
  func isWhole(_ query: Query) -> Bool {
    if case .records = shape { return !query.choosesColumns }
    return false
  }
}

extension Format {
  /// The format that the name of a file ends with: `china.csv`, `sources.csl.json`.
  init?(ending path: String) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let plain = name.lowercased()
    // The longest ending that fits, with something before it.
    let fitting = Format.allCases.filter { format in
      guard let ending = format.ending else { return false }
      return plain.hasSuffix(ending) && plain.utf8.count > ending.utf8.count
    }
    guard let format = fitting.max(by: { ($0.ending?.count ?? 0) < ($1.ending?.count ?? 0) })
    else { return nil }
    self = format
  }
}
