public import AlmanacEngine
public import AlmanacLanguage
public import AlmanacTime

/// The forms that an answer can be written in.
public enum Format: String, CaseIterable, Sendable {
  case table
  case cards
  case timeline
  case calendar
  case bars
  case tree
  case json
  case jsonl
  case csv
  case tsv
  case md
  case svg

  /// For people: cut to the width, painted, control characters shown.
  public var isView: Bool { view != nil }

  /// The view of that name, as `draw` has it.
  public var view: View? { View(rawValue: rawValue) }

  /// Drawn, and not a list of rows.
  public var isPicture: Bool { isView && self != .table && self != .cards }

  /// What `draw` shows as.
  public init(_ view: View) { self = Format(rawValue: view.rawValue) ?? .table }

  /// Read by programs that then want errors and timings as JSON too.
  public var isJSON: Bool { self == .json || self == .jsonl }
}

/// An answer as text: whole lines, or nothing at all.
///
/// A view without rows is empty, for the footer says so; rows that a picture can't show are a table, and
/// as `svg` nothing; `csv`, `tsv` and `md` then hold their
/// header and `json` is `[]`. The card of one record is shown with all its fields.
///
/// - Parameters:
///   - width: The cells of the terminal; nil when there is none, and then nothing is ever cut.
///   - today: The day that a picture marks, if any.
///   - omitsMissing: Leaves fields out of `json`, `jsonl` and `cards` in rows that state nothing:
///     for answers ``Answer/withAllFields``.
public func render(
  _ answer: Answer, format: Format, width: Int?, style: Style, today: Day? = nil,
  omitsMissing: Bool = false
) -> String {
  var answer = answer
  var omitsMissing = omitsMissing
  var isCard = false
  if case .card = answer.shape {
    answer = answer.withAllFields
    omitsMissing = true
    isCard = true
  }
  switch format {
  case .timeline, .calendar, .bars, .tree:
    // What can't be drawn so is shown as it can.
    guard let view = format.view, let picture = try? Picture(answer, as: view, today: today) else {
      return render(
        answer, format: .table, width: width, style: style, omitsMissing: omitsMissing)
    }
    return renderText(picture, width: width, style: style)
  case .svg:
    guard let view = Picture.best(of: answer),
      let picture = try? Picture(answer, as: view, today: today)
    else { return "" }
    return renderSVG(picture)
  case .table where !isCard:
    return tableText(answer, width: width, style: style)
      ?? cardsText(answer, width: width, style: style, omitsMissing: omitsMissing)
  case .table, .cards:
    return cardsText(answer, width: width, style: style, omitsMissing: omitsMissing)
  case .json: return jsonText(answer, omitsMissing: omitsMissing)
  case .jsonl: return jsonLinesText(answer, omitsMissing: omitsMissing)
  case .csv: return commaSeparatedText(answer, isForTerminal: width != nil)
  case .tsv: return tabSeparatedText(answer, isForTerminal: width != nil)
  case .md: return markdownText(answer)
  }
}
