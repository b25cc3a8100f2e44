internal import Almanac

/// Which picture is drawn of an answer, and what to say when there is none.
extension Session {
  /// The picture that a file shows: as `draw` or `.mode` say, else the one that says most.
  func picture(of answer: Answer, drawn view: View?) -> Picture? {
    let wanted = [view, settings.format.isPicture ? settings.format.view : nil]
      .compactMap(\.self).filter { Format($0).isPicture }
    for view in wanted + [Picture.best(of: answer)].compactMap(\.self) {
      if let picture = try? Picture(answer, as: view, today: context.today) { return picture }
    }
    return nil
  }

  /// Why an answer can't be drawn as its statement says: known only when it is there.
  func pictureFault(
    of answer: Answer, _ query: Query, drawn view: View?, _ file: Name?, in text: String
  ) -> Diagnostic? {
    // A picture of nothing is nothing, and the line below says so.
    guard answer.rowCount > 0 else { return nil }
    if let view, Format(view).isPicture {
      do throws(PictureRefusal) {
        _ = try Picture(answer, as: view, today: context.today)
      } catch {
        return refusal(error, view, of: answer, query, in: text)
      }
    }
    guard let file, file.text.lowercased().hasSuffix(".svg"),
      picture(of: answer, drawn: view) == nil
    else { return nil }
    return Diagnostic(
      id: "X07", message: "nothing in these rows can be drawn: no dates, no numbers, no tree",
      primary: Diagnostic.Label(range: file.range, text: "a picture"),
      fixes: Session.fix(text, at: file.range, "\"\(file.text.dropLast(4)).csv\""))
  }

  private func refusal(
    _ refusal: PictureRefusal, _ view: View, of answer: Answer, _ query: Query, in text: String
  ) -> Diagnostic {
    let words = lex(text).filter { $0.range.start >= query.range.end && $0.kind == .word }
    let place = words.first { $0.keyword?.rawValue == view.rawValue }?.range ?? query.range
    let note: String
    switch refusal {
    case .noDates: note = "events, sources and columns such as min(starts) have dates"
    case .noNumbers:
      note = "a count has numbers, and so have fields such as attendance"
      if let noun = answer.footer.noun, case .records = answer.shape, !query.choosesColumns,
        Schema.field("kind", of: noun) != nil,
        let draw = lex(text).last(where: { $0.keyword == .draw && $0.range.end <= place.start })
      {
        return Diagnostic(
          id: "X07", message: Session.reason(for: refusal, view),
          primary: Diagnostic.Label(range: place, text: note),
          fixes: Session.fix(
            text, at: TextRange(draw.range.start, place.end), "count by kind draw bars"))
      }
    case .noTree:
      note = "events, organizations, places and themes form trees"
    case .isNone: note = ""
    }
    return Diagnostic(
      id: "X07", message: Session.reason(for: refusal, view),
      primary: Diagnostic.Label(range: place, text: note),
      fixes: Session.fix(text, at: place, "table"))
  }

  /// `these rows have no dates, so there is no timeline of them`.
  static func reason(for refusal: PictureRefusal, _ view: View) -> String {
    switch refusal {
    case .noDates: "these rows have no dates, so there is no \(view.rawValue) of them"
    case .noNumbers: "these rows have no numbers, so there are no bars of them"
    case .noTree: "these rows are parts of nothing, so there is no tree of them"
    case .isNone: "a \(view.rawValue) is no picture"
    }
  }

  private static func fix(
    _ text: String, at range: TextRange, _ replacement: String
  ) -> [Diagnostic.Fix] {
    let head = text.utf8Slice(TextRange(0, range.start))
    let tail = text.utf8Slice(TextRange(range.end, text.utf8.count))
    return [Diagnostic.Fix(head + replacement + tail)]
  }
}
