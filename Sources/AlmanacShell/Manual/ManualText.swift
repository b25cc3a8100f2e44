internal import Almanac

/// Blocks of the manual as a terminal shows them: wrapped to its width, code as it stands, no mark
/// of Markdown or DocC left but the backticks around what one types.
struct ManualText {
  /// What asks for a topic where this is read: `.help`, `almanac manual`.
  let asking: String
  /// The cells of a line.
  let width: Int
  let style: Style

  init(asking: String, width: Int?, style: Style) {
    self.asking = asking
    // Lines that are much longer than those of a book are hard to read.
    self.width = min(max(width ?? 80, 20), 92)
    self.style = style
  }

  /// Whole lines, one empty line between two blocks.
  func text(of blocks: [MarkdownBlock]) -> String {
    blocks.map { lines(of: $0).joined(separator: "\n") + "\n" }.joined(separator: "\n")
      .replacing("\u{A0}", with: " ")
  }

  private func lines(of block: MarkdownBlock) -> [String] {
    switch block {
    case .heading(let level, let text):
      let title = plain(text).filter { $0 != "`" }
      let lines = title.wrapped(to: width).map(strong)
      let underline = level == 1 ? "═" : "─"
      return level > 2
        ? lines : lines + [repeated(underline, count: min(displayWidth(title), width))]
    case .paragraph(let text):
      return plain(text, hasEmphasis: true).wrapped(to: width)
    case .list(let items):
      return items.flatMap { ("- " + plain($0, hasEmphasis: true)).wrapped(to: width, hanging: 2) }
    case .table(let header, let rows):
      let isHeaded = header.contains { !$0.isEmpty }
      return tableLines(((isHeaded ? [header] : []) + rows).map { $0.map { plain($0) } }, isHeaded)
    case .code(_, let lines):
      return lines.map { $0.isEmpty ? "" : "  " + $0 }
    }
  }

  private func strong(_ text: String) -> String {
    style.color ? "\u{1B}[1m\(text)\u{1B}[0m" : text
  }
}

extension ManualText {
  /// Columns two cells apart; where they don't fit, the widest give way and their cells are wrapped,
  /// and where there is no room for columns every cell has lines of its own.
  private func tableLines(_ rows: [[String]], _ isHeaded: Bool) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let room = width - 2 * (count - 1)
    guard room >= 8 * count else {
      return rows.flatMap { row in
        row.enumerated().flatMap { column, cell in
          cell.wrapped(to: column == 0 ? width : width - 2).map { column == 0 ? $0 : "  " + $0 }
        }
      }
    }
    var widths = (0..<count).map { column in
      rows.map { column < $0.count ? displayWidth($0[column]) : 0 }.max() ?? 0
    }
    while widths.reduce(0, +) > room, let widest = widths.max(),
      let column = widths.lastIndex(of: widest)
    {
      widths[column] -= 1
    }
    var lines = rows.map { rowLines($0, widths) }
    if isHeaded {
      lines.insert([widths.map { repeated("─", count: $0) }.joined(separator: "  ")], at: 1)
    }
    return lines.flatMap { $0 }
  }

  /// One row, as many lines as its longest cell.
  private func rowLines(_ row: [String], _ widths: [Int]) -> [String] {
    let cells = zip(row, widths).map { $0.wrapped(to: $1) }
    return (0..<(cells.map(\.count).max() ?? 0)).map { line in
      let parts = zip(cells, widths).map { cell, width in
        let part = line < cell.count ? cell[line] : ""
        return part + repeated(" ", count: max(0, width - displayWidth(part)))
      }
      return String(parts.joined(separator: "  ").trimmedAtEnd)
    }
  }
}

extension ManualText {
  /// A text without emphasis and links, what one types between backticks; `<doc:Time>` says how to
  /// read on.
  ///
  /// - Parameter hasEmphasis: whether `*` marks what is stressed; in headings and tables it is a sign
  ///   of the language.
  func plain(_ text: String, hasEmphasis: Bool = false) -> String {
    var result = ""
    var rest = text[...]
    while let character = rest.first {
      if character == "`" {
        // Symbols of the library stand between two backticks, code between one.
        rest = rest.drop { $0 == "`" }
        result += ManualText.code(String(rest.prefix { $0 != "`" }))
        rest = rest.drop { $0 != "`" }.drop { $0 == "`" }
      } else if rest.hasPrefix("<doc:"), let end = rest.firstIndex(of: ">") {
        result += ManualText.code(
          "\(asking) \(rest[..<end].dropFirst("<doc:".count).lowercased())")
        rest = rest[end...].dropFirst()
      } else if character == "[", let link = Link(at: rest) {
        result += link.text
        rest = rest.dropFirst(link.length)
      } else {
        if !hasEmphasis || character != "*" { result.append(character) }
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// What one types, between backticks; unless it is long it is not broken between lines.
  private static func code(_ text: String) -> String {
    let isShort = displayWidth(text) <= 32
    return "`\(isShort ? text.replacing(" ", with: "\u{A0}") : text)`"
  }

  /// `[text](address)`
  private struct Link {
    let text: Substring
    let length: Int

    init?(at rest: Substring) {
      guard let close = rest.firstIndex(of: "]"),
        rest[close...].hasPrefix("]("), let end = rest[close...].firstIndex(of: ")")
      else { return nil }
      text = rest[..<close].dropFirst()
      length = rest[...end].count
    }
  }
}

extension String {
  fileprivate var trimmedAtEnd: Substring {
    var rest = self[...]
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
