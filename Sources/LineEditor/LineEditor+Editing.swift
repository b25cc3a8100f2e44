/// The commands that move by words, cut and bring back: libedit's own see scalars where people see
/// characters, and do not stop at the end of a line of several.
extension LineEditor {
  /// Does one of them.
  func edit(_ command: EditCommand) {
    let line = engine.line
    switch command {
    case .wordLeft: engine.setCursor(line.wordStart, in: line.text)
    case .wordRight: engine.setCursor(line.wordEnd, in: line.text)
    case .cutWordLeft: cut(line.wordStart..<line.cursor, of: line)
    case .cutBlankLeft: cut(line.blankSeparatedStart..<line.cursor, of: line)
    case .cutWordRight: cut(line.cursor..<line.wordEnd, of: line)
    case .cutToStart:
      let start = line.currentLine.lowerBound
      // At the start of a line its break goes, so that the key can go on.
      cut((start == line.cursor ? max(0, start - 1) : start)..<line.cursor, of: line)
    case .cutToEnd:
      let end = line.currentLine.upperBound
      cut(line.cursor..<(end == line.cursor ? min(end + 1, line.text.utf8.count) : end), of: line)
    case .bringBack: bringBack(into: line)
    case .bringBackOlder: bringBackOlder(into: line)
    case .undo, .redo:
      undoLog.note(line)
      if let other = command == .undo ? undoLog.undo() : undoLog.redo() { engine.setLine(other) }
    default: break
    }
  }

  private func cut(_ range: Range<Int>, of line: Line) {
    guard !range.isEmpty else { return }
    let isBefore = range.upperBound == line.cursor
    engine.replace(range, of: line, with: "")
    kills.keep(String(line.slice(range)), isBefore: isBefore, of: line, after: engine.line)
  }

  private func bringBack(into line: Line) {
    guard let text = kills.newest else { return }
    engine.insert(text)
    kills.noteBringingBack(
      at: line.cursor..<(line.cursor + text.utf8.count), of: engine.line)
  }

  private func bringBackOlder(into line: Line) {
    guard let (range, text) = kills.older(in: line) else { return }
    engine.replace(range, of: line, with: text)
    let start = range.lowerBound
    kills.noteOlder(at: start..<(start + text.utf8.count), of: engine.line)
  }
}

extension Line {
  /// Where the word before the cursor begins: letters and numbers of any script.
  var wordStart: Int {
    var rest = beforeCursor
    while let last = rest.last, !last.isOfWord { rest.removeLast() }
    while let last = rest.last, last.isOfWord { rest.removeLast() }
    return rest.utf8.count
  }

  /// Where the word at the cursor, or the next one, ends.
  var wordEnd: Int {
    var rest = slice(cursor..<text.utf8.count)
    while let first = rest.first, !first.isOfWord { rest.removeFirst() }
    while let first = rest.first, first.isOfWord { rest.removeFirst() }
    return text.utf8.count - rest.utf8.count
  }

  /// Where the text before the cursor begins that has no blank in it.
  var blankSeparatedStart: Int {
    var rest = beforeCursor
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    while let last = rest.last, !last.isWhitespace { rest.removeLast() }
    return rest.utf8.count
  }
}

extension Character {
  fileprivate var isOfWord: Bool { isLetter || isNumber || self == "_" }
}
