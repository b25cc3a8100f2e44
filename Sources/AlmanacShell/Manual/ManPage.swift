internal import Almanac

/// A page of the manual as the program `man` reads it: `almanac manual --man > almanac.1`.
///
/// Source: man(7) of groff; no macro in it that mandoc does not know.
struct ManPage {
  private let page: ManualPage

  init(_ page: ManualPage) { self.page = page }

  /// The whole file.
  var text: String {
    let isProgram = page.topic == "program"
    let name = isProgram ? "almanac" : "almanac-\(page.topic)"
    let abstract = inline(
      page.abstract.hasSuffix(".") ? String(page.abstract.dropLast()) : page.abstract)
    let head = [
      ".TH \"\(name.uppercased())\" \"\(isProgram ? 1 : 7)\" \"\" \"almanac \(Program.version)\" \"Almanac\"",
      ".SH NAME", "\(ManPage.escaped(name)) \\- \(abstract)", ".SH DESCRIPTION",
    ]
    // The title and the abstract are the name.
    let body = page.blocks.dropFirst(2).flatMap { lines(of: $0) }
    return (head + body).joined(separator: "\n") + "\n"
  }

  private func lines(of block: MarkdownBlock) -> [String] {
    switch block {
    case .heading(let level, let text): return [(level < 3 ? ".SH " : ".SS ") + argument(text)]
    case .paragraph(let text): return [".PP", line(inline(text, hasEmphasis: true))]
    case .list(let items):
      return items.flatMap { [".IP \\(bu 2", line(inline($0, hasEmphasis: true))] }
    case .table(_, let rows):
      return rows.flatMap { row in
        [".TP", line(inline(row.first ?? ""))]
          + [line(row.dropFirst().map { inline($0) }.joined(separator: "; "))]
      }
    case .code(_, let lines):
      return [".PP", ".RS 4", ".nf"] + lines.map { line(ManPage.escaped($0)) } + [".fi", ".RE"]
    }
  }

  /// A line of text: a point or a quote at its beginning would make it a request.
  private func line(_ text: String) -> String {
    text.hasPrefix(".") || text.hasPrefix("'") || text.isEmpty ? "\\&" + text : text
  }

  /// The words of a heading as one argument of a macro.
  private func argument(_ text: String) -> String {
    let words = inline(text).replacing("\\fB", with: "").replacing("\\fR", with: "")
    return "\"\(words.replacing("\"", with: "\\(dq"))\""
  }

  /// Running text: what one types is bold.
  private func inline(_ text: String, hasEmphasis: Bool = false) -> String {
    let plain = ManualText(asking: "almanac manual", width: nil, style: .plain)
      .plain(text, hasEmphasis: hasEmphasis)
    let parts = plain.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { place, part in
      let words = ManPage.escaped(String(part), isTyped: place % 2 == 1)
      return place % 2 == 1 ? "\\fB\(words)\\fR" : words
    }.joined()
  }

  /// - Parameter isTyped: it is to be copied, so that a hyphen must stay one.
  private static func escaped(_ text: String, isTyped: Bool = true) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-" where isTyped: result += "\\-"
      case "'" where isTyped: result += "\\(aq"
      case "`" where isTyped: result += "\\(ga"
      case "~": result += "\\(ti"
      case "^": result += "\\(ha"
      case "\u{A0}": result += "\\ "
      default: result.append(character)
      }
    }
    return result
  }
}
