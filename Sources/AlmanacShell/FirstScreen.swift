internal import Almanac

/// What the shell says before the first prompt: what is loaded, what to try, how to leave.
struct FirstScreen {
  private let loading: Loading
  private let display: Display

  init(_ loading: Loading, _ display: Display) {
    self.loading = loading
    self.display = display
  }

  var text: String {
    let tries = queries.enumerated().map { index, query in
      (index == 0 ? "try: " : "     ") + query + "\n"
    }
    return counts + "\n" + tries.joined()
      + display.dim(".help helps · .learn teaches · TAB shows what fits · .quit or Ctrl-D leaves")
      + "\n"
  }

  /// One line: the version, and as many counts as fit.
  private var counts: String {
    let width = display.widthColumns ?? 80
    var line = "Almanac \(Program.version): "
    var parts = loading.catalog.counts
    while parts.count > 1, displayWidth(line + parts.joined(separator: " · ")) > width {
      parts.removeLast()
    }
    line += parts.isEmpty ? "no records" : parts.joined(separator: " · ")
    return line
  }

  /// Three queries that have an answer over what is loaded.
  var queries: [String] {
    loading.choice.includesCorpus
      ? ["events by CAST in China", "events about AI sort when", "events count by kind"]
      : ["events limit 5", "events in \(lastYear)", "events count by kind"]
  }

  /// The year in which the last event starts.
  private var lastYear: String {
    let events = loading.catalog.store[.event]
    guard let starts = events.day("starts") else { return "this year" }
    guard let latest = events.order.last(where: { starts[$0]?.isExact == true }),
      let day = starts[latest]?.earliest
    else { return "this year" }
    return String(day.civil.year)
  }
}
