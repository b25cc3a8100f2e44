internal import AlmanacText

extension String {
  /// A text wider than `width` cells, cut between graphemes with the mark at its end, and the cells
  /// that are left of it.
  func cut(to width: Int, mark: String) -> (text: String, width: Int) {
    let markWidth = displayWidth(mark)
    let room = width - markWidth
    guard room >= 0 else { return (String(mark.prefix(max(width, 0))), max(width, 0)) }
    if utf8.allSatisfy({ $0 < 0x80 }) {
      let kept = String(Substring(utf8.prefix(room))).trimmed
      return (kept + mark, kept.utf8.count + markWidth)
    }
    var end = startIndex
    var total = 0
    while end < endIndex {
      let next = total + displayWidth(of: self[end])
      if next > room { break }
      total = next
      end = index(after: end)
    }
    let whole = String(self[..<end])
    let kept = whole.trimmed
    return (kept + mark, total - (whole.utf8.count - kept.utf8.count) + markWidth)
  }

  /// The text with spaces to fill `width` cells, at its end or before it.
  func padded(to width: Int, isRight: Bool = false) -> String {
    let spaces = repeated(" ", count: max(0, width - displayWidth(self)))
    return isRight ? spaces + self : self + spaces
  }

  /// The text without spaces at its end.
  var trimmed: String {
    var rest = utf8[...]
    guard rest.last == UInt8(ascii: " ") else { return self }
    while rest.last == UInt8(ascii: " ") { rest.removeLast() }
    return String(Substring(rest))
  }

  /// The text as one line that a terminal shows and never obeys: line ends and tabs are spaces, the
  /// rest is as ``AlmanacText/visible(_:)`` has it.
  var onOneLine: String {
    guard utf8.contains(where: mayDriveTerminal) else { return self }
    var spaced = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A where previous == "\r": break
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: spaced.append(" ")
      default: spaced.append(scalar)
      }
      previous = scalar
    }
    return visible(String(spaced))
  }

  /// As ``onOneLine``, but line ends and tabs stay: for a field that may hold several lines. A
  /// carriage return alone is no line end, for a terminal would write over what stands there.
  var onItsLines: String {
    guard utf8.contains(where: mayDriveTerminal) else { return self }
    let scalars = Array(unicodeScalars)
    var shown = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isLineEnd = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if scalar == "\n" || scalar == "\t" || isLineEnd {
        shown.append(scalar)
      } else {
        shown.append(contentsOf: visible(String(scalar)).unicodeScalars)
      }
    }
    return String(shown)
  }

  /// The lines of a text, however they end.
  var lines: [Substring] {
    guard utf8.contains(where: mayDriveTerminal) else { return [self[...]] }
    return split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  /// The text in lines of at most `width` cells, broken between words where that is possible; what
  /// stands between two words of a line is kept, spaces at the end of one are not.
  ///
  /// A word wider than a line begins in what is left of one and is broken between graphemes.
  package func wrapped(to width: Int) -> [String] {
    if displayWidth(self) <= width { return [trimmed] }
    var lines: [String] = []
    var line = ""
    var taken = 0
    var gap = 0
    func endLine() {
      let whole = line.trimmed
      if !whole.isEmpty { lines.append(whole) }
      line = ""
      taken = 0
    }
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if word.isEmpty {
        gap += 1
        continue
      }
      let cells = displayWidth(word)
      let isBroken = cells > width
      if taken + gap + (isBroken ? 1 : cells) <= width {
        line += repeated(" ", count: gap)
        taken += gap
      } else {
        endLine()
      }
      if isBroken {
        for character in word {
          let cells = displayWidth(of: character)
          if taken + cells > width { endLine() }
          line.append(character)
          taken += cells
        }
      } else {
        line += word
        taken += cells
      }
      gap = 1
    }
    lines.append(line)
    return lines
  }

  /// As ``wrapped(to:)``, every line but the first `hanging` cells further in.
  package func wrapped(to width: Int, hanging: Int) -> [String] {
    let lines = wrapped(to: width)
    guard lines.count > 1 else { return lines }
    let indent = repeated(" ", count: hanging)
    let rest = String(dropFirst(lines[0].count).drop { $0 == " " })
    return [lines[0]] + rest.wrapped(to: max(2, width - hanging)).map { indent + $0 }
  }
}

/// Whether a byte may begin a scalar that is not shown as it is: most texts have none.
func mayDriveTerminal(_ byte: UInt8) -> Bool {
  switch byte {
  // C0 and DEL; the first bytes of C1, U+061C, U+200E to U+2069, U+FEFF.
  case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2, 0xEF: true
  default: false
  }
}
