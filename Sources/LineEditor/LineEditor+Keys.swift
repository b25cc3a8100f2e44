/// What happens between two keys: painting, waiting, and the keys that libedit does not see.
extension LineEditor {
  /// A key that is bound to nothing, for libedit to be given when we did its work.
  private static let idleKey: UInt32 = 0x1E

  /// The next key for libedit; nil at the end of the input.
  func nextKey() -> UInt32? {
    if !draft.isEmpty {
      engine.insert(draft)
      draft = ""
    }
    while true {
      if search == nil, insertRun() { return Self.idleKey }
      guard !keys.isEmpty else {
        // Painting waits for a moment without keys: a burst of them costs one frame.
        if case .input = keys.wait(milliseconds: 0) { continue }
        settle()
        paint()
        switch keys.wait(milliseconds: -1, signal: resizing.readingEnd) {
        case .input, .timeout: break
        case .signal: windowChanged()
        case .end: return nil
        }
        continue
      }
      guard let key = keys.next() else { continue }
      if search != nil {
        if let key = searchKey(key) { return key }
        continue
      }
      noteForUndo(before: key)
      if key >= 0x20 && key != 0x7F {
        let extent = engine.extent
        expected = (extent.count + 1, extent.cursor + 1)
      }
      return key
    }
  }

  /// Keeps the line as a state to go back to, if the key before did more than insert a character, or
  /// this one may, or begins a word.
  private func noteForUndo(before key: UInt32) {
    let extent = engine.extent
    if let expected, expected == extent, key > 0x20, key != 0x7F { return }
    undoLog.note(engine.line)
  }

  /// Inserts a run of printable characters at once, where libedit would take them one by one.
  ///
  /// That they would be inserted, and are not a command of vi, an argument or a search, is known
  /// by the character before them: the text grew by it at the cursor.
  private func insertRun() -> Bool {
    guard let expected, engine.extent == expected, let run = keys.takeRun(least: 16) else {
      return false
    }
    self.expected = nil
    engine.insert(run)
    return true
  }

  /// Sees what the keys did to the line while a menu was open.
  private func settle() {
    guard let menu else { return }
    let line = engine.line
    if line == menu.line { return }
    self.menu = nil
    // Typing on narrows the menu; anything else closes it.
    if line.text != menu.line.text, menu.selection == nil, let completer {
      let completions = completer(line.text, line.cursor)
      if !completions.candidates.isEmpty, isUsable(completions, for: line) {
        self.menu = Menu(completions, line: line)
      }
    }
  }

  /// Whether the range of some completions lies in a line.
  func isUsable(_ completions: Completions, for line: Line) -> Bool {
    let range = completions.replaceRange
    guard range.lowerBound >= 0, range.upperBound <= line.text.utf8.count else { return false }
    return [range.lowerBound, range.upperBound].allSatisfy { offset in
      let index = line.text.utf8.index(line.text.startIndex, offsetBy: offset)
      return index.samePosition(in: line.text.unicodeScalars) != nil
    }
  }

  private func windowChanged() {
    resizing.drain()
    let size = Terminal.size
    // Another signal may have ended the wait.
    guard size != paintedSize else { return }
    engine.resize()
    if paints { Terminal.write(painter.erase(columns: size.columns)) }
  }
}

extension LineEditor {
  /// Shows the line as it is.
  func paint() {
    guard paints else { return }
    let size = Terminal.size
    paintedSize = size
    var scene = Scene()
    scene.prompt = prompts.first
    scene.continuationPrompt = prompts.next
    scene.size = size
    scene.top = viewTop
    let line = search?.line ?? engine.line
    scene.text = line.text
    scene.cursor = line.cursor
    scene.styles = styles(of: line.text)
    if let search {
      if let bytes = search.match?.bytes, !bytes.isEmpty {
        scene.styles = scene.styles.overlaid(StyledRange(bytes, .match))
      }
      scene.below = [search.row(columns: size.columns, measure: configuration.width)]
    } else if let menu {
      scene.below = menu.rows(size: size, measure: configuration.width)
    }
    let layout = Layout(scene, measure: configuration.width).frame()
    viewTop = layout.top
    let bytes = painter.paint(layout.frame)
    if !bytes.isEmpty { Terminal.write(bytes) }
  }

  /// Shows the line without menu and search, and goes to the row below it.
  func finishPainting(_ note: String = "") {
    guard paints else { return }
    menu = nil
    search = nil
    paint()
    Terminal.write(painter.finish(note))
  }

  private func styles(of text: String) -> [StyledRange] {
    guard let highlighter, text.utf8.count <= Self.mostHighlightedBytes else { return [] }
    if let highlighted, highlighted.text == text { return highlighted.styles }
    let styles = highlighter(text).sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    highlighted = (text, styles)
    return styles
  }
}

extension LineEditor {
  /// Obeys a key of a search; gives it back when it ends the search and means something more.
  private func searchKey(_ key: UInt32) -> UInt32? {
    switch key {
    case 0x12: search?.step(older: true, in: history)  // Ctrl-R
    case 0x13: search?.step(older: false, in: history)  // Ctrl-S
    case 0x08, 0x7F: search?.deleteBackward(in: history)
    case 0x07, 0x03:  // Ctrl-G, Ctrl-C: as if it had not been
      search = nil
      return Self.idleKey
    case 0x0A, 0x0D, KeySource.escapeAlone:
      leaveSearch()
      return Self.idleKey
    case 0..<0x20:
      leaveSearch()
      return key
    default:
      search?.type(String(Unicode.Scalar(key) ?? "\u{FFFD}"), in: history)
    }
    return nil
  }

  private func leaveSearch() {
    guard let search else { return }
    self.search = nil
    if search.match != nil { engine.setLine(search.line) }
    recall = nil
  }
}

extension [StyledRange] {
  /// The ranges with one more laid over them; in order, not overlapping.
  func overlaid(_ top: StyledRange) -> [StyledRange] {
    var below: [StyledRange] = []
    for range in self {
      let before = range.bytes.clamped(to: Int.min..<top.bytes.lowerBound)
      let after = range.bytes.clamped(to: top.bytes.upperBound..<Int.max)
      if !before.isEmpty { below.append(StyledRange(before, range.style)) }
      if !after.isEmpty { below.append(StyledRange(after, range.style)) }
    }
    return (below + [top]).sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
  }
}
