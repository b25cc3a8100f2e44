/// What was cut out of lines, for Ctrl-Y to bring back; pieces cut one after the other are one.
struct KillRing {
  /// Newest last.
  private var texts: [String] = []
  /// The line as the last cut or the last bringing back left it.
  private var left: Line?
  /// The bytes that were brought back last, and which text they are.
  private var broughtBack: (range: Range<Int>, index: Int)?
  /// The most texts that are kept.
  static let mostTexts = 60

  /// Keeps what was cut out before the cursor, or behind it, of `line`, which is `after` now.
  mutating func keep(_ text: String, isBefore: Bool, of line: Line, after: Line) {
    if left == line, broughtBack == nil, let last = texts.popLast() {
      texts.append(isBefore ? text + last : last + text)
    } else {
      texts.append(text)
      if texts.count > Self.mostTexts { texts.removeFirst() }
    }
    broughtBack = nil
    left = after
  }

  /// The text to bring back; nil when nothing was cut.
  var newest: String? { texts.last }

  /// Notes that the newest text stands at `range` of `line`.
  mutating func noteBringingBack(at range: Range<Int>, of line: Line) {
    broughtBack = (range, texts.count - 1)
    left = line
  }

  /// What was brought back last, and what stands in for it now: the text cut before it. Nil when
  /// something else was done since.
  mutating func older(in line: Line) -> (range: Range<Int>, text: String)? {
    guard left == line, let old = broughtBack, !texts.isEmpty else { return nil }
    let index = (old.index + texts.count - 1) % texts.count
    return (old.range, texts[index])
  }

  /// Notes that the text before the one brought back stands at `range` of `line`.
  mutating func noteOlder(at range: Range<Int>, of line: Line) {
    guard let old = broughtBack else { return }
    broughtBack = (range, (old.index + texts.count - 1) % texts.count)
    left = line
  }
}
