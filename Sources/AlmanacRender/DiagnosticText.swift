public import AlmanacLanguage
internal import AlmanacText

/// Faults as text, in the layout of the manual's page of errors, an empty line between two:
///
/// ```
/// error N02: no organization is called "CSAT"
///   events where organizer = CSAT
///                            ^^^^ not a name, acronym or alias of any of the 20 organizations
///   close: CAST (China Association for Science and Technology)
///   try:   events where organizer = CAST
/// ```
///
/// Of a text of several lines only those concerned are shown, with their numbers. What is too long for
/// `width` is broken between words; a statement (to try, or to ask `why`) never is, so that it can be
/// copied.
///
/// - Parameters:
///   - text: What the ranges of the diagnostics count the bytes of.
///   - file: The name of the file that holds the text: each fault then begins with
///     `file:line:column: `, the column in graphemes, both from 1.
///   - isShort: The first line and what to try, nothing else.
public func render(
  _ diagnostics: [Diagnostic], text: String, style: Style, width: Int?, file: String? = nil,
  isShort: Bool = false
) -> String {
  diagnostics.map { diagnostic in
    DiagnosticPage(diagnostic, text: text, style: style, width: width)
      .written(file: file, isShort: isShort)
  }.joined(separator: isShort ? "" : "\n")
}

/// A line without a terminal is windowed beyond this many cells.
private let longestLineWidth = 160

private struct DiagnosticPage {
  let diagnostic: Diagnostic
  let style: Style
  let width: Int?
  /// The line of the cause, then that of the second span if it is another one.
  let lines: [SourceLine]
  let primary: TextRange
  let secondary: TextRange?
  /// The text has more than one line.
  let isNumbered: Bool

  init(_ diagnostic: Diagnostic, text: String, style: Style, width: Int?) {
    self.diagnostic = diagnostic
    self.style = style
    self.width = width
    primary = diagnostic.primary.range
    secondary = diagnostic.secondary?.range
    let cause = SourceLine(holding: primary.start, of: text)
    var lines = [cause]
    if let secondary {
      let other = SourceLine(holding: secondary.start, of: text)
      if other.number != cause.number { lines.append(other) }
    }
    self.lines = lines
    isNumbered = text.trimmedOfLineEnds.utf8.contains(0x0A)
  }

  func written(file: String?, isShort: Bool) -> String {
    var output = headline(file: file)
    if !isShort {
      for line in lines.sorted(by: { $0.number < $1.number }) where !line.pieces.isEmpty {
        output += excerpt(line)
      }
      for note in diagnostic.notes.map(\.onOneLine) {
        output += note.hasPrefix("why:") ? "  \(note)\n" : wrapped(note, indent: 2)
      }
    }
    for (index, fix) in diagnostic.fixes.prefix(isShort ? 1 : Int.max).enumerated() {
      output += advice(fix, isFirst: index == 0)
    }
    return output
  }

  /// `script.alm:3:27: error N02: no organization is called "CSAT"`.
  private func headline(file: String?) -> String {
    var place = ""
    if let file, let line = lines.first {
      place = "\(file.onOneLine):\(line.number):\(line.column(of: primary.start)): "
    }
    let head = "error \(diagnostic.id):"
    let whole = place + head + " " + diagnostic.message.onOneLine
    var lines = width.map { whole.wrapped(to: max(2, $0), hanging: 2) } ?? [whole]
    if lines[0].hasPrefix(place + head) {
      let message = String(lines[0].dropFirst((place + head).count))
      lines[0] = place + style.paint(head, .fault) + style.paint(message, .strong)
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A line of the text with its marks, and the words behind them.
  private func excerpt(_ line: SourceLine) -> String {
    let isCause = line.number == lines[0].number
    let digits = String(lines.map(\.number).max() ?? 0).count
    let number = String(line.number)
    let gutter =
      isNumbered
      ? "  " + repeated(" ", count: digits - number.count) + number + " | " : "  "
    let blank = isNumbered ? repeated(" ", count: digits + 2) + " | " : "  "
    func edge(_ text: String) -> String { isNumbered ? style.paint(text, .faint) : text }

    let first = isCause ? primary : secondary ?? primary
    let focus = line.cells(under: first)
    let room = max(8, (width ?? longestLineWidth + gutter.count) - gutter.count)
    let (shown, shift) = line.window(around: focus, room: room, mark: style.ellipsis)
    var output = edge(gutter) + shown.trimmed + "\n"

    let other = isCause && lines.count == 1 ? secondary : nil
    let marks = Marks(line: line, first: focus, isCause: isCause, second: other)
      .windowed(shift: shift, width: room)
    let label = isCause ? diagnostic.primary.text : diagnostic.secondary?.text ?? ""
    let otherLabel = other == nil ? "" : diagnostic.secondary?.text ?? ""
    let labels = [label, otherLabel].map(\.onOneLine).filter { !$0.isEmpty }
    output += edge(blank) + marks.painted(style)
    // The first label stands behind the marks where there is room; what is left has lines of its own.
    var below = labels[...]
    if let label = below.first,
      width.map({ gutter.count + marks.text.count + 1 + displayWidth(label) <= $0 }) ?? true
    {
      output += " " + label
      below.removeFirst()
    }
    output += "\n"
    for label in below { output += wrapped(label, indent: 2) }
    return output
  }

  /// `  try:   events in Beijing        (or: …)`, the further ones under `or:`.
  private func advice(_ fix: Diagnostic.Fix, isFirst: Bool) -> String {
    let head = isFirst ? "try:" : "or:"
    let lead = "  " + style.paint(head, .advice) + repeated(" ", count: 7 - head.count)
    let statement = fix.statement.onOneLine
    let remark = fix.remark.onOneLine
    var output = lead + style.paint(statement, .strong)
    if !remark.isEmpty {
      let statementWidth = displayWidth(statement)
      let remarkColumn = max(statementWidth + 6, 25)
      if let width, 9 + remarkColumn + displayWidth(remark) > width {
        output += "\n" + wrapped(remark, indent: 9).dropLast()
      } else {
        output += repeated(" ", count: remarkColumn - statementWidth) + remark
      }
    }
    return output + "\n"
  }

  /// A line `indent` cells in, and its further lines under what stands behind its first word and
  /// colon.
  private func wrapped(_ text: String, indent: Int) -> String {
    let space = repeated(" ", count: indent)
    guard let width, indent + displayWidth(text) > width else { return space + text + "\n" }
    let word = text.prefix { $0 != " " }
    let isNamed = word.hasSuffix(":") && word.count < 10
    let gap = text.dropFirst(word.count).prefix { $0 == " " }
    let lead = isNamed ? String(word + gap) : ""
    let hang = displayWidth(lead)
    let lines = String(text.dropFirst(lead.count)).wrapped(to: max(2, width - indent - hang))
    return lines.enumerated().map { index, line in
      space + (index == 0 ? lead : repeated(" ", count: hang)) + line + "\n"
    }.joined()
  }
}

/// The carets and tildes below a line.
private struct Marks {
  private var cells: [Character]

  /// Tildes under the second span and carets over them under the first. Where the second encloses the
  /// first, the spaces beside the carets stay empty, so that two operands are seen:
  /// `~~~~~ ^ ~~~~`.
  init(line: SourceLine, first: Range<Int>, isCause: Bool, second: TextRange?) {
    let other = second.map { line.cells(under: $0) }
    cells = Array(repeating: " ", count: max(first.upperBound, other?.upperBound ?? 0))
    if let other {
      for cell in other { cells[cell] = "~" }
      if other.lowerBound < first.lowerBound, first.upperBound < other.upperBound {
        let blanks = line.blankCells
        var left = first.lowerBound - 1
        while left >= 0, blanks.contains(left) {
          cells[left] = " "
          left -= 1
        }
        var right = first.upperBound
        while right < cells.count, blanks.contains(right) {
          cells[right] = " "
          right += 1
        }
      }
    }
    for cell in first { cells[cell] = isCause ? "^" : "~" }
  }

  /// The marks below a part of the line.
  func windowed(shift: Int, width: Int) -> Marks {
    var marks = self
    marks.cells = Array(cells.dropFirst(shift).prefix(max(1, width)))
    return marks
  }

  var text: String { String(cells).trimmed }

  func painted(_ style: Style) -> String {
    guard style.color else { return text }
    var output = ""
    var run = ""
    func flush() {
      guard let mark = run.first else { return }
      output += mark == " " ? run : style.paint(run, mark == "^" ? .fault : .secondary)
      run = ""
    }
    for mark in text {
      if run.first != mark { flush() }
      run.append(mark)
    }
    flush()
    return output
  }
}

extension String {
  fileprivate var trimmedOfLineEnds: Substring {
    var rest = self[...]
    while rest.last?.isNewline == true { rest.removeLast() }
    return rest
  }
}
