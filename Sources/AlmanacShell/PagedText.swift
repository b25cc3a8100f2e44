internal import Almanac

extension Reply {
  /// All of it, with the header of a table again at the top of each screen that it goes on to: whoever
  /// pages by whole screens always sees what the columns are.
  ///
  /// Not every pager can hold a header (`less` learnt it in version 600), so it lies in the text.
  func paged(for size: TerminalSize) -> String {
    var pages = PagedText(size)
    for part in parts {
      switch part {
      case .output(let text): pages.append(text, hasTables: true)
      case .message(let text), .assertion(_, let text): pages.append(text, hasTables: false)
      }
    }
    return pages.text
  }
}

/// A text in the making that knows where each screen of a pager begins.
struct PagedText {
  private let size: TerminalSize
  private(set) var text = ""
  private var row = 0

  init(_ size: TerminalSize) { self.size = size }

  /// The rows of a screen: the last is the pager's own.
  private var pageRows: Int { max(4, size.rows - 1) }

  mutating func append(_ piece: String, hasTables: Bool) {
    var header: [Substring] = []
    var previous: Substring?
    let lines = piece.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() where index < lines.count - 1 || !line.isEmpty {
      if hasTables, PagedText.isRule(line), let previous {
        header = [previous, line]
      } else if line.isEmpty {
        header = []
      } else if !header.isEmpty, row % pageRows == 0, row > 0 {
        for repeated in header { write(repeated) }
      }
      write(line)
      previous = line
    }
  }

  private mutating func write(_ line: Substring) {
    text += line + "\n"
    let cells = line.utf8.count <= size.columns ? 1 : displayWidth(withoutColor(line))
    row += max(1, (cells + size.columns - 1) / size.columns)
  }

  /// Whether a line is that below the header of a table.
  private static func isRule(_ line: Substring) -> Bool {
    let plain = withoutColor(line)
    return plain.contains { $0 == "─" || $0 == "-" }
      && plain.allSatisfy { $0 == "─" || $0 == "-" || $0 == " " }
  }
}
