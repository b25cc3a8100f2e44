public import AlmanacEngine

/// The forms that an answer can be written in.
public enum Format: String, CaseIterable, Sendable {
  case table
  case cards
  case json
  case jsonl
  case csv
  case tsv
  case md

  /// For people: cut to the width, painted, control characters shown.
  public var isView: Bool { self == .table || self == .cards }

  /// Read by programs that then want errors and timings as JSON too.
  public var isJSON: Bool { self == .json || self == .jsonl }
}

/// An answer as text: whole lines, or nothing at all.
///
/// A view without rows is empty, for the footer says so; `csv`, `tsv` and `md` then hold their
/// header and `json` is `[]`. The card of one record is shown with all its fields.
///
/// - Parameters:
///   - width: The cells of the terminal; nil when there is none, and then nothing is ever cut.
///   - omitsMissing: Leaves fields out of `json`, `jsonl` and `cards` in rows that state nothing:
///     for answers ``Answer/withAllFields``.
public func render(
  _ answer: Answer, format: Format, width: Int?, style: Style, omitsMissing: Bool = false
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
