public import AlmanacEngine
public import AlmanacLanguage
internal import AlmanacStore
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
  case html
  case ics
  case jsonld
  case geojson
  case csl
  case bib
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
  public var isJSON: Bool {
    switch self {
    case .json, .jsonl, .jsonld, .geojson, .csl: true
    default: false
    }
  }

  /// Holds whole things whichever columns were asked for; a row is a thing or can't be in it.
  public var holdsThings: Bool { nouns != nil }

  /// What the name of a file in this format ends with; nil for views.
  public var ending: String? {
    if isView { return nil }
    return self == .csl ? ".csl.json" : ".\(rawValue)"
  }

  /// What the rows must be; nil where they may be anything.
  private var nouns: Set<Noun>? {
    switch self {
    case .ics: [.event]
    case .geojson: [.event, .place]
    case .csl, .bib: [.source]
    case .jsonld: schemaOrgNouns
    default: nil
    }
  }

  /// Why an answer can't be written in this format, a sentence without a full stop; nil when it
  /// can.
  public func misfit(_ answer: Answer) -> String? {
    guard let nouns else { return nil }
    let words = Noun.allCases.filter(nouns.contains).map(\.plural)
    let list =
      words.count > 1
      ? words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "") : words[0]
    switch answer.shape {
    case .records(let noun) where nouns.contains(noun): return nil
    case .card(let entity) where nouns.contains(entity.noun): return nil
    case .records(let noun): return "\(rawValue) holds \(list), and these rows are \(noun.plural)"
    case .card(let entity):
      return "\(rawValue) holds \(list), and this is \(entity.noun.withArticle)"
    case .groups: return "\(rawValue) holds \(list), and these rows are counts or values"
    }
  }

  /// What an answer loses in this format, sentences without a full stop.
  public func losses(_ answer: Answer) -> [String] {
    guard self == .ics else { return [] }
    let count = undatedCount(answer)
    guard count > 0 else { return [] }
    return [
      count == 1
        ? "1 event has no date that a calendar can hold and is left out"
        : "\(grouped(count)) events have no date that a calendar can hold and are left out"
    ]
  }
}

/// What may be said about how an answer is written.
public struct RenderOptions: Sendable {
  /// Leaves fields out of `json`, `jsonl` and `cards` in rows that state nothing: for answers
  /// ``Answer/withAllFields``.
  public var omitsMissing: Bool
  /// The day that events of a calendar are stamped with, instead of that of their last source.
  public var stamp: Day?
  /// The day that a picture marks, if any.
  public var today: Day?
  /// The time zones that a calendar describes.
  public var zones: CalendarZones

  /// Everything as it is, stamped by the sources, of no zone.
  public init(
    omitsMissing: Bool = false, stamp: Day? = nil, today: Day? = nil, zones: CalendarZones = .none
  ) {
    self.omitsMissing = omitsMissing
    self.stamp = stamp
    self.today = today
    self.zones = zones
  }
}

/// An answer as text: whole lines, or nothing at all.
///
/// A view without rows is empty, for the footer says so; rows that a picture can't show are a table, and
/// as `svg` nothing; `csv`, `tsv` and `md` then hold
/// their header and `json` is `[]`. The card of one record is shown with all its fields.
///
/// - Parameters:
///   - width: The cells of the terminal; nil when there is none, and then nothing is ever cut.
///   - options: What may be said besides.
/// - Precondition: ``Format/misfit(_:)`` has nothing against it; else it is empty.
public func render(
  _ answer: Answer, format: Format, width: Int?, style: Style,
  options: RenderOptions = RenderOptions()
) -> String {
  guard format.misfit(answer) == nil else { return "" }
  var answer = answer
  var omitsMissing = options.omitsMissing
  var isCard = false
  if case .card = answer.shape {
    answer = answer.withAllFields
    omitsMissing = true
    isCard = true
  }
  switch format {
  case .timeline, .calendar, .bars, .tree:
    // What can't be drawn so is shown as it can.
    guard let view = format.view, let picture = try? Picture(answer, as: view, today: options.today)
    else {
      return render(
        answer, format: .table, width: width, style: style, options: options)
    }
    return renderText(picture, width: width, style: style)
  case .svg:
    guard let view = Picture.best(of: answer),
      let picture = try? Picture(answer, as: view, today: options.today)
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
  case .html: return htmlText(answer)
  case .ics:
    let calendar = calendarText(answer, stamp: options.stamp, zones: options.zones)
    return width == nil ? calendar : calendar.onItsLines
  case .jsonld: return schemaOrgText(answer)
  case .geojson: return geoText(answer)
  case .csl: return citationText(answer)
  case .bib: return bibliographyText(answer)
  }
}
