/// The states of a line that one can go back to, and forth again.
///
/// libedit keeps one state, and only for commands of its own. Here every change is a step, except
/// that the letters of a word typed in one go are one together.
struct UndoLog {
  private var past: [Line] = []
  private var future: [Line] = []
  private var current = Line()
  private var isTyping = false
  /// The most steps that are kept.
  static let mostSteps = 1000

  /// Notes the line as it is now.
  mutating func note(_ line: Line) {
    guard line.text != current.text else {
      if line.cursor != current.cursor { isTyping = false }
      current = line
      return
    }
    let typed = Self.insertion(from: current, to: line)
    let startsWord = typed?.first?.isWhitespace != false && current.isBehindWord
    if typed == nil || !isTyping || startsWord {
      past.append(current)
      if past.count > Self.mostSteps { past.removeFirst() }
    }
    isTyping = typed != nil
    future = []
    current = line
  }

  /// The line before the last step; nil when there is none.
  mutating func undo() -> Line? {
    guard let line = past.popLast() else { return nil }
    future.append(current)
    current = line
    isTyping = false
    return line
  }

  /// The line that was undone last; nil when there is none.
  mutating func redo() -> Line? {
    guard let line = future.popLast() else { return nil }
    past.append(current)
    current = line
    isTyping = false
    return line
  }

  /// What was put in at the cursor if nothing else happened.
  private static func insertion(from old: Line, to new: Line) -> Substring? {
    let count = new.text.utf8.count - old.text.utf8.count
    guard count > 0, new.cursor == old.cursor + count,
      new.text.utf8.starts(with: old.text.utf8.prefix(old.cursor)),
      new.text.utf8.dropFirst(new.cursor).elementsEqual(old.text.utf8.dropFirst(old.cursor))
    else { return nil }
    return new.slice(old.cursor..<new.cursor)
  }
}

extension Line {
  /// Whether the cursor stands behind something that is not blank.
  fileprivate var isBehindWord: Bool { beforeCursor.last?.isWhitespace == false }
}
