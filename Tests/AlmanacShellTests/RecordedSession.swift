import Almanac
import Testing

@testable import AlmanacShell

/// The shell as goldens and documents show it: the corpus, a reader of English, no times, and
/// 2026-11-21 as today.
///
/// - Parameter widthColumns: cells of the terminal; nil without one.
func recordedSession(
  over catalog: Catalog? = nil, widthColumns: Int?, messageWidthColumns: Int? = nil
) throws -> Session {
  var settings = Settings()
  settings.showsTime = false
  let context = QueryContext(
    today: try #require(Day(year: 2026, month: 11, day: 21)), languages: ["en"])
  let display = Display(
    widthColumns: widthColumns, messageWidthColumns: messageWidthColumns ?? widthColumns,
    isInteractive: widthColumns != nil)
  let loading =
    try catalog.map { Loading(catalog: $0, choice: DataChoice()) } ?? Loading(DataChoice())
  return Session(loading: loading, context: context, settings: settings, display: display)
}
