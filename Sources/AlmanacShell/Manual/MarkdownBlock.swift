/// A block of the Markdown that the manual is written in: headings, paragraphs, lists, tables and
/// fenced code; no nesting.
enum MarkdownBlock: Hashable {
  case heading(level: Int, text: String)
  case paragraph(String)
  case list([String])
  /// Rows of cells below a header, whose cells may all be empty.
  case table(header: [String], rows: [[String]])
  case code(language: String, lines: [String])
}

extension MarkdownBlock {
  /// The blocks of a page, in order.
  static func read(_ text: String) -> [MarkdownBlock] {
    var reader = BlockReader()
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      reader.read(line)
    }
    reader.endBlock()
    return reader.blocks
  }

  /// The text and the level of a heading, or nil.
  var asHeading: (level: Int, text: String)? {
    if case .heading(let level, let text) = self { (level, text) } else { nil }
  }
}

/// Takes a page line by line; a line either goes on with the open block or ends it.
private struct BlockReader {
  private(set) var blocks: [MarkdownBlock] = []
  private var open: MarkdownBlock?
  private var isInFence = false

  mutating func read(_ line: Substring) {
    if isInFence {
      if line.hasPrefix("```") { return endBlock() }
      if case .code(let language, let lines)? = open {
        open = .code(language: language, lines: lines + [String(line)])
      }
    } else if line.hasPrefix("```") {
      begin(.code(language: String(line.dropFirst(3).trimmed), lines: []))
      isInFence = true
    } else if line.trimmed.isEmpty {
      endBlock()
    } else if line.hasPrefix("#") {
      let level = line.prefix { $0 == "#" }.count
      begin(.heading(level: level, text: String(line.dropFirst(level).trimmed)))
      endBlock()
    } else if line.hasPrefix("|") {
      readRow(line)
    } else if line.hasPrefix("- ") {
      let item = String(line.dropFirst(2).trimmed)
      if case .list(let items)? = open {
        open = .list(items + [item])
      } else {
        begin(.list([item]))
      }
    } else {
      readText(String(line.trimmed))
    }
  }

  mutating func endBlock() {
    if let open { blocks.append(open) }
    open = nil
    isInFence = false
  }

  private mutating func begin(_ block: MarkdownBlock) {
    endBlock()
    open = block
  }

  private mutating func readText(_ text: String) {
    switch open {
    case .paragraph(let before)?: open = .paragraph(before + " " + text)
    case .list(var items)? where !items.isEmpty:
      items[items.count - 1] += " " + text
      open = .list(items)
    default: begin(.paragraph(text))
    }
  }

  private mutating func readRow(_ line: Substring) {
    let cells = BlockReader.cells(of: line)
    guard case .table(let header, let rows)? = open else {
      return begin(.table(header: cells, rows: []))
    }
    let isRule = cells.allSatisfy { !$0.isEmpty && $0.allSatisfy { "-:".contains($0) } }
    if !isRule { open = .table(header: header, rows: rows + [cells]) }
  }

  /// The cells of `| a | b |`; `\|` is no border.
  private static func cells(of line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line.trimmed.dropFirst() {
      if isEscaped {
        if character != "|" { cell.append("\\") }
        cell.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "|" {
        cells.append(String(cell.trimmed))
        cell = ""
      } else {
        cell.append(character)
      }
    }
    if !cell.trimmed.isEmpty { cells.append(String(cell.trimmed)) }
    return cells
  }
}
