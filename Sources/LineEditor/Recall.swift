/// A walk through the history by Up and Down, begun with something typed.
struct Recall {
  /// The line when the walk began; Down past the newest entry brings it back.
  let draft: Line
  /// What entries must begin with: what stood before the cursor.
  let prefix: String
  /// The position of the entry shown; -1 for the draft.
  private(set) var index = -1
  /// The text shown.
  private(set) var shown: String

  /// A walk that begins at `draft`.
  init(draft: Line) {
    self.draft = draft
    self.prefix = String(draft.beforeCursor)
    self.shown = draft.text
  }

  /// The line one step on; nil when there is no further entry.
  mutating func step(older: Bool, in history: History) -> Line? {
    if let next = history.neighbor(of: index, older: older, prefix: prefix, besides: shown) {
      (index, shown) = next
      return Line(text: shown, cursor: shown.utf8.count)
    }
    guard !older, index >= 0 else { return nil }
    index = -1
    shown = draft.text
    return draft
  }
}
