internal import AlmanacText

/// Lines of a view that is neither table nor card: words are wrapped to the width, statements never
/// are, so that they can be copied.
struct Page {
  let width: Int?
  let style: Style
  private(set) var text = ""

  init(width: Int?, style: Style) {
    self.width = width
    self.style = style
  }

  mutating func blank() { text += "\n" }

  /// Whole lines that were made elsewhere.
  mutating func append(_ lines: String) { text += lines }

  /// Words, `indent` cells in, further lines two cells more.
  mutating func words(_ words: String, indent: Int = 0, _ paint: Paint? = nil) {
    let lines = fitted(words.onOneLine, indent, hanging: 2)
    for line in lines { text += spaces(indent) + painted(line, paint) + "\n" }
  }

  /// `label  words`, further lines below the words.
  mutating func entry(
    _ label: String, _ words: String, labelWidth: Int, indent: Int = 0,
    labelPaint: Paint? = .faint, _ paint: Paint? = nil
  ) {
    let label = label.onOneLine
    let room = max(labelWidth, displayWidth(label)) + 2
    let lines = fitted(words.onOneLine, indent + room, hanging: 0)
    for (index, line) in lines.enumerated() {
      let lead = index == 0 ? painted(label, labelPaint) + spaces(room - displayWidth(label)) : ""
      text += spaces(indent) + (index == 0 ? lead : spaces(room)) + painted(line, paint) + "\n"
    }
  }

  /// `label  statement`, on one line whatever the width.
  mutating func statement(
    _ label: String, _ statement: String, labelWidth: Int, indent: Int = 0,
    labelPaint: Paint? = .faint
  ) {
    text +=
      spaces(indent) + painted(label, labelPaint)
      + spaces(max(2, labelWidth + 2 - displayWidth(label)))
      + style.paint(statement.onOneLine, .strong) + "\n"
  }

  /// Words and a statement behind them, or below them where it has no room.
  mutating func sentence(_ words: String, _ statement: String) {
    let isTooLong = width.map { displayWidth(words) + 1 + displayWidth(statement) > $0 } ?? false
    text += words + (isTooLong ? "\n  " : " ") + style.paint(statement.onOneLine, .strong) + "\n"
  }

  private func fitted(_ words: String, _ indent: Int, hanging: Int) -> [String] {
    guard let width else { return [words] }
    return words.wrapped(to: max(2, width - indent), hanging: hanging)
  }

  private func painted(_ text: String, _ paint: Paint?) -> String {
    paint.map { style.paint(text, $0) } ?? text
  }

  private func spaces(_ count: Int) -> String { repeated(" ", count: max(0, count)) }
}
