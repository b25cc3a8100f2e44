import Foundation
import TestSupport
import Testing

@testable import LineEditor

/// What a golden file writes of a scene: options such as `columns=12`, and a text with `|` for the
/// cursor.
private struct Picture {
  private let options: [Substring: Int]

  init(_ directive: String) {
    let pairs = directive.split(separator: " ").dropFirst().map { $0.split(separator: "=") }
    options = Dictionary(
      uniqueKeysWithValues: pairs.compactMap { pair in Int(pair[1]).map { (pair[0], $0) } })
  }

  func option(_ name: Substring, _ usual: Int) -> Int { options[name] ?? usual }

  var size: ScreenSize { ScreenSize(columns: option("columns", 80), rows: option("rows", 8)) }

  func frame(_ marked: String) -> Frame {
    let parts = marked.components(separatedBy: "|")
    let scene = Scene(
      prompt: "a> ", continuationPrompt: ".> ", text: parts.joined(),
      cursor: parts[0].utf8.count, size: size)
    return Layout(scene, measure: testWidth).frame().frame
  }

  func text(_ frame: Frame) -> String {
    frame.rows.indices.map { index in
      text(frame.rows[index], cursor: index == frame.cursorRow ? frame.cursorColumn : nil)
    }.joined(separator: "\n")
  }

  func text(_ row: Row, cursor: Int? = nil) -> String {
    var text = ""
    var column = 0
    for cell in row.cells {
      if column == cursor { text += "|" }
      text += cell.style == .selected ? "[\(cell.cluster)]" : cell.cluster
      column += cell.width
    }
    if let cursor, cursor >= column { text += "|" }
    return text.components(separatedBy: "][").joined()
  }

  func menu(_ input: String) -> String {
    let candidates = input.split(separator: "\n").map { line in
      let parts = line.split(separator: "|").map(String.init)
      return Candidate(insert: parts[0], detail: parts[1])
    }
    var menu = Menu(
      Completions(replaceRange: 0..<0, candidates: candidates, total: option("total", 0)),
      line: Line())
    for _ in 0..<option("selected", 0) { _ = menu.cycle(forward: true) }
    let rows = menu.rows(size: size, measure: testWidth)
    #expect(rows.count <= max(1, size.rows / 3))
    #expect(rows.allSatisfy { $0.width <= size.columns })
    return rows.map { text($0) }.joined(separator: "\n")
  }

  func search(_ input: String) -> String {
    let history = History(path: nil, limit: 10)
    for entry in ["events by 中国科协", "people"] { history.add(entry) }
    var search = Search(draft: Line())
    search.type(String(input.prefix { $0 != "|" }), in: history)
    return search.line.text + "\n" + text(search.row(columns: size.columns, measure: testWidth))
  }

  func paint(_ input: String) -> String {
    let frames = input.components(separatedBy: "\n=>\n").map(frame)
    var painter = Painter(theme: .colors)
    _ = painter.paint(frames[0])
    let bytes = painter.paint(frames[1])
    return String(decoding: bytes, as: UTF8.self).map {
      switch $0 {
      case "\u{1B}": "␛"
      case "\u{8}": "␈"
      case "\r": "␍"
      case "\r\n": "␍␊"
      default: String($0)
      }
    }.joined()
  }
}

@Test("frames, menus and what is sent for a change are as the golden file has them")
func goldenFrames() throws {
  try Golden("frames.txt").check { directive, input in
    let picture = Picture(directive)
    switch directive.prefix(while: { $0 != " " }) {
    case "frame": return picture.text(picture.frame(input))
    case "menu": return picture.menu(input)
    case "search": return picture.search(input)
    case "paint": return picture.paint(input)
    default: return "no such directive"
    }
  }
}
