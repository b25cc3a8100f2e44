internal import AlmanacEngine
internal import AlmanacText
internal import AlmanacTime

/// An answer as cards, one block a row with an empty line between two:
///
/// ```
/// name:   World Conference on Literacy
/// when:   2023-11-06/2023-11-07
/// place:  Beijing, Shanghai, +11 more provinces
/// ```
///
/// Values are wrapped, never cut. Where the labels leave no room for them, a value begins behind its
/// label and goes on at the left.
func cardsText(_ answer: Answer, width: Int?, style: Style, omitsMissing: Bool) -> String {
  let labels = answer.columns.map { $0.name.onOneLine + ":" }
  let labelWidth = (labels.map { displayWidth($0) }.max() ?? 0) + 2
  let isNarrow = width.map { $0 - labelWidth < 16 } ?? false
  var cards: [String] = []
  for row in 0..<answer.rowCount {
    let isMaybe = row < answer.truths.count && answer.truths[row] == .maybe
    var card = ""
    var mark = isMaybe ? "? " : ""
    for (column, label) in labels.enumerated() {
      let value = answer.value(row: row, column: column)
      if value.isUnstated, omitsMissing { continue }
      let shown =
        value.isUnstated ? style.dash : text(of: value, .card)
      let paragraphs = (mark + shown).lines.map { String($0).onOneLine }
      mark = ""
      card +=
        isNarrow
        ? narrowField(label, paragraphs, width: width ?? 0, style: style)
        : wideField(
          label, paragraphs, labelWidth: labelWidth, width: width, isTitle: column == 0,
          style: style)
    }
    cards.append(card)
  }
  return cards.joined(separator: "\n")
}

/// The values of all fields one below the other, beside the labels.
private func wideField(
  _ label: String, _ paragraphs: [String], labelWidth: Int, width: Int?, isTitle: Bool,
  style: Style
) -> String {
  let lines =
    width.map { width in paragraphs.flatMap { $0.wrapped(to: width - labelWidth) } } ?? paragraphs
  let indent = repeated(" ", count: labelWidth)
  var text = ""
  for (index, line) in lines.enumerated() {
    let space = repeated(" ", count: max(0, labelWidth - displayWidth(label)))
    let shown = isTitle ? style.paint(line, .strong) : line
    if index == 0 {
      text += style.paint(label, .faint) + (line.isEmpty ? "" : space + shown) + "\n"
    } else {
      text += (line.isEmpty ? "" : indent + shown) + "\n"
    }
  }
  return text
}

/// Label and value as one paragraph, two cells further in after its first line.
private func narrowField(
  _ label: String, _ paragraphs: [String], width: Int, style: Style
) -> String {
  var text = ""
  for (index, paragraph) in paragraphs.enumerated() {
    // Two cells at the least, for a wide grapheme must stand somewhere.
    let room = max(2, width - 2)
    let whole = index == 0 ? label + " " + paragraph : paragraph
    for (number, line) in whole.wrapped(to: room).enumerated() {
      if index == 0, number == 0 {
        text +=
          line.hasPrefix(label)
          ? style.paint(label, .faint) + line.dropFirst(label.count) : line
      } else {
        text += line.isEmpty ? "" : "  " + line
      }
      text += "\n"
    }
  }
  return text
}
