/// An incremental search through the history, under way: its keys do not reach libedit.
struct Search {
  /// What is looked for.
  private(set) var pattern = ""
  /// The entry that holds it; nil before the first, and when there is none.
  private(set) var match: History.Match?
  /// The line before the search.
  let draft: Line
  /// Whether the last step found nothing, so that the match before it still stands.
  private(set) var isFailed = false

  /// A search that begins with `draft` in the line.
  init(draft: Line) {
    self.draft = draft
  }

  /// The line that the search leaves: the match with the cursor on it, or the draft.
  var line: Line {
    guard let match else { return draft }
    return Line(text: match.entry, cursor: match.bytes.lowerBound)
  }

  /// Adds to the pattern.
  mutating func type(_ text: String, in history: History) {
    pattern += text
    find(in: history, from: match?.index ?? 0, older: true)
  }

  /// Takes the last character of the pattern away and looks anew from the newest entry.
  mutating func deleteBackward(in history: History) {
    guard !pattern.isEmpty else { return }
    pattern.removeLast()
    match = nil
    isFailed = false
    if !pattern.isEmpty { find(in: history, from: 0, older: true) }
  }

  /// Goes on to the next entry that holds the pattern.
  mutating func step(older: Bool, in history: History) {
    guard let match, !pattern.isEmpty else { return }
    find(in: history, from: match.index + (older ? 1 : -1), older: older)
  }

  /// The row below the line, and what of the line matched.
  func row(columns: Int, measure: @escaping (String) -> Int) -> Row {
    var row = Row()
    let label = isFailed ? "no older entry with: " : "search: "
    row.add(label, isFailed ? .error : .dim)
    let text = RowText(pattern, measure: measure)
    row.add(text, columns: min(text.width, max(1, columns - row.width - 1)), .plain)
    let help = "   Enter edits, Ctrl-R older, Ctrl-G back"
    if row.width + help.count < columns { row.add(help, .dim) }
    return row
  }

  private mutating func find(in history: History, from index: Int, older: Bool) {
    let found = history.search(pattern, from: index, older: older)
    isFailed = found == nil
    match = found ?? match
  }
}
