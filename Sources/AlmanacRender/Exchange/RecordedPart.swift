public import AlmanacEngine
internal import AlmanacText

/// What a session that is recorded holds: one thing that was said, by whoever asked or in answer.
public enum RecordedPart: Sendable {
  /// A statement or a command of the shell.
  case input(String)
  /// Rows as the session showed them.
  case rows(Answer)
  case picture(Picture)
  /// Lines that are neither: a card, an explanation, printed values.
  case text(String)
  /// What is said below an answer.
  case message(String)
  /// What was wrong, and what to do about it.
  case fault(String)
  /// Words that someone wrote for the reader.
  case note(String)
}

extension RecordedPart {
  /// The part as Markdown: whole paragraphs with an empty line behind them.
  public var markdown: String {
    switch self {
    case .input(let text): return fenced(text, as: "almanac")
    case .rows(let answer): return markdownText(answer) + "\n"
    case .picture(let picture):
      return fenced(renderText(picture, width: 80, style: .plain), as: "text")
    case .text(let text), .fault(let text): return fenced(text, as: "text")
    case .message(let text):
      return text.lines.map { markdownEscaped(String($0)) }.joined(separator: "  \n") + "\n\n"
    case .note(let text): return markdownEscaped(text) + "\n\n"
    }
  }

  /// The part as HTML, its lines whole.
  ///
  /// - Parameter id: a word that no other part of the page has.
  public func html(id: String) -> String {
    switch self {
    case .input(let text): return "<pre class=\"input\"><code>\(htmlEscaped(text))</code></pre>\n"
    case .rows(let answer): return "<div class=\"scroll\">\n" + htmlTable(answer) + "</div>\n"
    case .picture(let picture): return "<figure>\n" + renderSVG(picture, id: id) + "</figure>\n"
    case .text(let text): return "<pre>\(htmlEscaped(text))</pre>\n"
    case .message(let text): return "<p class=\"message\">\(breaking(text))</p>\n"
    case .fault(let text): return "<pre class=\"fault\" role=\"note\">\(htmlEscaped(text))</pre>\n"
    case .note(let text): return "<p class=\"note\">\(breaking(text))</p>\n"
    }
  }

  private func breaking(_ text: String) -> String {
    text.lines.map { htmlEscaped(String($0)) }.joined(separator: "<br>\n")
  }

  /// A block of code whose fence no line of it can end.
  private func fenced(_ text: String, as language: String) -> String {
    let lines = text.lines.map { String($0).onOneLine }
    let longest = lines.map { $0.longestRun(of: "`") }.max() ?? 0
    let fence = repeated("`", count: max(3, longest + 1))
    var body = lines
    while body.last?.isEmpty == true { body.removeLast() }
    return fence + language + "\n" + body.map { $0 + "\n" }.joined() + fence + "\n\n"
  }
}

extension String {
  /// How often a letter stands behind itself at most.
  fileprivate func longestRun(of letter: Character) -> Int {
    var longest = 0
    var run = 0
    for character in self {
      run = character == letter ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
