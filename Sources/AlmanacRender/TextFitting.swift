internal import AlmanacText

extension String {
  /// The text in at most `width` cells: whole, or cut between graphemes with the mark at its end.
  func cut(to width: Int, mark: String) -> String {
    // No text takes more cells than bytes: most fit at sight.
    if utf8.count <= width || displayWidth(self) <= width { return self }
    let room = width - displayWidth(mark)
    guard room >= 0 else { return String(mark.prefix(max(width, 0))) }
    var end = startIndex
    var total = 0
    while end < endIndex {
      total += displayWidth(of: self[end])
      if total > room { break }
      end = index(after: end)
    }
    return String(self[..<end]).trimmed + mark
  }

  /// The text with spaces to fill `width` cells, at its end or before it.
  func padded(to width: Int, isRight: Bool = false) -> String {
    let spaces = repeated(" ", count: max(0, width - displayWidth(self)))
    return isRight ? spaces + self : self + spaces
  }

  /// The text without spaces at its end.
  var trimmed: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
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
    split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  /// The text in lines of at most `width` cells, broken between words where that is possible; what
  /// stands between two words of a line is kept.
  ///
  /// A word wider than a line begins in what is left of one and is broken between graphemes.
  func wrapped(to width: Int) -> [String] {
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
  func wrapped(to width: Int, hanging: Int) -> [String] {
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
