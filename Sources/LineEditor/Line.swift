/// A text being edited and the place of the cursor in it.
struct Line: Equatable {
  /// The text; lines are separated by U+000A.
  var text = ""
  /// The cursor, as a byte of the text's UTF-8, where a scalar begins or at the end.
  var cursor = 0
}

extension Line {
  /// Whether the cursor is at the end.
  var isAtEnd: Bool { cursor == text.utf8.count }

  /// The text before the cursor.
  var beforeCursor: Substring {
    text[..<text.utf8.index(text.startIndex, offsetBy: min(cursor, text.utf8.count))]
  }

  /// The bytes of the line of the text that holds the cursor, without its line break.
  var currentLine: Range<Int> {
    let bytes = text.utf8
    let place = bytes.index(bytes.startIndex, offsetBy: min(cursor, bytes.count))
    let start = bytes[..<place].lastIndex(of: 0x0A).map(bytes.index(after:)) ?? bytes.startIndex
    let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.endIndex
    return bytes.distance(
      from: bytes.startIndex, to: start)..<bytes.distance(from: bytes.startIndex, to: end)
  }

  /// Where the cursor goes by one line up or down in the text; nil at its first or last line.
  ///
  /// The cursor keeps its distance from the start of the line, in grapheme clusters.
  func vertical(up: Bool) -> Int? {
    let current = currentLine
    let target: Line
    if up {
      guard current.lowerBound > 0 else { return nil }
      target = Line(text: text, cursor: current.lowerBound - 1)
    } else {
      guard current.upperBound < text.utf8.count else { return nil }
      target = Line(text: text, cursor: current.upperBound + 1)
    }
    let distance = slice(current.lowerBound..<cursor).count
    let line = target.currentLine
    let kept = slice(line).prefix(distance)
    return line.lowerBound + kept.utf8.count
  }

  /// The text of a range of bytes that begins and ends where scalars do.
  func slice(_ range: Range<Int>) -> Substring {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    return text[start..<text.utf8.index(start, offsetBy: range.count)]
  }
}
