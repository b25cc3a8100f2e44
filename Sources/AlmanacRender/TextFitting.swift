internal import AlmanacText

extension String {
  /// The text in at most `width` cells: whole, or cut between graphemes with the mark at its end.
  func cut(to width: Int, mark: String) -> String {
    // No text takes more cells than bytes: most fit at sight.
    if utf8.count <= width { return self }
    let room = width - displayWidth(mark)
    var kept = ""
    var totalWidth = 0
    for character in self {
      let cells = displayWidth(String(character))
      totalWidth += cells
      if totalWidth <= room { kept.append(character) }
      if totalWidth > width {
        return room < 0 ? String(mark.prefix(max(width, 0))) : kept.trimmed + mark
      }
    }
    return self
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

  /// The text as one line that a terminal shows and never obeys.
  ///
  /// Line ends and tabs are spaces; other control characters are their pictures (`␛`), the second
  /// control set and what turns the writing direction around is spelled out (`\u{202E}`).
  var onOneLine: String {
    let mayMatter: (UInt8) -> Bool = {
      $0 < 0x20 || $0 == 0x7F || $0 == 0xC2 || $0 == 0xD8 || $0 == 0xE2 || $0 == 0xEF
    }
    guard utf8.contains(where: mayMatter) else { return self }
    var shown = String.UnicodeScalarView()
    var previous: Unicode.Scalar = " "
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x0A where previous == "\r": break
      case 0x09...0x0D, 0x85, 0x2028, 0x2029: shown.append(" ")
      default: shown.append(contentsOf: scalar.shown)
      }
      previous = scalar
    }
    return String(shown)
  }

  /// As ``onOneLine``, but line ends and tabs stay: for a field that may hold several lines.
  var onItsLines: String {
    var shown = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        shown.append(scalar)
      } else {
        shown.append(contentsOf: scalar.shown)
      }
    }
    return String(shown)
  }

  /// The lines of a text, however they end.
  var lines: [Substring] {
    split(omittingEmptySubsequences: false) { $0.isNewline }
  }

  /// The text in lines of at most `width` cells, broken between words where that is possible; what
  /// stands between two words of a line is kept. `firstIndent` cells of the first line are taken;
  /// below zero it has more than the others.
  func wrapped(to width: Int, firstIndent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    var taken = firstIndent
    var gap = ""
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if word.isEmpty {
        gap += " "
        continue
      }
      let cells = displayWidth(word)
      if taken + gap.count + cells <= width {
        line += gap + word
        taken += gap.count + cells
      } else if cells <= width {
        lines.append(line)
        line = String(word)
        taken = cells
      } else {
        if taken + gap.count < width {
          line += gap
          taken += gap.count
        }
        for character in word {
          let cells = displayWidth(String(character))
          if taken + cells > width, !line.isEmpty || taken > 0 {
            lines.append(line.trimmed)
            line = ""
            taken = 0
          }
          line.append(character)
          taken += cells
        }
      }
      gap = " "
    }
    lines.append(line)
    return lines
  }
}

extension Unicode.Scalar {
  /// The scalar as a terminal may have it.
  var shown: String.UnicodeScalarView {
    switch value {
    case 0..<0x20: String(Unicode.Scalar(0x2400 + value) ?? "?").unicodeScalars
    case 0x7F: "\u{2421}".unicodeScalars
    case 0x80..<0xA0, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
      "\\u{\(String(value, radix: 16, uppercase: true))}".unicodeScalars
    default: String(self).unicodeScalars
    }
  }
}
